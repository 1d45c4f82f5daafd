"""A report as it was read in: the text, immutable from here on, and what is known about it."""

from datetime import datetime
from typing import Literal

from onrecord.records.span import Record, Span

PublishedBasis = Literal["given", "page", "feed", "none"]


class SkippedSpan(Span, frozen=True, kw_only=True):
    """A stretch of navigation or boilerplate that stays in the text but is never read as prose."""

    why: str


class Report(Record, frozen=True, kw_only=True):
    """One published report.

    `id` hashes url and text. `given_id` is the caller's own id. `agency` is the news agency a credit
    line names. `published_basis` says where the date came from; with `none` there is no date, and
    nothing downstream invents one. `text` is never changed once the report is made.
    """

    id: str
    given_id: str | None = None
    url: str | None = None
    outlet: str | None = None
    agency: str | None = None
    title: str | None = None
    sections: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    published_at: datetime | None = None
    published_basis: PublishedBasis = "none"
    retrieved_at: datetime | None = None
    language: str = "en"
    text: str
    skipped: tuple[SkippedSpan, ...] = ()
