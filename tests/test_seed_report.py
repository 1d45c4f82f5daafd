"""The report the project began with, read from the gold folder: what its reading must hold."""

from datetime import date
from pathlib import Path

import pytest

from onrecord.ingest import SourceSettings, parse_published, read_source
from onrecord.pipeline import read_report
from onrecord.records import Entity, Event, Reading, Report, Span, Statement
from onrecord.stages.chain import chain_of
from onrecord.toolkit import Toolkit

pytestmark = pytest.mark.gold


def read_seed(gold: Path, toolkit: Toolkit, published: str | None) -> Reading:
    settings = SourceSettings(published=parse_published(published) if published else None)
    (report,) = read_source(gold / "seed-report.txt", settings)
    assert isinstance(report, Report)
    return read_report(report, toolkit)


@pytest.fixture(scope="module")
def reading(gold: Path, toolkit: Toolkit) -> Reading:
    return read_seed(gold, toolkit, "2024-12-13")


def words(reading: Reading, span: Span) -> str:
    return span.cut(reading.report.text)


def speaker(reading: Reading, statement: Statement) -> str:
    names = {entity.id: entity.name for entity in reading.entities}
    return names.get(statement.source_entity or "", " ".join(words(reading, span) for span in statement.source))


def entity_of(reading: Reading, name: str) -> Entity:
    (found,) = [entity for entity in reading.entities if name in entity.name]
    return found


def events_at(reading: Reading, trigger: str) -> list[Event]:
    return [event for event in reading.events if words(reading, event.trigger) == trigger]


def place_names(reading: Reading, events: list[Event]) -> set[str]:
    places = {place.id: words(reading, place.span) for place in reading.places}
    return {places[event.place] for event in events if event.place}


def test_both_crumbs_are_skipped_and_the_title_is_found(reading: Reading) -> None:
    skipped = [words(reading, span).strip() for span in reading.report.skipped]
    assert skipped == ["West AsiaSyriaWorld News", "Back to top button"]
    assert reading.report.title is not None
    assert reading.report.title.startswith("Russia reports ongoing communication")


def test_bogdanov_is_one_person_with_his_office(reading: Reading) -> None:
    bogdanov = entity_of(reading, "Bogdanov")
    assert bogdanov.kind == "person"
    assert bogdanov.country == "RUS"
    assert "GOV" in bogdanov.sectors
    people = [entity.name for entity in reading.entities if entity.kind == "person"]
    assert sorted(people) == ["Bashar al-Assad", "Mikhail Bogdanov"]


def test_the_three_spellings_of_hts_are_one_armed_group(reading: Reading) -> None:
    spans = {mention.id: words(reading, mention.span) for mention in reading.mentions}
    (group,) = [entity for entity in reading.entities if "HTS" in map(spans.get, entity.mentions)]
    spellings = {spans[mention] for mention in group.mentions}
    assert {"Hay’at Tahrir al-Sham", "Hayat Tahrir al-Sham", "HTS"} <= spellings
    assert group.kind == "group"
    assert {"REB", "UAF"} & set(group.sectors)


def test_keeping_the_bases_is_told_by_bogdanov_through_interfax(reading: Reading) -> None:
    chains = [chain_of(statement, reading.statements) for statement in reading.statements]
    hops = [[speaker(reading, hop) for hop in chain] for chain in chains]
    assert any("Interfax" in names[0] and "Bogdanov" in names[-1] for names in hops if len(names) > 1)


def test_the_direct_quotation_about_the_bases_is_bogdanovs(reading: Reading) -> None:
    direct = [one for one in reading.statements if one.form == "direct"]
    about = [one for one in direct if any("military bases remain" in words(reading, span) for span in one.content)]
    assert [speaker(reading, one) for one in about] == ["Mikhail Bogdanov"]


def test_hopes_and_intentions_never_happened(reading: Reading) -> None:
    classes = {one.cue_class for one in reading.statements}
    assert "desire" in classes
    for sentence in reading.sentences:
        text = words(reading, sentence.span)
        if "hopes" in text or "intends" in text or "intention" in text:
            inside = [event for event in reading.events if sentence.span.covers(event.trigger)]
            assert all(event.status in ("hoped", "planned", "expected", "promised") for event in inside)


def test_the_offensive_is_an_assault_on_two_places_on_its_day(reading: Reading) -> None:
    offensive = [event for event in events_at(reading, "offensive") if event.type == "ASSAULT"]
    assert {event.earliest for event in offensive} == {date(2024, 11, 27)}
    named = place_names(reading, offensive) | {
        words(reading, one.span) for event in offensive for one in event.recipients
    }
    assert any("Aleppo" in name for name in named)
    assert any("Idlib" in name for name in named)


def test_four_cities_are_taken(reading: Reading) -> None:
    taken = [event for event in events_at(reading, "capturing") if event.type == "COERCE"]
    assert place_names(reading, taken) == {"Hama", "Homs", "Dara’a", "Suwayda"}
    assert {event.status for event in taken} == {"asserted"}


def test_damascus_is_entered_on_its_day(reading: Reading) -> None:
    (entry,) = events_at(reading, "entered")
    assert place_names(reading, [entry]) == {"Damascus"}
    assert entry.earliest == entry.latest == date(2024, 12, 8)


def test_the_bases_are_on_the_map_in_syria(reading: Reading) -> None:
    tartus = [place for place in reading.places if words(reading, place.span) == "Tartus"]
    hmeimim = [place for place in reading.places if words(reading, place.span).startswith("Hmeimim")]
    assert tartus
    assert hmeimim
    for place in (*tartus, *hmeimim):
        assert place.country == "SYR"
        assert place.latitude == pytest.approx(35.1, abs=0.5)
        assert place.longitude == pytest.approx(35.9, abs=0.2)


def test_moscow_is_metonymic(reading: Reading) -> None:
    assert {place.use for place in reading.places if words(reading, place.span) == "Moscow"} == {"metonymic"}


def test_a_date_without_year_takes_it_from_the_publication_date_only(
    reading: Reading, gold: Path, toolkit: Toolkit
) -> None:
    values = {words(reading, time.span): time.value for time in reading.times}
    assert values["November 27"] == "2024-11-27"
    undated = read_seed(gold, toolkit, None)
    values = {words(undated, time.span): time.value for time in undated.times}
    assert values["November 27"] == "XXXX-11-27"
    assert any("publi" in problem.detail for problem in undated.problems)
