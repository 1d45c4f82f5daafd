"""Statements with a mark for a cue: "Minister: talks have failed" and "Talks have failed - minister"."""

from collections.abc import Iterator

from onrecord.language import Token
from onrecord.records import Span
from onrecord.stages.statements.clauses import speaker_at
from onrecord.stages.statements.draft import Cue, Draft, Speaker
from onrecord.stages.statements.kinds import can_speak, identification_of
from onrecord.stages.statements.passage import Passage

_LONGEST_SPEAKER = 7
_LONGEST_HEADLINE = 24
_DASHES = frozenset({"—", "–", "-", "--", "―"})


def find_mark_cues(passage: Passage) -> Iterator[Draft]:
    """Yield the statements of headlines and transcripts in which a colon or a dash parts speaker and words."""
    first_of: dict[int, int] = {}
    last_of: dict[int, int] = {}
    for number, sentence in enumerate(passage.parse.sentences):
        first_of.setdefault(sentence.paragraph, number)
        last_of[sentence.paragraph] = number
    for paragraph, number in first_of.items():
        first = passage.parse.sentences[number].first
        stop = passage.parse.sentences[last_of[paragraph]].stop
        if draft := _after_colon(passage, first, stop) or _before_dash(passage, first, stop):
            yield draft


def _after_colon(passage: Passage, first: int, stop: int) -> Draft | None:
    """Return the statement of a paragraph that opens with a speaker and a colon, or None."""
    tokens = passage.tokens
    colon = next((token for token in tokens[first : first + _LONGEST_SPEAKER + 1] if token.text == ":"), None)
    if colon is None or colon.index == first or colon.index + 1 >= stop:
        return None
    following = tokens[colon.index + 1]
    if not (following.index in passage.quote_from or following.text[0].isupper()) or stop - colon.index <= 3:  # noqa: PLR2004 - "Time: 9 a.m."
        return None
    speaker = _speaker(passage, tokens[first : colon.index])
    if speaker is None:
        return None
    quotation = passage.quote_from.get(following.index)
    if quotation is None and _tells_by_itself(passage, colon.index + 1, stop):
        return None
    content = (quotation.span,) if quotation else passage.content_spans(range(colon.index + 1, stop), colon.index)
    return _draft(passage, colon, speaker, content, "punctuation-colon")


def _tells_by_itself(passage: Passage, first: int, stop: int) -> bool:
    """Return whether words name their own speaker, so that what stands before is a topic: "Chad: UN says ..."."""
    for token in passage.tokens[first:stop]:
        if token.pos == "VERB" and token.dep == "root" and token.lemma.lower() in passage.lexicon.verbs:
            subjects = passage.parse.dependents(token.index, "nsubj")
            return any(first <= subject.index and subject.pos != "PRON" for subject in subjects)
    return False


def _before_dash(passage: Passage, first: int, stop: int) -> Draft | None:
    """Return the statement of a headline that ends in a dash and its speaker, or None."""
    tokens = passage.tokens
    if stop - first > _LONGEST_HEADLINE or tokens[stop - 1].text in {".", "!", "?"}:
        return None
    dash = next((token for token in reversed(tokens[first:stop]) if token.text in _DASHES), None)
    if dash is None or not 1 <= stop - dash.index - 1 <= _LONGEST_SPEAKER or dash.index - first < 3:  # noqa: PLR2004 - a clause has three words
        return None
    speaker = _speaker(passage, tokens[dash.index + 1 : stop])
    if speaker is None or _is_site(passage, speaker):
        return None
    return _draft(
        passage, dash, speaker, passage.content_spans(range(first, dash.index), dash.index), "punctuation-dash"
    )


def _speaker(passage: Passage, words: tuple[Token, ...]) -> Speaker | None:
    """Return the speaker if `words` are nothing but a phrase that names someone."""
    if any(word.pos in {"VERB", "AUX", "NUM"} or word.text in {"“", '"', ";"} for word in words):
        return None
    inside = {word.index for word in words}
    heads = [word for word in words if word.head not in inside or word.head == word.index]
    nominal = [word for word in heads if word.pos in {"PROPN", "NOUN"}] or [w for w in words if w.pos == "PROPN"]
    if not nominal or not can_speak(passage, nominal[0].index) or not _is_name_or_role(passage, nominal[0]):
        return None
    named = speaker_at(passage, nominal[0].index)
    if named is None:
        return None
    return Speaker(head=nominal[0].index, spans=(passage.span(words[0].index, words[-1].index + 1),))


def _is_site(passage: Passage, speaker: Speaker) -> bool:
    """Return whether the words behind a dash are the name of the site that a headline stands on."""
    identification = identification_of(passage, speaker, passage.entity_of(speaker))
    return identification == "media-outlet" and passage.tokens[speaker.head].pos == "PROPN"


def _is_name_or_role(passage: Passage, token: Token) -> bool:
    mention = passage.mention_at(token)
    if mention is not None:
        return mention.kind in {"person", "organisation", "role", "group", "place", "nationality"}
    lemma, words = token.lemma.lower(), passage.words
    return lemma in words.affiliation_of or lemma in words.bare or lemma in words.institutions


def _draft(passage: Passage, mark: Token, speaker: Speaker, content: tuple[Span, ...], rule: str) -> Draft | None:
    words = passage.parse.tokens_in(content[0]) if content else ()
    if not any(word.pos in {"VERB", "AUX"} or word.index in passage.quote_from for word in words):
        return None
    return Draft(
        rule=rule,
        cue_class="punctuation",
        type="COMM",
        cue=Cue(head=mark.index, first=mark.index, stop=mark.index + 1),
        speaker=speaker,
        content=content,
    )
