"""Which named person a role without a name stands for: "the minister", "the Kenyan leader"."""

from onrecord.stages.entities.belonging import owner_of
from onrecord.stages.entities.clusters import Book, Cluster, Facts
from onrecord.stages.entities.named import person_gender
from onrecord.stages.entities.salience import speaks

VAGUE = frozenset({"civilian"})


def person_of(one: Facts, country: str | None, book: Book) -> Cluster | None:
    """Return the one named person spoken of before whose office is of this family and whose country fits."""
    if owner_of(one, book) is not None or _is_counted(one, book):
        return None
    fits: list[Cluster] = []
    for cluster in book.earlier(one):
        if cluster.kind != "person" or not _may_hold(one, country, cluster, book):
            continue
        mine, theirs = one.agent.gender if one.agent else "", person_gender(cluster, book)
        clash = (mine and theirs and mine != theirs) or (country and cluster.country and country != cluster.country)
        if not clash:
            fits.append(cluster)
    if len(fits) > 1:
        same = [
            cluster
            for cluster in fits
            if any(other.agent is not None and other.agent == one.agent for other in cluster.members)
        ]
        fits = same or fits
    chosen = fits[0] if len(fits) == 1 else None
    if len(fits) > 1 and speaks(one.head, book):
        chosen = _last_speaker(one, fits, book)
    return None if chosen is None or _is_unnamed(one, chosen, book) else chosen


def _is_counted(one: Facts, book: Book) -> bool:
    """Return whether an ordinal tells a role from those before ("the second official")."""
    return any("NumType=Ord" in token.morph for token in book.parse.tokens[one.first : one.head.index])


def _is_unnamed(one: Facts, person: Cluster, book: Book) -> bool:
    """Return whether someone without a name was called by the same noun since the named one was last spoken of."""
    last = max((other.first for other in person.members if other.first < one.first), default=-1)
    return any(
        other.agent is not None
        and other.head.lower == one.head.lower
        and other.mention.kind == "role"
        and not cluster.named
        and last < other.first < one.first
        for cluster in book.clusters
        if cluster is not person
        for other in cluster.members
    )


def _last_speaker(one: Facts, clusters: list[Cluster], book: Book) -> Cluster | None:
    """Return which of several was last the subject of a verb of saying before a role that speaks, or None."""
    spoke = [
        (other.first, number)
        for number, cluster in enumerate(clusters)
        for other in cluster.members
        if other.first < one.first and speaks(other.head, book)
    ]
    return clusters[max(spoke)[1]] if spoke else None


def is_said_of_someone(one: Facts, book: Book) -> bool:
    """Return whether a role says what someone is ("served as president", "was a lawyer") and names nobody itself."""
    dependents = book.parse.dependents(one.head.index)
    return one.head.dep == "xcomp" or any(
        child.dep == "cop" or (child.dep == "case" and child.lower == "as") for child in dependents
    )


def _may_hold(one: Facts, country: str | None, cluster: Cluster, book: Book) -> bool:
    """Return whether a person's office is of the role's families, or of one near them in the same known country.

    What is common to all sorts of people ("the customer") must be said of him in the same words.
    """
    families = set(one.agent.families) if one.agent else set()
    phrases = {other.agent.phrase for other in cluster.members if other.agent is not None}
    if (families & cluster.families) - VAGUE or (one.agent is not None and one.agent.phrase in phrases):
        return True
    near = {other for family in families for other in book.lexicon.near_families.get(family, ())}
    return country is not None and country == cluster.country and bool(near & cluster.families)
