"""Clauses that the parser put into what someone tells, although the author goes on with them."""

from collections.abc import Sequence

from onrecord.language import Token
from onrecord.records import Span
from onrecord.stages.statements.clauses import continued_by, phrase_indexes, tense_of
from onrecord.stages.statements.draft import Draft
from onrecord.stages.statements.passage import Passage

_TURNS = frozenset({"but", "while", "whereas", "although", "though", "yet", "and"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def find_trailing(passage: Passage, draft: Draft, beside: Sequence[Draft]) -> list[Span]:
    """Return the parts of the content of `draft` that the author adds; `beside` are the drafts of its sentence.

    They are clauses in which another speaks or the same one goes on (", but residents insist that",
    ", and recommended that"), and what the author says of the words told (", a claim denied by Y",
    "without giving details"). Quotations are left whole.
    """
    if draft.cue is None or passage.quotation_around(passage.tokens[draft.cue.head]) is not None:
        return []
    found = [cut for other in beside if other is not draft and (cut := _other_clause(passage, draft, other))]
    sentence = passage.parse.sentences[passage.tokens[draft.cue.head].sentence]
    for token in passage.tokens[draft.cue.stop : sentence.stop]:
        if _is_keeping_back(passage, token, passage.tokens[draft.cue.head]):
            below = passage.parse.subtree(token.index)
            found.append(passage.span(below[0], below[-1] + 1))
        elif _is_remark(passage, token) or _is_withholding(passage, token):
            below = passage.parse.subtree(token.head if token.lower == "without" else token.index)
            found.append(passage.span(min(below[0], token.index), below[-1] + 1))
    return [cut for cut in found if _is_inside(passage, draft, cut)]


def _is_inside(passage: Passage, draft: Draft, cut: Span) -> bool:
    """Return whether some content holds the cut behind its first words and no quotation holds it."""
    held = any(span.start < cut.start and cut.overlaps(span) for span in draft.content)
    return held and not any(one.span.covers(cut) for one in passage.quotations_over(cut))


def _other_clause(passage: Passage, draft: Draft, other: Draft) -> Span | None:
    """Return the clause of `other` where it is joined to what `draft` tells and yet none of it."""
    assert draft.cue is not None
    if other.cue is None or other.cue.first <= draft.cue.stop or other.speaker is None:
        return None
    verb, own = passage.tokens[other.cue.head], passage.tokens[draft.cue.head]
    if taken := _cut_off_speaker(passage, draft, other):
        return taken
    if verb.dep not in {"conj", "advcl", "parataxis"} or verb.head == draft.cue.head or other.type == "PATT":
        return None
    links = [one for one in passage.parse.dependents(verb.index, "cc", "mark") if one.lower in _TURNS]
    if not links or links[0].index <= draft.cue.stop or passage.tokens[links[0].index + 1].lower == "that":
        return None
    link = links[0]
    subjects = passage.parse.dependents(verb.index, "nsubj", "nsubj:pass")
    has_comma = passage.tokens[link.index - 1].text == ","
    if subjects:
        is_other = subjects[0].index > link.index and subjects[0].pos != "PRON" and verb.tag in _FINITE
        same_tense = link.lower != "and" or verb.tag == own.tag
        ends = is_other and has_comma and same_tense and subjects[0].index == other.speaker.head
    else:
        ends = continued_by(passage, verb.index) == own.index
    return passage.span(link.index, passage.parse.subtree(verb.index)[-1] + 1) if ends else None


def _cut_off_speaker(passage: Passage, draft: Draft, other: Draft) -> Span | None:
    """Return the "and Chile" of "A said it would pay and Chile said ...", joined to the wrong word."""
    assert other.speaker is not None
    assert other.cue is not None
    head = passage.tokens[other.speaker.head]
    if head.dep != "conj" or head.index >= other.cue.first or (draft.speaker and draft.speaker.head == head.index):
        return None
    links = passage.parse.dependents(head.index, "cc")
    indexes = phrase_indexes(passage, head.index)
    if not links or indexes[-1] + 1 != other.cue.first:
        return None
    return passage.span(links[0].index, other.cue.first)


def _is_remark(passage: Passage, token: Token) -> bool:
    """Return whether `token` is the noun of ", a claim denied by Y", by which the author judges the words told."""
    if token.dep not in {"appos", "parataxis", "dep"} or token.lemma.lower() not in passage.words.remarks:
        return False
    below = passage.parse.subtree(token.index)
    if passage.tokens[below[0]].lower not in {"a", "an"} and passage.tokens[below[0]].text != ",":
        return False
    before = passage.tokens[below[0] - 1].text if below[0] else ""
    is_said_of = bool(passage.parse.dependents(token.index, "acl", "acl:relcl"))
    is_aimed = any(
        case.lower in {"at", "to"}
        for child in passage.parse.dependents(token.index, "nmod")
        for case in passage.parse.dependents(child.index, "case")
    )
    return "," in {before, passage.tokens[below[0]].text} and (is_said_of or is_aimed)


def _is_withholding(passage: Passage, token: Token) -> bool:
    """Return whether `token` is the *without* of "without elaborating" or "without giving details"."""
    if token.lower != "without" or token.head <= token.index:
        return False
    verb = passage.tokens[token.head]
    if verb.tag != "VBG":
        return False
    objects = passage.parse.dependents(verb.index, "obj")
    if not objects:
        return verb.lemma.lower() in passage.words.verbs.withholding
    return objects[0].lemma.lower() in passage.words.withheld


def _is_keeping_back(passage: Passage, token: Token, own: Token) -> bool:
    """Return whether `token` is the verb of "but gave no details", whose subject is the speaker of the cue `own`."""
    if token.dep != "conj" or tense_of(passage, token) != own.tag:
        return False
    children = passage.parse.dependents(token.index)
    if any(one.dep in {"nsubj", "nsubj:pass"} for one in children) or not any(one.lower == "but" for one in children):
        return False
    return any(one.dep == "obj" and one.lemma.lower() in passage.words.withheld for one in children)
