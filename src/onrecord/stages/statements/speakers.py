"""Who is the source of a cue: by syntax, by inverted order, or as the phrase next to it."""

from onrecord.language import Token
from onrecord.records import Span
from onrecord.stages.statements.clauses import agent_of, is_passive, speaker_at, subject_of
from onrecord.stages.statements.draft import Cue, Speaker
from onrecord.stages.statements.kinds import can_speak, is_document
from onrecord.stages.statements.passage import Passage
from onrecord.stages.statements.unshown import (
    beside_the_cue,
    daily_paper,
    of_adjective,
    share_of,
    spoken_of_as_it,
    who_can_speak,
)

_LONGEST_SOURCE = 40
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_HEADS = frozenset({"NOUN", "PROPN", "PRON"})
_AMOUNTS = frozenset({"one", "some", "many", "several", "most", "two", "three", "another"})
_NAME_WORDS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"})


def find_speaker(passage: Passage, cue: Cue) -> Speaker | None:
    """Return who is the source of a verb: by syntax, else the phrase next to it."""
    speaker = (
        _inverted_speaker(passage, cue)
        or _speaker_behind_quotation(passage, cue)
        or spoken_of_as_it(passage, cue)
        or of_adjective(passage, cue)
        or daily_paper(passage, cue)
        or beside_the_cue(passage, cue)
        or who_can_speak(passage, cue, subject_of(passage, cue.head))
    )
    has_subject = any(one.dep in {"expl", "nsubj"} for one in passage.parse.dependents(cue.head))
    if speaker is None and not has_subject and not is_passive(passage, cue.head):
        speaker = share_of(passage, cue) or _speaker_beside(passage, cue)
    speaker = _with_title(passage, _whole_name(passage, cue, _without_cue(passage, cue, _maker(passage, speaker))))
    return _named(passage, _with_others(passage, cue, speaker))


def _whole_name(passage: Passage, cue: Cue, speaker: Speaker | None) -> Speaker | None:
    """Return the speaker with all of a person's name, where the parser saw two subjects in it."""
    mention = passage.mention_at(passage.tokens[speaker.head]) if speaker is not None else None
    if speaker is None or not speaker.spans or mention is None or mention.kind != "person":
        return speaker
    span, start = speaker.spans[0], passage.tokens[cue.first].start
    is_cut = mention.span.start < span.start < mention.span.end
    if not is_cut or mention.span.start <= start < mention.span.end:
        return speaker
    return Speaker(head=speaker.head, spans=(_joined(mention.span, span), *speaker.spans[1:]))


def _with_others(passage: Passage, cue: Cue, speaker: Speaker | None) -> Speaker | None:
    """Return the speaker with those who speak with it, in "France, Germany and Poland said", up to the cue."""
    if speaker is None or len(speaker.spans) != 1 or speaker.spans[0].end > passage.tokens[cue.first].start:
        return speaker
    stop = passage.parse.tokens_in(speaker.spans[0])[-1].index + 1
    between = passage.tokens[stop : cue.first]
    is_list = bool(between) and between[0].text in {",", "and"} and any(one.pos == "CCONJ" for one in between)
    if not is_list or between[-1].pos not in _HEADS:
        return speaker
    if any(one.pos not in _NAME_WORDS | {"CCONJ"} and one.text != "," for one in between):
        return speaker
    return Speaker(head=speaker.head, spans=(Span(start=speaker.spans[0].start, end=between[-1].end),))


def _attributed(passage: Passage, participle: Token) -> Speaker | None:
    """Return the X of "a statement attributed to X"."""
    for one in passage.parse.dependents(participle.index, "obl"):
        cases = passage.parse.dependents(one.index, "case")
        if cases and cases[0].lower == "to" and can_speak(passage, one.index):
            return speaker_at(passage, one.index)
    return None


def _named(passage: Passage, speaker: Speaker | None) -> Speaker | None:
    """Return the speaker with the name for a head, in "the head of the dockers' union, Ana Vaz" and "Channel 12"."""
    if speaker is None or not speaker.spans:
        return speaker
    head = passage.tokens[speaker.head]
    tokens = passage.parse.tokens_in(speaker.spans[0])
    if head.pos == "NUM" and head.index and passage.tokens[head.index - 1].pos == "PROPN":
        named = speaker_at(passage, head.index - 1)
        return Speaker(head=named.head, spans=(_joined(named.spans[0], head.span),)) if named else speaker
    comma = next((token for token in reversed(tokens) if token.text == ","), None)
    if head.pos != "NOUN" or comma is None or not head.index < comma.index < tokens[-1].index:
        return speaker
    mention = passage.mention_at(passage.tokens[comma.index + 1])
    name = passage.span(comma.index + 1, tokens[-1].index + 1)
    if mention is None or mention.kind != "person" or not mention.span.covers(name):
        return speaker
    last = passage.parse.head_of(name)
    return Speaker(head=last.index, spans=speaker.spans) if last is not None else speaker


def _joined(first: Span, last: Span) -> Span:
    return Span(start=min(first.start, last.start), end=max(first.end, last.end))


def _with_title(passage: Passage, speaker: Speaker | None) -> Speaker | None:
    """Return the speaker with the words of a title right before a name that the parser left outside."""
    if speaker is None or not speaker.spans:
        return None
    tokens = passage.tokens
    opening = passage.parse.tokens_in(speaker.spans[0])[0]
    first = opening.index
    while opening.pos == "PROPN" and first and tokens[first - 1].pos in {"NOUN", "PROPN", "ADJ"}:
        if tokens[first - 1].sentence != opening.sentence or passage.is_time(tokens[first - 1]):
            break
        first -= 1
    is_title = first < opening.index and (first == 0 or tokens[first - 1].pos in {"PUNCT", "DET", "CCONJ"})
    if not is_title:
        return speaker
    span = Span(start=tokens[first].start, end=speaker.spans[0].end)
    return Speaker(head=speaker.head, spans=(span, *speaker.spans[1:]))


def _without_cue(passage: Passage, cue: Cue, speaker: Speaker | None) -> Speaker | None:
    """Return the speaker with its spans cut where the cue begins, as in "a statement | saying"."""
    if speaker is None or speaker.head in range(cue.first, cue.stop):
        return None
    start = passage.tokens[cue.first].start
    spans = []
    for span in speaker.spans:
        inside = passage.parse.tokens_in(span)
        if span.start < start < span.end and inside[0].index < cue.first:
            stop = cue.first
            while stop - 1 > inside[0].index and passage.tokens[stop - 1].text in {",", "—", "–"}:
                stop -= 1
            spans.append(passage.span(inside[0].index, stop))
        else:
            spans.append(span)
    return Speaker(head=speaker.head, spans=tuple(spans))


def _inverted_speaker(passage: Passage, cue: Cue) -> Speaker | None:
    """Return the X of ", said X," or “said X.” although the parser took what stands before for the subject."""
    tokens = passage.tokens
    verb = tokens[cue.head]
    before = tokens[cue.first - 1] if cue.first else None
    if before is None or verb.tag not in _FINITE or before.sentence != verb.sentence:
        return None
    if verb.lemma.lower() not in passage.lexicon.speech_verbs:
        return None
    has_hearer = any(frame.rule.recipient for frame in passage.lexicon.verbs.get(verb.lemma.lower(), ()))
    if before.index not in passage.quote_until and (before.text != "," or has_hearer):
        return None
    subjects = passage.parse.dependents(verb.index, "nsubj")
    is_twofold = len(subjects) > 1 and subjects[-1].index >= cue.stop
    if before.text == "," and not is_twofold and _is_subject_set_off(passage, cue):
        return None
    for one in passage.parse.dependents(verb.index, "nsubj", "obj", "obl", "ccomp", "xcomp", "dep"):
        is_head = one.pos in _HEADS or one.lower in _AMOUNTS
        if not is_head or passage.parse.subtree(one.index)[0] != cue.stop:
            continue
        if passage.parse.dependents(one.index, "case", "cop", "nsubj", "nsubj:pass"):
            continue
        last = speaker_at(passage, one.index)
        if last is None:
            continue
        stop = passage.parse.tokens_in(last.spans[0])[-1].index + 1
        follows = tokens[stop].text if stop < len(tokens) else "."
        if follows in {",", ".", ";", "—", "–", "-", ":"} or tokens[stop].lower in {"who", "in", "at", "on"}:
            return last
    return None


def _is_subject_set_off(passage: Passage, cue: Cue) -> bool:
    """Return whether the subject ends in a clause between commas: "the video, posted on Sunday, shows"."""
    for one in passage.parse.dependents(cue.head, "nsubj"):
        below = passage.parse.subtree(one.index)
        is_next = one.index < cue.first and below[-1] >= cue.first - 2
        is_teller = is_document(passage, one.index) or can_speak(passage, one.index)
        for clause in passage.parse.dependents(one.index, "acl:relcl", "acl", "appos"):
            below = [index for index in below if index not in passage.parse.subtree(clause.index)]
        if is_next and is_teller and not any(passage.tokens[index].tag in _FINITE for index in below):
            return True
    return False


def _speaker_behind_quotation(passage: Passage, cue: Cue) -> Speaker | None:
    """Return the "X, the head of Y," between a quotation and the cue: “...,” X, the head of Y, said."""
    tokens = passage.tokens
    if tokens[cue.head].tag not in _FINITE or not cue.first or tokens[cue.first - 1].text != ",":
        return None
    first = _after_quotation(passage, cue.first - 1)
    if first is None or passage.paragraph(tokens[first - 1]) != passage.paragraph(tokens[cue.head]):
        return None
    gap = list(tokens[first : cue.first - 1])
    relative = next((place for place, one in enumerate(gap) if one.lower in {"who", "which", "whose"}), len(gap))
    named = gap[:relative]
    while named and named[-1].text == ",":
        named.pop()
    run = next((place for place, one in enumerate(named) if one.pos not in _NAME_WORDS), len(named))
    is_phrase = run > 0 and named[run - 1].pos in {"NOUN", "PROPN", "PRON"}
    if not is_phrase or any(one.tag in _FINITE or one.tag == "MD" for one in named):
        return None
    return Speaker(head=named[run - 1].index, spans=(passage.span(first, named[-1].index + 1),))


def _after_quotation(passage: Passage, index: int) -> int | None:
    """Return the token behind the quotation that ends nearest before `index` and leads on, or None."""
    tokens = passage.tokens
    for place in range(index, max(index - _LONGEST_SOURCE, 0), -1):
        if place in passage.quote_until:
            return place + 1 if tokens[place - 1].text in {",", "?", "!", "."} else None
        if tokens[place].text in {".", "!", "?", ":", ";"}:
            return None
    return None


def _speaker_beside(passage: Passage, cue: Cue) -> Speaker | None:
    """Return the phrase behind a cue that follows a quotation, or the one before the cue."""
    tokens = passage.tokens
    verb = tokens[cue.head]
    if verb.tag not in _FINITE | {"VBN"} or not cue.first:
        return None
    before = tokens[cue.first - 1]
    if before.index in passage.quote_until:
        return _phrase_from(passage, cue.stop)
    if before.sentence != verb.sentence:
        return None
    if before.text == ",":
        return _sentence_opener(passage, cue)
    if before.text == ")":
        opening = next((one for one in range(before.index, max(before.index - 8, 0), -1) if tokens[one].text == "("), 0)
        before = tokens[opening - 1] if opening else before
    return _phrase_until(passage, before) if before.pos in _HEADS else None


def _phrase_from(passage: Passage, first: int) -> Speaker | None:
    """Return the run of name words from token `first` on, as a speaker."""
    tokens = passage.tokens
    stop = first
    while stop < len(tokens) and tokens[stop].pos in _NAME_WORDS and tokens[stop].sentence == tokens[first].sentence:
        stop += 1
    while stop > first and tokens[stop - 1].pos not in _HEADS:
        stop -= 1
    return speaker_at(passage, stop - 1) if stop > first else None


def _phrase_until(passage: Passage, last: Token) -> Speaker | None:
    """Return the phrase that ends with `last`, unless a preposition governs it."""
    tokens = passage.tokens
    head = last
    while head.head != head.index and tokens[head.head].pos in {"PROPN", "NOUN"} and head.head <= last.index:
        opening = passage.parse.subtree(head.index)[0]
        if head.dep == "appos" and "," in {tokens[opening].text, tokens[opening - 1].text}:
            break
        head = tokens[head.head]
    if passage.parse.dependents(head.index, "case"):
        return None
    return speaker_at(passage, head.index)


def _sentence_opener(passage: Passage, cue: Cue) -> Speaker | None:
    """Return the X of "X, who ..., said" and "X, the head of Y, said", which opens its sentence."""
    tokens = passage.tokens
    first = passage.parse.sentences[tokens[cue.head].sentence].first
    while first < cue.first and (tokens[first].pos in {"CCONJ", "PUNCT"} or tokens[first].tag == "RB"):
        first += 1
    stop = first
    while stop < cue.first and tokens[stop].pos in _NAME_WORDS:
        stop += 1
    if stop == first or tokens[stop - 1].pos not in _HEADS or tokens[stop].text != ",":
        return None
    is_relative = tokens[stop + 1].lower in {"who", "whose", "which"}
    if not is_relative and any(one.tag in _FINITE for one in tokens[stop : cue.first]):
        return None
    return Speaker(head=stop - 1, spans=(passage.span(first, stop),))


def _maker(passage: Passage, speaker: Speaker | None) -> Speaker | None:
    """Return the X of "a report by X" and "X issued a statement", where a document with its maker is the source."""
    if speaker is None or not is_document(passage, speaker.head):
        return speaker
    document = passage.tokens[speaker.head]
    carrier = passage.tokens[document.head]
    if document.dep == "obj" and carrier.lemma.lower() in passage.words.verbs.light:
        return subject_of(passage, carrier.index) or speaker
    for child in passage.parse.dependents(speaker.head, "nmod", "acl"):
        is_made = child.lemma.lower() in passage.words.verbs.making
        if child.dep == "acl" and child.lemma.lower() == "attribute" and (named := _attributed(passage, child)):
            return named
        if child.dep == "acl" and child.tag == "VBN" and is_made and (agent := agent_of(passage, child.index)):
            return agent
        case = passage.parse.dependents(child.index, "case")
        if case and case[0].lower == "by" and can_speak(passage, child.index):
            return speaker_at(passage, child.index)
    return speaker
