import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from made_readings import Draft, raid_reading
from onrecord.cli.events import list_events
from onrecord.cli.incidents import list_incidents
from onrecord.cli.places import list_places
from onrecord.cli.reports import list_reports
from onrecord.cli.search import search
from onrecord.cli.show import show
from onrecord.cli.statements import list_statements
from onrecord.errors import OnrecordError, OptionError, StoreError
from onrecord.records import Reading
from onrecord.store import open_store

# The same functions as in onrecord.cli.app, without the commands that load the language model.
app = typer.Typer()
app.command("events")(list_events)
app.command("statements")(list_statements)
app.command("places")(list_places)
app.command("reports")(list_reports)
app.command("incidents")(list_incidents)
app.command()(show)
app.command()(search)

LISTS = ("events", "statements", "places", "reports", "incidents")


def _keep(path: Path, *readings: Reading) -> Path:
    with open_store(path, create=True) as store:
        for reading in readings:
            store.add(reading)
    return path


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return _keep(tmp_path / "kept.record", raid_reading())


def _run(record: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(app, [*arguments, "--record", str(record)])
    if isinstance(result.exception, OnrecordError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.parametrize("command", LISTS)
def test_a_table_in_a_pipe_is_plain_with_a_line_for_each_row_and_its_id(record: Path, command: str) -> None:
    lines = _run(record, command).stdout.splitlines()
    rows = [json.loads(line) for line in _run(record, command, "--format", "json").stdout.splitlines()]
    assert len(lines) == len(rows) + 1
    for line, row in zip(lines[1:], rows, strict=True):
        assert line.endswith(row["id"])
    assert "\x1b" not in "".join(lines)


@pytest.mark.parametrize("command", LISTS)
def test_csv_and_json_tell_the_same_rows(record: Path, command: str) -> None:
    table = list(csv.DictReader(io.StringIO(_run(record, command, "--format", "csv").stdout, newline="")))
    objects = [json.loads(line) for line in _run(record, command, "--format", "json").stdout.splitlines()]
    assert [row["id"] for row in table] == [row["id"] for row in objects]
    assert all("record" in row for row in objects)


@pytest.mark.parametrize("command", LISTS)
def test_every_listed_id_can_be_shown(record: Path, command: str) -> None:
    for line in _run(record, command, "--format", "json").stdout.splitlines():
        row = json.loads(line)
        assert row["id"] in _run(record, "show", row["id"]).stdout
        shown = json.loads(_run(record, "show", row["id"], "--format", "json").stdout)
        assert shown == row["record"]


@pytest.mark.parametrize("command", LISTS[:-1])
def test_nothing_found_is_a_friendly_line_on_standard_error(record: Path, command: str) -> None:
    result = _run(record, command, "--place", "Atlantis")
    assert result.stdout == ""
    assert result.stderr == "Nothing in the record fits.\n"


def test_filters_reach_the_store(record: Path) -> None:
    def words(*options: str) -> list[str]:
        return [
            json.loads(line)["words"]
            for line in _run(record, "events", "--format", "json", *options).stdout.splitlines()
        ]

    assert words("--actor", "front", "--type", "assault", "--status", "DENIED") == ["killed anyone"]
    assert words("--since", "2024-12-08", "--until", "2024-12-08", "--country", "nigeria") == ["stormed", "killed nine"]
    assert words("--source", "Ibekwe", "--limit", "1") == ["killed nine"]


def test_older_versions_are_listed_only_when_asked_for(tmp_path: Path) -> None:
    record = _keep(tmp_path / "kept.record", raid_reading(), raid_reading(more=" Corrected."))
    assert len(_run(record, "reports").stdout.splitlines()) == 2
    assert len(_run(record, "reports", "--all-versions").stdout.splitlines()) == 3
    assert "is newer" in _run(record, "show", raid_reading().report.id).stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("events", "--type", "BATTLE"), "AGREE, CONSULT"),
        (("events", "--status", "perhaps"), "asserted, reported"),
        (("statements", "--type", "SPEECH"), "COMM, PATT"),
        (("events", "--since", "8 December"), "2024-12-08"),
        (("reports", "--until", "2024-13-01"), "is no date"),
        (("places", "--country", "Atlantis"), "alpha-3"),
        (("show", "ev-000000000000"), "nothing has the id"),
        (("show", "in-000000000000"), "nothing has the id"),
    ],
)
def test_a_value_that_is_not_allowed_is_told_with_what_is(
    record: Path, arguments: tuple[str, ...], message: str
) -> None:
    with pytest.raises(OptionError, match=message):
        _run(record, *arguments)


@pytest.mark.parametrize("command", [*LISTS, "search", "show"])
def test_a_missing_record_is_told_by_every_command(tmp_path: Path, command: str) -> None:
    arguments = [command, "something"] if command in {"search", "show"} else [command]
    with pytest.raises(StoreError, match="there is no such record"):
        _run(tmp_path / "none.record", *arguments)


def test_show_tells_the_passage_the_chain_and_why(record: Path) -> None:
    told = _run(record, "show", raid_reading().events[1].id).stdout
    told_by = "[told by: Colonel Musa Ibekwe] told [told by: Delta Wire] that the raiders"
    assert f"{told_by} had [did: killed nine] [to: traders]." in told
    assert "Delta Wire > Musa Ibekwe: CT+" in told
    assert "made: by-hand  0.90" in told
    assert "Lakeside Herald · 2024-12-10 (given) · https://herald.example/raid" in told


def test_show_tells_the_origins_of_an_incident_and_who_disputes_it(record: Path) -> None:
    (row,) = [
        json.loads(line)
        for line in _run(record, "incidents", "--format", "json").stdout.splitlines()
        if '"disputed_by":["' in line
    ]
    told = _run(record, "show", row["id"]).stdout
    assert raid_reading().statements[2].id in told
    assert "Origins" in told
    assert "Northern Front: it had killed anyone" in told
    assert "days-agree" in told


def test_search_marks_the_words_in_their_passage(record: Path) -> None:
    result = _run(record, "search", "raiders", "traders")
    assert "Raid on Dar al-Mina market" in result.stdout.splitlines()[0]
    assert "[raiders] had killed nine [traders]" in result.stdout
    assert raid_reading().report.id in result.stdout
    assert (
        json.loads(_run(record, "search", "raiders", "--format", "json").stdout)["report"] == raid_reading().report.id
    )


def test_search_that_finds_nothing_says_so(record: Path) -> None:
    assert _run(record, "search", "zeppelin").stderr == "No report holds these words.\n"
    assert _run(record, "search", '"', "AND").stdout == ""


def test_what_a_terminal_would_act_on_is_not_printed(tmp_path: Path) -> None:
    draft = Draft("Fire\x1b[2J\nCrowds rallied \x1b]0;owned\x07 here.", outlet="Post\x1b[31m\ud800")
    draft.event("PROTEST", "rallied \x1b]0;owned\x07")
    record = _keep(tmp_path / "kept.record", draft.reading())
    for arguments in (
        ("events",),
        ("reports",),
        ("incidents",),
        ("show", draft.events[0].id),
        ("show", draft.report.id),
        ("search", "rallied"),
    ):
        assert "\x1b" not in _run(record, *arguments).stdout


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_a_table_on_a_narrow_terminal_is_coloured_and_loses_no_word(record: Path) -> None:
    script = (
        "from pathlib import Path; from onrecord.cli.events import list_events\n"
        f"list_events(record=Path({str(record)!r}))"
    )
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"}
    environment.pop("NO_COLOR", None)
    subprocess.run([sys.executable, "-c", script], stdout=theirs, env=environment, check=True)
    os.close(theirs)
    printed = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "\x1b[" in printed
    for event in raid_reading().events:
        assert event.id in printed
