"""How near to mind each candidate of a pronoun is, by what it did in this sentence and those before."""

from collections import defaultdict

import msgspec

from onrecord.language.parse import Token
from onrecord.stages.entities.clusters import Book, Facts

RECENCY = 10.0
SUBJECT = 8.0
OBJECT = 5.0
OBLIQUE = 4.0
OTHER = 3.0
FADING = 0.5  # of weight for each sentence back
FARTHEST = 4  # sentences back
LEAST = 2.5
ACROSS_QUOTES = 0.5
NEXT_PARAGRAPH = 0.8
SAME_VERB = 5.0
SPEAKS_AGAIN = 2.0


class Candidate(msgspec.Struct, frozen=True):
    """Something a pronoun may stand for: a token that heads it and a key that tells it from others."""

    key: int
    head: Token
    quoted: bool
    trust: float = 1.0


def best_of(one: Facts, candidates: list[Candidate], book: Book, clearly: float) -> int | None:
    """Return the key of the candidate that is clearly the nearest to mind, or None.

    Method: salience after Lappin and Leass (1994): grammatical role and recency, halved a sentence, the
    best mention of each sentence added up. None is taken that weighs less than `clearly` times the next.
    """
    best: dict[int, dict[int, float]] = defaultdict(dict)
    for candidate in candidates:
        back = one.head.sentence - candidate.head.sentence
        weight = _weight(one, candidate, book) * FADING**back * candidate.trust
        sentences = best[candidate.key]
        sentences[back] = max(weight, sentences.get(back, 0.0))
    ranked = sorted(((sum(weights.values()), -key) for key, weights in best.items()), reverse=True)
    if not ranked or ranked[0][0] < LEAST:
        return None
    if len(ranked) > 1 and ranked[0][0] < clearly * ranked[1][0]:
        return None
    return -ranked[0][1]


def _weight(one: Facts, candidate: Candidate, book: Book) -> float:
    head = candidate.head
    weight = RECENCY + _role(head)
    if head.dep.startswith("nsubj"):
        verbs = {above.index for above in book.parse.ancestors(one.head.index)}
        if head.head in verbs and head.sentence == one.head.sentence:
            weight += SAME_VERB
        if speaks(one.head, book) and speaks(head, book):
            weight *= SPEAKS_AGAIN
    sentences = book.parse.sentences
    if sentences[head.sentence].paragraph != sentences[one.head.sentence].paragraph:
        weight *= NEXT_PARAGRAPH
    if candidate.quoted != one.quoted:
        weight *= ACROSS_QUOTES
    return weight


def _role(head: Token) -> float:
    if head.dep.startswith("nsubj"):
        return SUBJECT
    if head.dep in {"obj", "iobj"}:
        return OBJECT
    return OBLIQUE if head.dep.startswith("obl") else OTHER


def speaks(head: Token, book: Book) -> bool:
    """Return whether a token is the subject of a verb of saying."""
    verb = book.parse.tokens[head.head]
    return head.dep == "nsubj" and verb.lemma in book.lexicon.rules.saying
