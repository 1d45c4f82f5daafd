"""Scores syntax and sentences against CoNLL-U gold: raw text in, every token counted, punctuation too.

Words are matched by their characters, as the CoNLL 2018 shared task does it (Zeman et al. 2018), but
relations are compared with their subtypes (`acl:relcl` is not `acl`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from onrecord.errors import InputError
from onrecord.evaluation.scores import Scores
from onrecord.language import LanguageModel, Parse
from onrecord.records import Span

RELATIONS_SHOWN = (
    "nsubj",
    "nsubj:pass",
    "obj",
    "obl",
    "ccomp",
    "xcomp",
    "advcl",
    "acl",
    "acl:relcl",
    "nmod",
    "appos",
    "conj",
    "parataxis",
    "flat",
    "compound",
)
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
    """A gold document as raw text, its paragraphs, sentences (as spans) and words.

    `name` is the id that the file gives it, or the name of the file if it gives none.
    """

    name: str
    text: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    words: tuple[GoldWord, ...]


def score_parse(gold: Path, model: LanguageModel, limit: int | None = None, only: tuple[str, ...] = ()) -> Scores:
    """Return tag, attachment and sentence scores of `model` on one CoNLL-U file or a folder of them.

    A figure called by what it measures ("LAS", "sentences", "appos") is an F-score; a relation has its
    precision and recall beside it. `limit` is the number of documents to read, all if None; `only` keeps
    the files of a folder whose names begin so.

    Raises:
        InputError: if there is no CoNLL-U at `gold`, or a line of it is broken.

    """
    documents = 0
    counts: Counter[str] = Counter()
    for document, parse in parse_gold(gold, model, limit, only):
        documents += 1
        count_bounds(document, parse, counts)
        _count_relations(document, parse, counts)
    for tree_score in ("UPOS", "UAS", "LAS"):
        counts[f"{tree_score} found"], counts[f"{tree_score} gold"] = counts["words found"], counts["words gold"]
    figures: dict[str, float] = {}
    for name in ("words", "UPOS", "UAS", "LAS", "sentences", *RELATIONS_SHOWN):
        for rate, value in find_rates(counts, name).items():
            if rate == "f1":
                figures[name] = value
            elif name in RELATIONS_SHOWN:
                figures[f"{name}-{rate}"] = value
    return Scores(task="parse", gold=gold.name, documents=documents, figures=figures)


def parse_gold(
    gold: Path, model: LanguageModel, limit: int | None = None, only: tuple[str, ...] = ()
) -> Iterator[tuple[GoldDocument, Parse]]:
    """Yield the gold documents, each with what `model` makes of its raw text and paragraphs.

    Raises:
        InputError: if there is no CoNLL-U at `gold`, or a line of it is broken.

    """
    documents = islice(load_conllu(gold, only), limit)
    while batch := list(islice(documents, DOCUMENTS_A_BATCH)):
        parses = model.parse([document.text for document in batch], [document.paragraphs for document in batch])
        yield from zip(batch, parses, strict=True)


def count_bounds(document: GoldDocument, parse: Parse, counts: Counter[str]) -> None:
    """Add the words and sentences of one document that are right, found and in the gold to `counts`."""
    words = {(word.start, word.end) for word in document.words}
    counts["words gold"] += len(document.words)
    counts["words found"] += len(parse.tokens)
    counts["words right"] += sum((token.start, token.end) in words for token in parse.tokens)
    found = find_sentences(parse)
    counts["sentences gold"] += len(document.sentences)
    counts["sentences found"] += len(found)
    counts["sentences right"] += len(found.intersection(document.sentences))


def find_sentences(parse: Parse) -> frozenset[Span]:
    """Return the spans of the sentences of a parse."""
    return frozenset(parse.sentence_span(number) for number in range(len(parse.sentences)))


def find_rates(counts: Counter[str], name: str) -> dict[str, float]:
    """Return the precision, recall and f1 of what `counts` holds as "`name` right", "found" and "gold".

    A rate whose denominator is zero is left out.
    """
    right, found, wanted = (counts[f"{name} {part}"] for part in ("right", "found", "gold"))
    rates = {"f1": (2 * right, found + wanted), "precision": (right, found), "recall": (right, wanted)}
    return {rate: above / below for rate, (above, below) in rates.items() if below}


def _count_relations(document: GoldDocument, parse: Parse, counts: Counter[str]) -> None:
    """Add the tags, heads and relations of one document to `counts`."""
    at = {(word.start, word.end): word for word in document.words}
    counts.update(f"{word.relation} gold" for word in document.words)
    counts.update(f"{token.dep} found" for token in parse.tokens)
    for token in parse.tokens:
        word = at.get((token.start, token.end))
        if word is None:
            continue
        head, found_head = document.words[word.head], parse.tokens[token.head]
        attached = (head.start, head.end) == (found_head.start, found_head.end)
        counts["UPOS right"] += word.pos == token.pos
        counts["UAS right"] += attached
        if attached and word.relation == token.dep:
            counts["LAS right"] += 1
            counts[f"{token.dep} right"] += 1


def load_conllu(gold: Path, only: tuple[str, ...] = ()) -> Iterator[GoldDocument]:
    """Yield the documents of a CoNLL-U file, or of every `.conllu` file in a folder, in order of their names.

    `only` keeps the files whose names begin with one of these.

    Raises:
        InputError: if there is none, it is no UTF-8, a line has the wrong number of columns, or a word no head.

    """
    files = sorted(gold.glob("*.conllu")) if gold.is_dir() else [gold]
    if not files or not files[0].is_file():
        raise InputError(str(gold), "there is no CoNLL-U file here", "Name a .conllu file or a folder of them.")
    chosen = [file for file in files if file.name.startswith(only or ("",))]
    if not chosen:
        advice = f"Its first file is {files[0].name}; give the beginning of such a name."
        raise InputError(str(gold), f"no CoNLL-U file here begins with {' or '.join(only)}", advice)
    for file in chosen:
        yield from _documents(file)


def _documents(file: Path) -> Iterator[GoldDocument]:
    reader = _Document(file.stem)
    for block in _read(file).split("\n\n"):
        lines = block.splitlines()
        comments = [line for line in lines if line.startswith("#")]
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        if not rows:
            continue
        _check(rows, f"{file}, sentence {next(iter(comments), block[:40])!r}")
        opening = next((comment for comment in comments if comment.startswith("# newdoc")), None)
        if opening is not None:
            if reader.words:
                yield reader.finish()
            reader = _Document(opening.partition("=")[2].strip() or file.stem)
        reader.add(rows, opens_paragraph=any(comment.startswith("# newpar") for comment in comments))
    if reader.words:
        yield reader.finish()


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(file), str(error), "Give a CoNLL-U file in UTF-8.") from error


def _check(rows: Sequence[Sequence[str]], where: str) -> None:
    """Raise an InputError unless every row has ten columns and every word a head in its sentence."""
    if any(len(row) != COLUMNS for row in rows):
        raise InputError(where, "a line has not ten columns", "Mend the file; columns are divided by tabs.")
    words = [row for row in rows if row[0].isdigit()]
    for place, row in enumerate(words, 1):
        if int(row[0]) != place or not row[6].isdigit() or int(row[6]) > len(words):
            problem = f"word {row[0]} ({row[1]!r}) is not number {place}, or its head {row[6]!r} is no word here"
            raise InputError(where, problem, "Number the words from 1; a head is one of these numbers, or 0.")


class _Document:
    """Builds one gold document: its text grows by the surface of each sentence."""

    def __init__(self, name: str) -> None:
        self.name = name
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
        return GoldDocument(self.name, self.text, tuple(self.paragraphs), tuple(self.sentences), tuple(self.words))


def _divide(start: int, surface: str, words: Sequence[Sequence[str]]) -> dict[str, tuple[int, int]]:
    """Return where the words of a multiword token stand: side by side if they spell it, else all over it."""
    if "".join(word[1] for word in words) != surface:
        return {word[0]: (start, start + len(surface)) for word in words}
    spans: dict[str, tuple[int, int]] = {}
    for word in words:
        spans[word[0]] = (start, start + len(word[1]))
        start += len(word[1])
    return spans
