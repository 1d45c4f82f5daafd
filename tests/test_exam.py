"""The gate of the exam (tests/exam), and the scorer it stands on."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from exam_floors import GUARDED, MARGIN, Floors, find_falls, hash_corpus, load_floors, pin_floors, write_floors
from made_readings import Draft, raid_reading
from onrecord.cli.app import app
from onrecord.errors import InputError, OptionError
from onrecord.evaluation.readings import list_failures, score_readings
from onrecord.pipeline import read_report
from onrecord.records import Range, Reading, Report, Size
from onrecord.toolkit import Toolkit

EXAM = Path(__file__).parent / "exam"
FLOORS = EXAM / "floors.toml"
REPIN = "say `pytest tests/test_exam.py --update-golden`"

RAID = """\
published = 2024-12-10
kind = "wire"
title = "Raid on Dar al-Mina market"
not_person = ["Dar al-Mina"]
apart = [["Northern Front", "Delta Wire"]]

[[entity]]
names = ["Colonel Musa Ibekwe"]
kind = "person"
country = "NGA"
country_implied = "TCD"
sectors = ["MIL|COP"]

[[statement]]
speaker = "officer|Ibekwe"
content = "had killed nine traders"
form = "indirect"
cue_class = "neutral"
chain = ["Delta Wire", "Ibekwe"]

[[statement]]
speaker = "Northern Front"
content = "it had killed anyone"

[[event]]
types = "ASSAULT"
trigger = "stormed"
in = "stormed the market"
actors = ["Front"]
place = "Dar al-Mina"
earliest = 2024-12-08
status = "asserted"
modes = "raid"

[[event]]
types = "ASSAULT|COERCE"
trigger = "killed"
in = "killed nine traders"
recipients = ["traders"]
status = "reported|alleged"

[[no_event]]
in = "it had killed anyone"
asserted = true

[[no_event]]
in = "denied"

[[place]]
surface = "Port Selwyn"
country = "NGA"
at = [4.8, 7.05]
use = "literal"
precision = "city"

[[time]]
surface = "December 8"
value = "2024-12-08"
"""

# ---- the gate


@pytest.mark.parametrize("part", ["dev", "held-out"])
def test_no_figure_of_the_exam_falls_below_its_floor(
    part: str, toolkit: Toolkit, request: pytest.FixtureRequest
) -> None:
    figures = score_readings(EXAM / part, lambda report: read_report(report, toolkit)).figures
    corpus, floors = hash_corpus(EXAM / part), load_floors(FLOORS)
    if request.config.getoption("--update-golden"):
        pinned = pin_floors(floors.get(part), corpus, figures, datetime.now(UTC).date())
        write_floors(FLOORS, {**floors, part: pinned})
        return
    assert part in floors, f"nothing is pinned for {part}; {REPIN}"
    assert floors[part].corpus == corpus, f"texts or expectations of {part} have changed; {REPIN}"
    falls = find_falls(floors[part], figures)
    assert not falls, f"{part} has fallen: {'; '.join(falls)}"


HELD = dict.fromkeys(GUARDED, 0.9)


def test_a_figure_under_its_floor_is_a_fall() -> None:
    floors = pin_floors(None, "abc", HELD, date(2025, 1, 1))
    assert floors.floors["all"] == pytest.approx(0.9 - MARGIN)
    assert find_falls(floors, HELD) == []
    assert find_falls(floors, HELD | {"places-found": 0.87}) == ["places-found: 0.87, floor 0.88"]


def test_a_figure_that_is_no_longer_measured_is_a_fall() -> None:
    floors = pin_floors(None, "abc", HELD, date(2025, 1, 1))
    del (left := dict(HELD))["times-value"]
    assert find_falls(floors, left) == ["times-value: None, floor 0.88"]


def test_pinning_again_raises_floors_but_lowers_none() -> None:
    floors = pin_floors(None, "abc", HELD, date(2025, 1, 1))
    again = pin_floors(floors, "abc", HELD | {"all": 0.5, "places-found": 1.0}, date(2025, 2, 2))
    assert again.floors == floors.floors | {"places-found": 0.98}
    assert again.pinned == date(2025, 2, 2)
    assert pin_floors(again, "abc", HELD, date(2025, 3, 3)) == again


def test_a_deleted_floor_or_a_changed_corpus_is_pinned_anew() -> None:
    floors = pin_floors(None, "abc", HELD, date(2025, 1, 1))
    without = Floors(floors.pinned, "abc", {name: floor for name, floor in floors.floors.items() if name != "all"})
    assert find_falls(without, HELD) == ["all: 0.9, floor None"]
    low = HELD | {"all": 0.5, "places-found": 0.6}
    assert pin_floors(without, "abc", low, date(2025, 2, 2)).floors == floors.floors | {"all": 0.48}
    changed = pin_floors(floors, "def", low, date(2025, 2, 2))
    assert changed.floors == floors.floors | {"all": 0.48, "places-found": 0.58}


def test_floors_are_written_and_read_back(tmp_path: Path) -> None:
    parts = {part: pin_floors(None, part, HELD, date(2025, 1, 1)) for part in ("dev", "held-out")}
    write_floors(tmp_path / "floors.toml", parts)
    assert load_floors(tmp_path / "floors.toml") == parts


def test_the_hash_sees_each_text_and_expectation(exam: Path) -> None:
    hashes = {hash_corpus(exam)}
    (exam / "raid.toml").write_text(RAID + "\n", "utf-8")
    hashes.add(hash_corpus(exam))
    (exam / "raid.txt").rename(exam / "raids.txt")
    hashes.add(hash_corpus(exam))
    assert len(hashes) == 3


# ---- the scorer


@pytest.fixture
def exam(tmp_path: Path) -> Path:
    (tmp_path / "raid.txt").write_text(raid_reading().report.text, "utf-8")
    (tmp_path / "raid.toml").write_text(RAID, "utf-8")
    return tmp_path


def always(reading: Reading) -> Callable[[Report], Reading]:
    return lambda _report: reading


def score(exam: Path, reading: Reading) -> dict[str, float]:
    return score_readings(exam, always(reading)).figures


def failures(exam: Path, reading: Reading) -> list[str]:
    """Return what is not met, without what is only measured."""
    return [line for line in list_failures(exam, always(reading)) if "  info-" not in line]


def with_event(number: int, **changes: object) -> Reading:
    """Return the raid with one of its events changed."""
    reading = raid_reading()
    events = list(reading.events)
    events[number] = msgspec.structs.replace(events[number], **changes)
    return msgspec.structs.replace(reading, events=tuple(events))


def test_a_reading_that_meets_everything_scores_one(exam: Path) -> None:
    scores = score_readings(exam, always(raid_reading()))
    assert (scores.task, scores.documents) == ("readings", 1)
    assert {name for name, figure in scores.figures.items() if figure != 1} == {"info-country-implied"}
    assert {"title", "skipped", "entities-one", "statements-chain", "places-point", "all-wire"} <= scores.figures.keys()


def test_what_is_for_information_stays_out_of_the_whole(exam: Path) -> None:
    figures = score(exam, raid_reading())
    assert figures["info-country-implied"] == 0
    assert figures["all"] == 1
    (line,) = list_failures(exam, always(raid_reading()))
    assert line.startswith("raid  info-country-implied  country implied only: Colonel Musa Ibekwe")


def test_a_missing_event_is_not_found_and_nothing_more_is_asked_of_it(exam: Path) -> None:
    reading = raid_reading()
    figures = score(exam, msgspec.structs.replace(reading, events=reading.events[1:]))
    assert figures["events-found"] == 0.5
    assert figures["events-type"] == figures["events-status"] == 1
    assert "events-actor" not in figures
    assert figures["all"] < 1


@pytest.mark.parametrize(
    ("figure", "change"),
    [
        ("events-type", {"type": "AID"}),
        ("events-status", {"status": "planned"}),
        ("events-place", {"place": None}),
        ("events-date", {"latest": date(2024, 12, 9)}),
        ("events-actor", {"actors": ()}),
        ("events-mode", {"modes": ()}),
    ],
)
def test_a_wrong_part_of_an_event_costs_its_own_figure(exam: Path, figure: str, change: dict[str, object]) -> None:
    figures = score(exam, with_event(0, **change))
    assert figures[figure] < 1
    assert figures["events-found"] == 1


def test_a_denied_event_told_as_a_fact_is_asserted(exam: Path) -> None:
    assert score(exam, with_event(2, status="asserted"))["events-unreal-not-asserted"] == 0
    assert score(exam, with_event(2, status="asserted", type="ACCUSE"))["events-unreal-not-asserted"] == 1


def test_a_statement_of_another_speaker_is_found_but_not_right(exam: Path) -> None:
    reading = raid_reading()
    told, claim, denial = reading.statements
    wrong = msgspec.structs.replace(denial, source=told.source, source_entity=told.source_entity)
    changed = msgspec.structs.replace(reading, statements=(told, claim, wrong))
    figures = score(exam, changed)
    assert figures["statements-found"] == 1
    assert figures["statements-speaker"] == 0.5
    (line,) = failures(exam, changed)
    assert line.startswith("raid  statements-speaker  statement wrong speaker: 'Northern Front'")


def test_a_chain_needs_its_links_in_order(exam: Path) -> None:
    reading = raid_reading()
    told, claim, denial = reading.statements
    loose = msgspec.structs.replace(claim, parent=None)
    assert score(exam, msgspec.structs.replace(reading, statements=(told, loose, denial)))["statements-chain"] == 0


def test_a_content_cut_short_is_told_from_a_missing_one(exam: Path) -> None:
    reading = raid_reading()
    told, claim, denial = reading.statements
    (span,) = denial.content
    short = msgspec.structs.replace(denial, content=(msgspec.structs.replace(span, end=span.end - 7),))
    (cut,) = failures(exam, msgspec.structs.replace(reading, statements=(told, claim, short)))
    (missing,) = failures(exam, msgspec.structs.replace(reading, statements=(told, claim)))
    assert "statement content cut short" in cut
    assert "statement missing" in missing


def test_a_place_is_missing_far_off_or_in_another_country(exam: Path) -> None:
    reading = raid_reading()
    mina, selwyn = reading.places
    far = msgspec.structs.replace(selwyn, latitude=6.8, country="CMR", use="metonymic")
    figures = score(exam, msgspec.structs.replace(reading, places=(mina, far)))
    assert {name for name in figures if figures[name] == 0} == {
        "info-country-implied",
        "places-country",
        "places-point",
        "places-use",
    }
    assert score(exam, msgspec.structs.replace(reading, places=(mina,)))["places-found"] == 0


def test_a_wrong_value_of_a_time_and_a_wrong_title_count(exam: Path) -> None:
    reading = raid_reading()
    (day,) = reading.times
    report = msgspec.structs.replace(reading.report, title=None)
    time = msgspec.structs.replace(day, value="2023-12-08")
    figures = score(exam, msgspec.structs.replace(reading, report=report, times=(time,)))
    assert figures["times-value"] == figures["title"] == 0
    assert figures["times-found"] == 1


def write_exam(folder: Path, draft: Draft, expected: str) -> Path:
    (folder / "one.txt").write_text(draft.report.text, "utf-8")
    (folder / "one.toml").write_text(f'published = 2024-12-10\nkind = "newspaper"\n{expected}', "utf-8")
    return folder


HARBOUR = (
    "Judge Lena Ortu ordered the harbour shut on Friday. The judge said that at least 12 dockers had been arrested by "
    "the coast guard. Ortu will hear the port company next week."
)


def test_one_person_under_two_entities_is_split(tmp_path: Path) -> None:
    exam = write_exam(tmp_path, Draft(HARBOUR), '[[entity]]\nnames = ["Lena Ortu", "Ortu will"]\nkind = "person"\n')
    whole, split = Draft(HARBOUR), Draft(HARBOUR)
    whole.entity("Lena Ortu", "Judge Lena Ortu", "Ortu will", kind="person")
    split.entity("Lena Ortu", "Judge Lena Ortu", kind="person")
    split.entity("Ortu", "Ortu will", kind="person")
    assert score(exam, whole.reading())["entities-one"] == 1
    assert score(exam, split.reading())["entities-one"] == 0
    assert "entity mention missing" in failures(exam, Draft(HARBOUR).reading())[0]


def test_a_description_may_stay_open_but_not_be_of_another_person(tmp_path: Path) -> None:
    exam = write_exam(tmp_path, Draft(HARBOUR), '[[entity]]\nnames = ["Lena Ortu"]\nopen = ["The judge"]\n')
    figures = {}
    for name, words in {"open": ("Lena Ortu",), "linked": ("Lena Ortu", "The judge")}.items():
        draft = Draft(HARBOUR)
        draft.entity("Lena Ortu", *words, kind="person")
        figures[name] = score(exam, draft.reading())
    other = Draft(HARBOUR)
    other.entity("Lena Ortu", kind="person")
    other.entity("coast guard", "The judge", "the coast guard", kind="person")
    assert figures["open"]["entities-descriptions"] == figures["linked"]["entities-descriptions"] == 1
    assert [figures[name]["info-descriptions-linked"] for name in ("open", "linked")] == [0, 1]
    assert score(exam, other.reading())["entities-descriptions"] == 0


def test_two_things_in_one_entity_are_not_apart(tmp_path: Path) -> None:
    exam = write_exam(tmp_path, Draft(HARBOUR), 'apart = [["the coast guard", "the port company"]]\n')
    apart, one = Draft(HARBOUR), Draft(HARBOUR)
    apart.entity("coast guard", "the coast guard")
    apart.entity("port company", "the port company")
    one.entity("coast guard", "the coast guard", "the port company")
    assert score(exam, apart.reading())["entities-apart"] == 1
    assert score(exam, one.reading())["entities-apart"] == 0


@pytest.mark.parametrize(
    ("arrested", "is_right"),
    [(Range(low=12), True), (Range(low=12, high=12), False), (Range(high=12), False), (None, False)],
)
def test_a_size_is_right_with_both_its_ends(tmp_path: Path, arrested: Range | None, *, is_right: bool) -> None:
    expected = '[[event]]\ntypes = "COERCE"\ntrigger = "arrested"\nin = "had been arrested"\narrested = "12..|13.."\n'
    draft = Draft(HARBOUR)
    draft.event("COERCE", "arrested", recipients=["dockers"], size=Size(arrested=arrested))
    assert score(write_exam(tmp_path, draft, expected), draft.reading())["events-size"] == is_right


def test_every_participant_must_make_sense_expected_or_not(tmp_path: Path) -> None:
    draft = Draft(HARBOUR)
    draft.time("Friday", "2024-12-06")
    draft.event("COERCE", "arrested", actors=["on Friday"], recipients=["least 12 dockers"])
    exam = write_exam(tmp_path, draft, "")
    assert score(exam, draft.reading())["events-participant-sane"] == 0.5
    lines = failures(exam, draft.reading())
    assert [
        kind for line in lines for kind in ("a time is a participant", "cut off at its amount") if kind in line
    ] == [
        "a time is a participant",
        "cut off at its amount",
    ]


def test_prose_that_is_skipped_counts_against_the_report(tmp_path: Path) -> None:
    text = f"Share this page\n\n{HARBOUR}"
    exam = write_exam(tmp_path, Draft(text), 'skipped = ["Share this page"]\n')
    assert score(exam, Draft(text).reading())["skipped"] == 0.5
    report = Draft(text).report
    spans = [{"start": 0, "end": 15, "why": "made"}, {"start": 20, "end": 60, "why": "made"}]
    skipping = msgspec.convert(msgspec.to_builtins(report) | {"skipped": spans}, Report)
    reading = msgspec.structs.replace(Draft(text).reading(), report=skipping)
    (line,) = failures(exam, reading)
    assert "prose skipped" in line


def test_only_the_first_reports_are_read(exam: Path) -> None:
    (exam / "market.txt").write_text(HARBOUR, "utf-8")
    (exam / "market.toml").write_text('published = 2024-12-10\nkind = "newspaper"\n', "utf-8")
    seen: list[str] = []

    def read(report: Report) -> Reading:
        seen.append(report.text)
        return Draft(report.text).reading()

    scores = score_readings(exam, read, 1)
    assert scores.documents == 1
    assert seen == [HARBOUR]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('speakers = "x"', "unknown field `speakers`"),
        ('[[event]]\ntypes = "ATTACK"\ntrigger = "x"\nin = "x"', "'ATTACK' is none of AGREE"),
        ('[[event]]\ntypes = "AID"\ntrigger = "x"\nin = "x"\nstatus = "real"', "'real' is none of asserted"),
        ('[[event]]\ntypes = "AID"\ntrigger = "x"\nin = "x"\ndead = "9"', "'9' is no range"),
        ('[[event]]\ntypes = "AID"\ntrigger = "x"\nin = "x"\nlatest = 2024-12-08', "`latest` needs `earliest`"),
        ("[[entity]]\nnames = []", "at least one name"),
        ('skipped = ["Words of no such text"]', "'Words of no such text' is not in the text"),
        ("title = ", "Invalid value"),
    ],
)
def test_a_broken_expectation_is_refused_with_its_file(exam: Path, line: str, problem: str) -> None:
    (exam / "raid.toml").write_text(f'published = 2024-12-10\nkind = "wire"\n{line}\n', "utf-8")
    with pytest.raises(InputError) as error:
        score(exam, raid_reading())
    assert error.value.where.endswith("raid.toml")
    assert problem in error.value.problem


@pytest.mark.parametrize("missing", ["raid.txt", "raid.toml"])
def test_half_of_a_pair_is_refused(exam: Path, missing: str) -> None:
    (exam / missing).unlink()
    with pytest.raises(InputError, match=missing):
        score(exam, raid_reading())


def test_a_folder_without_an_exam_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no reports with expectations"):
        score(tmp_path, raid_reading())


# ---- the command


def test_the_command_prints_figures_or_lists_failures(tmp_path: Path) -> None:
    expected = 'title = "No such headline"\n[[time]]\nsurface = "Friday"\nvalue = "2024-12-06"\n'
    ferry = "The ferry to the northern islands left the old harbour on Friday. Most passengers wore warm clothes."
    exam = write_exam(tmp_path, Draft(ferry), expected)
    arguments = ["evaluate", "readings", "--gold", str(exam)]
    figures = CliRunner().invoke(app, [*arguments, "--format", "json"])
    assert msgspec.json.decode(figures.stdout)["figures"]["times-value"] == 1
    listed = CliRunner().invoke(app, [*arguments, "--failures"])
    (line,) = listed.stdout.splitlines()
    assert line.startswith("one  title  title wrong: got ")


@pytest.mark.parametrize("arguments", [["times"], ["readings", "--format", "json"]])
def test_failures_are_listed_for_readings_and_for_people_only(arguments: list[str]) -> None:
    result = CliRunner().invoke(app, ["evaluate", *arguments, "--gold", ".", "--failures"])
    assert isinstance(result.exception, OptionError)
    assert result.exception.where == "--failures"
