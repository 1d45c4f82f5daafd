"""What a resolver knows beside the match: the publication date, the last full date, the tense, the words' values."""

from datetime import date
from functools import cached_property
from typing import NamedTuple

from onrecord.language import Parse
from onrecord.lexicons.times import TimeLexicon
from onrecord.records import Span, TimeBasis, TimeType
from onrecord.stages.times.calendar import Days, days_of
from onrecord.stages.times.tense import Direction, direction_of, preposition_of

AHEAD = frozenset({"next", "this coming", "coming", "the next"})
BACK = frozenset({"last", "the last", "past", "this past"})


class Resolved(NamedTuple):
    """What an expression stands for. `type` overrides the rule's; `days` those that `value` covers."""

    value: str
    basis: TimeBasis
    days: Days = None
    type: TimeType | None = None


class Anchor(NamedTuple):
    """A full date told before an expression: its value, first day, basis, sentence, and where its words end."""

    value: str
    day: date
    basis: TimeBasis
    sentence: int
    end: int


class Told(NamedTuple):
    """What is told before an expression.

    `date` is the last full date, `day` the last that is a single day, and `range_start` the date that the
    expression follows directly as the other end of a range ("March 3 to April 5").
    """

    date: Anchor | None = None
    day: Anchor | None = None
    range_start: Anchor | None = None


class Context:
    """What is known where one match stands."""

    def __init__(self, parse: Parse, lexicon: TimeLexicon, published: date | None, told: Told, span: Span) -> None:
        """Keep the parts; the tense is worked out only if a resolver asks for it."""
        self.lexicon = lexicon
        self.published = published
        self.range_start = told.range_start
        self.anchor = told.date
        self.day_anchor = told.day
        self._parse = parse
        self._span = span

    @cached_property
    def direction(self) -> Direction | None:
        """Which way the clause looks, None where nothing shows it."""
        return direction_of(self._parse, self._span, self.lexicon.vocabulary.direction)

    def looks_ahead(self, which: str) -> bool:
        """Return whether a weekday or season lies ahead: `which` ("last", "next") says so, or else the tense."""
        if which in AHEAD or which in BACK or not self.is_adjunct:
            return which in AHEAD
        return self.direction in ("present", "future")

    @cached_property
    def near_anchor(self) -> Anchor | None:
        """The last full date if it stands in this sentence or the one before."""
        return self._near(self.anchor)

    @cached_property
    def near_day(self) -> Anchor | None:
        """The last full date that is a day, if it stands in this sentence or the one before."""
        return self._near(self.day_anchor)

    @cached_property
    def preposition(self) -> str:
        """The word right before the expression, lower-case."""
        return preposition_of(self._parse, self._span)

    @cached_property
    def is_adjunct(self) -> bool:
        """Whether the expression tells when; it does not as a subject, nor in "set November 10 as the deadline"."""
        inside = self._parse.tokens_in(self._span)
        head = self._parse.head_of(self._span)
        after = self._parse.tokens[inside[-1].index + 1 : inside[-1].index + 2] if inside else ()
        return not (head and head.dep in ("nsubj", "nsubj:pass")) and not any(one.lower == "as" for one in after)

    def _near(self, anchor: Anchor | None) -> Anchor | None:
        inside = self._parse.tokens_in(self._span)
        return anchor if anchor and inside and inside[0].sentence - anchor.sentence <= 1 else None

    def form(self, name: str, words: str) -> str:
        """Return what `words` stand for in the lexicon's class `name`."""
        return self.lexicon.normal_form(name, words)


def resolved(value: str, basis: TimeBasis, kind: TimeType | None = None) -> Resolved:
    """Return `value` with the days it covers."""
    return Resolved(value, basis, days_of(value), kind)
