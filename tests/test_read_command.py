"""The commands `read`, `add` and `evaluate` as a person at a terminal uses them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner, Result

from onrecord.cli.app import app
from onrecord.errors import OnrecordError
from onrecord.records import Reading

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
WIRE = str(EXAMPLES / "wire.txt")


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin)


def test_text_output_tells_statements_events_places_and_times() -> None:
    result = run("read", WIRE, "--published", "2025-03-05", "--outlet", "Sahel Wire")
    assert result.exit_code == 0
    for heading in ("Statements", "Events", "Places", "Times"):
        assert heading in result.stdout
    assert result.stdout.startswith("Gunmen kill soldiers in ambush")
    assert "\x1b[" not in result.stdout


def test_json_output_is_one_reading_a_line() -> None:
    result = run("read", WIRE, str(EXAMPLES / "culture.txt"), "--format", "json")
    readings = [msgspec.json.decode(line, type=Reading) for line in result.stdout.splitlines()]
    assert [reading.report.text for reading in readings] == [
        Path(WIRE).read_text("utf-8"),
        (EXAMPLES / "culture.txt").read_text("utf-8"),
    ]


def test_json_lines_keep_their_order_and_their_ids(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    lines = [
        {"id": number, "text": f"Police arrested {number + 2} people in Lima.", "published": "2024-01-05"}
        for number in range(40)
    ]
    file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    result = run("read", "--input", str(file), "--format", "json")
    assert result.exit_code == 0
    assert [json.loads(line)["report"]["given_id"] for line in result.stdout.splitlines()] == list(map(str, range(40)))


def test_standard_input_is_a_source() -> None:
    result = run("read", "-", "--format", "json", stdin="The governor of Idlib resigned on Friday.")
    assert json.loads(result.stdout)["report"]["text"] == "The governor of Idlib resigned on Friday."


def test_a_bad_source_costs_only_itself(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    missing = tmp_path / "missing.txt"
    result = run("read", str(empty), WIRE, str(missing), "--format", "json")
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) == 1
    assert "empty.txt" in result.stderr
    assert "missing.txt" in result.stderr
    assert "2 sources could not be read" in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "binary"),
        ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        ("page.html", b"<html><head><title>x</title></head><body><nav>Home</nav></body></html>", "article"),
        ("many.jsonl", b'{"id": 1, "text": "Police arrested six men in Lima."}\n{"id": 2, "text": \n', "line 2"),
    ],
)
def test_bad_files_are_told_with_name_and_reason(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    result = run("read", str(file))
    assert result.exit_code == 2
    assert name in result.stderr
    assert said in result.stderr


def test_an_unreadable_date_is_refused_with_what_is_allowed() -> None:
    result = run("read", WIRE, "--published", "soon")
    assert isinstance(result.exception, OnrecordError)
    assert "2024-12-13" in str(result.exception)


def test_reading_nothing_is_refused() -> None:
    assert isinstance(run("read").exception, OnrecordError)


def test_an_error_of_ours_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "onrecord", "events", "--record", str(tmp_path / "none.record")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr


def test_adding_twice_changes_nothing(tmp_path: Path) -> None:
    record = str(tmp_path / "mali.record")
    first = run("add", WIRE, "--published", "2025-03-05", "--record", record)
    again = run("add", WIRE, "--published", "2025-03-05", "--record", record)
    assert "1 added" in first.stdout
    assert "1 unchanged" in again.stdout


def test_help_loads_no_model_and_no_page_reader() -> None:
    code = "import sys, onrecord.cli.app; print([m for m in ('numpy', 'trafilatura', 'py3langid') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert done.stdout.strip() == "[]"


def test_evaluate_scores_a_treebank_of_our_own(tmp_path: Path) -> None:
    file = tmp_path / "own.conllu"
    rows = ["1\tPolice\tpolice\tNOUN\tNN\t_\t2\tnsubj\t_\t_", "2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No"]
    rows += ["3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_"]
    file.write_text("# newdoc id = a\n# text = Police left.\n" + "\n".join(rows) + "\n\n", "utf-8")
    result = run("evaluate", "parse", "--gold", str(file), "--format", "json")
    figures = json.loads(result.stdout)["figures"]
    assert figures["words"] == 1
    assert figures["LAS"] == 1


def test_half_a_surrogate_pair_costs_no_report(tmp_path: Path) -> None:
    file = tmp_path / "broken.jsonl"
    file.write_bytes(b'{"id": 1, "text": "Police in Lima \\ud83d arrested six men, the minister said."}')
    result = run("read", str(file), "--format", "json")
    assert result.exit_code == 0
    assert "\ud83d" in json.loads(result.stdout)["report"]["text"]
    assert run("read", str(file)).exit_code == 0
