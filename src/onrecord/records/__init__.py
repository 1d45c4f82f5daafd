"""The frozen records that every part of onrecord passes around; `Reading` is the public contract."""

from onrecord.records.analysis import (
    Entity,
    Mention,
    MentionKind,
    PlaceMention,
    PlacePrecision,
    PlaceUse,
    Relation,
    Sentence,
    SentenceRole,
    TimeBasis,
    TimeExpression,
    TimeType,
)
from onrecord.records.decision import Decision
from onrecord.records.findings import (
    Cameo,
    Event,
    Factuality,
    Participant,
    Range,
    Size,
    Statement,
    Status,
    View,
)
from onrecord.records.identity import make_id, make_report_id
from onrecord.records.incident import Incident, Origin
from onrecord.records.reading import Problem, Provenance, Reading
from onrecord.records.report import PublishedBasis, Report, SkippedSpan
from onrecord.records.span import Reason, Record, Span

__all__ = [
    "Cameo",
    "Decision",
    "Entity",
    "Event",
    "Factuality",
    "Incident",
    "Mention",
    "MentionKind",
    "Origin",
    "Participant",
    "PlaceMention",
    "PlacePrecision",
    "PlaceUse",
    "Problem",
    "Provenance",
    "PublishedBasis",
    "Range",
    "Reading",
    "Reason",
    "Record",
    "Relation",
    "Report",
    "Sentence",
    "SentenceRole",
    "Size",
    "SkippedSpan",
    "Span",
    "Statement",
    "Status",
    "TimeBasis",
    "TimeExpression",
    "TimeType",
    "View",
    "make_id",
    "make_report_id",
]
