import csv
import io
import json
from collections.abc import Sequence
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_readings import Draft, raid_reading
from onrecord.exports.explanations import days, explain, how_many
from onrecord.exports.files import EXPORTS, cell
from onrecord.exports.passages import Mark, find_passages
from onrecord.exports.rows import (
    EventRow,
    PlaceRow,
    ReportRow,
    Row,
    StatementRow,
    event_row,
    place_row,
    report_row,
    statement_row,
)
from onrecord.records import Entity, Event, PlaceMention, Range, Record, Size, Span, Statement, View
from onrecord.records.encoding import decode_record

LISTS: dict[str, tuple[type[Row], list[Row]]] = {
    "events": (EventRow, [event_row(raid_reading(), one) for one in raid_reading().events]),
    "statements": (StatementRow, [statement_row(raid_reading(), one) for one in raid_reading().statements]),
    "places": (PlaceRow, [place_row(raid_reading(), one) for one in raid_reading().places]),
    "reports": (ReportRow, [report_row(raid_reading())]),
}


def _written(export: str, form: type[Record], rows: Sequence[Record]) -> str:
    stream = io.StringIO(newline="")
    EXPORTS[export](rows, form, stream)
    return stream.getvalue()


def _read_back(export: str, content: str) -> list[dict[str, object]]:
    if export == "json":
        return [json.loads(line) for line in content.splitlines()]
    return list(csv.DictReader(io.StringIO(content, newline=""), strict=True))


# What every export does


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("export", EXPORTS)
def test_every_row_is_read_back_with_its_id_and_report(export: str, kind: str) -> None:
    form, rows = LISTS[kind]
    back = _read_back(export, _written(export, form, rows))
    assert [(one["id"], one["report"]) for one in back] == [(row.id, row.report) for row in rows]
    assert all(one["title"] == "Raid on Dar al-Mina market" for one in back)


@pytest.mark.parametrize("export", EXPORTS)
def test_breaks_tabs_quotes_and_commas_stay_inside_their_cell(export: str) -> None:
    outlet = 'The "Daily,\tPost"\r\nof\nKisoro; daily'
    row = report_row(Draft("Rain\nIt rained.", outlet=outlet).reading())
    assert [one["outlet"] for one in _read_back(export, _written(export, ReportRow, [row]))] == [outlet]


@pytest.mark.parametrize("export", EXPORTS)
def test_half_a_surrogate_pair_and_a_nul_are_written_as_utf_8(export: str) -> None:
    row = report_row(Draft("Rain\nIt rained.", outlet="Post\ud83d\0").reading())
    back = _read_back(export, _written(export, ReportRow, [row]).encode("utf-8").decode("utf-8"))
    assert back[0]["outlet"] == ("Post\ud83d\0" if export == "json" else "Post��")


@pytest.mark.parametrize("export", EXPORTS)
def test_no_rows_make_no_broken_file(export: str) -> None:
    assert _read_back(export, _written(export, EventRow, [])) == []


# JSON Lines


def test_json_lines_hold_the_whole_record() -> None:
    form, rows = LISTS["events"]
    for line, row in zip(_written("json", form, rows).splitlines(), rows, strict=True):
        assert decode_record(line, EventRow) == row
        assert json.loads(line)["record"]["id"] == row.id


# CSV


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "  =", " \t@"])
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(start: str) -> None:
    outlet = f"{start}HYPERLINK(1)"
    row = report_row(Draft("Rain\nIt rained.", outlet=outlet).reading())
    assert _read_back("csv", _written("csv", ReportRow, [row]))[0]["outlet"] == f"'{outlet}"


@given(st.text())
def test_no_text_cell_starts_a_formula(text: str) -> None:
    assert not cell(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_numbers_days_and_lists_have_one_form_in_csv() -> None:
    assert cell(-12.5) == "-12.5"
    assert cell(date(2024, 12, 8)) == "2024-12-08"
    assert cell(("a", "b")) == "a; b"
    assert cell(()) == ""
    assert cell(None) == ""


def test_csv_ends_lines_as_rfc_4180_says_and_names_its_columns() -> None:
    content = _written("csv", *LISTS["events"])
    assert content.startswith("id,report,title,")
    assert content.count("\r\n") == len(LISTS["events"][1]) + 1
    assert "record" not in content.split("\r\n", 1)[0].split(",")


# Rows


def test_an_event_row_names_what_its_ids_stand_for() -> None:
    reading = raid_reading()
    stormed, killed, denied, planned = (event_row(reading, one) for one in reading.events)
    assert (stormed.actors, stormed.place, stormed.country) == (("Northern Front",), "Dar al-Mina", "NGA")
    assert killed.recipients == ("traders",)
    assert killed.accounts == ("Delta Wire > Musa Ibekwe",)
    assert stormed.accounts == ("the report",)
    assert (denied.status, denied.earliest) == ("denied", None)
    assert planned.sentence == "Talks in Port Selwyn are planned."
    told = statement_row(reading, reading.statements[1])
    assert (told.through, told.syndication) == (("Delta Wire",), "Delta Wire")
    assert statement_row(reading, reading.statements[2]).syndication is None


def test_who_only_passes_an_event_on_is_no_account_of_it() -> None:
    reading = raid_reading()
    through, claim, _ = reading.statements
    views = (View(statement=claim.id, factuality="CT+"), View(statement=through.id, factuality="Uu"))
    passed_on = msgspec.structs.replace(reading.events[1], views=(*views, View(statement=None, factuality="Uu")))
    assert event_row(reading, passed_on).accounts == ("Delta Wire > Musa Ibekwe",)
    nobody = msgspec.structs.replace(passed_on, views=(View(statement=None, factuality="Uu"),))
    assert event_row(reading, nobody).accounts == ("the report",)


def test_an_open_end_of_a_size_stays_empty() -> None:
    draft = Draft("Flood\nThe flood drowned at least 12.")
    draft.event("ASSAULT", "drowned", size=Size(dead=Range(low=12)))
    row = event_row(draft.reading(), draft.events[0])
    assert (row.dead_low, row.dead_high, row.injured_low) == (12, None, None)


# Text for people


def test_numbers_and_days_are_told_no_more_exactly_than_stated() -> None:
    assert [how_many(*each) for each in ((12, 12), (9, 12), (12, None), (None, 5), (None, None))] == [
        "12",
        "9–12",
        "12+",
        "≤5",
        "",
    ]
    day = date(2024, 12, 8)
    assert [days(day, day), days(day, None), days(None, day), days(None, None)] == [
        "2024-12-08",
        "2024-12-08 – …",
        "… – 2024-12-08",
        "",
    ]


def test_a_month_and_a_year_are_not_told_as_days() -> None:
    assert days(date(2024, 1, 1), date(2024, 12, 31)) == "2024"
    assert days(date(2024, 2, 1), date(2024, 2, 29)) == "2024-02"
    assert days(date(2023, 1, 1), date(2024, 12, 31)) == "2023-01-01 – 2024-12-31"
    assert days(date(9999, 12, 1), date(9999, 12, 31)) == "9999-12"


def test_a_passage_marks_its_evidence_and_shows_the_sentences_around() -> None:
    draft = Draft("Head.\nOne came. Two went home. Three stayed. Four left.")
    reading = draft.reading()
    passages = find_passages(
        reading, [Mark("did", draft.span("went")), Mark("by", draft.span("Two")), Mark("to", draft.span("home"))]
    )
    assert [one.plain for one in passages] == ["One came. [by: Two] [did: went] [to: home]. Three stayed."]


def test_marks_that_lie_in_or_across_each_other_are_all_shown() -> None:
    draft = Draft("The mayor of Kisoro resigned today.")
    across = Span(start=draft.span("Kisoro").start, end=draft.span("resigned").end)
    marks = [Mark("by", draft.span("The mayor of Kisoro")), Mark("where", draft.span("Kisoro")), Mark("what", across)]
    (passage,) = find_passages(draft.reading(), marks)
    assert passage.plain.count("[") == passage.plain.count("]") == 3
    assert "where: Kisoro]" in passage.plain


def test_every_kind_of_finding_is_explained_with_its_id_passage_and_reason() -> None:
    reading = raid_reading()
    every: tuple[Event | Statement | PlaceMention | Entity, ...] = (*reading.events, *reading.statements)
    for finding in (*every, *reading.places, *reading.entities):
        told = "\n".join(line.plain for line in explain(reading, finding))
        assert finding.id in told
        assert "by-hand" in told
        assert "Passage" in told
        assert reading.report.id in told
        assert "code 1.0" in told
    told = "\n".join(line.plain for line in explain(reading, reading.events[1]))
    assert "Delta Wire > Musa Ibekwe: CT+" in told
    assert "[did: killed nine] [to: traders]" in told
    report = "\n".join(line.plain for line in explain(reading, reading.report))
    assert all(one.id in report for one in every)
