"""Golden cases: a passage in our own words and what `onrecord read` prints of it."""

from pathlib import Path

import pytest

from onrecord.exports.text import render_reading
from onrecord.ingest import SourceSettings, parse_published, read_source
from onrecord.pipeline import read_report
from onrecord.records import Report
from onrecord.toolkit import Toolkit

CASES = sorted((Path(__file__).parent / "golden").glob("*.txt"))
RULE = "\n" + "-" * 40 + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_golden_case_reads_as_written(
    case: Path, toolkit: Toolkit, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    head, _, expected = case.read_text("utf-8").partition(RULE)
    date, _, passage = head.partition("\n\n")
    published = parse_published(date.removeprefix("published: ")) if date != "published: none" else None
    file = tmp_path / case.name
    file.write_text(passage, "utf-8")
    (report,) = read_source(file, SourceSettings(published=published))
    assert isinstance(report, Report)
    found = "".join(f"{line.plain}\n" for line in render_reading(read_report(report, toolkit)))
    if request.config.getoption("--update-golden"):
        case.write_text(head + RULE + found, "utf-8")
    else:
        assert found == expected
