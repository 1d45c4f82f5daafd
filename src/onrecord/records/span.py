"""What every finding is made of: spans of the stored text, and the reason it was made."""

from typing import Self

import msgspec


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The form all records share: frozen, unknown fields forbidden.

    Each record says `frozen` again for the type checker, and `kw_only` because that is not inherited.
    """


class Span(Record, frozen=True, kw_only=True, order=True, gc=False):
    """A half-open stretch of `report.text`, counted in Unicode code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse an empty or reversed span, since it could not cut any words.

        Raises:
            ValueError: if the span is negative or empty.

        """
        if not 0 <= self.start < self.end:
            message = f"a span needs 0 <= start < end, not {self.start} and {self.end}"
            raise ValueError(message)

    def cut(self, text: str) -> str:
        """Return the words of `text` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Self) -> bool:
        """Return whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Self) -> bool:
        """Return whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


class Reason(Record, frozen=True, kw_only=True):
    """Why a finding was made.

    `stage` is the stage that made it, `rule` a rule id of the lexicons or the name of a model, and
    `score` the confidence between 0 and 1, or None where the rule has none.
    """

    stage: str
    rule: str
    score: float | None = None
