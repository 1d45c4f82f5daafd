"""One finding for people: what it says, the passage it comes from, and why it was made."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from rich.text import Text

from onrecord.exports.incident_rows import IncidentRow
from onrecord.exports.names import Names
from onrecord.exports.passages import Mark, find_passages
from onrecord.records import Entity, Event, PlaceMention, Reading, Reason, Report, Size, Statement, View

_SIZES = ("dead", "injured", "arrested", "participants")
_LABEL_WIDTH = 11
MOST_MENTIONS_SHOWN = 12
_DECIMALS = {"facility": 3, "city": 2, "relative": 1, "district": 1, "province": 1}  # 0.01 is about 1 km


def explain(reading: Reading, finding: Report | Event | Statement | PlaceMention | Entity) -> tuple[Text, ...]:
    """Return the lines that explain one finding of `reading`."""
    names = Names(reading)
    match finding:
        case Event():
            lines = [*_event(finding, names), *_passages(reading, _event_marks(finding, names))]
        case Statement():
            lines = [*_statement(finding, names), *_passages(reading, _statement_marks(finding, names))]
        case PlaceMention():
            lines = [*_place(finding, names), *_passages(reading, [Mark("where", finding.span)])]
        case Entity():
            lines = [*_entity(finding, names), *_passages(reading, _entity_marks(finding, reading))]
        case Report():
            return tuple(_report(reading))
    return (*lines, *_why(finding.because), *_read_in(reading))


def explain_incident(
    row: IncidentRow, told: Sequence[tuple[Reading, Event]], disputes: Sequence[tuple[Reading, Statement]]
) -> tuple[Text, ...]:
    """Return the lines that explain one incident: its origins, what each report tells, and why they are one.

    `told` and `disputes` are the events and statements of the incident's `events` and `disputed_by`.
    """
    lines = [_head(row.type, row.id)]
    lines += _field("where", ", ".join(filter(None, (row.place, row.country, row.precision))))
    lines += _field("when", days(row.earliest, row.latest))
    lines += _field("by", ", ".join(row.actors)) + _field("to", ", ".join(row.recipients))
    lines += _field("size", _size(row.record.size))
    lines += _field("counts", f"events {len(row.events)}, reports {row.report_count}, outlets {row.outlet_count}")
    unnamed = f", and {row.unnamed_count} unnamed" if row.unnamed_count else ""
    lines += _section(f"Origins ({row.origin_count}{unnamed})")
    for origin in row.record.origins:
        lines.append(Text(f"  {origin.name} ({origin.identification}) in {', '.join(origin.reports)}"))
    lines += _section("Told")
    for reading, event in told:
        names = Names(reading)
        outlet = reading.report.outlet or reading.report.title or reading.report.id
        lines.append(Text(f"  {event.id}  ", "dim").append(outlet, "bold").append(f"  {event.status}"))
        lines.append(Text(f"      {names.sentence(event.trigger)}", "italic"))
        lines.append(Text(f"      says: {'; '.join(names.accounts(event))}", "dim"))
    if disputes:
        lines += _section("Disputed by")
    for reading, statement in disputes:
        lines += _told(statement, Names(reading))
    return (*lines, *_why(row.record.because))


def _event(event: Event, names: Names) -> Iterator[Text]:
    yield _head(" ".join((event.type, *event.modes)), event.id).append(f"  {event.status}", "bold")
    codes = [f"quad {event.quad}", f"intensity {event.intensity:g}", *event.contexts]
    if event.cameo:
        codes.append(f"CAMEO {event.cameo.code} ({event.cameo.score:.2f})")
    yield from _field("codes", ", ".join(codes))
    yield from _field("by", ", ".join(names.participants(event.actors)))
    yield from _field("to", ", ".join(names.participants(event.recipients)))
    place, time = names.places.get(event.place or ""), names.times.get(event.time or "")
    yield from _field("where", _whereabouts(place) if place else "")
    words = f"“{names.words(time.span)}”, {time.value}" if time else ""
    basis = f"({event.date_basis})" if event.date_basis else ""
    day = " ".join(filter(None, (days(event.earliest, event.latest), basis)))
    yield from _field("when", ", ".join(filter(None, (day, words))))
    yield from _field("size", _size(event.size))
    yield from (line for view in event.views for line in _view(view, names))


def _view(view: View, names: Names) -> list[Text]:
    return _field("who says so", f"{names.account(view.statement)}: {view.factuality}  {view.statement or ''}")


def _event_marks(event: Event, names: Names) -> Iterator[Mark]:
    yield Mark("did", event.trigger)
    yield from (Mark("by", one.span) for one in event.actors)
    yield from (Mark("to", one.span) for one in event.recipients)
    if event.place in names.places:
        yield Mark("where", names.places[event.place].span)
    if event.time in names.times:
        yield Mark("when", names.times[event.time].span)
    for view in event.views:
        if view.statement in names.statements:
            for hop in names.chain(names.statements[view.statement]):
                yield from (Mark("told by", span) for span in hop.source)


def _statement(statement: Statement, names: Names) -> Iterator[Text]:
    yield _head(names.speaker(statement) or "(nobody named)", statement.id)
    yield from _field("identified", ", ".join(filter(None, (statement.identification, statement.affiliation))))
    chain = [names.speaker(one) or "(nobody named)" for one in names.chain(statement)]
    yield from _field("chain", " > ".join(("the report", *chain)))
    kinds = (statement.type, statement.cue_class, statement.form, statement.polarity, statement.determinacy)
    yield from _field("kind", ", ".join(kinds))
    yield from _field("channel", statement.channel or "")
    yield from _field("to", names.entity(statement.recipient_entity) or "")
    said_on = names.times.get(statement.said_on or "")
    yield from _field("said on", f"{said_on.value} “{names.words(said_on.span)}”" if said_on else "")
    yield from (line for view in statement.views for line in _view(view, names))
    for event in names.reading.events:
        if any(view.statement == statement.id for view in event.views):
            yield from _field("tells", f"{event.type} “{names.words(event.trigger)}”, {event.status}  {event.id}")


def _statement_marks(statement: Statement, names: Names) -> Iterator[Mark]:
    yield from (Mark("who", span) for span in statement.source)
    if statement.cue:
        yield Mark("cue", statement.cue)
    yield from (Mark("what", span) for span in statement.content)
    if statement.said_on in names.times:
        yield Mark("when", names.times[statement.said_on].span)


def _place(place: PlaceMention, names: Names) -> Iterator[Text]:
    yield _head(place.name, place.id)
    yield from _field("where", _whereabouts(place))
    yield from _field("use", place.use)
    if place.relation:
        anchor = names.places.get(place.relation.anchor)
        distance = "" if place.relation.distance_km is None else f"{place.relation.distance_km:g} km"
        parts = (distance, place.relation.bearing, "of", anchor.name if anchor else place.relation.anchor)
        yield from _field("relation", " ".join(filter(None, parts)))
    for event in names.reading.events:
        if event.place == place.id:
            yield from _field("event", f"{event.type} “{names.words(event.trigger)}”, {event.status}  {event.id}")


def _entity(entity: Entity, names: Names) -> Iterator[Text]:
    yield _head(entity.name, entity.id)
    codes = (entity.kind, entity.country, *entity.sectors, entity.actor)
    yield from _field("kind", ", ".join(filter(None, codes)))
    mentions = {one.id: one for one in names.reading.mentions}
    words = dict.fromkeys(names.words(mentions[one].span) for one in entity.mentions if one in mentions)
    yield from _field("called", ", ".join(f"“{each}”" for each in words))


def _entity_marks(entity: Entity, reading: Reading) -> Iterator[Mark]:
    mentions = {one.id: one for one in reading.mentions}
    for one in entity.mentions[:MOST_MENTIONS_SHOWN]:
        if one in mentions:
            yield Mark("who", mentions[one].span)


def _report(reading: Reading) -> Iterator[Text]:
    names = Names(reading)
    yield from _read_in(reading)
    yield from _section(f"Statements ({len(reading.statements)})")
    for statement in reading.statements:
        yield from _told(statement, names)
    yield from _section(f"Events ({len(reading.events)})")
    for event in reading.events:
        words = names.words(event.trigger)
        yield Text(f"  {event.id}  ", "dim").append(event.type, "bold").append(f" “{words}”, {event.status}")
    if reading.problems:
        yield from _section("Problems")
        yield from (Text(f"  {one.stage}: {one.detail}") for one in reading.problems)
    yield from _section("Text")
    skipped = {span.why for span in reading.report.skipped}
    if skipped:
        yield Text(f"  (not read as prose: {', '.join(sorted(skipped))})", "dim")
    yield from (Text(f"  {line}") for line in reading.report.text.splitlines())


def _told(statement: Statement, names: Names) -> Iterator[Text]:
    speaker, what = names.speaker(statement) or "(nobody named)", " … ".join(map(names.words, statement.content))
    yield Text(f"  {statement.id}  ", "dim").append(speaker, "bold").append(f": {what}")


def _passages(reading: Reading, marks: Iterator[Mark] | Sequence[Mark]) -> Iterator[Text]:
    yield from _section("Passage")
    for number, passage in enumerate(find_passages(reading, marks)):
        if number:
            yield Text("  […]", "dim")
        yield Text("  ").append_text(passage)


def _why(because: Sequence[Reason]) -> Iterator[Text]:
    yield from _section("Why")
    for reason in because:
        score = "" if reason.score is None else f"  {reason.score:.2f}"
        yield Text(f"  {reason.stage}: ", "dim").append(reason.rule).append(score, "dim")


def _read_in(reading: Reading) -> Iterator[Text]:
    report, made_by = reading.report, reading.provenance
    yield from _section("Report")
    yield Text(f"  {report.title or '(no title)'}", "bold")
    date = report.published_at.date().isoformat() if report.published_at else "no date"
    agency = f"agency {report.agency}" if report.agency else None
    about = (report.outlet, agency, f"{date} ({report.published_basis})", report.url)
    yield Text(f"  {' · '.join(filter(None, about))}")
    yield Text(f"  {report.id}", "dim")
    versions = f"code {made_by.code}, lexicons {made_by.lexicons}, model {made_by.model}, knowledge {made_by.knowledge}"
    yield Text(f"  read by {versions}", "dim")


def _head(words: str, finding_id: str) -> Text:
    return Text(words, "bold").append(f"  {finding_id}", "dim")


def _section(name: str) -> list[Text]:
    return [Text(), Text(name, "bold underline")]


def _field(label: str, content: str) -> list[Text]:
    return [Text(f"  {label:<{_LABEL_WIDTH}} ", "dim").append(content)] if content else []


def _whereabouts(place: PlaceMention) -> str:
    if place.place is None:
        return f"{place.name} (unresolved)"
    point = coordinates(place.latitude, place.longitude, place.precision)
    return ", ".join(filter(None, (place.name, place.country, place.precision, point, place.place)))


def days(earliest: date | None, latest: date | None) -> str:
    """Return one day, a whole month or year as that, two days with an open end as "…", or nothing."""
    if earliest == latest:
        return str(earliest or "")
    if earliest and latest and (earliest.year, earliest.day) == (latest.year, 1):
        months = (earliest.month, latest.month)
        if latest.day == monthrange(latest.year, latest.month)[1] and (months == (1, 12) or len(set(months)) == 1):
            return earliest.isoformat()[: len("2024") if months == (1, 12) else len("2024-11")]
    return f"{earliest or '…'} – {latest or '…'}"


def coordinates(latitude: float | None, longitude: float | None, precision: str | None) -> str:
    """Return "13.20, 24.10" in decimal degrees, no finer than the precision of the place."""
    decimals = _DECIMALS.get(precision or "")
    if latitude is None or longitude is None or decimals is None:
        return ""  # the middle of a country or region is no place that a text tells of
    return f"{latitude:.{decimals}f}, {longitude:.{decimals}f}"


def how_many(low: int | None, high: int | None) -> str:
    """Return a stated number: "12", "9–12", "12+" for at least, "≤12" for at most."""
    if low is None:
        return "" if high is None else f"≤{high}"
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low}–{high}"


def _size(size: Size) -> str:
    parts = []
    for name in _SIZES:
        stated = getattr(size, name)
        if stated is not None:
            parts.append(f"{how_many(stated.low, stated.high)} {name}")
    return ", ".join(parts)
