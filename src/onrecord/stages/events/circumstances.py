"""Where and when an event was: chosen by clause, or none."""

from collections.abc import Sequence
from datetime import date

import msgspec

from onrecord.language import Parse, Token
from onrecord.lexicons.events import EventLexicon
from onrecord.records import PlaceMention, TimeExpression
from onrecord.records.analysis import TimeBasis
from onrecord.stages.events.clauses import is_hidden_verb, is_misread, is_verbal, preposition_of
from onrecord.stages.events.triggers import Trigger

PRECISION = ("relative", "region", "country", "province", "district", "city", "facility")
TIED_CLAUSES = frozenset({"advcl", "conj", "xcomp", "obj"})
FARTHEST_CLIMB = 12
SURE_PREPOSITIONS = frozenset({"in", "near", "at", "outside"})
# "Met elders in Tarime", "a court in Lira jailed him": who is somewhere does or undergoes it there.
ARGUMENTS = frozenset({"nmod", "obl", "obl:agent", "nsubj"})


class When(msgspec.Struct, frozen=True):
    """The time of an event as its `Event` fields take it."""

    time: str | None = None
    earliest: date | None = None
    latest: date | None = None
    basis: TimeBasis | None = None


class Surroundings:
    """The literal places and the dates of a text by the token that heads them and by sentence."""

    def __init__(self, parse: Parse, places: Sequence[PlaceMention], times: Sequence[TimeExpression]) -> None:
        """Index both; other uses of place names and durations are no circumstances."""
        self.places: dict[int, list[tuple[Token, PlaceMention]]] = {}
        self.times: dict[int, list[tuple[Token, TimeExpression]]] = {}
        for place in places:
            head = parse.head_of(place.span)
            if place.use == "literal" and head is not None:
                self.places.setdefault(head.sentence, []).append((head, place))
        for time in times:
            head = parse.head_of(time.span)
            if time.type in ("DATE", "TIME") and head is not None:
                self.times.setdefault(head.sentence, []).append((head, time))


def find_place(
    parse: Parse, trigger: Trigger, surroundings: Surroundings, lexicon: EventLexicon, recipient: Token | None = None
) -> str | None:
    """Return the id of the place mention where a trigger's event was, or None.

    A place in the trigger's own clause counts, the most precise of them; one elsewhere in the sentence only if the
    sentence has no other. With `recipient`, one of several places in a list, only a place within it.
    """
    here = surroundings.places.get(trigger.head.sentence, [])
    if recipient is not None:
        return next((place.id for head, place in here if head.index == recipient.index), None)
    heads = _clause_heads(parse, trigger)
    own = [(token, place) for token, place in here if _belongs(parse, token, heads, lexicon.place_prepositions)]
    if own:
        return _most_precise(own).id
    if len(here) == 1 and _is_unambiguous(parse, here[0][0], trigger, lexicon):
        return here[0][1].id
    return None


def _clause_heads(parse: Parse, trigger: Trigger) -> frozenset[int]:
    heads = {trigger.head.index}
    if trigger.verb is not None:
        heads.add(trigger.verb.index)
    if is_misread(parse, trigger.head):  # its object is parsed as what it describes
        heads.add(trigger.head.head)
    if is_hidden_verb(parse, trigger.head):  # its arguments are parsed as the head of the clause
        heads.add(parse.tokens[trigger.head.head].head)
    return frozenset(heads)


def _most_precise(found: list[tuple[Token, PlaceMention]]) -> PlaceMention:
    """Return the most precise place, the first of several."""
    return max(found, key=lambda one: (PRECISION.index(one[1].precision or "relative"), -one[0].index))[1]


def _belongs(parse: Parse, token: Token, heads: frozenset[int], prepositions: frozenset[str]) -> bool:
    """Return whether a place is said of a trigger: no other clause between, and the last step is "in" or an object."""
    if token.index in heads:
        return True
    below = token
    is_placed = False
    for above in parse.ancestors(token.index):
        is_placed = is_placed or preposition_of(parse, below) in SURE_PREPOSITIONS
        if above.index in heads:
            # "an airstrike by the army on a village in the north": all that hangs on a noun is said of it
            return _places(parse, below, prepositions) or (is_placed and below.dep in ARGUMENTS)
        if is_verbal(above) or below.dep in ("acl", "acl:relcl", "advcl", "ccomp", "parataxis"):
            return False
        below = above
    return False


def _places(parse: Parse, top: Token, prepositions: frozenset[str]) -> bool:
    """Return whether a dependent of a trigger says where: an object, or after a preposition of place."""
    if top.dep in ("obj", "nsubj:pass", "appos"):
        return True
    if top.dep == "advmod" and top.lower in prepositions:  # "struck a depot 30 km south of Kirkuk"
        return True
    return top.dep.startswith(("obl", "nmod")) and preposition_of(parse, top) in prepositions


def _is_unambiguous(parse: Parse, token: Token, trigger: Trigger, lexicon: EventLexicon) -> bool:
    """Return whether the only place of a sentence is said of a clause that the trigger's continues.

    It stands after "in" or the like in a clause above; for a participle ("entered Hama, taking control ...") it
    may as well be the object there.
    """
    verb = trigger.verb or trigger.head
    over = {above.index for above in parse.ancestors(verb.index)}
    below = token
    for above in parse.ancestors(token.index):
        if is_verbal(above):
            if above.index not in over or above.lemma in lexicon.reporting_verbs:
                return False
            if below.dep == "obj":
                return _continues(parse, verb, above)
            return below.dep.startswith("obl") and preposition_of(parse, below) in lexicon.place_prepositions
        below = above
    return False


def _continues(parse: Parse, verb: Token, above: Token) -> bool:
    """Return whether a verb is a participle, or coordinated with one, right under the clause of `above`."""
    while verb.dep == "conj" and verb.head != verb.index:
        verb = parse.tokens[verb.head]
    return verb.dep == "advcl" and verb.tag == "VBG" and verb.head == above.index


def find_when(parse: Parse, trigger: Trigger, surroundings: Surroundings) -> When:
    """Return the time of an event: its clause's, else the fronted one of the clause it continues, else none."""
    here = surroundings.times.get(trigger.head.sentence, [])
    if not here:
        return When()
    heads = _clause_heads(parse, trigger)
    describing = {one.index for head in heads for one in parse.dependents(head, "acl") if one.tag == "VBG"}
    own = [(token, time) for token, time in here if _is_of(parse, token, heads)] or [
        # "an offensive targeting two towns on Monday"
        (token, time)
        for token, time in here
        if _is_of(parse, token, frozenset(describing))
    ]
    if own:
        return _with_later(parse, own)
    above = trigger.verb or trigger.head
    for _ in range(FARTHEST_CLIMB):
        if above.head == above.index or (above.dep not in TIED_CLAUSES and is_verbal(above)):
            return When()
        dep, above = above.dep, parse.tokens[above.head]
        if not is_verbal(above):
            continue
        tied = [
            (token, time)
            for token, time in here
            if _is_of(parse, token, frozenset({above.index})) and (dep != "conj" or token.index < above.index)
        ]
        if tied:
            return _when(tied[0][1])
    return When()


def _with_later(parse: Parse, own: Sequence[tuple[Token, TimeExpression]]) -> When:
    """Return the first time of a clause, reaching to the last that is coordinated with it ("in May and June 2019")."""
    when = _when(own[0][1])
    listed = {own[0][0].index}
    for token, time in own[1:]:
        if token.dep != "conj" or parse.tokens[token.head].index not in listed:
            continue
        listed.add(token.index)
        if when.latest is not None and time.latest is not None and time.latest > when.latest:
            when = msgspec.structs.replace(when, latest=time.latest)
    return when


def _is_of(parse: Parse, token: Token, heads: frozenset[int]) -> bool:
    if token.index in heads:
        return True
    for above in parse.ancestors(token.index):
        if above.index in heads:
            return True
        if is_verbal(above):
            return False
    return False


def _when(time: TimeExpression) -> When:
    return When(time.id, time.earliest, time.latest, time.basis)
