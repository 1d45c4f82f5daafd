"""Readings of a stream of reports, a batch at a time, for every command that reads."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

import typer

from onrecord.cli.options import tell
from onrecord.cli.progress import index_progress
from onrecord.errors import InputError
from onrecord.pipeline import read_reports
from onrecord.records import Reading, Report
from onrecord.toolkit import Toolkit, load_toolkit

REPORTS_A_BATCH = 16
EXIT_BAD_INPUT = 2


@contextmanager
def read_in_batches(items: Iterable[Report | InputError]) -> Iterator[Iterator[Reading]]:
    """Give the readings of all reports in order; at the end, tell how many items failed, and exit with 2 if any did."""
    failures: list[Exception] = []
    yield _readings(iter(items), failures)
    if failures:
        count = len(failures)
        typer.secho(f"{count} source{'s' * (count > 1)} could not be read; see above.", file=sys.stderr)
        raise typer.Exit(EXIT_BAD_INPUT)


def _readings(items: Iterator[Report | InputError], failures: list[Exception]) -> Iterator[Reading]:
    toolkit: Toolkit | None = None
    while batch := list(islice(items, REPORTS_A_BATCH)):
        reports = []
        for item in batch:
            if isinstance(item, InputError):
                failures.append(item)
                tell(item)
            else:
                reports.append(item)
        if reports and toolkit is None:
            with index_progress() as progress:
                toolkit = load_toolkit(progress)
        if toolkit is not None:
            yield from _read_batch(reports, toolkit, failures)


def _read_batch(reports: list[Report], toolkit: Toolkit, failures: list[Exception]) -> Iterator[Reading]:
    """Yield the readings of one batch. A fault of ours on one report costs that report alone, and is told as ours."""
    try:
        yield from read_reports(reports, toolkit)
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the other reports are still read
        if len(reports) > 1:
            for report in reports:
                yield from _read_batch([report], toolkit, failures)
            return
        where = reports[0].given_id or reports[0].url or reports[0].title or reports[0].id
        advice = "This is a fault in onrecord, not in your file: please file it with the text that caused it."
        failure = InputError(where, f"reading failed with {type(error).__name__}: {error}", advice)
        failures.append(failure)
        tell(failure)
