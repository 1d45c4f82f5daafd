"""What the ids and spans of one reading stand for, in words."""

from collections.abc import Iterable

from onrecord.records import Event, Participant, Reading, Span, Statement
from onrecord.stages.chain import chain_of, syndication_of


class Names:
    """The findings of one reading by id, and the words that stand for them."""

    def __init__(self, reading: Reading) -> None:
        """Look at `reading` once, so that each question is one look-up."""
        self.reading = reading
        self.entities = {one.id: one for one in reading.entities}
        self.places = {one.id: one for one in reading.places}
        self.times = {one.id: one for one in reading.times}
        self.statements = {one.id: one for one in reading.statements}

    def words(self, span: Span) -> str:
        """Return the words of `span` on one line."""
        return " ".join(span.cut(self.reading.report.text).split())

    def entity(self, entity_id: str | None) -> str | None:
        """Return the name of an entity, None if there is none."""
        entity = self.entities.get(entity_id or "")
        return entity.name if entity else None

    def participant(self, participant: Participant) -> str:
        """Return the name of who takes part, or the words used where the entity is not known."""
        return self.entity(participant.entity) or self.words(participant.span)

    def participants(self, participants: Iterable[Participant]) -> tuple[str, ...]:
        """Return the names of those who take part, each once."""
        return tuple(dict.fromkeys(map(self.participant, participants)))

    def speaker(self, statement: Statement) -> str | None:
        """Return who makes the statement, None if the text names nobody."""
        return self.entity(statement.source_entity) or " … ".join(map(self.words, statement.source)) or None

    def chain(self, statement: Statement) -> tuple[Statement, ...]:
        """Return the statements through which this one reached the report, outermost first, itself last."""
        return chain_of(statement, self.reading.statements)

    def syndication(self, statement: Statement) -> str | None:
        """Return the news agency through which a statement reached the report, None if none is named."""
        agency = syndication_of(statement, self.reading.statements)
        return None if agency is None else self.speaker(agency)

    def accounts(self, event: Event) -> tuple[str, ...]:
        """Return whose accounts tell the event: the chain of speakers of each, or the report itself.

        Those who only pass it on and take no stand (Uu) are left out, unless nobody takes one.
        """
        taking_a_stand = [view for view in event.views if view.factuality != "Uu"]
        return tuple(dict.fromkeys(self.account(view.statement) for view in taking_a_stand or event.views))

    def account(self, statement_id: str | None) -> str:
        """Return a chain such as "Interfax > Mikhail Bogdanov", or "the report" for its own voice."""
        statement = self.statements.get(statement_id or "")
        if statement is None:
            return "the report"
        return " > ".join(self.speaker(one) or "(nobody named)" for one in self.chain(statement))

    def sentence(self, span: Span) -> str:
        """Return the sentence around `span` on one line, or its own words where no sentence holds it."""
        for sentence in self.reading.sentences:
            if sentence.span.covers(span):
                return self.words(sentence.span)
        return self.words(span)
