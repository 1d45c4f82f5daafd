"""Paragraphs of English into tagged, parsed, lemmatised tokens and names: what is decided from the networks."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np

from onrecord.language.english.agreement import agree
from onrecord.language.english.features import FormTables
from onrecord.language.english.hashing import Numbers
from onrecord.language.english.lemmas import LemmaTables, Lemmatizer
from onrecord.language.english.network import NameNetwork, SyntaxNetwork, SyntaxScores
from onrecord.language.english.tagging import find_best_tags
from onrecord.language.english.tokenizer import Tokenizer
from onrecord.language.english.trees import find_tree
from onrecord.language.english.weights import load_weights

DATA = Path(__file__).resolve().parent / "data"
FILES = ("attributions.npz", "lemmas.json.gz", "names.npz", "syntax.npz", "tables.npz", "tokens.toml")
# Names are read over several short paragraphs of one text at once, up to this many tokens.
LONGEST_PASSAGE = 160
# A longer sentence is a list or a table; it is cut where a new sentence is likeliest.
LONGEST_SENTENCE = 160
_NO_PATH = np.float32(-10_000)


class Word(NamedTuple):
    """A token of one paragraph; offsets count in the paragraph, `head` in the paragraph's words (its own: a root)."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    relation: str


class ParagraphReading(NamedTuple):
    """The words of a paragraph, where its sentences begin, its names as (first word, stop, label), a vector a word."""

    words: list[Word]
    sentences: list[int]
    names: list[tuple[int, int, str]]
    vectors: Numbers | None = None


class CutParagraph(NamedTuple):
    """A paragraph cut into tokens: offsets, forms and codes of the white space around them."""

    offsets: list[tuple[int, int]]
    forms: list[str]
    spacing: list[int]


class EnglishReader:
    """Reads batches of paragraphs; keeps what it has learnt of word forms, never of texts."""

    def __init__(
        self, tokenizer: Tokenizer, lemmatizer: Lemmatizer, syntax: "SyntaxReader", names: "NameReader"
    ) -> None:
        """Keep the parts."""
        self._tokenizer = tokenizer
        self._lemmatizer = lemmatizer
        self._syntax = syntax
        self._names = names

    @classmethod
    def load(cls, syntax: "SyntaxReader | None" = None, names: "NameReader | None" = None) -> Self:
        """Read the shipped files, but for the networks that are given; nothing is downloaded."""
        tables = FormTables.load(DATA / "tables.npz")
        return cls(
            Tokenizer.load(),
            Lemmatizer(LemmaTables.load(DATA / "lemmas.json.gz")),
            syntax or SyntaxReader.load(DATA / "syntax.npz", tables),
            names or NameReader.load(DATA / "names.npz", tables),
        )

    def read(self, texts: Sequence[Sequence[str]]) -> list[list[ParagraphReading]]:
        """Return a reading for every paragraph of every text."""
        cuts = [[self._cut(paragraph) for paragraph in paragraphs] for paragraphs in texts]
        flat = [cut for paragraphs in cuts for cut in paragraphs if cut.forms]
        parses = iter(self._syntax.parse(flat) if flat else ())
        names = iter(self._names.find(cuts))
        return [
            [self._join(cut, next(parses) if cut.forms else None, next(names)) for cut in paragraphs]
            for paragraphs in cuts
        ]

    def _cut(self, paragraph: str) -> CutParagraph:
        offsets = self._tokenizer.cut(paragraph)
        return CutParagraph(offsets, [paragraph[start:end] for start, end in offsets], find_spacing(offsets))

    def _join(
        self, cut: CutParagraph, parse: "ParagraphParse | None", names: list[tuple[int, int, str]]
    ) -> ParagraphReading:
        if parse is None:
            return ParagraphReading([], [], [])
        find_lemma = self._lemmatizer.find
        words = [
            Word(start, end, form, find_lemma(form, pos, tag), pos, tag, morph, head, relation)
            for (start, end), form, (pos, morph), tag, head, relation in zip(
                cut.offsets, cut.forms, parse.morphs, parse.tags, parse.heads, parse.relations, strict=True
            )
        ]
        return ParagraphReading(words, parse.sentences, names, parse.vectors)


def find_spacing(offsets: Sequence[tuple[int, int]]) -> list[int]:
    """Return a code a token: 2 for white space before, 1 for white space after, 4 for the first of its paragraph."""
    codes = []
    last = len(offsets) - 1
    for place, (start, end) in enumerate(offsets):
        before = place == 0 or offsets[place - 1][1] < start
        after = place == last or end < offsets[place + 1][0]
        codes.append(2 * before + after + 4 * (place == 0))
    return codes


class ParagraphParse(NamedTuple):
    """The syntax of one paragraph, a value a word; `sentences` are where they begin."""

    tags: list[str]
    morphs: list[tuple[str, str]]
    heads: list[int]
    relations: list[str]
    sentences: list[int]
    vectors: Numbers | None = None


class SyntaxReader:
    """Reads tags and trees off a syntax network."""

    def __init__(self, network: SyntaxNetwork, labels: dict[str, list[str]]) -> None:
        """Keep the network and the names of its answers."""
        self._network = network
        self._tags = labels["tags"]
        # Token.morph is "" where a word has no features.
        self._morphs = [(one.partition("|")[0], one.partition("|")[2]) for one in labels["morphs"]]
        self._relations = labels["relations"]
        self._root = self._relations.index("root")

    @classmethod
    def load(cls, path: Path, tables: FormTables) -> Self:
        """Read a network that `training/install_model.py` wrote."""
        weights, labels = load_weights(path)
        return cls(SyntaxNetwork(weights, tables), labels)

    def parse(self, paragraphs: Sequence[CutParagraph]) -> Iterator[ParagraphParse]:
        """Yield one parse a paragraph, all of which have words."""
        lengths = [len(paragraph.forms) for paragraph in paragraphs]
        forms = [form for paragraph in paragraphs for form in paragraph.forms]
        # Every passage of the syntax network is one paragraph, so it needs no code for where one begins.
        spacing = np.array([code for paragraph in paragraphs for code in paragraph.spacing]) & 3
        scores = self._network.score(forms, spacing, lengths)
        ends = np.cumsum(lengths).tolist()
        sentences = [
            first
            for end, length in zip(ends, lengths, strict=True)
            for first in _split(scores.starts, end - length, end)
        ]
        heads = self._find_heads(scores, sentences)
        relations = self._find_relations(scores, heads)
        tags, morphs = scores.tags.argmax(axis=1).tolist(), scores.morphs.argmax(axis=1).tolist()
        position = 0
        for end, length in zip(ends, lengths, strict=True):
            first = end - length
            begun = position
            while position < len(sentences) and sentences[position] < end:
                position += 1
            yield ParagraphParse(
                [self._tags[tag] for tag in tags[first:end]],
                [self._morphs[morph] for morph in morphs[first:end]],
                [head - first for head in heads[first:end]],
                [self._relations[relation] for relation in relations[first:end]],
                [one - first for one in sentences[begun:position]],
                scores.hidden[first:end],
            )

    def _find_heads(self, scores: SyntaxScores, sentences: list[int]) -> list[int]:
        heads: list[int] = []
        for first, stop in zip(sentences, [*sentences[1:], len(scores.starts)], strict=True):
            heads += [first + head for head in find_tree(self._network.score_arcs(scores, first, stop))]
        return heads

    def _find_relations(self, scores: SyntaxScores, heads: list[int]) -> list[int]:
        chosen = np.array(heads)
        roots = chosen == np.arange(len(chosen))
        relations = self._network.score_relations(scores, chosen)
        relations[:, self._root] = _NO_PATH
        found = relations.argmax(axis=1)
        found[roots] = self._root
        return found.tolist()  # type: ignore[no-any-return]


def _split(starts: Numbers, first: int, end: int) -> list[int]:
    """Return where sentences begin between two places."""
    begun = [first, *(np.flatnonzero(starts[first + 1 : end] > 0) + first + 1).tolist()]
    if end - first <= LONGEST_SENTENCE:
        return begun
    bounds = [*begun, end]
    for place in begun:
        stop = bounds[bounds.index(place) + 1]
        while stop - place > LONGEST_SENTENCE:
            half = place + LONGEST_SENTENCE // 2
            likeliest = half + int(starts[half : place + LONGEST_SENTENCE].argmax())
            bounds.insert(bounds.index(stop), likeliest)
            place = likeliest  # noqa: PLW2901 - the rest of the same sentence
    return bounds[:-1]


class NameReader:
    """Reads names off a name network."""

    def __init__(self, network: NameNetwork, labels: dict[str, list[str]]) -> None:
        """Keep the network and the names of its answers."""
        self._network = network
        self._tags = labels["tags"]
        names = sorted({tag.partition("-")[2] for tag in self._tags})
        self._kinds = np.array([[tag.partition("-")[2] == name for name in names] for tag in self._tags], np.float32)
        self._follow = np.where(allow_following(self._tags), self._network.follow, _NO_PATH)

    @classmethod
    def load(cls, path: Path, tables: FormTables) -> Self:
        """Read a network that `training/install_model.py` wrote."""
        weights, labels = load_weights(path)
        return cls(NameNetwork(weights, tables), labels)

    def find(self, texts: Sequence[Sequence[CutParagraph]]) -> Iterator[list[tuple[int, int, str]]]:
        """Yield the names of every paragraph; neighbouring paragraphs of a text are read together."""
        passages = [length for paragraphs in texts for length in _group([len(one.forms) for one in paragraphs])]
        cuts = [cut for paragraphs in texts for cut in paragraphs]
        if not passages:
            yield from ([] for _ in cuts)
            return
        forms = [form for cut in cuts for form in cut.forms]
        spacing = np.array([code for cut in cuts for code in cut.spacing])
        scores = self._network.score(forms, spacing, passages)
        ends = np.cumsum([sum(len(cut.forms) for cut in paragraphs) for paragraphs in texts])
        agreed = [
            agree(part, forms[end - len(part) : end], self._kinds)
            for part, end in zip(np.split(scores, ends[:-1]), ends, strict=True)
        ]
        tags = find_best_tags(np.concatenate(agreed), self._follow, passages).tolist()
        position = 0
        for cut in cuts:
            yield list(self._find_spans(tags[position : position + len(cut.forms)]))
            position += len(cut.forms)

    def _find_spans(self, tags: list[int]) -> Iterator[tuple[int, int, str]]:
        """Yield names; one that runs over the end of its paragraph ends there."""
        first: int | None = None
        for place, number in enumerate(tags):
            if number == 0:
                continue
            part, _, label = self._tags[number].partition("-")
            if part in "BS" or first is None:
                first = place
            if part in "ES" or place == len(tags) - 1:
                yield first, place + 1, label
                first = None


def allow_following(tags: Sequence[str]) -> Numbers:
    """Return (tag, next tag): whether the second may follow the first in BIOES."""
    return np.array(
        [[two[0] in "IE" and one[1:] == two[1:] if one[0] in "BI" else two[0] in "OBS" for two in tags] for one in tags]
    )


def _group(lengths: Sequence[int]) -> list[int]:
    passages: list[int] = []
    for length in lengths:
        if passages and passages[-1] + length <= LONGEST_PASSAGE:
            passages[-1] += length
        elif length:
            passages.append(length)
    return passages
