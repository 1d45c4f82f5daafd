"""One answer of the exam: what was asked, whether it was met, and what to say where it was not."""

from collections.abc import Callable, Iterator

import msgspec

from onrecord.evaluation.exam.expectations import Expectations
from onrecord.evaluation.exam.view import ReadingView

INFO = "info-"
"""What the names of figures begin with that are measured but ask for nothing, so they stay out of the whole."""


class Check(msgspec.Struct, frozen=True):
    """One thing that was checked: the figure it counts in, and the kind and detail of the failure if not met."""

    figure: str
    is_met: bool
    failure: str
    detail: str


Checker = Callable[[ReadingView, Expectations], Iterator[Check]]
