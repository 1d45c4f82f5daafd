"""Statements that only the network sees: the words of their cue, and its class by the lexicon."""

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from onrecord.language import Sighting, Token
from onrecord.language.sighting import CUE
from onrecord.lexicons.statement_words import WordClass, class_of_word
from onrecord.lexicons.statements import CueRule
from onrecord.records import Span
from onrecord.records.findings import CueClass, StatementType
from onrecord.stages.statements.clauses import hearer_of
from onrecord.stages.statements.cues import NEGATIVES, cue_at
from onrecord.stages.statements.draft import Cue, Draft, Speaker
from onrecord.stages.statements.passage import Passage
from onrecord.stages.statements.verbs import widen

# The rule of a statement whose cue no lexicon knows.
UNKNOWN = "network-alone"


def draft_of(passage: Passage, sighting: Sighting, content: tuple[Span, ...], speaker: Speaker | None) -> Draft | None:
    """Return a statement for what the network sees, its class taken from the first word of the cue that has one.

    A cue that no lexicon knows tells neutrally if it has a quotation, and is a mere attitude otherwise. None for a
    blow that is no word ("attacked the convoy") and for what seems nothing ("appeared in court").
    """
    if _is_blow(passage, sighting.anchor, content):
        return None
    cue, words = _cue(passage, sighting)
    anchor = passage.tokens[sighting.anchor]
    quoted = any(passage.quotations_over(span) for span in content)
    known = next(_classes_of(passage, words, sighting.anchor), None)
    if known is None:
        rule, (cue_class, kind) = UNKNOWN, _class_of_unknown(anchor, quoted=quoted)
    elif _is_appearance(passage, known, anchor):
        return None
    else:
        rule, cue_class, kind = known.id, known.cue_class, known.type
        cue = msgspec.structs.replace(cue, negative=cue.negative != known.negative)
        if isinstance(known, WordClass) and known.sourceless:
            speaker = None
    hearer = hearer_of(passage, sighting.anchor, cue.stop) if anchor.lemma in passage.lexicon.hearing_verbs else None
    below = passage.parse.subtree(sighting.anchor)
    return Draft(
        rule=rule,
        cue_class=cue_class,
        type=kind,
        cue=cue,
        speaker=speaker,
        content=content,
        recipient=hearer.index if hearer is not None else None,
        clause=(min(below[0], cue.first), max(below[-1] + 1, cue.stop)),
        is_speech=quoted and anchor.pos == "VERB" and kind == "COMM",
        belief=sighting.belief,
    )


def _is_appearance(passage: Passage, known: CueRule | WordClass, anchor: Token) -> bool:
    """Return whether a verb of seeming seems nothing: "appeared in court"."""
    if anchor.pos != "VERB" or not isinstance(known, WordClass) or not known.sourceless:
        return False
    return not passage.parse.dependents(anchor.index, "xcomp", "ccomp", "csubj", "csubj:pass", "advcl")


def _class_of_unknown(anchor: Token, *, quoted: bool) -> tuple[CueClass, StatementType]:
    if anchor.pos == "PUNCT":
        return "punctuation", "COMM"
    return ("neutral", "COMM") if quoted else ("belief", "PATT")


def _is_blow(passage: Passage, anchor: int, content: tuple[Span, ...]) -> bool:
    """Return whether a verb of hands and arms has no words, thoughts or plans for its object, and no reason given."""
    if passage.tokens[anchor].lemma not in passage.words.verbs.bodily:
        return False
    words = [token for span in content for token in passage.parse.tokens_in(span)]
    is_blamed = any(one.lower == "for" and two.tag == "VBG" for one, two in pairwise(words))
    if is_blamed or any(passage.quotations_over(span) for span in content):
        return False
    lexicon = passage.lexicon
    objects = [passage.parse.head_of(span) for span in content]
    return not any(
        one.lemma.lower() in lexicon.nouns or ("NOUN", one.lemma.lower()) in lexicon.word_classes
        for one in objects
        if one is not None
    )


def _cue(passage: Passage, sighting: Sighting) -> tuple[Cue, list[Token]]:
    """Return the run of cue words around the anchor, with what governs the verb, and all words of the cue."""
    cue = cue_at(passage, sighting.anchor)
    if passage.tokens[sighting.anchor].pos == "VERB":
        cue = widen(passage, cue)
    seen = {*sighting.tokens(CUE), sighting.anchor}
    first = stop = sighting.anchor
    while first - 1 in seen:
        first -= 1
    while stop in seen:
        stop += 1
    words = [passage.tokens[one] for one in sorted({*seen, *range(cue.first, cue.stop)})]
    lowers = {token.lower for token in words}
    negative = cue.negative or not lowers.isdisjoint(NEGATIVES) or {"yet", "to"} <= lowers
    whole = msgspec.structs.replace(cue, first=min(first, cue.first), stop=max(stop, cue.stop), negative=negative)
    return whole, words


def _classes_of(passage: Passage, words: list[Token], anchor: int) -> Iterator[CueRule | WordClass]:
    """Yield the rules and classes of a cue's words: those of the anchor first, unless it is a light verb."""
    verbs = passage.words.verbs.light
    is_light = passage.tokens[anchor].lemma in verbs
    for token in sorted(words, key=lambda one: (one.index != anchor) != is_light):
        yield from _classes_of_word(passage, token)


def _classes_of_word(passage: Passage, token: Token) -> Iterator[CueRule | WordClass]:
    """Yield what the lexicon has for a word: the rule of its frames, and its class."""
    lexicon = passage.lexicon
    tables = {"VERB": lexicon.verbs, "NOUN": lexicon.nouns, "ADJ": lexicon.adjectives}
    if token.pos not in tables:
        return
    after = passage.tokens[token.index + 1].lower if token.index + 1 < len(passage.tokens) else ""
    participle = token.lower if _is_adjectival(passage, token) else ""
    known = class_of_word(lexicon.word_classes, token.pos, token.lemma, behind=after, participle=participle)
    frames = tables[token.pos].get(token.lemma.lower())
    if frames and not (known and known.sourceless and participle):
        yield min(frames, key=lambda one: len(one.tail)).rule
    if known is not None:
        yield known


def _is_adjectival(passage: Passage, token: Token) -> bool:
    """Return whether a participle describes: "is set to", "the alleged plot"; not "has set the date"."""
    if token.tag != "VBN":
        return False
    below = passage.parse.dependents(token.index)
    return not any(one.dep == "obj" or (one.dep == "aux" and one.lemma == "have") for one in below)
