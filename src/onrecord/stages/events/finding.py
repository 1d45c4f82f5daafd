"""From a parsed report to its events: triggers, participants, circumstances and sizes put together."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from onrecord.language import Parse, Token
from onrecord.lexicons.event_forms import SizeField
from onrecord.lexicons.events import EventLexicon
from onrecord.records import (
    Cameo,
    Entity,
    Event,
    Mention,
    Participant,
    PlaceMention,
    Range,
    Reason,
    Report,
    Size,
    Span,
    TimeExpression,
    make_id,
)
from onrecord.stages.events.circumstances import Surroundings, find_place, find_when
from onrecord.stages.events.clauses import conjuncts
from onrecord.stages.events.merging import Told, merge_triggers
from onrecord.stages.events.names import NameLabels
from onrecord.stages.events.participants import Namesakes, find_roles, is_death, make_participants
from onrecord.stages.events.sizes import count_harm, harm_of, size_of
from onrecord.stages.events.triggers import Trigger, find_triggers

ROOT_CONFIDENCE = 0.6


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What other stages have found in the report and events refer to."""

    mentions: Sequence[Mention] = ()
    entities: Sequence[Entity] = ()
    places: Sequence[PlaceMention] = ()
    times: Sequence[TimeExpression] = ()


class _Found(msgspec.Struct, frozen=True, kw_only=True):
    """All that a single event is made from."""

    report: Report
    parse: Parse
    lexicon: EventLexicon
    namesakes: Namesakes
    surroundings: Surroundings


def find_events(report: Report, parse: Parse, known: Known, lexicon: EventLexicon) -> tuple[Event, ...]:
    """Return the events of a report in text order, one a happening and sentence.

    They have no views yet: `judge_events` of the factuality stage gives them views, status and, where the manual
    codes the future otherwise, type. Until then the status is "reported".
    """
    labels = NameLabels(parse, lexicon, known.mentions, known.places)
    triggers = find_triggers(parse, labels, lexicon)
    if not triggers:
        return ()
    told = [Told(trigger, find_roles(parse, trigger, labels, lexicon)) for trigger in triggers]
    found = _Found(
        report=report,
        parse=parse,
        lexicon=lexicon,
        namesakes=Namesakes(parse, known.mentions, known.entities),
        surroundings=Surroundings(parse, known.places, known.times),
    )
    events: dict[str, Event] = {}
    for one in merge_triggers(parse, told, lexicon):
        for event in _events_of(one, found):
            events.setdefault(event.id, event)
    return tuple(events.values())


def _events_of(told: Told, found: _Found) -> Iterator[Event]:
    """Yield the event of a trigger, or one a place where it names a list of places."""
    parse, lexicon = found.parse, found.lexicon
    actors, recipients = _all_roles(told)
    places = _listed_places(told, recipients, found)
    if len(places) > 1:
        for token, listed in places:
            apart = [head for head in recipients if head.index == token.index]
            yield _event(told, (actors, apart or recipients), listed, token.span, found)
        return
    own = [find_place(parse, part.trigger, found.surroundings, lexicon) for part in told.everything()]
    place = next((one for one in own if one is not None), None)
    yield _event(told, (actors, recipients), place, None, found)


def _all_roles(told: Told) -> tuple[list[Token], list[Token]]:
    """Return the heads of actors and recipients over all words of a happening; the main trigger's actors rule."""
    actors: list[Token] = list(told.roles.actors)
    recipients: dict[int, Token] = {head.index: head for head in told.roles.recipients}
    for part in told.more:
        for one in part.everything():
            if not actors:
                actors = list(one.roles.actors)
            recipients.update({head.index: head for head in one.roles.recipients})
    doing = {head.index for head in actors}
    return actors, [recipients[index] for index in sorted(recipients) if index not in doing]


def _listed_places(told: Told, recipients: Sequence[Token], found: _Found) -> list[tuple[Token, str]]:
    """Return the literal places of the list that a trigger happened in or was done to, with their ids."""
    trigger = told.trigger
    inside = found.surroundings.places.get(trigger.head.sentence, [])
    here = {head.index: (head, place.id) for head, place in inside}
    if len(here) <= 1:
        return []
    named = [(head, _place_named(found.parse, head, here, found.lexicon)) for head in recipients]
    objects = [(head, place) for head, place in named if place is not None]
    if len(objects) > 1 and len(objects) == len(recipients):
        return objects
    place = find_place(found.parse, trigger, found.surroundings, found.lexicon)
    head = next((token for token, one in here.values() if one == place), None)
    if head is None or trigger.match.type.type in ("CONSULT", "AGREE", "SUPPORT"):
        return []
    top = head
    while top.dep == "conj" and top.head != top.index:
        top = found.parse.tokens[top.head]
    return [here[one.index] for one in conjuncts(found.parse, top) if one.index in here]


def _place_named(parse: Parse, head: Token, here: Mapping[int, tuple[Token, str]], lexicon: EventLexicon) -> str | None:
    """Return the place that a recipient is, or that is named in it ("the city of Kono")."""
    if head.index in here:
        return here[head.index][1]
    if head.lemma not in lexicon.classes["@land"]:
        return None
    inside = [token for token in parse.dependents(head.index, "nmod", "appos", "compound") if token.index in here]
    return here[inside[0].index][1] if inside else None


def _event(
    told: Told,
    heads: tuple[Sequence[Token], Sequence[Token]],
    place: str | None,
    apart: Span | None,
    found: _Found,
) -> Event:
    trigger, one, rule = told.trigger, told.trigger.match.type, told.trigger.match.rule
    parse, lexicon = found.parse, found.lexicon
    span = Span(start=parse.tokens[trigger.first].start, end=parse.tokens[trigger.stop - 1].end)
    when = find_when(parse, trigger, found.surroundings)
    parts = list(told.everything())
    modes = dict.fromkeys(mode for part in parts for mode in part.trigger.match.rule.modes)
    reasons = dict.fromkeys((part.trigger.match.rule.id, part.trigger.match.rule.score) for part in parts)
    return Event(
        id=make_id("ev", found.report.id, [span] if apart is None else [span, apart], one.type),
        trigger=span,
        type=one.type,
        modes=tuple(modes),
        contexts=_contexts(trigger, parse, lexicon),
        quad=one.quad,
        intensity=one.intensity,
        cameo=Cameo(code=rule.cameo, score=rule.score) if rule.cameo else Cameo(code=one.cameo, score=ROOT_CONFIDENCE),
        actors=_participants(heads[0], found),
        recipients=_participants(heads[1], found),
        place=place,
        time=when.time,
        earliest=when.earliest,
        latest=when.latest,
        date_basis=when.basis,
        size=_size(parts, parse, lexicon),
        views=(),
        status="reported",
        because=tuple(Reason(stage="events", rule=name, score=score) for name, score in reasons),
    )


def _participants(heads: Sequence[Token], found: _Found) -> tuple[Participant, ...]:
    return make_participants(found.parse, heads, found.namesakes, found.lexicon)


def _contexts(trigger: Trigger, parse: Parse, lexicon: EventLexicon) -> tuple[str, ...]:
    """Return the contexts of the rule, and those that words of the sentence give."""
    contexts = dict.fromkeys(trigger.match.rule.contexts)
    for token in parse.sentence_tokens(trigger.head.sentence):
        lemma = token.lemma.lower()
        for word in {lemma: None, **dict.fromkeys(lemma.split("-"))}:  # "pro-democracy" is one token
            contexts.update(dict.fromkeys(lexicon.context_words.get(word, ())))
    return tuple(contexts)


def _size(parts: Sequence[Told], parse: Parse, lexicon: EventLexicon) -> Size:
    """Return how many were hurt, arrested or took part; the first number stated for each stands."""
    stated: dict[SizeField, Range] = {}
    for part in parts:
        for field, size in _sizes_of(part, parse, lexicon):
            stated.setdefault(field, size)
    return Size(**stated)


def _sizes_of(part: Told, parse: Parse, lexicon: EventLexicon) -> Iterator[tuple[SizeField, Range]]:
    trigger = part.trigger
    harm = harm_of(trigger.head.lemma.lower(), lexicon) or trigger.match.rule.size
    if trigger.match.kind == "noun" and is_death(parse, trigger.head):
        harm = "dead"
    if harm == "participants":
        for head in part.roles.actors:
            size = size_of(parse, head, lexicon)
            if size is not None:
                yield "participants", size
    elif harm is not None:
        for head in part.roles.recipients:
            size = size_of(parse, head, lexicon)
            if size is not None:
                yield harm, size
                break
    if trigger.match.type.type == "ASSAULT":
        yield from count_harm(parse, trigger.head, lexicon)
