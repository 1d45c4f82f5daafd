"""The words that name a participant: the noun phrase round its head."""

from onrecord.language import Parse, Token
from onrecord.records import Span
from onrecord.stages.events.clauses import PARTICLES, POSSESSIVE, counted_noun, is_misread, preposition_of

# What hangs on a noun but is no part of the words that name it.
OUTSIDE_A_NAME = frozenset(
    {"acl", "acl:relcl", "advcl", "appos", "conj", "cc", "cc:preconj", "parataxis", "case", "punct", "ccomp", "cop"}
    | {"mark", "aux", "aux:pass", "nsubj", "nsubj:pass", "advmod:emph", "dep", "discourse", "orphan", "list"}
)
# Words that a tagger takes for adverbs or prepositions though they are participles and verbs.
_COUNTING_PARTICIPLES = frozenset({"wounding", "injuring", "killing"})
# "the ambassador to Chad", "the president of Peru" name someone; "the gunmen near the clinic" only places them.
NAMING_PREPOSITIONS = frozenset({"", "of", "for", "to"})
# A comma within a name is kept only between words of the name itself.
_INNER_MARKS = frozenset("-–’'&./")


def phrase_span(parse: Parse, head: Token) -> Span:
    """Return the words that name a participant: the noun phrase round `head` without clauses, lists and appositions.

    A possessive mark, a preposition before it and outer commas are left out.
    """
    inside = {head.index}
    queue = [head.index]
    for index in queue:
        for child in parse.children[index]:
            token = parse.tokens[child]
            if (token.dep in OUTSIDE_A_NAME and not _is_inner(parse, token, head)) or is_misread(parse, token):
                continue
            if token.dep.startswith(("nmod", "obl")) and preposition_of(parse, token) not in NAMING_PREPOSITIONS:
                continue
            inside.add(child)
            queue.append(child)
            inside.update(case.index for case in parse.dependents(child, "case") if case.index < child)
    first = last = head.index
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    tokens = parse.tokens
    while first < head.index and tokens[first].pos in ("PUNCT", "ADP", "CCONJ"):
        first += 1
    while last > head.index and tokens[last].pos in ("PUNCT", "ADP", "CCONJ", "PART"):
        last -= 1
    first = _first_of_amount(parse, head, first, last)
    return Span(start=tokens[first].start, end=tokens[last].end)


def _first_of_amount(parse: Parse, head: Token, first: int, last: int) -> int:
    """Return where a phrase begins once its hedge or a stray number is let in and a stray participle left out."""
    tokens = parse.tokens
    if first > 0 and tokens[first - 1].lower == "at" and tokens[first].lower in ("least", "most"):
        first -= 1
    if first < last and tokens[first].lower in _COUNTING_PARTICIPLES and tokens[first].pos != "NOUN":
        first += 1
    if first < head.index and tokens[first].lower in PARTICLES and tokens[first].dep == "advmod":
        first += 1
    if first == head.index and first > 0 and counted_noun(parse, tokens[first - 1]).index == first:
        first -= 1
    return first


def _is_inner(parse: Parse, token: Token, head: Token) -> bool:
    """Return whether a mark, list or case stands inside the name rather than round it."""
    if token.dep == "punct":
        return token.text in _INNER_MARKS
    if token.dep == "case":
        return token.lower in POSSESSIVE and token.head != head.index
    if token.dep in ("conj", "cc"):
        # "the justice and interior ministries", "Doctors and Nurses Union": a list before its head noun
        return token.index < head.index and token.head != head.index
    del parse
    return False
