"""Rules and sightings weighed against each other: which statements stay, and whose words they take.

The rules propose statements by lexicon and syntax; a trained network sees words that tell, and for each what is its
source and its content. What both see stays. What the rules see alone stays unless the network is sure that there
is nothing (a veto); what the network sees alone is added where it is sure.
"""

from collections.abc import Sequence

import msgspec

from onrecord.language import Sighting, Token
from onrecord.language.sighting import CONTENT, SOURCE
from onrecord.records import Span
from onrecord.stages.statements.clauses import speaker_at
from onrecord.stages.statements.draft import Draft, Speaker
from onrecord.stages.statements.passage import Passage
from onrecord.stages.statements.sighted import UNKNOWN, draft_of
from onrecord.stages.statements.tidying import tell_once

# A statement of the rules that the network believes less than this is dropped, unless it is a phrase of sources
# ("according to X", "allegedly"), a mark, a hop or a quotation, of which the rules know more than the corpora show.
# Within another's words, of which the corpora show little, less will do. Phrases and marks keep the rules' words too.
FLOOR = 0.4
NESTED_FLOOR = 0.2
# Within another's words the network may see bits of a content: fewer than one word in so many that the rules see.
BITS = 2
# Words of these kinds alone ("to be", "the") are no content.
EMPTY_WORDS = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PUNCT", "SCONJ"})
PLAIN = frozenset({"preposition", "punctuation"})
# A word that no rule takes for a cue is one if it is believed at least so much; more is asked of one without a class.
SURE = 0.7
SURE_OF_UNKNOWN = 0.85
# Another source than that of the rules is taken if it is believed so much; none is taken that is believed less.
SURE_SOURCE = 0.5
LEAST_SOURCE = 0.3


def weigh(passage: Passage, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the statements that stay, in text order; without sightings, those of the rules."""
    sightings = passage.found.sightings
    if sightings is None:
        return list(drafts)
    by_anchor = {one.anchor: one for one in sightings}
    weighed = (_weighed(passage, draft, _sighting_of(draft, by_anchor)) for draft in drafts)
    kept = [draft for draft in weighed if draft is not None]
    kept += _seen_alone(passage, sightings, kept)
    return tell_once(passage, sorted(kept, key=lambda one: one.cue.first if one.cue else 0))


def _weighed(passage: Passage, draft: Draft, sighting: Sighting | None) -> Draft | None:
    """Return a statement of the rules with the words that it keeps, or None if it is dropped."""
    if sighting is not None:
        draft = msgspec.structs.replace(draft, belief=sighting.belief)
        floor = FLOOR if sighting.outer > sighting.nested else NESTED_FLOOR
        if sighting.belief >= floor:
            keeps_words = _is_phrase(passage, draft) or _is_turned_round(passage, sighting)
            return draft if keeps_words else _with_words(passage, draft, sighting)
    return draft if _is_plain(passage, draft) else None


def _seen_alone(passage: Passage, sightings: Sequence[Sighting], kept: Sequence[Draft]) -> list[Draft]:
    """Return the statements that only the network sees, and of two that share a word of their cues the surer."""
    taken = {word for draft in kept for word in _cue_words(draft)}
    for draft in kept:
        if _is_phrase(passage, draft) and draft.clause is not None:
            taken.update(range(*draft.clause))
    found: list[Draft] = []
    for one in sorted(sightings, key=lambda one: -one.belief):
        if one.anchor in taken or one.belief < SURE:
            continue
        content = passage.content_spans(_content(passage, one), one.anchor)
        added = draft_of(passage, one, content, _speaker_seen(passage, one)) if content else None
        if added is None or not taken.isdisjoint(_cue_words(added)):
            continue
        if added.rule != UNKNOWN or one.belief >= SURE_OF_UNKNOWN:
            found.append(added)
            taken.update(_cue_words(added))
    return found


def _cue_words(draft: Draft) -> range:
    assert draft.cue is not None
    return range(draft.cue.first, draft.cue.stop)


def _is_plain(passage: Passage, draft: Draft) -> bool:
    """Return whether the rules need no witness for a statement."""
    is_quoted = draft.is_speech and any(passage.quotations_over(span) for span in draft.content)
    return is_quoted or _is_phrase(passage, draft)


def _is_phrase(passage: Passage, draft: Draft) -> bool:
    """Return whether the cue is a preposition, an adverb or a mark, which a verb's subject is not the source of."""
    assert draft.cue is not None
    return draft.cue_class in PLAIN or passage.tokens[draft.cue.head].pos == "ADV"


def _sighting_of(draft: Draft, by_anchor: dict[int, Sighting]) -> Sighting | None:
    """Return what the network sees at a draft's cue: at its head, or else at the surest word of it."""
    assert draft.cue is not None
    own = by_anchor.get(draft.cue.head)
    if own is not None and own.belief >= FLOOR:
        return own
    inside = [by_anchor[one] for one in _cue_words(draft) if one in by_anchor]
    return max(inside, key=lambda one: one.belief, default=None)


def _is_turned_round(passage: Passage, sighting: Sighting) -> bool:
    """Return whether the network takes whom a verb is about for the source: "X said, blaming Y", as if "citing Y"."""
    objects = passage.parse.dependents(sighting.anchor, "obj")
    return any(sighting.belief_of(SOURCE, one.index) >= LEAST_SOURCE for one in objects)


def _with_words(passage: Passage, draft: Draft, sighting: Sighting) -> Draft:
    """Return a draft with the content that the network sees, and the likelier of two sources."""
    assert draft.cue is not None
    return msgspec.structs.replace(
        draft,
        content=_likelier_content(passage, draft, sighting),
        speaker=_speaker(passage, draft, sighting),
    )


def _likelier_content(passage: Passage, draft: Draft, sighting: Sighting) -> tuple[Span, ...]:
    """Return the content that the network sees, or that of the rules if it sees bits, or the hearer with it."""
    assert draft.cue is not None
    seen = set(_content(passage, sighting))
    if draft.recipient is not None and seen <= set(passage.parse.subtree(draft.recipient)):
        return draft.content
    ruled = {token.index for span in draft.content for token in passage.parse.tokens_in(span)}
    is_in_bits = sighting.nested > sighting.outer and len(seen) * BITS < len(ruled)
    more = {one for one in seen - ruled if passage.tokens[one].pos != "PUNCT"}
    less = {one for one in ruled - seen if passage.tokens[one].pos != "PUNCT"}
    takes_hearer = draft.recipient in more and not less and max(more) < min(ruled)
    # Which days are those of telling the rules know better.
    differs_in_days = not less and all(_is_time_phrase(passage, passage.tokens[one]) for one in more)
    if not seen or is_in_bits or takes_hearer or differs_in_days:
        return draft.content
    return passage.content_spans(seen, draft.cue.head)


def _is_time_phrase(passage: Passage, token: Token) -> bool:
    """Return whether a word is part of a date, or its preposition."""
    return passage.is_time(token) or (token.dep == "case" and passage.is_time(passage.tokens[token.head]))


def _content(passage: Passage, sighting: Sighting) -> list[int]:
    """Return the content that the network sees, without the "it" of "it was said that" and what needs no cue.

    A quotation behind the sentence of an indirect statement, or in a later paragraph, is a statement of its own
    unless it goes on with one that was left open.
    """
    anchor, seen = passage.tokens[sighting.anchor], sighting.tokens(CONTENT)
    empty = {one.index for one in passage.parse.dependents(anchor.index) if one.lower == "it" or one.dep == "expl"}
    reach = _reach(passage, anchor, seen)
    kept = [one for one in seen if one not in empty and (one < reach or _runs_on(passage, passage.tokens[one]))]
    kept = kept or seen
    return kept if any(passage.tokens[one].pos not in EMPTY_WORDS for one in kept) else []


def _reach(passage: Passage, anchor: Token, seen: Sequence[int]) -> int:
    """Return where the content of a cue ends at the latest: with its paragraph if it is quoted, else its sentence."""
    sentences = passage.parse.sentences
    last = anchor.sentence
    own = [one for one in seen if one < sentences[last].stop]
    if not own or any(passage.quotation_around(passage.tokens[one]) for one in own):
        while last + 1 < len(sentences) and sentences[last + 1].paragraph == sentences[last].paragraph:
            last += 1
    return sentences[last].stop


def _runs_on(passage: Passage, token: Token) -> bool:
    around = passage.quotation_around(token)
    return around is not None and around.continues


def _speaker(passage: Passage, draft: Draft, sighting: Sighting) -> Speaker | None:
    """Return the source of the rules, or that which the network sees where they have none or it is sure of another.

    Of what is told within another's words the corpora show little, so that there the rules have the say.
    """
    seen = _speaker_seen(passage, sighting)
    if seen is None or draft.speaker is None:
        return draft.speaker or seen
    if sighting.nested > sighting.outer or any(
        span.overlaps(other) for span in draft.speaker.spans for other in seen.spans
    ):
        return draft.speaker
    return seen if sighting.belief_of(SOURCE, seen.head) >= SURE_SOURCE else draft.speaker


def _speaker_seen(passage: Passage, sighting: Sighting) -> Speaker | None:
    """Return the source that the network sees: the phrase at the likeliest word, if that is likely enough."""
    place = int(sighting.roles[:, SOURCE].argmax())
    if sighting.roles[place, SOURCE] < LEAST_SOURCE or _is_turned_round(passage, sighting):
        return None
    best = sighting.first + place
    inside = {one for one in range(best - 30, best + 30) if sighting.belief_of(SOURCE, one) >= LEAST_SOURCE}
    top = best
    while passage.tokens[top].head in inside and passage.tokens[top].head != top:
        top = passage.tokens[top].head
    return speaker_at(passage, top)
