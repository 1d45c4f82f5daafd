from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from made_readings import Draft, raid_reading
from onrecord.records import Reading
from onrecord.records.encoding import decode_record, encode_record
from onrecord.store import AnyFinding, Filter, Store, open_in_memory, open_store
from onrecord.store.folding import fold_name

ANY_TEXT = st.text(st.characters(), min_size=1, max_size=80)  # lone surrogates and control characters too


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "kept.record", create=True) if request.param == "file" else open_in_memory()
    with opened:
        yield opened


def test_what_was_added_is_read_back_equal(store: Store) -> None:
    reading = raid_reading()
    assert store.add(reading).state == "added"
    assert list(store.readings()) == [reading]


def test_adding_the_same_report_again_changes_nothing(store: Store) -> None:
    store.add(raid_reading())
    before = [one.finding.id for one in store.events(Filter())]
    assert store.add(raid_reading()).state == "unchanged"
    assert [one.finding.id for one in store.events(Filter())] == before
    assert len(list(store.reports(Filter()))) == 1


def test_a_changed_report_at_the_same_url_is_a_new_version_and_the_old_one_stays(store: Store) -> None:
    old, new = raid_reading(), raid_reading(more=" Corrected: eight traders died.")
    store.add(old)
    added = store.add(new)
    assert (added.state, added.replaces) == ("new-version", old.report.id)
    assert [one.finding.id for one in store.reports(Filter())] == [new.report.id]
    versions = {one.finding.id: one.superseded_by for one in store.reports(Filter(all_versions=True))}
    assert versions == {old.report.id: new.report.id, new.report.id: None}
    assert [one.report.id for one in store.readings()] == [new.report.id]
    found = store.finding(old.events[0].id)
    assert found is not None
    assert found.superseded_by == new.report.id


def test_an_old_version_that_is_added_again_does_not_come_back(store: Store) -> None:
    old, new = raid_reading(), raid_reading(more=" Corrected: eight traders died.")
    for reading in (old, new):
        store.add(reading)
    assert store.add(old).state == "unchanged"
    assert [one.finding.id for one in store.reports(Filter())] == [new.report.id]


def test_reports_without_a_url_are_never_versions_of_each_other(store: Store) -> None:
    store.add(raid_reading(url=None))
    assert store.add(raid_reading(url=None, more=" More.")).state == "added"
    assert len(list(store.reports(Filter()))) == 2


def test_a_reading_of_another_version_of_the_code_takes_the_place_of_the_old_one(store: Store) -> None:
    store.add(raid_reading(code="1.0"))
    newer = msgspec.structs.replace(raid_reading(code="1.1"), events=raid_reading().events[:1])
    assert store.add(newer).state == "reread"
    assert list(store.readings()) == [newer]
    assert [one.finding.id for one in store.events(Filter())] == [newer.events[0].id]
    assert store.finding(raid_reading().events[1].id) is None


def test_a_date_given_later_is_kept_and_one_left_out_later_is_not_lost(store: Store) -> None:
    text = "Bridge closed\nThe Tamba bridge was closed."
    undated, dated = Draft(text, published=None).reading(), Draft(text, published="2024-12-10").reading()
    store.add(undated)
    assert store.add(dated).state == "reread"
    assert store.add(undated).state == "unchanged"
    assert list(store.readings()) == [dated]


def test_findings_are_found_by_their_id_with_their_reading(store: Store) -> None:
    reading = raid_reading()
    store.add(reading)
    every: tuple[AnyFinding, ...] = (
        reading.report,
        *reading.events,
        *reading.statements,
        *reading.places,
        *reading.entities,
    )
    for finding in every:
        found = store.finding(finding.id)
        assert found is not None
        assert (found.finding, found.reading) == (finding, reading)
    assert store.finding("ev-000000000000") is None
    assert store.finding("' OR 1=1 --\ud800\0") is None


def _triggers(store: Store, **filters: object) -> list[str]:
    found = store.events(Filter(**filters))  # type: ignore[arg-type]
    return sorted(one.finding.trigger.cut(one.reading.report.text) for one in found)


@pytest.mark.parametrize(
    ("filters", "triggers"),
    [
        ({"actor": "northern front"}, ["killed anyone", "stormed"]),
        ({"actor": "NORTHERN"}, ["killed anyone", "stormed"]),
        ({"actor": "traders"}, ["killed nine"]),
        ({"actor": "100%"}, []),
        ({"actor": "orthern"}, []),
        ({"source": "bekwe"}, []),
        ({"type": "CONSULT"}, ["Talks"]),
        ({"status": "denied"}, ["killed anyone"]),
        ({"type": "CONSULT", "status": "denied"}, []),
        ({"place": "dar al mina"}, ["killed anyone", "killed nine", "stormed"]),
        ({"place": "geonames:Port Selwyn"}, ["Talks"]),
        ({"country": "NGA", "type": "CONSULT"}, ["Talks"]),
        ({"country": "SYR"}, []),
        ({"source": "ibekwe"}, ["killed nine"]),
        ({"source": "delta wire"}, ["killed nine"]),
        ({"source": "herald"}, ["Talks", "killed anyone", "killed nine", "stormed"]),
        ({"since": date(2024, 12, 8), "until": date(2024, 12, 8)}, ["killed nine", "stormed"]),
        ({"since": date(2024, 12, 9)}, []),
        ({"until": date(2024, 12, 7)}, []),
        ({"actor": "front", "status": "asserted", "since": date(2024, 12, 1)}, ["stormed"]),
    ],
)
def test_filters_choose_events(store: Store, filters: dict[str, object], triggers: list[str]) -> None:
    store.add(raid_reading())
    assert _triggers(store, **filters) == triggers


def test_filters_choose_statements_by_speaker_content_and_the_events_they_tell(store: Store) -> None:
    reading = raid_reading()
    store.add(reading)

    def sources(chosen: Filter) -> set[str]:
        return {one.finding.source[0].cut(one.reading.report.text) for one in store.statements(chosen)}

    assert sources(Filter(source="Ibekwe")) == {"Colonel Musa Ibekwe"}
    assert sources(Filter(source="Delta Wire")) == {"Delta Wire", "Colonel Musa Ibekwe"}
    assert sources(Filter(status="denied")) == {"The Northern Front"}
    assert sources(Filter(type="COMM", status="reported")) == {"Colonel Musa Ibekwe"}
    assert len(sources(Filter(since=date(2024, 12, 10)))) == 3  # no day of saying, so that of publication
    assert sources(Filter(until=date(2024, 12, 9))) == set()


def test_filters_choose_places_and_reports(store: Store) -> None:
    store.add(raid_reading())
    store.add(Draft("Rain in Kuppam\nIt rained in Kuppam.", outlet="Deccan Post").reading())
    assert [one.finding.name for one in store.places(Filter(actor="traders"))] == ["Dar al-Mina"]
    assert [one.finding.name for one in store.places(Filter(status="planned"))] == ["Port Selwyn"]
    assert [one.finding.outlet for one in store.reports(Filter(source="deccan"))] == ["Deccan Post"]
    assert [one.finding.outlet for one in store.reports(Filter(actor="Ibekwe"))] == ["Lakeside Herald"]
    assert [one.finding.outlet for one in store.reports(Filter(type="ASSAULT", status="planned"))] == []


def test_an_event_since_a_day_with_no_stated_end_reaches_every_later_window(store: Store) -> None:
    draft = Draft("Siege\nThe town has been besieged since May 3.")
    draft.time("May 3", "2024-05-03")
    draft.event("COERCE", "besieged", time=draft.times[0].id)
    reading = draft.reading()
    open_ended = msgspec.structs.replace(reading.events[0], latest=None)
    store.add(msgspec.structs.replace(reading, events=(open_ended,)))
    assert _triggers(store, since=date(2024, 9, 1)) == ["besieged"]
    assert _triggers(store, until=date(2024, 5, 2)) == []


def test_events_come_by_day_and_those_of_unknown_day_last(store: Store) -> None:
    for day in ("2024-03-05", "2024-03-01"):
        draft = Draft(f"March\nPolice marched in on {day}. Crowds rallied.", outlet=day)
        draft.event("MOBILIZE", "marched", time=draft.time(day, day))
        draft.event("PROTEST", "rallied")
        store.add(draft.reading())
    listed = [str(one.finding.earliest) for one in store.events(Filter())]
    assert listed == ["2024-03-01", "2024-03-05", "None", "None"]
    assert len(list(store.events(Filter(limit=2)))) == 2


def test_names_match_without_accents_apostrophes_and_hyphens() -> None:
    assert fold_name("Dara’a") == fold_name("DARAA")
    assert fold_name("Al-Hasakah") == fold_name("al Hasakah")
    assert fold_name("São Tomé") == "sao tome"
    assert fold_name(" — ") == "—"


def test_search_finds_inflected_words_in_title_and_text_best_first(store: Store) -> None:
    reading = raid_reading()
    store.add(reading)
    store.add(Draft("Harvest\nTraders praised the harvest.", outlet="Deccan Post").reading())
    assert [hit.report for hit in store.search("raids market")] == [reading.report.id]
    hit = store.search("nine trader")[0]
    assert {match.cut(hit.snippet) for match in hit.matches} == {"nine", "traders"}
    assert len(store.search("traders")) == 2
    assert len(store.search("traders", limit=1)) == 1
    assert store.search("nine traders harvest") == ()


def test_search_keeps_quoted_words_together(store: Store) -> None:
    store.add(raid_reading())
    assert store.search('"market of Dar"')
    assert not store.search('"of market Dar"')


def test_search_shows_only_the_newest_version(store: Store) -> None:
    store.add(raid_reading())
    new = raid_reading(more=" Corrected.")
    store.add(new)
    assert [hit.report for hit in store.search("stormed")] == [new.report.id]


@given(
    words=st.one_of(
        ANY_TEXT, st.sampled_from(['"', "a OR", "NEAR(a b)", "text:a", "a*", "^a", "-a", "a AND", "(", "{a}:b"])
    )
)
def test_any_words_can_be_searched_for(words: str) -> None:
    with open_in_memory() as store:
        store.add(raid_reading())
        assert isinstance(store.search(words), tuple)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=ANY_TEXT, outlet=st.none() | ANY_TEXT, url=st.none() | ANY_TEXT, actor=ANY_TEXT)
def test_any_text_is_kept_and_read_back_equal(text: str, outlet: str | None, url: str | None, actor: str) -> None:
    assume(fold_name(actor))
    draft = Draft(f"{text} {actor}", outlet=outlet, url=url)
    who = draft.entity(actor)
    draft.event("PROTEST", text, actors=[who], place=draft.place(actor))
    with open_in_memory() as store:
        store.add(draft.reading())
        assert list(store.readings()) == [draft.reading()]
        assert [one.finding for one in store.events(Filter(actor=actor))] == list(draft.reading().events)


def test_a_reading_with_half_a_surrogate_pair_survives_json() -> None:
    reading = Draft("Broken \ud83d emoji\nIt rained \U0001f327 all day.").reading()
    line = encode_record(reading)
    assert b"\n" not in line
    assert decode_record(line, Reading) == reading
    with pytest.raises(msgspec.MsgspecError):
        decode_record(line[:-1], Reading)
