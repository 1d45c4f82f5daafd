"""The places index: spellings, facilities, former names, and its building."""

import sqlite3
import threading
from pathlib import Path

import pytest

from onrecord.errors import KnowledgeError
from onrecord.knowledge.places import PlaceIndex, open_place_index, places_index_path
from onrecord.knowledge.places_build import sources_hash
from onrecord.knowledge.places_names import drop_article, fold_name, make_skeleton, strip_facility_head
from onrecord.knowledge.places_sources import read_countries, read_demonyms, read_own


@pytest.fixture(scope="module")
def index() -> PlaceIndex:
    return open_place_index()


@pytest.mark.parametrize(
    ("spelling", "id_"),
    [
        ("As-Suwayda", "geonames:172408"),
        ("Suwayda", "geonames:172408"),
        ("Sweida", "geonames:172408"),
        ("Dara'a", "geonames:170905"),
        ("Dara’a", "geonames:170905"),
        ("Deraa", "geonames:170905"),
        ("Ḩimş", "geonames:169577"),
        ("HOMS", "geonames:169577"),
        ("Lattakia", "geonames:173576"),
        ("Tartous", "geonames:163345"),
        ("Deir Ezzor", "geonames:170794"),
        ("Deir-ez-Zor", "geonames:170794"),
    ],
)
def test_press_spellings_of_one_town_meet(index: PlaceIndex, spelling: str, id_: str) -> None:
    assert id_ in {place.id for place in index.find(spelling, "SYR")}


@pytest.mark.parametrize(
    "words", ["Hmeimim", "Hmeimim Air Base", "Hmeimim airbase", "Khmeimim", "the Hmeimim base"[4:]]
)
def test_hmeimim_is_the_airfield_of_ourairports(index: PlaceIndex, words: str) -> None:
    (place,) = index.find(words)
    assert (place.id, place.latitude, place.longitude) == ("ourairports:OSLK", 35.4011, 35.9487)
    assert (place.country, place.precision) == ("SYR", "facility")


def test_a_facility_is_found_without_its_head_on_either_side(index: PlaceIndex) -> None:
    assert {place.id for place in index.find("Shayrat airfield")} == {"ourairports:OS65"}
    assert "ourairports:OS72" in {place.id for place in index.find("T4")}
    assert index.find("Tartus naval base")[0].country == "SYR"


def test_a_town_alone_is_not_its_airport(index: PlaceIndex) -> None:
    assert not [place for place in index.find("Aleppo") if place.precision == "facility"]


@pytest.mark.parametrize(
    ("former", "country"),
    [("Burma", "MMR"), ("Rangoon", "MMR"), ("Kiev", "UKR"), ("Bombay", "IND"), ("Stalingrad", "RUS"), ("Zaire", "COD"),
     ("U.S.", "USA"), ("UK", "GBR"), ("Ivory Coast", "CIV"), ("Türkiye", "TUR"), ("Holland", "NLD")],
)  # fmt: skip
def test_former_and_other_names_lead_to_the_place_of_now(index: PlaceIndex, former: str, country: str) -> None:
    assert country in {place.country for place in index.find(former) if place.precision in {"country", "city"}}


def test_every_country_is_found_by_its_name(index: PlaceIndex) -> None:
    missing = [
        country.name
        for country in read_countries().values()
        if country.population > 0 and country.iso3 not in {"ANT", "SCG"}
        and country.iso3 not in {place.country for place in index.find(country.name) if place.precision == "country"}
    ]  # fmt: skip
    assert missing == []


def test_usa_is_the_country_first(index: PlaceIndex) -> None:
    assert index.find("USA")[0].precision == "country"


def test_every_own_region_and_installation_is_found(index: PlaceIndex) -> None:
    rows = read_own("regions.csv") + read_own("installations.csv")
    names = [name for row in rows for name in (row["name"], *filter(None, row["aliases"].split("|")))]
    assert [name for name in names if not index.find(name)] == []


def test_own_points_are_on_the_globe_and_in_known_countries() -> None:
    codes = {country.iso3 for country in read_countries().values()} | {""}
    for row in read_own("regions.csv") + read_own("installations.csv"):
        assert row["country"] in codes
        if row["latitude"]:
            assert abs(float(row["latitude"])) <= 90
            assert abs(float(row["longitude"])) <= 180
        else:
            assert row["ourairports"]


def test_demonyms_belong_to_known_countries(index: PlaceIndex) -> None:
    codes = {country.iso3 for country in read_countries().values()}
    assert {row["country"] for row in read_demonyms()} <= codes
    assert {row["kind"] for row in read_demonyms()} == {"adjective", "people"}
    found = [index.demonym(words) for words in ("Syrian", "Poles", "polish", "COLOMBIAN")]
    assert found == ["SYR", "POL", None, "COL"]


def test_first_level_areas_of_towns_are_linked(index: PlaceIndex) -> None:
    for name, country, area in (
        ("Latakia", "SYR", "Latakia"),
        ("Austin", "USA", "Texas"),
        ("Munich", "DEU", "Bavaria"),
    ):
        town = next(place for place in index.find(name, country) if place.precision == "city")
        assert town.admin1 in {place.id for place in index.find(area, country)}


def test_folding_drops_accents_marks_and_case() -> None:
    assert fold_name("Ma‘arrat an-Nu‘mān") == fold_name("MAARRAT AN NUMAN") == "maarrat an numan"
    assert fold_name("St. Louis") == "saint louis"
    assert fold_name("Łódź") == "lodz"


def test_articles_and_heads_are_dropped_only_where_a_name_is_left() -> None:
    assert drop_article("al qusayr") == "qusayr"
    assert drop_article("al ain") == "ain"
    assert drop_article("aleppo") is None
    assert strip_facility_head("shayrat air base") == "shayrat"
    assert strip_facility_head("base") is None


@pytest.mark.parametrize(
    ("one", "other"), [("sweida", "as suwayda"), ("douma", "duma"), ("khan sheikhoun", "khan shaykhun")]
)
def test_spellings_share_a_skeleton(one: str, other: str) -> None:
    assert make_skeleton(one) == make_skeleton(other) is not None


def test_the_index_is_read_only(index: PlaceIndex) -> None:
    with pytest.raises(sqlite3.OperationalError):
        index._connection.execute("DELETE FROM place")  # noqa: SLF001 - what is tested is the connection


def test_a_broken_index_says_what_to_do(tmp_path: Path) -> None:
    broken = tmp_path / "places-x.sqlite"
    broken.write_text("no database")
    with pytest.raises(KnowledgeError, match="Delete the file"):
        PlaceIndex(broken, "x")


def test_a_cache_folder_that_cannot_be_made_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setenv("ONRECORD_CACHE", str(file))
    monkeypatch.setattr("onrecord.knowledge.places_build.gather_places", lambda _report: [])
    with pytest.raises(KnowledgeError, match="ONRECORD_CACHE"):
        open_place_index()


def test_two_builders_at_once_leave_one_whole_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path))
    monkeypatch.setattr("onrecord.knowledge.places_build.gather_places", lambda _report: [])
    builders = [threading.Thread(target=_build) for _ in range(4)]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join()
    assert [file.name for file in tmp_path.iterdir()] == [places_index_path().name]
    assert open_place_index().find("Homs") == ()


def _build() -> None:
    open_place_index()


def test_the_hash_of_the_sources_names_the_file(index: PlaceIndex) -> None:
    assert index.hash == sources_hash()
    assert places_index_path().name == f"places-{sources_hash()}.sqlite"
