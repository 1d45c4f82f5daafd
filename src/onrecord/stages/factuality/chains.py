"""The statements over a word, from the innermost outwards."""

from collections.abc import Sequence

from onrecord.language import Parse, Token
from onrecord.records import Statement

# A chain of statements this deep is a fault of the parse, not a source.
DEEPEST_CHAIN = 8


class Chains:
    """The statements over each stretch of text."""

    def __init__(self, parse: Parse, statements: Sequence[Statement]) -> None:
        """Index `statements` by the words of their contents."""
        self._parse = parse
        self._statements = {one.id: one for one in statements}
        self._cues = {one.id: None if one.cue is None else parse.head_of(one.cue) for one in statements}
        self._heads = {head.index for head in self._cues.values() if head is not None}
        self._at: dict[int, list[Statement]] = {}
        for one in statements:
            for span in one.content:
                for token in parse.tokens_in(span):
                    self._at.setdefault(token.index, []).append(one)

    def over(self, token: Token) -> tuple[Statement, ...]:
        """Return the chain of statements whose content holds `token`, innermost first.

        A cue that stands in its own content ("accused") does not make itself uncertain.
        """
        covering = [one for one in self._at.get(token.index, ()) if not _is_cue(one, token)]
        if not covering:
            return ()
        covering.sort(key=lambda one: (sum(span.end - span.start for span in one.content), one.id))
        chain = self.above(covering[0])
        known = {one.id for one in chain}
        return (*chain, *(one for one in covering[1:] if one.id not in known))[:DEEPEST_CHAIN]

    def above(self, statement: Statement) -> tuple[Statement, ...]:
        """Return `statement` and those that tell it, innermost first."""
        chain = [statement]
        known = {statement.id}
        while chain[-1].parent in self._statements and len(chain) < DEEPEST_CHAIN:
            teller = self._statements[chain[-1].parent or ""]
            if teller.id in known:
                break
            known.add(teller.id)
            chain.append(teller)
        return tuple(chain)

    def cue(self, statement: Statement) -> Token | None:
        """Return the head of a statement's cue, None if it has no cue."""
        return self._cues.get(statement.id)

    def is_cue(self, token: Token) -> bool:
        """Return whether `token` heads the cue of any statement."""
        return token.index in self._heads

    def cue_words(self, statement: Statement) -> tuple[Token, ...]:
        """Return the words of a statement's cue, its head first."""
        head = self._cues.get(statement.id)
        if statement.cue is None or head is None:
            return ()
        return (head, *(token for token in self._parse.tokens_in(statement.cue) if token is not head))

    def holds(self, statement: Statement, token: Token) -> bool:
        """Return whether `token` stands in the content of `statement` and not in its cue."""
        inside = any(one.id == statement.id for one in self._at.get(token.index, ()))
        return inside and not _is_cue(statement, token)


def _is_cue(statement: Statement, token: Token) -> bool:
    return statement.cue is not None and statement.cue.overlaps(token.span)
