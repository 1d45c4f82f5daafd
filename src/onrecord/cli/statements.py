"""`onrecord statements`: who said what, and through whom it reached the report."""

from typing import get_args

from onrecord.cli import listing
from onrecord.cli.listing import ListFormat, parse_choice, parse_country, parse_day, print_rows
from onrecord.exports.explanations import days
from onrecord.exports.rows import StatementRow, statement_row
from onrecord.records.findings import EventType, StatementType
from onrecord.records.findings import Status as EventStatus
from onrecord.store import Filter, open_store

COLUMNS: listing.Columns[StatementRow] = {
    "when": lambda row: days(row.said_earliest, row.said_latest) or row.said_on or "",
    "published": lambda row: str(row.published_on or ""),
    "who": lambda row: row.speaker or "(nobody named)",
    "how identified": lambda row: row.identification,
    "through": lambda row: " > ".join(row.through),
    "cue": lambda row: row.cue or "",
    "what": lambda row: row.content,
    "outlet": lambda row: row.outlet or "",
    "id": lambda row: row.id,
}


def list_statements(  # noqa: PLR0913 - each option is a parameter
    *,
    record: listing.RecordFile,
    actor: listing.Actor = None,
    type_: listing.StatementKind = None,
    since: listing.Since = None,
    until: listing.Until = None,
    place: listing.Place = None,
    country: listing.Country = None,
    source: listing.Source = None,
    status: listing.Status = None,
    all_versions: listing.AllVersions = False,
    limit: listing.Limit = None,
    list_format: listing.Format = ListFormat.TABLE,
) -> None:
    """List the statements of a record by the day they were made, else published.

    --source is who speaks or carries it, --actor anybody it is by, to or about, --place and --country
    where it speaks of, --status that of an event it tells.
    """
    chosen = Filter(
        actor=actor,
        type=parse_choice("--type", type_, (*get_args(StatementType), *get_args(EventType))),
        since=parse_day("--since", since),
        until=parse_day("--until", until),
        place=place,
        country=parse_country(country),
        source=source,
        status=parse_choice("--status", status, get_args(EventStatus)),
        all_versions=all_versions,
        limit=limit,
    )
    with open_store(record) as store:
        rows = (statement_row(one.reading, one.finding, one.superseded_by) for one in store.statements(chosen))
        print_rows(rows, StatementRow, COLUMNS, list_format)
