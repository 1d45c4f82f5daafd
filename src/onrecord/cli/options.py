"""The options that `read` and `add` share, and how sources become reports."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from onrecord.errors import InputError, OptionError
from onrecord.ingest import SourceSettings, parse_published, read_source
from onrecord.records import Report

Sources = Annotated[
    list[str] | None,
    typer.Argument(metavar="SOURCE...", help="A file (text, HTML, JSON Lines), a folder, or - for standard input."),
]
Input = Annotated[
    Path | None,
    typer.Option("--input", metavar="FILE.jsonl", help="Many reports: one JSON object a line, with text or html."),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="When the reports were published, as 2024-12-13 or 2024-12-13T09:30:00Z."),
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Who published the reports.")]


def find_reports(
    sources: Sequence[str] | None,
    input_file: Path | None,
    published: str | None,
    outlet: str | None,
) -> Iterator[Report | InputError]:
    """Return the reports of all sources in order, with an error in the place of each one that cannot be read.

    Raises:
        OptionError: if there is no source, or the date cannot be read.

    """
    if not sources and input_file is None:
        raise OptionError("SOURCE", "nothing to read was named", "Name a file, a folder, - or --input FILE.jsonl.")
    given = [*map(Path, sources or ()), *([input_file] if input_file else [])]
    settings = SourceSettings(published=parse_published(published) if published else None, outlet=outlet)
    return (report for source in given for report in read_source("-" if str(source) == "-" else source, settings))


def tell(error: Exception) -> None:
    """Print one error on standard error; reading goes on."""
    typer.secho(f"error: {error}", file=sys.stderr, fg=typer.colors.RED)
