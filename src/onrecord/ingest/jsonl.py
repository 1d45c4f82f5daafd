"""JSON Lines: one record a line, each read by itself, so that a bad one costs only itself."""

from collections.abc import Iterable, Iterator

import msgspec

from onrecord.errors import InputError, OptionError
from onrecord.ingest.page import read_page
from onrecord.ingest.published import ALLOWED, parse_published
from onrecord.ingest.settings import SourceSettings
from onrecord.ingest.text import read_text
from onrecord.records import Report
from onrecord.records.encoding import decode_record

LARGEST_DOCUMENT = 20_000_000  # bytes
_FIELDS = 'Write one object a line, such as {"id": "7", "text": "...", "published": "2024-12-13"}'


class JsonRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One line: `text` or `html` is needed (`text` wins), the rest is optional, other keys are ignored."""

    id: str | int | None = None
    text: str | None = None
    html: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None


def read_jsonl(lines: Iterable[bytes], where: str, settings: SourceSettings) -> Iterator[Report | InputError]:
    """Yield for each line its report, or the error that says why it is none; blank lines are passed over.

    What a record says wins over `settings`. `where` names the file; errors add the number of the line.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _read_line(line, f"{where}, line {number}", settings)


def _read_line(line: bytes, where: str, settings: SourceSettings) -> Report | InputError:
    try:
        return read_record(line, where, settings)
    except InputError as error:
        return error


def read_record(content: bytes, where: str, settings: SourceSettings) -> Report:
    """Return the report of one JSON record.

    Raises:
        InputError: if it is too large, no JSON object, lacks text and html, or holds a wrong value.

    """
    if len(content) > LARGEST_DOCUMENT:
        problem = f"the record is larger than {LARGEST_DOCUMENT // 1_000_000} MB"
        raise InputError(where, problem, "Split it into one record a report.")
    try:
        record = decode_record(content.removeprefix(b"\xef\xbb\xbf"), JsonRecord)
    except msgspec.ValidationError as error:
        problem = f"a value has the wrong type: {error}"
        raise InputError(where, problem, f"{_FIELDS}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(where, f"this is no JSON record: {error}", f"{_FIELDS}, in UTF-8.") from error
    known = _with_record(settings, record, where)
    if record.text is not None and record.text.strip():
        return read_text(record.text, where, known)
    if record.html is not None and record.html.strip():
        return read_page(record.html, where, known)
    problem = (
        "`text` and `html` are both missing" if record.text is None and record.html is None else "its text is empty"
    )
    raise InputError(where, problem, f"{_FIELDS}.")


def _with_record(settings: SourceSettings, record: JsonRecord, where: str) -> SourceSettings:
    """Return the settings with what the record says of itself put in."""
    try:
        published = settings.published if record.published is None else parse_published(record.published)
    except OptionError as error:
        raise InputError(where, f"`published`: {error.problem}", f"{ALLOWED}, or leave the key out.") from error
    return msgspec.structs.replace(
        settings,
        given_id=settings.given_id if record.id is None else str(record.id),
        url=record.url or settings.url,
        outlet=record.outlet or settings.outlet,
        title=" ".join((record.title or "").split()) or settings.title,
        published=published,
    )
