"""Pronouns: linked to the one thing near them that is clearly most in mind, else left alone."""

from bisect import bisect_left

from onrecord.language.parse import Token
from onrecord.stages.entities.attached import is_stated
from onrecord.stages.entities.clusters import Book, Cluster, Facts
from onrecord.stages.entities.named import person_gender
from onrecord.stages.entities.offices import is_said_of_someone
from onrecord.stages.entities.owned import SINGLE_KINDS, key_of
from onrecord.stages.entities.salience import FARTHEST, Candidate, best_of, speaks

SPEAKER_REACH = 12  # mentions to either side
BODY_NEAR = 1  # sentences back for "it"
BODY_KINDS = frozenset({"organisation", "group", "place"})
ACTING_ROLE = 1.0
SURE, LIKELY, UNLIKELY, TOLD_ROLE, ROLE, BODY = 1.0, 0.9, 0.3, 0.8, 0.55, 0.6
TOPIC, MANY = 0.5, 10
BODY_ELSEWHERE = 0.5
CLEAR_PERSON, CLEAR_GROUP = 1.3, 1.2  # times the weight of the next best
NOUNS = frozenset({"NOUN", "PROPN"})
FRONTED = frozenset({"obl", "advcl", "nmod:poss", "obl:unmarked"})


def group_pronouns(book: Book) -> None:
    """Put every pronoun into the cluster it stands for, or into one of its own."""
    plurals = _plurals(book)
    for position, one in enumerate(book.facts):
        if one.mention.kind != "pronoun":
            continue
        pronoun = book.lexicon.pronouns[one.head.lower]
        if pronoun.number == "relative":
            found, rule = _relative(one, book), "relative-pronoun"
        elif pronoun.number == "one":
            found, rule = _person(one, position, pronoun.gender, book)
        elif pronoun.number == "many":
            found, rule = _several(one, position, plurals, book), "pronoun-several"
        else:
            found, rule = _body(one, position, book), "pronoun-subject"
        if found is None:
            book.begin(one, "unresolved-pronoun")
        else:
            book.join(one, found, rule)
            if pronoun.gender and not found.gender:
                found.gender = pronoun.gender
            _join_predicate(one, found, book)


def _plurals(book: Book) -> list[Token]:
    """Return the plural common nouns, and the first of nouns and names that "and" joins, in text order."""
    tokens = book.parse.tokens
    found = {token.index for token in tokens if token.pos == "NOUN" and "Number=Plur" in token.morph}
    for token in tokens:
        if token.dep == "conj" and token.pos in NOUNS and tokens[token.head].pos in NOUNS:
            found.add(token.head)
    return [tokens[index] for index in sorted(found)]


def _join_predicate(one: Facts, subject: Cluster, book: Book) -> None:
    """Join the role that a copula says of the person a pronoun stands for ("she is the mayor")."""
    role = book.at_head.get(one.head.head)
    if role is None or role.agent is None or role.agent.plural or one.head.dep != "nsubj" or not is_stated(role, book):
        return
    said = book.of.get(role.number)
    if said is not None and said.kind == "role" and not said.named and subject.kind in SINGLE_KINDS:
        book.merge(subject, said, "copula")
        subject.families.update(role.agent.families)


def _relative(one: Facts, book: Book) -> Cluster | None:
    """Return what a relative clause hangs on, if it is someone known."""
    for above in book.parse.ancestors(one.head.index):
        if above.dep == "acl:relcl":
            other = book.at_head.get(above.head)
            return book.of.get(other.number) if other is not None and other.first < one.first else None
    return None


def _before(one: Facts, position: int, book: Book) -> list[tuple[Facts, Cluster]]:
    """Return the grouped mentions of this sentence and the few before, before `one`, that it may stand for at all."""
    found = []
    others: set[int] = set()
    for other in reversed(book.facts[:position]):
        if one.head.sentence - other.head.sentence > FARTHEST:
            break
        cluster = book.of.get(other.number)
        if cluster is None or other.stop > one.first:
            continue
        if _is_bound(one, other) or _is_owned(one, other, book) or _is_in_front(one, other, book):
            others.add(key_of(cluster))
        elif other.mention.kind != "role" or not is_said_of_someone(other, book):
            found.append((other, cluster))
    return [(other, cluster) for other, cluster in found if key_of(cluster) not in others]


def _is_owned(one: Facts, other: Facts, book: Book) -> bool:
    """Return whether the other is what the pronoun owns, or an unnamed one of that noun: "her lawyer" is not "her"."""
    if one.head.dep != "nmod:poss":
        return one.head.head == other.head.index
    owned = book.parse.tokens[one.head.head]
    return owned.index == other.head.index or (other.agent is not None and owned.lower == other.head.lower)


def _is_in_front(one: Facts, other: Facts, book: Book) -> bool:
    """Return whether a name stands in a phrase before the clause whose subject is the pronoun.

    "Near Ali he saw a snake" names two; "when Ali came, he saw a snake" need not.
    """
    if not one.is_subject or other.head.sentence != one.head.sentence or other.is_subject:
        return False
    if other.mention.kind == "pronoun" or other.head.dep == "nmod:poss":
        return False
    for above in book.parse.ancestors(other.head.index):
        if above.index == one.head.head:
            return True
        if any(child.dep.startswith("nsubj") for child in book.parse.dependents(above.index)):
            return False
    return False


def _is_bound(one: Facts, other: Facts) -> bool:
    """Return whether an object pronoun has the other as subject of its own verb: "she blamed her" names two."""
    plain = not one.head.lower.endswith(("self", "selves")) and "Poss=Yes" not in one.head.morph
    return plain and other.is_subject and one.head.head == other.head.head and one.head.dep in {"obj", "iobj", "obl"}


def _person(one: Facts, position: int, gender: str, book: Book) -> tuple[Cluster | None, str]:
    """Return whom "he" or "she" stands for, and by which rule."""
    owner = _later_subject(one, gender, book)
    if owner is not None:
        return owner, "pronoun-before-its-name"
    if one.head.lower.endswith("self"):
        subject = _own_subject(one, book)
        if subject is not None and _trust(subject, gender, book):
            return subject, "reflexive-pronoun"
    silent = _at_other_side(one, book) if one.quoted or speaks(one.head, book) else frozenset()
    by_key: dict[int, Cluster] = {}
    candidates = []
    for other, cluster in _before(one, position, book):
        trust = _trust(cluster, gender, book)
        if trust and key_of(cluster) not in silent:
            by_key[key_of(cluster)] = cluster
            if cluster.kind == "role" and other.is_subject:
                trust = max(trust, ACTING_ROLE)
            trust *= 1 + TOPIC * min(len(cluster.members), MANY) / MANY
            candidates.append(Candidate(key_of(cluster), other.head, other.quoted, trust))
    best = best_of(one, candidates, book, CLEAR_PERSON)
    if best is not None:
        return by_key[best], "pronoun-most-salient"
    if speaks(one.head, book):
        speaker = _last_speaker(one, position, gender, book)
        if speaker is not None and key_of(speaker) not in silent and (not candidates or key_of(speaker) in by_key):
            return speaker, "previous-speaker"
    return None, ""


def _trust(cluster: Cluster, gender: str, book: Book) -> float:
    """Return how far a cluster may be the person meant; 0 if it is none, several, or of the other gender."""
    if cluster.kind not in SINGLE_KINDS or cluster.plural:
        return 0
    told = cluster.gender or person_gender(cluster, book)
    if told and told != gender:
        return 0
    hint = "" if told else _hint(cluster, book)
    if hint:
        return SURE if hint == gender else UNLIKELY
    if cluster.kind == "role":
        return TOLD_ROLE if told else ROLE
    return SURE if told else LIKELY


def _hint(cluster: Cluster, book: Book) -> str:
    """Return the gender of a lone given name; it may be a surname after all ("Jordan said")."""
    names = [one for one in cluster.members if one.named]
    lone = all(len(one.words) == 1 for one in names)
    return next((book.lexicon.first_names.get(one.folded, "") for one in names), "") if lone else ""


def _later_subject(one: Facts, gender: str, book: Book) -> Cluster | None:
    """Return the named subject of the clause before which the pronoun is fronted: "In her speech, Ms Banda said"."""
    for above in (one.head, *book.parse.ancestors(one.head.index)):
        if above.dep not in FRONTED:
            if above.dep not in {"obj", "obl", "nmod", "conj", "xcomp", "case"}:
                return None
            continue
        verb = above.head
        if above.dep == "nmod:poss" or verb < above.index:
            continue
        for subject in book.parse.dependents(verb, "nsubj", "nsubj:pass"):
            other = book.at_head.get(subject.index)
            if other is None or other.first < one.stop or not other.named or other.quoted != one.quoted:
                continue
            cluster = book.of.get(other.number)
            if cluster is not None and _trust(cluster, gender, book):
                return cluster
    return None


def _own_subject(one: Facts, book: Book) -> Cluster | None:
    """Return the subject of the clause a reflexive pronoun stands in."""
    for verb in book.parse.ancestors(one.head.index):
        for subject in book.parse.dependents(verb.index, "nsubj", "nsubj:pass"):
            found = book.at_head.get(subject.index) or book.pronouns.get(subject.index)
            return book.of.get(found.number) if found is not None and found.stop <= one.first else None
    return None


def _at_other_side(one: Facts, book: Book) -> frozenset[int]:
    """Return who cannot be meant across the quotation marks of a paragraph, since nobody calls himself "he".

    For a quoted pronoun these are the speakers around, for one that speaks those who are spoken of in quotes.
    """
    paragraph = book.parse.sentences[one.head.sentence].paragraph
    found = set()
    at = bisect_left(book.facts, one.number, key=lambda facts: facts.number)
    for other in book.facts[max(0, at - SPEAKER_REACH) : at + SPEAKER_REACH]:
        if book.parse.sentences[other.head.sentence].paragraph != paragraph or other.quoted == one.quoted:
            continue
        if other.number in book.of and (other.quoted or speaks(other.head, book)):
            found.add(key_of(book.of[other.number]))
    return frozenset(found)


def _last_speaker(one: Facts, position: int, gender: str, book: Book) -> Cluster | None:
    """Return the person who was last the subject of a verb of saying, or the only one named so far."""
    persons: dict[int, Cluster] = {}
    for other in reversed(book.facts[:position]):
        cluster = book.of.get(other.number)
        if cluster is None or not _trust(cluster, gender, book):
            continue
        if speaks(other.head, book) and other.quoted == one.quoted:
            return cluster
        if cluster.kind == "person":
            persons[key_of(cluster)] = cluster
    return next(iter(persons.values())) if len(persons) == 1 else None


def _several(one: Facts, position: int, plurals: list[Token], book: Book) -> Cluster | None:
    """Return the group or body "they" stand for. Things, and people told by no mention, may be meant as well."""
    by_key: dict[int, Cluster] = {}
    candidates = []
    for other, cluster in _before(one, position, book):
        trust = _trust_several(other, cluster)
        if trust:
            by_key[key_of(cluster)] = cluster
            candidates.append(Candidate(key_of(cluster), other.head, other.quoted, trust))
    heads = {candidate.head.index for candidate in candidates}
    for token in reversed(plurals[: bisect_left(plurals, one.first, key=lambda token: token.index)]):
        if one.head.sentence - token.sentence > FARTHEST:
            break
        if token.index not in heads and one.head.head != token.index:
            candidates.append(Candidate(-1 - token.index, token, quoted=one.quoted))
    best = best_of(one, candidates, book, CLEAR_GROUP)
    return by_key.get(best) if best is not None else None


def _trust_several(other: Facts, cluster: Cluster) -> float:
    if other.mention.kind == "pronoun" and other.head.lower not in {"they", "them", "their", "it", "who"}:
        return 0
    if cluster.plural or (cluster.kind == "nationality" and other.head.pos != "ADJ"):
        return SURE
    if cluster.kind not in {"organisation", "group"}:
        return 0
    return BODY if other.is_subject else BODY_ELSEWHERE


def _body(one: Facts, position: int, book: Book) -> Cluster | None:
    """Return the one body that is a subject in this sentence or the one before; no choice between two."""
    here = one.head.sentence
    for back in range(BODY_NEAR + 1 if one.is_subject else 1):  # a subject goes on with the subject of before
        fits: dict[int, Cluster] = {}
        for other in reversed(book.facts[:position]):
            if other.head.sentence < here - back:
                break
            cluster = book.of.get(other.number)
            if other.head.sentence != here - back or cluster is None or other.stop > one.first:
                continue
            meant = other.mention.kind != "pronoun" or other.head.lower in {"they", "it"}
            if other.is_subject and meant and not _is_bound(one, other) and _is_body(cluster):
                fits[key_of(cluster)] = cluster
        if fits:
            return next(iter(fits.values())) if len(fits) == 1 else None
    return None


def _is_body(cluster: Cluster) -> bool:
    return cluster.kind in BODY_KINDS and not any(
        one.agent is not None and one.agent.plural and one.agent.kind == "role" for one in cluster.members
    )
