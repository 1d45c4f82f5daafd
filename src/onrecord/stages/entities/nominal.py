"""Roles, groups and bodies without a name: linked to a name or an earlier role only where exactly one fits."""

from onrecord.stages.entities.belonging import COUNTRY_KINDS, country_of, owner_of
from onrecord.stages.entities.clusters import Book, Cluster, Facts
from onrecord.stages.entities.known import name_sectors
from onrecord.stages.entities.offices import is_said_of_someone, person_of

DEFINITE = frozenset({"the", "this", "that", "these", "those", "said"})
OWN_WORDS = frozenset(
    {"group", "movement", "militia", "organisation", "organization", "faction", "network", "party", "cartel", "gang"}
)
OWN_MEN = frozenset({"rebel", "militia", "gunman"})
TELLING_TAGS = frozenset({"ADJ", "NOUN", "PROPN", "VERB"})
NEAR = 3  # sentences


def group_nominals(book: Book) -> None:
    """Put every role into a cluster, in text order."""
    by_key: dict[tuple[str, str, str], list[Cluster]] = {}
    for one in book.facts:
        if one.agent is None or one.number in book.of:
            continue
        country = country_of(one, book)
        owner = owner_of(one, book)
        cluster, rule = _by_own_name(one, book), "group-by-its-name"
        if cluster is None:
            cluster, rule = _antecedent(one, country, book)
        key = (one.agent.phrase, country or "", str(owner.mention.name) if owner else "")
        if cluster is None:
            alike = _of_one_country(one, country, owner, by_key) or by_key.get(key, [])
            cluster, rule = next((other for other in reversed(alike) if _repeats(one, other, book)), None), "same-role"
        if cluster is None:
            cluster = book.begin(one, "role")
            cluster.country = country
            cluster.families.update(one.agent.families)
        else:
            book.join(one, cluster, rule)
        by_key.setdefault((key[0], cluster.country or key[1], key[2]), []).append(cluster)


def _of_one_country(
    one: Facts, country: str | None, owner: Facts | None, by_key: dict[tuple[str, str, str], list[Cluster]]
) -> list[Cluster]:
    """Return the earlier clusters that a bare role ("the government") may repeat, if of one country."""
    if country is not None or owner is not None or one.agent is None:
        return []
    noun = one.agent.phrase
    found = [key for key in by_key if not key[2] and (key[0] == noun or key[0].endswith(f" {noun}"))]
    clusters = [cluster for key in found for cluster in by_key[key]]
    return clusters if len({key[1] for key in found}) == 1 else []


def determiner_of(one: Facts, book: Book) -> str:
    """Return the article, possessive or quantifier that goes with a role, in lower case, or an empty string."""
    for child in book.parse.dependents(one.head.index, "det", "nmod:poss", "nummod"):
        if child.index < one.head.index:
            if child.dep != "nmod:poss":
                return child.lower
            owner = book.at_head.get(child.index)
            return "the" if owner is not None and owner.mention.kind in COUNTRY_KINDS else "their"
    return one.before if one.before in DEFINITE or one.before in book.lexicon.rules.indefinite else ""


def is_definite(one: Facts, book: Book) -> bool:
    """Return whether an article or a capital says that the reader knows who is meant."""
    determiner = determiner_of(one, book)
    if determiner:
        return determiner in DEFINITE
    first = book.parse.tokens[one.first]
    return (
        first.text[0].isupper()
        and first.index != book.parse.sentences[first.sentence].first
        and one.agent is not None
        and not one.agent.plural
    )


def _repeats(one: Facts, cluster: Cluster, book: Book) -> bool:
    """Return whether a second mention of the same words is the same: not so for indefinites and other amounts."""
    determiner = determiner_of(one, book)
    if one.agent is None or determiner in book.lexicon.rules.indefinite or _conflicts(one, cluster, book):
        return False
    if determiner in DEFINITE:
        return True
    told = told_of(one, book)
    return one.agent.kind != "role" and any(
        told_of(other, book) == told and amount_of(other, book) == amount_of(one, book) == ""
        for other in cluster.members
        if other.agent is not None
    )


def amount_of(one: Facts, book: Book) -> str:
    """Return the number word that counts a role ("sixty" soldiers), or an empty string."""
    return next((child.lower for child in book.parse.dependents(one.head.index, "nummod")), "")


def told_of(one: Facts, book: Book) -> frozenset[str]:
    """Return the words of a role that tell it apart from others of its noun; its country is none of them."""
    noun = one.agent.phrase if one.agent is not None and one.agent.phrase in book.lexicon.group_nouns else ""
    names = [other for other in book.inside(one) if other.mention.kind in COUNTRY_KINDS]
    return frozenset(
        token.lower
        for token in book.parse.tokens[one.first : one.head.index]
        if token.pos in TELLING_TAGS
        and token.lower not in book.lexicon.rules.light_words
        and token.lower not in noun.split(" ")
        and not any(other.first <= token.index < other.stop for other in names)
    )


def _conflicts(one: Facts, cluster: Cluster, book: Book) -> bool:
    """Return whether a role tells a number, a side or a quality that the cluster's roles do not have."""
    roles = [other for other in cluster.members if other.agent is not None]
    if any(determiner_of(other, book) == "no" for other in roles):
        return True
    amount = amount_of(one, book)
    amounts = {amount_of(other, book) for other in roles} - {""}
    told = {word for other in roles for word in told_of(other, book)}
    return bool(amount and amounts and amount not in amounts) or not told_of(one, book) <= told


def _noun(one: Facts, book: Book) -> str:
    """Return the noun of a role, or the one of its synonyms that stands for all."""
    nouns = book.lexicon.group_nouns
    phrase = one.agent.phrase if one.agent is not None else ""
    return nouns.get(phrase) or nouns.get(one.head.lower) or one.head.lower


def _by_own_name(one: Facts, book: Book) -> Cluster | None:
    """Return the armed group whose name stands in the phrase: "Houthi rebels" are the Houthis."""
    if one.agent is None:
        return None
    if one.head.lower in book.lexicon.rules.media_nouns:
        begins = one.head.index - one.agent.phrase.count(" ")
        named = (other for other in book.inside(one) if other.named and other.mention.kind == "organisation")
        return next(
            (book.of[other.number] for other in named if other.stop == begins and other.number in book.of), None
        )
    if not (one.head.lower in OWN_WORDS or (one.agent.plural and OWN_MEN.intersection(one.agent.families))):
        return None
    for other in book.inside(one):
        if other.mention.kind == "group" and other.named and other.stop == one.head.index and other.number in book.of:
            return book.of[other.number]
    return None


def _antecedent(one: Facts, country: str | None, book: Book) -> tuple[Cluster | None, str]:
    if one.agent is not None and _heads_headline(one):
        return _body(one, book.clusters), "noun-of-the-headline"
    if one.agent is None or not is_definite(one, book):
        return None, ""
    if one.mention.kind == "role":
        return (None, "") if is_said_of_someone(one, book) else (person_of(one, country, book), "role-link")
    if one.agent.inherits or one.agent.kind == "group":
        group = _group(one, country, book)
        if group is not None or one.folded.endswith("s"):
            return group, "group-link"
    return _body(one, book.earlier(one)), "head-of-name"


def _group(one: Facts, country: str | None, book: Book) -> Cluster | None:
    """Return the one group that "the group", "the fighters" may be, in the nearest sentence that has any."""
    fits: dict[int, list[Cluster]] = {}
    for cluster in book.earlier(one):
        last = max(other.head.sentence for other in cluster.members if other.first < one.first)
        clash = country and cluster.country and country != cluster.country
        if one.head.sentence - last <= NEAR and not clash and _alike(one, cluster, book):
            fits.setdefault(last, []).append(cluster)
    nearest = fits[max(fits)] if fits else []
    return nearest[0] if len(nearest) == 1 else None


def _alike(one: Facts, cluster: Cluster, book: Book) -> bool:
    if one.agent is None:
        return False
    if one.agent.inherits and cluster.named:
        single = not one.folded.endswith("s")
        return single and cluster.kind == ("group" if one.agent.phrase in {"group", "movement"} else "organisation")
    if cluster.named and cluster.kind == "organisation" and not one.folded.endswith("s"):
        return _is_of_sector(one, cluster, book)
    if one.agent.sectors == ("CVL",) or (one.agent.inherits and not one.agent.sectors):
        return False
    noun = _noun(one, book)
    same = any(
        other.agent is not None and other.agent.plural and _noun(other, book) == noun for other in cluster.members
    )
    return same and not _conflicts(one, cluster, book)


def _is_of_sector(one: Facts, cluster: Cluster, book: Book) -> bool:
    """Return whether a named body may be called by a noun ("the party"); one of unknown sector is a firm."""
    wanted = set(one.agent.sectors) if one.agent is not None else set()
    for other in cluster.members:
        if other.named:
            actor = book.actors.find(other.mention.name or "", None)
            told = actor.sectors if actor is not None else name_sectors(other, book)
            if told or actor is not None:
                return bool(wanted.intersection(told))
    return wanted == {"BUS"}


def _heads_headline(one: Facts) -> bool:
    """Return whether a body opens the report without an article, as only headlines do ("Commission opens inquiry")."""
    alone = one.stop - one.first == 1 and one.first == 0
    return alone and one.agent is not None and one.mention.kind == "organisation" and not one.agent.plural


def _body(one: Facts, clusters: list[Cluster]) -> Cluster | None:
    """Return the one named body of these whose name holds this noun ("the ministry" for "Foreign Ministry")."""
    noun = one.head.lower
    fits = [
        cluster
        for cluster in clusters
        if cluster.kind == "organisation"
        and cluster.named
        and any(noun in other.words for other in cluster.members if other.named)
    ]
    return fits[0] if len(fits) == 1 else None
