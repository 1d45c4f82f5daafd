"""Drafts seen together: one a cue, contents without each other's phrases, and hops that say who cites whom."""

from collections.abc import Sequence

import msgspec

from onrecord.records import Span
from onrecord.stages.statements.draft import Draft
from onrecord.stages.statements.kinds import identification_of
from onrecord.stages.statements.parents import OUTER_FIRST
from onrecord.stages.statements.passage import Passage
from onrecord.stages.statements.trailing import find_trailing


def keep_one_a_cue(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts whose cue words no better draft has; phrases and carried nouns go before verbs."""
    taken: set[int] = set()
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda one: -one.rank):
        assert draft.cue is not None
        words = set(range(draft.cue.first, draft.cue.stop))
        if words & taken:
            continue
        taken |= words
        kept.append(draft)
    return sorted(kept, key=lambda one: one.cue.first if one.cue else 0)


def tell_once(passage: Passage, drafts: Sequence[Draft]) -> list[Draft]:
    """Return `drafts` without quotations that an earlier sentence's own statement tells already."""
    told: dict[int, list[Draft]] = {}
    kept: list[Draft] = []
    for draft in drafts:
        sentence = _sentence(passage, draft)
        content = tuple(
            span
            for span in draft.content
            if not any(
                number < sentence and any(own.covers(span) for own in other.content)
                for number in {token.sentence for token in passage.parse.tokens_in(span)}
                for other in told.get(number, ())
            )
        )
        told.setdefault(sentence, []).append(draft)
        kept.append(msgspec.structs.replace(draft, content=content or draft.content))
    return kept


def separate(passage: Passage, drafts: Sequence[Draft]) -> list[Draft]:
    """Return `drafts` with what is told twice told once.

    A phrase such as ", according to X" that tells a statement is cut out of that statement's content,
    and so is a participle of the same speaker (", adding that ..."). "citing X" and "quoting X" take the
    content of the verb that they hang on, which becomes their teller.
    """
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(_sentence(passage, draft), []).append(draft)
    return [_separated(passage, draft, by_sentence[_sentence(passage, draft)]) for draft in drafts]


def _sentence(passage: Passage, draft: Draft) -> int:
    assert draft.cue is not None
    return passage.tokens[draft.cue.head].sentence


def _separated(passage: Passage, draft: Draft, beside: Sequence[Draft]) -> Draft:
    if draft.told_by is not None:
        return _as_hop(passage, draft, beside)
    cuts = [
        passage.span(*other.clause)
        for other in beside
        if other is not draft
        and other.clause
        and (
            _tells(passage, other, draft)
            or _goes_on(passage, draft, other)
            or (other.told_by is not None and _is_right_before(passage, draft, other))
        )
    ]
    cuts += find_trailing(passage, draft, beside)
    draft = _without_asides(draft, beside)
    content = draft.content
    for cut in cuts:
        content = tuple(piece for span in content for piece in _without(passage, span, cut))
    return msgspec.structs.replace(draft, content=content) if content and cuts else draft


def _without_asides(draft: Draft, beside: Sequence[Draft]) -> Draft:
    """Return `draft` with a clause that ends where another's aside begins, whose days and places are not its own."""
    if draft.clause is None or draft.cue is None:
        return draft
    first, stop = draft.clause
    for other in beside:
        if other is draft or not other.is_aside or other.clause is None:
            continue
        if other.clause[1] <= draft.cue.first:
            first = max(first, other.clause[1])
        elif other.clause[0] >= draft.cue.stop:
            stop = min(stop, other.clause[0])
    return msgspec.structs.replace(draft, clause=(first, stop))


def _tells(passage: Passage, phrase: Draft, draft: Draft) -> bool:
    """Return whether a phrase of sources tells `draft` as a whole: "X said ..., according to Y"."""
    assert draft.cue is not None
    cue = passage.tokens[draft.cue.head].span
    if draft.is_aside and outer_rank(passage, phrase) >= outer_rank(passage, draft):
        return False
    return phrase.is_aside and any(span.covers(cue) for span in phrase.content)


def outer_rank(passage: Passage, draft: Draft) -> tuple[int, int]:
    """Return what orders two asides to one clause: agencies, outlets and documents tell, and then the later one."""
    assert draft.cue is not None
    identification = identification_of(passage, draft.speaker, None)
    return OUTER_FIRST.get(identification, len(OUTER_FIRST)), -draft.cue.first


def _goes_on(passage: Passage, draft: Draft, other: Draft) -> bool:
    """Return whether `other` is a participle behind a comma by which the speaker of `draft` goes on."""
    assert draft.cue is not None
    assert other.cue is not None
    verb = passage.tokens[other.cue.head]
    if verb.tag != "VBG" or other.cue.first <= draft.cue.first or passage.tokens[other.cue.first - 1].text != ",":
        return False
    if other.speaker is None:
        return False
    return draft.speaker is None or other.speaker.head == draft.speaker.head


def _without(passage: Passage, span: Span, cut: Span) -> list[Span]:
    """Return what is left of `span` without `cut`, trimmed of blanks and commas."""
    if not span.overlaps(cut):
        return [span]
    pieces = [(span.start, max(cut.start, span.start)), (min(cut.end, span.end), span.end)]
    found: list[Span] = []
    for start, end in pieces:
        words = passage.text[start:end]
        first = start + len(words) - len(words.lstrip(" ,;—–-\n\t\xa0"))
        last = end - (len(words) - len(words.rstrip(" ,;—–-\n\t\xa0")))
        if first < last and any(letter.isalnum() for letter in passage.text[first:last]):
            found.append(Span(start=first, end=last))
    return found


def _as_hop(passage: Passage, draft: Draft, beside: Sequence[Draft]) -> Draft:
    """Return "citing X" with the content of the phrase before it or of the verb that it hangs on."""
    tellers = [one for one in beside if _is_right_before(passage, one, draft)]
    tellers += [one for one in beside if one.cue is not None and one.cue.head == draft.told_by]
    for other in tellers:
        if other is not draft and other.cue is not None:
            content = tuple(piece for span in other.content for piece in _without(passage, span, _own(passage, draft)))
            return msgspec.structs.replace(draft, content=content or draft.content, told_by=other.cue.head)
    return msgspec.structs.replace(draft, told_by=None)


def _is_right_before(passage: Passage, other: Draft, draft: Draft) -> bool:
    """Return whether only a comma parts a phrase from the hop behind it: "According to Y, citing X, ..."."""
    if other.cue_class != "preposition" or other.clause is None or draft.clause is None or other.told_by is not None:
        return False
    gap = passage.tokens[other.clause[1] : draft.clause[0]]
    return other.clause[1] <= draft.clause[0] and all(token.pos == "PUNCT" for token in gap)


def _own(passage: Passage, draft: Draft) -> Span:
    assert draft.cue is not None
    return passage.span(*(draft.clause or (draft.cue.first, draft.cue.stop)))
