"""The record in one SQLite file: one writer and several readers at once, a report whole or not at all."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord.records import Event, PlaceMention, Reading, Report, Span, Statement
from onrecord.records.encoding import decode_record, encode_record
from onrecord.store.flattening import flatten, storable
from onrecord.store.opening import (
    connect_for_reading,
    connect_for_writing,
    connect_in_memory,
    told_as_store_errors,
)
from onrecord.store.port import Added, AnyFinding, Filter, Found, Hit
from onrecord.store.selecting import select_findings

READINGS_IN_MEMORY = 64
_WORDS_OF_SNIPPET = 32
_MARK_START, _MARK_END = "\x01", "\x02"
_PHRASE = re.compile(r'"([^"]*)"|([^\s"]+)')


def open_for_writing(path: Path) -> "SqliteStore":
    """Return the record at `path`, made if there is none; raises `StoreError` if it cannot be one."""
    return SqliteStore(connect_for_writing(path), str(path))


def open_for_reading(path: Path) -> "SqliteStore":
    """Return the record at `path`; raises `StoreError` if there is none."""
    return SqliteStore(connect_for_reading(path), str(path))


def open_in_memory() -> "SqliteStore":
    """Return an empty record that is gone when it is closed."""
    return SqliteStore(connect_in_memory(), ":memory:")


class SqliteStore:
    """A `Store` over one SQLite connection; use it in a `with`, or close it."""

    def __init__(self, connection: sqlite3.Connection, where: str) -> None:
        """Keep the connection, and `where` for messages."""
        self._connection = connection
        self._where = where
        self._reading = lru_cache(READINGS_IN_MEMORY)(self._load_reading)
        self._seen_version = 0

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Let go of the file; nothing that was added is lost."""
        self._reading.cache_clear()
        self._connection.close()

    def add(self, reading: Reading) -> Added:
        """Keep `reading`, whole or not at all, and return what that changed.

        The same report again is `unchanged`, unless another version of code, lexicons, model or knowledge
        read it, or it now says more about itself (a date, an outlet): then the reading is replaced (`reread`).
        Another text at the same url is a `new-version`; the old one stays and names the new one.
        """
        with told_as_store_errors(self._where), self._transaction():
            self._forget_if_changed()
            report = reading.report
            known = self._connection.execute("SELECT number FROM reports WHERE id = ?", (report.id,)).fetchone()
            if known is not None:
                before = self._reading(known[0])
                if before.provenance == reading.provenance and not _says_more(report, before.report):
                    return Added(report=report.id, state="unchanged")
                self._replace(known[0], reading)
                return Added(report=report.id, state="reread")
            replaced = self._supersede(report)
            self._insert(reading)
            return Added(report=report.id, state="new-version" if replaced else "added", replaces=replaced)

    def reports(self, chosen: Filter) -> Iterator[Found[Report]]:
        """Return the reports that pass, by day of publication."""
        for reading, _, newer in self._chosen("report", chosen):
            yield Found(reading=reading, finding=reading.report, superseded_by=newer)

    def events(self, chosen: Filter) -> Iterator[Found[Event]]:
        """Return the events that pass, by day, those without one last."""
        for reading, position, newer in self._chosen("event", chosen):
            yield Found(reading=reading, finding=reading.events[position], superseded_by=newer)

    def statements(self, chosen: Filter) -> Iterator[Found[Statement]]:
        """Return the statements that pass, by the day they were made or published."""
        for reading, position, newer in self._chosen("statement", chosen):
            yield Found(reading=reading, finding=reading.statements[position], superseded_by=newer)

    def places(self, chosen: Filter) -> Iterator[Found[PlaceMention]]:
        """Return the place mentions that pass, by day of publication."""
        for reading, position, newer in self._chosen("place", chosen):
            yield Found(reading=reading, finding=reading.places[position], superseded_by=newer)

    def finding(self, finding_id: str) -> Found[AnyFinding] | None:
        """Return the report, event, statement, place or entity of that id, None if there is none."""
        with told_as_store_errors(self._where):
            self._forget_if_changed()
            row = self._connection.execute(
                """SELECT f.report, f.kind, f.position, r.superseded_by FROM findings f
                   JOIN reports r ON r.number = f.report WHERE f.id = ? ORDER BY f.number LIMIT 1""",
                (storable(finding_id),),
            ).fetchone()
            if row is None:
                return None
            number, kind, position, newer = row
            reading = self._reading(number)
        lists: dict[str, tuple[AnyFinding, ...]] = {
            "report": (reading.report,),
            "event": reading.events,
            "statement": reading.statements,
            "place": reading.places,
            "entity": reading.entities,
        }
        return Found(reading=reading, finding=lists[kind][position], superseded_by=newer)

    def readings(self) -> Iterator[Reading]:
        """Return the newest reading of every report, in the order of adding."""
        with told_as_store_errors(self._where):
            query = "SELECT reading FROM reports WHERE superseded_by IS NULL ORDER BY number"
            for (line,) in self._connection.execute(query):
                yield decode_record(line, Reading)

    def search(self, words: str, limit: int = 20) -> tuple[Hit, ...]:
        """Return the reports that hold all of `words`, best first; "words in quotes" stay together."""
        query = _full_text_query(words)
        if not query:
            return ()
        with told_as_store_errors(self._where):
            self._forget_if_changed()
            rows = self._connection.execute(
                """SELECT w.rowid, snippet(report_words, -1, ?, ?, ' … ', ?) FROM report_words w
                   JOIN reports r ON r.number = w.rowid WHERE report_words MATCH ? AND r.superseded_by IS NULL
                   ORDER BY bm25(report_words, 4.0, 1.0), w.rowid LIMIT ?""",
                (_MARK_START, _MARK_END, _WORDS_OF_SNIPPET, query, limit),
            ).fetchall()
            return tuple(_hit(self._reading(number).report, snippet) for number, snippet in rows)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:  # a full disk has rolled back already
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _chosen(self, kind: str, chosen: Filter) -> Iterator[tuple[Reading, int, str | None]]:
        sql, parameters = select_findings(kind, chosen)
        with told_as_store_errors(self._where):
            self._forget_if_changed()
            for number, position, newer in self._connection.execute(sql, parameters):
                yield self._reading(number), position, newer

    def _forget_if_changed(self) -> None:
        """Drop the readings in memory if another process has written to the record since."""
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._seen_version:
            self._seen_version = version
            self._reading.cache_clear()

    def _load_reading(self, number: int) -> Reading:
        query = "SELECT reading FROM reports WHERE number = ?"
        return decode_record(self._connection.execute(query, (number,)).fetchone()[0], Reading)

    def _supersede(self, report: Report) -> str | None:
        """Return the id of the version at the same url that `report` takes the place of, having marked it."""
        if not report.url:
            return None
        row = self._connection.execute(
            "UPDATE reports SET superseded_by = ? WHERE url = ? AND superseded_by IS NULL RETURNING id",
            (report.id, storable(report.url)),
        ).fetchone()
        return str(row[0]) if row else None

    def _insert(self, reading: Reading) -> None:
        report = reading.report
        number = self._connection.execute(
            "INSERT INTO reports (id, url, provenance, reading) VALUES (?, ?, ?, ?)",
            (report.id, storable(report.url) if report.url else None, *_encoded(reading)),
        ).lastrowid
        assert number is not None
        self._connection.execute(
            "INSERT INTO report_words (rowid, title, text) VALUES (?, ?, ?)",
            (number, storable(report.title or ""), storable(report.text)),
        )
        self._index(number, reading)

    def _replace(self, number: int, reading: Reading) -> None:
        self._connection.execute(
            "UPDATE reports SET provenance = ?, reading = ? WHERE number = ?", (*_encoded(reading), number)
        )
        self._connection.execute(
            "UPDATE report_words SET title = ? WHERE rowid = ?", (storable(reading.report.title or ""), number)
        )
        self._connection.execute("DELETE FROM findings WHERE report = ?", (number,))
        self._index(number, reading)
        self._reading.cache_clear()

    def _index(self, number: int, reading: Reading) -> None:
        execute = self._connection.execute
        numbers: dict[str, int] = {}
        for row in flatten(reading):
            days = (row.earliest and row.earliest.isoformat(), row.latest and row.latest.isoformat())
            finding = execute(
                "INSERT INTO findings (report, id, kind, position, earliest, latest) VALUES (?, ?, ?, ?, ?, ?)",
                (number, storable(row.id), row.kind, row.position, *days),
            ).lastrowid
            for role, name in sorted(row.names):
                if name not in numbers:
                    execute("INSERT OR IGNORE INTO names (name) VALUES (?)", (name,))
                    numbers[name] = execute("SELECT number FROM names WHERE name = ?", (name,)).fetchone()[0]
                link = (role, numbers[name], finding)
                execute("INSERT INTO finding_names (role, name, finding) VALUES (?, ?, ?)", link)


def _encoded(reading: Reading) -> tuple[str, str]:
    return encode_record(reading.provenance).decode(), encode_record(reading).decode()


def _says_more(new: Report, old: Report) -> bool:
    """Return whether `new` tells anything of itself that `old` did not, and leaves out nothing that it did."""
    told = ("given_id", "outlet", "agency", "title", "published_at", "published_basis", "bylines", "sections")
    changed = [(getattr(new, name), getattr(old, name)) for name in told if getattr(new, name) != getattr(old, name)]
    return bool(changed) and all(now not in (None, "none", ()) for now, _ in changed)


def _full_text_query(words: str) -> str:
    """Return a query in which every word is quoted, so that nothing in it is read as an operator."""
    phrases = (quoted or word for quoted, word in _PHRASE.findall(storable(words)))
    return " AND ".join(f'"{phrase}"' for phrase in phrases if any(map(str.isalnum, phrase)))


def _hit(report: Report, marked: str) -> Hit:
    snippet, matches = "", []
    for part in re.split(f"({_MARK_START}[^{_MARK_END}]*{_MARK_END})", marked):
        if part.startswith(_MARK_START):
            matches.append(Span(start=len(snippet), end=len(snippet) + len(part) - 2))
            part = part[1:-1]  # noqa: PLW2901 - the marks have done their work
        snippet += part
    return Hit(
        report=report.id,
        title=report.title,
        outlet=report.outlet,
        published_on=report.published_at.date() if report.published_at else None,
        snippet=snippet,
        matches=tuple(matches),
    )
