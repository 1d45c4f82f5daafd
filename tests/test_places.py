"""Places in texts: found, told apart by use, resolved together, and left open where nothing tells."""

import re
from pathlib import Path

import pytest

from onrecord.evaluation.places import score_places
from onrecord.lexicons.places import PlaceRule, load_place_lexicon
from onrecord.records import PlaceMention, Reading, Report, Span, make_report_id
from onrecord.stages.mentions import find_mentions
from onrecord.stages.paragraphs import find_paragraphs
from onrecord.stages.places import find_places, resolve_places
from onrecord.toolkit import Toolkit

RULES = load_place_lexicon().rules
EXAMPLES = [(rule, text) for rule in RULES for text in rule.examples]
COUNTEREXAMPLES = [(rule, text) for rule in RULES for text in rule.counterexamples]


def read_places(text: str, toolkit: Toolkit) -> tuple[PlaceMention, ...]:
    report = Report(id=make_report_id(None, text), text=text)
    (parse,) = toolkit.model.parse([text], [find_paragraphs(report)])
    return find_places(report, parse, (), toolkit.places, toolkit.place_words)


def by_words(text: str, toolkit: Toolkit) -> dict[str, PlaceMention]:
    return {place.span.cut(text): place for place in read_places(text, toolkit)}


def unbracket(text: str) -> tuple[str, Span]:
    match = re.search(r"\[(.+?)\]", text)
    assert match is not None
    return text.replace("[", "").replace("]", ""), Span(start=match.start(), end=match.end() - 2)


@pytest.mark.parametrize(("rule", "text"), EXAMPLES, ids=[f"{rule.id}-{text[:24]}" for rule, text in EXAMPLES])
def test_every_rule_finds_its_examples(rule: PlaceRule, text: str, toolkit: Toolkit) -> None:
    plain, span = unbracket(text)
    assert (span, rule.use) in {(place.span, place.use) for place in read_places(plain, toolkit)}


@pytest.mark.parametrize(
    ("rule", "text"), COUNTEREXAMPLES, ids=[f"{rule.id}-{text[:24]}" for rule, text in COUNTEREXAMPLES]
)
def test_no_rule_finds_its_counterexamples(rule: PlaceRule, text: str, toolkit: Toolkit) -> None:
    plain, span = unbracket(text)
    assert (span, rule.use) not in {(place.span, place.use) for place in read_places(plain, toolkit)}


def test_a_facility_keeps_its_own_point_and_says_where_it_lies(toolkit: Toolkit) -> None:
    text = "Engineers repaired the runway of the Hmeimim Air Base southeast of Latakia in Syria."
    places = by_words(text, toolkit)
    base, anchor = places["Hmeimim Air Base"], places["Latakia"]
    assert base.place == "ourairports:OSLK"
    assert (base.latitude, base.longitude, base.precision) == (35.4011, 35.9487, "facility")
    assert base.relation is not None
    assert (base.relation.anchor, base.relation.bearing) == (anchor.id, "southeast")


def test_a_relative_place_has_an_anchor_and_a_distance_but_no_point(toolkit: Toolkit) -> None:
    text = "A patrol was attacked in a hamlet 70 km northeast of Maiduguri in Nigeria."
    places = read_places(text, toolkit)
    relative = next(place for place in places if place.precision == "relative")
    anchor = next(place for place in places if place.span.cut(text) == "Maiduguri")
    assert relative.span.cut(text) == "70 km northeast of Maiduguri"
    assert relative.relation is not None
    assert (relative.relation.anchor, relative.relation.bearing, relative.relation.distance_km) == (
        anchor.id,
        "northeast",
        70.0,
    )
    assert (relative.place, relative.latitude, relative.longitude) == (None, None, None)


def test_miles_become_kilometres(toolkit: Toolkit) -> None:
    text = "The depot stood 10 miles from Kandahar in Afghanistan."
    relations = [place.relation for place in read_places(text, toolkit) if place.precision == "relative"]
    assert [relation.distance_km for relation in relations if relation] == [16.1]


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("The mayor of Paris, Texas, opened the fair.", "Paris", "USA"),
        ("The prefect of Paris, France, opened the fair.", "Paris", "FRA"),
        ("Police in Tripoli, Lebanon, and in Beirut made arrests.", "Tripoli", "LBN"),
        ("Militias in Libya fought near Tripoli and Misrata.", "Tripoli", "LBY"),
        ("Floods hit Georgia and Alabama, and the governor spoke in Atlanta.", "Georgia", "USA"),
        ("Georgia and Armenia reopened a border post near Tbilisi.", "Georgia", "GEO"),
        ("Fighting spread from Homs to Sweida in southern Syria.", "Sweida", "SYR"),
    ],
)
def test_the_rest_of_the_text_says_which_place_is_meant(text: str, words: str, country: str, toolkit: Toolkit) -> None:
    assert by_words(text, toolkit)[words].country == country


def test_a_province_is_not_its_town_only_where_the_text_says_province(toolkit: Toolkit) -> None:
    town = by_words("Shells fell on Idlib in Syria.", toolkit)["Idlib"]
    province = by_words("Shells fell on Idlib province in Syria.", toolkit)["Idlib"]
    assert (town.precision, province.precision) == ("city", "province")


def test_a_sea_is_a_region_of_no_country(toolkit: Toolkit) -> None:
    sea = by_words("A tanker burned in the Red Sea off Yemen.", toolkit)["Red Sea"]
    assert (sea.precision, sea.country) == ("region", None)


def test_a_demonym_has_a_country_and_no_point(toolkit: Toolkit) -> None:
    demonym = by_words("Two Peruvian ministers resigned.", toolkit)["Peruvian"]
    assert (demonym.use, demonym.country, demonym.place, demonym.latitude) == ("modifier", "PER", None, None)


def test_an_unknown_village_stays_a_mention_without_a_place(toolkit: Toolkit) -> None:
    village = by_words("Gunmen burned houses in the village of Qorvandoosh on Friday.", toolkit)["Qorvandoosh"]
    assert (village.place, village.country, village.latitude, village.precision) == (None, None, None, None)


def test_text_all_in_capitals_is_read_alike(toolkit: Toolkit) -> None:
    text = "BOMBS WENT OFF IN LIMA AND IN AREQUIPA, AND COLOMBIAN TROOPS STAYED IN THE PROVINCE OF NARINO."
    places = by_words(text, toolkit)
    assert {"LIMA", "AREQUIPA", "COLOMBIAN", "NARINO"} == places.keys()
    assert (places["LIMA"].country, places["NARINO"].use, places["COLOMBIAN"].country) == ("PER", "literal", "COL")


def test_words_that_are_towns_elsewhere_are_no_places(toolkit: Toolkit) -> None:
    text = "Reading the report was nice. Most of the men split up, and Police blamed a Male driver. Of these, two died."
    assert read_places(text, toolkit) == ()


def test_a_surname_that_is_a_town_is_no_place(toolkit: Toolkit) -> None:
    text = "Judge Ellen Lincoln read the ruling. Lincoln then left the court."
    assert "Lincoln" not in by_words(text, toolkit)


def test_spans_cut_the_names_out_of_the_text(toolkit: Toolkit) -> None:
    text = "CAIRO (Reuters) — Talks moved from Cairo to Sharm el-Sheikh.\n\nThe “Zürich” plan failed in Côte d’Ivoire."
    for place in read_places(text, toolkit):
        assert place.span.cut(text).strip() == place.span.cut(text) != ""
    assert {"CAIRO", "Cairo", "Sharm el-Sheikh", "Côte d’Ivoire"} <= by_words(text, toolkit).keys()


def test_ids_are_unique_and_anchors_exist(toolkit: Toolkit) -> None:
    text = "Shelling 5 km south of Izium and 8 km from Izium in Ukraine went on. Izium lies in Kharkiv region."
    places = read_places(text, toolkit)
    ids = [place.id for place in places]
    assert len(ids) == len(set(ids)) == 7
    assert {place.relation.anchor for place in places if place.relation} <= set(ids)


def test_given_spans_are_resolved_as_they_stand(toolkit: Toolkit) -> None:
    text = "Aid reached Kyiv and then the town."
    report = Report(id=make_report_id(None, text), text=text)
    (parse,) = toolkit.model.parse([text], [find_paragraphs(report)])
    (place,) = resolve_places(report, parse, [Span(start=12, end=16)], toolkit.places, toolkit.place_words)
    assert place is not None
    assert (place.place, place.country) == ("geonames:703448", "UKR")


def read_fully(text: str, toolkit: Toolkit) -> dict[str, PlaceMention]:
    report = Report(id=make_report_id(None, text), text=text)
    (parse,) = toolkit.model.parse([text], [find_paragraphs(report)])
    mentions = find_mentions(report, parse, toolkit.names, toolkit.actors, toolkit.places)
    places = find_places(report, parse, mentions, toolkit.places, toolkit.place_words)
    return {place.span.cut(text): place for place in places}


def test_towns_that_the_model_takes_for_people_are_places_where_they_are_taken(toolkit: Toolkit) -> None:
    text = "Mali's army said that gunmen had seized Tessalit, Anefis and Tarkint, and later entered Almoustarat."
    places = read_fully(text, toolkit)
    assert {"Tessalit", "Anefis", "Tarkint", "Almoustarat"} <= places.keys()
    assert places["Tessalit"].country == "MLI"


def test_a_small_town_of_another_country_is_no_match_for_an_unknown_one(toolkit: Toolkit) -> None:
    places = read_fully("Rebels in Mali seized Tessalit and Ber before dawn.", toolkit)
    assert (places["Ber"].place, places["Ber"].country) == (None, None)


def test_an_unknown_town_with_a_common_tail_is_not_the_tail(toolkit: Toolkit) -> None:
    places = read_fully("Fighters took Zongwe Centre and Walikale in eastern Congo.", toolkit)
    assert "Centre" not in places
    assert places["Zongwe Centre"].place is None


def test_the_name_of_a_month_is_never_a_place(toolkit: Toolkit) -> None:
    assert by_words("Rain fell in Jan and again in Mar; on Dec 3 it stopped.", toolkit) == {}


def test_a_capital_in_a_frame_for_people_is_still_a_capital(toolkit: Toolkit) -> None:
    places = read_fully("Kigali denies arming the group, and Bamako, in a separate note, thanked Lome.", toolkit)
    assert {places[words].use for words in ("Kigali", "Bamako")} == {"metonymic"}


def test_a_union_of_states_acts_but_stands_on_no_map(toolkit: Toolkit) -> None:
    union = by_words("The European Union suspended its aid to the ministry.", toolkit)["European Union"]
    assert (union.use, union.place, union.country, union.latitude) == ("metonymic", None, None, None)


def test_an_armed_party_is_no_town(toolkit: Toolkit) -> None:
    places = read_fully("Officials said Hamas had refused the list. Hamas did not comment.", toolkit)
    assert "Hamas" not in places


def test_the_four_cities_of_a_list_are_all_places(toolkit: Toolkit) -> None:
    text = "Within days they had taken Hama, Homs, Dara’a and Suwayda from the Syrian army."
    assert {"Hama", "Homs", "Dara’a", "Suwayda"} <= read_fully(text, toolkit).keys()


@pytest.mark.gold
@pytest.mark.parametrize(
    ("name", "recognition", "end_to_end"),
    [("lgl.xml", 0.80, 0.47), ("GeoVirus.xml", 0.86, 0.80), ("geowebnews-dev.xml", 0.82, 0.64)],
)
def test_places_stay_as_good_as_they_were(
    name: str, recognition: float, end_to_end: float, toolkit: Toolkit, gold: Path
) -> None:
    def read(report: Report) -> Reading:
        (parse,) = toolkit.model.parse([report.text], [find_paragraphs(report)])
        places = find_places(report, parse, (), toolkit.places, toolkit.place_words)
        return Reading(report=report, provenance=toolkit.provenance, places=places)

    figures = score_places(gold / "places" / name, read, limit=15).figures
    assert figures["recognition-f1"] >= recognition
    assert figures["end-to-end-f1"] >= end_to_end
