"""The quotations that stand beside a cue and its source, before them, behind them, or both."""

from onrecord.records.quotation import Quotation
from onrecord.stages.statements.draft import Cue, Speaker
from onrecord.stages.statements.passage import Passage

ADJUNCT_WORDS = frozenset({"ADP", "DET", "NOUN", "PROPN", "NUM", "ADJ"})
_LEADS_ON = frozenset(",—–-…;:")
_REACH = 40
_SHORT = 3


def core_of(passage: Passage, cue: Cue, speaker: Speaker | None) -> tuple[int, int]:
    """Return the range of tokens from cue to source, where the source stands next to the cue."""
    first, stop = cue.first, cue.stop
    for span in speaker.spans if speaker else ():
        inside = passage.parse.tokens_in(span)
        if not inside or inside[0].sentence != passage.tokens[cue.head].sentence:
            continue
        if inside[-1].index < first and _is_close(passage, inside[-1].index + 1, first):
            first = inside[0].index
        elif inside[0].index >= stop and inside[0].index - stop <= _SHORT:
            stop = inside[-1].index + 1
    return first, stop


def _is_close(passage: Passage, first: int, stop: int) -> bool:
    """Return whether no other verb stands between source and cue, but in a clause set off by commas."""
    gap = passage.tokens[first:stop]
    return not any(token.pos in {"VERB", "AUX"} for token in gap) or gap[0].text == ","


def quotations_beside(passage: Passage, cue: Cue, speaker: Speaker | None, indexes: set[int]) -> list[Quotation]:
    """Return the quotations before and behind the cue and its source that the source says."""
    first, stop = core_of(passage, cue, speaker)
    right = None
    if not any(index >= stop for index in indexes):
        right = _quotation_behind(passage, cue, speaker, stop)
    is_relative = passage.tokens[cue.head].dep == "acl:relcl"
    left = None if is_relative else _quotation_before(passage, first)
    if left is not None and not _leads_on(passage, left, first):
        is_right_told = right is not None or bool(indexes)
        if is_right_told or _length(passage, left) < _SHORT or not _closes_after(passage, first, stop):
            left = None
    if left is not None and any(index >= stop for index in indexes) and _length(passage, left) <= _SHORT:
        left = None
    return [one for one in (left, right) if one is not None]


def _closes_after(passage: Passage, first: int, stop: int) -> bool:
    """Return whether "he said" may comment on a finished sentence before it: no new sentence opens with it."""
    opener = passage.tokens[first]
    if opener.text[0].islower():
        return True
    after = passage.tokens[stop : stop + 1]
    return opener.pos == "PROPN" and (not after or after[0].pos in {"PUNCT", "ADP"})


def _quotation_before(passage: Passage, first: int) -> Quotation | None:
    """Return the quotation that ends right before token `first`, in the same paragraph."""
    index = first - 1
    while index > first - 3 and index >= 0 and passage.tokens[index].text in {",", "—", "–", "-", "--"}:
        index -= 1
    quotation = passage.quote_until.get(index)
    if quotation is None or passage.paragraph(passage.tokens[index]) != passage.paragraph(passage.tokens[first]):
        return None
    return quotation


def _leads_on(passage: Passage, quotation: Quotation, first: int) -> bool:
    """Return whether a quotation ends as one does before "he said": a comma, no full stop."""
    inner = quotation.inner.cut(passage.text).rstrip(" ”\"’'»")
    between = passage.text[quotation.span.end : passage.tokens[first].start].strip()
    return inner[-1:] in _LEADS_ON or between[:1] in {",", "—", "–", "-"}


def _quotation_behind(passage: Passage, cue: Cue, speaker: Speaker | None, stop: int) -> Quotation | None:
    """Return the quotation that begins behind cue and source, with only words of their clause between."""
    own: set[int] = set(passage.parse.subtree(cue.head))
    if speaker is not None:
        own.update(passage.parse.subtree(speaker.head))
    sentence = passage.tokens[cue.head].sentence
    for token in passage.tokens[stop : stop + _REACH]:
        before = passage.tokens[token.index - 1]
        if token.index in passage.quote_from:
            quotation = passage.quote_from[token.index]
            starts = passage.tokens[token.index + 1 : token.index + 2]
            is_phrase = bool(starts) and starts[0].pos == "ADP" and starts[0].text.islower()
            told = before.text in {",", ":", "—", "–"} or (token.index == stop and not is_phrase)
            same = token.sentence == sentence or before.text in {",", ":"}
            if same and (told or _length(passage, quotation) > _SHORT):
                return quotation
            if not same:
                return None
        if (token.sentence != sentence and before.text != ":") or token.text in {".", "!", "?"}:
            return None
        if token.pos == "PUNCT":
            continue
        if token.index not in own or (token.pos == "VERB" and token.lemma in passage.lexicon.speech_verbs):
            return None
    return None


def quotation_after_stop(passage: Passage, cue: Cue) -> list[Quotation]:
    """Return the quotation that opens the next sentence, for a careless "he said." that tells nothing else."""
    sentence = passage.parse.sentences[passage.tokens[cue.head].sentence]
    opening = passage.quote_from.get(sentence.stop)
    if opening is None:
        return []
    own = passage.tokens[cue.stop : sentence.stop - 1]
    if passage.paragraph(passage.tokens[sentence.stop]) != sentence.paragraph:
        return []
    return [opening] if all(token.pos in ADJUNCT_WORDS for token in own) else []


def _length(passage: Passage, quotation: Quotation) -> int:
    return sum(token.pos != "PUNCT" for token in passage.parse.tokens_in(quotation.inner))
