"""Pronouns: linked to the one thing they can stand for near before them, else left alone."""

from onrecord.stages.entities.clusters import Book, Cluster, Facts
from onrecord.stages.entities.named import person_gender

NEAR = 3  # sentences back for "he" and "she"
SPEAKER_REACH = 12  # mentions to either side
PLURAL_NEAR = 1  # sentences back for "they" and "it"
SINGLE_KINDS = frozenset({"person", "role"})
BODY_KINDS = frozenset({"organisation", "group", "place"})


def group_pronouns(book: Book) -> None:
    """Put every pronoun into the cluster it stands for, or into one of its own."""
    for position, one in enumerate(book.facts):
        if one.mention.kind != "pronoun":
            continue
        pronoun = book.lexicon.pronouns[one.head.lower]
        if pronoun.number == "relative":
            found, rule = _relative(one, book), "relative-pronoun"
        elif pronoun.number == "one":
            found, rule = _person(one, position, pronoun.gender, book)
        else:
            found, rule = _body(one, position, book, plural=pronoun.number == "many"), "pronoun-subject"
        if found is None:
            book.begin(one, "unresolved-pronoun")
        else:
            book.join(one, found, rule)
            if pronoun.gender and not found.gender:
                found.gender = pronoun.gender


def _relative(one: Facts, book: Book) -> Cluster | None:
    """Return what a relative clause hangs on, if it is someone known."""
    for above in book.parse.ancestors(one.head.index):
        if above.dep == "acl:relcl":
            other = book.at_head.get(above.head)
            return book.of.get(other.number) if other is not None and other.first < one.first else None
    return None


def _fits(cluster: Cluster, gender: str, book: Book) -> bool:
    """Return whether a cluster is a single person who is not known to be of the other gender."""
    if cluster.kind not in SINGLE_KINDS or cluster.plural:
        return False
    told = cluster.gender or person_gender(cluster, book)
    return not told or told == gender


def _person(one: Facts, position: int, gender: str, book: Book) -> tuple[Cluster | None, str]:
    """Return whom "he" or "she" stands for: by sentence, nearest first; in each the subject, then the only one."""
    here = one.head.sentence
    silent = _speakers_here(one, book) if one.quoted else frozenset()
    by_sentence: dict[int, list[Facts]] = {}
    for other in reversed(book.facts[:position]):
        if here - other.head.sentence > NEAR:
            break
        cluster = book.of.get(other.number)
        if cluster is None or id(cluster) in silent or not _fits(cluster, gender, book) or other.stop > one.first:
            continue
        if not _is_bound(one, other):
            by_sentence.setdefault(other.head.sentence, []).append(other)
    for sentence in sorted(by_sentence, reverse=True):
        found = _choose(by_sentence[sentence], gender, book)
        if found is not None:
            return found, "pronoun-same-sentence" if sentence == here else "pronoun-sentence-before"
        if len({id(book.of[other.number]) for other in by_sentence[sentence]}) > 1:
            return None, ""
    speaker = _only_speaker(one, position, gender, book) if _speaks(one, book) else None
    return speaker, "only-speaker-so-far"


def _speakers_here(one: Facts, book: Book) -> frozenset[int]:
    """Return the clusters that speak in the paragraph of a quoted pronoun: nobody calls himself "he"."""
    paragraph = book.parse.sentences[one.head.sentence].paragraph
    found = set()
    for number in range(max(0, one.number - SPEAKER_REACH), min(len(book.facts), one.number + SPEAKER_REACH)):
        other = book.facts[number] if number < len(book.facts) else one
        near = book.parse.sentences[other.head.sentence].paragraph == paragraph
        if near and not other.quoted and other.number in book.of and _speaks(other, book):
            found.add(id(book.of[other.number]))
    return frozenset(found)


def _is_bound(one: Facts, other: Facts) -> bool:
    """Return whether an object pronoun has the other as subject of its own verb: "she blamed her" names two."""
    plain = not one.head.lower.endswith(("self", "selves")) and "Poss=Yes" not in one.head.morph
    return plain and other.is_subject and one.head.head == other.head.head and one.head.dep in {"obj", "iobj", "obl"}


def _choose(others: list[Facts], gender: str, book: Book) -> Cluster | None:
    """Return the only candidate of a sentence, else its only subject, else the only one surely of the gender."""
    clusters = {id(book.of[other.number]): book.of[other.number] for other in others}
    if len(clusters) == 1:
        return next(iter(clusters.values()))
    named = {key: cluster for key, cluster in clusters.items() if cluster.kind == "person"}
    sure = {
        key: cluster for key, cluster in named.items() if (cluster.gender or person_gender(cluster, book)) == gender
    }
    subjects = {id(book.of[other.number]): book.of[other.number] for other in others if other.is_subject}
    for chosen in (
        {key: cluster for key, cluster in sure.items() if key in subjects},
        {key: cluster for key, cluster in named.items() if key in subjects},
        subjects,
        sure,
        named,
    ):
        if len(chosen) == 1:
            return next(iter(chosen.values()))
    return None


def _speaks(one: Facts, book: Book) -> bool:
    verb = book.parse.tokens[one.head.head]
    return one.head.dep == "nsubj" and verb.lemma in book.lexicon.rules.saying


def _only_speaker(one: Facts, position: int, gender: str, book: Book) -> Cluster | None:
    """Return the one person who has been the subject of verbs of saying so far, or the one person named so far."""
    speakers: dict[int, Cluster] = {}
    persons: dict[int, Cluster] = {}
    for other in book.facts[:position]:
        cluster = book.of.get(other.number)
        if cluster is None or cluster.kind != "person" or not _fits(cluster, gender, book):
            continue
        persons[id(cluster)] = cluster
        if other.number != one.number and _speaks(other, book):
            speakers[id(cluster)] = cluster
    chosen = speakers or persons
    return next(iter(chosen.values())) if len(chosen) == 1 else None


def _body(one: Facts, position: int, book: Book, *, plural: bool) -> Cluster | None:
    """Return the one group or body that is a subject in this sentence or the one before; no choice between two."""
    here = one.head.sentence
    for back in range(PLURAL_NEAR + 1 if one.is_subject else 1):  # a subject goes on with the subject of before
        fits: dict[int, Cluster] = {}
        rivals = 0
        for other in reversed(book.facts[:position]):
            if other.head.sentence < here - back:
                break
            cluster = book.of.get(other.number)
            if other.head.sentence != here - back or cluster is None or other.stop > one.first:
                continue
            if (
                _is_bound(one, other)
                or not other.is_subject
                or (other.mention.kind == "pronoun" and other.head.lower not in {"they", "it"})
            ):
                continue
            if _is_body(cluster, plural=plural):
                fits[id(cluster)] = cluster
            elif plural and cluster.plural:
                rivals += 1
        if fits or rivals:
            return next(iter(fits.values())) if len(fits) == 1 and not rivals else None
    return None


def _is_body(cluster: Cluster, *, plural: bool) -> bool:
    if plural:
        return cluster.plural or (cluster.kind == "nationality")
    return cluster.kind in BODY_KINDS and not any(
        one.agent is not None and one.agent.plural and one.agent.kind == "role" for one in cluster.members
    )
