"""A reading as text for people: the title, then a line or a few for each finding, with its words."""

from collections.abc import Iterator

from rich.text import Text

from onrecord.exports.names import Names
from onrecord.records import Event, Participant, PlaceMention, Reading, Span, Statement, TimeExpression, View

WIDEST_QUOTE = 240
UNMARKED = ("positive", "determinate")
NOBODY = "(nobody named)"
STATUS_STYLES = {"asserted": "green", "reported": "green", "denied": "red", "negated": "red"}
UNCERTAIN_STYLE = "yellow"


def render_reading(reading: Reading) -> Iterator[Text]:
    """Yield the lines of `reading` as styled text; `.plain` is the same without colour."""
    names = Names(reading)
    yield _title(reading)
    yield _header(reading)
    yield from _section("Statements", [_statement(one, names) for one in reading.statements])
    yield from _section("Events", [_event(one, names) for one in reading.events])
    yield from _section("Places", [_place(one, names) for one in _resolved_first(reading.places)])
    yield from _section("Times", [_time(one, names) for one in reading.times])
    yield from _section("Problems", [[Text(f"{one.stage}: {one.detail}", "red")] for one in reading.problems])


def _words(names: Names, span: Span) -> str:
    """Return the words of `span` on one line, shortened in the middle if they are many."""
    words = names.words(span)
    if len(words) <= WIDEST_QUOTE:
        return words
    return f"{words[: WIDEST_QUOTE - 60].rstrip()} […] {words[-50:].lstrip()}"


def _participant(names: Names, participant: Participant) -> str:
    """Return the words that name a participant, and who that is where the name is another."""
    words = _words(names, participant.span)
    entity = names.entities.get(participant.entity or "")
    if entity is None:
        return words
    codes = " ".join(filter(None, [entity.country, *entity.sectors]))
    name = "" if entity.name.casefold() in words.casefold() else f" = {entity.name}"
    return f"{words}{name}{f' [{codes}]' if codes else ''}"


def _title(reading: Reading) -> Text:
    return Text(reading.report.title or "(no title)", "bold")


def _header(reading: Reading) -> Text:
    report = reading.report
    date = report.published_at.date().isoformat() if report.published_at else "no date"
    where = report.outlet or report.url or report.given_id or ""
    parts = [where, f"agency {report.agency}" if report.agency else "", f"{date} ({report.published_basis})", report.id]
    return Text(" · ".join(filter(None, parts)), "dim")


def _section(name: str, findings: list[list[Text]]) -> Iterator[Text]:
    if findings:
        yield Text()
        yield Text(f"{name} ({len(findings)})", "bold underline")
        for finding in findings:
            yield Text("  ") + finding[0]
            for line in finding[1:]:
                yield Text("      ") + line


def _line(label: str, content: str, style: str = "") -> Text:
    return Text(f"{label:<8}", "dim").append(content, style)


def _statement(statement: Statement, names: Names) -> list[Text]:
    kinds = [statement.identification, statement.affiliation or ""]
    head = Text((names.speaker(statement) or NOBODY), "bold cyan").append(f" ({', '.join(filter(None, kinds))})", "dim")
    if statement.cue:
        head.append(f" {_words(names, statement.cue)}")
    marks: list[str] = [statement.cue_class, statement.form, statement.channel or ""]
    marks += [mark for mark in (statement.polarity, statement.determinacy) if mark not in UNMARKED]
    head.append(f"  {', '.join(filter(None, marks))}", "dim").append(f"  {statement.id}", "dim")
    lines = [head]
    through = [names.speaker(hop) or NOBODY for hop in names.chain(statement)[:-1]]
    if through:
        lines.append(_line("through", " > ".join(through)))
    recipient = names.entities.get(statement.recipient_entity or "")
    if recipient:
        lines.append(_line("to", recipient.name))
    said_on = names.times.get(statement.said_on or "")
    if said_on:
        lines.append(_line("on", f"{said_on.value} ({_words(names, said_on.span)})"))
    lines.extend(_line("what", _words(names, span), "italic") for span in statement.content)
    if statement.views:
        lines.append(_line("sure", _views(statement.views, names)))
    return lines


def _event(event: Event, names: Names) -> list[Text]:
    kind = " ".join([event.type, *event.modes])
    style = STATUS_STYLES.get(event.status, UNCERTAIN_STYLE)
    head = Text(kind, "bold magenta").append(f"  {event.status}", style)
    head.append(f"  “{_words(names, event.trigger)}”", "italic")
    if event.cameo:
        head.append(f"  CAMEO {event.cameo.code}", "dim")
    head.append(f"  {event.id}", "dim")
    lines = [head]
    lines.extend(_line("by", _participant(names, one)) for one in event.actors)
    lines.extend(_line("to", _participant(names, one)) for one in event.recipients)
    place, time = names.places.get(event.place or ""), names.times.get(event.time or "")
    if place:
        lines.append(_line("where", _place_words(place)))
    if time:
        lines.append(_line("when", f"{_days(event.earliest, event.latest) or time.value} ({_words(names, time.span)})"))
    size = _size(event)
    if size:
        lines.append(_line("size", size))
    lines.append(_line("says", _views(event.views, names)))
    return lines


def _views(views: tuple[View, ...], names: Names) -> str:
    return "; ".join(f"{names.account(one.statement)} {one.factuality}" for one in views)


def _days(earliest: object, latest: object) -> str:
    if earliest is None and latest is None:
        return ""
    return str(earliest) if earliest == latest else f"{earliest or '…'} to {latest or '…'}"


def _size(event: Event) -> str:
    parts = []
    for name in ("dead", "injured", "arrested", "participants"):
        stated = getattr(event.size, name)
        if stated is not None:
            low = "…" if stated.low is None else str(stated.low)
            high = "…" if stated.high is None else str(stated.high)
            parts.append(f"{low if low == high else f'{low} to {high}'} {name}")
    return ", ".join(parts)


def _place_words(place: PlaceMention) -> str:
    if place.place is None:
        return f"{place.name} (unresolved)"
    point = "" if place.latitude is None else f" {place.latitude:.4f}, {place.longitude:.4f}"
    return f"{place.name}, {place.country or '?'} ({place.precision}{point})"


def _resolved_first(places: tuple[PlaceMention, ...]) -> list[PlaceMention]:
    """Return each place once a use, with those on the map first."""
    seen: dict[tuple[str | None, str, str], PlaceMention] = {}
    for place in places:
        seen.setdefault((place.place, place.name, place.use), place)
    return sorted(seen.values(), key=lambda place: (place.place is None, place.span.start))


def _place(place: PlaceMention, names: Names) -> list[Text]:
    head = Text(_place_words(place), "blue").append(f"  {place.use}  “{_words(names, place.span)}”", "dim")
    relation = place.relation
    if relation:
        distance = f"{relation.distance_km:g} km" if relation.distance_km is not None else ""
        anchor = names.places.get(relation.anchor)
        where = " ".join(filter(None, [distance, relation.bearing, "of", anchor.name if anchor else relation.anchor]))
        head.append(f"  {where}", "dim")
    return [head]


def _time(time: TimeExpression, names: Names) -> list[Text]:
    days = _days(time.earliest, time.latest)
    bounds = f"  {days}" if days and days != time.value else ""
    return [Text(time.value, "blue").append(f"{bounds}  {time.basis}  “{_words(names, time.span)}”", "dim")]
