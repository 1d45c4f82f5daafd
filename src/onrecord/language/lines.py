"""The lines of a text with their offsets, and where its title stands: what ingest and stages both ask."""

import re
from collections.abc import Iterator

import msgspec

from onrecord.records import Report, Span

# Marks that take no room on a page, so that a line made of them alone is blank; `str.strip` keeps them.
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_EDGE = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + _INVISIBLE
_TITLE_WITHIN = 5_000
_TITLE_TAIL = 200


class Line(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One line without its line break and edge spaces: `start` to `end` in the text.

    A blank line has `start` equal to `end`; `indent` counts the characters before the first word.
    """

    start: int
    end: int
    indent: int
    text: str

    @property
    def span(self) -> Span:
        """The span of the line in the text; only a line that is not blank has one."""
        return Span(start=self.start, end=self.end)


def find_lines(text: str) -> Iterator[Line]:
    """Yield every line of `text`, blank ones too, whatever marks its line breaks."""
    offset = 0
    for raw in text.splitlines(keepends=True):
        inner = raw.lstrip(_EDGE)
        words = inner.rstrip(_EDGE)
        indent = len(raw) - len(inner) if words else 0
        start = offset + indent
        yield Line(start=start, end=start + len(words), indent=indent, text=words)
        offset += len(raw)


def trim(text: str, start: int, end: int) -> Span | None:
    """Return the span from `start` to `end` without spaces at its edges, or None if nothing is left."""
    inner = text[start:end].lstrip(_EDGE)
    words = inner.rstrip(_EDGE)
    if not words:
        return None
    first = end - len(inner)
    return Span(start=first, end=first + len(words))


def find_title(report: Report) -> Span | None:
    """Return where the title stands in the text as lines of its own, or None if it does not.

    A title that was given apart may not be in the text at all, or be told in other words there.
    """
    if not report.title:
        return None
    words = r"\s+".join(re.escape(word) for word in report.title.split())
    if not words:
        return None
    head = report.text[: _TITLE_WITHIN + len(report.title)]
    for found in re.finditer(words, head, re.IGNORECASE):
        before, after = head[: found.start()], report.text[found.end() : found.end() + _TITLE_TAIL]
        if (before + "|").splitlines()[-1].strip(_EDGE) != "|":
            continue
        # A headline that ends with a full stop is kept as a title without it.
        tail = after.splitlines()[0] if after else ""
        if tail.strip(_EDGE + ".") == "":
            return trim(report.text, found.start(), found.end() + len(tail))
    return None
