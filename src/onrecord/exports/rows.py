"""A finding as a row for tables and files: names in place of ids, beside the whole record."""

from datetime import date
from typing import TypedDict

from onrecord.exports.names import Names
from onrecord.records import Event, PlaceMention, Range, Reading, Record, Report, Size, Statement


class Row(Record, frozen=True, kw_only=True):
    """What every row tells of the report that the finding stands in.

    In CSV, `record` is left out and lists are joined; JSON Lines hold everything.
    """

    id: str
    report: str
    title: str | None
    outlet: str | None
    agency: str | None
    url: str | None
    published_on: date | None
    superseded_by: str | None


class ReportColumns(TypedDict):
    """The columns of `Row` that tell of the report."""

    report: str
    title: str | None
    outlet: str | None
    agency: str | None
    url: str | None
    published_on: date | None
    superseded_by: str | None


class SizeColumns(TypedDict):
    """The columns that tell how many people; an open or unknown end is None."""

    dead_low: int | None
    dead_high: int | None
    injured_low: int | None
    injured_high: int | None
    arrested_low: int | None
    arrested_high: int | None
    participants_low: int | None
    participants_high: int | None


class EventRow(Row, frozen=True, kw_only=True):
    """An event: `accounts` names who tells it, `words` are the trigger's, sizes are people."""

    type: str
    modes: tuple[str, ...]
    status: str
    earliest: date | None
    latest: date | None
    date_basis: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    place_id: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: str | None
    dead_low: int | None
    dead_high: int | None
    injured_low: int | None
    injured_high: int | None
    arrested_low: int | None
    arrested_high: int | None
    participants_low: int | None
    participants_high: int | None
    accounts: tuple[str, ...]
    words: str
    sentence: str
    record: Event


class StatementRow(Row, frozen=True, kw_only=True):
    """A statement: `through` names the speakers between the report and this one, outermost first.

    `syndication` is the news agency among them, or the source itself if it is one.
    """

    speaker: str | None
    identification: str
    affiliation: str | None
    through: tuple[str, ...]
    syndication: str | None
    cue: str | None
    cue_class: str
    type: str
    form: str
    polarity: str
    determinacy: str
    channel: str | None
    recipient: str | None
    said_on: str | None
    said_earliest: date | None
    said_latest: date | None
    content: str
    record: Statement


class PlaceRow(Row, frozen=True, kw_only=True):
    """A mention of a place; `events` counts those of the report that happened there."""

    name: str
    place_id: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: str | None
    use: str
    events: int
    words: str
    sentence: str
    record: PlaceMention


class ReportRow(Row, frozen=True, kw_only=True):
    """A report, with how much was found in it."""

    given_id: str | None
    published_basis: str
    language: str
    characters: int
    statements: int
    events: int
    places: int
    problems: int
    record: Report


def event_row(reading: Reading, event: Event, superseded_by: str | None = None) -> EventRow:
    """Return the row of one event of `reading`."""
    names = Names(reading)
    place = names.places.get(event.place or "")
    return EventRow(
        **_report_columns(reading.report, superseded_by),
        id=event.id,
        type=event.type,
        modes=event.modes,
        status=event.status,
        earliest=event.earliest,
        latest=event.latest,
        date_basis=event.date_basis,
        actors=names.participants(event.actors),
        recipients=names.participants(event.recipients),
        place=place.name if place else None,
        place_id=place.place if place else None,
        country=place.country if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        precision=place.precision if place else None,
        **size_columns(event.size),
        accounts=names.accounts(event),
        words=names.words(event.trigger),
        sentence=names.sentence(event.trigger),
        record=event,
    )


def statement_row(reading: Reading, statement: Statement, superseded_by: str | None = None) -> StatementRow:
    """Return the row of one statement of `reading`."""
    names = Names(reading)
    said_on = names.times.get(statement.said_on or "")
    return StatementRow(
        **_report_columns(reading.report, superseded_by),
        id=statement.id,
        speaker=names.speaker(statement),
        identification=statement.identification,
        affiliation=statement.affiliation,
        through=tuple(names.speaker(one) or "(nobody named)" for one in names.chain(statement)[:-1]),
        syndication=names.syndication(statement),
        cue=names.words(statement.cue) if statement.cue else None,
        cue_class=statement.cue_class,
        type=statement.type,
        form=statement.form,
        polarity=statement.polarity,
        determinacy=statement.determinacy,
        channel=statement.channel,
        recipient=names.entity(statement.recipient_entity),
        said_on=said_on.value if said_on else None,
        said_earliest=said_on.earliest if said_on else None,
        said_latest=said_on.latest if said_on else None,
        content=" … ".join(map(names.words, statement.content)),
        record=statement,
    )


def place_row(reading: Reading, place: PlaceMention, superseded_by: str | None = None) -> PlaceRow:
    """Return the row of one place mention of `reading`."""
    names = Names(reading)
    return PlaceRow(
        **_report_columns(reading.report, superseded_by),
        id=place.id,
        name=place.name,
        place_id=place.place,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=place.precision,
        use=place.use,
        events=sum(event.place == place.id for event in reading.events),
        words=names.words(place.span),
        sentence=names.sentence(place.span),
        record=place,
    )


def report_row(reading: Reading, superseded_by: str | None = None) -> ReportRow:
    """Return the row of the report of `reading`."""
    report = reading.report
    return ReportRow(
        **_report_columns(report, superseded_by),
        id=report.id,
        given_id=report.given_id,
        published_basis=report.published_basis,
        language=report.language,
        characters=len(report.text),
        statements=len(reading.statements),
        events=len(reading.events),
        places=len(reading.places),
        problems=len(reading.problems),
        record=report,
    )


def size_columns(size: Size) -> SizeColumns:
    """Return the columns that hold what is stated about how many people."""
    nothing = Range()
    dead, injured = size.dead or nothing, size.injured or nothing
    arrested, participants = size.arrested or nothing, size.participants or nothing
    return {
        "dead_low": dead.low,
        "dead_high": dead.high,
        "injured_low": injured.low,
        "injured_high": injured.high,
        "arrested_low": arrested.low,
        "arrested_high": arrested.high,
        "participants_low": participants.low,
        "participants_high": participants.high,
    }


def _report_columns(report: Report, superseded_by: str | None) -> ReportColumns:
    return {
        "report": report.id,
        "title": report.title,
        "outlet": report.outlet,
        "agency": report.agency,
        "url": report.url,
        "published_on": report.published_at.date() if report.published_at else None,
        "superseded_by": superseded_by,
    }
