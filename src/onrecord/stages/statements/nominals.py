"""Statements whose cue is a noun: "the claim that", "expressed its intention to", "their call for"."""

from collections.abc import Iterator

import msgspec

from onrecord.language import Token
from onrecord.lexicons.statements import CueFrame
from onrecord.stages.statements.clauses import is_carried, is_verb_misread, speaker_at
from onrecord.stages.statements.cues import NEGATIVES, cue_at
from onrecord.stages.statements.draft import Cue, Draft, Speaker
from onrecord.stages.statements.kinds import can_speak
from onrecord.stages.statements.passage import Passage
from onrecord.stages.statements.phrases import owner_at
from onrecord.stages.statements.speakers import find_speaker

_HOLDERS = frozenset({"by", "from", "among", "of"})


def find_noun_cues(passage: Passage) -> Iterator[Draft]:
    """Yield the statements whose cue is a noun with a content of its own, in text order."""
    for token in passage.prose:
        if token.pos == "NOUN":
            is_noun = not is_verb_misread(passage, token)
        else:
            is_noun = token.pos == "VERB" and is_carried(passage, token)
        if not is_noun:
            continue
        frames = passage.lexicon.nouns.get(token.lemma.lower())
        if frames and (draft := _draft(passage, token, frames)):
            yield draft


def _draft(passage: Passage, token: Token, frames: tuple[CueFrame, ...]) -> Draft | None:
    carrier = _carrier(passage, token)
    if carrier is None and _is_channel_of_verb(passage, token):
        return None
    speaker = find_speaker(passage, cue_at(passage, carrier)) if carrier is not None else None
    speaker = speaker or _holder(passage, token)
    for frame in frames:
        if frame.frame == "preposition" and speaker is None:
            continue
        if (frame.rule.light and carrier is None) or (frame.rule.strict and speaker is None):
            continue
        if speaker is not None and frame.rule.light and not can_speak(passage, speaker.head):
            continue
        found = _content(passage, token, frame)
        if found is None:
            continue
        indexes, stop = found
        if content := passage.content_spans(indexes, token.index):
            return Draft(
                rule=frame.rule.id,
                cue_class=frame.rule.cue_class,
                type=frame.rule.type,
                cue=_cue(passage, token, carrier, stop, negative=frame.rule.negative),
                speaker=speaker,
                content=content,
                clause=(token.index, token.index + 1),
                rank=1 if carrier is not None else 0,
            )
    return None


def _is_channel_of_verb(passage: Passage, token: Token) -> bool:
    """Return whether the noun is that of "said in a statement that", whose content the verb tells."""
    head = passage.tokens[token.head]
    is_spoken = token.dep in {"obl", "nmod"} and head.lemma.lower() in passage.lexicon.speech_verbs
    return is_spoken and any(one.lower in {"in", "via", "by"} for one in passage.parse.dependents(token.index, "case"))


def _carrier(passage: Passage, token: Token) -> int | None:
    """Return the verb that only carries the noun, as in "expressed its intention", or None."""
    return token.head if is_carried(passage, token) else None


def _holder(passage: Passage, token: Token) -> Speaker | None:
    """Return whose claim or plan it is, by the noun's own phrase."""
    for child in passage.parse.dependents(token.index, "nmod:poss", "nmod"):
        if child.dep == "nmod:poss":
            return owner_at(passage, child.index)
        case = passage.parse.dependents(child.index, "case")
        if case and case[0].lower in _HOLDERS and can_speak(passage, child.index):
            if case[0].lower == "of" and token.lemma.lower() not in {"view", "opinion", "belief"}:
                continue
            return speaker_at(passage, child.index)
    return None


def _content(passage: Passage, token: Token, frame: CueFrame) -> tuple[list[int], int] | None:
    """Return the tokens of the content and where the cue ends, or None if the noun tells nothing in `frame`."""
    for child in _complements(passage, token):
        below = passage.parse.subtree(child.index)
        opener = passage.tokens[below[0]]
        is_infinitive = child.tag == "VB" and opener.lower in {"to", "not"} and child.dep != "nmod"
        if frame.frame == "to" and is_infinitive and (child.head == token.index or opener.index == token.index + 1):
            return below, token.index + 1
        if frame.frame == "clause" and child.head == token.index and _opens_that_clause(passage, child, opener):
            return below, token.index + 1
        if frame.frame == "preposition" and child.dep in {"nmod", "acl", "advcl", "obl"}:
            cases = passage.parse.dependents(child.index, "case", "mark")
            linked = [one.index for one in cases if one.lower in frame.rule.prepositions]
            if linked and linked[0] == token.index + 1:
                return [index for index in below if index > linked[0]], linked[0] + 1
    return None


def _complements(passage: Passage, token: Token) -> list[Token]:
    """Return what hangs on the noun behind it, or on the verb that carries it."""
    children = passage.parse.dependents(token.index, "acl", "ccomp", "acl:relcl", "nmod", "advcl", "xcomp")
    if token.dep == "obj":
        children += passage.parse.dependents(token.head, "obl", "advcl", "xcomp")
    return [child for child in children if child.index > token.index]


def _opens_that_clause(passage: Passage, child: Token, opener: Token) -> bool:
    """Return whether a clause is told ("the claim that it rained"), or says which one ("the claim that failed")."""
    if opener.lower not in {"that", "whether"} or child.dep == "nmod":
        return False
    relations = {one.dep for one in passage.parse.dependents(child.index)}
    if (
        child.dep == "acl:relcl"
        and opener.dep != "mark"
        and opener.tag == "WDT"
        and not relations & {"obj", "cop", "nsubj:pass", "ccomp"}
    ):
        return False
    return opener.dep == "mark" or any(
        one.index > opener.index for one in passage.parse.dependents(child.index, "nsubj", "nsubj:pass", "expl")
    )


def _cue(passage: Passage, token: Token, carrier: int | None, stop: int, *, negative: bool) -> Cue:
    denied = any(one.lower in NEGATIVES for one in passage.parse.dependents(token.index, "det"))
    if carrier is None:
        return Cue(head=token.index, first=token.index, stop=stop, negative=negative != denied)
    cue = cue_at(passage, carrier)
    return msgspec.structs.replace(cue, head=token.index, stop=stop, negative=(cue.negative or denied) != negative)
