"""Whether expected places are found and resolved to the right country and point, with their use and precision."""

from collections.abc import Iterator

from onrecord.evaluation.exam.checks import Check
from onrecord.evaluation.exam.expectations import Expectations, ExpectedPlace
from onrecord.evaluation.exam.view import ReadingView
from onrecord.evaluation.exam.wording import is_within, simplify
from onrecord.knowledge.places_links import distance_km
from onrecord.records import PlaceMention


def check_places(view: ReadingView, expected: Expectations) -> Iterator[Check]:
    """Yield the checks of where it happened."""
    for place in expected.places:
        yield from _check_place(view, place)


def _check_place(view: ReadingView, expected: ExpectedPlace) -> Iterator[Check]:
    """Yield the checks of one place name, over all its mentions or those in the expected words."""
    around = view.find(expected.passage) if expected.passage is not None else None
    mentions = [one for one in view.reading.places if around is None or around.covers(one.span)]
    found = [one for one in mentions if _is_surface(one.span.cut(view.text), expected.surface)]
    parts = [words for one in mentions if _shares_words(words := one.span.cut(view.text), expected.surface)]
    failure = "place span wrong" if parts else "place missing"
    yield Check("places-found", bool(found), failure, f"{expected.surface}; got {parts}")
    if found:
        yield from _check_resolution(found, expected)
        yield from _check_kind(found, expected)


def _check_resolution(found: list[PlaceMention], expected: ExpectedPlace) -> Iterator[Check]:
    if expected.country is not None:
        countries = {one.country for one in found}
        is_right = expected.country in countries and countries <= {expected.country, None}
        failure = "place unresolved" if countries == {None} else "place wrong country"
        got = [f"{one.name} {one.country} {one.use}" for one in found]
        yield Check("places-country", is_right, failure, f"{expected.surface}: got {got}, want {expected.country}")
    away = _kilometres_off(found, expected.at)
    if away is not None:
        detail = f"{expected.surface}: {away:.0f} km off, got {[f'{one.name} {one.place}' for one in found]}"
        yield Check("places-point", away <= expected.within, "place wrong point", detail)


def _check_kind(found: list[PlaceMention], expected: ExpectedPlace) -> Iterator[Check]:
    if expected.use is not None:
        uses = [one.use for one in found]
        detail = f"{expected.surface} in {expected.passage!r}: got {uses}, want {expected.use}"
        yield Check("places-use", not set(uses).isdisjoint(expected.use.split("|")), "place wrong use", detail)
    if expected.precision is not None:
        grains = [one.precision for one in found]
        is_right = not set(grains).isdisjoint(expected.precision.split("|"))
        detail = f"{expected.surface}: got {grains}, want {expected.precision}"
        yield Check("places-precision", is_right, "place precision", detail)


def _kilometres_off(found: list[PlaceMention], point: tuple[float, float] | None) -> float | None:
    """Return how far the nearest mention lies from the point, or None if there is no point on either side."""
    if point is None:
        return None
    away = [
        distance_km(*point, one.latitude, one.longitude)
        for one in found
        if one.latitude is not None and one.longitude is not None
    ]
    return min(away, default=None)


def _is_surface(words: str, surface: str) -> bool:
    return simplify(surface) in {simplify(words), simplify(words).removeprefix("the ")}


def _shares_words(words: str, surface: str) -> bool:
    return is_within(words, surface) or is_within(surface, words)
