"""Which stretches of a report are prose, one span a paragraph."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.language.datelines import find_dateline
from onrecord.language.lines import Line, find_lines, find_title, trim
from onrecord.records import Report, Span

# A longer paragraph is read in pieces: a parser's cost may grow faster than the length of its text.
LONGEST_PARAGRAPH = 20_000
# Hard-wrapped text is set in columns of about 60 to 80 characters, never in wider ones than this.
WIDEST_COLUMN = 110
NARROWEST_COLUMN = 40

_STOPS = tuple(".!?:;…\"”’'»)]")
_BULLET = re.compile(r"[*•·▪●◦‣]\s+\S")
# A dash or a number may as well stand within a sentence, so these need the line before to have ended.
_LIST_MARK = re.compile(r"(?:[-–—]|\(?(?:\d{1,2}|[a-z])\)|\d{1,2}\.)\s+\S")
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*\s+")


def find_paragraphs(report: Report) -> tuple[Span, ...]:
    """Return the paragraphs of prose in text order: trimmed, apart, and without the skipped spans.

    A blank line always ends a paragraph. Within a stretch of lines, hard-wrapped lines are joined,
    while in text that puts one paragraph on each line every line stands alone. The title is a
    paragraph of its own, and so is a dateline, which would otherwise be parsed as part of a clause.
    """
    blocks = _blocks(report)
    width = _column_width(blocks)
    title = find_title(report)
    found: list[Span] = []
    for block in blocks:
        for span in _split_block(block, width, title):
            found.extend(_split_long(report.text, span))
    return tuple(piece for span in found for piece in _split_dateline(report.text, span))


def _split_dateline(text: str, span: Span) -> tuple[Span, ...]:
    """Return the dateline and the words behind it, or `span` itself if it opens with none."""
    found = find_dateline(text, span.start, span.end)
    if found is None:
        return (span,)
    dateline = trim(text, span.start, found[0].end)
    rest = trim(text, found[0].end, span.end)
    return tuple(piece for piece in (dateline, rest) if piece is not None)


def _blocks(report: Report) -> list[list[Line]]:
    """Return the stretches of lines between blank lines and skipped spans."""
    skipped = sorted(report.skipped)
    starts = [span.start for span in skipped]
    blocks: list[list[Line]] = [[]]
    for line in find_lines(report.text):
        if line.start == line.end:
            blocks.append([])
            continue
        pieces = _without_skipped(report.text, line, skipped, starts)
        if pieces == [line]:
            blocks[-1].append(line)
        else:
            blocks.extend([piece] for piece in pieces)
            blocks.append([])
    return [block for block in blocks if block]


def _without_skipped(text: str, line: Line, skipped: Sequence[Span], starts: Sequence[int]) -> list[Line]:
    """Return what is left of `line` once the skipped spans are cut out: often the line itself."""
    pieces: list[Line] = []
    position = line.start
    touched = False
    for number in range(max(bisect_right(starts, line.start) - 1, 0), len(skipped)):
        span = skipped[number]
        if span.start >= line.end:
            break
        if span.end <= position:
            continue
        touched = True
        if (piece := trim(text, position, max(span.start, position))) is not None:
            pieces.append(_piece(text, piece))
        position = span.end
    if not touched:
        return [line]
    if position < line.end and (piece := trim(text, position, line.end)) is not None:
        pieces.append(_piece(text, piece))
    return pieces


def _piece(text: str, span: Span) -> Line:
    return Line(start=span.start, end=span.end, indent=0, text=span.cut(text))


def _column_width(blocks: Sequence[Sequence[Line]]) -> int | None:
    """Return the width of the column the text is wrapped in, or None if its lines are paragraphs.

    Wrapped lines end wherever the column does, mostly within a sentence, and the first word of the
    next line would not have fitted any more.
    """
    pairs = [pair for block in blocks for pair in pairwise(block)]
    if not pairs:
        return None
    width = max(line.indent + len(line.text) for block in blocks if len(block) > 1 for line in block)
    if not NARROWEST_COLUMN <= width <= WIDEST_COLUMN:
        return None
    broken = sum(not first.text.endswith(_STOPS) for first, _ in pairs)
    full = sum(_is_full(first, second, width) for first, second in pairs)
    wrapped = 2 * broken >= len(pairs) and 2 * full >= len(pairs)
    return width if wrapped else None


def _is_full(first: Line, second: Line, width: int) -> bool:
    """Return whether the next line's first word would not have fitted, or nearly not, on `first`."""
    word = second.text.split(maxsplit=1)[0]
    return first.indent + len(first.text) + 1 + len(word) > width * 0.85


def _split_block(block: Sequence[Line], width: int | None, title: Span | None) -> Iterator[Span]:
    """Yield the paragraphs of one stretch of lines."""
    indent = min(line.indent for line in block)
    start = block[0].start
    for first, second in pairwise(block):
        edge = None if title is None else _is_title_edge(first, second, title)
        if _parts(first, second, width, indent) if edge is None else edge:
            yield Span(start=start, end=first.end)
            start = second.start
    yield Span(start=start, end=block[-1].end)


def _is_title_edge(first: Line, second: Line, title: Span) -> bool | None:
    """Return whether the title starts or ends between the lines, or None if they are not about it."""
    before, after = title.covers(first.span), title.covers(second.span)
    return None if not before and not after else before != after


def _parts(first: Line, second: Line, width: int | None, indent: int) -> bool:
    """Return whether a new paragraph starts at the line `second`."""
    ended = first.text.endswith(_STOPS)
    if _BULLET.match(second.text) or (ended and _LIST_MARK.match(second.text)):
        return True
    runs_on = second.text[0].islower() and not ended
    if width is None:
        return not runs_on
    if second.indent > max(indent, first.indent):
        return True
    if runs_on or _is_full(first, second, width):
        return False
    # A line that ends early ends its paragraph, or is a heading.
    return ended or len(first.text) < width * 0.6


def _split_long(text: str, span: Span) -> Iterator[Span]:
    """Yield `span`, or pieces of it that end at sentence ends where one is near enough."""
    start = span.start
    while span.end - start > LONGEST_PARAGRAPH:
        limit = start + LONGEST_PARAGRAPH
        ends = [found.end() for found in _SENTENCE_END.finditer(text, start + LONGEST_PARAGRAPH // 2, limit)]
        space = text.rfind(" ", start + LONGEST_PARAGRAPH // 2, limit)
        stop = ends[-1] if ends else space + 1 if space >= 0 else limit
        if (piece := trim(text, start, stop)) is not None:
            yield piece
        start = stop
    if (piece := trim(text, start, span.end)) is not None:
        yield piece
