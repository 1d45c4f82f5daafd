"""The record that is kept: `open_store` gives the shipped SQLite store; `port` says what any store offers."""

from pathlib import Path

from onrecord.store.port import Added, AnyFinding, Filter, Finding, Found, Hit, Store
from onrecord.store.sqlite import open_for_reading, open_for_writing, open_in_memory

__all__ = ["Added", "AnyFinding", "Filter", "Finding", "Found", "Hit", "Store", "open_in_memory", "open_store"]


def open_store(path: Path, *, create: bool = False) -> Store:
    """Return the record at `path`, for reading only, or with `create` for adding to, made if it is not there.

    Raises:
        StoreError: if the file is missing, is no record, is newer than this version, or cannot be opened.

    """
    return open_for_writing(path) if create else open_for_reading(path)
