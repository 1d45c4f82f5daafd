"""The findings: statements (who said what, through whom) and events (who did what to whom)."""

from datetime import date
from typing import Literal

from onrecord.records.analysis import TimeBasis
from onrecord.records.span import Reason, Record, Span

Identification = Literal[
    "named",
    "unnamed-described",
    "unnamed-bare",
    "collective",
    "institutional",
    "document",
    "media-outlet",
    "news-agency",
    "author",
    "arbitrary",
    "inherited",
]
Affiliation = Literal["government", "corporate", "ngo", "academic", "other-group", "actor", "witness", "victim"]
CueClass = Literal[
    "neutral",
    "announce",
    "preposition",
    "claim",
    "factive",
    "deny",
    "judge",
    "commissive",
    "directive",
    "belief",
    "desire",
    "decree",
    "document",
    "nominal",
    "punctuation",
]
StatementType = Literal["COMM", "PATT", "FTV", "CTRL"]
Form = Literal["direct", "indirect", "mixed"]
Polarity = Literal["positive", "negative"]
Determinacy = Literal["determinate", "indeterminate"]
Channel = Literal[
    "outlet",
    "statement",
    "news-conference",
    "speech",
    "interview",
    "social-media",
    "broadcast",
    "document",
    "court",
    "phone-or-message",
    "leaked",
]
Factuality = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]
Status = Literal[
    "asserted",
    "reported",
    "alleged",
    "denied",
    "negated",
    "planned",
    "threatened",
    "demanded",
    "promised",
    "proposed",
    "hoped",
    "expected",
    "possible",
    "hypothetical",
    "questioned",
]
EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]


class View(Record, frozen=True, kw_only=True):
    """How sure one source is of what is told (FactBank); `statement` None is the report's own voice."""

    statement: str | None
    factuality: Factuality


class Statement(Record, frozen=True, kw_only=True):
    """An attribution relation: a source, a cue and a content (PARC, PolNeAR), nested by `parent`.

    `parent` is the id of the statement that tells this one; a chain runs from the report's author
    through the parents to this source, its origin. `type` is PDTB's: communication (COMM), attitude
    (PATT), knowledge (FTV) or control (CTRL). `views` are of what the content tells: its source's own,
    under its own id, those of the tellers over it, and the report's.
    """

    id: str
    source: tuple[Span, ...]
    source_entity: str | None
    identification: Identification
    affiliation: Affiliation | None
    cue: Span | None
    cue_class: CueClass
    type: StatementType
    content: tuple[Span, ...]
    form: Form
    recipient_entity: str | None = None
    channel: Channel | None = None
    said_on: str | None = None
    polarity: Polarity = "positive"
    determinacy: Determinacy = "determinate"
    parent: str | None = None
    views: tuple[View, ...] = ()
    because: tuple[Reason, ...]


class Cameo(Record, frozen=True, kw_only=True):
    """A CAMEO code, root or full, with its own confidence between 0 and 1."""

    code: str
    score: float


class Participant(Record, frozen=True, kw_only=True):
    """An actor or recipient of an event: the entity, if it is known, and the words that name it there."""

    entity: str | None
    span: Span


class Range(Record, frozen=True, kw_only=True):
    """A stated number as a range; an open end is None ("at least 12" is 12 to None)."""

    low: int | None = None
    high: int | None = None


class Size(Record, frozen=True, kw_only=True, omit_defaults=True):
    """How many people an event touched, by what was stated; a field that is not stated is left out."""

    dead: Range | None = None
    injured: Range | None = None
    arrested: Range | None = None
    participants: Range | None = None


class Event(Record, frozen=True, kw_only=True):
    """A PLOVER event as told: what kind, by whom, to whom, where, when, and by whose account.

    `place` and `time` are ids of a place mention and a time expression, None where the text states
    none for this event. `earliest` and `latest` are inclusive days.
    """

    id: str
    trigger: Span
    type: EventType
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    quad: int
    intensity: float
    cameo: Cameo | None = None
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    place: str | None = None
    time: str | None = None
    earliest: date | None = None
    latest: date | None = None
    date_basis: TimeBasis | None = None
    size: Size = Size()
    views: tuple[View, ...]
    status: Status
    because: tuple[Reason, ...]
