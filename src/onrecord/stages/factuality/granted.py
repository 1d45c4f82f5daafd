"""What is told of a thing in passing, and so taken for granted by all that is wanted, feared or denied around it."""

from collections.abc import Callable

from onrecord.language import Parse, Token
from onrecord.language.governing import is_definite
from onrecord.stages.factuality.moods import is_finite_past

_GENERIC = frozenset({"a", "an", "any", "every", "each", "no", "some"})
_INFINITIVES = frozenset({"aux", "aux:pass", "mark", "cop", "nsubj", "nsubj:pass"})


def is_by_the_way(parse: Parse, token: Token) -> bool:
    """Return whether a relative clause after a comma tells something past: it is told beside what is denied."""
    if token.dep != "acl:relcl" or not is_finite_past(parse, token):
        return False
    pronoun = next((one for one in parse.dependents(token.index) if one.lower in ("which", "who", "whom")), None)
    return pronoun is not None and pronoun.index > 0 and parse.tokens[pronoun.index - 1].text == ","


def describes(parse: Parse, token: Token, is_telling: Callable[[Token], bool]) -> bool:
    """Return whether `token` describes a thing that is taken for known by something past.

    "The rebels who burned it", "the bill passed in May", "his wounded guards"; not "the claim that they burned it",
    as a claim is telling, nor "a bill passed by all", "the bill to be passed".
    """
    thing = parse.tokens[token.head]
    if is_telling(thing):
        return False
    below = parse.dependents(token.index)
    if token.dep == "acl:relcl":
        is_clause = is_finite_past(parse, token) and not any(one.dep == "mark" for one in below)
        return is_clause and _is_known(parse, thing)
    if token.tag != "VBN" or token.dep not in ("acl", "amod") or any(one.dep in _INFINITIVES for one in below):
        return False
    return thing.lower == "those" or is_definite(parse, thing)


def _is_known(parse: Parse, thing: Token) -> bool:
    """Return whether a thing is named, or not one of a kind: "the man", "soldiers", "Smolensk", not "a man"."""
    if thing.pos == "PRON":
        return thing.lower == "those"
    return not any(one.lower in _GENERIC for one in parse.dependents(thing.index, "det"))
