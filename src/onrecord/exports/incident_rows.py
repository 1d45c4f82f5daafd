"""A happening over many reports as a row, with what its ids stand for."""

from collections.abc import Mapping
from datetime import date

from onrecord.exports.rows import size_columns
from onrecord.records import Incident, PlaceMention, Record

_UNNAMED = frozenset({"unnamed-described", "unnamed-bare", "collective", "arbitrary"})


class IncidentRow(Record, frozen=True, kw_only=True):
    """An incident. `reports`, `outlets` and `origins` are three different counts.

    `origin_count` counts named and institutional origins; `unnamed_count` those nobody could check, which
    are neither one source nor confirmation.
    """

    id: str
    type: str
    earliest: date | None
    latest: date | None
    place: str | None
    place_id: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    dead_low: int | None
    dead_high: int | None
    injured_low: int | None
    injured_high: int | None
    arrested_low: int | None
    arrested_high: int | None
    participants_low: int | None
    participants_high: int | None
    report_count: int
    outlet_count: int
    origin_count: int
    unnamed_count: int
    reports: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    events: tuple[str, ...]
    disputed_by: tuple[str, ...]
    because: tuple[str, ...]
    record: Incident


def incident_row(incident: Incident, place: PlaceMention | None, report_of: Mapping[str, str]) -> IncidentRow:
    """Return the row of `incident`, whose place is `place`; `report_of` names the report of each event id."""
    reports = tuple(dict.fromkeys(report_of[event] for event in incident.events))
    unnamed = sum(origin.identification in _UNNAMED for origin in incident.origins)
    return IncidentRow(
        id=incident.id,
        type=incident.type,
        earliest=incident.earliest,
        latest=incident.latest,
        place=place.name if place else None,
        place_id=place.place if place else None,
        country=place.country if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        precision=place.precision if place else None,
        actors=incident.actors,
        recipients=incident.recipients,
        **size_columns(incident.size),
        report_count=len(reports),
        outlet_count=len(incident.outlets),
        origin_count=len(incident.origins) - unnamed,
        unnamed_count=unnamed,
        reports=reports,
        outlets=incident.outlets,
        origins=tuple(f"{origin.name} ({origin.identification})" for origin in incident.origins),
        events=incident.events,
        disputed_by=incident.disputed_by,
        because=tuple(dict.fromkeys(reason.rule for reason in incident.because)),
        record=incident,
    )
