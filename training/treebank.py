"""Universal Dependencies files read as paragraphs of raw text with their trees."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_ROW = re.compile(r"^\d+\t")
_RANGE = re.compile(r"^(\d+)-(\d+)\t")


@dataclass
class Word:
    """One syntactic word; `head` counts within the sentence from 0 and is its own position at the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space: bool = True


@dataclass
class Paragraph:
    """The sentences between two paragraph marks of one document."""

    document: str
    sentences: list[list[Word]] = field(default_factory=list)


def read_paragraphs(path: Path) -> Iterator[Paragraph]:
    """Yield the paragraphs of a CoNLL-U file in order."""
    document = path.stem
    current = Paragraph(document)
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        comments = [line for line in lines if line.startswith("#")]
        for line in comments:
            if line.startswith("# newdoc id"):
                document = line.partition("=")[2].strip()
        if any(line.startswith(("# newpar", "# newdoc")) for line in comments) and current.sentences:
            yield current
            current = Paragraph(document)
        current.document = document
        words = _read_sentence(lines)
        if words:
            current.sentences.append(words)
    if current.sentences:
        yield current


def _read_sentence(lines: Iterable[str]) -> list[Word]:
    words: list[Word] = []
    joined: set[int] = set()
    for line in lines:
        match = _RANGE.match(line)
        if match:
            first, last = int(match[1]), int(match[2])
            joined.update(range(first, last if "SpaceAfter=No" not in line else last + 1))
        elif _ROW.match(line):
            columns = line.split("\t")
            number, head = int(columns[0]), int(columns[6])
            space = "SpaceAfter=No" not in columns[9] and number not in joined
            position = len(words) if head == 0 else head - 1
            feats = "" if columns[5] == "_" else columns[5]
            words.append(Word(columns[1], columns[2], columns[3], columns[4], feats, position, columns[7], space))
    return words
