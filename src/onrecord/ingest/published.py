"""Dates of publication, as people and pages write them."""

import re
from datetime import UTC, datetime

from onrecord.errors import OptionError

ALLOWED = (
    "Write a date (2024-12-13), a date and time (2024-12-13T09:30, with Z or an offset such as +03:00 where it is "
    "not UTC), or the month in words (13 December 2024; December 13, 2024)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_CLOCK = (
    r"(?:,? (?:at )?(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"(?: ?(?P<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}))?)?"
)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}(?::?[0-9]{2}){0,2}.*)?", re.IGNORECASE)
_ISO_START = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_LABEL = re.compile(
    r"(?:first )?(?:published|posted|issued|released|publication date|release date|date)(?: on)?:? ", re.IGNORECASE
)
_WRITTEN = (
    re.compile(rf"{_WEEKDAY}{_DAY} (?:of )?{_MONTH_NAMES},? (?P<year>[0-9]{{4}}){_CLOCK}", re.IGNORECASE),
    re.compile(rf"{_WEEKDAY}{_MONTH_NAMES} {_DAY},? (?P<year>[0-9]{{4}}){_CLOCK}", re.IGNORECASE),
)


def parse_published(text: str) -> datetime:
    """Return the moment that `text` names, aware, with the offset it states.

    A date alone means its midnight, and a time without an offset is UTC. A form that can be read in
    two ways (03/04/2024) is refused, as is a weekday that does not fit its date.

    Raises:
        OptionError: saying which forms are allowed.

    """
    try:
        return _parse(" ".join(text.split()))
    except ValueError as error:
        reason = f" ({error})" if str(error) else ""
        raise OptionError("--published", f"{text!r} is no date that can be read{reason}", f"{ALLOWED}.") from error


def find_published(line: str) -> datetime | None:
    """Return the date that a line of a report's head gives as that of publication, or None.

    The line is the date alone or with a label ("Published: 2 May 2021 | Updated: 3 May 2021"); a
    date of an update alone is none of publication.
    """
    words = " ".join(line.split())
    label = _LABEL.match(words)
    start = label.end() if label else 0
    for form in (_ISO_START, *_WRITTEN):
        if found := form.match(words, start):
            try:
                return _parse(found[0])
            except ValueError:
                return None
    return None


def _parse(text: str) -> datetime:
    if _ISO.fullmatch(text):
        moment = datetime.fromisoformat(text.upper())
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    for form in _WRITTEN:
        if found := form.fullmatch(text):
            return _from_words(found)
    if re.fullmatch(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}", text):
        message = "it does not say which number is the month"
        raise ValueError(message)
    raise ValueError


def _from_words(found: re.Match[str]) -> datetime:
    """Return the moment of a date with its month in words."""
    month = _MONTHS.index(found["month"][:3].lower()) + 1
    clock = f"{found['hour'] or '0':0>2}:{found['minute'] or '00'}:{found['second'] or '00'}"
    zone = (found["zone"] or "Z").upper().replace("UTC", "Z").replace("GMT", "Z")
    moment = datetime.fromisoformat(f"{found['year']}-{month:02}-{found['day']:0>2}T{clock}{zone}")
    weekday = found["weekday"]
    if weekday and _WEEKDAYS[moment.weekday()] != weekday.lower():
        message = f"that day is a {moment:%A}"
        raise ValueError(message)
    return moment
