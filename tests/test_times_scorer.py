"""The scorer of time expressions, on TimeML of our own and on a sample of the gold."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.evaluation.times import load_timeml, score_times
from onrecord.language.model import EnglishModel
from onrecord.lexicons.times import load_times_lexicon
from onrecord.records import Provenance, Reading, Reason, Report, Span, TimeExpression
from onrecord.stages.times import find_times

PROVENANCE = Provenance(code="test", lexicons="test", model="test", knowledge="test")
TIMEML = """<?xml version="1.0" ?>
<TimeML>
<DCT><TIMEX3 tid="t0" type="DATE" value="2021-03-09" functionInDocument="CREATION_TIME">March 9</TIMEX3></DCT>
<TEXT>
Miners &amp; drivers <EVENT eid="e1" class="OCCURRENCE">struck</EVENT> on
<TIMEX3 tid="t1" type="DATE" value="2021-03-08">Monday</TIMEX3> and will meet
<TIMEX3 tid="t2" type="DATE" value="2021-03-16">next Tuesday</TIMEX3>.
</TEXT>
</TimeML>
"""


def _time(start: int, end: int, value: str) -> TimeExpression:
    reason = Reason(stage="times", rule="test")
    return TimeExpression(
        id=f"ti-{start}", span=Span(start=start, end=end), type="DATE", value=value, basis="stated", because=(reason,)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "strike.tml").write_text(TIMEML, "utf-8")
    return tmp_path


def test_the_text_and_the_creation_time_are_taken_from_timeml(folder: Path) -> None:
    (article,) = load_timeml(folder)
    text = article.report.text
    assert text == "\nMiners & drivers struck on\nMonday and will meet\nnext Tuesday.\n"
    assert article.report.published_at == datetime(2021, 3, 9, tzinfo=UTC)
    assert [(text[time.start : time.end], time.value) for time in article.times] == [
        ("Monday", "2021-03-08"),
        ("next Tuesday", "2021-03-16"),
    ]


def test_each_figure_counts_what_it_says(folder: Path) -> None:
    def read(report: Report) -> Reading:
        first, second = report.text.index("Monday"), report.text.index("Tuesday")
        times = (
            _time(first, first + len("Monday"), "2021-03-08"),
            _time(second, second + len("Tuesday"), "2021-03-09"),
            _time(1, 7, "2021"),
        )
        return Reading(report=report, provenance=PROVENANCE, times=times)

    scores = score_times(folder, read)
    assert (scores.task, scores.documents) == ("times", 1)
    assert scores.figures == {
        "gold": 2,
        "found": 3,
        "relaxed-precision": 0.6667,
        "relaxed-recall": 1.0,
        "relaxed-f1": 0.8,
        "strict-f1": 0.4,
        "value-f1": 0.4,
        "type-f1": 0.8,
    }


def test_a_folder_without_timeml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no TimeML"):
        list(load_timeml(tmp_path))


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.tml").write_text("<TimeML><TEXT>", "utf-8")
    with pytest.raises(InputError, match=re.escape("broken.tml")):
        list(load_timeml(tmp_path))


@pytest.mark.gold
def test_times_of_aquaint_articles_are_found_and_resolved(gold: Path) -> None:
    model, lexicon = EnglishModel(), load_times_lexicon()

    def read(report: Report) -> Reading:
        paragraphs = [
            Span(start=match.start(), end=match.end()) for match in re.finditer(r"\S(?:.|\n(?!\s*\n))*", report.text)
        ]
        (parse,) = model.parse([report.text], [paragraphs])
        times, problems = find_times(report, parse, lexicon)
        assert not problems
        assert all(time.earliest is None or isinstance(time.earliest, date) for time in times)
        return Reading(report=report, provenance=PROVENANCE, times=times)

    figures = score_times(gold / "times" / "aquaint", read, limit=30).figures
    assert figures["relaxed-f1"] >= 0.9
    assert figures["strict-f1"] >= 0.8
    assert figures["value-f1"] >= 0.7
