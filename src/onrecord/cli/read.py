"""`onrecord read`: read reports and print what is found in them."""

from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from onrecord.cli.listing import safe
from onrecord.cli.options import Input, Outlet, Published, Sources, find_reports
from onrecord.cli.reading import read_in_batches
from onrecord.exports.text import render_reading
from onrecord.records.encoding import encode_record


class ReadFormat(StrEnum):
    """How `read` prints a reading."""

    TEXT = "text"
    JSON = "json"


Format = Annotated[
    ReadFormat,
    typer.Option("--format", help="text for people; json is one reading a line, with all spans and reasons."),
]


def read(
    sources: Sources = None,
    *,
    input_file: Input = None,
    published: Published = None,
    outlet: Outlet = None,
    form: Format = ReadFormat.TEXT,
) -> None:
    """Read reports and print their statements, events, places and times.

    A source that cannot be read costs only itself: it is told on standard error, the rest is read, and
    the exit code is 2.
    """
    console = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
    with read_in_batches(find_reports(sources, input_file, published, outlet)) as readings:
        for number, reading in enumerate(readings):
            if form is ReadFormat.JSON:
                typer.echo(encode_record(reading))
            else:
                if number:
                    console.print()
                for line in render_reading(reading):
                    console.print(safe(line))
