"""Articles with names as numbered examples for the name network."""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from corpora import DEV_OUTLETS, NEWSWIRE, OWN_NAMES, TEST_OUTLETS
from network import FormTable
from onrecord.language.english.reader import allow_following, find_spacing
from optimise import group_by_length
from own_names import read_reports
from vary_names import NameExchange, Names, vary_names

KINDS = ("PERSON", "ORG", "GROUP", "LOC", "FAC", "NORP", "DATE", "MONEY", "MISC")
TAGS = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BIES"))
TAG_NUMBERS = {tag: number for number, tag in enumerate(TAGS)}
# What each label of a corpus may stand for. Newswire does not tell armed groups from other organisations.
NEWSWIRE_KINDS = {
    "Person": ("PERSON",),
    "Organization": ("ORG", "GROUP"),
    "Location": ("LOC",),
    "Facility": ("FAC",),
    "NORP": ("NORP",),
    "Date": ("DATE",),
    "Money": ("MONEY",),
    "Misc": ("MISC",),
    "Product": ("MISC",),  # 250 in all: too few to learn
}
OWN_KINDS = {"PER": "PERSON", "ORG": "ORG", "GRP": "GROUP", "LOC": "LOC", "FAC": "FAC", "NORP": "NORP", "MISC": "MISC"}
UNMARKED_IN_OWN = ("DATE", "MONEY")
LONGEST = 160  # tokens read at once, of one or more paragraphs of one article
_WEEKDAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
_FARTHEST = 400  # characters of raw text that may lie between two annotated tokens
_PARAGRAPH = re.compile(r"\n\s*\n|\n")
Cut = Callable[[str], list[tuple[int, int]]]
Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Piece:
    """A paragraph with its names by offsets; a label of several kinds is joined by bars ("ORG|GROUP")."""

    text: str
    names: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True)
class Article:
    """The paragraphs of one article; kinds that its corpus does not mark are `unmarked`."""

    name: str
    outlet: str
    pieces: tuple[Piece, ...]
    unmarked: tuple[str, ...] = ()


def read_newswire() -> dict[str, list[Article]]:
    """Return worldwide-newswire as `train`, `dev` and `test`, by outlet."""
    parts: dict[str, list[Article]] = {"train": [], "dev": [], "test": []}
    for path in sorted((NEWSWIRE / "processed_annotated").glob("*.tsv")):
        outlet = re.sub(r"_?\d*\.txt\.tsv$", "", path.name)
        part = "test" if outlet in TEST_OUTLETS else "dev" if outlet in DEV_OUTLETS else "train"
        text, names = align(path)
        parts[part].append(Article(path.name, outlet, tuple(_divide(text, names))))
    return parts


def read_own() -> list[Article]:
    """Return our own reports, each as one article, a sentence a paragraph or all in one."""
    articles = []
    for path in sorted(OWN_NAMES.glob("*.txt")):
        for number, report in enumerate(read_reports(path)):
            pieces: list[Piece] = []
            for text, names in report:
                marked = tuple((start, end, OWN_KINDS[label]) for start, end, label in names)
                if pieces and number % 2:
                    shift = len(pieces[-1].text) + 1
                    moved = tuple((start + shift, end + shift, label) for start, end, label in marked)
                    pieces[-1] = Piece(f"{pieces[-1].text} {text}", pieces[-1].names + moved)
                else:
                    pieces.append(Piece(text, marked))
            articles.append(Article(f"{path.stem}-{number}", f"own-{path.stem}", tuple(pieces), UNMARKED_IN_OWN))
    return articles


def align(path: Path) -> tuple[str, Names]:
    """Return the raw article and its names by character offsets; the annotated file holds the tokens only."""
    raw = NEWSWIRE / "original_articles" / path.name.removesuffix(".tsv")
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    text = raw.read_text(encoding="utf-8", errors="replace") if raw.exists() else " ".join(row[0] for row in rows)
    names: Names = []
    position = 0
    for token, tag in ((row[0], row[1].strip()) for row in rows):
        found = text.find(token, position)
        if found < 0 or found - position > _FARTHEST:
            continue
        position = found + len(token)
        prefix, _, kind = tag.partition("-")
        if not kind:
            continue
        label = "DATE" if token in _WEEKDAYS else "|".join(NEWSWIRE_KINDS[kind])
        if prefix in {"I", "E"} and names and not text[names[-1][1] : found].strip():
            # "Athens International Airport" is marked B-Location I-Facility I-Facility.
            names[-1] = (names[-1][0], position, label)
        else:
            names.append((found, position, label))
    return text, names


def _divide(text: str, names: Names) -> Iterator[Piece]:
    start = 0
    for end in [*(match.start() for match in _PARAGRAPH.finditer(text)), len(text)]:
        piece = text[start:end]
        offset = start + len(piece) - len(piece.lstrip())
        piece = piece.strip()
        if piece and not piece.startswith("http"):
            inside = [(a - offset, b - offset, k) for a, b, k in names if a >= offset and b <= offset + len(piece)]
            yield Piece(piece, tuple(inside))
        start = end


@dataclass
class Example:
    """Some paragraphs of one article in numbers; `allowed` says which tags each token may have."""

    forms: Array
    spacing: Array
    allowed: Array


@dataclass
class Batch:
    """Examples padded to one length, the longest first."""

    forms: tuple[Tensor, ...]
    places: Tensor
    spacing: Tensor
    lengths: Tensor
    allowed: Tensor
    mask: Tensor


def collect_vocabulary(articles: Iterable[Article], cut: Cut, least_articles: int, least_outlets: int) -> list[str]:
    """Return the words that enough articles and outlets use: the names of one story are not to be learnt by heart."""
    found: dict[str, set[str]] = defaultdict(set)
    outlets: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        for piece in article.pieces:
            for start, end in cut(piece.text):
                found[piece.text[start:end].lower()].add(article.name)
                outlets[piece.text[start:end].lower()].add(article.outlet)
    return sorted(word for word in found if len(found[word]) >= least_articles and len(outlets[word]) >= least_outlets)


def make_examples(
    article: Article, cut: Cut, table: FormTable, exchange: NameExchange | None = None, rng: random.Random | None = None
) -> Iterator[Example]:
    """Yield the article as pieces of at most about `LONGEST` tokens; with `exchange`, a varied copy of it."""
    forms: list[int] = []
    spacing: list[int] = []
    allowed: list[Array] = []

    def flush() -> Example:
        example = Example(np.array(forms), np.array(spacing), np.array(allowed))
        forms.clear()
        spacing.clear()
        allowed.clear()
        return example

    for piece in article.pieces:
        text, names = piece.text, list(piece.names)
        if exchange and rng:
            text, names = vary_names(text, names, exchange, rng)
        tokens = cut(text)
        if not tokens:
            continue
        if forms and len(forms) + len(tokens) > LONGEST:
            yield flush()
        forms += [table.number(text[start:end]) for start, end in tokens]
        spacing += find_spacing(tokens)
        allowed += allow_tags(tokens, names, article.unmarked)
    if forms:
        yield flush()


def allow_tags(tokens: list[tuple[int, int]], names: Names, unmarked: tuple[str, ...]) -> list[Array]:
    """Return for each token which tags its gold allows."""
    outside = np.zeros(len(TAGS), dtype=bool)
    outside[0] = True
    for kind in unmarked:
        for part in "BIES":
            outside[TAG_NUMBERS[f"{part}-{kind}"]] = True
    rows = [outside.copy() for _ in tokens]
    for start, end, label in names:
        inside = [place for place, (a, b) in enumerate(tokens) if a < end and b > start]
        for order, place in enumerate(inside):
            part = "S" if len(inside) == 1 else "B" if order == 0 else "E" if order == len(inside) - 1 else "I"
            rows[place][:] = False
            for kind in label.split("|"):
                rows[place][TAG_NUMBERS[f"{part}-{kind}"]] = True
    return rows


def make_batches(examples: list[Example], words: int, table: FormTable, rng: random.Random) -> Iterator[Batch]:
    """Yield batches of about `words` tokens in random order, of passages of like length."""
    for group in group_by_length([len(one.forms) for one in examples], words, rng):
        yield make_batch([examples[place] for place in group], table)


def make_batch(examples: list[Example], table: FormTable) -> Batch:
    """Return the examples padded; forms that come back are described once."""
    examples = sorted(examples, key=lambda one: -len(one.forms))
    lengths = [len(one.forms) for one in examples]
    unique, places = np.unique(np.concatenate([one.forms for one in examples]), return_inverse=True)
    shape = (len(examples), lengths[0])
    padded, spacing, mask = np.zeros(shape, dtype=int), np.full(shape, 3), np.zeros(shape, dtype=bool)
    allowed = np.ones((*shape, len(TAGS)), dtype=bool)
    for row, (example, own) in enumerate(zip(examples, np.split(places, np.cumsum(lengths)[:-1]), strict=True)):
        padded[row, : len(own)] = own
        spacing[row, : len(own)] = example.spacing
        mask[row, : len(own)] = True
        allowed[row, : len(own)] = example.allowed
    return Batch(
        table.take(unique),
        torch.from_numpy(padded),
        torch.from_numpy(spacing),
        torch.tensor(lengths),
        torch.from_numpy(allowed),
        torch.from_numpy(mask),
    )


def follow_mask() -> Tensor:
    """Return 0 where one tag may follow another in BIOES, and -10,000 elsewhere."""
    return torch.from_numpy(np.where(allow_following(TAGS), np.float32(0), np.float32(-10_000)))
