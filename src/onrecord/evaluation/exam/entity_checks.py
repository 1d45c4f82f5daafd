"""Whether names stand for one thing, its kind, country and sectors, and whether different things stay apart."""

from collections.abc import Iterator

from onrecord.evaluation.exam.checks import INFO, Check
from onrecord.evaluation.exam.expectations import Expectations, ExpectedEntity
from onrecord.evaluation.exam.view import ReadingView
from onrecord.evaluation.exam.wording import is_within
from onrecord.records import Entity

_MARGIN = 2  # characters by which a description may be longer than expected, such as a possessive 's


def check_entities(view: ReadingView, expected: Expectations) -> Iterator[Check]:
    """Yield the checks of who and what the report is about."""
    for word in expected.not_person:
        is_person = any(one.kind == "person" and view.is_called(one, word) for one in view.reading.entities)
        yield Check("entities-not-person", not is_person, "not a person", word)
    for entity in expected.entities:
        yield from _check_entity(view, entity)
    for one, other in expected.apart:
        both = _inside(view, one) & _inside(view, other)
        yield Check("entities-apart", not both, "two things made one", f"{one!r} = {other!r}")


def _check_entity(view: ReadingView, expected: ExpectedEntity) -> Iterator[Check]:
    found = [_named(view, name) for name in expected.names]
    shared = [one for one in found[0] if all(one in others for others in found)]
    yield Check("entities-one", bool(shared), *_parted(expected.names, found))
    candidates = shared or found[0]
    if candidates:
        yield from _check_knowledge(candidates, expected)
    for description in expected.open:
        yield from _check_description(view, description, candidates, expected.names[0])


def _parted(names: tuple[str, ...], found: list[list[Entity]]) -> tuple[str, str]:
    """Return how names that do not stand for one thing fail to: one is no mention, or they are split."""
    got = {name: [one.name for one in entities] for name, entities in zip(names, found, strict=True)}
    return ("entity split" if all(found) else "entity mention missing"), f"got {got}"


def _check_knowledge(candidates: list[Entity], expected: ExpectedEntity) -> Iterator[Check]:
    """Yield whether one of the candidates has the kind, the country and one of the sectors."""
    about = expected.names[0]
    if expected.kind is not None:
        kinds = [one.kind for one in candidates]
        is_right = not set(kinds).isdisjoint(expected.kind.split("|"))
        yield Check("entities-kind", is_right, "entity wrong kind", f"{about}: got {kinds}, want {expected.kind}")
    countries = [one.country for one in candidates]
    for figure, failure, country in (
        ("entities-country", "entity country", expected.country),
        (f"{INFO}country-implied", "country implied only", expected.country_implied),
    ):
        if country is not None:
            yield Check(figure, country in countries, failure, f"{about}: got {countries}, want {country}")
    if expected.sectors:
        wanted = {sector for answers in expected.sectors for sector in answers.split("|")}
        sectors = [one.sectors for one in candidates]
        is_right = any(not wanted.isdisjoint(one) for one in sectors)
        detail = f"{about}: got {sectors}, want {list(expected.sectors)}"
        yield Check("entities-sectors", is_right, "entity sectors", detail)


def _check_description(view: ReadingView, description: str, ours: list[Entity], name: str) -> Iterator[Check]:
    """Yield whether a description is left unlinked or linked rightly, and, for information, whether it is linked."""
    place = view.find(description)
    found = [
        entity
        for mention, entity in view.mentions()
        if mention.kind in {"role", "person"}
        and place.start <= mention.span.start
        and mention.span.end <= place.end + _MARGIN
    ]
    wrong = [one for one in found if one not in ours and any(each.kind == "person" for each in view.mentions_of(one))]
    detail = f"{description!r} (of {name}): got {[one.name for one in found]}"
    yield Check("entities-descriptions", not wrong, "description linked to another person", detail)
    is_linked = any(one in ours for one in found)
    yield Check(f"{INFO}descriptions-linked", is_linked, "description left open", detail)


def _named(view: ReadingView, name: str) -> list[Entity]:
    """Return the entities with a mention that is part of the name where it first stands, or holds it.

    Where there is none, an entity of exactly that name from elsewhere in the text counts.
    """
    place = view.find(name)
    here = [
        entity
        for mention, entity in view.mentions()
        if mention.kind not in {"nationality", "place"}
        and mention.span.overlaps(place)
        and _is_same_name(mention.span.cut(view.text), name)
    ]
    found = here or [entity for entity in view.reading.entities if view.is_called(entity, name)]
    return [entity for number, entity in enumerate(found) if entity not in found[:number]]


def _is_same_name(one: str, other: str) -> bool:
    return is_within(one, other) or is_within(other, one)


def _inside(view: ReadingView, words: str) -> set[str]:
    """Return the ids of the entities with a mention inside the words, other than as place or nationality."""
    place = view.find(words)
    return {
        entity.id
        for mention, entity in view.mentions()
        if mention.kind not in {"nationality", "place"} and place.covers(mention.span)
    }
