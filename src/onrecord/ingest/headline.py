"""The headline of a plain text: its first line that is no furniture, where that line looks like one."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from onrecord.language.lines import Line, find_lines
from onrecord.records import SkippedSpan

_LONGEST_HEADLINE = 30
_LONGEST_KICKER = 3
_LONGEST_WITH_DATELINE = 12
_LONGEST_LINES = 3
_PARAGRAPH_LENGTH = 100
_FEWEST_WORDS = 3
_LONGEST_WITH_STOP = 12
_FEWEST_LEAD_WORDS = 15
_NOT_FINAL = (".", ",", ":", ";", "-", "–", "—")
_CLOSING = "\"”’'»)]"
_INITIALS = re.compile(r"(?:^|\s)(?:\w\.){2,}$")
_DATELINE = re.compile(
    r"(?:[^\W\d_a-z][^\Wa-z]+[^\w\n(]{0,3}){1,5}(?:[^()\n–—-]{0,40}(?:\([^()\n]{2,40}\))?)?\s*[–—-]{1,2}\s*[^\W_]"
    r"|(?:[^\W\d_a-z][\w’'.]+ ){1,3}[–—] [^\W\d_a-z]"
    r"|[^\W\d_a-z][\w’'. ]{2,30}(?:,[^()\n]{2,30})?\s\([A-Z][\w/ -]{1,30}\)\s*[–—-]"
)
_SENTENCE_BREAK = re.compile(r"[^\W\d_A-Z]{3}[.](?:\[[0-9]+\]$|\s+[^\W\d_a-z])")
# What first paragraphs of reports say and headlines do not.
_LEAD_WORDS = re.compile(r"\b(?:said|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
_RUNS_ON = re.compile(r"(?:;|\b(?:of|to|in|the|a|an|and|or|for|with|on|at|by|from|as|its|his|her|their|over|after))$")


def find_headline(text: str, skipped: Collection[SkippedSpan]) -> str | None:
    """Return the headline that `text` starts with, on one line, or None if it starts with prose."""
    starts = {span.start for span in skipped}
    blocks = _first_blocks(list(find_lines(text)), starts)
    if not blocks:
        return None
    title, rest = _from_block(blocks[0], blocks[1:])
    if len(rest) > 1 and len(blocks[0]) == 1 and len(blocks[0][0].text.split()) <= _LONGEST_KICKER:
        # A few words above a headline are a kicker ("Ivory Coast"), and the headline follows.
        headline, _ = _from_block(rest[0], rest[1:])
        return headline or title
    return title


def _first_blocks(lines: Sequence[Line], skipped_starts: Collection[int]) -> list[list[Line]]:
    """Return the first stretches of lines between blank and skipped lines: enough to judge the headline by."""
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if line.text and line.start not in skipped_starts:
            blocks[-1].append(line)
        elif blocks[-1]:
            if len(blocks) > _LONGEST_LINES:
                break
            blocks.append([])
    return [block for block in blocks if block]


def _from_block(block: Sequence[Line], below: Sequence[Sequence[Line]]) -> tuple[str | None, Sequence[Sequence[Line]]]:
    """Return the headline that the block is or starts with, and the blocks below the headline."""
    first = block[0].text
    if len(block) == 1:
        title = first if below and _is_headline(first) else _with_full_stop(first, below)
        return title, below
    if below and len(block) <= _LONGEST_LINES and all(_runs_on(line, after) for line, after in _pairs(block)):
        joined = " ".join(line.text for line in block)
        return (joined if _is_headline(joined) else _with_full_stop(joined, below)), below
    second = block[1]
    starts_prose = (
        second.indent > block[0].indent or len(second.text) > _PARAGRAPH_LENGTH or _ends_sentence(second.text)
    )
    is_title = (
        _is_headline(first) and not second.text[0].islower() and (starts_prose or _is_headline_stack(block, below))
    )
    return (first if is_title else None), [block[1:], *below]


def _pairs(block: Sequence[Line]) -> list[tuple[Line, Line]]:
    return list(pairwise(block))


def _runs_on(line: Line, after: Line) -> bool:
    """Return whether the headline goes on over the line break."""
    return not _ends_sentence(line.text) and (after.text[0].islower() or _RUNS_ON.search(line.text) is not None)


def _is_headline_stack(block: Sequence[Line], below: Sequence[Sequence[Line]]) -> bool:
    """Return whether a headline and a line under it stand alone above the text."""
    return bool(below) and len(block) <= _LONGEST_LINES and all(_is_headline(line.text) for line in block[1:])


def _is_headline(line: str) -> bool:
    """Return whether a line is like a headline: a few words that do not end as a sentence or dateline does."""
    words = line.split()
    if not _FEWEST_WORDS <= len(words) <= _LONGEST_HEADLINE or line[0].islower():
        return False
    if len(words) > _LONGEST_WITH_DATELINE and _DATELINE.match(line):
        return False
    if _SENTENCE_BREAK.search(line):
        return False
    bare = line.rstrip(_CLOSING)
    return not bare.endswith(_NOT_FINAL) or _INITIALS.search(bare) is not None


def _ends_sentence(line: str) -> bool:
    return line.rstrip(_CLOSING).endswith((".", "!", "?", "…"))


def _with_full_stop(line: str, below: Sequence[Sequence[Line]]) -> str | None:
    """Return a headline without the full stop that some archives add to headlines, or None.

    A line with a full stop is a headline only if it is In Title Case, if the text below starts as
    reports do, with a dateline, or if it is much shorter than the paragraph below. (Of 885 newspaper
    articles without a headline, two start with so short a paragraph.)
    """
    if not below or not line.endswith(".") or not _is_headline(line[:-1]):
        return None
    next_line = below[0][0].text
    is_short = len(line.split()) <= _LONGEST_WITH_STOP and len(next_line.split()) >= _FEWEST_LEAD_WORDS
    is_title = (
        _DATELINE.match(next_line) is not None
        or (_is_title_case(line) and not _is_title_case(next_line))
        or (is_short and _LEAD_WORDS.search(line) is None)
    )
    return line[:-1] if is_title else None


def _is_title_case(line: str) -> bool:
    """Return whether nearly all longer words are capitalised."""
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]  # noqa: PLR2004 - "with" is not "of"
    capitalised = sum(word[0].isupper() for word in words)
    return len(words) >= _FEWEST_WORDS and capitalised >= 0.8 * len(words)
