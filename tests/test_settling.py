"""A name that the model took for a person, and that the places stage found to be a place."""

from typing import Literal

import msgspec

from onrecord.records import Entity, Mention, MentionKind, PlaceMention, Reason, Span
from onrecord.stages.settling import give_countries, settle_kinds

WORDS = Span(start=10, end=17)


def mention(rule: str = "model-PERSON", kind: MentionKind = "person") -> Mention:
    because = (Reason(stage="mentions", rule=rule),)
    return Mention(id="me-1", span=WORDS, kind=kind, name="Torkham", because=because)


def place(rule: str, gazetteer: str | None, use: Literal["literal", "name-part"] = "literal") -> PlaceMention:
    because = (Reason(stage="places", rule=rule),)
    return PlaceMention(id="pl-1", span=WORDS, use=use, place=gazetteer, name="Torkham", because=because)


def test_a_known_place_outweighs_the_models_guess() -> None:
    (settled,) = settle_kinds([mention()], [place("known-place", "geonames:1")])
    assert settled.kind == "place"
    assert settled.id == "me-1"
    assert [reason.stage for reason in settled.because] == ["mentions", "settling"]


def test_words_around_make_an_unknown_town_a_place() -> None:
    assert settle_kinds([mention()], [place("town-before", None)])[0].kind == "place"


def test_captured_alone_does_not_make_a_person_a_place() -> None:
    assert settle_kinds([mention()], [place("taken", None)])[0].kind == "person"


def test_a_known_actor_stays_what_it_is() -> None:
    known = mention("known-actor", "organisation")
    assert settle_kinds([known], [place("known-place", "geonames:1")]) == (known,)


def test_a_place_within_a_name_settles_nothing() -> None:
    assert settle_kinds([mention()], [place("known-place", "geonames:1", "name-part")])[0].kind == "person"


def test_a_surname_stays_a_persons_where_a_town_has_the_same_name() -> None:
    because = (Reason(stage="mentions", rule="model-PERSON"),)
    full = Mention(id="me-0", span=Span(start=0, end=8), kind="person", name="Omar Torkham", because=because)
    kinds = [one.kind for one in settle_kinds([full, mention()], [place("known-place", "geonames:1")])]
    assert kinds == ["person", "person"]


def test_a_place_entity_takes_the_country_of_its_place() -> None:
    because = (Reason(stage="entities", rule="name"),)
    town = Entity(id="en-1", name="Torkham", kind="place", mentions=("me-1",), because=because)
    known = msgspec.structs.replace(place("known-place", "geonames:1"), country="AFG")
    (given,) = give_countries([town], [mention(kind="place")], [known])
    assert given.country == "AFG"
    assert given.because[-1].rule == "country-of-the-place"
    person = msgspec.structs.replace(town, kind="person")
    assert give_countries([person], [mention()], [known]) == (person,)
