"""The one loader of lexicons: TOML into typed records, CSV into rows, each error with file and key."""

import csv
import hashlib
import io
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

import msgspec

from onrecord.errors import LexiconError

Form = TypeVar("Form")


def lexicon_file(name: str) -> Traversable:
    """Return the lexicon called `name`, a path below `lexicons/english` such as `events/assault.toml`."""
    return files("onrecord.lexicons").joinpath("english", *name.split("/"))


def load_toml(name: str, form: type[Form]) -> Form:
    """Return the TOML lexicon `name` as a `form`.

    Raises:
        LexiconError: with the file and the key, if it is missing, no TOML, or not of that form.

    """
    try:
        return msgspec.toml.decode(lexicon_file(name).read_bytes(), type=form)
    except (OSError, msgspec.MsgspecError) as error:
        advice = f"Compare the file with the fields of {form.__name__}."
        raise LexiconError(f"lexicons/english/{name}", str(error), advice) from error


def load_csv(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the CSV lexicon `name`, each by column.

    Raises:
        LexiconError: with file and line, if a row has more or fewer cells than the header.

    """
    reader = csv.DictReader(io.StringIO(lexicon_file(name).read_text("utf-8"), newline=""), restval=None)
    rows: list[dict[str, str]] = []
    for row in reader:
        if len(row) != len(reader.fieldnames or ()) or None in row.values():
            where = f"lexicons/english/{name}, line {reader.line_num}"
            raise LexiconError(where, "the row does not fit the header", "Quote cells that hold a comma.")
        rows.append(row)
    return tuple(rows)


def _below(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _below(entry)
        elif entry.name.endswith((".toml", ".csv")):
            yield entry


@cache
def lexicons_hash() -> str:
    """Return twelve hex digits over the bytes of all lexicons, for `Provenance.lexicons`."""
    digest = hashlib.sha256()
    for file in _below(files("onrecord.lexicons").joinpath("english")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
