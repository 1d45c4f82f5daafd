"""Whether expected times are found, with the right TIMEX3 value."""

from collections.abc import Iterator

from onrecord.evaluation.exam.checks import Check
from onrecord.evaluation.exam.expectations import Expectations
from onrecord.evaluation.exam.view import ReadingView
from onrecord.evaluation.exam.wording import is_told_by


def check_times(view: ReadingView, expected: Expectations) -> Iterator[Check]:
    """Yield the checks of when it happened."""
    for time in expected.times:
        found = [one for one in view.reading.times if is_told_by(time.surface, one.span.cut(view.text))]
        yield Check("times-found", bool(found), "time missing", time.surface)
        if found:
            values = [one.value for one in found]
            is_right = not set(values).isdisjoint(time.value.split("|"))
            got = [f"{one.span.cut(view.text)} {one.value}" for one in found]
            yield Check("times-value", is_right, "time wrong value", f"{time.surface}: got {got}, want {time.value}")
