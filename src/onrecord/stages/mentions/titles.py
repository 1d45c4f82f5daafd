"""Where a name begins and ends: titles, articles, quotation marks and the possessive stay outside."""

from onrecord.language.parse import Parse
from onrecord.lexicons.names import NamesLexicon
from onrecord.stages.mentions.candidates import cut

POSSESSIVES = frozenset({"'s", "’s", "'", "’", "‘s", "`s"})
EDGES = frozenset("\"'“”‘’«»()[]{},;:.-–—*•·…!?/|")
ARTICLES = frozenset({"the", "a", "an"})
LOOSE_ENDS = frozenset({"of", "the", "and", "in", "for", "to", "a", "an", "on", "at", "by", "with", "from", "'s", "&"})


def title_stop(parse: Parse, first: int, stop: int, lexicon: NamesLexicon) -> int:
    """Return where the titles and offices that open the tokens from `first` end; `first` if there are none."""
    tokens = parse.tokens
    at = first
    while at < stop:
        longest = lexicon.title_firsts.get(tokens[at].lower.rstrip("."), 0) or lexicon.title_firsts.get(
            tokens[at].lower, 0
        )
        for end in range(min(stop, at + 2 * longest), at, -1):
            words = cut(parse, at, end).lower()
            if is_title(words, lexicon):
                break
        else:
            break
        at = end
        while at < stop and tokens[at].text in {".", "-"}:
            at += 1
    return at


def is_title(words: str, lexicon: NamesLexicon) -> bool:
    """Return whether `words`, in lower case, are a title or a single person's role."""
    bare = words.rstrip(".").replace(". ", " ")
    agent = lexicon.agents.get(words)
    return bare in lexicon.titles or words in lexicon.titles or (agent is not None and agent.kind == "role")


def trim_name(parse: Parse, first: int, stop: int, lexicon: NamesLexicon, *, person: bool) -> tuple[int, int]:
    """Return the range of the name itself within the range the model gave; empty if nothing is left."""
    tokens = parse.tokens
    while stop > first and (
        tokens[stop - 1].text in POSSESSIVES or tokens[stop - 1].text in EDGES or tokens[stop - 1].text in LOOSE_ENDS
    ):
        if tokens[stop - 1].text in ").]" and any(token.text in "([" for token in tokens[first:stop]):
            break
        stop -= 1
    while first < stop and (tokens[first].text in EDGES or tokens[first].lower in ARTICLES):
        first += 1
    if person and first < stop:
        after = title_stop(parse, first, stop, lexicon)
        if after < stop:
            first = after
    return first, stop
