"""What the form of a clause says of it: that it is asked, commanded, or the condition or consequence of another."""

from collections.abc import Mapping, Sequence

from onrecord.language import Parse, Token
from onrecord.language.governing import is_definite
from onrecord.language.modifying import NOT

# What hangs on the asked clause in one of these ways is told by the way, not asked.
_ASIDE = frozenset({"acl", "acl:relcl", "advcl", "parataxis", "appos", "vocative", "dislocated"})
# These ask for the circumstances of what is taken for a fact.
_PRESUPPOSING = frozenset({"why"})
# So do these of what is past: "who shot them?"
_PRESUPPOSING_PAST = frozenset({"who", "how", "where", "when"})
_CONDITIONS = frozenset({"if", "unless", "provided", "supposing", "assuming"})
_REDUCED = frozenset({"when", "whenever", "once", "until", "if", "unless"})
_INVERTED = frozenset({"had", "should", "were"})
_OPEN = frozenset({"will", "'ll", "’ll", "shall", "would", "'d", "’d", "could", "may", "might", "can", "must", "wo"})
_TO_COME = frozenset({"will", "'ll", "’ll", "shall", "would", "wo", "must"})
_WHEN = frozenset({"when", "whenever", "after", "before", "until", "once", "soon", "whoever", "whatever", "wherever"})
_AS_SOON_AS: dict[str, list[tuple[str, ...]]] = {
    "as": [("as", "soon", "as")],
    "the": [("the", "moment")],
    "by": [("by", "the", "time")],
}
_GENERIC = frozenset({"a", "an", "any", "every", "each"})
_IRREAL = frozenset({"would", "could", "might", "'d", "’d"})
_OPENERS = frozenset({"had", "should", "were", "if", "unless", "provided", "suppose", "supposing", "assuming"})
# An "if" behind one of these asks; behind any other word it is a condition.
ASKING = frozenset(
    {
        *("ask", "know", "wonder", "see", "decide", "determine", "say", "tell", "check", "learn", "find", "establish"),
        *("investigate", "examine", "clear", "unclear", "sure", "doubt", "question", "inquire", "enquire", "discuss"),
    }
)
_AUXILIARY = frozenset({"aux", "aux:pass", "cop"})
_CLAUSES = frozenset({"advcl", "parataxis", "ccomp", "obl"})
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "tomorrow"})
_NEAR = 6  # words before "enough to" in which a "not" belongs to it
_LONGEST = 3  # words of an opening phrase
_PAST_BOUNDS = frozenset({"until", "once"})


def asked(parse: Parse, token: Token) -> Token | None:
    """Return the head of the question that asks whether what `token` tells is so, None if none does."""
    if not _ends_asking(parse, token):
        return None
    while token.head != token.index:
        if token.dep in _ASIDE:
            return None
        token = parse.tokens[token.head]
    asking = {parse.tokens[child].lower for child in parse.children[token.index]}
    past = is_finite_past(parse, token) and asking & _PRESUPPOSING_PAST
    return None if past or asking & _PRESUPPOSING else token


def _ends_asking(parse: Parse, token: Token) -> bool:
    sentence = parse.sentences[token.sentence]
    return any(
        token.text.endswith("?") for token in parse.tokens[max(sentence.first, sentence.stop - 2) : sentence.stop]
    )


def commanded(parse: Parse, token: Token) -> bool:
    """Return whether `token` heads an imperative ("Release them"), or what one lets others do ("Let them go")."""
    above = parse.tokens[token.head]
    if token.dep in ("xcomp", "ccomp") and above.lemma == "let":
        token = above
    if token.tag not in ("VB", "VBP") or token.dep not in ("root", "parataxis", "ccomp", "conj"):
        return False
    if token.dep == "conj" and not commanded(parse, parse.tokens[token.head]):
        return False
    below = parse.dependents(token.index)
    if token.tag == "VBP" and (token.dep != "root" or parse.sentences[token.sentence].first < token.index - 1):
        return False
    return not any(
        one.dep.startswith(("nsubj", "csubj", "expl")) or one.lower == "to" or _is_finite(one) for one in below
    )


def _is_finite(auxiliary: Token) -> bool:
    """Return whether an auxiliary makes a clause a statement; "do not shoot" is still a command."""
    return auxiliary.dep in _AUXILIARY and auxiliary.lower not in ("do", "be")


def as_condition(parse: Parse, token: Token) -> str | None:
    """Return "open" or "past" if `token` heads a condition, None if not; an "if" by itself is left to the lexicon.

    A past condition is one that was not met: "had they attacked", "if they had attacked, we would have fled".
    """
    below = parse.dependents(token.index)
    auxiliaries = {one.lower for one in below if one.dep in _AUXILIARY}
    opener, comma = _opener(parse, token)
    opens = opener is not None and token.index < comma and opener.lower not in ("if", "unless")
    if opens or _is_inverted(parse, token, below):
        return "past" if "had" in auxiliaries or (opener is not None and opener.lower == "had") else "open"
    if _is_awaited(parse, token, below) or _is_reduced(parse, token, below):
        return "open"
    if token.dep == "ccomp" and _is_supposing(parse.tokens[token.head]):
        return "open"
    if token.dep == "xcomp" and _is_late_inversion(parse, parse.tokens[token.head]):
        return "past"
    is_clause = token.dep in ("advcl", "ccomp") and any(one.lower in _CONDITIONS for one in below if one.dep == "mark")
    if is_clause and "had" in auxiliaries and _is_irreal(parse, parse.tokens[token.head]):
        return "past"
    return None


def _is_awaited(parse: Parse, token: Token, below: list[Token]) -> bool:
    """Return whether a present tense tells what is to come first, or who may do so: "when they come, we will leave"."""
    tensed = next((one for one in below if one.dep in _AUXILIARY), token)
    if tensed.tag not in ("VBZ", "VBP") or any(one.lower in _OPEN for one in below):
        return False
    over = parse.tokens[token.head]
    if token.dep == "acl:relcl":
        generic = over.pos == "PRON" or any(one.lower in _GENERIC for one in parse.dependents(over.index, "det"))
        over = parse.tokens[over.head] if generic else token
    elif not (any(one.lower in _WHEN for one in below) or opening(parse, token, _AS_SOON_AS)):
        return False
    return any(one.lower in _TO_COME for one in parse.dependents(over.index, "aux"))


def _is_reduced(parse: Parse, token: Token, below: list[Token]) -> bool:
    """Return whether a bare participle is a condition, as it is unless it hangs on the past: "fire when attacked"."""
    if token.tag != "VBN" or token.dep != "advcl" or any(one.dep.startswith(("aux", "nsubj")) for one in below):
        return False
    if not any(one.lower in _REDUCED and one.index < token.index for one in below):
        return False
    over = parse.tokens[token.head]
    while over.tag in ("VBG", "VBN") and over.head != over.index and not is_finite_past(parse, over):
        over = parse.tokens[over.head]
    return not is_finite_past(parse, over)


def _is_supposing(verb: Token) -> bool:
    return verb.lemma in ("suppose", "imagine") and verb.tag == "VB" and verb.dep == "root"


def _is_late_inversion(parse: Parse, had: Token) -> bool:
    """Return whether "had" opens a condition that was not met, though it is parsed as a verb: "won had they fled"."""
    if had.lower != "had" or parse.dependents(had.index, "nsubj") or had.head == had.index:
        return False
    return bool(parse.dependents(had.index, "obj")) and _would_have(parse, parse.tokens[had.head])


def as_consequence(parse: Parse, token: Token) -> str | None:
    """Return "open" or "past" if the clause of `token`, which has to have a modal, hangs on a condition, else None."""
    below = parse.dependents(token.index)
    auxiliaries = {one.lower for one in below if one.dep in _AUXILIARY}
    if not auxiliaries & _OPEN:
        return None
    over = parse.tokens[token.head]
    if _would_have(parse, token) and (
        "would" in auxiliaries or any(_is_condition(parse, one) for one in (*below, over))
    ):
        return "past"
    opener, comma = _opener(parse, token)
    follows = opener is not None and token.index > comma and token.dep == "root"
    clauses = () if token.lemma in ASKING else below  # "would not say if"
    if follows or any(one.dep in _CLAUSES and _is_condition(parse, one) for one in clauses):
        return "open"
    return "open" if token.dep == "parataxis" and _is_inverted(parse, over, parse.dependents(over.index)) else None


def _opener(parse: Parse, token: Token) -> tuple[Token | None, int]:
    """Return the word that makes the first part of a sentence a condition, if one does, and where that part ends."""
    sentence = parse.sentences[token.sentence]
    first = parse.tokens[sentence.first]
    if first.lower not in _OPENERS or _ends_asking(parse, token):
        return None, 0
    comma = next((one.index for one in parse.tokens[sentence.first : sentence.stop] if one.text == ","), None)
    return (None, 0) if comma is None else (first, comma)


def supposed(parse: Parse, token: Token) -> str | None:
    """Return the modal of a clause whose subject is an event not known of: "a new attack would doom the talks"."""
    if token.pos != "NOUN" or token.dep not in ("nsubj", "nsubj:pass") or is_definite(parse, token):
        return None
    auxiliaries = parse.dependents(token.head, "aux")
    return next((one.lower for one in auxiliaries if one.lower in ("would", "could", "might", "may", "'d", "’d")), None)


def opening(parse: Parse, token: Token, phrases: Mapping[str, Sequence[tuple[str, ...]]]) -> tuple[str, ...] | None:
    """Return the phrase that opens what `token` heads or stands right before it ("in case of", "far from").

    `phrases` are listed by their first word.
    """
    first = token.index
    while parse.children[first] and parse.children[first][0] < first:
        first = parse.children[first][0]
    for place in range(max(0, first - _LONGEST), first + 1):
        for phrase in phrases.get(parse.tokens[place].lower, ()):
            words = parse.tokens[place : place + len(phrase)]
            if place + len(phrase) >= first and phrase == tuple(one.lower for one in words):
                between = parse.tokens[place + len(phrase) : token.index]
                if not any(one.text == "," or one.pos == "VERB" for one in between):
                    return phrase
    return None


def _is_irreal(parse: Parse, token: Token) -> bool:
    return any(one.lower in _IRREAL for one in parse.dependents(token.index, "aux", "aux:pass", "cop"))


def _would_have(parse: Parse, token: Token) -> bool:
    auxiliaries = {one.lower for one in parse.dependents(token.index, "aux", "aux:pass", "cop")}
    return bool(auxiliaries & _IRREAL) and bool(auxiliaries & {"have", "'ve", "’ve"})


def _is_condition(parse: Parse, token: Token) -> bool:
    below = parse.dependents(token.index)
    if any(one.dep == "mark" and one.lower in _CONDITIONS for one in below) or _is_first_to_come(token, below):
        return True
    if _is_late_inversion(parse, token):
        return True
    return _is_inverted(parse, token, below)


def _is_first_to_come(token: Token, below: list[Token]) -> bool:
    """Return whether the present after "once" tells what has to come first: "once it is signed, they will leave"."""
    marked = any(one.dep == "mark" and one.lower == "once" for one in below)
    return marked and not any(one.tag == "VBD" for one in (token, *below) if one is token or one.dep in _AUXILIARY)


def _is_inverted(parse: Parse, token: Token, below: list[Token]) -> bool:
    """Return whether an auxiliary before the subject makes a condition: "had they fled", "should they flee"."""
    if _ends_asking(parse, token) or token.pos == "PUNCT":
        return False
    subject = next((one for one in below if one.dep in ("nsubj", "nsubj:pass", "expl")), None)
    first = next((one for one in below if one.lower in _INVERTED and one.dep in _AUXILIARY), None)
    if subject is None or first is None or first.index > subject.index:
        return False
    before = [one for one in below if one.index < first.index and one.dep not in ("punct", "cc", "parataxis")]
    return not before


def is_past_bound(parse: Parse, mark: Token) -> bool:
    """Return whether a "once" or "until" bounds something in the past, which then happened."""
    if mark.lower not in _PAST_BOUNDS:
        return False
    clause = parse.tokens[mark.head]
    tags = {clause.tag, *(one.tag for one in parse.dependents(clause.index, "aux", "aux:pass", "cop"))}
    return "VBD" in tags


def is_finite_past(parse: Parse, token: Token) -> bool:
    """Return whether a clause tells something as past ("that they had fled"), as no intention does."""
    below = parse.dependents(token.index)
    auxiliaries = [one for one in below if one.dep in _AUXILIARY]
    if any(one.lower in _OPEN or one.lower == "should" for one in auxiliaries):
        return False
    return token.tag == "VBD" or any(one.tag in ("VBD", "VBZ", "VBP") for one in auxiliaries)


def is_or_else(parse: Parse, token: Token) -> bool:
    """Return whether a clause tells what follows if a command is not obeyed: "leave, or we will shoot"."""
    below = {one.lower for one in parse.dependents(token.index) if one.dep in ("cc", "aux")}
    beside = token.dep in ("conj", "parataxis") and commanded(parse, parse.tokens[token.head])
    passive = any(one.lower == "be" for one in parse.dependents(token.index, "aux:pass"))
    return beside and "or" in below and (passive or bool(below & _TO_COME))


def is_scheduled(parse: Parse, token: Token) -> bool:
    """Return whether a present tense tells of a day to come: "the trial opens on Monday"."""
    if token.tag not in ("VBZ", "VBP") or any(
        one.dep.startswith(("aux", "cop")) for one in parse.dependents(token.index)
    ):
        return False
    whens = parse.dependents(token.index, "obl", "obl:tmod", "obl:npmod", "advmod")
    return any(one.lower in _DAYS and not one.lower.endswith("s") for one in whens)


def is_forestalled(parse: Parse, token: Token) -> bool:
    """Return whether a clause tells what did not come to be: "before police could act", "not strong enough to act"."""
    words = [one.lower for one in parse.tokens[max(0, token.index - _NEAR) : token.index]]
    if words[-2:] == ["enough", "to"] and not NOT.isdisjoint(words):
        return True
    below = parse.dependents(token.index)
    marks = {one.lower for one in below if one.dep == "mark"}
    return "before" in marks and any(one.lower in ("could", "can") for one in below)
