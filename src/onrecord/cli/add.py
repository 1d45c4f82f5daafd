"""`onrecord add`: read reports and keep them in a record."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.options import Input, Outlet, Published, Sources, find_reports
from onrecord.cli.reading import read_in_batches
from onrecord.store import open_store

RecordFile = Annotated[
    Path,
    typer.Option("--record", metavar="FILE", help="The record, one SQLite file; made if it is not there."),
]


def add(
    sources: Sources = None,
    *,
    record: RecordFile,
    input_file: Input = None,
    published: Published = None,
    outlet: Outlet = None,
) -> None:
    """Read reports and keep their readings in a record; adding a report again changes nothing."""
    outcomes: Counter[str] = Counter()
    reports = find_reports(sources, input_file, published, outlet)
    with open_store(record, create=True) as store, read_in_batches(reports) as readings:
        for reading in readings:
            added = store.add(reading)
            outcomes[added.state] += 1
        counted = ", ".join(f"{count} {state}" for state, count in sorted(outcomes.items())) or "nothing added"
        typer.echo(f"{record}: {counted}")
