"""Which way from the publication a clause looks: the tense of the verb that governs an expression."""

from typing import Literal

from onrecord.language import Parse, Token
from onrecord.lexicons.times import Directions
from onrecord.records import Span

Direction = Literal["past", "present", "future"]

_AUXILIARIES = ("aux", "aux:pass", "cop")
_SENTENCE_MARKS = ".!?\"'”’)…:"
_OWN = frozenset({"obl", "obl:unmarked", "nmod:unmarked", "advmod", "nmod"})
_IRREGULAR = frozenset({"be", "have", "do", "go"})


def direction_of(parse: Parse, span: Span, words: Directions) -> Direction | None:
    """Return whether the clause around `span` tells of past, present or future, or None where nothing shows it.

    The first verb above the expression decides; an infinitive or "-ing" form leaves it to the verb above
    it. A word of the lexicon on the way ("scheduled", "deadline") or a preposition before it ("since",
    "by") decides at once. A present tense tells of the past in a headline or under a past verb ("fled when
    the boat sinks"), is "present" where this is the verb's own time ("meets on Monday"), else nothing.
    """
    head = parse.head_of(span)
    if head is None:
        return None
    before = preposition_of(parse, span)
    if before in words.deadlines:
        return "past" if _is_over(parse, parse.tokens[head.head], before) else "future"
    if before in words.over or _is_aftermath(parse, head, words) or _is_sourced(parse, head, words):
        return "past"
    for token in (head, *parse.ancestors(head.index)):
        own = head.head == token.index and before != "for"
        direction = _named(parse, token, words, own=own) or _told(parse, token, words.modals)
        if direction == "present":
            return _present(parse, token, head)
        if direction is not None:
            return direction
    return None


def _is_aftermath(parse: Parse, head: Token, words: Directions) -> bool:
    """Return whether the expression owns what the clause comes after ("after Friday's raid")."""
    return head.dep == "nmod:poss" and any(one.lower in words.aftermath for one in parse.dependents(head.head, "case"))


def _is_sourced(parse: Parse, head: Token, words: Directions) -> bool:
    """Return whether the expression dates a source ("according to a paper on Monday, the port will close")."""
    for token in (head, *parse.ancestors(head.index)):
        if any(one.lower in words.sourced for one in parse.dependents(token.index, "case")):
            return True
        if token.pos == "VERB":
            return False
    return False


def preposition_of(parse: Parse, span: Span) -> str:
    """Return the word right before `span`, lower-case, or nothing at the head of a text."""
    inside = parse.tokens_in(span)
    return parse.tokens[inside[0].index - 1].lower if inside and inside[0].index else ""


def _named(parse: Parse, token: Token, words: Directions, *, own: bool) -> Direction | None:
    """Return "future" for a word such as "scheduled"; not after "had", nor in a past tense whose `own` time this is."""
    lemma = token.lemma.lower()
    if lemma in words.participles and token.tag == "VBN" and not parse.dependents(token.index, *_AUXILIARIES):
        return "future"
    if lemma not in words.future and token.lower not in words.future:
        return None
    if token.tag == "VBD" and own:
        return None
    return None if _is_perfect(parse, token) else "future"


def _is_over(parse: Parse, verb: Token, before: str) -> bool:
    """Return whether what a deadline bounds is told as past: "had left by Friday", "were killed by Friday"."""
    finite = verb.tag == "VBD" or any(one.tag == "VBD" for one in parse.dependents(verb.index, *_AUXILIARIES))
    return _is_perfect(parse, verb) or (before == "by" and finite)


def _is_perfect(parse: Parse, token: Token) -> bool:
    return any(one.lower == "had" for one in parse.dependents(token.index, *_AUXILIARIES))


def _told(parse: Parse, verb: Token, modals: frozenset[str]) -> Direction | None:
    """Return what the verb's tense says; nothing if it is no verb or has no tense of its own."""
    helpers = parse.dependents(verb.index, *_AUXILIARIES)
    if verb.pos not in ("VERB", "AUX") and not any(one.dep == "cop" for one in helpers):
        return None
    perfect = any(one.lemma == "have" for one in helpers)
    if any(one.lower == "be" for one in helpers) and any(one.tag in ("VBZ", "VBP") for one in helpers):
        return "future"
    modal = {one.lower for one in helpers if one.tag == "MD"} & modals
    if modal:
        return "past" if perfect and not modal & {"will", "shall"} else "future"
    if verb.tag == "VB" and (parse.tokens[verb.head].lemma in ("be", "go") or any(one.tag == "VBZ" for one in helpers)):
        return "future"
    tags = {one.tag for one in helpers} | {verb.tag}
    # The tagger takes some strong past forms ("sank") for presents; their lemma shows them.
    mistagged = verb.tag == "VBP" and verb.lower != verb.lemma.lower() and verb.lemma not in _IRREGULAR
    if "VBD" in tags or perfect or mistagged or (not helpers and verb.tag == "VBN"):
        return "past"
    return "present" if tags & {"VBP", "VBZ"} else None


def _present(parse: Parse, verb: Token, head: Token) -> Direction | None:
    last = parse.sentence_tokens(verb.sentence)[-1]
    if last.text[-1] not in _SENTENCE_MARKS:
        return "past"
    if verb.dep == "advcl" and parse.tokens[verb.head].tag == "VBD":
        return "past"
    return "present" if head.head == verb.index and head.dep in _OWN else None
