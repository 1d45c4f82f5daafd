"""Amounts of time: how long, how often, and how long before or after a day."""

import re
from datetime import date
from math import ceil

from onrecord.records import TimeBasis
from onrecord.stages.times.calendar import at_grain, shift, unknown_at_grain
from onrecord.stages.times.context import Context, Resolved, resolved
from onrecord.stages.times.matching import TimeMatch
from onrecord.stages.times.numbers import read_number, write_amount

_BACK = ("last", "past", "previous", "preceding", "latest")
_AHEAD = ("next", "coming")
_HALF = 0.5
MONTHS_A_YEAR = 12
HOURS = {"TH": 1, "TM": 1 / 60, "TS": 1 / 3600}
HOURS_A_DAY = 24
_ARTICLES = ("a", "an", "one", "")


def _amount(match: TimeMatch, context: Context) -> tuple[float | None, str]:
    """Return the number (None if vague) and the unit form of a match."""
    number = match.part("number")
    vague = match.groups.get("vague", "")
    count = None if number is None else read_number(number, context.lexicon)
    if number is None and re.search(r"\bcouple\b", vague, re.IGNORECASE):
        count = 2.0
    if count is not None and match.part("half"):
        count += _HALF
    return count, context.form("unit", match.part("unit") or "")


def _letter(unit: str) -> tuple[int, str]:
    return int(re.sub(r"\D", "", unit)), re.sub(r"\d", "", unit)


def resolve_duration(match: TimeMatch, context: Context) -> Resolved | None:
    """Return a length of time; None for "a second" and "a quarter", which are a rank and a share."""
    is_single = (match.part("number") or "").lower() in _ARTICLES
    if is_single and (match.part("unit") or "").lower() in ("second", "quarter"):
        return None
    return Resolved(write_amount(*_amount(match, context)), "stated")


def resolve_vague_duration(match: TimeMatch, context: Context) -> Resolved | None:
    """Return a length of time without a number: of unknown length if plural ("decades"), else of one unit."""
    words = (match.part("unit") or "").lower()
    return Resolved(write_amount(None if words.endswith("s") else 1, context.form("unit", words)), "stated")


def resolve_one_unit(match: TimeMatch, context: Context) -> Resolved | None:
    """Return a length of one unit, or of half a one ("all night", "half an hour")."""
    amount = _HALF if match.groups.get("half") else 1
    return Resolved(write_amount(amount, context.form("unit", match.part("unit") or "")), "stated")


def resolve_within(match: TimeMatch, context: Context) -> Resolved | None:
    """Return a length of time that ends or begins at publication ("the past two years"), with its days."""
    count, unit = _amount(match, context)
    value = write_amount(count, unit)
    which = match.groups["which"].lower().split()[-1]
    if which not in (*_BACK, *_AHEAD):
        return Resolved(value, "stated")
    size, letter = _letter(unit)
    if count is None or context.published is None:
        return Resolved(value, "publication")
    steps = round(count * size)
    if letter in HOURS:
        letter, steps = "D", ceil(count * HOURS[letter] / HOURS_A_DAY)
    other = shift(context.published, steps * (-1 if which in _BACK else 1), letter)
    if other is None:
        return Resolved(value, "publication")
    return Resolved(value, "publication", (min(other, context.published), max(other, context.published)))


def resolve_shift(match: TimeMatch, context: Context) -> Resolved | None:
    """Return the day, week, month or year so long from publication ("ago") or from the last full date ("later")."""
    count, unit = _amount(match, context)
    if match.rule.value == "one":
        count = 1
    if match.groups.get("whole"):
        count = _HALF
    origin, sign = tuple(context.form("away", match.groups.get("away") or "from now"))
    basis: TimeBasis = "publication" if origin == "P" else "anchor"
    size, letter = _letter(unit)
    if count is None and origin == "P":
        return Resolved("PAST_REF" if sign == "-" else "FUTURE_REF", "stated")
    start = context.published if origin == "P" else _anchor_day(context, letter)
    if letter.startswith("T"):
        return _hours(start, basis)
    if count is not None and count % 1 == _HALF and letter == "Y":
        count, letter = count * MONTHS_A_YEAR, "M"
    steps = None if count is None else round(count * size) * (1 if sign == "+" else -1)
    day = None if start is None or steps is None else shift(start, steps, letter)
    if day is None:
        return Resolved(unknown_at_grain(letter), basis)
    if letter == "Y" and context.anchor and origin == "A" and "-Q" in context.anchor.value:
        letter = "Q"
    return resolved(at_grain(day, letter), basis)


def _anchor_day(context: Context, letter: str) -> date | None:
    anchor = context.day_anchor if letter == "D" or letter.startswith("T") else context.anchor
    return None if anchor is None else anchor.day


def _hours(start: date | None, basis: TimeBasis) -> Resolved:
    """Return a time some hours off, of which only the day is known, and that only nearly."""
    if start is None:
        return Resolved(f"{unknown_at_grain('D')}TXX:XX", basis, None, "TIME")
    return Resolved(f"{start.isoformat()}TXX:XX", basis, None, "TIME")


def resolve_set(match: TimeMatch, context: Context) -> Resolved | None:
    """Return how often: a period ("every two weeks", P2W) or a form with unknown parts ("Fridays", XXXX-WXX-5)."""
    if often := match.part("often"):
        return Resolved(context.form("often", often), "stated")
    part, parts = match.part("part"), match.part("parts")
    time = f"T{context.form('part', part)}" if part else f"T{context.form('parts', parts)}" if parts else ""
    if weekday := match.part("weekday"):
        return Resolved(f"XXXX-WXX-{context.form('weekday', weekday)}{time}", "stated")
    if month := match.part("month"):
        return Resolved(f"XXXX-{context.form('month', month)}", "stated")
    if season := match.part("season"):
        return Resolved(f"XXXX-{context.form('season', season)}", "stated")
    if match.part("unit") is None:
        return Resolved(f"XXXX-XX-XX{time}", "stated")
    number = match.part("number")
    count = 1.0 if number is None else read_number(number, context.lexicon)
    return Resolved(write_amount(count, context.form("unit", match.part("unit") or "")), "stated")
