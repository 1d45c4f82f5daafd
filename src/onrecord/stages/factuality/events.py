"""Events with their views and status, and with the type that the manual asks for where they are only intended."""

from collections.abc import Iterable, Sequence

import msgspec

from onrecord.language import Parse, Token
from onrecord.lexicons.events import EventLexicon
from onrecord.records import Event, Report, Statement, Status, make_id
from onrecord.records.findings import EventType
from onrecord.stages.factuality.judging import Judge, Judgement


def judge_events(
    report: Report, parse: Parse, events: Sequence[Event], statements: Sequence[Statement], lexicon: EventLexicon
) -> tuple[Event, ...]:
    """Return `events` with views, status and, for what is only intended, the type that the manual asks for.

    What someone agrees to do is part of the agreement: the second of two AGREE events in one chain is left out.
    """
    judge = Judge(parse, statements, lexicon.factuality)
    judged: list[Event] = []
    commitments: set[int] = set()
    for event in sorted(events, key=lambda one: (one.trigger.start, -one.trigger.end)):
        trigger = parse.head_of(event.trigger) or parse.tokens[0]
        head = _clause_head(parse, trigger, lexicon)
        judgement = judge.judge(trigger)
        kind = lexicon.type_under(event.type, judgement.operators)
        if kind == "REJECT" != event.type:
            # Refusing is done in the act of saying so: "will not meet" is no meeting, but a real refusal.
            judgement = judge.plain(trigger, judge.chains.over(trigger))
        if kind == event.type:
            kind = _type(event, judgement.status, lexicon)
        if kind == "AGREE":
            if _is_part_of_commitment(parse, head, commitments):
                continue
            commitments.add(head.index)
        judged.append(_judged(report, event, kind, judgement, lexicon))
    return tuple(judged)


def _clause_head(parse: Parse, head: Token, lexicon: EventLexicon) -> Token:
    """Return the word that carries a trigger's tense: its head, or the light verb over or under it."""
    if head.pos not in ("NOUN", "PROPN") or head.head == head.index:
        return head
    above = parse.tokens[head.head]
    if head.dep in ("obj", "nsubj:pass", "nsubj") and above.lemma in lexicon.light_verbs | lexicon.happening_verbs:
        return above
    return head


def _type(event: Event, status: Status, lexicon: EventLexicon) -> EventType:
    """Return the type that the manual asks for: a future meeting is AGREE, a future withdrawal CONCEDE."""
    if status in lexicon.statuses.future_statuses:
        return lexicon.statuses.futures.get(event.type, event.type)
    return event.type


def _is_part_of_commitment(parse: Parse, head: Token, commitments: Iterable[int]) -> bool:
    above = {token.index for token in parse.ancestors(head.index)}
    return not above.isdisjoint(commitments)


def _judged(report: Report, event: Event, kind: EventType, judgement: Judgement, lexicon: EventLexicon) -> Event:
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
