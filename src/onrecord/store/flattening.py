"""A reading as the rows that filters look at: each finding with its days and its names by role."""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from onrecord.records import Entity, Event, PlaceMention, Reading, Record, Span, Statement
from onrecord.store.folding import fold_name

# What SQLite's text or a marked snippet cannot hold; one character for one, so that offsets stay.
_UNSTORABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000)), "�")


class Row(Record, frozen=True, kw_only=True):
    """One finding for the index; `names` pairs a role with a folded name or an exact code."""

    id: str
    kind: str
    position: int
    earliest: date | None = None
    latest: date | None = None
    names: frozenset[tuple[str, str]] = frozenset()


def storable(text: str) -> str:
    """Return `text` with each control character and lone surrogate replaced by one U+FFFD."""
    return text.translate(_UNSTORABLE)


def flatten(reading: Reading) -> Iterator[Row]:
    """Return a row for the report and for each event, statement, place and entity of `reading`."""
    index = _Index(reading)
    yield index.report()
    yield from (index.event(position, one) for position, one in enumerate(reading.events))
    yield from (index.statement(position, one) for position, one in enumerate(reading.statements))
    yield from (index.place(position, one) for position, one in enumerate(reading.places))
    yield from (index.entity(position, one) for position, one in enumerate(reading.entities))


class _Index:
    """The names and days behind the ids of one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.mentions = {one.id: one for one in reading.mentions}
        self.names_of = {one.id: self._aliases(one) for one in reading.entities}
        self.entity_of = {mention: one.id for one in reading.entities for mention in one.mentions}
        self.places = {one.id: one for one in reading.places}
        self.times = {one.id: one for one in reading.times}
        self.statements = {one.id: one for one in reading.statements}
        report = reading.report
        self.published_on = report.published_at.date() if report.published_at else None
        self.carriers = _role("source", filter(None, (report.outlet, report.agency)))

    def report(self) -> Row:
        """Return the row of the report: everybody and every place it names."""
        names = self.carriers | _role("source", self.reading.report.bylines)
        for event in self.reading.events:
            names |= self._told(event)
        for statement in self.reading.statements:
            names |= self._speakers(statement.id)
        for known in self.names_of.values():
            names |= _role("actor", known)
        for place in self.reading.places:
            names |= self._whereabouts(place)
        return self._row(self.reading.report.id, "report", 0, names, self.published_on)

    def event(self, position: int, event: Event) -> Row:
        """Return the row of an event: who takes part, where, and whose accounts tell it."""
        names = self.carriers | self._told(event)
        for participant in (*event.actors, *event.recipients):
            names |= _role("actor", self._names(participant.entity, (participant.span,)))
        if event.place in self.places:
            names |= self._whereabouts(self.places[event.place])
        for view in event.views:
            names |= self._speakers(view.statement)
        row = self._row(event.id, "event", position, names, event.earliest)
        return msgspec.structs.replace(row, latest=event.latest)

    def statement(self, position: int, statement: Statement) -> Row:
        """Return the row of a statement: the chain of speakers, and who and what its content is about.

        Its day is the one it was made on where that is stated, else the report's day of publication.
        """
        names = self.carriers | self._speakers(statement.id) | frozenset({("type", statement.type)})
        names |= _role("actor", self._names(statement.source_entity, statement.source))
        names |= _role("actor", self._names(statement.recipient_entity, ()))
        for mention in self.reading.mentions:
            if any(span.covers(mention.span) for span in statement.content):
                names |= _role("actor", self.names_of.get(self.entity_of.get(mention.id, ""), ()))
        for place in self.reading.places:
            if any(span.covers(place.span) for span in statement.content):
                names |= self._whereabouts(place)
        for event in self.reading.events:
            if any(view.statement == statement.id for view in event.views):
                names |= self._told(event) | {("type-status", f"{statement.type} {event.status}")}
        said_on = self.times.get(statement.said_on or "")
        if said_on is None or (said_on.earliest is None and said_on.latest is None):
            return self._row(statement.id, "statement", position, names, self.published_on)
        row = self._row(statement.id, "statement", position, names, said_on.earliest)
        return msgspec.structs.replace(row, latest=said_on.latest)

    def place(self, position: int, place: PlaceMention) -> Row:
        """Return the row of a place: its names, and the events that happened there."""
        names = self.carriers | self._whereabouts(place)
        for event in self.reading.events:
            if event.place == place.id:
                names |= self._told(event)
                for participant in (*event.actors, *event.recipients):
                    names |= _role("actor", self._names(participant.entity, (participant.span,)))
        return self._row(place.id, "place", position, names, self.published_on)

    def entity(self, position: int, entity: Entity) -> Row:
        """Return the row of an entity: its names."""
        names = self.carriers | _role("actor", self.names_of[entity.id])
        return self._row(entity.id, "entity", position, names, self.published_on)

    @staticmethod
    def _row(finding_id: str, kind: str, position: int, names: frozenset[tuple[str, str]], day: date | None) -> Row:
        return Row(id=finding_id, kind=kind, position=position, earliest=day, latest=day, names=names)

    def _aliases(self, entity: Entity) -> frozenset[str]:
        mentions = (self.mentions[one] for one in entity.mentions if one in self.mentions)
        named = (one.name or one.span.cut(self.reading.report.text) for one in mentions if one.kind != "pronoun")
        return frozenset((entity.name, *named))

    def _names(self, entity: str | None, spans: Iterable[Span]) -> frozenset[str]:
        words = frozenset(span.cut(self.reading.report.text) for span in spans)
        return words | self.names_of.get(entity or "", frozenset())

    def _speakers(self, statement_id: str | None) -> frozenset[tuple[str, str]]:
        """Return the source of the statement and of those that enclose it."""
        names: frozenset[str] = frozenset()
        seen: set[str] = set()
        statement = self.statements.get(statement_id or "")
        while statement is not None and statement.id not in seen:
            seen.add(statement.id)
            names |= self._names(statement.source_entity, statement.source)
            statement = self.statements.get(statement.parent or "")
        return _role("source", names)

    def _whereabouts(self, place: PlaceMention) -> frozenset[tuple[str, str]]:
        names = _role("place", (place.name, place.span.cut(self.reading.report.text)))
        if place.place:
            names |= {("place-id", place.place)}
        if place.country:
            names |= {("country", place.country)}
        return names

    @staticmethod
    def _told(event: Event) -> frozenset[tuple[str, str]]:
        # The pair is kept as well: a report of an assault and a denied meeting tells of no denied assault.
        both = f"{event.type} {event.status}"
        return frozenset({("type", event.type), ("status", event.status), ("type-status", both)})


def _role(role: str, names: Iterable[str]) -> frozenset[tuple[str, str]]:
    return frozenset((role, folded) for name in names if (folded := storable(fold_name(name))))
