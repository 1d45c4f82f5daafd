"""`onrecord incidents`: one row a happening, however many reports tell it."""

from collections.abc import Iterator

from onrecord.cli import listing
from onrecord.cli.listing import ListFormat, listed, print_rows
from onrecord.exports.explanations import days, how_many
from onrecord.exports.incident_rows import IncidentRow, incident_row
from onrecord.incidents import group_incidents
from onrecord.records import PlaceMention, Reading
from onrecord.store import Store, open_store


def _size(row: IncidentRow) -> str:
    stated = {
        "dead": how_many(row.dead_low, row.dead_high),
        "injured": how_many(row.injured_low, row.injured_high),
        "arrested": how_many(row.arrested_low, row.arrested_high),
        "present": how_many(row.participants_low, row.participants_high),
    }
    return ", ".join(f"{number} {what}" for what, number in stated.items() if number)


def _origins(row: IncidentRow) -> str:
    return f"{row.origin_count}" + (f" + {row.unnamed_count} unnamed" if row.unnamed_count else "")


COLUMNS: listing.Columns[IncidentRow] = {
    "when": lambda row: days(row.earliest, row.latest),
    "where": lambda row: listed(filter(None, (row.place, row.country))),
    "who": lambda row: listed(row.actors),
    "what": lambda row: row.type,
    "to whom": lambda row: listed(row.recipients),
    "size": _size,
    "reports": lambda row: str(row.report_count),
    "outlets": lambda row: str(row.outlet_count),
    "origins": _origins,
    "disputed": lambda row: str(len(row.disputed_by) or ""),
    "id": lambda row: row.id,
}


def list_incidents(*, record: listing.RecordFile, list_format: listing.Format = ListFormat.TABLE) -> None:
    """List what happened, by how many reports, outlets and origins; `onrecord show ID` tells who says what.

    An origin is the last hop of a chain of sources: ten outlets with one agency's story are one origin.
    """
    with open_store(record) as store:
        print_rows(incident_rows(store), IncidentRow, COLUMNS, list_format)


def incident_rows(store: Store) -> Iterator[IncidentRow]:
    """Return a row for each incident of the record, by day."""
    places: dict[str, PlaceMention] = {}
    report_of: dict[str, str] = {}

    def noted() -> Iterator[Reading]:
        for reading in store.readings():
            places.update((place.id, place) for place in reading.places)
            report_of.update((event.id, reading.report.id) for event in reading.events)
            yield reading

    for incident in group_incidents(noted()):
        yield incident_row(incident, places.get(incident.place or ""), report_of)
