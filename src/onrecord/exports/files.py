"""Rows as files: JSON Lines, which lose nothing, and CSV for spreadsheets. One function a format."""

import csv
from collections.abc import Callable, Iterable
from datetime import date
from typing import TextIO

from onrecord.records import Record
from onrecord.records.encoding import encode_record

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNWRITABLE = dict.fromkeys((0, *range(0xD800, 0xE000)), "�")

Export = Callable[[Iterable[Record], type[Record], TextIO], None]


def write_json_lines(rows: Iterable[Record], form: type[Record], stream: TextIO) -> None:
    """Write one JSON object a row; each holds every field of `form`."""
    del form  # an object names its own fields
    stream.writelines(encode_record(row).decode() + "\n" for row in rows)


def write_csv(rows: Iterable[Record], form: type[Record], stream: TextIO) -> None:
    """Write a header and one line a row, by RFC 4180; `record` fields are left out, lists joined by "; ".

    A cell that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers.
    Open files for it with `newline=""`.
    """
    columns = [name for name in form.__struct_fields__ if name != "record"]
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(getattr(row, name)) for name in columns])


def cell(value: object) -> str:
    """Return `value` as the text of one CSV cell; None is an empty cell."""
    match value:
        case None:
            return ""
        case bool() | int() | float():
            return str(value)
        case date():
            return value.isoformat()
        case tuple():
            return _harmless(
                "; ".join(encode_record(one).decode() if isinstance(one, Record) else str(one) for one in value)
            )
        case _:
            return _harmless(str(value))


def _harmless(text: str) -> str:
    # Spaces in front do not stop every spreadsheet, so the first other character decides.
    text = text.translate(_UNWRITABLE)
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) or text.lstrip(" ").startswith(_STARTS_A_FORMULA) else text


EXPORTS: dict[str, Export] = {
    "json": write_json_lines,
    "csv": write_csv,
}
