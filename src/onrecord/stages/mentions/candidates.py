"""What a mention is before it becomes one: a range of tokens with a kind and the rules that made it."""

import msgspec

from onrecord.language.parse import Parse, Token
from onrecord.records import MentionKind


class Candidate(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A half-open range of tokens, what kind of thing it names or describes, and by which rules.

    `sure` says that knowledge or a cue decided the kind, so that no weaker sign may change it.
    """

    first: int
    stop: int
    kind: MentionKind
    rules: tuple[str, ...]
    sure: bool = False


def cut(parse: Parse, first: int, stop: int) -> str:
    """Return the text from token `first` to before token `stop`."""
    return parse.text[parse.tokens[first].start : parse.tokens[stop - 1].end]


def owners(parse: Parse, candidates: list[Candidate]) -> list[Candidate | None]:
    """Return for each token the candidate it lies in, or None."""
    owner: list[Candidate | None] = [None] * len(parse.tokens)
    for one in candidates:
        owner[one.first : one.stop] = [one] * (one.stop - one.first)
    return owner


def is_phrase_link(between: tuple[Token, ...]) -> bool:
    """Return whether tokens only tie a place to a name before it ("in the", "of", "for")."""
    words = [token.lower for token in between]
    return words[:1] in (["in"], ["of"], ["for"]) and words[1:] in ([], ["the"])


def is_joined(before: Token, after: Token) -> bool:
    """Return whether no white space lies between two tokens."""
    return before.end == after.start
