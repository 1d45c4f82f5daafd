"""Statements whose cue is a preposition, an adverb or a set phrase: "according to X", "reportedly"."""

from collections.abc import Iterator

from onrecord.language import Token
from onrecord.lexicons.statements import PhraseRule
from onrecord.records import Span
from onrecord.stages.statements.clauses import phrase_indexes, run_around, speaker_at
from onrecord.stages.statements.draft import Cue, Draft, Speaker
from onrecord.stages.statements.kinds import can_speak, identification_of, is_document
from onrecord.stages.statements.passage import Passage

_MAKERS = frozenset({"by", "from"})
_OWNERS = frozenset({"his", "her", "their", "my", "our"})
_BELONGING = frozenset({"to", "of", "in", "at", "from", "for", "with"})
_PREDICATES = frozenset({"VERB", "AUX"})


def find_phrase_cues(passage: Passage) -> Iterator[Draft]:
    """Yield the statements whose cue is a phrase of the lexicon, and "in X's view", in text order."""
    starts = passage.lexicon.phrase_starts
    for token in passage.prose:
        for rest, phrase in starts.get(token.lower, ()):
            stop = token.index + 1 + len(rest)
            if tuple(one.lower for one in passage.tokens[token.index + 1 : stop]) == rest:
                draft = _adverb(passage, token, phrase) if phrase.adverb else _preposition(passage, token, stop, phrase)
                if draft is not None:
                    yield draft
                break
        if token.lower in passage.lexicon.opinion_nouns and (draft := _opinion(passage, token)):
            yield draft


def _adverb(passage: Passage, token: Token, phrase: PhraseRule) -> Draft | None:
    below = set(passage.parse.subtree(_predicate_above(passage, token)))
    content = passage.content_spans(below - {token.index}, token.index)
    if not content:
        return None
    cue = Cue(head=token.index, first=token.index, stop=token.index + 1)
    return Draft(
        rule=phrase.id, cue_class=phrase.cue_class, type="COMM", cue=cue, speaker=None, content=content, rank=-1
    )


def _predicate_above(passage: Passage, token: Token) -> int:
    """Return the verb of the clause that `token` stands in; failing that, the head of its phrase."""
    index = token.head
    for ancestor in passage.parse.ancestors(token.index):
        index = ancestor.index
        if ancestor.pos in _PREDICATES and ancestor.dep not in {"aux", "aux:pass", "cop", "amod"}:
            break
        if ancestor.dep in {"acl:relcl", "ccomp", "advcl", "parataxis"}:
            break
    return index


def _preposition(passage: Passage, token: Token, stop: int, phrase: PhraseRule) -> Draft | None:
    head = _object_behind(passage, token, stop)
    if head is None:
        return None
    teller, cue_stop = _teller(passage, head, stop)
    speaker = speaker_at(passage, teller)
    if speaker is None or not _fits(passage, token.index, teller, phrase):
        return None
    first, last = token.index, max(_end_of_phrase(passage, head), cue_stop)
    last = _over_time(passage, {head, token.index}, last)
    longer = max(_over_participle(passage, first, head, last), _over_belonging(passage, first, last))
    if teller == head and longer > last:
        last = longer
        speaker = Speaker(head=head, spans=(passage.span(stop, last),))
    if (comma := _comma_before_subject(passage, first, last)) is not None and teller < comma:
        last = comma
        speaker = Speaker(head=teller, spans=(passage.span(stop if teller == head else teller, comma),))
    content = content_around(passage, first, last, head)
    if phrase.media_only:
        content = _without_carrier(passage, content)
    if not content:
        return None
    cue = Cue(head=token.index, first=token.index, stop=cue_stop)
    return Draft(
        rule=phrase.id,
        cue_class=phrase.cue_class,
        type="COMM",
        cue=cue,
        speaker=speaker,
        content=content,
        clause=(first, last),
        is_aside=not phrase.media_only or _is_behind_root(passage, token),
        told_by=_teller_of(passage, token, head) if phrase.speakers_only else None,
        rank=1,
    )


def _without_carrier(passage: Passage, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return a content without the "In a statement" that "carried by AGENCY" describes, where more is told."""
    opening = passage.parse.tokens_in(content[0])[:1] if len(content) > 1 else ()
    return content[1:] if opening and opening[0].pos == "ADP" else content


def _over_time(passage: Passage, bearers: set[int], last: int) -> int:
    """Return the end of a phrase with the time that it is of ("a report by the agency on Thursday")."""
    following = passage.tokens[last : last + 2]
    is_dated = len(following) == 2 and following[1].dep in {"nmod", "obl"} and following[1].head in bearers  # noqa: PLR2004
    return last + 2 if is_dated and following[0].lower == "on" and passage.times_in(last, last + 2) else last


def _over_participle(passage: Passage, first: int, head: int, last: int) -> int:
    """Return the end of a set-off phrase with the participle that describes its object ("an aide briefed on the plan").

    The parser may take that participle for a verb of its own.
    """
    if last >= len(passage.tokens) or not _is_set_off(passage, first):
        return last
    participle = passage.tokens[last]
    subjects = passage.parse.dependents(participle.index, "nsubj", "nsubj:pass", "aux", "mark", "expl")
    is_own = all(one.index == head for one in subjects)
    if participle.tag not in {"VBN", "VBD"} or participle.dep not in {"advcl", "acl", "parataxis"} or not is_own:
        return last
    below = passage.parse.subtree(participle.index)
    stop = below[-1] + 1
    is_whole = stop >= len(passage.tokens) or passage.tokens[stop].pos == "PUNCT"
    return stop if is_whole and participle.sentence == passage.tokens[head].sentence else last


def _teller_of(passage: Passage, token: Token, head: int) -> int | None:
    """Return the verb of telling that *citing* or *quoting* hangs on, be it through what is told; else its verb.

    Where it describes a report, that is the verb of the report.
    """
    above = [one for one in passage.parse.ancestors(token.index) if one.index != head and one.pos in _PREDICATES]
    telling = (one for one in above if one.index < token.index and _is_telling(passage, one))
    found = next(telling, None) or next(iter(above), None)
    return found.index if found is not None else None


def _over_belonging(passage: Passage, first: int, last: int) -> int:
    """Return the end of "citing an aide | to the president", where the parser hung the rest on *citing*."""
    case = passage.tokens[last] if last < len(passage.tokens) else None
    if case is None or case.dep != "case" or case.lower not in _BELONGING:
        return last
    owner = passage.tokens[case.head]
    is_hung = owner.head == first and owner.dep in {"obl", "nmod"} and not passage.is_time(owner)
    return passage.parse.subtree(owner.index)[-1] + 1 if is_hung else last


def _is_telling(passage: Passage, verb: Token) -> bool:
    frames = passage.lexicon.verbs.get(verb.lemma.lower(), ())
    return any(not frame.tail and frame.rule.type == "COMM" and "clause" in frame.rule.takes for frame in frames)


def _object_behind(passage: Passage, token: Token, stop: int) -> int | None:
    """Return the head of the phrase that the words before `stop` govern, or None."""
    if stop >= len(passage.tokens) or passage.tokens[stop].sentence != token.sentence:
        return None
    head = passage.tokens[stop]
    while head.head != head.index and head.head >= stop and passage.tokens[head.head].sentence == token.sentence:
        above = passage.tokens[head.head]
        if above.pos in _PREDICATES and head.dep not in {"compound", "amod", "det"}:
            break
        head = above
    return head.index if head.pos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "VERB"} else None


def _teller(passage: Passage, head: int, stop: int) -> tuple[int, int]:
    """Return whose words they are and where the cue ends; "a report by X" belongs to the cue, up to X."""
    if is_document(passage, head):
        for index in passage.parse.subtree(head):
            token = passage.tokens[index]
            if token.lower in _MAKERS and token.dep in {"case", "mark"} and index > head and token.head > index:
                maker = token.head
                if can_speak(passage, maker) and token.index - head <= 12:  # noqa: PLR2004 - else it belongs to another noun
                    return maker, token.index + 1
    return head, stop


def _fits(passage: Passage, first: int, head: int, phrase: PhraseRule) -> bool:
    """Return whether the object of the phrase at `first` can tell something: *per* asks for a name."""
    token = passage.tokens[head]
    if phrase.names_only:
        # "announced via Twitter" names the channel.
        return token.pos == "PROPN" and passage.mention_at(token) is not None and not _is_channel(passage, token)
    if phrase.media_only:
        speaker = speaker_at(passage, head)
        kind = identification_of(passage, speaker, passage.entity_at(token)) if speaker else None
        return kind in {"media-outlet", "news-agency"} and not _is_finite_passive(passage, first)
    if phrase.speakers_only and _is_example(passage, first):
        return False
    if can_speak(passage, head) or is_document(passage, head):
        return True
    return not phrase.speakers_only and _is_set_off(passage, first)


def _is_example(passage: Passage, first: int) -> bool:
    """Return whether "citing X" names X as something ("citing his father as a model") and no source."""
    objects = passage.parse.dependents(first, "obl", "xcomp")
    cases = (case for one in objects for case in passage.parse.dependents(one.index, "case", "mark"))
    return any(case.lower == "as" and passage.tokens[case.head].pos in {"NOUN", "PROPN", "ADJ"} for case in cases)


def _is_behind_root(passage: Passage, token: Token) -> bool:
    """Return whether `token` stands behind the main verb of its sentence, so that it may stand in what that tells."""
    return any(one.dep == "root" and one.index < token.index for one in passage.parse.ancestors(token.index))


def _is_channel(passage: Passage, token: Token) -> bool:
    return token.lower in passage.words.channel_of


def _is_finite_passive(passage: Passage, first: int) -> bool:
    """Return whether the participle at `first` is the verb of "X was quoted by Y as saying", a cue of its own."""
    return any(one.dep == "aux:pass" for one in passage.parse.dependents(first))


def _is_set_off(passage: Passage, first: int) -> bool:
    """Return whether a phrase opens its sentence or stands behind a mark, as one about a source mostly does."""
    sentence = passage.parse.sentences[passage.tokens[first].sentence]
    return first - sentence.first <= 1 or passage.tokens[first - 1].pos == "PUNCT"


def _end_of_phrase(passage: Passage, head: int) -> int:
    return run_around(passage, head, phrase_indexes(passage, head))[1]


def _comma_before_subject(passage: Passage, first: int, stop: int) -> int | None:
    """Return the comma of "According to X, gunmen | opened fire", where the parser took both for one phrase."""
    tokens = passage.tokens
    sentence = passage.parse.sentences[tokens[first].sentence]
    if first != sentence.first or stop >= sentence.stop or tokens[stop].tag not in {"VBD", "VBZ", "VBP", "MD"}:
        return None
    if tokens[stop - 1].text == ",":
        return None
    commas = [token.index for token in tokens[first:stop] if token.text == ","]
    return commas[-1] if commas else None


def content_around(passage: Passage, first: int, stop: int, head: int) -> tuple[Span, ...]:
    """Return the spans of what a phrase at tokens `first` to `stop` comments on.

    A quotation right before it is taken alone. Behind a comma or at the head of a sentence the phrase
    comments on the whole sentence, else on the clause that it hangs in.
    """
    tokens = passage.tokens
    before = first - 1
    while before >= 0 and tokens[before].text in {",", "—", "–"}:
        before -= 1
    quotation = passage.quote_until.get(before)
    sentence = passage.parse.sentences[tokens[first].sentence]
    if quotation is not None and first - sentence.first <= 1:
        return (quotation.span,)
    whole = set(range(sentence.first, sentence.stop))
    is_last = not any(token.text == "," for token in tokens[stop : sentence.stop])
    is_set_off = tokens[first - 1].text in {",", "—", "–", "-", "(", ";"}
    at_edge = first - sentence.first <= 1 or (is_set_off and is_last)
    if not at_edge:
        above = _predicate_above(passage, tokens[head])
        if not first <= above < stop:
            whole = set(passage.parse.subtree(above))
    around = passage.quotation_around(tokens[first])
    if around is not None and around.span.end > tokens[stop - 1].end:
        whole = {index for index in whole if around.span.covers(tokens[index].span)}
    for clause in passage.parse.dependents(head, "acl:relcl"):
        whole -= set(passage.parse.subtree(clause.index))
    return passage.content_spans(whole - set(range(first, stop)), first)


def _opinion(passage: Passage, token: Token) -> Draft | None:
    rule = passage.lexicon.opinion_nouns[token.lower]
    owners = passage.parse.dependents(token.index, "nmod:poss")
    cases = [one for one in passage.parse.dependents(token.index, "case") if one.lower in rule.prepositions]
    if not owners or not cases or cases[0].index > owners[0].index:
        return None
    if owners[0].lower not in _OWNERS and not can_speak(passage, owners[0].index):
        return None
    first, stop = cases[0].index, token.index + 1
    content = content_around(passage, first, stop, token.index)
    speaker = owner_at(passage, owners[0].index)
    if not content or speaker is None:
        return None
    cue = Cue(head=first, first=first, stop=first + 1)
    return Draft(
        rule=rule.id,
        cue_class=rule.cue_class,
        type="COMM",
        cue=cue,
        speaker=speaker,
        content=content,
        clause=(first, stop),
    )


def owner_at(passage: Passage, head: int) -> Speaker | None:
    """Return the possessor at `head` as a speaker, without its 's; possessive pronouns too."""
    token = passage.tokens[head]
    if token.lower in {"its", "whose"}:
        return Speaker(head=head, spans=(token.span,))
    speaker = speaker_at(passage, head)
    if speaker is None:
        return None
    inside = list(passage.parse.tokens_in(speaker.spans[0]))
    while len(inside) > 1 and inside[-1].tag == "POS":
        inside.pop()
    return Speaker(head=head, spans=(passage.span(inside[0].index, inside[-1].index + 1),))
