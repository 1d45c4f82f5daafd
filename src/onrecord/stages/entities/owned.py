"""Roles of one and the same person: "his lawyer" and "Mr Mensah's lawyer"."""

from onrecord.stages.entities.clusters import Book, Cluster

SINGLE_KINDS = frozenset({"person", "role"})


def key_of(cluster: Cluster) -> int:
    """Return a number that tells a cluster from others for good: that of its first mention."""
    return cluster.members[0].number


def group_owned(book: Book) -> None:
    """Put roles that belong to the same person ("his lawyer", "Mr Mensah's lawyer") into one cluster."""
    first: dict[tuple[int, str], Cluster] = {}
    for one in book.facts:
        if one.agent is None or one.agent.kind != "role" or one.agent.plural or one.number not in book.of:
            continue
        for child in book.parse.dependents(one.head.index, "nmod:poss"):
            owner = book.pronouns.get(child.index) or book.at_head.get(child.index)
            of_owner = book.of.get(owner.number) if owner is not None else None
            if of_owner is None or of_owner.kind not in SINGLE_KINDS:
                continue
            mine = book.of[one.number]
            kept = first.setdefault((key_of(of_owner), one.agent.phrase), mine)
            if kept is not mine and not mine.named and mine is not of_owner and kept is not of_owner:
                book.merge(kept, mine, "role-of-the-same-person")
