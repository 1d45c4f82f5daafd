"""Scores whole readings against the exam: short reports with written expectations (tests/exam)."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord.evaluation.exam.checks import INFO, Check, Checker
from onrecord.evaluation.exam.entity_checks import check_entities
from onrecord.evaluation.exam.event_checks import check_events
from onrecord.evaluation.exam.expectations import Expectations, load_exam
from onrecord.evaluation.exam.place_checks import check_places
from onrecord.evaluation.exam.report_checks import check_report
from onrecord.evaluation.exam.statement_checks import check_statements
from onrecord.evaluation.exam.time_checks import check_times
from onrecord.evaluation.exam.view import ReadingView
from onrecord.evaluation.scores import Scores
from onrecord.records import Reading, Report

Read = Callable[[Report], Reading]

CHECKERS: tuple[Checker, ...] = (
    check_report,
    check_entities,
    check_statements,
    check_events,
    check_places,
    check_times,
)


def score_readings(gold: Path, read: Read, limit: int | None = None) -> Scores:
    """Return the share of expectations that are met, over the first `limit` reports of an exam folder.

    Each figure is a rate of one kind of expectation; `all` is over every one, `all-wire` and the like over
    the reports of that kind of text. Figures that begin with "info-" are measured but not part of `all`.
    A part of a finding is asked for only where the finding itself is there, so the rates of parts say
    nothing about what is missing. `events-participant-sane` counts each participant of each event.

    Raises:
        InputError: if the folder holds no exam, or a file of it is broken.

    """
    met: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    papers = load_exam(gold, limit)
    for paper in papers:
        for check in check_reading(read(paper.report), paper.expected):
            whole = () if check.figure.startswith(INFO) else ("all", f"all-{paper.expected.kind}")
            for figure in (check.figure, *whole):
                asked[figure] += 1
                met[figure] += check.is_met
    figures = {figure: met[figure] / asked[figure] for figure in sorted(asked)}
    return Scores(task="readings", gold=gold.name, documents=len(papers), figures=figures)


def list_failures(gold: Path, read: Read, limit: int | None = None) -> Iterator[str]:
    """Yield a line for each expectation that is not met: the report, the figure, the kind of failure, the detail.

    What is only measured ("info-") is among them.

    Raises:
        InputError: if the folder holds no exam, or a file of it is broken.

    """
    for paper in load_exam(gold, limit):
        for check in check_reading(read(paper.report), paper.expected):
            if not check.is_met:
                yield f"{paper.name}  {check.figure}  {check.failure}: {check.detail}"


def check_reading(reading: Reading, expected: Expectations) -> Iterator[Check]:
    """Yield everything that is checked in one reading."""
    view = ReadingView(reading)
    for check in CHECKERS:
        yield from check(view, expected)
