"""Datelines: the place, day and agency set before a report's first words, no part of its first sentence."""

import re

from onrecord.records import Span

LONGEST_DATELINE = 120

_PLACE = r"(?P<place>[^\W\d_][\w.'’\-]*(?:[ ,/]+[A-Z][\w.'’\-]*){0,5}?)"
_CAPITALS = r"(?P<place>[^\W\d_a-z](?:[^\W\d_a-z]|[ .'’/\-])+(?:, ?[A-Z][\w.'’\-]*(?: [A-Z][\w.'’\-]*){0,2}){0,2}?)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = rf"(?:(?:{_MONTH} \d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH})(?:,? \d{{4}})?)"
_AGENCY = r"\([^()\n]{2,40}\)"
# What follows opens a sentence; "HTS - the group that" does not.
_DASH = r"\s*(?:—|–|--|―|-(?=\s)|:(?=\s))\s*(?=[A-Z0-9\"“‘'«])"

# In capitals a place alone is enough; in other letters it needs a day or an agency beside it.
_IN_CAPITALS = re.compile(rf"{_CAPITALS}(?:,? {_DAY})?(?:,? {_AGENCY})?{_DASH}")
_WITH_DAY_OR_AGENCY = re.compile(rf"{_PLACE}(?:,? {_DAY}(?:,? {_AGENCY})?|,? {_AGENCY}(?:,? {_DAY})?){_DASH}")
_FEWEST_LETTERS = 3


def find_dateline(text: str, start: int, end: int) -> tuple[Span, Span] | None:
    """Return the dateline that opens `text[start:end]` and the place in it, or None if there is none.

    The first span runs through the dash and the white space behind it ("GAO, Mali, March 5 (AP) - "),
    the second covers the place ("GAO, Mali"). Known misses: a bare place in small letters ("Abuja — ").
    """
    stop = min(end, start + LONGEST_DATELINE)
    for pattern in (_IN_CAPITALS, _WITH_DAY_OR_AGENCY):
        match = pattern.match(text, start, stop)
        if match and match.end() < end and sum(map(str.isalpha, match["place"])) >= _FEWEST_LETTERS:
            place = match["place"].rstrip()
            first = match.start("place")
            return Span(start=start, end=match.end()), Span(start=first, end=first + len(place))
    return None
