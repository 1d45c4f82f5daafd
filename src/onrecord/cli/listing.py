"""What the listing commands share: their options, and a list of rows as a table, JSON Lines or CSV."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias, TypeVar

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.errors import OptionError
from onrecord.exports.files import EXPORTS
from onrecord.knowledge.places_sources import read_countries
from onrecord.records import Record

WIDEST_PLAIN_TABLE = 100_000  # in a pipe no cell is wrapped or cut
# A terminal would act on control characters; UTF-8 has no lone surrogates.
_UNPRINTABLE = dict.fromkeys((*range(32), *range(127, 160), *range(0xD800, 0xE000)), "�")


class ListFormat(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


RecordFile = Annotated[
    Path, typer.Option("--record", metavar="FILE", help="The record, a file that `onrecord add` made.")
]
Actor = Annotated[
    str | None, typer.Option(metavar="NAME", help="Somebody who takes part: any words of the name, in any case.")
]
Type = Annotated[
    str | None, typer.Option("--type", metavar="TYPE", help="A type of event, such as ASSAULT or CONSULT.")
]
StatementKind = Annotated[
    str | None,
    typer.Option("--type", metavar="TYPE", help="COMM, PATT, FTV or CTRL, or the type of an event that is told."),
]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="On or after this day, as 2024-12-08.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="On or before this day.")]
Place = Annotated[str | None, typer.Option(metavar="NAME", help="Any words of a place's name, or its gazetteer id.")]
Country = Annotated[
    str | None, typer.Option(metavar="COUNTRY", help="Where: an ISO 3166 alpha-3 code such as SYR, or the name.")
]
Source = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Who says so: a speaker, the outlet or the agency; any words of the name."),
]
Status = Annotated[str | None, typer.Option(metavar="STATUS", help="The status of an event: reported, denied, ...")]
AllVersions = Annotated[
    bool, typer.Option("--all-versions", help="Also the older versions of reports that have changed.")
]
Limit = Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many rows.")]
Format = Annotated[
    ListFormat,
    typer.Option("--format", help="table for people; json is one object a line with everything; csv for spreadsheets."),
]

Cell: TypeAlias = str | Text
RowForm = TypeVar("RowForm", bound=Record)
Columns: TypeAlias = Mapping[str, Callable[[RowForm], Cell]]


def parse_day(option: str, value: str | None) -> date | None:
    """Return the day that `value` names, None if none is given; raises `OptionError` if it is no day."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise OptionError(option, f"“{value}” is no date", "Write it as 2024-12-08.") from error


def parse_choice(option: str, value: str | None, allowed: Sequence[str]) -> str | None:
    """Return the one of `allowed` that `value` names in any case; raises `OptionError` if there is none."""
    if value is None:
        return None
    for each in allowed:
        if each.casefold() == value.strip().casefold():
            return each
    raise OptionError(option, f"“{value}” is not known", f"Allowed are {', '.join(allowed)}.")


def parse_country(value: str | None) -> str | None:
    """Return the alpha-3 code of a country, given as that or by name; raises `OptionError` if there is none."""
    if value is None:
        return None
    for country in read_countries().values():
        if value.strip().casefold() in {country.iso3.casefold(), country.name.casefold()}:
            return country.iso3
    raise OptionError("--country", f"“{value}” is no country", "Give the ISO 3166 alpha-3 code, such as SYR.")


def print_rows(
    rows: Iterable[RowForm], row_form: type[RowForm], columns: Columns[RowForm], list_format: ListFormat
) -> None:
    """Print `rows`, a table with `columns` or a file format with everything; say so if there are none."""
    counted = _Counted(rows)
    if list_format is ListFormat.TABLE:
        print_table(counted, columns)
    else:
        if hasattr(sys.stdout, "reconfigure"):  # RFC 4180 has its own line ends, which Windows would double
            sys.stdout.reconfigure(newline="")
        EXPORTS[list_format.value](counted, row_form, sys.stdout)
    if not counted.count:
        typer.echo("Nothing in the record fits.", err=True)


def print_table(rows: Iterable[RowForm], columns: Columns[RowForm]) -> None:
    """Print a table: coloured and wrapped on a terminal, plain and one line a row in a pipe."""
    console = Console(highlight=False, markup=False, emoji=False)
    cells = [[_printable(make(row)) for make in columns.values()] for row in rows]
    if not cells:
        return
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in columns:
        table.add_column(name, overflow="fold", no_wrap=name == "id")
    for texts in cells:
        table.add_row(*texts)
    if console.is_terminal:
        console.print(table)
        return
    plain = Console(width=WIDEST_PLAIN_TABLE, color_system=None, highlight=False, markup=False, emoji=False)
    with plain.capture() as capture:
        plain.print(table)
    for line in capture.get().splitlines():
        typer.echo(line.rstrip())


def one_line(text: str | None) -> str:
    """Return `text` on one line, without what a terminal would act on."""
    return " ".join((text or "").split()).translate(_UNPRINTABLE)


def safe(text: Text) -> Text:
    """Return styled text without what a terminal would act on."""
    text = text.copy()
    text.plain = text.plain.translate(_UNPRINTABLE)
    return text


def listed(names: Iterable[str]) -> str:
    """Return names joined for a cell."""
    return ", ".join(names)


def status_text(status: str) -> Text:
    """Return a status in the colour that `onrecord read` gives it."""
    styles = {"asserted": "green", "reported": "green", "denied": "red", "negated": "red"}
    return Text(status, styles.get(status, "yellow"))


def _printable(cell: Cell) -> Text:
    return safe(cell) if isinstance(cell, Text) else Text(one_line(cell))


class _Counted(Iterable[RowForm]):
    """Rows that count themselves as they pass, so that a long list is never held whole."""

    def __init__(self, rows: Iterable[RowForm]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[RowForm]:
        for row in self._rows:
            self.count += 1
            yield row
