"""A reading with its findings by id, and the names that a finding goes by."""

from collections.abc import Iterable, Iterator

from onrecord.evaluation.exam.wording import find_words, simplify
from onrecord.records import Entity, Event, Mention, Participant, Reading, Span, Statement


class ReadingView:
    """Looks up what stands where in one reading, and what each of its findings is called."""

    def __init__(self, reading: Reading) -> None:
        """Index the findings by their ids."""
        self.reading = reading
        self.text = reading.report.text
        self.entity_of = {mention: entity for entity in reading.entities for mention in entity.mentions}
        self._mentions = {mention.id: mention for mention in reading.mentions}
        self._entities = {entity.id: entity for entity in reading.entities}
        self._places = {place.id: place for place in reading.places}
        self._statements = {statement.id: statement for statement in reading.statements}

    def find(self, words: str) -> Span:
        """Return where the words first stand in the text.

        Raises:
            ValueError: if they do not; `load_exam` has refused such expectations.

        """
        span = find_words(self.text, words)
        if span is None:
            raise ValueError(f"{words!r} is not in the text")
        return span

    def cut(self, spans: Iterable[Span]) -> str:
        """Return the words of the spans, with spaces between them."""
        return " ".join(span.cut(self.text) for span in spans)

    def mentions(self) -> Iterator[tuple[Mention, Entity]]:
        """Yield each mention that belongs to an entity, with that entity."""
        return ((one, self.entity_of[one.id]) for one in self.reading.mentions if one.id in self.entity_of)

    def mentions_of(self, entity: Entity) -> list[Mention]:
        """Return the mentions of an entity."""
        return [self._mentions[one] for one in entity.mentions if one in self._mentions]

    def names_of(self, entity_id: str | None) -> list[str]:
        """Return all names and descriptions of an entity, without pronouns; none for None."""
        entity = self._entities.get(entity_id) if entity_id else None
        if entity is None:
            return []
        spoken = (one.span.cut(self.text) for one in self.mentions_of(entity) if one.kind != "pronoun")
        return [entity.name, *spoken]

    def is_called(self, entity: Entity, name: str) -> bool:
        """Return whether one of the entity's names or descriptions is that name."""
        return any(simplify(name) == simplify(one) for one in self.names_of(entity.id))

    def names_of_source(self, statement: Statement) -> list[str]:
        """Return the words and all names of a statement's source."""
        return [self.cut(statement.source), *self.names_of(statement.source_entity)]

    def names_of_participants(self, participants: Iterable[Participant]) -> list[str]:
        """Return the words and all names of the participants of an event."""
        return [name for one in participants for name in (one.span.cut(self.text), *self.names_of(one.entity))]

    def names_of_place(self, event: Event) -> list[str]:
        """Return the gazetteer's name and the words of an event's place; none where it has none."""
        place = self._places.get(event.place) if event.place else None
        return [place.name, place.span.cut(self.text)] if place else []

    def chain_of(self, statement: Statement) -> list[Statement]:
        """Return the statements that tell this one, the outermost first, and itself at the end."""
        chain = [statement]
        while (parent := self._statements.get(chain[-1].parent or "")) is not None and parent not in chain:
            chain.append(parent)
        return chain[::-1]
