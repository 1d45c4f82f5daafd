"""What every store of the record offers, on one screen; `onrecord.store.sqlite` is the shipped one."""

from collections.abc import Iterator
from datetime import date
from types import TracebackType
from typing import Generic, Literal, Protocol, Self, TypeAlias, TypeVar

from onrecord.records import Entity, Event, PlaceMention, Reading, Record, Report, Span, Statement

AnyFinding: TypeAlias = Report | Event | Statement | PlaceMention | Entity
Finding = TypeVar("Finding", bound=AnyFinding)
AddedState = Literal["added", "unchanged", "new-version", "reread"]


class Filter(Record, frozen=True, kw_only=True):
    """Which findings a listing shows; a field that is None lets everything pass.

    Names (`actor`, `place`, `source`) match from the beginning of any word of a name, whatever the case,
    accents and apostrophes: "oman" finds "Oman Air" and not "Romania".
    `since` and `until` are inclusive days: a finding passes if its days overlap them, and one whose days
    are unknown passes only where neither is given. Older versions of a report are left out unless `all_versions`.
    """

    actor: str | None = None
    type: str | None = None
    since: date | None = None
    until: date | None = None
    place: str | None = None
    country: str | None = None
    source: str | None = None
    status: str | None = None
    all_versions: bool = False
    limit: int | None = None


class Added(Record, frozen=True, kw_only=True):
    """What adding did; `replaces` is the id of the version that this one supersedes."""

    report: str
    state: AddedState
    replaces: str | None = None


class Found(Record, Generic[Finding], frozen=True, kw_only=True):
    """A finding with the reading it stands in; `superseded_by` is set on an older version of a report."""

    reading: Reading
    finding: Finding
    superseded_by: str | None = None


class Hit(Record, frozen=True, kw_only=True):
    """A report that holds the words searched for; `matches` are spans of `snippet`."""

    report: str
    title: str | None
    outlet: str | None
    published_on: date | None
    snippet: str
    matches: tuple[Span, ...]


class Store(Protocol):
    """A place that keeps readings; use it in a `with`, or close it. Every method may raise `StoreError`."""

    def __enter__(self) -> Self:
        """Return the store itself."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""

    def add(self, reading: Reading) -> Added:
        """Keep `reading`, whole or not at all, and return what that changed."""

    def reports(self, chosen: Filter) -> Iterator[Found[Report]]:
        """Return the reports that pass, by day of publication."""

    def events(self, chosen: Filter) -> Iterator[Found[Event]]:
        """Return the events that pass, by day, those without one last."""

    def statements(self, chosen: Filter) -> Iterator[Found[Statement]]:
        """Return the statements that pass, by the day they were made or published."""

    def places(self, chosen: Filter) -> Iterator[Found[PlaceMention]]:
        """Return the place mentions that pass, by day of publication."""

    def finding(self, finding_id: str) -> Found[AnyFinding] | None:
        """Return the report, event, statement, place or entity of that id, None if there is none."""

    def readings(self) -> Iterator[Reading]:
        """Return the newest reading of every report, in the order of adding."""

    def search(self, words: str, limit: int = 20) -> tuple[Hit, ...]:
        """Return the reports that hold all of `words`, best first; "words in quotes" stay together."""

    def close(self) -> None:
        """Let go of the record; nothing that was added is lost."""
