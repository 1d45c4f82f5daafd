"""What keeps the report from being certain of what it tells in no tensed clause of its own."""

from collections.abc import Callable, Sequence

import msgspec

from onrecord.language import Parse, Token
from onrecord.language.governing import Governing
from onrecord.lexicons.factuality import Operator

Find = Callable[[Token], Sequence[Governing[Operator]]]

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_TOLD = frozenset({"asserted", "reported", "alleged"})
_SAYING = frozenset({"say", "claim", "suggest", "think", "assume", "argue", "allege", "imply", "imagine", "believe"})
_HANGING = frozenset({"advcl", "acl", "xcomp", "ccomp", "conj", "csubj", "obl", "nmod"})
# After one of these stands what has happened whatever becomes of the rest.
_REAL = frozenset({"after", "since", "despite", "as", "because", "upon", "following"})


def is_only_said(parse: Parse, token: Token) -> bool:
    """Return whether `token` is what one may say, and nobody is told to have said it: "it is wrong to say that".

    Who does not say who did it, or where, takes it for a fact.
    """
    if any(one.tag.startswith("W") and one.lower != "whether" for one in parse.dependents(token.index)):
        return False
    while token.dep == "xcomp":
        token = parse.tokens[token.head]
    above = parse.tokens[token.head]
    return token.dep == "ccomp" and above.tag == "VB" and above.lemma in _SAYING


def doubt_over(parse: Parse, token: Token, find: Find) -> Governing[Operator] | None:
    """Return what makes the clause unreal that `token` hangs on without a tense of its own, None if nothing does.

    No word stands over "draining" in "the scheme could mean moving the herds, draining the marsh", but nothing tells
    that it is so either. A participle behind a comma tells by the way what is so though the clause is negative
    ("did not stay, saying"), and so does one that describes a noun ("letters penned abroad").
    """
    if not _is_untensed(parse, token) or token.dep not in _HANGING or token.head == token.index:
        return None
    words = parse.dependents(token.index)
    if any(one.lower in _REAL for one in words if one.dep in ("mark", "case", "advmod")):
        return None
    found = [one for one in find(parse.tokens[token.head]) if one.form.status not in _TOLD]
    if token.dep == "acl" or _follows_comma(parse, token):
        negative = token.dep == "acl"
        found = [one for one in found if (one.form.status == "negated") == negative]
    if not found:
        return None
    doubt = min(found, key=lambda one: one.form.rank)
    return doubt._replace(form=msgspec.structs.replace(doubt.form, author="Uu", source="Uu"), below=token)


def _is_untensed(parse: Parse, token: Token) -> bool:
    """Return whether a verb is an infinitive or a participle that tells of no past ("draining", "being drained")."""
    auxiliaries = [one for one in parse.dependents(token.index) if one.dep.startswith(("aux", "cop"))]
    if token.pos != "VERB" or any(one.tag in (*_FINITE, "MD") or one.lemma == "have" for one in auxiliaries):
        return False
    return token.tag in ("VB", "VBG") or any(one.tag in ("VB", "VBG") for one in auxiliaries)


def _follows_comma(parse: Parse, token: Token) -> bool:
    first = min((token.index, *parse.children[token.index]))
    return first > 0 and "," in (parse.tokens[first - 1].text, parse.tokens[first].text)
