"""The circumstances of a statement: channel, day, hearer, form."""

from onrecord.records import Span, TimeExpression
from onrecord.records.findings import Channel, Form
from onrecord.stages.statements.draft import Draft
from onrecord.stages.statements.passage import Passage

# Told to reporters is told to no outlet that the text names.
_REPORTERS = frozenset({"reporter", "journalist", "press", "media"})
_SPOKEN_FORMS = frozenset({"tweet", "blog"})


def channel_of(passage: Passage, draft: Draft) -> Channel | None:
    """Return the channel through which the source spoke, as far as the words around the cue tell it."""
    if draft.recipient is not None:
        token = passage.tokens[draft.recipient]
        entity = passage.entity_at(token)
        name = (entity.name if entity else token.text).lower().removeprefix("the ")
        words = passage.words
        lemma = token.lemma.lower()
        is_outlet_word = lemma in words.outlet_words and lemma not in _REPORTERS
        if name in words.agency_names or name in words.outlet_names or is_outlet_word:
            return "outlet"
    if draft.clause is None or draft.cue is None:
        return None
    lemma = passage.tokens[draft.cue.head].lemma.lower()
    if lemma in _SPOKEN_FORMS:
        return "social-media"
    return _channel_word(passage, draft)


def _channel_word(passage: Passage, draft: Draft) -> Channel | None:
    assert draft.clause is not None
    first, stop = draft.clause
    tokens = passage.tokens
    names = passage.words.channel_of
    for token in tokens[first:stop]:
        if _is_covered(draft.content, token.start) or token.pos not in {"NOUN", "PROPN"}:
            continue
        pair = f"{tokens[token.index - 1].lower} {token.lemma.lower()}" if token.index else ""
        if pair in names:
            return names[pair]
        preposition = [one.lower for one in passage.parse.dependents(token.index, "case")]
        is_placed = bool({"in", "on", "at", "to", "by", "during", "via", "through", "from"} & set(preposition))
        in_cue = draft.cue is not None and draft.cue.first <= token.index < draft.cue.stop
        if token.lemma.lower() in names and (is_placed or in_cue):
            return names[token.lemma.lower()]
    return None


def _is_covered(content: tuple[Span, ...], offset: int) -> bool:
    return any(span.start <= offset < span.end for span in content)


def said_on(passage: Passage, draft: Draft) -> str | None:
    """Return the id of the time at which the words were said: one that stands with the cue, not in the content."""
    if draft.clause is None or draft.cue is None:
        return None
    for time in passage.times_in(*draft.clause):
        outside = not _is_covered(draft.content, time.span.start) and not _is_behind_content(passage, draft, time)
        in_source = draft.speaker is not None and any(span.covers(time.span) for span in draft.speaker.spans)
        if (
            outside
            and time.type in {"DATE", "TIME"}
            and (draft.rank > 0 or (not in_source and _hangs_on_cue(passage, draft, time)))
        ):
            return time.id
    return None


def _is_behind_content(passage: Passage, draft: Draft, time: TimeExpression) -> bool:
    """Return whether the content stands between cue and time, so that the time may well belong to the content."""
    assert draft.cue is not None
    head = passage.parse.head_of(time.span)
    if head is not None and head.head == draft.cue.head and head.dep not in {"nmod", "conj"}:
        # "announced a truce on Friday" and "announced a truce Friday", but "called for a vote by Friday".
        cases = passage.parse.dependents(head.index, "case")
        if not cases or cases[0].lower == "on":
            return False
    cue_end = passage.tokens[draft.cue.stop - 1].end
    return any(cue_end <= span.start < time.span.start for span in draft.content)


def _hangs_on_cue(passage: Passage, draft: Draft, time: TimeExpression) -> bool:
    """Return whether a time hangs on the cue, or on what the cue marks, with no other verb between.

    The second is so in "according to a report by the agency on Monday".
    """
    head = passage.parse.head_of(time.span)
    if head is None or draft.cue is None:
        return False
    bearer = passage.tokens[draft.cue.head]
    for ancestor in passage.parse.ancestors(head.index):
        if bearer.dep == "case" and ancestor.index == bearer.head:
            return True
        if draft.cue.first <= ancestor.index < draft.cue.stop:
            return True
        if ancestor.pos in {"VERB", "AUX"}:
            return False
    return False


def recipient_of(passage: Passage, draft: Draft) -> str | None:
    """Return the id of the entity that was spoken to, or None."""
    if draft.recipient is None:
        return None
    entity = passage.entity_at(passage.tokens[draft.recipient])
    return entity.id if entity else None


def form_of(passage: Passage, content: tuple[Span, ...]) -> Form:
    """Return whether a content is all quoted, quoted in part, or told in other words."""
    quoted = [passage.quotations_over(span) for span in content]
    if not any(quoted):
        return "indirect"
    whole = all(_is_whole(passage, span) for span in content)
    return "direct" if whole else "mixed"


def _is_whole(passage: Passage, span: Span) -> bool:
    """Return whether quotations cover all words of `span`."""
    place = span.start
    for quotation in passage.quotations_over(span):
        if any(letter.isalnum() for letter in passage.text[place : max(quotation.span.start, place)]):
            return False
        place = max(place, quotation.span.end)
    return not any(letter.isalnum() for letter in passage.text[min(place, span.end) : span.end])
