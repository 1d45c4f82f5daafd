"""Where reports come from: a file, a folder, or standard input."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from onrecord.errors import InputError
from onrecord.ingest.decoding import decode
from onrecord.ingest.jsonl import LARGEST_DOCUMENT, read_jsonl, read_record
from onrecord.ingest.page import read_page
from onrecord.ingest.settings import SourceSettings
from onrecord.ingest.text import read_text
from onrecord.records import Report

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ""})
PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
LINES_SUFFIXES = frozenset({".jsonl", ".ndjson", ".json"})
# Documents that a person may think are read, so a folder says of each that it is not.
DOCUMENT_SUFFIXES = frozenset({".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".pages"})

_PAGE_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_OBJECT_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"[^\"\n]{1,60}\"\s*:")
_HEAD = 4_096

Kind = Literal["text", "page", "lines", "array"]


def read_source(source: Path | Literal["-"], settings: SourceSettings) -> Iterator[Report | InputError]:
    """Yield the reports of a file, of a folder or of standard input ("-"); for each bad item, its error.

    A file is text, a page, or JSON Lines, told by its content and suffix. A folder gives all such
    files in it and below, in order of their paths, without hidden ones and files of other kinds; the
    path within the folder is then the `given_id` of a text or page. Nothing is raised for a bad item.
    """
    try:
        if source == "-":
            yield from read_stream(sys.stdin.buffer, "standard input", settings)
        elif source.is_dir():
            yield from _read_folder(source, settings)
        else:
            yield from _read_file(source, settings)
    except InputError as error:
        yield error


def read_stream(
    stream: BinaryIO, where: str, settings: SourceSettings, suffix: str = ""
) -> Iterator[Report | InputError]:
    """Yield the reports of a stream of bytes; JSON Lines are read one by one, without holding the rest."""
    first = stream.readline(LARGEST_DOCUMENT + 1)
    # A page or text may start with blank lines, so look on for a first word.
    while not first.strip() and len(first) < _HEAD and (more := stream.readline(LARGEST_DOCUMENT + 1)):
        first += more
    kind = _find_kind(first, suffix)
    try:
        if kind == "lines" and (suffix != ".json" or _is_whole_object(first)):
            yield from read_jsonl(_all_lines(first, stream), where, settings)
            return
        content = first + stream.read(max(LARGEST_DOCUMENT + 1 - len(first), 0))
        yield _read_document(content, kind, where, settings)
    except InputError as error:
        yield error


def _read_document(content: bytes, kind: Kind, where: str, settings: SourceSettings) -> Report:
    if len(content) > LARGEST_DOCUMENT:
        problem = f"it is larger than {LARGEST_DOCUMENT // 1_000_000} MB, the most for one report"
        raise InputError(where, problem, "Split it into one file a report, or into JSON Lines.")
    if kind == "array":
        advice = "Write one record a line instead (for example: jq -c '.[]' FILE > FILE.jsonl)."
        raise InputError(where, "this is a JSON array, not JSON Lines", advice)
    if kind == "lines" or (content.lstrip().startswith(b"{") and _is_whole_object(content)):
        return read_record(content, where, settings)
    text = decode(content, where, page=kind == "page")
    return read_page(text, where, settings) if kind == "page" else read_text(text, where, settings)


def _find_kind(head: bytes, suffix: str) -> Kind:
    """Return what the first bytes hold; the suffix decides where they do not tell."""
    if suffix == ".json" and head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
        return "array"
    if suffix in LINES_SUFFIXES:
        return "lines"
    if suffix in PAGE_SUFFIXES or _PAGE_START.match(head.removeprefix(b"\xef\xbb\xbf")[:_HEAD]):
        return "page"
    return "lines" if _OBJECT_START.match(head) else "text"


def _is_whole_object(line: bytes) -> bool:
    """Return whether a line holds a JSON object from its first to its last mark."""
    try:
        msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"), type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def _all_lines(first: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """Yield every line, none longer than one byte more than a document may be; the rest of it is passed over."""
    yield from first.splitlines(keepends=True) if len(first) < LARGEST_DOCUMENT else (first,)
    line = first
    while line:
        is_cut = len(line) > LARGEST_DOCUMENT and not line.endswith(b"\n")
        line = stream.readline(LARGEST_DOCUMENT + 1)
        if line and not is_cut:
            yield line


def _read_file(path: Path, settings: SourceSettings) -> Iterator[Report | InputError]:
    """Yield the reports of one file."""
    where = str(path)
    try:
        with path.open("rb") as stream:
            yield from read_stream(stream, where, settings, path.suffix.lower())
    except FileNotFoundError:
        yield InputError(where, "there is no such file or folder", "Check the path; `-` reads standard input.")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield InputError(where, f"it cannot be opened: {reason}", "Check the path and its permissions.")


def _read_folder(folder: Path, settings: SourceSettings) -> Iterator[Report | InputError]:
    """Yield the reports of all files in the folder and below."""
    readable = TEXT_SUFFIXES | PAGE_SUFFIXES | LINES_SUFFIXES
    is_empty = True
    for path in _files_below(folder):
        suffix = path.suffix.lower()
        if suffix not in readable | DOCUMENT_SUFFIXES:
            continue
        is_empty = False
        if suffix in DOCUMENT_SUFFIXES:
            advice = "Extract its text first and read the .txt file."
            yield InputError(str(path), f"{suffix} documents cannot be read", advice)
            continue
        given_id = settings.given_id or path.relative_to(folder).as_posix()
        yield from _read_file(path, msgspec.structs.replace(settings, given_id=given_id))
    if is_empty:
        kinds = ", ".join(sorted(readable - {""}))
        raise InputError(str(folder), "there is nothing to read in this folder", f"Files that can be read: {kinds}.")


def _files_below(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and below, in order, without hidden ones; links to folders are not followed."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith("."))
