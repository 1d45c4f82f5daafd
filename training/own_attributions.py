"""Reads our own passages with attributions; as a command, checks a file and counts what is in it."""

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_MARK = re.compile(r"\{([scxrd])(\d+)([-?]*)(?:=(\d+))? |\}")
_LETTERS = frozenset("scxrd")


class OwnAttribution(NamedTuple):
    """One attribution of a report: its pieces as (start, end) offsets of the report's text."""

    number: int
    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]
    recipient: list[tuple[int, int]]
    said_on: list[tuple[int, int]]
    negative: bool
    indeterminate: bool
    inherits: int | None


class OwnReport(NamedTuple):
    """A report in our own words: its text, a paragraph a line with an empty line between them, and its attributions.

    `name` is the file's and the beginning of the hash of the text.
    """

    name: str
    text: str
    attributions: list[OwnAttribution]


def load_own_reports(path: Path) -> list[OwnReport]:
    """Return the reports of one file.

    Raises:
        ValueError: if braces do not pair or a piece has no number, with the line.

    """
    reports: list[OwnReport] = []
    lines: list[tuple[int, str]] = []
    for number, line in enumerate([*path.read_text("utf-8").splitlines(), ""], start=1):
        if line.startswith("#"):
            continue
        if line.strip():
            lines.append((number, line.strip()))
        elif lines:
            reports.append(_read_report(lines, path))
            lines = []
    return reports


def _read_report(lines: list[tuple[int, str]], path: Path) -> OwnReport:
    text = ""
    found: dict[int, OwnAttribution] = {}
    for number, line in lines:
        where = f"{path}:{number}"
        text += "\n\n" if text else ""
        text += _read_line(line, len(text), found, where)
    for one in found.values():
        if len(one.cue) > 1 or not one.content or (not one.cue and one.inherits is None):
            problem = "needs one cue (or =number) and a content"
            raise ValueError(f"{path}:{lines[0][0]}: attribution {one.number} {problem}")
    name = f"{path.stem}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return OwnReport(name, text, [found[number] for number in sorted(found)])


def _read_line(line: str, start: int, found: dict[int, OwnAttribution], where: str) -> str:
    """Return the words of a line without its marks, and put its pieces into `found`."""
    words = ""
    position = 0
    open_pieces: list[tuple[re.Match[str], int]] = []
    for mark in _MARK.finditer(line):
        words += line[position : mark.start()]
        position = mark.end()
        if mark[0] != "}":
            open_pieces.append((mark, start + len(words)))
        elif open_pieces:
            opened, begun = open_pieces.pop()
            _add_piece(opened, (begun, start + len(words)), found)
        else:
            raise ValueError(f"{where}: a brace closes that none opened")
    words += line[position:]
    if open_pieces:
        raise ValueError(f"{where}: {open_pieces[-1][0][0]!r} is never closed")
    if "{" in words or "}" in words:
        raise ValueError(f"{where}: a brace without letter, number and blank")
    return words


def _add_piece(mark: re.Match[str], piece: tuple[int, int], found: dict[int, OwnAttribution]) -> None:
    letter, number, signs = mark[1], int(mark[2]), mark[3]
    one = found.setdefault(
        number, OwnAttribution(number, [], [], [], [], [], negative=False, indeterminate=False, inherits=None)
    )
    pieces = {"s": one.source, "c": one.cue, "x": one.content, "r": one.recipient, "d": one.said_on}
    pieces[letter].append(piece)
    found[number] = one._replace(
        negative=one.negative or "-" in signs,
        indeterminate=one.indeterminate or "?" in signs,
        inherits=one.inherits if mark[4] is None else int(mark[4]),
    )


def _check(path: Path) -> Iterator[str]:
    reports = load_own_reports(path)
    counts: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    for report in reports:
        for one in report.attributions:
            counts["attributions"] += 1
            counts["without source"] += not one.source
            counts["without cue"] += not one.cue
            counts["negative"] += one.negative
            counts["indeterminate"] += one.indeterminate
            counts["several contents"] += len(one.content) > 1
            anchors = one.cue or one.content[:1]
            counts["nested"] += any(
                other is not one
                and any(start <= anchors[0][0] and anchors[0][1] <= end for start, end in other.content)
                for other in report.attributions
            )
            for start, end in one.cue:
                cues[report.text[start:end].lower()] += 1
            for start, end in (*one.source, *one.cue, *one.content, *one.recipient, *one.said_on):
                piece = report.text[start:end]
                if piece != piece.strip() or not piece:
                    yield f"{report.name}: blank at the edge of {piece!r}"
    words = sum(len(report.text.split()) for report in reports)
    yield f"{len(reports)} reports, {words} words, " + ", ".join(f"{count} {name}" for name, count in counts.items())
    yield "commonest cues: " + ", ".join(f"{cue} {count}" for cue, count in cues.most_common(40))


if __name__ == "__main__":
    for file in sys.argv[1:]:
        for message in _check(Path(file)):
            print(message)
