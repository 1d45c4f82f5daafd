"""`onrecord show`: one finding, the passage it comes from, and why it was made."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from onrecord.cli import listing
from onrecord.cli.incidents import incident_rows
from onrecord.errors import OptionError
from onrecord.exports.explanations import explain, explain_incident
from onrecord.records import Event, Statement
from onrecord.records.encoding import encode_record
from onrecord.store import Store, open_store


class ShowFormat(StrEnum):
    """How a finding is printed."""

    TEXT = "text"
    JSON = "json"


FindingId = Annotated[
    str,
    typer.Argument(metavar="ID", help="The id of an event, statement, place, report, entity or incident."),
]
Format = Annotated[
    ShowFormat, typer.Option("--format", help="text for people; json is the record itself, with all spans and reasons.")
]


def show(finding_id: FindingId, *, record: listing.RecordFile, show_format: Format = ShowFormat.TEXT) -> None:
    """Show one finding with its passage, its evidence marked, the chain of sources, and why it was made."""
    with open_store(record) as store:
        if finding_id.startswith("in-"):
            _show_incident(store, finding_id, record, show_format)
            return
        found = store.finding(finding_id)
        if found is None:
            raise _unknown(finding_id, record)
        if show_format is ShowFormat.JSON:
            sys.stdout.write(encode_record(found.finding).decode() + "\n")
            return
        if found.superseded_by:
            typer.echo(f"This is an older version of the report; {found.superseded_by} is newer.", err=True)
        _print(explain(found.reading, found.finding))


def _show_incident(store: Store, incident_id: str, record: Path, show_format: ShowFormat) -> None:
    row = next((row for row in incident_rows(store) if row.id == incident_id), None)
    if row is None:
        raise _unknown(incident_id, record)
    if show_format is ShowFormat.JSON:
        sys.stdout.write(encode_record(row.record).decode() + "\n")
        return
    found = [one for each in (*row.events, *row.disputed_by) if (one := store.finding(each)) is not None]
    told = [(one.reading, one.finding) for one in found if isinstance(one.finding, Event)]
    disputes = [(one.reading, one.finding) for one in found if isinstance(one.finding, Statement)]
    _print(explain_incident(row, told, disputes))


def _unknown(finding_id: str, record: Path) -> OptionError:
    advice = f"Take an id from a list such as `onrecord events --record {record}`."
    return OptionError(str(record), f"nothing has the id {finding_id}", advice)


def _print(lines: tuple[Text, ...]) -> None:
    console = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
    for line in lines:
        console.print(listing.safe(line))
