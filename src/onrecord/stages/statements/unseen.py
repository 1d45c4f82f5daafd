"""Clauses that a verb of telling tells by the order of words alone, where the parser saw no complement."""

from onrecord.language import Token
from onrecord.stages.statements.beside import ADJUNCT_WORDS, core_of
from onrecord.stages.statements.clauses import is_passive
from onrecord.stages.statements.draft import Cue, Speaker
from onrecord.stages.statements.passage import Passage

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
PLAIN_VERBS = frozenset({"say", "add", "state", "claim", "argue", "insist", "announce", "believe", "think", "hope"})
_SUBJECT_PRONOUNS = frozenset({"he", "she", "they", "we", "i"})
_NAMES = frozenset({"NOUN", "PROPN", "PRON"})
_THAT_REACH = 9


def clause_unseen(passage: Passage, cue: Cue, speaker: Speaker, taken: set[int]) -> tuple[set[int], bool]:
    """Return what `_clause_told` returns, by the order of words alone, where the parser saw no such clause."""
    if rest := _rest_of_sentence(passage, cue, speaker) - taken:
        return rest, False
    around = _sentence_around(passage, cue, speaker) - taken
    return around, bool(around)


def that_clause(passage: Passage, cue: Cue) -> set[int]:
    """Return "that ..." behind the cue, up to the end of the sentence, where the parser saw no complement."""
    sentence = passage.parse.sentences[passage.tokens[cue.head].sentence]
    for token in passage.tokens[cue.stop : min(cue.stop + _THAT_REACH, sentence.stop)]:
        if (token.pos == "PUNCT" and token.text not in {"(", ")"}) or token.tag in FINITE:
            break
        if token.lower in {"that", "whether"} and token.pos in {"SCONJ", "PRON", "DET"} and token.dep != "det":
            rest = passage.tokens[token.index : sentence.stop]
            # "the man that fell" has its verb next to it and its noun before it.
            is_relative = token.index > cue.stop and token.dep != "mark" and len(rest) > 1 and rest[1].tag in FINITE
            if not is_relative and any(word.tag in FINITE for word in rest):
                return {word.index for word in rest}
            break
    return set()


def _rest_of_sentence(passage: Passage, cue: Cue, speaker: Speaker) -> set[int]:
    """Return what follows "X said", if it holds a finite verb: a clause misread as an object."""
    verb = passage.tokens[cue.head]
    sentence = passage.parse.sentences[verb.sentence]
    objects = passage.parse.dependents(verb.index, "obj", "obl", "nmod")
    if speaker.head < verb.index and _opens_with_subject(passage, cue, sentence.stop):
        return set(range(cue.stop, sentence.stop))
    if verb.lemma not in PLAIN_VERBS or speaker.head > verb.index or not _has_object_near(cue, verb, objects):
        return set()
    stop = _start_of_next_deed(passage, verb, sentence.stop)
    rest = [token for token in passage.tokens[cue.stop : stop] if token.dep != "acl:relcl"]
    if not rest or rest[0].pos == "PUNCT" or not any(token.tag in FINITE for token in rest):
        return set()
    return {token.index for token in rest}


def _start_of_next_deed(passage: Passage, verb: Token, stop: int) -> int:
    """Return where the teller's next deed begins ("announced a truce and called for elections"), or `stop`."""
    deeds = [one for one in passage.parse.dependents(verb.index, "conj") if one.tag in FINITE]
    own = [one for one in deeds if not passage.parse.dependents(one.index, "nsubj", "nsubj:pass", "expl")]
    return min((link.index for one in own for link in passage.parse.dependents(one.index, "cc")), default=stop)


def _opens_with_subject(passage: Passage, cue: Cue, stop: int) -> bool:
    """Return whether a subject stands right behind a verb of telling, although the parser saw an object or less.

    "Denies it targets", "fear the number is higher"; behind *say*, a participle too: "says both sides used".
    """
    verb, first = passage.tokens[cue.head], passage.tokens[cue.stop] if cue.stop < stop else None
    if first is None or verb.lemma not in passage.lexicon.speech_verbs or cue.stop + 1 >= stop:
        return False
    following = passage.tokens[cue.stop + 1]
    if first.lower in _SUBJECT_PRONOUNS and first.tag == "PRP":
        return following.pos != "PUNCT"
    if first.lower == "it" and (following.tag in FINITE or (following.tag == "NNS" and following.dep == "amod")):
        return True
    for child in passage.parse.dependents(verb.index, "obj", "nsubj"):
        below = passage.parse.subtree(child.index)
        if below[0] != cue.stop or below[-1] - below[0] != len(below) - 1:
            continue
        if below[-1] + 1 < stop and passage.tokens[below[-1] + 1].tag in FINITE:
            return passage.tokens[below[-1] + 1].dep != "acl:relcl"
        described = passage.parse.dependents(child.index, "amod")
        if verb.lemma == "say" and any(
            one.tag in {"VBN", "VBD"} and one.index - 1 in below and passage.tokens[one.index - 1].pos in _NAMES
            for one in described
        ):
            return True
    return False


def _has_object_near(cue: Cue, verb: Token, objects: list[Token]) -> bool:
    return verb.lower == "said" or (bool(objects) and objects[0].index <= cue.stop + 4)


def _sentence_around(passage: Passage, cue: Cue, speaker: Speaker) -> set[int]:
    """Return the sentence into which ", X said," is put, where the parser saw no such clause."""
    tokens = passage.tokens
    if tokens[cue.head].lemma not in passage.lexicon.speech_verbs or _is_describing(tokens, cue):
        return set()
    first, stop = core_of(passage, cue, speaker)
    sentence = passage.parse.sentences[tokens[cue.head].sentence]
    if stop - first < 2 or first <= sentence.first + 1 or tokens[first - 1].text not in {",", "—", "–"}:  # noqa: PLR2004 - source and cue
        return set()
    while stop < sentence.stop and tokens[stop].pos in ADJUNCT_WORDS:
        stop += 1
    if stop < sentence.stop and tokens[stop].text not in {",", ".", "—", "–", ";"}:
        return set()
    around = {*range(sentence.first, first - 1), *range(stop, sentence.stop)}
    return around if any(tokens[index].pos in {"VERB", "AUX"} for index in around) else set()


def _is_describing(tokens: tuple[Token, ...], cue: Cue) -> bool:
    """Return whether the cue is the participle of "the video, posted by X,", which tells nothing of its own."""
    verb = tokens[cue.head]
    return verb.dep == "acl" and verb.tag == "VBN" and tokens[cue.first - 1].lower != "as"


def sentence_before(passage: Passage, cue: Cue) -> set[int]:
    """Return the clause before ", it was announced", which is told by nobody."""
    first = cue.first - 1
    sentence = passage.parse.sentences[passage.tokens[cue.head].sentence]
    if first <= sentence.first + 1 or passage.tokens[first].lower != "it" or passage.tokens[first - 1].text != ",":
        return set()
    if passage.tokens[cue.head].lemma not in passage.lexicon.speech_verbs or not is_passive(passage, cue.head):
        return set()
    before = range(sentence.first, first - 1)
    return set(before) if any(passage.tokens[index].tag in FINITE for index in before) else set()
