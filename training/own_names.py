"""Our own sentences with names, `training/names/*.txt`: `[PER Ibrahim Sadou], governor of [LOC Diffa], said ...`."""

import re
from collections.abc import Iterator
from pathlib import Path

LABELS = ("PER", "ORG", "GRP", "LOC", "FAC", "NORP", "MISC")
_NAME = re.compile(r"\[([A-Z]+) ([^\[\]]+)\]")
Names = list[tuple[int, int, str]]


def parse_line(line: str) -> tuple[str, Names]:
    """Return a line without its brackets, and its names as (start, end, label).

    Raises:
        ValueError: if a bracket is not closed, stands in another, or has an unknown label.

    """
    text, names, position = "", [], 0
    for match in _NAME.finditer(line):
        if match[1] not in LABELS:
            raise ValueError(f"unknown label {match[1]!r}; known are {', '.join(LABELS)}")
        text += line[position : match.start()]
        names.append((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        position = match.end()
    text += line[position:]
    if "[" in text or "]" in text:
        raise ValueError(f"a bracket without partner or label in {line[:80]!r}")
    return text, names


def read_reports(path: Path) -> Iterator[list[tuple[str, Names]]]:
    """Yield the reports of a file; they are divided by blank lines, and lines that begin with # are left out."""
    report: list[tuple[str, Names]] = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        if line.strip() and not line.startswith("#"):
            report.append(parse_line(line.strip()))
        elif report and not line.strip():
            yield report
            report = []
