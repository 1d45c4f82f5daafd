"""Dates of the calendar: full, without a year, in figures, and ranges of days."""

from datetime import date

from onrecord.records import TimeBasis
from onrecord.stages.times.calendar import at_grain, days_of, make_day, shift_months
from onrecord.stages.times.context import Context, Resolved, resolved
from onrecord.stages.times.matching import TimeMatch
from onrecord.stages.times.numbers import read_clock
from onrecord.stages.times.tense import Direction

MONTHS_A_YEAR = 12
# Two-figure years up to so many years after publication are of the same century.
YEARS_AHEAD = 20
CENTURY = 100
# After these a date may lie on either side whatever the tense: the deadline was moved to November 20.
_OPEN_ENDED = frozenset({"until", "till", "through", "by", "to", "for"})
UNKNOWN_YEAR = "XXXX"
LAST_DAY = 31
_STATED: TimeBasis = "stated"
# Any leap year, to tell whether a day can be at all.
LEAP_YEAR = 2000


def resolve_date(match: TimeMatch, context: Context) -> Resolved | None:
    """Return the date of a match with a month, a day, a year or several of these; None if there is no such day."""
    year, month, day = _year(match, context), _month(match, context), _day(match, context)
    if month is None:
        return None if year is None else resolved(f"{year:04}", _STATED)
    if day is not None and make_day(LEAP_YEAR if year is None else year, month, day) is None:
        return None
    basis = _STATED
    if year is None:
        year, basis = _choose_year(match, context, month, day)
    value = _write(year, month, day)
    if match.rule.value == "week":
        days = days_of(value)
        return resolved(at_grain(days[0], "W") if days else "XXXX-WXX", basis)
    return with_time(match, context, resolved(value, basis)) if day is not None else resolved(value, basis)


def with_time(match: TimeMatch, context: Context, day: Resolved) -> Resolved:
    """Return `day` with the time of day or part of the day that the match states, if any."""
    if clock := match.part("clock"):
        time = read_clock(clock, context.lexicon)
        return day if time is None else Resolved(day.value + time, day.basis, day.days, "TIME")
    if part := match.part("part"):
        return Resolved(f"{day.value}T{context.form('part', part)}", day.basis, day.days, "TIME")
    return day


def _write(year: int | None, month: int, day: int | None) -> str:
    written = UNKNOWN_YEAR if year is None else f"{year:04}"
    return f"{written}-{month:02}" if day is None else f"{written}-{month:02}-{day:02}"


def _month(match: TimeMatch, context: Context) -> int | None:
    if holiday := match.part("holiday"):
        return int(context.form("holiday", holiday)[:2])
    words = match.part("month")
    if words is None:
        return None
    return int(words) if words.isdigit() else int(context.form("month", words))


def _day(match: TimeMatch, context: Context) -> int | None:
    if holiday := match.part("holiday"):
        return int(context.form("holiday", holiday)[-2:])
    words = match.part("day") or match.part("dayofmonth")
    if words is None:
        return None
    figures = words.rstrip("stndrhSTNDRH")
    return int(figures) if figures.isdigit() else int(context.form("ordinal", words))


def _year(match: TimeMatch, context: Context) -> int | None:
    if words := match.part("year"):
        return int(words)
    if words := match.part("shortyear"):
        return _full_year(int(words), context.published)
    return None


def _full_year(short: int, published: date | None) -> int | None:
    """Return the year a two-figure one means: the last such up to twenty years after publication."""
    if published is None:
        return None
    latest = published.year + YEARS_AHEAD
    return latest - (latest - short) % CENTURY


def _choose_year(match: TimeMatch, context: Context, month: int, day: int | None) -> tuple[int | None, TimeBasis]:
    """Return the year of a yearless date, and whether publication or a date told before gave it."""
    return (
        _narrated_year(match, context, month, day)
        or _told_year(match.groups.get("yearof", ""), context)
        or (_year_by_tense(match, context, month, day), "publication")
    )


def _narrated_year(
    match: TimeMatch, context: Context, month: int, day: int | None
) -> tuple[int | None, TimeBasis] | None:
    """Return the year counted from a date told before: as the end of its range, or as in "the following May"."""
    if (start := context.range_start) is not None:
        return _pick(start.day, month, day, "future"), start.basis
    narrative = match.part("narrative")
    if narrative is None or context.anchor is None or "that" in narrative.lower():
        return None
    direction: Direction = "past" if context.form("narrative", narrative) == "-1" else "future"
    return _pick(context.anchor.day, month, day, direction), "anchor"


def _year_by_tense(match: TimeMatch, context: Context, month: int, day: int | None) -> int | None:
    """Return the year that "last" or "next", the weekday or the tense gives, counted from publication."""
    published = context.published
    if published is None:
        return None
    which = match.part("which")
    step = "" if which is None else context.form("which", which)
    if step in ("1", "-1") and day is None:
        first = shift_months(published.replace(day=1), int(step))
        return None if first is None else _pick(first, month, None, "future" if step == "1" else "past")
    if weekday := match.part("weekday"):
        number = int(context.form("weekday", weekday))
        years = [year for year in range(published.year - 1, published.year + 2) if _falls_on(year, month, day, number)]
        if len(years) == 1:
            return years[0]
    direction = context.direction
    if context.preposition in _OPEN_ENDED or not context.is_adjunct:
        direction = None
    elif direction == "present":
        # "Prices are up since March": a present tense fixes days to come, but not months.
        direction = None if day is None else "future"
    return _pick(published, month, day, direction)


def _told_year(words: str, context: Context) -> tuple[int | None, TimeBasis] | None:
    """Return the year of "last year" or "the same year" after a month; None if "that year" follows no date."""
    which = " ".join(words.lower().split())
    if not which:
        return None
    if which in ("last", "this", "next"):
        step = int(context.form("which", which))
        return (None if context.published is None else context.published.year + step), "publication"
    if context.anchor is None:
        return None, "anchor"
    return context.anchor.day.year + int(context.form("narrative", which)), "anchor"


def _falls_on(year: int, month: int, day: int | None, weekday: int) -> bool:
    found = None if day is None else make_day(year, month, day)
    return found is not None and found.isoweekday() == weekday


def _pick(start: date, month: int, day: int | None, direction: Direction | None) -> int | None:
    """Return the year that puts the date nearest to `start` on the side that `direction` says, either if None."""
    if day is None:
        months = {year: (year - start.year) * MONTHS_A_YEAR + month - start.month for year in _years(start)}
        return _nearest(months, direction)
    days = {year: made for year in _years(start) if (made := make_day(year, month, day))}
    return _nearest({year: (made - start).days for year, made in days.items()}, direction)


def _years(start: date) -> range:
    return range(max(start.year - 4, 1), min(start.year + 5, 9999))


def _nearest(distances: dict[int, int], direction: Direction | None) -> int | None:
    """Return the key of the shortest distance in that direction, of the later one if two are as short."""
    candidates = [
        year
        for year, distance in distances.items()
        if not (direction == "past" and distance > 0) and not (direction == "future" and distance < 0)
    ]
    return min(candidates, key=lambda year: (abs(distances[year]), -distances[year])) if candidates else None


def resolve_numeric_date(match: TimeMatch, context: Context) -> Resolved | None:
    """Return a date in figures; where day and month may be either way round, only the year is kept as known."""
    first, second, year = int(match.groups["first"]), int(match.groups["second"]), _year(match, context)
    if year is None:
        return None
    day_first, month_first = make_day(year, second, first), make_day(year, first, second)
    if match.groups["mark"] == "." or month_first is None:
        return resolved(day_first.isoformat(), "stated") if day_first else None
    if day_first is None or day_first == month_first:
        return resolved(month_first.isoformat(), "stated")
    return Resolved(f"{year:04}-XX-XX", "stated", (min(day_first, month_first), max(day_first, month_first)))


def resolve_range(match: TimeMatch, context: Context) -> Resolved | None:
    """Return a range of days as an ISO 8601 interval; None if it runs backwards or a day cannot be."""
    month, first_day = _month(match, context), _day(match, context)
    groups = match.groups
    last_day = _day(match._replace(groups={"day": groups.get("day4") or groups["day2"]}), context)
    if month is None or first_day is None or last_day is None:
        return None
    year, basis = _year(match, context), _STATED
    if year is None:
        year, basis = _choose_year(match, context, month, last_day)
    last_month = int(context.form("month", groups["month2"])) if groups.get("month2") else month
    known = LEAP_YEAR if year is None else year
    first, last = make_day(known, month, first_day), make_day(known, last_month, last_day)
    if first is None or last is None or first >= last:
        return None
    return resolved(f"{_write(year, month, first_day)}/{_write(year, last_month, last_day)}", basis)


def resolve_day_of_month(match: TimeMatch, context: Context) -> Resolved | None:
    """Return "the 15th" in the month that puts it nearest to publication on the side that the tense says."""
    number = int(match.groups["number"])
    if not 1 <= number <= LAST_DAY:
        return None
    published = context.published
    if published is None:
        return Resolved(f"{UNKNOWN_YEAR}-XX-{number:02}", "publication")
    first = published.replace(day=1)
    months = [month for step in (-2, -1, 0, 1, 2) if (month := shift_months(first, step))]
    days = [day for month in months if (day := make_day(month.year, month.month, number))]
    direction = "future" if context.direction == "present" else context.direction
    nearest = _nearest({index: (day - published).days for index, day in enumerate(days)}, direction)
    return None if nearest is None else resolved(days[nearest].isoformat(), "publication")
