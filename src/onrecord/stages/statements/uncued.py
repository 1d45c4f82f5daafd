"""Quotations without a cue of their own: more words of a statement, or a statement by the speaker before."""

from bisect import bisect_right

import msgspec

from onrecord.language import Token
from onrecord.records.quotation import Quotation
from onrecord.stages.statements.clauses import speaker_at
from onrecord.stages.statements.draft import Draft, Speaker
from onrecord.stages.statements.passage import Passage

_SHORTEST = 4
# A quotation may end with one inside it: "He asked: 'Why?'".
_CLOSING = " \n\t\xa0\"'”’»"
_REACH_PARAGRAPHS = 2


def add_uncued(passage: Passage, drafts: list[Draft]) -> list[Draft]:
    """Return `drafts` with the quotations that none of them tells.

    A free-standing quotation right behind the sentence of a quotation with a cue goes on with it. One
    that opens a paragraph, or stands alone, is a statement of the last speaker, who is inherited.
    """
    result = list(drafts)
    told = _told_starts(passage, drafts)
    anchors = sorted(
        (passage.tokens[one.cue.head].end, place)
        for place, one in enumerate(drafts)
        if one.cue is not None and one.speaker is not None and _can_go_on(passage, one)
    )
    ends = [end for end, _ in anchors]
    last_place: int | None = None
    for quotation in passage.outer:
        last = bisect_right(ends, quotation.span.start) - 1
        if quotation.span.start in told or not _stands_free(passage, quotation):
            continue
        if (named := _named_before(passage, quotation)) is not None:
            result.append(_uncued(quotation, named))
            continue
        if last < 0:
            continue
        place = anchors[last][1]
        if _goes_on(passage, result[place], quotation):
            result[place] = msgspec.structs.replace(result[place], content=(*result[place].content, quotation.span))
            last_place = place
        elif _is_near(passage, result[place], quotation, last_place == place):
            result.append(_inherited(quotation, place))
            last_place = place
    return result


def _can_go_on(passage: Passage, draft: Draft) -> bool:
    """Return whether a statement is speech that a quotation may go on with, and stands in no quotation itself."""
    if not draft.is_speech and draft.cue_class not in {"preposition", "punctuation"}:
        return False
    return _is_spoken_by_author(passage, draft)


def _told_starts(passage: Passage, drafts: list[Draft]) -> set[int]:
    """Return where the quotations begin that some draft tells; a quoted cue tells no more than its own quotation."""
    contents = (span for draft in drafts if _is_spoken_by_author(passage, draft) for span in draft.content)
    return {quotation.span.start for span in contents for quotation in passage.quotations_over(span)}


def _is_spoken_by_author(passage: Passage, draft: Draft) -> bool:
    return draft.cue is None or passage.quotation_around(passage.tokens[draft.cue.head]) is None


def _stands_free(passage: Passage, quotation: Quotation) -> bool:
    """Return whether a quotation is a sentence or more by itself, and no title or scare quote."""
    inside = passage.parse.tokens_in(quotation.span)
    words = [token for token in inside if token.pos != "PUNCT"]
    if len(words) < _SHORTEST or not (words[0].text[0].isupper() or quotation.continues):
        return False
    before = passage.tokens[inside[0].index - 1] if inside[0].index else None
    opens = before is None or passage.paragraph(before) != passage.paragraph(inside[0])
    ends = quotation.inner.cut(passage.text).rstrip(_CLOSING)[-1:] in {".", "!", "?", "…", "—"} or not quotation.closed
    after = passage.tokens[inside[-1].index + 1 : inside[-1].index + 2]
    closes = not after or passage.paragraph(after[0]) != passage.paragraph(inside[-1]) or after[0].text[0].isupper()
    follows_stop = before is not None and (
        before.text in {".", "!", "?", "”", '"'} or before.index in passage.quote_until
    )
    return ends and (opens or follows_stop) and (closes or after[0].index in passage.quote_from)


def _goes_on(passage: Passage, draft: Draft, quotation: Quotation) -> bool:
    """Return whether a quotation stands in the paragraph of a statement that is itself a quotation."""
    assert draft.cue is not None
    opening = passage.parse.tokens_in(quotation.span)[0]
    if passage.paragraph(opening) != passage.paragraph(passage.tokens[draft.cue.head]):
        return False
    return opening.sentence - passage.tokens[draft.cue.head].sentence <= 1 + len(draft.content)


def _is_near(passage: Passage, draft: Draft, quotation: Quotation, is_running: bool) -> bool:  # noqa: FBT001 - a state, not an option
    assert draft.cue is not None
    opening = passage.parse.tokens_in(quotation.span)[0]
    away = passage.paragraph(opening) - passage.paragraph(passage.tokens[draft.cue.head])
    return away <= _REACH_PARAGRAPHS or is_running or quotation.continues


def _named_before(passage: Passage, quotation: Quotation) -> Speaker | None:
    """Return the person whom the sentence before is about, in the same paragraph: "X was blunt. “It is over.”".

    None if that sentence is a statement of its own or holds a quotation.
    """
    opening = passage.parse.tokens_in(quotation.span)[0]
    if not opening.index or passage.paragraph(opening) != passage.paragraph(passage.tokens[opening.index - 1]):
        return None
    sentence = passage.parse.sentences[passage.tokens[opening.index - 1].sentence]
    words = passage.tokens[sentence.first : min(sentence.stop, opening.index)]
    if not words or words[-1].text not in {".", ":"}:
        return None
    if passage.quotations_over(passage.span(sentence.first, words[-1].index + 1)):
        return None
    root = next((token for token in words if token.dep == "root"), None)
    verbs = {token.lemma.lower() for token in words if token.pos == "VERB"}
    if root is None or not verbs.isdisjoint(passage.lexicon.speech_verbs):
        return None
    subjects = passage.parse.dependents(root.index, "nsubj")
    if not subjects or not _is_person(passage, subjects[0]):
        return None
    return speaker_at(passage, subjects[0].index)


def _is_person(passage: Passage, token: Token) -> bool:
    if token.pos == "PRON":
        return token.lower in {"he", "she"}
    mention = passage.mention_at(token)
    return mention is not None and mention.kind in {"person", "role"} and "Plur" not in token.morph


def _uncued(quotation: Quotation, speaker: Speaker) -> Draft:
    return Draft(
        rule="quotation-uncued",
        cue_class="punctuation",
        type="COMM",
        cue=None,
        speaker=speaker,
        content=(quotation.span,),
    )


def _inherited(quotation: Quotation, place: int) -> Draft:
    return Draft(
        rule="quotation-inherited",
        cue_class="punctuation",
        type="COMM",
        cue=None,
        speaker=None,
        content=(quotation.span,),
        inherits=place,
    )
