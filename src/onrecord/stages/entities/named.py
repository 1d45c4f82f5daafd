"""Names that name the same: whole names, surnames, short forms, acronyms, spellings and known aliases."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from onrecord.knowledge.actors import ActorIndex
from onrecord.stages.entities.clusters import Book, Cluster, Facts

SHORTEST_SKELETON = 3
PLACE_LINKS = frozenset({"in", "of", "for"})
SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "des", "du", "la", "le", "al"})
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
    _group_others(book, [one for one in names if one.mention.kind != "person"], actors, on)
    _group_persons(book, persons, actors, on)


def _actor_id(facts: Facts, actors: ActorIndex, on: date | None) -> str | None:
    if actors.is_weak(facts.folded):
        return None
    actor = actors.find(facts.mention.name or "", on)
    return actor.id if actor else None


def _group_others(book: Book, names: list[Facts], actors: ActorIndex, on: date | None) -> None:
    by_key: dict[str, Cluster] = {}
    for one in sorted(names, key=lambda one: (-len(one.folded.split(" ")), one.number)):
        kind = "nationality" if one.mention.kind == "nationality" else ""
        keys = [f"{kind}:{one.folded}"]
        country = actors.demonym(one.mention.name or "") if kind else None
        known = country or _actor_id(one, actors, on)
        if known:
            keys.append(f"{kind}:{known}")
        cluster = next((by_key[key] for key in keys if key in by_key), None) or _by_short_form(one, names, book)
        if cluster is None:
            cluster = book.begin(one, "name")
        elif one.number not in book.of:
            book.join(one, cluster, "same-name" if cluster.members[0].folded == one.folded else "known-alias")
        for key in keys:
            by_key.setdefault(key, cluster)
    _join_acronyms(book, names)


def _by_short_form(one: Facts, names: list[Facts], book: Book) -> Cluster | None:
    """Return the cluster of the one longer name of the same kind that this one shortens, or None."""
    if (
        one.mention.kind not in {"organisation", "group", "facility"}
        or one.mention.name is None
        or one.mention.name.isupper()
    ):
        return None
    fits: list[Cluster] = []
    for other in names:
        longer = other.folded != one.folded and other.number in book.of and other.mention.kind == one.mention.kind
        if longer and _is_short_form(one.folded, other.folded, book):
            cluster = book.of[other.number]
            if cluster not in fits:
                fits.append(cluster)
    return fits[0] if len(fits) == 1 else None


def _is_short_form(short: str, long: str, book: Book) -> bool:
    """Return whether it is two words of the longer name, one that lacks only what it is ("Shell Group"), or its noun.

    Only a vague noun counts ("Commission"): another "Parliament" than the one with a longer name may be meant.
    """
    if " " in short:
        return f" {short} " in f" {long} "
    agent = book.lexicon.agents.get(short)
    if agent is not None and agent.kind == "organisation" and agent.inherits and long.endswith(f" {short}"):
        return True
    return long.startswith(f"{short} ") and long.removeprefix(f"{short} ") in book.lexicon.agents


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s\-]+", name) if word[:1].isupper())


def _join_acronyms(book: Book, names: list[Facts]) -> None:
    """Join an acronym with the name it stands behind in brackets, or whose initials it is, if there is just one."""
    by_place = {one.stop: one for one in names}
    long_names = [one for one in names if " " in one.folded and one.mention.name]
    for one in names:
        name = (one.mention.name or "").replace(".", "")
        if not (name.isupper() and len(name) > 1) and not (one.before == "(" and " " not in one.folded):
            continue
        if name.isupper() and (len(book.of[one.number].members) > 1 and _has_long(book.of[one.number])):
            continue
        left = _before_bracket(one, by_place, book) if one.before == "(" else None
        if left is not None:
            book.merge(book.of[left.number], book.of[one.number], "acronym-in-brackets")
            continue
        fits = {
            id(book.of[other.number]): book.of[other.number]
            for other in long_names
            if _initials(other.mention.name or "") == name
        }
        if len(fits) == 1 and len(name) > 2:  # noqa: PLR2004 - two letters fit too much
            book.merge(next(iter(fits.values())), book.of[one.number], "acronym")


def _before_bracket(one: Facts, by_place: dict[int, Facts], book: Book) -> Facts | None:
    """Return the name that letters in brackets shorten: the one before, or the body in the place before.

    Letters not all capitals ("Knut") must fit the initials; capitals must not, for many are of another language.
    """
    left = by_place.get(one.first - 1)
    if left is None or left is one:
        return None
    name = one.mention.name or ""
    if not name.replace(".", "").isupper():
        return left if left.mention.kind == one.mention.kind and _fits_initials(one.folded, left.folded) else None
    if left.mention.kind == "place" and one.mention.kind != "place":
        for gap in (2, 1):
            body = by_place.get(left.first - gap)
            link = book.parse.tokens[left.first - gap].lower if left.first >= gap else ""
            if body is not None and body.mention.kind == one.mention.kind and link in PLACE_LINKS:
                return body
        return None
    return left


def _fits_initials(short: str, long: str) -> bool:
    """Return whether `short` is made of the first letters of the words of `long`, small words in or out."""
    words = long.split(" ")
    return len(short) > 2 and short in {  # noqa: PLR2004 - two letters fit too much
        "".join(word[0] for word in words),
        "".join(word[0] for word in words if word not in SMALL_WORDS),
    }


def _has_long(cluster: Cluster) -> bool:
    return any(" " in one.folded for one in cluster.members)


def _group_persons(book: Book, persons: list[Facts], actors: ActorIndex, on: date | None) -> None:
    full: list[Cluster] = []
    known: dict[str, Cluster] = {}
    for one in sorted(persons, key=lambda one: (-len(one.words), one.number)):
        if len(one.words) == 1:
            break
        actor = _actor_id(one, actors, on)
        cluster = known.get(actor or "") or _same_person(one, full)
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


def _same_person(one: Facts, clusters: Iterable[Cluster]) -> Cluster | None:
    """Return the one cluster whose longest name this full name shortens, spells otherwise or repeats."""
    exact = [cluster for cluster in clusters if any(other.words == one.words for other in cluster.members)]
    fits = exact or [cluster for cluster in clusters if _shortens(one.words, cluster.members[0].words)]
    return fits[0] if len(fits) == 1 else None


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
            return None, "ambiguous-surname"
    middle = [cluster for cluster in clusters if word in cluster.members[0].words]
    return (middle[0], "part-of-name") if len(middle) == 1 else (None, "name")


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
