"""Roles that stand by a name and are the same person or body: titles, appositions, "is", acronyms in brackets."""

from onrecord.language.parse import Parse
from onrecord.stages.entities.clusters import Book, Facts

BODIES = frozenset({"organisation", "group"})
LONGEST_GAP = 3  # tokens between a name and its apposition: a comma, an article, an adverb


def attach_roles(book: Book) -> None:
    """Join roles with the names they stand by. A role in the plural, or one that is denied, joins nobody."""
    for one in book.facts:
        if one.named and one.mention.kind == "person":
            book.of[one.number].families.update(_title_families(one, book))
    by_first = {one.first: one for one in book.facts if one.named}
    by_first |= {_title_first(one, book): one for one in book.facts if one.mention.kind == "person"}
    by_stop = {one.stop: one for one in book.facts if one.named}
    for one in reversed(book.facts):
        if one.agent is None or one.number in book.of:
            continue
        name, rule = _title(one, by_first)
        if name is None:
            name, rule = _apposition(one, by_first, by_stop, book)
        if name is None:
            name, rule = _predicate(one, book)
        if name is not None and name.number in book.of and not _covers(one, name):
            cluster = book.of[name.number]
            book.join(one, cluster, rule)
            cluster.families.update(one.agent.families)
            if rule == "title-before-name":
                by_first[one.first] = name  # a second title may stand before the first


def _title_first(one: Facts, book: Book) -> int:
    """Return the first token of the titles right before a person's name ("Lt. Col."), or of the name itself."""
    tokens, first = book.parse.tokens, one.first
    while first > book.parse.sentences[one.head.sentence].first:
        step = 2 if tokens[first - 1].text == "." and first > 1 else 1
        if tokens[first - step].lower.rstrip(".") not in book.lexicon.titles:
            break
        first -= step
    return first


def _title_families(one: Facts, book: Book) -> tuple[str, ...]:
    """Return the families of the role that a short title right before a name, or its first word, stands for."""
    first = _title_first(one, book)
    words = [token.lower.rstrip(".") for token in book.parse.tokens[first : one.first] if token.text != "."]
    for title in (" ".join(words), *words[-1:], one.folded.split(" ")[0]):
        agent = book.lexicon.agents.get(book.lexicon.rules.title_roles.get(title, ""))
        if agent is not None:
            return agent.families
    return ()


def _covers(one: Facts, name: Facts) -> bool:
    return one.first <= name.first and name.stop <= one.stop


def _agree(one: Facts, name: Facts) -> bool:
    """Return whether a role and a name can be one: a single person, or a body for a body."""
    if one.agent is None:
        return False
    if name.mention.kind == "person":
        return one.agent.kind == "role" and not one.agent.plural
    return name.mention.kind in BODIES and one.mention.kind in BODIES and not one.folded.endswith("s")


def _title(one: Facts, by_first: dict[int, Facts]) -> tuple[Facts | None, str]:
    name = by_first.get(one.stop)
    return (name, "title-before-name") if name is not None and _agree(one, name) else (None, "")


def _apposition(
    one: Facts, by_first: dict[int, Facts], by_stop: dict[int, Facts], book: Book
) -> tuple[Facts | None, str]:
    """Return the name the role is an apposition of: "X, the minister", "the minister, X", "the deputy minister (X)"."""
    tokens = book.parse.tokens
    for start in range(one.first, max(one.first - LONGEST_GAP - 1, -1), -1):
        name = by_stop.get(start)
        gap = [token.lower for token in tokens[start : one.first]]
        if name is None or not gap or gap[0] != ",":
            continue
        linked = one.head.dep == "appos" or name.first <= one.head.head < name.stop
        if linked and _agree(one, name) and one.head.sentence == name.head.sentence:
            return name, "apposition"
    if one.stop + 1 < len(tokens) and tokens[one.stop].text in {",", "("}:
        name = by_first.get(one.stop + 1)
        if (
            name is not None
            and _agree(one, name)
            and name.head.dep == "appos"
            and one.before not in book.lexicon.rules.indefinite
        ):
            return name, "apposition"
    return None, ""


def _predicate(one: Facts, book: Book) -> tuple[Facts | None, str]:
    """Return the name that a copula says the role of."""
    if is_stated(one, book):
        for token in book.parse.dependents(one.head.index, "nsubj"):
            name = book.at_head.get(token.index)
            if name is not None and name.named and _agree(one, name):
                return name, "copula"
    return None, ""


def is_stated(one: Facts, book: Book) -> bool:
    """Return whether a copula plainly says the role of someone: "X is the mayor", not "X is not" and not "X may be"."""
    dependents = book.parse.dependents(one.head.index)
    copula = [token for token in dependents if token.dep == "cop"]
    hedged = any(
        token.dep in {"aux", "mark"} or "Polarity=Neg" in token.morph or token.lower in {"not", "n't"}
        for token in dependents
    )
    return bool(copula) and not hedged and copula[0].lower in {"is", "was", "’s", "'s"}


def headed_by(one: Facts, parse: Parse, heading: frozenset[str]) -> int | None:
    """Return the index of the object in "X, who heads Y", or None."""
    for child in parse.dependents(one.head.index, "acl:relcl"):
        if child.lemma in heading:
            objects = parse.dependents(child.index, "obj")
            return objects[0].index if objects else None
    return None
