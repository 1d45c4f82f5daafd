"""Calendar reckoning on TIMEX3 values: steps by a unit, the value of a day at a grain, and the days a value covers."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta

MONTHS_A_YEAR = 12
SUNDAY = 7
WEEKEND_BEGINS = 6
# The first month of each season, in the northern reckoning that the press of both halves uses in such values.
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}

Days = tuple[date, date] | None


def shift_days(day: date, days: int) -> date | None:
    """Return the day so many days on, None outside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def shift_months(day: date, months: int) -> date | None:
    """Return the same day so many months on (or the last of that month), None outside the calendar."""
    number = day.year * MONTHS_A_YEAR + day.month - 1 + months
    year, month = divmod(number, MONTHS_A_YEAR)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift(day: date, amount: int, unit: str) -> date | None:
    """Return the day `amount` units on; units are D, W, WE, M, Q, Y, E (ten years) and C (a hundred)."""
    days = {"D": 1, "W": 7, "WE": 7}
    if unit in days:
        return shift_days(day, amount * days[unit])
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
    return shift_months(day, amount * months[unit])


def at_grain(day: date, unit: str) -> str:
    """Return the TIMEX3 value of the day, week, weekend, month, quarter, year, decade or century that holds `day`."""
    if unit in ("W", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "WE" else "")
    if unit == "Q":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    iso = day.isoformat()
    return {"D": iso, "M": iso[:7], "Y": iso[:4], "E": f"{iso[:3]}X", "C": f"{iso[:2]}XX"}[unit]


def unknown_at_grain(unit: str) -> str:
    """Return the value of an unknown day, week and so on."""
    forms = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}
    return forms.get(unit, "XXXX")


def make_day(year: int, month: int, day: int) -> date | None:
    """Return the date, or None if there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _months(year: int, first: int, last: int) -> Days:
    if not (MINYEAR <= year <= MAXYEAR and 1 <= first <= last <= MONTHS_A_YEAR):
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _week(year: int, week: int, *, weekend: bool) -> Days:
    try:
        first = date.fromisocalendar(year, week, WEEKEND_BEGINS if weekend else 1)
        return first, date.fromisocalendar(year, week, SUNDAY)
    except ValueError:
        return None


def days_of(value: str) -> Days:
    """Return the first and last day that a TIMEX3 value covers, or None where it does not say."""
    if "/" in value:
        first, last = (days_of(end) for end in value.split("/", 1))
        return (first[0], last[1]) if first and last else None
    for form, read in _FORMS:
        if match := form.fullmatch(value):
            return read(match)
    return None


def _day_of(match: re.Match[str]) -> Days:
    day = make_day(int(match[1]), int(match[2]), int(match[3]))
    return (day, day) if day else None


def _part_of(match: re.Match[str]) -> Days:
    length = 3 if match[2] == "Q" else 6
    first = (int(match[3]) - 1) * length + 1
    return _months(int(match[1]), first, first + length - 1)


def _round_years_of(match: re.Match[str]) -> Days:
    first, last = (match[1] + sign * len(match[2]) for sign in "09")
    begins, ends = _months(int(first), 1, MONTHS_A_YEAR), _months(int(last), 1, MONTHS_A_YEAR)
    return (begins[0], ends[1]) if begins and ends else None


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Days]], ...] = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?"), _day_of),
    (re.compile(r"(\d{4})-(\d\d)"), lambda match: _months(int(match[1]), int(match[2]), int(match[2]))),
    (re.compile(r"(\d{4})"), lambda match: _months(int(match[1]), 1, MONTHS_A_YEAR)),
    (
        re.compile(r"(\d{4})-W(\d\d)(-WE)?"),
        lambda match: _week(int(match[1]), int(match[2]), weekend=bool(match[3])),
    ),
    (re.compile(r"(\d{4})-([QH])(\d)"), _part_of),
    (re.compile(r"(\d\d\d(?=X$)|\d\d(?=XX$))(X+)"), _round_years_of),
)


def weekday_near(start: date, weekday: int, *, ahead: bool, include: bool) -> date | None:
    """Return the nearest such weekday after or before `start`, or `start` itself where it may be included."""
    days = (weekday - start.isoweekday()) % 7 if ahead else -((start.isoweekday() - weekday) % 7)
    return shift_days(start, days if days or include else 7 if ahead else -7)
