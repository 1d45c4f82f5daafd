"""The same happening told by several reports."""

from datetime import date

from onrecord.records.findings import EventType, Size
from onrecord.records.span import Reason, Record


class Origin(Record, frozen=True, kw_only=True):
    """One origin of an account, the last hop of its chain, and the reports that carry it."""

    name: str
    identification: str
    reports: tuple[str, ...]


class Incident(Record, frozen=True, kw_only=True):
    """A happening over many reports.

    `events`, `outlets` and `disputed_by` hold ids of events, names of outlets and ids of statements;
    `origins` counts accounts, never articles.
    """

    id: str
    type: EventType
    earliest: date | None
    latest: date | None
    place: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    size: Size
    events: tuple[str, ...]
    origins: tuple[Origin, ...]
    outlets: tuple[str, ...]
    disputed_by: tuple[str, ...]
    because: tuple[Reason, ...]
