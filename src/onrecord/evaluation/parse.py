"""Scores syntax and sentences against CoNLL-U gold: raw text in, every token counted, punctuation too.

Words are matched by their characters, as the CoNLL 2018 shared task does it (Zeman et al. 2018), but
relations are compared with their subtypes (`acl:relcl` is not `acl`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from onrecord.errors import InputError
from onrecord.evaluation.scores import Scores
from onrecord.language import LanguageModel, Parse
from onrecord.records import Span

RELATIONS_SHOWN = ("nsubj", "nsubj:pass", "obj", "obl", "ccomp", "advcl", "acl:relcl", "appos", "parataxis")
DOCUMENTS_A_BATCH = 16
COLUMNS = 10


class GoldWord(msgspec.Struct, frozen=True):
    """A gold word: its characters in the document, its UPOS, its head (a place in the document) and relation."""

    start: int
    end: int
    pos: str
    head: int
    relation: str


class GoldDocument(msgspec.Struct, frozen=True):
    """A gold document as raw text, its paragraphs, sentences (as spans) and words."""

    text: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    words: tuple[GoldWord, ...]


def score_parse(gold: Path, model: LanguageModel, limit: int | None = None, only: tuple[str, ...] = ()) -> Scores:
    """Return tag, attachment and sentence scores (rates) of `model` on one CoNLL-U file or a folder of them.

    `limit` is the number of documents to read, all if None; `only` keeps the files of a folder whose
    names begin so.

    Raises:
        InputError: if there is no CoNLL-U at `gold`, or a line of it is broken.

    """
    documents = list(load_conllu(gold, only))[:limit]
    counts: Counter[str] = Counter()
    for first in range(0, len(documents), DOCUMENTS_A_BATCH):
        batch = documents[first : first + DOCUMENTS_A_BATCH]
        parses = model.parse([document.text for document in batch], [document.paragraphs for document in batch])
        for document, parse in zip(batch, parses, strict=True):
            _count(document, parse, counts)
    figures: dict[str, float] = {}
    for name in ("words", "UPOS", "UAS", "LAS", "sentences", *RELATIONS_SHOWN):
        total = "words" if name in ("UPOS", "UAS", "LAS") else name
        possible = counts[f"{total} found"] + counts[f"{total} gold"]
        if possible:
            figures[name] = 2 * counts[f"{name} right"] / possible
    return Scores(task="parse", gold=gold.name, documents=len(documents), figures=figures)


def _count(document: GoldDocument, parse: Parse, counts: Counter[str]) -> None:
    """Add what is right, found and in the gold of one document to `counts`."""
    at = {(word.start, word.end): word for word in document.words}
    counts["words gold"] += len(document.words)
    counts["words found"] += len(parse.tokens)
    counts.update(f"{word.relation} gold" for word in document.words)
    counts.update(f"{token.dep} found" for token in parse.tokens)
    for token in parse.tokens:
        word = at.get((token.start, token.end))
        if word is None:
            continue
        head, found_head = document.words[word.head], parse.tokens[token.head]
        attached = (head.start, head.end) == (found_head.start, found_head.end)
        counts["words right"] += 1
        counts["UPOS right"] += word.pos == token.pos
        counts["UAS right"] += attached
        if attached and word.relation == token.dep:
            counts["LAS right"] += 1
            counts[f"{token.dep} right"] += 1
    found = {parse.sentence_span(number) for number in range(len(parse.sentences))}
    counts["sentences gold"] += len(document.sentences)
    counts["sentences found"] += len(found)
    counts["sentences right"] += len(found.intersection(document.sentences))


def load_conllu(gold: Path, only: tuple[str, ...] = ()) -> Iterator[GoldDocument]:
    """Yield the documents of a CoNLL-U file, or of every `.conllu` file in a folder, in order of their names.

    `only` keeps the files whose names begin with one of these.

    Raises:
        InputError: if there is none, or a line has the wrong number of columns.

    """
    files = sorted(gold.glob("*.conllu")) if gold.is_dir() else [gold]
    files = [file for file in files if file.name.startswith(only or ("",))]
    if not files or not files[0].is_file():
        raise InputError(str(gold), "there is no CoNLL-U file here", "Name a .conllu file or a folder of them.")
    for file in files:
        yield from _documents(file)


def _documents(file: Path) -> Iterator[GoldDocument]:
    reader = _Document()
    for block in file.read_text("utf-8").split("\n\n"):
        lines = block.splitlines()
        comments = [line for line in lines if line.startswith("#")]
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        if not rows:
            continue
        if any(len(row) != COLUMNS for row in rows):
            where = f"{file}, sentence {next(iter(comments), block[:40])!r}"
            raise InputError(where, "a line has not ten columns", "Mend the file; columns are divided by tabs.")
        if any(comment.startswith("# newdoc") for comment in comments) and reader.words:
            yield reader.finish()
            reader = _Document()
        reader.add(rows, opens_paragraph=any(comment.startswith("# newpar") for comment in comments))
    if reader.words:
        yield reader.finish()


class _Document:
    """Builds one gold document: its text grows by the surface of each sentence."""

    def __init__(self) -> None:
        self.text = ""
        self.words: list[GoldWord] = []
        self.sentences: list[Span] = []
        self.paragraphs: list[Span] = []
        self._paragraph_start = 0
        self._space_due = False

    def add(self, rows: Sequence[Sequence[str]], *, opens_paragraph: bool) -> None:
        """Add one sentence, after a blank line if it opens a paragraph."""
        if opens_paragraph and self.text:
            self._close_paragraph()
        elif self.text:
            self.text += " " * self._space_due
        first_character, first_word = len(self.text), len(self.words)
        spans = self._lay_out(rows)
        words = [row for row in rows if row[0].isdigit()]
        for row in words:
            own, head = first_word + int(row[0]) - 1, int(row[6])
            self.words.append(
                GoldWord(*spans[row[0]], row[3], own if head == 0 else first_word + head - 1, row[7]),
            )
        self.sentences.append(Span(start=first_character, end=len(self.text)))

    def _lay_out(self, rows: Sequence[Sequence[str]]) -> dict[str, tuple[int, int]]:
        """Append the surface of a sentence to the text, and return where each of its words stands."""
        spans: dict[str, tuple[int, int]] = {}
        parts: dict[str, Sequence[Sequence[str]]] = {}
        for row in rows:
            if "-" in row[0]:
                first, last = map(int, row[0].split("-"))
                parts[row[0]] = [one for one in rows if one[0].isdigit() and first <= int(one[0]) <= last]
        inside = {one[0] for several in parts.values() for one in several}
        pieces = [row for row in rows if row[0] in parts or (row[0].isdigit() and row[0] not in inside)]
        for place, row in enumerate(pieces):
            start = len(self.text)
            self.text += row[1]
            spans |= _divide(start, row[1], parts[row[0]]) if row[0] in parts else {row[0]: (start, len(self.text))}
            self._space_due = "SpaceAfter=No" not in row[9]
            if place < len(pieces) - 1:
                self.text += " " * self._space_due
        return spans

    def _close_paragraph(self) -> None:
        self.paragraphs.append(Span(start=self._paragraph_start, end=len(self.text)))
        self.text += "\n\n"
        self._paragraph_start = len(self.text)

    def finish(self) -> GoldDocument:
        """Return the document as built."""
        self._close_paragraph()
        return GoldDocument(self.text, tuple(self.paragraphs), tuple(self.sentences), tuple(self.words))


def _divide(start: int, surface: str, words: Sequence[Sequence[str]]) -> dict[str, tuple[int, int]]:
    """Return where the words of a multiword token stand: side by side if they spell it, else all over it."""
    if "".join(word[1] for word in words) != surface:
        return {word[0]: (start, start + len(surface)) for word in words}
    spans: dict[str, tuple[int, int]] = {}
    for word in words:
        spans[word[0]] = (start, start + len(word[1]))
        start += len(word[1])
    return spans
