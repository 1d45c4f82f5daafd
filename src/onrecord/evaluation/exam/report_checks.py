"""Whether a report's title is right, its crumbs are skipped, and nothing of its prose is."""

from collections.abc import Iterator

from onrecord.evaluation.exam.checks import Check
from onrecord.evaluation.exam.expectations import Expectations
from onrecord.evaluation.exam.view import ReadingView
from onrecord.evaluation.exam.wording import is_within, simplify
from onrecord.records import SkippedSpan, Span


def check_report(view: ReadingView, expected: Expectations) -> Iterator[Check]:
    """Yield the checks of what is known about the report itself."""
    report = view.reading.report
    if expected.title is not None:
        is_right = report.title is not None and simplify(report.title) == simplify(expected.title)
        yield Check("title", is_right, "title wrong", f"got {report.title!r}, want {expected.title!r}")
    for line in expected.skipped:
        is_skipped = any(_covers(span, view.find(line)) for span in report.skipped)
        yield Check("skipped", is_skipped, "crumb not skipped", repr(line))
    skipped = [span.cut(view.text) for span in report.skipped]
    prose = [words for words in skipped if not _is_expected(words, expected.skipped)]
    yield Check("skipped", not prose, "prose skipped", f"got {prose}")


def _covers(skipped: SkippedSpan, line: Span) -> bool:
    return skipped.start <= line.start and line.end <= skipped.end


def _is_expected(words: str, lines: tuple[str, ...]) -> bool:
    return any(is_within(words, line) or is_within(line, words) for line in lines)
