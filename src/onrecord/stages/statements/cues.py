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
    children = passage.parse.dependents(verb)
    negative = any(one.lower in NEGATIVES and one.dep in {"advmod", "cc:preconj", "det", "neg"} for one in children)
    return Cue(head=verb, first=first, stop=stop, negative=negative, indeterminate=_is_open(passage, verb))


def _opens_clause(token: Token) -> bool:
    return token.lower in {"when", "where", "why", "how", "as", "so", "then", "however", "meanwhile", "instead"}


def _is_manner(token: Token) -> bool:
    return (
        token.dep == "compound:prt"
        or token.lower.endswith("ly")
        or token.lower in {"again", "earlier", "later", "yesterday"}
    )


def _is_open(passage: Passage, verb: int) -> bool:
    """Return whether a modal, a condition or a question leaves open that the words were said."""
    for one in passage.parse.dependents(verb):
        if one.dep == "aux" and one.lower in MODALS and one.lower not in SURE:
            return True
        if one.dep == "mark" and one.lower in {"if", "unless", "whether"}:
            return True
    return False
