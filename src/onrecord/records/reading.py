"""Everything read in one report: the public contract of `onrecord read --format json`."""

from onrecord.records.analysis import Entity, Mention, PlaceMention, Sentence, TimeExpression
from onrecord.records.findings import Event, Statement
from onrecord.records.report import Report
from onrecord.records.span import Record, Span


class Problem(Record, frozen=True, kw_only=True):
    """Something a stage could not do, by `code`, in words a person can act on."""

    stage: str
    code: str
    detail: str
    span: Span | None = None


class Provenance(Record, frozen=True, kw_only=True):
    """What made a reading: the version of the code, and hashes of its lexicons, model and knowledge."""

    code: str
    lexicons: str
    model: str
    knowledge: str


class Reading(Record, frozen=True, kw_only=True):
    """One report and all that was found in it, in text order."""

    report: Report
    provenance: Provenance
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
