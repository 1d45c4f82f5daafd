"""Statements whose cue is a verb or an adjective."""

from collections.abc import Iterator

import msgspec

from onrecord.language import Token
from onrecord.lexicons.statements import CueFrame
from onrecord.records import Span
from onrecord.stages.statements.beside import core_of
from onrecord.stages.statements.clauses import hearer_of, is_carried, is_passive, is_verb_misread
from onrecord.stages.statements.complements import find_complement
from onrecord.stages.statements.cues import cue_at
from onrecord.stages.statements.draft import Cue, Draft
from onrecord.stages.statements.kinds import can_speak, is_document
from onrecord.stages.statements.passage import Passage
from onrecord.stages.statements.speakers import find_speaker
from onrecord.stages.statements.told import Told, find_told, find_told_clause

# What a quoted "we ..." does with these is news by itself: "we will withdraw", "we deny it".
_ACTS = frozenset({"commissive", "directive", "desire", "deny", "decree", "announce"})
_SELVES = frozenset({"i", "you", "we", "one", "people", "anyone", "someone", "everybody", "everyone"})
_QUESTION_WORDS = frozenset({"whether", "if", "how", "what", "why", "when", "where", "which", "who", "whom", "whose"})
_TELLING_FRAMES = frozenset({"quote", "clause", "question"})
_SPEECH_FORMS = frozenset({"said", "says", "told", "tells", "added", "asked"})


def find_verb_cues(passage: Passage) -> Iterator[Draft]:
    """Yield the statements whose cue is a verb or a predicate adjective, in text order."""
    verbs, adjectives = passage.lexicon.verbs, passage.lexicon.adjectives
    for token in passage.prose:
        if token.pos == "VERB" and is_carried(passage, token):
            continue
        if token.pos in {"VERB", "AUX"} or token.lower in _SPEECH_FORMS:
            frames = verbs.get(token.lemma.lower())
        elif token.pos == "ADJ":
            frames = adjectives.get(token.lower)
        elif is_verb_misread(passage, token):
            frames = verbs.get(token.lemma.lower())
        else:
            continue
        if frames and (draft := _VerbReading(passage, token).draft(frames)):
            yield draft


class _VerbReading:
    """One verb or adjective that may be a cue, with its source and what it tells, found once."""

    def __init__(self, passage: Passage, token: Token) -> None:
        self.passage = passage
        self.token = token
        self.cue = widen(passage, cue_at(passage, token.index))
        self.speaker = find_speaker(passage, self.cue)
        self._told: Told | None = None
        self._is_told_known = False

    def draft(self, frames: tuple[CueFrame, ...]) -> Draft | None:
        """Return the statement of the first of `frames` that is met, or None."""
        for frame in frames:
            cue = self.cue
            if frame.tail:
                stop = _tail_stop(self.passage, cue, frame.tail)
                if stop is None:
                    continue
                cue = msgspec.structs.replace(cue, stop=max(stop, cue.stop))
            if not self._may_speak(frame):
                continue
            if self._is_idle(frame):
                continue
            told = self._content(cue, frame)
            if told is not None and (content := told.spans(self.passage, cue)):
                return self._finish(cue, frame, told, content)
        return None

    def _content(self, cue: Cue, frame: CueFrame) -> Told | None:
        if frame.frame not in _TELLING_FRAMES:
            return find_complement(self.passage, cue, frame)
        if "quote" not in frame.rule.takes:
            return find_told_clause(self.passage, cue, self.speaker)
        if not self._is_told_known:
            self._told = find_told(self.passage, cue, self.speaker)
            self._is_told_known = True
        told = self._told
        if told is None or frame.frame == "clause":
            return told
        if frame.frame == "question":
            return told if self.passage.tokens[min(told.indexes, default=0)].lower in _QUESTION_WORDS else None
        return told if _is_quoted(self.passage, told) else None

    def _clause(self, cue: Cue, *, is_behind: bool) -> tuple[int, int]:
        """Return the tokens in which the circumstances stand; behind a content they begin with source or cue."""
        below = self.passage.parse.subtree(cue.head)
        first = core_of(self.passage, cue, self.speaker)[0] if is_behind else min(below[0], cue.first)
        return first, max(below[-1] + 1, cue.stop)

    def _is_purpose(self) -> bool:
        """Return whether the verb is an infinitive of purpose: "to find out who came"."""
        return self.token.tag == "VB" and self.token.dep in {"advcl", "acl"}

    def _is_generic(self, head: int) -> bool:
        """Return whether the source is the *you* or *one* that stands for anybody."""
        return self.passage.tokens[head].lower in {"you", "one"} and not self.passage.parse.children[head]

    def _is_idle(self, frame: CueFrame) -> bool:
        """Return whether a quoted "I think" or "you might say" tells nothing beside what its speaker says anyway."""
        is_mere_mention = frame.rule.cue_class == "neutral" and frame.frame == "object"
        if self._is_purpose() and (frame.rule.type in {"PATT", "FTV"} or is_mere_mention):
            return True
        if self.speaker is not None and self._is_generic(self.speaker.head):
            return True
        if frame.rule.cue_class in _ACTS or self.passage.quotation_around(self.token) is None:
            return False
        if self.speaker is None:
            return True
        person = self.passage.tokens[self.speaker.head]
        return self.cue.indeterminate or person.lower in _SELVES

    def _is_attribute(self) -> bool:
        """Return whether a participle only describes the noun behind it: "suspected rebels blew up the bridge"."""
        token, tokens = self.token, self.passage.tokens
        if token.tag not in {"VBN", "VBD"} or token.index + 1 >= len(tokens):
            return False
        if self.passage.parse.dependents(token.index, "aux", "aux:pass", "mark", "nsubj", "nsubj:pass"):
            return False
        return tokens[token.index + 1].pos in {"NOUN", "PROPN", "ADJ"}

    def _may_speak(self, frame: CueFrame) -> bool:
        rule, speaker = frame.rule, self.speaker
        if speaker is None and self._is_attribute():
            return False
        if speaker is None:
            return frame.frame != "object" and not (rule.animate or rule.document or rule.strict)
        if rule.document:
            return is_document(self.passage, speaker.head) or self._is_told_by_document()
        if not rule.animate or can_speak(self.passage, speaker.head):
            return True
        return rule.type == "COMM" and is_document(self.passage, speaker.head)

    def _is_told_by_document(self) -> bool:
        """Return whether a document is the subject, whoever made it."""
        subjects = self.passage.parse.dependents(self.cue.head, "nsubj", "nsubj:pass")
        return any(is_document(self.passage, one.index) for one in subjects)

    def _finish(self, cue: Cue, frame: CueFrame, told: Told, content: tuple[Span, ...]) -> Draft:
        rule = frame.rule
        recipient = told.recipient
        if recipient is None and rule.recipient:
            hearer = hearer_of(self.passage, cue.head, cue.stop)
            recipient = hearer.index if hearer and hearer.index not in told.indexes else None
        cue = msgspec.structs.replace(
            cue, stop=max(cue.stop, told.cue_stop or 0), negative=cue.negative != rule.negative
        )
        is_behind = bool(told.indexes) and max(told.indexes) < self.cue.first
        is_as_stated = told.is_aside and is_passive(self.passage, cue.head)
        cue = _with_as_and_by(self.passage, cue) if is_as_stated else _with_artifact(self.passage, cue)
        return Draft(
            rule=rule.id,
            cue_class="preposition" if is_as_stated and rule.cue_class == "neutral" else rule.cue_class,
            type=rule.type,
            cue=cue,
            speaker=self.speaker,
            content=content,
            recipient=recipient,
            clause=self._clause(cue, is_behind=is_behind),
            is_aside=told.is_aside or is_behind,
            is_speech=frame.frame in _TELLING_FRAMES and "quote" in rule.takes,
        )


def _is_quoted(passage: Passage, told: Told) -> bool:
    if told.quotations:
        return True
    return any(passage.quotations_over(passage.tokens[index].span) for index in told.indexes)


def _tail_stop(passage: Passage, cue: Cue, tail: tuple[str, ...]) -> int | None:
    """Return where a cue of several words ends, or None if the words behind the verb are others."""
    first = cue.head + 1
    words = tuple(token.lower for token in passage.tokens[first : first + len(tail)])
    return first + len(tail) if words == tail else None


def widen(passage: Passage, cue: Cue) -> Cue:
    """Return the cue with the verbs that govern it: "declined to say", "went on to add", "was quoted as saying"."""
    tokens, words = passage.tokens, passage.words.verbs
    verb = tokens[cue.head]
    if verb.dep == "acl" and verb.tag == "VBG" and verb.head == cue.first - 1:
        return _with_carrier(passage, cue, tokens[verb.head])
    if verb.dep not in {"xcomp", "advcl", "ccomp"} or verb.head >= verb.index:
        return cue
    governor = tokens[verb.head]
    lemma = governor.lemma.lower()
    gap = [token.lower for token in tokens[governor.index + 1 : cue.first]]
    is_quoted = lemma in words.quoted and "as" in gap and len(gap) <= 2  # noqa: PLR2004 - at most "as" and an adverb
    is_governed = (
        lemma in words.governing and verb.dep == "xcomp" and set(gap) <= {"to", "on", "out", "further", "ahead"}
    )
    if not is_quoted and not is_governed:
        return cue
    outer = cue_at(passage, governor.index)
    negative = cue.negative or outer.negative
    if lemma in words.negative:
        negative = not negative
    return msgspec.structs.replace(
        cue,
        first=min(outer.first, cue.first),
        negative=negative,
        indeterminate=cue.indeterminate or outer.indeterminate,
    )


def _with_carrier(passage: Passage, cue: Cue, document: Token) -> Cue:
    """Return the cue of "issued a statement saying", which begins with the verb that carries the document."""
    carrier = passage.tokens[document.head]
    is_carried = document.dep == "obj" and carrier.lemma.lower() in passage.words.verbs.light
    if not is_carried or not is_document(passage, document.index) or carrier.index > document.index:
        return cue
    outer = cue_at(passage, carrier.index)
    return msgspec.structs.replace(cue, first=outer.first, negative=cue.negative or outer.negative)


def _with_as_and_by(passage: Passage, cue: Cue) -> Cue:
    """Return the cue of "as stated by X" with its *as* and its *by*."""
    first, stop = cue.first, cue.stop
    if first and passage.tokens[first - 1].lower == "as":
        first -= 1
    if stop < len(passage.tokens) and passage.tokens[stop].lower == "by":
        stop += 1
    return msgspec.structs.replace(cue, first=first, stop=stop)


def _with_artifact(passage: Passage, cue: Cue) -> Cue:
    """Return the cue with "in a statement" or "in an interview" that follows it at once."""
    for child in passage.parse.dependents(cue.head, "obl", "nmod"):
        below = passage.parse.subtree(child.index)
        if below[0] == cue.stop and child.lemma.lower() in passage.words.channel_of and below[-1] - below[0] <= 4:  # noqa: PLR2004 - a short phrase
            return msgspec.structs.replace(cue, stop=below[-1] + 1)
    return cue
