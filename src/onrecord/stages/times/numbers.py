"""Numbers in figures and words, and times of day, as the parts of TIMEX3 values."""

import re
from math import isclose

from onrecord.lexicons.times import TimeLexicon

HOURS_A_HALF_DAY = 12
HUNDRED = 100

_FIGURES = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d+)?")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d\d))?(?:[:.]\d\d)?\s*(?:([ap])\.?\s?m)?", re.IGNORECASE)
_HALF = re.compile(r"1/2|½|half")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")


def read_number(words: str, lexicon: TimeLexicon) -> float | None:
    """Return the number that `words` state ("two", "1,500", "2 1/2", "a"), or None for a vague one."""
    lower = words.lower().strip()
    half = 0.5 if _HALF.search(lower) else 0.0
    if figures := _FIGURES.match(lower):
        text = figures[0].replace(",", "") if _THOUSANDS.fullmatch(figures[0]) else figures[0].replace(",", ".")
        return float(text) + half
    total = 0.0
    counts = lexicon.normal_forms["count"]
    for word in re.split(r"[\s‐‑–-]+", lower):
        if word in counts:
            number = float(counts[word])
            total = max(total, 1) * number if number >= HUNDRED else total + number
    if total:
        return total + half
    return 1 + half if lower in ("a", "an") else None


def write_amount(number: float | None, unit: str) -> str:
    """Return a TIMEX3 duration of `number` units (X if None); `unit` is a lexicon form such as 1D, 10Y or 1TH."""
    size = int(re.sub(r"\D", "", unit))
    letters = re.sub(r"\d", "", unit)
    mark, letter = ("PT", letters[1:]) if letters.startswith("T") else ("P", letters)
    if number is None:
        vague = {10: "DE", 100: "CE", 1000: "ME"}.get(size, letter)
        return f"{mark}X{vague}"
    amount = number * size
    if isclose(amount, round(amount)):
        return f"{mark}{round(amount)}{letter}"
    smaller = {"Y": (12, "M"), "H": (60, "M"), "M": (60, "S") if mark == "PT" else (30, "D")}.get(letter)
    if smaller and isclose(amount % 1, 0.5):
        parts, name = smaller
        whole = f"{int(amount)}{letter}" if int(amount) else ""
        return f"{mark}{whole}{parts // 2}{name}"
    return f"{mark}{amount:g}{letter}"


def read_clock(words: str, lexicon: TimeLexicon) -> str | None:
    """Return "T" and the time of day that `words` state, such as T15:00, or None if there is none such."""
    lower = words.lower()
    for word, value in (("noon", "T12:00"), ("midday", "T12:00"), ("midnight", "T24:00")):
        if lower.startswith(word):
            return value
    match = _CLOCK.match(lower)
    if match is None:
        hour = read_number(re.split(r"\so.clock", lower)[0], lexicon)
        return None if hour is None else f"T{int(hour):02}:00"
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3] and hour <= HOURS_A_HALF_DAY:
        hour = hour % HOURS_A_HALF_DAY + (HOURS_A_HALF_DAY if match[3] == "p" else 0)
    return f"T{hour:02}:{minute:02}"
