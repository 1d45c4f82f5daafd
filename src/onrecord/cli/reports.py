"""`onrecord reports`: which reports the record holds."""

from typing import get_args

from onrecord.cli import listing
from onrecord.cli.listing import ListFormat, parse_choice, parse_country, parse_day, print_rows
from onrecord.exports.rows import ReportRow, report_row
from onrecord.records.findings import EventType
from onrecord.records.findings import Status as EventStatus
from onrecord.store import Filter, open_store

COLUMNS: listing.Columns[ReportRow] = {
    "published": lambda row: str(row.published_on or "(no date)"),
    "outlet": lambda row: row.outlet or "",
    "agency": lambda row: row.agency or "",
    "title": lambda row: row.title or "(no title)",
    "statements": lambda row: str(row.statements),
    "events": lambda row: str(row.events),
    "places": lambda row: str(row.places),
    "newer": lambda row: row.superseded_by or "",
    "id": lambda row: row.id,
}


def list_reports(  # noqa: PLR0913 - each option is a parameter
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
    """List the reports of a record by day of publication.

    A report passes if it names the actor, the place and the country, quotes or comes from the source, and
    tells an event of that type and status.
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
        rows = (report_row(one.reading, one.superseded_by) for one in store.reports(chosen))
        print_rows(rows, ReportRow, COLUMNS, list_format)
