"""`onrecord events`: who did what to whom, where, when, and who says so."""

from typing import get_args

from onrecord.cli import listing
from onrecord.cli.listing import ListFormat, listed, parse_choice, parse_country, parse_day, print_rows
from onrecord.exports.explanations import days
from onrecord.exports.rows import EventRow, event_row
from onrecord.records.findings import EventType
from onrecord.records.findings import Status as EventStatus
from onrecord.store import Filter, open_store

COLUMNS: listing.Columns[EventRow] = {
    "when": lambda row: days(row.earliest, row.latest),
    "who": lambda row: listed(row.actors),
    "what": lambda row: " ".join((row.type, *row.modes)),
    "to whom": lambda row: listed(row.recipients),
    "where": lambda row: listed(filter(None, (row.place, row.country))),
    "status": lambda row: listing.status_text(row.status),
    "who says so": lambda row: "; ".join(row.accounts),
    "words": lambda row: row.words,
    "outlet": lambda row: row.outlet or "",
    "id": lambda row: row.id,
}


def list_events(  # noqa: PLR0913 - each option is a parameter
    *,
    record: listing.RecordFile,
    actor: listing.Actor = None,
    type_: listing.Type = None,
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
    """List the events of a record by day; `onrecord show ID` tells more of each.

    An event of unknown day is left out where --since or --until is given.
    """
    chosen = Filter(
        actor=actor,
        type=parse_choice("--type", type_, get_args(EventType)),
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
        rows = (event_row(one.reading, one.finding, one.superseded_by) for one in store.events(chosen))
        print_rows(rows, EventRow, COLUMNS, list_format)
