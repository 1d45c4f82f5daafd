"""Years told otherwise than as a date: decades, centuries, years in words, of another era, fiscal, and ranges."""

from onrecord.stages.times.context import Context, Resolved, resolved
from onrecord.stages.times.matching import TimeMatch
from onrecord.stages.times.numbers import read_number

CENTURY = 100
_LAST_CENTURY_TOLD_BY_HUNDREDS = "19"


def resolve_decade(match: TimeMatch, _: Context) -> Resolved | None:
    """Return a decade in figures; "the 1800s" is a century, "the 2000s" a decade."""
    figures = "".join(sign for sign in match.groups["figures"] if sign.isdigit())
    century = "19" if len(figures) == len("90") else figures[:2]
    if figures.endswith("00") and century <= _LAST_CENTURY_TOLD_BY_HUNDREDS:
        return resolved(f"{century}XX", "stated")
    return resolved(f"{century}{figures[-2]}X", "stated")


def resolve_decade_word(match: TimeMatch, context: Context) -> Resolved | None:
    """Return a decade of the twentieth century in words ("the eighties")."""
    return resolved(f"19{context.form('decade', match.groups['decade'])}X", "stated")


def resolve_century(match: TimeMatch, context: Context) -> Resolved | None:
    """Return a century: the 19th is 18XX; one before the common era has no days."""
    number = int(match.groups["figure"] or context.form("ordinal", match.groups["ordinal"])) - 1
    if match.groups["era"].upper().startswith("B"):
        return Resolved(f"BC{number:02}XX", "stated")
    return resolved(f"{number:02}XX", "stated")


def resolve_spoken_year(match: TimeMatch, context: Context) -> Resolved | None:
    """Return a year in words ("nineteen eighty-nine")."""
    rest = read_number(match.groups["rest"].lower().replace("oh", " "), context.lexicon)
    century = {"nineteen": "19", "twenty": "20"}[match.groups["century"].lower()]
    return resolved(f"{century}{0 if rest is None or rest >= CENTURY else int(rest):02}", "stated")


def resolve_era_year(match: TimeMatch, _: Context) -> Resolved | None:
    """Return a year with its era; one before the common era has no days."""
    year = int(match.part("figure") or 0)
    if (match.part("era") or "").upper().startswith("B"):
        return Resolved(f"BC{year:04}", "stated")
    return resolved(f"{year:04}", "stated")


def resolve_fiscal_year(match: TimeMatch, _: Context) -> Resolved | None:
    """Return a fiscal year (FY2024), whose days differ by country and so stay unknown."""
    return Resolved(f"FY{match.groups['year']}", "stated")


def resolve_range_of_years(match: TimeMatch, _: Context) -> Resolved | None:
    """Return a range of years as an ISO 8601 interval; None if it runs backwards."""
    first = int(match.groups["year"])
    last = int(match.groups["year2"] or f"{first // CENTURY}{match.groups['shortyear']}")
    return resolved(f"{first:04}/{last:04}", "stated") if first < last else None
