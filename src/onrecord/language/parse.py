"""A parsed text: tokens with Universal Dependencies, sentences, and the names a model saw."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from onrecord.records import Span

if TYPE_CHECKING:
    from onrecord.language.english.hashing import Numbers


class Token(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One word or mark.

    `index` is its place in `Parse.tokens`, `start` and `end` are code-point offsets in the text,
    `pos` is the UPOS tag, `tag` the Penn tag, `morph` the UD features ("Number=Sing|..."), `dep` the UD
    relation ("nsubj", "acl:relcl", "root"), `head` the index of the head token (its own for a root)
    and `sentence` the number of its sentence in `Parse.sentences`.
    """

    index: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    morph: str
    dep: str
    head: int
    sentence: int

    @property
    def span(self) -> Span:
        """The span of the token in the text."""
        return Span(start=self.start, end=self.end)


class SentenceRange(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A sentence as a half-open range of tokens, with the number of its paragraph."""

    first: int
    stop: int
    paragraph: int


class NameSpan(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A name the model saw: a half-open range of tokens and the model's label (PERSON, ORG, LOC ...)."""

    first: int
    stop: int
    label: str


class Parse:
    """The tokens, sentences and names of one text. Token indexes run through the whole text.

    `vectors` are what the model knew of each token (a row a token), for networks that read further; None where
    a model has none to give.
    """

    def __init__(
        self,
        text: str,
        tokens: tuple[Token, ...],
        sentences: tuple[SentenceRange, ...],
        names: tuple[NameSpan, ...],
        vectors: "Numbers | None" = None,
    ) -> None:
        """Keep the parts; look-ups by offset and by head are made when first asked for."""
        self.text = text
        self.tokens = tokens
        self.sentences = sentences
        self.names = names
        self.vectors = vectors

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [token.end for token in self.tokens]

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token, the indexes of its dependents in text order (a root is not its own child)."""
        dependents: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                dependents[token.head].append(token.index)
        return tuple(map(tuple, dependents))

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """Return the tokens that share at least one character with `span`."""
        first = bisect_right(self._ends, span.start)
        stop = bisect_left(self._starts, span.end)
        return self.tokens[first:stop]

    def sentence_tokens(self, number: int) -> tuple[Token, ...]:
        """Return the tokens of sentence `number`."""
        sentence = self.sentences[number]
        return self.tokens[sentence.first : sentence.stop]

    def sentence_span(self, number: int) -> Span:
        """Return the span of sentence `number`, from its first token to its last."""
        sentence = self.sentences[number]
        return Span(start=self.tokens[sentence.first].start, end=self.tokens[sentence.stop - 1].end)

    def dependents(self, index: int, *relations: str) -> list[Token]:
        """Return the direct dependents of token `index`; with `relations`, only those in one of them."""
        found = [self.tokens[child] for child in self.children[index]]
        return [token for token in found if token.dep in relations] if relations else found

    def subtree(self, index: int) -> list[int]:
        """Return the sorted indexes of token `index` and all below it."""
        below = [index]
        for one in below:
            below.extend(self.children[one])
        return sorted(below)

    def subtree_span(self, index: int) -> Span:
        """Return the span from the first to the last token of the subtree of `index`."""
        below = self.subtree(index)
        return Span(start=self.tokens[below[0]].start, end=self.tokens[below[-1]].end)

    def ancestors(self, index: int) -> Iterator[Token]:
        """Yield the head of `index`, its head, and so on up to the root."""
        token = self.tokens[index]
        while token.head != token.index:
            token = self.tokens[token.head]
            yield token

    def head_of(self, span: Span) -> Token | None:
        """Return the token of `span` whose head lies outside it (the first such), or None if no token is there."""
        inside = self.tokens_in(span)
        if not inside:
            return None
        first, last = inside[0].index, inside[-1].index
        for token in inside:
            if token.head == token.index or not first <= token.head <= last:
                return token
        return inside[-1]
