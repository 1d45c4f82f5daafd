"""A statement while it is being made: who, cue and content by token and span, without ids and entities."""

import msgspec

from onrecord.records import Span
from onrecord.records.findings import CueClass, StatementType


class Speaker(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The words of a source: the index of their head token, and their spans."""

    head: int
    spans: tuple[Span, ...]


class Cue(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a cue as a half-open range of tokens; `head` is the token that the lexicon knows."""

    head: int
    first: int
    stop: int
    negative: bool = False
    indeterminate: bool = False


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A statement found by `rule`.

    `clause` is the range of tokens in which its circumstances stand. `is_speech` says that a quotation
    may go on with it, `is_aside` that its clause is put into what it tells. `told_by` is the head of
    the cue that tells this one, where their contents cannot say so; `inherits` is the place of the
    draft whose speaker goes on. Of two drafts for one cue the one of higher `rank` stays.
    `belief` is how sure a network is that the cue tells at all.
    """

    rule: str
    cue_class: CueClass
    type: StatementType
    cue: Cue | None
    speaker: Speaker | None
    content: tuple[Span, ...]
    recipient: int | None = None
    clause: tuple[int, int] | None = None
    is_speech: bool = False
    is_aside: bool = False
    told_by: int | None = None
    inherits: int | None = None
    rank: int = 0
    belief: float | None = None
