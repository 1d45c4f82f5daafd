"""The circumstances of a statement: channel, day, hearer, form."""

from collections.abc import Mapping

from onrecord.language import Token
from onrecord.records import Span, TimeExpression
from onrecord.records.findings import Channel, Form
from onrecord.stages.statements.clauses import speaker_at
from onrecord.stages.statements.draft import Draft, Speaker
from onrecord.stages.statements.kinds import identification_of, is_document
from onrecord.stages.statements.passage import Passage

# Told to reporters is told to no outlet that the text names.
_REPORTERS = frozenset({"reporter", "journalist", "press", "media"})
_PRESS_PEOPLE = frozenset({"reporter", "journalist", "correspondent", "editor", "presenter", "anchor", "host"})
_LEADS_TO_CHANNEL = frozenset({"in", "on", "at", "to", "by", "during", "via", "through", "from", "over", "into"})
_SPEAKING = frozenset({"speak", "talk", "address", "appear", "reply", "answer", "testify", "brief"})
_BESIDE = frozenset({"outside", "near", "behind", "beside", "against", "after"})


def channel_of(passage: Passage, draft: Draft) -> Channel | None:
    """Return the channel through which the source spoke, as far as the words around the cue tell it.

    An outlet that was told comes before the words of the clause, and they before what cue, hearer or a
    source that is itself a document imply.
    """
    if draft.recipient is not None and _is_outlet(passage, passage.tokens[draft.recipient]):
        return "outlet"
    if draft.clause is None or draft.cue is None:
        return None
    return _channel_word(passage, draft) or _channel_implied(passage, draft)


def _is_outlet(passage: Passage, token: Token) -> bool:
    """Return whether a hearer is an outlet or an agency, or somebody of one ("told the radio's Ana Cruz")."""
    is_of_press = token.lemma.lower() in _PRESS_PEOPLE
    heard = [] if is_of_press or token.lemma.lower() in _REPORTERS else [token]
    if is_of_press or token.pos == "PROPN":
        heard += passage.parse.dependents(token.index, "nmod:poss", "nmod", "compound")
    for one in heard:
        hearer = speaker_at(passage, one.index)
        kind = identification_of(passage, hearer, passage.entity_at(one)) if hearer else None
        if kind in {"media-outlet", "news-agency"}:
            return True
    return False


def _channel_implied(passage: Passage, draft: Draft) -> Channel | None:
    """Return the channel that the verb, the hearer or a document for a source implies."""
    assert draft.cue is not None
    words = passage.words
    implied = words.channel_of_verb.get(passage.tokens[draft.cue.head].lemma.lower())
    if implied is None and draft.recipient is not None:
        implied = _named_in(passage, draft.recipient, words.channel_to)
    documents = passage.parse.dependents(draft.cue.head, "nsubj", "nsubj:pass")
    heads = [one.index for one in documents if is_document(passage, one.index)]
    if draft.speaker is not None and _is_document(passage, draft.speaker):
        heads.append(draft.speaker.head)
    if implied is None and heads and not _is_media(passage, draft):
        implied = _channel_of_document(passage, heads[-1])
    return implied


def _is_document(passage: Passage, speaker: Speaker) -> bool:
    return identification_of(passage, speaker, passage.entity_of(speaker)) == "document"


def _is_media(passage: Passage, draft: Draft) -> bool:
    """Return whether the source is an outlet, whose paper or post is no other channel."""
    kind = identification_of(passage, draft.speaker, passage.entity_of(draft.speaker)) if draft.speaker else None
    return kind in {"media-outlet", "news-agency"}


def _channel_of_document(passage: Passage, head: int) -> Channel | None:
    """Return the channel that a document for a source is: "a leaked memo", "a court filing", "the letter"."""
    described = passage.parse.dependents(head, "amod", "compound", "acl")
    kinds = {_named_in(passage, one.index, passage.words.channel_of) for one in described}
    for kind in ("leaked", "court"):
        if kind in kinds:
            return kind
    return _named_in(passage, head, passage.words.channel_of)


def _named_in(passage: Passage, index: int, names: Mapping[str, Channel]) -> Channel | None:
    """Return what `names` has for the word at `index` with the one before it, else for the word alone."""
    token = passage.tokens[index]
    before = passage.tokens[index - 1].lower if index else ""
    word = token.lemma.lower()
    return names.get(f"{before} {word}") or names.get(word) or names.get(token.lower)


def _channel_word(passage: Passage, draft: Draft) -> Channel | None:
    assert draft.clause is not None
    for token in passage.tokens[slice(*draft.clause)]:
        if token.pos not in {"NOUN", "PROPN"} or _is_covered(draft.content, token.start):
            continue
        channel = _named_in(passage, token.index, passage.words.channel_of)
        bearer = passage.tokens[token.head] if token.dep == "compound" else token
        if bearer is not token and _named_in(passage, bearer.index, passage.words.channel_of):
            # "A radio interview" is an interview; "his Facebook page" is Facebook.
            continue
        if channel is not None and _is_medium(passage, draft, bearer, channel):
            return _narrowed(passage, token, channel)
    return None


def _is_medium(passage: Passage, draft: Draft, token: Token, channel: Channel) -> bool:
    """Return whether a word stands as what was spoken in, on or through, not beside it ("outside the court")."""
    assert draft.cue is not None
    cases = {one.lower for one in passage.parse.dependents(token.index, "case")}
    if draft.cue.first <= token.index < draft.cue.stop:
        # "a letter calls for": the call is no telephone's.
        return not cases & _BESIDE and (token.index != draft.cue.head or channel != "phone-or-message")
    return bool(cases & _LEADS_TO_CHANNEL) or (channel == "court" and "before" in cases)


def _narrowed(passage: Passage, token: Token, channel: Channel) -> Channel:
    """Return the channel of "a video posted on Facebook" and "a leaked letter" by the word that tells more."""
    if channel in {"document", "statement", "phone-or-message"}:
        return _channel_of_document(passage, token.index) or channel
    return channel


def _is_covered(content: tuple[Span, ...], offset: int) -> bool:
    return any(span.start <= offset < span.end for span in content)


def said_on(passage: Passage, draft: Draft) -> str | None:
    """Return the id of the time at which the words were said: one that stands with the cue, not in the content."""
    if draft.clause is None or draft.cue is None:
        return None
    for time in passage.times_in(*draft.clause):
        if time.type == "DATE" and _follows_cue(passage, draft, time):
            return time.id
        outside = not _is_covered(draft.content, time.span.start) and not _is_behind_content(passage, draft, time)
        in_source = draft.speaker is not None and any(span.covers(time.span) for span in draft.speaker.spans)
        if in_source and time.type == "DATE" and _dates_document(passage, draft, time):
            return time.id
        if (
            outside
            and time.type in {"DATE", "TIME"}
            and (draft.rank > 0 or (not in_source and _hangs_on_cue(passage, draft, time)))
        ):
            return time.id
    return None


def _follows_cue(passage: Passage, draft: Draft, time: TimeExpression) -> bool:
    """Return whether a day stands right behind the cue and before a subject: "said Monday they had left"."""
    assert draft.cue is not None
    inside = passage.parse.tokens_in(time.span)
    if not inside or inside[0].index != draft.cue.stop or draft.cue_class == "preposition":
        return False
    following = passage.tokens[inside[-1].index + 1 : inside[-1].index + 2]
    return bool(following) and following[0].pos in {"PRON", "DET", "PROPN", "NOUN", "SCONJ"}


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
        is_passed = _is_publishing(passage, ancestor) or _is_speaking(ancestor)
        if ancestor.pos in {"VERB", "AUX"} and not is_passed:
            return False
    return False


def _is_speaking(token: Token) -> bool:
    """Return whether `token` is the participle of "Speaking at a rally on Saturday, she said"."""
    return token.tag == "VBG" and token.dep == "advcl" and token.lemma.lower() in _SPEAKING


def _dates_document(passage: Passage, draft: Draft, time: TimeExpression) -> bool:
    """Return whether a time tells when the document that is the source came out: "a report published on Monday"."""
    head = passage.parse.head_of(time.span)
    if head is None or draft.speaker is None:
        return False
    above = passage.tokens[head.head]
    return above.head == draft.speaker.head and _is_publishing(passage, above)


def _is_publishing(passage: Passage, token: Token) -> bool:
    """Return whether `token` is the participle of "a report published on Monday", "a letter dated 2 May"."""
    if token.tag not in {"VBN", "VBD"} or token.dep not in {"acl", "amod"}:
        return False
    bearer = passage.tokens[token.head].lemma.lower()
    return token.lemma.lower() in passage.words.verbs.publishing and bearer in passage.words.channel_of


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
