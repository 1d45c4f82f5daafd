"""One happening told by several words is one event: which triggers only add to another one."""

from collections.abc import Iterator, Sequence

import msgspec

from onrecord.language import Parse, Token
from onrecord.lexicons.events import EventLexicon
from onrecord.records.findings import EventType
from onrecord.stages.events.clauses import is_misread, is_verbal, preposition_of
from onrecord.stages.events.participants import Roles
from onrecord.stages.events.sizes import harm_of
from onrecord.stages.events.triggers import Trigger

# A demand is part of the protest that makes it; troops that move into a fight are part of the fight.
CONTAINED: set[tuple[EventType, EventType]] = {
    ("PROTEST", "REQUEST"),
    ("PROTEST", "ACCUSE"),
    ("ASSAULT", "MOBILIZE"),
    ("CONSULT", "REQUEST"),
}
NOMINAL = frozenset({"NOUN", "PROPN"})


Key = tuple[int, EventType]


class Told(msgspec.Struct, frozen=True):
    """A trigger with its participants, and the triggers that tell more of the same happening."""

    trigger: Trigger
    roles: Roles
    more: tuple["Told", ...] = ()

    def everything(self) -> Iterator["Told"]:
        """Yield this and all that was merged into it."""
        yield self
        for one in self.more:
            yield from one.everything()


def merge_triggers(parse: Parse, told: Sequence[Told], lexicon: EventLexicon) -> list[Told]:
    """Return one `Told` a happening, in text order."""
    at = {(one.trigger.head.index, one.trigger.match.type.type): one for one in told}
    main: dict[Key, Key | None] = {}
    for key, one in at.items():
        main[key] = _main_of(parse, one, at, lexicon) or _attack_over_toll(one, at, lexicon)
    gathered: dict[Key, list[Told]] = {}
    for key, one in at.items():
        top = _follow(key, main)
        if top != key and top[1] == key[1]:
            gathered.setdefault(top, []).append(one)
    return [
        msgspec.structs.replace(one, more=tuple(gathered.get(key, ()))) for key, one in at.items() if main[key] is None
    ]


def _follow(key: Key, main: dict[Key, Key | None]) -> Key:
    seen = {key}
    while (above := main.get(key)) is not None and above not in seen:
        seen.add(above)
        key = above
    return key


def _main_of(parse: Parse, one: Told, at: dict[Key, Told], lexicon: EventLexicon) -> Key | None:
    """Return the key of the trigger that `one` only adds to, or None if it stands by itself."""
    trigger, kind = one.trigger, one.trigger.match.type.type
    for over, dep in _over(parse, trigger):
        for outer, inner in CONTAINED:
            if inner == kind and (over.index, outer) in at:
                return over.index, outer
        other = at.get((over.index, kind))
        if other is not None and _adds(parse, trigger, other.trigger, dep, lexicon):
            return over.index, kind
        if dep == "acl" and trigger.head.tag == "VB":  # "fired tear gas to disperse ...", with the verb misread
            for before in parse.dependents(over.index, "amod"):
                if (before.index, kind) in at and is_misread(parse, before):
                    return before.index, kind
    return None


def _attack_over_toll(one: Told, at: dict[Key, Told], lexicon: EventLexicon) -> Key | None:
    """Return the attack that a toll belongs to: its participle's ("carried out raids, killing ten") or its subject."""
    head, kind = one.trigger.head, one.trigger.match.type.type
    before = at.get((head.index - 1, kind))
    if before is not None and before.trigger.head.dep in ("compound", "amod") and head.tag == "VBG":
        return before.trigger.head.index, kind  # "an offensive targeting the port"
    if kind != "ASSAULT" or not _tells_harm(one.trigger, lexicon):
        return None
    verbs = {head.index}
    if head.dep == "advcl" and head.tag == "VBG":
        verbs.add(head.head)
    for key, other in at.items():
        noun = other.trigger
        if key[1] != kind or noun.match.kind != "noun" or _tells_harm(noun, lexicon):
            continue
        is_subject = noun.head.head == head.index and noun.head.dep in ("nsubj", "obl:unmarked")
        if is_subject or (noun.verb is not None and noun.verb.index in verbs - {head.index}):
            return key
    return None


def _tells_harm(trigger: Trigger, lexicon: EventLexicon) -> bool:
    return trigger.match.rule.size is not None or harm_of(trigger.head.lemma.lower(), lexicon) is not None


def _over(parse: Parse, trigger: Trigger) -> Iterator[tuple[Token, str]]:
    """Yield the words above a trigger with the relation by which it hangs on them, up to the next clause but one."""
    token = trigger.head
    verbs = 0
    for above in parse.ancestors(token.index):
        yield above, token.dep
        if is_verbal(above) and above.index != (trigger.verb or trigger.head).index:
            verbs += 1
        if verbs or token.dep in ("acl:relcl", "ccomp", "parataxis"):
            return
        token = above


def _adds(parse: Parse, trigger: Trigger, other: Trigger, dep: str, lexicon: EventLexicon) -> bool:
    """Return whether a trigger tells more of the happening of `other`, which is of its type and stands above it."""
    if trigger.match.kind == "noun" and other.match.kind == "noun":
        return trigger.verb is None or trigger.verb == other.verb
    if trigger.match.kind == "noun" or trigger.head.pos in NOMINAL:
        return _noun_adds(parse, trigger, other, dep, lexicon)
    if dep in ("xcomp", "advcl") and trigger.head.tag == "VB":
        return True
    if dep in ("acl", "acl:relcl") and other.match.kind == "noun":
        return True  # "an offensive targeting the town"
    return _tells_harm(trigger, lexicon) and dep in ("advcl", "conj", "xcomp", "dep", "parataxis", "acl")


def _noun_adds(parse: Parse, trigger: Trigger, other: Trigger, dep: str, lexicon: EventLexicon) -> bool:
    """Return whether a noun is the subject, object or occasion of the verb `other` ("killed in an airstrike")."""
    if trigger.verb is not None and trigger.verb.index == other.head.index:
        return True
    if dep == "nsubj" and trigger.match.type.type == "ASSAULT" and _tells_harm(other, lexicon):
        return _tells_harm(trigger, lexicon)  # an attack is told by its own name, its toll adds to it
    if dep in ("nsubj", "nsubj:pass", "obj") or _is_occasion(parse, trigger.head, lexicon):
        return True
    return trigger.match.type.type == "CONSULT" and preposition_of(parse, trigger.head) == "for"


def _is_occasion(parse: Parse, noun: Token, lexicon: EventLexicon) -> bool:
    preposition = preposition_of(parse, noun)
    return preposition in lexicon.absorbing_prepositions or preposition == "by"
