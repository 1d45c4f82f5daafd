"""Whether expected events are found as told, with whom, where and when, and whether none is made up."""

import re
from collections.abc import Iterator

from onrecord.evaluation.exam.checks import Check
from onrecord.evaluation.exam.expectations import Expectations, ExpectedEvent, UnexpectedEvent
from onrecord.evaluation.exam.view import ReadingView
from onrecord.evaluation.exam.wording import is_told_by
from onrecord.records import Event, Participant, Range, Span

# Saying so is the event, so one of these may stand asserted over what has not happened.
_SPOKEN = frozenset({"REQUEST", "THREATEN", "REJECT", "ACCUSE"})
_CUT_AT_AMOUNT = re.compile(r"(?:least|most|more|fewer|than|up)\b|\d+ and \d+")
_TIME_MARGIN = 6  # characters: room for "on the" before a time that was taken for a participant


def check_events(view: ReadingView, expected: Expectations) -> Iterator[Check]:
    """Yield the checks of what happened, and of what did not."""
    for event in expected.events:
        yield from _check_event(view, event)
    for found in view.reading.events:
        for participant in (*found.actors, *found.recipients):
            yield from _check_sense(view, found, participant)
    for absent in expected.no_events:
        yield _check_absent(view, absent)


def _check_event(view: ReadingView, expected: ExpectedEvent) -> Iterator[Check]:
    """Yield the checks of one event; what is asked of its type only where it is found, and so on."""
    place = view.find(expected.passage)
    about = f"{expected.types} in {expected.passage!r}"
    here = [one for one in view.reading.events if one.trigger.overlaps(place)]
    yield Check("events-found", bool(here), "event missing", about)
    if not here:
        return
    triggered = [one for one in here if is_told_by(expected.trigger, one.trigger.cut(view.text))] or here
    types = expected.types.split("|")
    typed = [one for one in triggered if one.type in types] or [one for one in here if one.type in types]
    got = [f"{one.trigger.cut(view.text)} {one.type}" for one in triggered]
    yield Check("events-type", bool(typed), "event wrong type", f"{about}: got {got}")
    if not typed:
        return
    best = max(typed, key=lambda one: _likeness(view, one, expected))
    about = f"{about} [{best.trigger.cut(view.text)}]"
    yield from _check_participants(view, best, expected, about)
    yield from _check_circumstances(view, best, expected, about)
    for field, answers in expected.sizes.items():
        sizes: list[Range | None] = [getattr(one.size, field) for one in typed]
        is_right = any(_is_size(size, answers) for size in sizes)
        detail = f"{about} {field}: got {[_show_range(size) for size in sizes]}, want {answers}"
        yield Check("events-size", is_right, "event wrong size", detail)


def _likeness(view: ReadingView, event: Event, expected: ExpectedEvent) -> tuple[bool, int]:
    """Return what decides between events of one type: first the place, then how many actors are right."""
    is_there = expected.place is not None and is_told_by(expected.place, *view.names_of_place(event))
    actors = view.names_of_participants(event.actors)
    return is_there, sum(is_told_by(answers, *actors) for answers in expected.actors)


def _check_participants(view: ReadingView, event: Event, expected: ExpectedEvent, about: str) -> Iterator[Check]:
    for figure, wanted, found in (
        ("actor", expected.actors, event.actors),
        ("recipient", expected.recipients, event.recipients),
    ):
        names = view.names_of_participants(found)
        got = [one.span.cut(view.text) for one in found]
        for answers in wanted:
            detail = f"{about}: got {got}, want {answers}"
            yield Check(f"events-{figure}", is_told_by(answers, *names), f"event wrong {figure}", detail)


def _check_circumstances(view: ReadingView, event: Event, expected: ExpectedEvent, about: str) -> Iterator[Check]:
    if expected.place is not None:
        names = view.names_of_place(event)
        detail = f"{about}: got {names}, want {expected.place}"
        yield Check("events-place", is_told_by(expected.place, *names), "event wrong place", detail)
    if expected.earliest is not None:
        days = (expected.earliest, expected.latest or expected.earliest)
        detail = f"{about}: got {event.earliest} to {event.latest}, want {days[0]} to {days[1]}"
        yield Check("events-date", (event.earliest, event.latest) == days, "event wrong date", detail)
    if expected.status is not None:
        is_right = event.status in expected.status.split("|")
        detail = f"{about}: got {event.status}, want {expected.status}"
        yield Check("events-status", is_right, "event wrong status", detail)
    if expected.modes is not None:
        detail = f"{about}: got {list(event.modes)}, want {expected.modes}"
        yield Check("events-mode", expected.modes in event.modes, "event wrong mode", detail)


def _check_sense(view: ReadingView, event: Event, participant: Participant) -> Iterator[Check]:
    """Yield whether a participant, expected or not, is no time and is not cut off at its amount."""
    words = participant.span.cut(view.text)
    detail = f"[{event.trigger.cut(view.text)}] {words!r}"
    is_time = any(_is_hardly_more(participant.span, time.span) for time in view.reading.times)
    yield Check("events-participant-sane", not is_time, "a time is a participant", detail)
    is_cut = _CUT_AT_AMOUNT.match(words) is not None
    yield Check("events-participant-sane", not is_cut, "participant span cut off at its amount", detail)


def _is_hardly_more(span: Span, time: Span) -> bool:
    return span.covers(time) and span.end - span.start < time.end - time.start + _TIME_MARGIN


def _check_absent(view: ReadingView, absent: UnexpectedEvent) -> Check:
    place = view.find(absent.passage)
    types = absent.types.split("|") if absent.types else None
    found = [
        one
        for one in view.reading.events
        if place.covers(one.trigger)
        and (types is None or one.type in types)
        and (not absent.asserted or _is_asserted(one))
    ]
    detail = f"{absent.passage!r}: got {[f'{one.trigger.cut(view.text)} {one.type} {one.status}' for one in found]}"
    if absent.asserted:
        return Check("events-unreal-not-asserted", not found, "unreal event asserted", detail)
    return Check("events-none", not found, "event where there is none", detail)


def _is_asserted(event: Event) -> bool:
    return event.status in {"asserted", "reported"} and event.type not in _SPOKEN


def _is_size(size: Range | None, answers: str) -> bool:
    return size is not None and _show_range(size) in answers.split("|")


def _show_range(size: Range | None) -> str | None:
    """Return a range as expectations write it ("12..", "12..15"), or None."""
    if size is None:
        return None
    low, high = ("" if end is None else end for end in (size.low, size.high))
    return f"{low}..{high}"
