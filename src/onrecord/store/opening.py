"""Opening a record file: what it must be, its migrations, and how the database's faults are told."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from onrecord.errors import StoreError

APPLICATION_ID = 0x6F6E7263  # "onrc", in bytes 68 to 71 of the file
BUSY_TIMEOUT_MS = 30_000
BUSY_PAUSE_SECONDS = 0.05
OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables

_ADVICE = {
    "SQLITE_FULL": ("the disk is full", "Free some space and run the command again; what was kept before is safe."),
    "SQLITE_IOERR": (
        "the file cannot be written or read",
        "Check the free space, the file size limit and the disk; what was kept before is safe.",
    ),
    "SQLITE_READONLY": ("the file may not be written", "Change its permissions, or name another file."),
    "SQLITE_CANTOPEN": ("the file cannot be opened", "Check that its folder exists and that you may write there."),
    "SQLITE_PERM": ("the file may not be opened", "Change its permissions, or name another file."),
    "SQLITE_BUSY": ("another program is writing to it", "Wait until that has ended, then run the command again."),
    "SQLITE_LOCKED": ("another program is writing to it", "Wait until that has ended, then run the command again."),
    "SQLITE_CORRUPT": ("the file is damaged", "Take its last backup, or read the reports into a new record."),
    "SQLITE_NOTADB": ("is no record of onrecord", "Name a file that `onrecord add --record FILE` made."),
}


@contextmanager
def told_as_store_errors(where: str) -> Iterator[None]:
    """Raise the database's errors as `StoreError`s that name the file, the reason and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        # Codes such as SQLITE_IOERR_WRITE refine a code of two parts, which is enough to act on.
        code = "_".join(str(getattr(error, "sqlite_errorname", "")).split("_")[:2])
        problem, advice = _ADVICE.get(code, ("the database refused", "Please report this with the words above."))
        raise StoreError(where, f"{problem} ({error})", advice) from error


def connect_for_writing(path: Path) -> sqlite3.Connection:
    """Return a connection to the record at `path`, which is made if there is none.

    Raises:
        StoreError: if the file is no record, is newer than this version, or cannot be written.

    """
    with told_as_store_errors(str(path)):
        connection = _connect(f"{path.absolute().as_uri()}?mode=rwc")
        try:
            _bring_up_to_date(connection, str(path))
        except BaseException:
            connection.close()
            raise
        return connection


def connect_for_reading(path: Path) -> sqlite3.Connection:
    """Return a connection to the record at `path`.

    Raises:
        StoreError: if there is no such file, or it is no record, or is newer than this version.

    """
    with told_as_store_errors(str(path)):
        _refuse_what_holds_nothing(path)
        connection = _connect_to_existing(path)
        try:
            if _version(connection, str(path)) < newest_version():
                _bring_up_to_date(connection, str(path))
            connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
        return connection


def connect_in_memory() -> sqlite3.Connection:
    """Return a connection to an empty record that is gone when it is closed."""
    connection = _connect("file::memory:")
    _bring_up_to_date(connection, ":memory:")
    return connection


def migrations() -> tuple[str, ...]:
    """Return the SQL of every migration; number n, from 1, brings a record of version n - 1 to n."""
    folder = files("onrecord.store").joinpath("migrations")
    found = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return tuple(folder.joinpath(name).read_text("utf-8") for name in found)


def newest_version() -> int:
    """Return the version of the records that this program writes."""
    return len(migrations())


def _connect(address: str) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        problem = f"is SQLite {sqlite3.sqlite_version}, and the record needs 3.37 or newer"
        raise StoreError("the database of this Python", problem, "Use a newer Python, such as one that uv installs.")
    # isolation_level None: transactions begin and end where the store says so.
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _connect_to_existing(path: Path) -> sqlite3.Connection:
    address = path.absolute().as_uri()
    connection = _connect(f"{address}?mode=rw")
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorname not in {"SQLITE_CANTOPEN", "SQLITE_READONLY_DIRECTORY", "SQLITE_READONLY_CANTINIT"}:
            raise
        # A folder that may not be written has no room for the index of the journal. With no journal there, nobody
        # is writing either, and the file can be read as it stands.
        return _connect(f"{address}?immutable=1")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _version(connection: sqlite3.Connection, where: str) -> int:
    """Return the record's version, 0 for an empty file."""
    application_id = connection.execute("PRAGMA application_id").fetchone()[0]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if application_id != APPLICATION_ID and not (empty and application_id == 0 and version == 0):
        raise _no_record(where)
    if version > newest_version():
        versions = f"record version {version}, this one reads {newest_version()}"
        problem = f"was written by a newer version of onrecord ({versions})"
        raise StoreError(where, problem, "Update onrecord, as with `pip install --upgrade onrecord`.")
    return version


def _refuse_what_holds_nothing(path: Path) -> None:
    try:
        size = path.stat().st_size if path.is_file() else None
    except OSError as error:
        problem, advice = _ADVICE["SQLITE_PERM"]
        raise StoreError(str(path), f"{problem} ({error.strerror})", advice) from error
    if size is None:
        advice = "Name a file that `onrecord add --record FILE` made."
        raise StoreError(str(path), "there is no such record", advice)
    if size == 0:
        raise _no_record(str(path))


def _no_record(where: str) -> StoreError:
    problem, advice = _ADVICE["SQLITE_NOTADB"]
    return StoreError(where, problem, advice)


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Set the journal mode. SQLite does not wait for a lock here, as it does elsewhere, so this does."""
    last_try_at = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > last_try_at:
                raise
            time.sleep(BUSY_PAUSE_SECONDS)
        else:
            return


def _bring_up_to_date(connection: sqlite3.Connection, where: str) -> None:
    """Run the migrations that the record still lacks, all or none of them."""
    if _version(connection, where) == newest_version():
        return
    _use_write_ahead_log(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for migration in migrations()[_version(connection, where) :]:  # asked again: another may have been faster
            for statement in _statements(migration):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {newest_version()}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
