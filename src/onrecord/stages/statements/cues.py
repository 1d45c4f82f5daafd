"""The words of a verbal cue: its auxiliaries, negation and manner, and whether it leaves open what was said."""

from onrecord.language import Token
from onrecord.stages.statements.draft import Cue
from onrecord.stages.statements.passage import Passage

NEGATIVES = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "nt"})
MODALS = frozenset(
    {
        "may",
        "might",
        "could",
        "would",
        "should",
        "can",
        "must",
        "will",
        "shall",
        "'ll",
        "’ll",
        "ca",
        "wo",
        "'d",
        "’d",
        "wouldn",
    }
)
SURE = frozenset({"'d", "’d"})
# With a negation these refuse ("would not say"), and leave nothing open.
_REFUSING = frozenset({"would", "wouldn", "could", "will", "wo", "can", "ca", "'ll", "’ll"})
_NOBODY = frozenset({"nobody", "no", "none", "neither"})
_CUE_PARTS = frozenset({"aux", "aux:pass", "advmod", "compound:prt", "cop"})


def cue_at(passage: Passage, verb: int, tail_stop: int | None = None) -> Cue:
    """Return the cue whose verb is `verb`, with auxiliaries, negation and manner next to it."""
    tokens = passage.tokens
    parts = {verb, *(one.index for one in passage.parse.dependents(verb) if one.dep in _CUE_PARTS)}
    first, stop = verb, max(verb + 1, tail_stop or 0)
    while first > 0 and first - 1 in parts and not _opens_clause(tokens[first - 1]):
        first -= 1
    while (
        stop < len(tokens)
        and stop in parts
        and tokens[stop].dep in {"compound:prt", "advmod"}
        and _is_manner(tokens[stop])
    ):
        stop += 1
    negative = _is_negative(passage, verb)
    return Cue(head=verb, first=first, stop=stop, negative=negative, indeterminate=_is_open(passage, verb, negative))


def _is_negative(passage: Passage, verb: int) -> bool:
    """Return whether it was not said: "did not say", "without saying", "nobody said", "has yet to say"."""
    for one in passage.parse.dependents(verb):
        if one.lower in NEGATIVES and one.dep in {"advmod", "cc", "cc:preconj", "det", "neg"}:
            return True
        if one.lower == "without" and one.dep in {"mark", "case"}:
            return True
        if one.dep == "nsubj" and (one.lower in _NOBODY or _is_none(passage, one)):
            return True
    token, above = passage.tokens[verb], passage.tokens[passage.tokens[verb].head]
    if token.dep == "conj" and _goes_on_with_or(passage, verb):
        return _is_negative(passage, above.index)
    return token.dep == "xcomp" and above.lemma == "have" and _has_yet(passage, above, verb)


def _goes_on_with_or(passage: Passage, verb: int) -> bool:
    """Return whether a verb shares its subject and a "not" with the one before: "did not confirm or deny"."""
    below = passage.parse.dependents(verb)
    has_or = any(one.dep == "cc" and one.lower == "or" for one in below)
    return has_or and not any(one.dep.startswith("nsubj") for one in below)


def _is_none(passage: Passage, subject: Token) -> bool:
    return any(
        one.lower in {"no", "neither"} and one.dep in {"det", "cc:preconj"}
        for one in passage.parse.dependents(subject.index)
    )


def _has_yet(passage: Passage, have: Token, verb: int) -> bool:
    return any(passage.tokens[one].lower == "yet" for one in range(have.index + 1, verb))


def _opens_clause(token: Token) -> bool:
    return token.lower in {"when", "where", "why", "how", "as", "so", "then", "however", "meanwhile", "instead"}


def _is_manner(token: Token) -> bool:
    return (
        token.dep == "compound:prt"
        or token.lower.endswith("ly")
        or token.lower in {"again", "earlier", "later", "yesterday"}
    )


def _is_open(passage: Passage, verb: int, negative: bool) -> bool:  # noqa: FBT001 - a state, not an option
    """Return whether a modal, a condition or a question leaves open that the words were said."""
    for one in passage.parse.dependents(verb):
        if one.dep == "aux" and one.lower in MODALS and one.lower not in SURE:
            return not (negative and one.lower in _REFUSING)
        if one.dep == "mark" and one.lower in {"if", "unless", "whether"}:
            return True
    return False
