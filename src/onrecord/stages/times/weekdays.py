"""Weekdays: tense or a word such as "last" decides the direction; the day of publication is itself."""

from datetime import date

from onrecord.records import TimeBasis
from onrecord.stages.times.calendar import shift_days, weekday_near
from onrecord.stages.times.context import AHEAD, BACK, Context, Resolved, resolved
from onrecord.stages.times.dates import with_time
from onrecord.stages.times.matching import TimeMatch


def resolve_weekday(match: TimeMatch, context: Context) -> Resolved | None:
    """Return the day a weekday means: tense decides the direction, and the day of publication is itself."""
    words = match.part("weekday")
    if words is None:
        return None
    weekday = int(context.form("weekday", words))
    which = match.which
    start = context.published
    if which in ("that", "that same", "the same", "the following", "the previous"):
        if context.day_anchor is not None:
            include = which not in ("the following", "the previous")
            ahead = which != "the previous"
            day = weekday_near(context.day_anchor.day, weekday, ahead=ahead, include=include)
            return _day(match, context, day, "anchor")
        which = "last" if which == "the previous" else ""
    if start is None:
        return with_time(match, context, Resolved(f"XXXX-WXX-{weekday}", "publication"))
    if match.rule.value == "week":
        step = {"last": -1, "next": 1}.get(which, 0)
        return _day(match, context, shift_days(start, step * 7 + weekday - start.isoweekday()), "publication")
    day = weekday_near(start, weekday, ahead=context.looks_ahead(which), include=which not in AHEAD | BACK)
    return _day(match, context, day, "publication")


def _day(match: TimeMatch, context: Context, day: date | None, basis: TimeBasis) -> Resolved | None:
    return None if day is None else with_time(match, context, resolved(day.isoformat(), basis))
