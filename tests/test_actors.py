"""The actors: names, days, countries, sectors; and the tables they are read from."""

import csv
from collections import Counter
from datetime import date
from importlib.resources import files
from itertools import pairwise

import pytest

from onrecord.knowledge.actors import ActorIndex, fold_name, load_actors
from onrecord.lexicons.names import load_names_lexicon

SECTORS = frozenset(
    (
        *("COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK"),
        *("AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"),
    )
)
NOT_STATES = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}


@pytest.fixture(scope="module")
def actors() -> ActorIndex:
    return load_actors()


def test_spellings_and_aliases_of_a_group_lead_to_one_actor(actors: ActorIndex) -> None:
    day = date(2022, 6, 1)
    names = ("Hayat Tahrir al-Sham", "Hay’at Tahrir al-Sham", "the HTS", "HTS")
    assert {found.id for name in names if (found := actors.find(name, day))} == {"group:hayat-tahrir-al-sham"}


def test_an_acronym_is_never_an_ordinary_word(actors: ActorIndex) -> None:
    islamic_state = actors.find("IS", None)
    assert islamic_state is not None
    assert islamic_state.id == "group:islamic-state"
    assert actors.find("is", None) is None
    assert actors.find("Us", None) is None
    assert actors.find("Who", None) is None


def test_an_office_holder_has_the_sectors_of_the_day(actors: ActorIndex) -> None:
    in_office, before, after = (
        actors.find("Jacinda Ardern", day) for day in (date(2020, 1, 1), date(2015, 1, 1), date(2024, 1, 1))
    )
    assert in_office is not None
    assert (in_office.country, in_office.sectors) == ("NZL", ("GOV",))
    assert before is not None
    assert before.sectors == ()
    assert after is not None
    assert after.sectors == ("ELI",)


def test_without_a_day_a_person_keeps_the_country_and_has_no_sector(actors: ActorIndex) -> None:
    found = actors.find("Emmanuel Macron", None)
    assert found is not None
    assert (found.country, found.sectors) == ("FRA", ())


def test_a_group_that_took_power_is_a_government_from_that_day_on(actors: ActorIndex) -> None:
    assert [
        found.sectors for day in (date(2019, 5, 1), date(2023, 5, 1)) if (found := actors.find("Taliban", day))
    ] == [
        ("REB",),
        ("GOV",),
    ]


def test_a_name_that_two_actors_share_needs_a_country(actors: ActorIndex) -> None:
    assert actors.find("Justice and Development Party", None) is None
    found = actors.find("Justice and Development Party", None, {"MAR"})
    assert found is not None
    assert found.country == "MAR"


def test_a_surname_is_known_only_for_a_country_the_report_speaks_of(actors: ActorIndex) -> None:
    day = date(2023, 3, 1)
    found = actors.find_surname("Museveni", day, {"UGA"})
    assert found is not None
    assert found.name == "Yoweri Museveni"
    assert actors.find_surname("Museveni", day, {"KEN"}) is None


def test_brothers_of_one_surname_stay_unknown_unless_one_holds_office(actors: ActorIndex) -> None:
    in_2021 = actors.find_surname("Rajapaksa", date(2021, 1, 1), {"LKA"})
    in_2013 = actors.find_surname("Rajapaksa", date(2013, 1, 1), {"LKA"})
    assert in_2021 is None
    assert in_2013 is not None
    assert in_2013.name == "Mahinda Rajapaksa"


def test_demonyms_and_seats_tell_countries(actors: ActorIndex) -> None:
    assert actors.demonym("Kenyan") == "KEN"
    assert actors.seat("Bogotá") == actors.seat("Bogota") == "COL"
    assert actors.seat("Springfield") is None
    assert not actors.is_demonym("New Zealand")


def test_folding_leaves_what_tells_names_apart() -> None:
    assert fold_name("Türkiye") == "turkiye"
    assert fold_name("N’Djamena") == fold_name("N'Djaména")
    assert fold_name("The Hague") == "hague"
    assert fold_name("Mali") != fold_name("Malawi")
    assert fold_name("") == ""
    assert fold_name("\ud800") == "\ud800"


def test_the_index_is_as_large_as_promised_and_has_a_hash(actors: ActorIndex) -> None:
    kinds = Counter(actor.id.split(":")[0] for actor in {actor.id: actor for actor in actors.actors}.values())
    assert kinds["group"] >= 150
    assert kinds["org"] >= 120
    assert kinds["people"] >= 80
    assert kinds["person"] >= 150
    assert len(actors.hash) == 12


def test_every_row_has_known_codes_and_days_in_order(actors: ActorIndex) -> None:
    states = {actor.country for actor in actors.actors if actor.id.startswith("state:")}
    for actor in actors.actors:
        assert actor.country is None or actor.country in states | NOT_STATES, actor
        assert set(actor.sectors) <= SECTORS, actor
        assert all(alias == alias.strip() and alias for alias in actor.aliases), actor
        assert actor.start is None or actor.end is None or actor.start < actor.end, actor


def test_rows_of_one_actor_do_not_overlap_in_one_country(actors: ActorIndex) -> None:
    rows = sorted((actor for actor in actors.actors if actor.start), key=lambda one: (one.id, one.start or date.min))
    for one, other in pairwise(rows):
        if one.id == other.id and one.end:
            assert other.start is not None
            assert one.end <= other.start or other.note != one.note, (one.id, one.end, other.start)


def test_no_alias_stands_twice_in_a_row() -> None:
    for table in ("armed_groups", "organisations", "parties", "leaders", "peoples"):
        text = files("onrecord.knowledge").joinpath("data", "actors", f"{table}.csv").read_text("utf-8")
        for row in csv.DictReader(text.splitlines()):
            aliases = row["aliases"].split(";") if row["aliases"] else []
            assert len(aliases) == len(set(aliases)), row


def test_offices_of_leaders_are_roles_where_the_lexicon_knows_them() -> None:
    lexicon = load_names_lexicon()
    notes = Counter(actor.note for actor in load_actors().actors if actor.kind == "person")
    for office in ("president", "prime minister", "foreign minister", "defence minister"):
        assert notes[office] > 5
        assert lexicon.agents[office].families
