"""How sure each source is of each event, and the status a reader sees.

Views are relative to their sources (FactBank, Saurí and Pustejovsky 2009): the report's own voice is only certain of
what it tells by itself; what it merely passes on is `Uu` to it and certain to the speaker.
"""

from collections.abc import Iterable, Sequence

import msgspec

from onrecord.language import Parse, Token
from onrecord.language.governing import find_governing
from onrecord.lexicons.event_forms import CueStatus, Operator
from onrecord.lexicons.events import EventLexicon
from onrecord.records import Event, Factuality, Reason, Report, Statement, Status, View, make_id
from onrecord.records.findings import EventType

STAGE = "factuality"
# A chain of statements this deep is a fault of the parse, not a source.
# The operator of infinitives of purpose, and what a cue makes of its content all the same.
PURPOSE = "plan"
UNREAL = frozenset({"threatened", "demanded", "promised", "hoped", "proposed"})
DEEPEST_CHAIN = 8
# The source of such a cue says that the event is real; the operators in its content decide the rest.
AGAINST = {"CT+": "CT-", "PR+": "PR-", "PS+": "PS-", "CT-": "CT+", "PR-": "PR+", "PS-": "PS+"}


class _Judgement(msgspec.Struct, frozen=True):
    """The status and views of an event, and the rule that decided them (None for what is plainly told)."""

    status: Status
    views: tuple[View, ...]
    reason: Reason | None


def judge_events(
    report: Report, parse: Parse, events: Sequence[Event], statements: Sequence[Statement], lexicon: EventLexicon
) -> tuple[Event, ...]:
    """Return `events` with views, status and, for what is only intended, the type that the manual asks for.

    What someone agrees to do is part of the agreement: the second of two AGREE events in one chain is left out.
    """
    chains = _Chains(parse, statements)
    judged: list[Event] = []
    commitments: set[int] = set()
    for event in sorted(events, key=lambda one: (one.trigger.start, -one.trigger.end)):
        head = _clause_head(parse, event, lexicon)
        operators = tuple(find_governing(parse, head.index, lexicon.operators, lexicon.transparent))
        kind = lexicon.type_under(event.type, operators)
        # Refusing is done in the act of saying so: "will not meet" is no meeting, but a real refusal.
        refused = kind == "REJECT" != event.type
        operator = None if refused else _strongest(parse, head, operators, lexicon)
        chain = chains.over(event)
        row = _cue_row(chain, chains, lexicon)
        status = _status(operator, row, chain)
        if kind == event.type:
            kind = _type(event, status, lexicon)
        if kind == "AGREE":
            if _is_part_of_commitment(parse, head, commitments):
                continue
            commitments.add(head.index)
        judgement = _Judgement(status, _views(operator, row, chain), _reason(operator, row))
        judged.append(_judge(report, event, kind, judgement, lexicon))
    return tuple(judged)


class _Chains:
    """The statements over each stretch of text, from the innermost outwards."""

    def __init__(self, parse: Parse, statements: Sequence[Statement]) -> None:
        self._statements = {one.id: one for one in statements}
        self._cues: dict[str, Token | None] = {}
        self._at: dict[int, list[Statement]] = {}
        for one in statements:
            self._cues[one.id] = None if one.cue is None else parse.head_of(one.cue)
            for span in one.content:
                for token in parse.tokens_in(span):
                    self._at.setdefault(token.start, []).append(one)

    def over(self, event: Event) -> list[Statement]:
        """Return the chain of statements whose content holds the trigger, innermost first."""
        covering = [one for one in self._at.get(event.trigger.start, ()) if not _is_cue(one, event)]
        if not covering:
            return []
        covering.sort(key=lambda one: (sum(span.end - span.start for span in one.content), one.id))
        chain = [covering[0]]
        known = {covering[0].id}
        while chain[-1].parent in self._statements and len(chain) < DEEPEST_CHAIN:
            above = self._statements[chain[-1].parent or ""]
            if above.id in known:
                break
            known.add(above.id)
            chain.append(above)
        chain += [one for one in covering[1:] if one.id not in known]
        return chain[:DEEPEST_CHAIN]

    def cue_lemma(self, statement: Statement) -> str:
        """Return the lemma of a statement's cue, empty if it has none."""
        cue = self._cues.get(statement.id)
        return "" if cue is None else cue.lemma.lower()


def _is_cue(statement: Statement, event: Event) -> bool:
    """Return whether the trigger is the cue itself ("accused"), which its own content cannot make uncertain."""
    return statement.cue is not None and statement.cue.overlaps(event.trigger)


def _clause_head(parse: Parse, event: Event, lexicon: EventLexicon) -> Token:
    """Return the word that carries a trigger's tense: its head, or the light verb over or under it."""
    head = parse.head_of(event.trigger) or parse.tokens[0]
    if head.pos not in ("NOUN", "PROPN") or head.head == head.index:
        return head
    above = parse.tokens[head.head]
    if head.dep in ("obj", "nsubj:pass", "nsubj") and above.lemma in lexicon.light_verbs | lexicon.happening_verbs:
        return above
    return head


def _strongest(parse: Parse, head: Token, operators: Sequence[Operator], lexicon: EventLexicon) -> Operator | None:
    """Return the operator over an event that counts most, or None if nothing makes it less than real."""
    found = list(operators)
    if parse.tokens[parse.sentences[head.sentence].stop - 1].text.endswith("?"):
        found.append(lexicon.operators_by_id["question"])
    return min(found, key=lambda operator: operator.rank) if found else None


def _cue_row(chain: Sequence[Statement], chains: _Chains, lexicon: EventLexicon) -> CueStatus | None:
    """Return the row for the cue of the innermost statement over an event."""
    if not chain:
        return None
    statement = chain[0]
    named = lexicon.cue_statuses.get((statement.cue_class, chains.cue_lemma(statement)))
    return named or lexicon.cue_statuses.get((statement.cue_class, ""))


def _status(operator: Operator | None, row: CueStatus | None, chain: Sequence[Statement]) -> Status:
    """Return the status: the operator's, else that which the cue gives, else asserted."""
    if row is not None and row.status == "denied":
        return "denied"
    if operator is not None and not _is_purpose_under_cue(operator, row):
        return operator.status
    if row is None:
        return "asserted"
    if row.status == "asserted" and any(one.cue_class != chain[0].cue_class for one in chain[1:]):
        return "reported"
    return "reported" if chain[0].polarity == "negative" and row.status == "asserted" else row.status


def _is_purpose_under_cue(operator: Operator | None, row: CueStatus | None) -> bool:
    """Return whether what looks like a purpose is what a threat, demand, promise, hope or proposal is about.

    Parsers take the infinitive of "threatened to attack" for one of purpose now and then.
    """
    return operator is not None and operator.id == PURPOSE and row is not None and row.status in UNREAL


def _reason(operator: Operator | None, row: CueStatus | None) -> Reason | None:
    by_cue = row is not None and (row.status == "denied" or _is_purpose_under_cue(operator, row))
    decided = row.id if row is not None and (operator is None or by_cue) else None
    decided = operator.id if decided is None and operator is not None else decided
    return None if decided is None else Reason(stage=STAGE, rule=decided)


def _views(operator: Operator | None, row: CueStatus | None, chain: Sequence[Statement]) -> tuple[View, ...]:
    """Return a view for each statement over an event, the innermost first, and the author's own."""
    if row is None:
        return (View(statement=None, factuality=operator.author if operator else "CT+"),)
    source = _source_view(operator, row)
    views = [View(statement=chain[0].id, factuality="Uu" if chain[0].polarity == "negative" else source)]
    views += [View(statement=one.id, factuality="Uu") for one in chain[1:]]
    author = row.author if len(chain) == 1 and chain[0].polarity == "positive" else "Uu"
    if operator is not None and author != "Uu":
        author = _weaker(author, operator.author)
    return (*views, View(statement=None, factuality=author))


def _source_view(operator: Operator | None, row: CueStatus) -> Factuality:
    """Return how sure the source is: the cue's view of its content, turned or weakened by the content's operator."""
    if operator is None or operator.status == row.status:  # the cue itself governs its content
        return row.source
    if row.source == "CT+":
        return operator.source
    if row.source == "CT-":
        return AGAINST.get(operator.source, "Uu")  # type: ignore[return-value]  # the values are all factualities
    return "Uu"


def _weaker(one: Factuality, other: Factuality) -> Factuality:
    """Return the less certain of two views; of different signs, unknown."""
    if "Uu" in (one, other) or one[-1] != other[-1]:
        return other if one == "CT+" else "Uu"
    order = ("CT", "PR", "PS")
    return one if order.index(one[:2]) >= order.index(other[:2]) else other


def _type(event: Event, status: Status, lexicon: EventLexicon) -> EventType:
    """Return the type that the manual asks for: a future meeting is AGREE, a future withdrawal CONCEDE."""
    if status in lexicon.statuses.future_statuses:
        return lexicon.statuses.futures.get(event.type, event.type)
    return event.type


def _is_part_of_commitment(parse: Parse, head: Token, commitments: Iterable[int]) -> bool:
    above = {token.index for token in parse.ancestors(head.index)}
    return not above.isdisjoint(commitments)


def _judge(report: Report, event: Event, kind: EventType, judgement: _Judgement, lexicon: EventLexicon) -> Event:
    """Return an event with its status and views, and as `kind` if that is another type than it was found as."""
    because = event.because if judgement.reason is None else (*event.because, judgement.reason)
    event = msgspec.structs.replace(event, status=judgement.status, views=judgement.views, because=because)
    if kind == event.type:
        return event
    rules = lexicon.types[kind]
    return msgspec.structs.replace(
        event,
        id=make_id("ev", report.id, [event.trigger], f"{event.type} as {kind}:{event.place or ''}"),
        type=kind,
        quad=rules.quad,
        intensity=rules.intensity,
        cameo=None if event.cameo is None else msgspec.structs.replace(event.cameo, code=rules.cameo),
        modes=(),
    )
