"""Names that name the same person: whole names, surnames, given names, spellings, nicknames; bodies stand beside."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from onrecord.knowledge.actors import ActorIndex
from onrecord.stages.entities.bodies import actor_id, group_bodies
from onrecord.stages.entities.clusters import Book, Cluster, Facts

SHORTEST_SKELETON = 3
SPOKEN_OF = 2  # mentions that make one bearer of a name the one meant by it
_STEPS = (
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile("kh|gh|q|ck|c(?=[aou])"), "k"),
    (re.compile("sh|ch|ts|tz|z"), "s"),
    (re.compile("ph"), "f"),
    (re.compile("dh|th"), "t"),
    (re.compile("[vw]"), "v"),
    (re.compile("(?<=.)[aeiouyhj]"), ""),
    (re.compile("^[aeiouy]"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=16_384)
def skeleton(word: str) -> str:
    """Return the consonants of a folded word, so that its transliterations meet ("mohamed", "muhammad")."""
    for pattern, replacement in _STEPS:
        word = pattern.sub(replacement, word)
    return word


def group_names(book: Book, actors: ActorIndex, on: date | None) -> None:
    """Put every name into a cluster: full names first, then the shorter ones that fit exactly one of them."""
    names = [one for one in book.facts if one.named]
    persons = [one for one in names if one.mention.kind == "person"]
    group_bodies(book, [one for one in names if one.mention.kind != "person"], actors, on)
    _group_persons(book, persons, actors, on)


def _group_persons(book: Book, persons: list[Facts], actors: ActorIndex, on: date | None) -> None:
    full: list[Cluster] = []
    known: dict[str, Cluster] = {}
    for one in sorted(persons, key=lambda one: (-len(one.words), one.number)):
        if len(one.words) == 1:
            break
        actor = actor_id(one, actors, on)
        cluster = known.get(actor or "") or _same_person(one, full, book)
        if cluster is None:
            cluster = book.begin(one, "name")
            full.append(cluster)
        else:
            book.join(one, cluster, "same-name")
        if actor:
            known.setdefault(actor, cluster)
    single: dict[str, Cluster] = {}
    for one in sorted((one for one in persons if one.number not in book.of), key=lambda one: one.number):
        cluster, rule = _by_surname(one, full, book)
        if cluster is None and rule == "name":
            cluster, rule = single.get(one.folded), "same-name"
        if cluster is None:
            begun = book.begin(one, rule if rule != "same-name" else "name")
            if rule != "ambiguous-surname":
                single.setdefault(one.folded, begun)
        else:
            book.join(one, cluster, rule)


def _same_person(one: Facts, clusters: Iterable[Cluster], book: Book) -> Cluster | None:
    """Return the one cluster whose longest name this full name shortens, spells otherwise, turns round or repeats."""
    same = {one.words, one.words[::-1]}
    exact = [cluster for cluster in clusters if any(other.words in same for other in cluster.members)]
    fits = (
        exact
        or [cluster for cluster in clusters if _shortens(one.words, cluster.members[0].words)]
        or [cluster for cluster in clusters if _is_nickname(one.words, cluster.members[0].words, book)]
    )
    return fits[0] if len(fits) == 1 else None


def _is_nickname(one: tuple[str, ...], other: tuple[str, ...], book: Book) -> bool:
    """Return whether two names have one surname, and given names of which one is short for the other."""
    full = book.lexicon.full_given_names
    given, theirs = one[0], other[0]
    return one[-1] == other[-1] and (theirs in full.get(given, ()) or given in full.get(theirs, ()))


def _shortens(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Return whether `short` is `long` with words left out, cut to initials or spelt otherwise; two words must fit."""
    at = 0
    whole = 0
    for word in short:
        while at < len(long) and not _same_word(word, long[at]):
            at += 1
        if at == len(long):
            return False
        whole += len(word) > 1
        at += 1
    return whole >= 1 and (len(short) > whole or whole > 1)


def _same_word(word: str, other: str) -> bool:
    if word == other or (len(word) == 1 and other.startswith(word)) or (len(other) == 1 and word.startswith(other)):
        return True
    mine = skeleton(word)
    return len(mine) >= SHORTEST_SKELETON and word[0] == other[0] and mine == skeleton(other)


def _by_surname(one: Facts, clusters: list[Cluster], book: Book) -> tuple[Cluster | None, str]:
    """Return the one person whose surname this is, else whose given name, else none; two of a name stay apart."""
    word = one.words[0]
    for rule, position in (("surname", -1), ("given-name", 0)):
        fits = [
            cluster
            for cluster in clusters
            if any(other.words[position] == word for other in cluster.members if other.named)
        ]
        if not fits and rule == "surname":
            fits = [cluster for cluster in clusters if _same_word(word, cluster.members[0].words[-1]) and len(word) > 1]
        gender = title_gender(one, book)
        if len(fits) > 1 and gender:
            fits = [cluster for cluster in fits if person_gender(cluster, book) == gender]
        if len(fits) == 1:
            return fits[0], rule
        if len(fits) > 1:
            chosen = _spoken_of_first(one, fits)
            return (chosen, rule) if chosen is not None else (None, "ambiguous-surname")
    middle = [
        cluster for cluster in clusters if word in cluster.members[0].words and cluster.members[0].first < one.first
    ]
    return (middle[0], "part-of-name") if len(middle) == 1 else (None, "name")


def _spoken_of_first(one: Facts, clusters: list[Cluster]) -> Cluster | None:
    """Return whom a report calls by a name that several bear: the only one so far, or who had it before the others.

    One who was spoken of at least twice before the second came in keeps the bare name, as newspapers have it
    for the person a report is about; relatives come in by their full names.
    """
    starts = sorted((min(other.first for other in cluster.members), number) for number, cluster in enumerate(clusters))
    begun = [(start, clusters[number]) for start, number in starts if start < one.first]
    if not begun:
        return None
    first = begun[0][1]
    if len(begun) == 1 or sum(other.first < begun[1][0] for other in first.members) >= SPOKEN_OF:
        return first
    return None


def title_gender(one: Facts, book: Book) -> str:
    """Return the gender told by the title right before a name ("Mrs"), or an empty string."""
    title = book.lexicon.titles.get(one.before.rstrip("."))
    return title.gender if title else ""


def person_gender(cluster: Cluster, book: Book) -> str:
    """Return the gender told by titles, roles or the first name of a person, or an empty string."""
    for one in cluster.members:
        told = title_gender(one, book) or (one.agent.gender if one.agent else "")
        if told:
            return told
    for one in cluster.members:
        if one.named and len(one.words) > 1:
            gender = book.lexicon.first_names.get(one.folded.split(" ")[0], "")
            if gender:
                return gender
    return ""
