"""Cues of attribution and the words that tell who speaks and how: typed, and indexed once for the stage."""

from collections.abc import Container
from functools import cached_property
from typing import Literal

import msgspec

from onrecord.errors import LexiconError
from onrecord.lexicons.agencies import load_agencies
from onrecord.lexicons.loader import load_toml
from onrecord.lexicons.statement_words import WordClass, load_word_classes
from onrecord.records.findings import Affiliation, Channel, CueClass, StatementType

# What a cue takes for its content, the surest first. `clause` is a that-clause, a bare clause or an
# indirect question; `object-to` is "urge X to go"; `passive-to` is "is said to have gone"; `predicate`
# is "call X a liar".
Frame = Literal[
    "quote", "clause", "question", "passive-to", "object-to", "to", "gerund", "object-gerund", "predicate", "object"
]
CUE_FILES = (
    "document",
    "neutral",
    "announce",
    "claim",
    "factive",
    "deny",
    "judge",
    "commissive",
    "directive",
    "belief",
    "desire",
    "decree",
    "nominal",
)


class CueRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"cue_class": "class"}):
    """Cues that behave alike.

    `prepositions` link cue and content ("call for"), `object_prepositions` link the two halves of the
    content ("accuse X of Y"). `recipient` says that an object is the hearer, `animate` that the source
    has to be someone or some body, `document` that it has to be a document, `strict` that a source has
    to be there, `light` that a noun needs a verb such as *express*.
    """

    id: str
    cue_class: CueClass
    type: StatementType = "COMM"
    pos: Literal["verb", "noun", "adjective"] = "verb"
    lemmas: tuple[str, ...]
    takes: tuple[Frame, ...]
    prepositions: tuple[str, ...] = ()
    object_prepositions: tuple[str, ...] = ()
    recipient: bool = False
    animate: bool = False
    document: bool = False
    strict: bool = False
    light: bool = False
    negative: bool = False
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class PhraseRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"cue_class": "class"}):
    """A preposition, participle or adverb that is a cue by itself.

    `names_only` asks for a name behind it, `speakers_only` for someone or something that can tell,
    `media_only` for an outlet or agency; an `adverb` has no source.
    """

    id: str
    cue_class: CueClass
    words: tuple[str, ...]
    names_only: bool = False
    speakers_only: bool = False
    media_only: bool = False
    adverb: bool = False
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class OpinionRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"cue_class": "class"}):
    """A preposition with a possessor and a noun of opinion: "in X's view"."""

    id: str
    cue_class: CueClass
    nouns: tuple[str, ...]
    prepositions: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class _CueFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rules: tuple[CueRule, ...]


class _PhraseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    phrases: tuple[PhraseRule, ...]
    opinions: tuple[OpinionRule, ...]


class CarrierVerbs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs around a cue: `light` ones carry a noun, `governing` ones a verb, `quoted` a participle.

    By a `making` verb someone makes a document, by a `publishing` one it comes out; "without" and a
    `withholding` verb end what is told. `bodily` ones are done with hands or arms as often as with words.
    """

    light: frozenset[str]
    governing: frozenset[str]
    bodily: frozenset[str]
    negative: frozenset[str]
    quoted: frozenset[str]
    making: frozenset[str]
    withholding: frozenset[str]
    publishing: frozenset[str]


class SourceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Words that tell the kind of a source and the channel; all lemmas in lower case but the names."""

    never_sources: frozenset[str]
    agency_words: frozenset[str]
    outlets: tuple[str, ...]
    outlet_words: frozenset[str]
    outlet_name_words: frozenset[str]
    documents: frozenset[str]
    institutions: frozenset[str]
    collectives: frozenset[str]
    bare: frozenset[str]
    first_persons: frozenset[str]
    remarks: frozenset[str]
    withheld: frozenset[str]
    offices: frozenset[str]
    affiliations: dict[Affiliation, tuple[str, ...]]
    sectors: dict[Affiliation, tuple[str, ...]]
    channels: dict[Channel, tuple[str, ...]]
    hearers: dict[Channel, tuple[str, ...]]
    channel_verbs: dict[Channel, tuple[str, ...]]
    verbs: CarrierVerbs

    @property
    def agency_names(self) -> Container[str]:
        """The names of agencies as they are written, without article."""
        return load_agencies()

    @cached_property
    def outlet_names(self) -> frozenset[str]:
        """The names of outlets as they are written, without article."""
        return frozenset(self.outlets)

    @cached_property
    def affiliation_of(self) -> dict[str, Affiliation]:
        """The affiliation each word stands for."""
        return {word: kind for kind, words in self.affiliations.items() for word in words}

    @cached_property
    def sector_affiliation(self) -> dict[str, Affiliation]:
        """The affiliation of each PLOVER sector."""
        return {sector: kind for kind, sectors in self.sectors.items() for sector in sectors}

    @cached_property
    def channel_of(self) -> dict[str, Channel]:
        """The channel each word or phrase stands for."""
        return {word: kind for kind, words in self.channels.items() for word in words}

    @cached_property
    def channel_to(self) -> dict[str, Channel]:
        """The channel that each kind of hearer implies."""
        return {word: kind for kind, words in self.hearers.items() for word in words}

    @cached_property
    def channel_of_verb(self) -> dict[str, Channel]:
        """The channel that each verb of telling implies."""
        return {verb: kind for kind, verbs in self.channel_verbs.items() for verb in verbs}


class CueFrame(msgspec.Struct, frozen=True, kw_only=True):
    """One way in which one cue may be met: a rule, the words after its verb, and a frame of it."""

    rule: CueRule
    tail: tuple[str, ...]
    frame: Frame | Literal["preposition", "object-preposition"]


_FRAME_ORDER = (
    "quote",
    "question",
    "clause",
    "passive-to",
    "object-to",
    "to",
    "object-preposition",
    "predicate",
    "gerund",
    "object-gerund",
    "preposition",
    "object",
)


class StatementLexicon:
    """All that the statements stage knows of English, looked up by lemma."""

    def __init__(
        self,
        rules: tuple[CueRule, ...],
        phrases: _PhraseFile,
        sources: SourceWords,
        word_classes: dict[tuple[str, str], WordClass],
    ) -> None:
        """Index the rules by part of speech and the first word of each lemma."""
        self.rules = rules
        self.phrases = phrases.phrases
        self.opinions = phrases.opinions
        self.sources = sources
        self.word_classes = word_classes
        self.verbs = _by_lemma(rules, "verb")
        self.speech_verbs = frozenset(
            lemma for lemma, frames in self.verbs.items() if any("quote" in one.rule.takes for one in frames)
        )
        self.hearing_verbs = frozenset(
            lemma for lemma, frames in self.verbs.items() if any(one.rule.recipient for one in frames)
        )
        self.nouns = _by_lemma(rules, "noun")
        self.adjectives = _by_lemma(rules, "adjective")
        self.phrase_starts: dict[str, list[tuple[tuple[str, ...], PhraseRule]]] = {}
        for phrase in self.phrases:
            for words in phrase.words:
                first, *rest = words.split()
                self.phrase_starts.setdefault(first, []).append((tuple(rest), phrase))
        self.opinion_nouns = {noun: rule for rule in self.opinions for noun in rule.nouns}


def _by_lemma(rules: tuple[CueRule, ...], pos: str) -> dict[str, tuple[CueFrame, ...]]:
    frames: dict[str, list[CueFrame]] = {}
    for rule in rules:
        if rule.pos != pos:
            continue
        for lemma in rule.lemmas:
            first, *tail = lemma.split()
            for frame in _frames(rule):
                frames.setdefault(first, []).append(CueFrame(rule=rule, tail=tuple(tail), frame=frame))
    return {first: tuple(sorted(found, key=_preference)) for first, found in frames.items()}


def _frames(rule: CueRule) -> list[Frame | Literal["preposition", "object-preposition"]]:
    frames: list[Frame | Literal["preposition", "object-preposition"]] = list(rule.takes)
    if rule.prepositions:
        frames.append("preposition")
    if rule.object_prepositions:
        frames.append("object-preposition")
    return frames


def _preference(frame: CueFrame) -> tuple[int, int]:
    """Return the order in which frames are tried: longer lemmas first, then the surest frames."""
    return -len(frame.tail), _FRAME_ORDER.index(frame.frame)


def load_statements_lexicon() -> StatementLexicon:
    """Return the cues and source words of English.

    Raises:
        LexiconError: if a file is missing or malformed, two rules share an id, or a word has two classes.

    """
    rules = tuple(rule for name in CUE_FILES for rule in load_toml(f"statements/{name}.toml", _CueFile).rules)
    phrases = load_toml("statements/phrases.toml", _PhraseFile)
    classes = load_word_classes()
    ids = [one.id for kind in (rules, phrases.phrases, phrases.opinions, set(classes.values())) for one in kind]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise LexiconError("lexicons/english/statements", f"rule ids stand twice: {twice}", "Rename one of each.")
    return StatementLexicon(rules, phrases, load_toml("statements/sources.toml", SourceWords), classes)
