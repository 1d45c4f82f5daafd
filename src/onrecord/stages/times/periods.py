"""Expressions told from the publication or the last full date: weekdays, days, clock times, weeks to years, seasons."""

from datetime import date

from onrecord.stages.times.calendar import (
    SEASONS,
    at_grain,
    shift,
    shift_days,
    unknown_at_grain,
)
from onrecord.stages.times.context import BACK, Context, Resolved, resolved
from onrecord.stages.times.dates import with_time
from onrecord.stages.times.matching import TimeMatch
from onrecord.stages.times.numbers import write_amount

_LETTERS = {"quarter": "Q", "half": "H"}
_LENGTHS = {"Q": 3, "H": 6}
_SATURDAY = 6
_QUARTER_MONTHS = 3


def resolve_reference(match: TimeMatch, _: Context) -> Resolved | None:
    """Return the constant of the rule: the present, past or future as such."""
    return Resolved(match.rule.value, "stated")


def resolve_day(match: TimeMatch, context: Context) -> Resolved | None:
    """Return a day counted from publication ("yesterday", "this morning", "tonight")."""
    today = match.part("today")
    told = _day_off(context, int(context.form("today", today) if today else match.rule.value))
    if today and today.lower() in ("tonight", "tonite") and not match.part("clock"):
        return Resolved(f"{told.value}TNI", told.basis, told.days, "TIME")
    return with_time(match, context, told)


def resolve_overnight(_: TimeMatch, context: Context) -> Resolved | None:
    """Return the night before publication, which has days on both sides of midnight."""
    told = _day_off(context, -1)
    days = (told.days[0], context.published) if told.days and context.published else None
    return Resolved(f"{told.value}TNI", told.basis, days, "TIME")


def _day_off(context: Context, step: int) -> Resolved:
    day = None if context.published is None else shift_days(context.published, step)
    return Resolved(unknown_at_grain("D"), "publication") if day is None else resolved(day.isoformat(), "publication")


def resolve_clock(match: TimeMatch, context: Context) -> Resolved | None:
    """Return a time of day: of a full date told in this sentence or the one before, else of the day of publication."""
    told = with_time(match, context, _day_around(context))
    return told if "T" in told.value else None


def _day_around(context: Context) -> Resolved:
    if (anchor := context.near_day) is not None:
        return resolved(anchor.day.isoformat(), "anchor")
    if context.published is not None:
        return resolved(context.published.isoformat(), "publication")
    return Resolved(unknown_at_grain("D"), "publication")


def resolve_part(match: TimeMatch, context: Context) -> Resolved | None:
    """Return a part of a day: of the day before or after the last full date ("the next morning"), or as clock times."""
    narrative = match.part("narrative")
    if narrative is None:
        return with_time(match, context, _day_around(context))
    step = int(context.form("narrative", narrative))
    day = None if context.day_anchor is None else shift_days(context.day_anchor.day, step)
    told = Resolved(unknown_at_grain("D"), "anchor") if day is None else resolved(day.isoformat(), "anchor")
    return with_time(match, context, told)


def resolve_period(match: TimeMatch, context: Context) -> Resolved | None:
    """Return this, last or next week, month, year and so on; "the past year" is a length of time up to publication."""
    words = (match.part("calendar") or "").lower()
    unit = context.form("calendar", words)
    which = match.which
    if unit == "D":
        return None
    if unit == "WE" and which == "this" and context.direction == "past":
        return resolve_weekend(match, context)
    if which in ("the past", "past", "this past") or (which == "the last" and unit in ("E", "C")):
        return Resolved(write_amount(1, context.form("unit", words)), "publication", _since(context, unit), "DURATION")
    return _from_publication(context, int(context.form("which", which)), unit)


def _since(context: Context, unit: str) -> tuple[date, date] | None:
    first = None if context.published is None else shift(context.published, -1, unit)
    return None if first is None or context.published is None else (first, context.published)


def _from_publication(context: Context, step: int, unit: str) -> Resolved:
    day = None if context.published is None else shift(context.published, step, unit)
    return resolved(unknown_at_grain(unit) if day is None else at_grain(day, unit), "publication")


def resolve_narrative_period(match: TimeMatch, context: Context) -> Resolved | None:
    """Return the day, week, month or year told from the last full date ("the next day", "that year")."""
    unit = context.form("calendar", match.part("calendar") or "")
    narrative = match.part("narrative") or ""
    step = int(context.form("narrative", narrative))
    if unit != "D" and step == 1 and context.direction == "future" and "next" in narrative.lower():
        return _from_publication(context, step, unit)
    anchor = context.day_anchor if unit == "D" else context.anchor
    day = None if anchor is None else shift(anchor.day, step, unit)
    return resolved(unknown_at_grain(unit) if day is None else at_grain(day, unit), "anchor")


def resolve_season(match: TimeMatch, context: Context) -> Resolved | None:
    """Return a season; its days depend on the hemisphere and stay unknown."""
    season = context.form("season", match.part("season") or "")
    year = match.part("year")
    if year:
        return Resolved(f"{year}-{season}", "stated")
    if context.published is None:
        return Resolved(f"XXXX-{season}", "publication")
    begins = date(context.published.year, SEASONS[season], 1)
    if context.looks_ahead(match.which):
        step = 1 if begins < context.published.replace(day=1) else 0
    else:
        step = -1 if begins > context.published else 0
        if match.which in BACK and step == 0 and (context.published - begins).days < 31 * _QUARTER_MONTHS:
            step = -1
    return Resolved(f"{context.published.year + step:04}-{season}", "publication")


def resolve_quarter(match: TimeMatch, context: Context) -> Resolved | None:
    """Return a quarter or half of a year; "the first half" alone is not one of a year."""
    if figure := match.part("figure"):
        letter, number = figure[0].upper(), figure[1]
    else:
        letter = _LETTERS[(match.part("piece") or "").lower()]
        number = context.form("quarter", match.part("quarter") or "")
    if year := match.part("year"):
        return resolved(f"{year}-{letter}{number}", "stated")
    published = context.published
    if published is None:
        return Resolved(f"XXXX-{letter}{number}", "publication")
    step = _stated_year_step(match)
    if step is None and letter == "H":
        return None  # the first half of a match, or of a term
    if step is None:
        begins = (int(number) - 1) * _LENGTHS[letter] + 1
        step = -1 if begins > published.month and context.direction != "future" else 0
        step -= 1 if match.groups.get("ago") else 0
    return resolved(f"{published.year + step:04}-{letter}{number}", "publication")


def _stated_year_step(match: TimeMatch) -> int | None:
    """Return how many years off "last year's" or "of next year" puts a quarter; None if neither is there."""
    words = (match.groups.get("which2") or match.part("which") or "").lower()
    if not match.groups.get("which2") and "year" not in words:
        return None
    return {"last": -1, "this": 0, "next": 1}[words[:4]]


def resolve_weekend(_: TimeMatch, context: Context) -> Resolved | None:
    """Return the weekend before publication, or the one at hand if the clause looks ahead."""
    if context.published is None:
        return Resolved(unknown_at_grain("WE"), "publication")
    step = 0 if context.direction == "future" or context.published.isoweekday() >= _SATURDAY else -1
    return _from_publication(context, step, "WE")


def resolve_period_end(match: TimeMatch, context: Context) -> Resolved | None:
    """Return the year, month or week whose start, end or rest is meant, at its own grain."""
    if year := match.part("year"):
        return resolved(year, "stated")
    unit = context.form("calendar", match.part("piece") or "year")
    which = match.part("which")
    return _from_publication(context, int(context.form("which", which)) if which else 0, unit)


def resolve_told_period(match: TimeMatch, context: Context) -> Resolved | None:
    """Return "the year" or "the week": that of a full date told just before, else that of publication."""
    unit = context.form("calendar", match.part("calendar") or "")
    if (anchor := context.near_anchor) is not None:
        return resolved(at_grain(anchor.day, unit), "anchor")
    return _from_publication(context, 0, unit)


def resolve_year_ago(_: TimeMatch, context: Context) -> Resolved | None:
    """Return the period a year before: the quarter, if the last full date is one, else the year."""
    if context.anchor is not None and "-Q" in context.anchor.value:
        day = shift(context.anchor.day, -1, "Y")
        return resolved(unknown_at_grain("Q") if day is None else at_grain(day, "Q"), "anchor")
    return _from_publication(context, -1, "Y")
