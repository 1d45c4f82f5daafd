"""The two ends of a range: a year stated at its end is that of its start too ("March to August 2011")."""

import re

from onrecord.stages.times.matching import TimeMatch

_JOINT = re.compile(r"\s*(?:[-‐‑–—]|\b(?:to|and|or|until|till|through)\b)\s*", re.IGNORECASE)
_LONGEST_JOINT = 12
_DATE = "date"


def joins(text: str, start: int, end: int) -> bool:
    """Return whether the words between two expressions make them the ends of a range."""
    return start < end <= start + _LONGEST_JOINT and _JOINT.fullmatch(text, start, end) is not None


def lend_years(text: str, matches: list[TimeMatch]) -> list[TimeMatch]:
    """Return the matches, with the year of a date also given to a yearless one that it ends the range of."""
    lent = list(matches)
    for index in range(len(lent) - 2, -1, -1):
        first, second = lent[index], lent[index + 1]
        year = second.part("year")
        if year and _is_yearless(first) and second.part("month") and joins(text, first.end, second.start):
            lent[index] = first._replace(groups=first.groups | {"year": year})
    return lent


def _is_yearless(match: TimeMatch) -> bool:
    told = ("year", "shortyear", "yearof", "which", "narrative")
    return match.rule.resolve == _DATE and bool(match.part("month")) and not any(match.part(name) for name in told)
