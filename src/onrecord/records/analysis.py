"""What is found in a text before statements and events: sentences, mentions, entities, times, places."""

from datetime import date
from typing import Literal

from onrecord.records.span import Reason, Record, Span

SentenceRole = Literal["headline", "lead", "body", "background"]
MentionKind = Literal["person", "organisation", "place", "facility", "nationality", "role", "group", "pronoun"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
TimeBasis = Literal["stated", "publication", "anchor"]
PlaceUse = Literal["literal", "metonymic", "modifier", "dateline", "name-part"]
PlacePrecision = Literal["facility", "city", "district", "province", "country", "region", "relative"]


class Sentence(Record, frozen=True, kw_only=True):
    """One sentence, the number of its paragraph (from 0, skipped ones not counted) and its role."""

    span: Span
    paragraph: int
    role: SentenceRole


class Mention(Record, frozen=True, kw_only=True):
    """Words that name or describe someone or something; `name` is the mention without title, article or 's."""

    id: str
    span: Span
    kind: MentionKind
    name: str | None
    because: tuple[Reason, ...]


class Entity(Record, frozen=True, kw_only=True):
    """One thing within one report, with the ids of its mentions.

    `actor` is the id in `knowledge/actors`, `country` an ISO 3166 alpha-3 code, `sectors` PLOVER
    sector codes; each is None or empty where it is not known.
    """

    id: str
    name: str
    kind: MentionKind
    mentions: tuple[str, ...]
    actor: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    because: tuple[Reason, ...]


class TimeExpression(Record, frozen=True, kw_only=True):
    """A TIMEX3 expression. `earliest` and `latest` bound the days it covers, both inclusive, where known."""

    id: str
    span: Span
    type: TimeType
    value: str
    earliest: date | None = None
    latest: date | None = None
    basis: TimeBasis
    because: tuple[Reason, ...]


class Relation(Record, frozen=True, kw_only=True):
    """Where a relative place lies: `anchor` is the id of another place mention, `bearing` a compass point."""

    anchor: str
    bearing: str | None = None
    distance_km: float | None = None


class PlaceMention(Record, frozen=True, kw_only=True):
    """A toponym and how it is used; `place` is a gazetteer id, or None where it stays unresolved."""

    id: str
    span: Span
    use: PlaceUse
    place: str | None = None
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: PlacePrecision | None = None
    relation: Relation | None = None
    because: tuple[Reason, ...]
