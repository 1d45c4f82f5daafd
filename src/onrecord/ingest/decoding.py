"""From bytes to characters: marks first, then UTF-8, then what a page declares, and a guess only where it is sure."""

import codecs
import re

from onrecord.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4_096
_SAMPLE = 65_536
# What the web calls Latin-1 is windows-1252 (WHATWG Encoding, section 4.2).
_WEB_NAMES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
_WESTERN = frozenset({"cp1252", "latin_1", "iso8859_15"})
# Quotation marks, dashes, dots, spaces and the like, which windows code pages share.
_SHARED_MARKS = frozenset(b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa9\xab\xae\xb0\xb1\xb7\xbb")
_MOST_FOREIGN = 0.1
_SAVE_AS = "Save it as UTF-8 and read it again"
_PDF_ADVICE = "Extract its text first (for example with pdftotext) and read the .txt file."


def decode(content: bytes, where: str, *, page: bool) -> str:
    """Return the characters of `content` without its byte order mark; line breaks stay as they are.

    With `page`, the charset that the markup declares is believed where UTF-8 does not fit.

    Raises:
        InputError: if it is empty, a PDF, binary, or in an encoding that cannot be told for sure.

    """
    if not content:
        raise InputError(where, "the file is empty", "Give a file that holds the text of a report.")
    if content.startswith(b"%PDF-"):
        raise InputError(where, "this is a PDF", _PDF_ADVICE)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], encoding, where)
    if b"\0" in content:
        raise InputError(where, _with_nulls(content), f"If it holds text, s{_SAVE_AS[1:]}.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        declared = _declared_encoding(content) if page else None
        if declared is not None and (text := _decode_or_none(content, declared)) is not None:
            return text
        if _is_surely_western(content) and (text := _decode_or_none(content, "cp1252")) is not None:
            return text
        problem = f"the encoding is unknown: it is not UTF-8 (byte {error.start}), and no other can be told for sure"
        raise InputError(where, problem, f"{_SAVE_AS} (for example: iconv -f WINDOWS-1251 -t UTF-8).") from error


def _strict(content: bytes, encoding: str, where: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        problem = f"it is marked as {encoding.upper()} but breaks it at byte {error.start}"
        raise InputError(where, problem, f"The file may be cut short. {_SAVE_AS}.") from error


def _with_nulls(content: bytes) -> str:
    """Return what is wrong with content that holds NUL bytes."""
    sample = content[:_SAMPLE]
    if max(sample[::2].count(0), sample[1::2].count(0)) > len(sample) * 0.3:
        return "this looks like UTF-16 without its byte order mark, which cannot be told from binary data"
    return f"this is a binary file, not text (a NUL at byte {content.index(0)})"


def _declared_encoding(content: bytes) -> str | None:
    """Return the codec that the markup declares, or None if it declares none that Python knows."""
    found = _DECLARED.search(content[:_DECLARED_WITHIN])
    if found is None:
        return None
    name = found[1].decode("ascii").lower()
    try:
        return codecs.lookup(_WEB_NAMES.get(name, name)).name
    except LookupError:
        return None


def _decode_or_none(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _is_surely_western(content: bytes) -> bool:
    """Return whether content is windows-1252 beyond doubt: nearly all ASCII, the rest marks or western letters."""
    foreign = [byte for byte in content if byte > 0x7F]  # noqa: PLR2004 - the end of ASCII
    if len(foreign) > _MOST_FOREIGN * len(content):
        return False
    if _SHARED_MARKS.issuperset(foreign):
        return True
    from charset_normalizer import from_bytes  # noqa: PLC0415 - takes long to import and is seldom needed

    best = from_bytes(content[:_SAMPLE]).best()
    return best is not None and best.encoding in _WESTERN
