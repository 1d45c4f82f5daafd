"""Who says what, as a trained network sees it: words that tell (anchors), and the part every word near them plays.

The network reads the vectors of the syntax network and, for each word, whether it stands between quotation marks. It
marks anchors (the heads of cues), and for each anchor scores all words around as cue, source or content, from the two
words, what lies between them in the tree, how far apart they are, and whose quotation marks stand around them
(after the graph parser of Dozat and Manning 2018).
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np

from onrecord.language.english.hashing import Numbers, hash_word
from onrecord.language.english.network import Lstm, Vectors, Weights, lay_out, linear
from onrecord.language.english.weights import load_weights
from onrecord.language.parse import Parse
from onrecord.language.sighting import Sighting
from onrecord.records.quotation import Quotation

# Passages are runs of whole paragraphs of up to this many tokens; a longer paragraph is cut between sentences.
LONGEST_PASSAGE = 256
# What an anchor may be: none, told by the report itself, or told within another's words.
ANCHORS = 3
LEAST_BELIEF = 0.1
OUTSIDE, INSIDE, OPENS, CLOSES, DEEPER, RUNS_ON = range(6)
QUOTE_STATES = 6
PLACES = 4  # within a sentence, first of a sentence, first of a paragraph, first of a passage
QUOTE_PAIRS = 5
DISTANCES = (1, 2, 3, 4, 6, 9, 14, 22, 35, 60)
DISTANCE_CODES = 2 * (len(DISTANCES) + 1) + 1
# Where a word stands in the tree as seen from an anchor; codes below are followed by blocks of one code a relation.
SELF, BEFORE, AFTER, PARAGRAPHS_BEFORE, PARAGRAPHS_AFTER, ABOVE, LEFT, RIGHT = range(8)
FIXED_EDGES = 8


class Labels(NamedTuple):
    """The values that words are described by; an unknown one is its list's length."""

    relations: list[str]
    tags: list[str]
    names: list[str]


class Described(NamedTuple):
    """A report made ready for the network: codes a token, and where its passages begin and end."""

    codes: Numbers
    lemmas: Numbers
    passages: list[tuple[int, int]]


class Describer:
    """Describes words and pairs of words by codes."""

    def __init__(self, labels: Labels) -> None:
        """Number the labels."""
        self._relations = {name: number for number, name in enumerate(labels.relations)}
        self._tags = {name: number for number, name in enumerate(labels.tags)}
        self._names = {name: number for number, name in enumerate(labels.names, 1)}
        self.edges = FIXED_EDGES + 3 * (len(labels.relations) + 1)

    def describe(self, parse: Parse, quotations: Sequence[Quotation]) -> Described:
        """Return the codes of every token: quotation state, relation, tag, name and place."""
        count = len(parse.tokens)
        codes = np.zeros((count, 5), dtype=np.int64)
        unknown_relation, unknown_tag = len(self._relations), len(self._tags)
        codes[:, 0] = find_quote_states(parse, quotations)
        codes[:, 1] = [self._relations.get(token.dep, unknown_relation) for token in parse.tokens]
        codes[:, 2] = [self._tags.get(token.tag, unknown_tag) for token in parse.tokens]
        for name in parse.names:
            codes[name.first : name.stop, 3] = self._names.get(name.label, 0)
        passages = list(_find_passages(parse))
        paragraph = None
        for sentence in parse.sentences:
            codes[sentence.first, 4] = 1 if sentence.paragraph == paragraph else 2
            paragraph = sentence.paragraph
        for first, _ in passages:
            codes[first, 4] = 3
        lemmas = np.array([hash_word(token.lemma.lower()) for token in parse.tokens], dtype=np.uint32)
        return Described(codes, lemmas, passages)

    def find_edges(self, parse: Parse, anchor: int, first: int, stop: int) -> Numbers:
        """Return, for each token between two places, a code for where it stands in the tree as seen from `anchor`."""
        tokens, unknown = parse.tokens, len(self._relations)
        number = tokens[anchor].sentence
        sentence = parse.sentences[number]
        edges = np.full(stop - first, AFTER, dtype=np.int64)
        for other in range(tokens[first].sentence, tokens[stop - 1].sentence + 1):
            begins = max(parse.sentences[other].first, first) - first
            ends = min(parse.sentences[other].stop, stop) - first
            away = parse.sentences[other].paragraph - sentence.paragraph
            code = BEFORE if other < number else AFTER
            if away:
                code = PARAGRAPHS_BEFORE if away < 0 else PARAGRAPHS_AFTER
            edges[begins:ends] = code
        edges[sentence.first - first : anchor - first] = LEFT
        edges[anchor - first : sentence.stop - first] = RIGHT
        block = unknown + 1

        def mark(top: int, shift: int) -> None:
            code = FIXED_EDGES + shift * block + self._relations.get(tokens[top].dep, unknown)
            below = [top]
            for one in below:
                edges[one - first] = code
                below.extend(parse.children[one])

        for child in parse.children[anchor]:
            mark(child, 0)
        edges[anchor - first] = SELF
        head = tokens[anchor].head
        if head != anchor:
            for sibling in parse.children[head]:
                if sibling != anchor:
                    mark(sibling, 1)
            edges[head - first] = FIXED_EDGES + 2 * block + self._relations.get(tokens[anchor].dep, unknown)
            for above in parse.ancestors(head):
                edges[above.index - first] = ABOVE
        return edges


def find_quote_states(parse: Parse, quotations: Sequence[Quotation]) -> Numbers:
    """Return a code for each token: outside of quotations, at a mark, inside, deeper, or in one that runs on."""
    states = np.zeros(len(parse.tokens), dtype=np.int64)
    for one in quotations:
        inside = parse.tokens_in(one.span)
        if not inside:
            continue
        first, last = inside[0].index, inside[-1].index
        if one.depth:
            states[first : last + 1] = DEEPER
            continue
        states[first : last + 1] = RUNS_ON if one.continues or not one.closed else INSIDE
        states[first] = OPENS
        if one.closed and last > first:
            states[last] = CLOSES
    return states


def number_quotations(parse: Parse, quotations: Sequence[Quotation]) -> Numbers:
    """Return for each token the number of the outermost quotation around it, from 1 on, or 0."""
    numbers = np.zeros(len(parse.tokens), dtype=np.int64)
    for number, one in enumerate((one for one in quotations if not one.depth), 1):
        inside = parse.tokens_in(one.span)
        if inside:
            numbers[inside[0].index : inside[-1].index + 1] = number
    return numbers


def pair_quotes(numbers: Numbers, anchor: int) -> Numbers:
    """Return a code for each token: whether it and the anchor stand in quotations, and whether in the same."""
    own = numbers[anchor]
    codes = np.where(numbers > 0, 1, 0)
    if own:
        codes = np.where(numbers == own, 3, np.where(numbers > 0, 4, 2))
    return np.asarray(codes)


def code_distances(count: int, anchor: int) -> Numbers:
    """Return a code for how far each of `count` tokens stands from the anchor, and on which side."""
    away = np.arange(count) - anchor
    sizes = np.searchsorted(DISTANCES, np.abs(away), side="left") + 1
    return np.where(away == 0, 0, np.where(away < 0, sizes, sizes + len(DISTANCES) + 1))


def _find_passages(parse: Parse) -> Iterator[tuple[int, int]]:
    """Yield token ranges of whole paragraphs, as many as are short enough together."""
    paragraphs: list[list[int]] = []
    last = None
    for sentence in parse.sentences:
        if sentence.paragraph != last or sentence.stop - paragraphs[-1][0] > LONGEST_PASSAGE:
            paragraphs.append([sentence.first, sentence.stop])
        paragraphs[-1][1] = sentence.stop
        last = sentence.paragraph
    first = stop = 0
    for begins, ends in paragraphs:
        if ends - first > LONGEST_PASSAGE and stop > first:
            yield first, stop
            first = begins
        stop = ends
    if stop > first:
        yield first, stop


class AttributionNetwork:
    """Anchors, and the roles of the words around them."""

    def __init__(self, weights: Weights) -> None:
        """Keep the weights."""
        self._weights = weights
        self._lstm = Lstm(weights)
        self._rows = {int(key): row for row, key in enumerate(weights["vocabulary"].tolist(), 1)}

    def read(self, vectors: Numbers, described: Sequence[Described]) -> Numbers:
        """Return (tokens, width) for reports that follow one another."""
        weights = self._weights
        codes = np.concatenate([one.codes for one in described])
        lemmas = np.concatenate([one.lemmas for one in described])
        rows = [self._rows.get(lemma, 0) for lemma in lemmas.tolist()]
        mixed = linear(vectors, weights, "inner")
        mixed += weights["lemma.weight"][rows]
        for place in range(codes.shape[1]):
            mixed += weights[f"codes.{place}.weight"][codes[:, place]]
        np.maximum(mixed, 0, out=mixed)
        lengths = [stop - first for one in described for first, stop in one.passages]
        layout = lay_out(lengths)
        laid = np.empty_like(mixed)
        laid[layout.order] = mixed
        return np.asarray(self._lstm(Vectors(laid), layout.active)[layout.order])

    def score_anchors(self, hidden: Numbers) -> Numbers:
        """Return (tokens, 3): the beliefs that each tells not at all, for the report, within another's words."""
        return _soften(linear(np.tanh(linear(hidden, self._weights, "anchor.0")), self._weights, "anchor.2"))

    def prepare(self, hidden: Numbers) -> tuple[Numbers, Numbers]:
        """Return two vectors a token: what it is as a word near an anchor, and what it is as an anchor."""
        return linear(hidden, self._weights, "word"), linear(hidden, self._weights, "teller")

    def score_roles(
        self, anchor: Numbers, words: Numbers, edges: Numbers, distances: Numbers, quotes: Numbers
    ) -> Numbers:
        """Return (tokens, roles): the beliefs of what each word of a passage is to an anchor."""
        weights = self._weights
        pairs = words + anchor
        pairs += weights["edge.weight"][edges]
        pairs += weights["distance.weight"][distances]
        pairs += weights["quote.weight"][quotes]
        return _soften(linear(np.maximum(pairs, 0), weights, "role"))


def _soften(scores: Numbers) -> Numbers:
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(scores / scores.sum(axis=1, keepdims=True))


class AttributionReader:
    """Finds anchors and roles in parsed reports."""

    def __init__(self, network: AttributionNetwork, labels: Labels) -> None:
        """Keep the network."""
        self._network = network
        self._describer = Describer(labels)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a network that `training/install_model.py` wrote."""
        weights, labels = load_weights(path)
        return cls(AttributionNetwork(weights), Labels(**labels))

    def find(
        self, parses: Sequence[Parse], quotations: Sequence[Sequence[Quotation]]
    ) -> list[tuple[Sighting, ...] | None]:
        """Return, for each report, the anchors that are believed at least a little; None without vectors."""
        found: list[tuple[Sighting, ...] | None] = [None if parse.tokens else () for parse in parses]
        able = [place for place, parse in enumerate(parses) if parse.vectors is not None and parse.tokens]
        if not able:
            return found
        described = [self._describer.describe(parses[place], quotations[place]) for place in able]
        vectors = [parses[place].vectors for place in able]
        hidden = self._network.read(np.concatenate([one for one in vectors if one is not None]), described)
        beliefs = self._network.score_anchors(hidden)
        words, anchors = self._network.prepare(hidden)
        begins = 0
        for place, one in zip(able, described, strict=True):
            ends = begins + len(one.codes)
            scores = _Scores(beliefs[begins:ends], words[begins:ends], anchors[begins:ends])
            found[place] = tuple(self._see(parses[place], quotations[place], one.passages, scores))
            begins = ends
        return found

    def _see(
        self, parse: Parse, quotations: Sequence[Quotation], passages: Sequence[tuple[int, int]], scores: "_Scores"
    ) -> Iterator[Sighting]:
        numbers = number_quotations(parse, quotations)
        tells = scores.beliefs[:, 1:].sum(axis=1) >= LEAST_BELIEF
        for first, stop in passages:
            for anchor in (np.flatnonzero(tells[first:stop]) + first).tolist():
                roles = self._network.score_roles(
                    scores.anchors[anchor],
                    scores.words[first:stop],
                    self._describer.find_edges(parse, anchor, first, stop),
                    code_distances(stop - first, anchor - first),
                    pair_quotes(numbers[first:stop], anchor - first),
                )
                _, outer, nested = scores.beliefs[anchor].tolist()
                yield Sighting(anchor, outer, nested, first, roles)


class _Scores(NamedTuple):
    """What the network says of each token of one report: beliefs as an anchor, and the vectors of `prepare`."""

    beliefs: Numbers
    words: Numbers
    anchors: Numbers
