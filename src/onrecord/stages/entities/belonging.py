"""To which country and to which body a role belongs, by the words in it and hanging on it."""

from onrecord.stages.entities.clusters import Book, Facts

BELONGING = frozenset({"of", "for", "from", "in", "at", "with", "by"})
COUNTRY_KINDS = frozenset({"nationality", "place"})
BODY_KINDS = frozenset({"organisation", "group"})
OWNERS_OF_OWNERS = 3
OWNER_KINDS = BODY_KINDS | {"person"}


def near_names(one: Facts, book: Book) -> list[Facts]:
    """Return the names inside a role and those that own it ("Russia's envoy", "envoy of Russia"), nearest first."""
    inside = [other for other in book.inside(one) if other.number != one.number and other.mention.kind != "pronoun"]
    hanging: list[Facts] = []
    for child in book.parse.dependents(one.head.index):
        if child.dep not in {"nmod:poss", "nmod", "compound"} or one.first <= child.index < one.stop:
            continue
        cases = {token.lower for token in book.parse.dependents(child.index, "case")}
        other = book.at_head.get(child.index)
        if other is not None and (child.dep == "nmod:poss" or cases & BELONGING):
            hanging.append(other)
    return inside + hanging


def country_of(one: Facts, book: Book, steps: int = OWNERS_OF_OWNERS) -> str | None:
    """Return the country a role's own words tell, by a place, a nationality, a body or a person, or None.

    Two nationalities ("French and Egyptian warships") tell none. An owner that is itself a role is asked
    in turn ("spokesman for the Turkish army"), `steps` times at most.
    """
    near = near_names(one, book)
    told = [book.country_of_name(other) for other in near if other.mention.kind in COUNTRY_KINDS]
    countries = dict.fromkeys(country for country in told if country)
    if countries:
        inside = {book.country_of_name(other) for other in book.inside(one) if other.mention.kind in COUNTRY_KINDS}
        return None if len(inside - {None}) > 1 else next(iter(countries))
    for other in near:
        if other.mention.kind not in OWNER_KINDS:
            continue
        owner = book.of.get(other.number)
        country = owner.country if owner is not None else country_of(other, book, steps - 1) if steps else None
        if country:
            return country
    return one.agent.country if one.agent is not None else None


def owner_of(one: Facts, book: Book) -> Facts | None:
    """Return the body a role belongs to: "spokesman for the ministry", "Hamas official", or None."""
    for other in near_names(one, book):
        if other.mention.kind in BODY_KINDS:
            return other
    return None
