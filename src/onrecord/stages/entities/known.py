"""What is known of an entity: the actor it is, its country and its PLOVER sectors, by knowledge or by its words."""

from datetime import date

from onrecord.knowledge.actors import Actor, ActorIndex
from onrecord.stages.entities.attached import headed_by
from onrecord.stages.entities.belonging import country_of, near_names, owner_of
from onrecord.stages.entities.clusters import Book, Cluster, Facts

FORMER = ("ELI",)
OFFICE_SECTORS = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"})
GOVERNMENT = ("GOV",)
ARMED = frozenset({"REB", "PRM", "CRM"})
MINISTRY = {"defence": ("GOV", "MIL"), "defense": ("GOV", "MIL")}
HYPHENS = frozenset({"-", "–", "‑"})
HEADING_FAMILIES = frozenset({"president", "premier"})
OFFICIAL_FAMILIES = frozenset({"official", "spokesperson", "leader"})
STATE_RUN = frozenset({"JRN", "BUS"})
STATE_KINDS = frozenset({"place", "nationality"})


def actor_of(cluster: Cluster, actors: ActorIndex, on: date | None, countries: frozenset[str]) -> Actor | None:
    """Return the known actor that the longest name of a cluster is called by, or None."""
    names = {one.mention.name: one for one in cluster.members if one.named and one.mention.name}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        titled = actors.find(f"{names[name].before} {name}", on, countries) if cluster.kind == "person" else None
        actor = titled or actors.find(name, on, countries)
        if actor is None or (actor.kind == "person") != (cluster.kind == "person"):
            continue
        if cluster.kind == "person" and " " not in name and not titled and len(names) > 1:
            continue
        return actor
    return known_surname(cluster, actors, on, countries) if countries else None


def set_countries(book: Book, on: date | None) -> None:
    """Give every cluster of names the country that knowledge, its nationality or its attached roles tell."""
    for cluster in book.clusters:
        actor = actor_of(cluster, book.actors, on, frozenset())
        if actor is not None:
            cluster.country = actor.country
            note = book.lexicon.agents.get(actor.note)
            cluster.families.update(note.families if note else ())
        else:
            told = (_country_told(one, book) for one in cluster.members)
            cluster.country = next((country for country in told if country), None)
    countries = frozenset(cluster.country for cluster in book.clusters if cluster.country)
    for cluster in book.clusters:
        known = known_surname(cluster, book.actors, on, countries)
        if known is not None:
            cluster.country = known.country
            cluster.rules.append("known-surname")
            note = book.lexicon.agents.get(known.note)
            cluster.families.update(note.families if note else ())


def fill_countries(book: Book, countries: frozenset[str]) -> None:
    """Give offices of state that tell no country the only one the report speaks of, if it speaks of one only.

    Someone whose surname is known in another country is left out: "President Obama" in a report on Morocco.
    """
    states = {country for country in countries if book.actors.state(country) is not None}
    if len(states) != 1:
        return
    for cluster in book.clusters:
        elsewhere = any(one.named and book.actors.knows_surname(one.folded) for one in cluster.members)
        if cluster.country is None and not elsewhere and any(_is_office(one) for one in cluster.members):
            cluster.country = next(iter(states))
            cluster.rules.append("only-country-of-the-report")


def _is_office(one: Facts) -> bool:
    return one.agent is not None and bool(OFFICE_SECTORS.intersection(one.agent.sectors)) and one.agent.kind != "group"


def known_surname(cluster: Cluster, actors: ActorIndex, on: date | None, countries: frozenset[str]) -> Actor | None:
    """Return the office holder of a country the report speaks of whose surname stands alone for him, or None."""
    names = {one.mention.name for one in cluster.members if one.named and one.mention.name}
    if cluster.kind != "person" or any(len(one.words) > 1 for one in cluster.members if one.named):
        return None
    near = {cluster.country} if cluster.country else countries
    found = {actor.id: actor for name in names if (actor := actors.find_surname(name, on, near))}
    return next(iter(found.values())) if len(found) == 1 else None


def _country_told(one: Facts, book: Book) -> str | None:
    return book.country_of_name(one) or book.country_told(one) if one.named else country_of(one, book)


def sectors_of(cluster: Cluster, actor: Actor | None, book: Book) -> tuple[str, ...]:
    """Return the sectors of a cluster: of the actor as of the day, else of its offices and roles, else none.

    An office that the report itself gives to someone whom knowledge has out of office is believed.
    """
    if actor is not None and actor.sectors != FORMER and (actor.sectors or actor.kind != "person"):
        return actor.sectors or _seat_sectors(cluster, actor, book)
    told = [sector for one in cluster.members if one.mention.kind != "pronoun" for sector in _told(one, book)]
    found = tuple(dict.fromkeys(told)) or (actor.sectors if actor is not None else ())
    if not found and actor is None and cluster.kind == "place":
        return _seat_sectors(cluster, actor, book)
    return found


def _told(one: Facts, book: Book) -> tuple[str, ...]:
    if one.agent is None:
        titled = one.mention.kind == "person" and one.first not in book.stops
        title = book.lexicon.titles.get(_title_words(one, book)) if titled else None
        headed = _headed(one, book) if one.mention.kind == "person" else ()
        inside = name_sectors(one, book) if one.mention.kind in {"organisation", "group"} else ()
        return (title.sectors if title else ()) or headed or inside
    sectors = _role_sectors(one, book)
    if is_former(one, book) and (OFFICE_SECTORS & set(sectors) or one.agent.inherits):
        return FORMER
    return sectors


def _title_words(one: Facts, book: Book) -> str:
    """Return the title right before a name, whole where it is half of an office: "secretary-general" is no general."""
    tokens, first = book.parse.tokens, one.first
    title = one.before.rstrip(".")
    if first > 2 and tokens[first - 2].text in HYPHENS:  # noqa: PLR2004 - two words and the hyphen
        whole = f"{tokens[first - 3].lower}-{title}"
        return whole if whole in book.lexicon.agents else title
    return title


def _role_sectors(one: Facts, book: Book) -> tuple[str, ...]:
    """Return the sectors of a role: of its noun, but a modifier or the body it belongs to tells more of a vague one."""
    if one.agent is None:
        return ()
    owner = owner_of(one, book)
    words = book.parse.tokens[one.first : one.stop]
    of_owner = _owner_sectors(owner, book) if owner is not None else ()
    if owner is not None and owner.named and ARMED.intersection(of_owner):
        return of_owner  # whose "military spokesman" is no soldier of a state
    if not one.agent.inherits:
        presides = HEADING_FAMILIES.intersection(one.agent.families) and owner is not None and owner.named
        of_state = STATE_RUN.intersection(one.agent.sectors) and any(
            token.lower in book.lexicon.rules.state_words for token in words
        )
        sectors = (of_owner if presides else ()) or one.agent.sectors
        return tuple(dict.fromkeys((*GOVERNMENT, *sectors))) if of_state else sectors
    for token in reversed(words):
        if owner is not None and owner.first <= token.index < owner.stop:
            break
        told = book.lexicon.rules.sector_words.get(token.lower)
        if told and token.index != one.head.index:
            return told
    return of_owner or one.agent.sectors or _as_government(one, book)


def _as_government(one: Facts, book: Book) -> tuple[str, ...]:
    """Return GOV for officials, spokespersons and leaders of a state ("Palestinian leaders"), else nothing."""
    if one.agent is None or not OFFICIAL_FAMILIES.intersection(one.agent.families):
        return ()
    of_state = any(near.mention.kind in STATE_KINDS and book.is_state(near) for near in near_names(one, book))
    return GOVERNMENT if of_state else ()


def _owner_sectors(owner: Facts, book: Book) -> tuple[str, ...]:
    known = book.actors.find(owner.mention.name or "", None) if owner.named else None
    return known.sectors if known is not None else _told(owner, book)


def _headed(one: Facts, book: Book) -> tuple[str, ...]:
    """Return the sectors of what someone heads ("X, who leads the ministry")."""
    index = headed_by(one, book.parse, book.lexicon.rules.heading_verbs)
    other = book.at_head.get(index) if index is not None else None
    return _told(other, book) if other is not None and other.mention.kind != "person" else ()


def name_sectors(one: Facts, book: Book) -> tuple[str, ...]:
    """Return the sectors told by the noun of an organisation's name ("Ituri Police", "Institute of Technology")."""
    words = [token.lower for token in book.parse.tokens[one.first : one.stop]]
    heads = [at for at, word in enumerate(words) if word in {"of", "for"}]
    if words[:2] == ["ministry", "of"]:
        return MINISTRY.get(words[2:3][0] if words[2:] else "", GOVERNMENT)
    if words[:2] == ["department", "of"] and book.lexicon.rules.departments.intersection(words[2:3]):
        return MINISTRY.get(words[2], GOVERNMENT)
    stop = heads[0] if heads and heads[0] > 0 else len(words)
    for start in range(max(0, stop - 3), stop):
        agent = book.lexicon.agents.get(" ".join(words[start:stop]))
        if agent is not None and agent.sectors and len(words) > 1:
            return agent.sectors
    return ()


def is_former(one: Facts, book: Book) -> bool:
    """Return whether a role is one of the past ("former", "ex-", "ousted")."""
    words = {token.lower for token in book.parse.tokens[one.first : one.stop]}
    return bool(book.lexicon.rules.former & (words | {one.before})) or one.folded.startswith("ex ")


def _seat_sectors(cluster: Cluster, actor: Actor | None, book: Book) -> tuple[str, ...]:
    """Return GOV for a seat of government that acts ("Moscow said"), where a city else has no sector."""
    if actor is not None and actor.id.startswith("state:"):
        return ()
    for one in cluster.members:
        verb = book.parse.tokens[one.head.head]
        seat = book.actors.seat(one.mention.name or "") is not None
        if seat and one.is_subject and verb.lemma in book.lexicon.rules.saying:
            return GOVERNMENT
    return ()
