"""`onrecord places`: which places the reports name, and how exactly."""

from typing import get_args

from onrecord.cli import listing
from onrecord.cli.listing import ListFormat, parse_choice, parse_country, parse_day, print_rows
from onrecord.exports.explanations import coordinates
from onrecord.exports.rows import PlaceRow, place_row
from onrecord.records.findings import EventType
from onrecord.records.findings import Status as EventStatus
from onrecord.store import Filter, open_store

COLUMNS: listing.Columns[PlaceRow] = {
    "place": lambda row: row.name,
    "country": lambda row: row.country or "",
    "precision": lambda row: row.precision or "(unresolved)",
    "point": lambda row: coordinates(row.latitude, row.longitude, row.precision),
    "use": lambda row: row.use,
    "words": lambda row: row.words,
    "events": lambda row: str(row.events or ""),
    "published": lambda row: str(row.published_on or ""),
    "outlet": lambda row: row.outlet or "",
    "gazetteer": lambda row: row.place_id or "",
    "id": lambda row: row.id,
}


def list_places(  # noqa: PLR0913 - each option is a parameter
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
    """List the mentions of places by day of publication.

    --actor, --type and --status are those of the events that happened there.
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
        rows = (place_row(one.reading, one.finding, one.superseded_by) for one in store.places(chosen))
        print_rows(rows, PlaceRow, COLUMNS, list_format)
