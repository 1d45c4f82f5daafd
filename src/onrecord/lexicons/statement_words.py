"""The cue class and type of words that a trained network finds as cues and that no rule has a frame for."""

from collections import Counter
from collections.abc import Mapping

import msgspec

from onrecord.errors import LexiconError
from onrecord.lexicons.loader import load_toml
from onrecord.records.findings import CueClass, StatementType

WORD_FILE = "statements/words.toml"


class WordClass(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"cue_class": "class"}):
    """Words of one cue class and type.

    A verb may stand with the word behind it ("double down"). `negative` words say that no such telling
    or holding takes place, or turn it down; the attribution of a `sourceless` one has an arbitrary source.
    """

    id: str
    cue_class: CueClass
    type: StatementType = "COMM"
    negative: bool = False
    sourceless: bool = False
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """All its words, each as UPOS tag and lemma."""
        tagged = (("VERB", self.verbs), ("NOUN", self.nouns), ("ADJ", self.adjectives))
        return tuple((pos, lemma) for pos, lemmas in tagged for lemma in lemmas)


class _WordFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    classes: tuple[WordClass, ...]


WordClasses = Mapping[tuple[str, str], WordClass]


def load_word_classes() -> dict[tuple[str, str], WordClass]:
    """Return the class of each word, by UPOS tag (VERB, NOUN, ADJ) and lemma.

    Raises:
        LexiconError: if the file is missing or malformed, or a word or an id stands twice.

    """
    classes = load_toml(WORD_FILE, _WordFile).classes
    counted = Counter([one.id for one in classes])
    counted.update(" ".join(word) for one in classes for word in one.words)
    twice = sorted(one for one, times in counted.items() if times > 1)
    if twice:
        raise LexiconError(f"lexicons/english/{WORD_FILE}", f"these stand twice: {twice}", "Keep one of each.")
    return {word: one for one in classes for word in one.words}


def class_of_word(
    classes: WordClasses, pos: str, lemma: str, *, behind: str = "", participle: str = ""
) -> WordClass | None:
    """Return the class of a word, if it has one.

    Args:
        classes: what `load_word_classes` returns.
        pos: the UPOS tag.
        lemma: the lemma; the parser leaves capitals in some at the start of a sentence.
        behind: the next token in lower case; "double down" is looked up before "double".
        participle: the form in lower case where the word is a passive or attributive participle, which
            parsers take for a verb or an adjective by turns: "divided" is looked up before "divide".

    """
    lemma = lemma.lower()
    tries = ((pos, f"{lemma} {behind}"), ("ADJ", participle), (pos, lemma))
    return next((classes[word] for word in tries if word in classes), None)
