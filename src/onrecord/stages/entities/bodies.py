"""Names of bodies, places and peoples that name the same: whole names, short forms, acronyms and known aliases."""

import re
from datetime import date

from onrecord.knowledge.actors import ActorIndex
from onrecord.stages.entities.clusters import Book, Cluster, Facts

PLACE_LINKS = frozenset({"in", "of", "for"})
SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "des", "du", "la", "le", "al"})
STATE_SECTORS = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"})
TURNED = frozenset({"ministry", "department"})  # "Ministry of Health" is "Health Ministry"
BEYOND_STATES = frozenset({"european", "african", "world", "international"})


def actor_id(facts: Facts, actors: ActorIndex, on: date | None) -> str | None:
    """Return the id of the known actor a name stands for by itself, or None."""
    if actors.is_weak(facts.folded):
        return None
    actor = actors.find(facts.mention.name or "", on)
    return actor.id if actor else None


def group_bodies(book: Book, names: list[Facts], actors: ActorIndex, on: date | None) -> None:
    """Put every name that is no person's into a cluster: long names first, then short forms and acronyms.

    Bodies that every state has are kept apart by country ("Iran's Foreign Ministry", "the Russian Foreign Ministry").
    """
    by_key: dict[str, Cluster] = {}
    of_state: dict[str, dict[str, Cluster]] = {}
    states = {one.number: _state_body(one, book) for one in names}
    untold = {number for number, (base, country) in states.items() if base and not country}
    for one in sorted(names, key=lambda one: (one.number in untold, -len(one.folded.split(" ")), one.number)):
        base, country = states[one.number]
        known = _known(one, actors, on)
        keys = [f"{one.mention.kind == 'nationality'}:{key}" for key in (known, "" if base else one.folded) if key]
        cluster = next((by_key[key] for key in keys if key in by_key), None)
        if cluster is None and base:
            cluster = _of_state(of_state.get(base, {}), country)
        if cluster is None and not country and len(of_state.get(base, {})) == 0:
            cluster = _by_short_form(one, names, book)
        if cluster is None:
            cluster = book.begin(one, "name")
        elif one.number not in book.of:
            book.join(one, cluster, "same-name" if cluster.members[0].folded == one.folded else "known-alias")
        for key in keys:
            by_key.setdefault(key, cluster)
        if base:
            of_state.setdefault(base, {}).setdefault(country, cluster)
    _join_acronyms(book, names)


def _known(one: Facts, actors: ActorIndex, on: date | None) -> str | None:
    """Return the country of a nationality, or the id of the actor of another name."""
    told = actors.demonym(one.mention.name or "") if one.mention.kind == "nationality" else None
    return told or actor_id(one, actors, on)


def _state_body(one: Facts, book: Book) -> tuple[str, str]:
    """Return the name without its country of a body that states have, and that country; empty strings for others.

    "Ministry of Health" is "health ministry".
    """
    words = one.folded.split(" ")
    if one.mention.kind != "organisation":
        return "", ""
    country = book.country_told(one) or ""
    for cut in (2, 1):
        if len(words) > cut and _is_country(" ".join(words[:cut]), book.actors):
            words = words[cut:]
            break
    if words[0] in TURNED and words[1:2] == ["of"] and len(words) > 2:  # noqa: PLR2004 - what the ministry is for
        words = [*(word for word in words[2:] if word != "affairs"), words[0]]
    agent = book.lexicon.agents.get(words[-1]) or book.lexicon.agents.get(" ".join(words))
    of_state = agent is not None and agent.kind == "organisation" and STATE_SECTORS.intersection(agent.sectors)
    return (" ".join(words), country) if of_state and words[0] not in BEYOND_STATES else ("", "")


def _of_state(countries: dict[str, Cluster], country: str) -> Cluster | None:
    """Return the body of this country; of no told country, the one that was told none or the only one."""
    if country or "" in countries:
        return countries.get(country)
    return next(iter(countries.values())) if len(countries) == 1 else None


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

    The noun counts if it opens the name ("House of Representatives"), if a country stands before it ("U.S. Senate"),
    or if it is vague ("Commission"): another "Parliament" than the one with a longer name may be meant.
    """
    if " " in short:
        return f" {short} " in f" {long} "
    agent = book.lexicon.agents.get(short)
    body = agent is not None and agent.kind == "organisation"
    if agent is not None and body and long.endswith(f" {short}"):
        country = long.removesuffix(f" {short}")
        return agent.inherits or _is_country(country, book.actors)
    if long.startswith((f"{short} of ", f"{short} for ")):
        return True
    if not long.startswith(f"{short} ") or _is_country(short, book.actors):
        return False
    rest = long.removeprefix(f"{short} ")
    what = book.lexicon.agents.get(rest)
    body = what is not None and what.kind == "organisation" and not what.plural
    return body or book.lexicon.rules.company_words.issuperset(rest.split(" "))


def _is_country(words: str, actors: ActorIndex) -> bool:
    """Return whether folded words are a state or its adjective; folding has made "US" and "UK" small."""
    if actors.demonym(words) is not None:
        return True
    return any(row.id.startswith("state:") for name in (words, words.upper()) for row in actors.rows(name))


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
        kinds = {one.mention.kind, *(cluster.kind for cluster in fits.values())}
        if len(fits) == 1 and (len(name) > 2 or kinds == {"organisation"}):  # noqa: PLR2004 - two letters fit too much
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
