"""Who did it and to whom: the participants of one trigger, from its own clause and never as a cross product."""

from collections.abc import Iterable, Sequence

import msgspec

from onrecord.language import Parse, Token
from onrecord.lexicons.event_forms import OBJECT, SUBJECT
from onrecord.lexicons.events import EventLexicon
from onrecord.records import Entity, Mention, Participant, Span
from onrecord.stages.events.clauses import (
    conjuncts,
    contents,
    is_passive,
    is_verbal,
    objects,
    preposition_of,
    prepositional,
    shared_objects,
    subjects,
)
from onrecord.stages.events.constraints import undergoing
from onrecord.stages.events.names import NameLabels
from onrecord.stages.events.phrases import phrase_span
from onrecord.stages.events.sizes import with_hedge
from onrecord.stages.events.triggers import Trigger, light_verb, participle_behind

_WHERE = frozenset({"on", "in", "at", "near", "outside"})
_FAR_PREPOSITIONS = frozenset({"to", "from", "against", "with", "at", "into"})
EXPLETIVES = frozenset({"there", "this", "that", "which", "what"})
# What these threaten or use force for tells whom they are done to.
COMPLETED_TYPES = frozenset({"THREATEN", "ASSAULT", "COERCE", "REJECT"})
DYING = frozenset({"die", "perish"})
AIMING_VERBS = frozenset({"target", "aim", "direct", "hit", "strike"})
PARTNER_PREPOSITIONS = frozenset({"with", "between", "alongside"})


class Roles(msgspec.Struct, frozen=True):
    """The head tokens of the actors and of the recipients of a trigger."""

    actors: tuple[Token, ...]
    recipients: tuple[Token, ...]


class Namesakes:
    """Finds the entity that words name, by the mention that covers the head of the words."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention], entities: Sequence[Entity]) -> None:
        """Index the mentions by the token that heads them, and by every token they cover."""
        owners = {mention: entity.id for entity in entities for mention in entity.mentions}
        self._heads: dict[int, str] = {}
        self._covered: dict[int, str] = {}
        for mention in sorted(mentions, key=lambda one: one.span.start - one.span.end):
            entity = owners.get(mention.id)
            tokens = parse.tokens_in(mention.span)
            if entity is None or not tokens:
                continue
            head = parse.head_of(mention.span)
            if head is not None:
                self._heads.setdefault(head.index, entity)
            for token in tokens:
                self._covered.setdefault(token.index, entity)

    def entity_of(self, parse: Parse, head: Token, lexicon: EventLexicon) -> str | None:
        """Return the entity of a participant.

        That of a machine ("Turkish jets") is whoever sent it, that of "the city of Aleppo" is Aleppo.
        """
        found = self._heads.get(head.index) or self._covered.get(head.index)
        if found is None and head.lemma in lexicon.classes["@weapon"]:
            for child in parse.dependents(head.index, "nmod:poss", "amod", "compound"):
                found = found or self._covered.get(child.index)
        if found is None and head.lemma in lexicon.classes["@land"]:
            for preposition, other in prepositional(parse, head):
                found = found or (self._heads.get(other.index) if preposition == "of" else None)
            for child in parse.dependents(head.index, "appos", "compound"):
                found = found or self._heads.get(child.index)
        return found


def find_roles(parse: Parse, trigger: Trigger, labels: NameLabels, lexicon: EventLexicon) -> Roles:
    """Return the heads of actors and recipients, as the trigger's rule says where they stand."""
    if trigger.match.kind == "noun":
        actors, recipients = _noun_roles(parse, trigger, labels, lexicon)
    else:
        actors, recipients = _verb_roles(parse, trigger, lexicon)
    actors = [one for head in actors for one in _behind_machine(parse, head, labels, lexicon)]
    rule = trigger.match.rule
    if rule.reversed:
        actors, recipients = recipients, actors
    if rule.symmetric:
        dead = subjects(parse, parse.tokens[trigger.head.head], frozenset()) if is_death(parse, trigger.head) else []
        actors, recipients = [one for one in (*actors, *recipients) if one not in dead], dead
    kept = _tidy(actors, trigger, labels, lexicon)
    taken = {token.index for token in kept}
    return Roles(
        kept, tuple(token for token in _tidy(recipients, trigger, labels, lexicon) if token.index not in taken)
    )


def _verb_roles(parse: Parse, trigger: Trigger, lexicon: EventLexicon) -> tuple[list[Token], list[Token]]:
    """Return (actors, recipients) of a verb, an adjective or a phrase."""
    match, verb = trigger.match, trigger.verb
    if verb is None:
        return [], []
    doing = subjects(parse, verb, lexicon.object_control)
    by_preposition = [
        pair
        for head in {verb.index: verb, trigger.head.index: trigger.head}.values()
        for pair in prepositional(parse, head)
    ]
    for used in sorted(trigger.used):
        by_preposition.extend(prepositional(parse, parse.tokens[used]))
    # parsers often hang "to the tribunal" on the object before it
    late = _FAR_PREPOSITIONS & match.recipients
    by_preposition += [
        pair
        for head in contents(parse, shared_objects(parse, verb))
        for pair in prepositional(parse, head)
        if pair[0] in late
    ]
    if match.type.type in ("AID", "AGREE"):  # "20 million in relief for the islands"
        by_preposition += [
            pair
            for one in (*shared_objects(parse, verb), *(other for _, other in tuple(by_preposition)))
            if one.lemma in lexicon.classes["@aid"]
            for pair in prepositional(parse, one)
            if pair[0] == "for"
        ]
    agents = [other for preposition, other in by_preposition if preposition == "by" or other.dep == "obl:agent"]
    partners = [other for preposition, other in by_preposition if preposition in match.recipients]
    seen = undergoing(parse, verb, match, lexicon) if match.kind == "verb" else shared_objects(parse, verb)
    undergone = [one for one in seen if one.index not in trigger.used]
    if undergone and OBJECT in match.recipients:  # "killed a clerk on an island": the rest is circumstance
        partners = [other for preposition, other in by_preposition if preposition in match.recipients - _WHERE]
    indirect = [one for head in parse.dependents(verb.index, "iobj") for one in conjuncts(parse, head)]
    if trigger.passive:
        if OBJECT in match.actors and not agents:  # "troops were deployed": who moves acts
            return doing, partners
        return agents, [*(doing if OBJECT in match.recipients else []), *partners]
    actors = doing if SUBJECT in match.actors else []
    actors += [other for preposition, other in by_preposition if preposition in match.actors and preposition != "by"]
    recipients = [*indirect, *(undergone if OBJECT in match.recipients else []), *partners]
    recipients += _possessors_of_used(parse, trigger)
    if not recipients and match.type.type in COMPLETED_TYPES:
        recipients = _undergoing_complement(parse, verb, lexicon)
    if not recipients and match.type.type == "ACCUSE":
        recipients = _accused_in_clause(parse, verb, lexicon)
    return actors, recipients


def _accused_in_clause(parse: Parse, verb: Token, lexicon: EventLexicon) -> list[Token]:
    """Return who does what someone alleges ("alleged that the guards had looted the store")."""
    return [
        one
        for clause in parse.dependents(verb.index, "ccomp")
        if is_verbal(clause) and not is_passive(parse, clause)
        for one in subjects(parse, clause, lexicon.object_control)
        if one.pos == "PROPN" or one.lemma in lexicon.undergoers or one.lemma in lexicon.classes["@troops"]
    ]


def _undergoing_complement(parse: Parse, verb: Token, lexicon: EventLexicon) -> list[Token]:
    """Return whom the act that completes a verb is done to ("threatened to expel traders")."""
    return [
        one
        for clause in parse.dependents(verb.index, "xcomp", "advcl", "acl")
        if clause.tag == "VB"
        for one in objects(parse, clause)
        if one.lemma in lexicon.undergoers or one.lemma in lexicon.classes["@business"]
    ]


def _possessors_of_used(parse: Parse, trigger: Trigger) -> list[Token]:
    """Return whose thing was used or taken: "rejected Kenya's request"."""
    return [
        one
        for used in sorted(trigger.used)
        for head in parse.dependents(used, "nmod:poss")
        if head.tag != "PRP$"
        for one in conjuncts(parse, head)
    ]


def _noun_roles(
    parse: Parse, trigger: Trigger, labels: NameLabels, lexicon: EventLexicon
) -> tuple[list[Token], list[Token]]:
    """Return (actors, recipients) of a noun and its light verb."""
    match, noun, verb = trigger.match, trigger.head, trigger.verb
    actors = _light_subjects(parse, noun, verb, lexicon)
    recipients: list[Token] = []
    if verb is not None and not is_passive(parse, verb):
        recipients += [one for head in parse.dependents(verb.index, "iobj") for one in conjuncts(parse, head)]
    for child in parse.dependents(noun.index, "nmod:poss", "compound", "amod"):
        if child.dep == "nmod:poss" or _may_act(child, labels, lexicon):
            actors += [one for one in conjuncts(parse, child) if one.tag != "PRP$" or one.lower != "its"]
    actors += [
        one
        for child in parse.dependents(noun.index, "acl")
        if child.lemma == "involve"
        for one in objects(parse, child)
    ]
    if not actors and match.type.type == "PROTEST":
        actors += _doers_of_occasion(parse, noun, lexicon)
    recipients += _described_targets(parse, noun, lexicon)
    if is_death(parse, noun):
        recipients += subjects(parse, parse.tokens[noun.head], lexicon.object_control)
    for preposition, other in _pairs_of_noun(parse, noun, verb, lexicon):
        if preposition == "by" or (preposition in match.actors and preposition != SUBJECT):
            actors.append(other)
        elif preposition == "between":
            (actors if match.rule.symmetric else recipients).append(other)
        elif preposition in match.recipients or (preposition == "of" and OBJECT in match.recipients):
            recipients.append(other)
    return actors, recipients


def _pairs_of_noun(parse: Parse, noun: Token, verb: Token | None, lexicon: EventLexicon) -> list[tuple[str, Token]]:
    """Return the (preposition, noun) pairs that say who did and underwent what a noun of action tells."""
    pairs = list(prepositional(parse, noun))
    # "the shelling of a town by rebels": parsers often hang "by rebels" on the town
    pairs += [pair for _, other in tuple(pairs) for pair in prepositional(parse, other) if pair[0] == "by"]
    if verb is not None:
        pairs += [pair for pair in prepositional(parse, verb) if pair[0] != "by"]
    elif noun.dep == "nsubj" and parse.tokens[noun.head].lemma in lexicon.happening_verbs:
        # "clashes erupted in the capital between brigades": what happened is parted from its partners
        pairs += [pair for pair in prepositional(parse, parse.tokens[noun.head]) if pair[0] == "between"]
    return pairs


def _doers_of_occasion(parse: Parse, noun: Token, lexicon: EventLexicon) -> list[Token]:
    """Return who does something "in protest" or "in a boycott"."""
    above = parse.tokens[noun.head]
    if noun.dep != "obl" or not is_verbal(above) or is_passive(parse, above) or preposition_of(parse, noun) != "in":
        return []
    return subjects(parse, above, lexicon.object_control)


def is_death(parse: Parse, noun: Token) -> bool:
    """Return whether someone died in what a noun tells ("four monks died in the raid")."""
    return noun.dep == "obl" and parse.tokens[noun.head].lemma in DYING


def _described_targets(parse: Parse, noun: Token, lexicon: EventLexicon) -> list[Token]:
    """Return what a participle behind a noun says it is meant for ("an offensive targeting the port")."""
    behind = participle_behind(parse, noun, lexicon)
    clauses = [one for one in parse.dependents(noun.index, "acl") if one.lemma in AIMING_VERBS]
    found: list[Token] = []
    for clause in clauses if behind is None else [behind]:
        found += objects(parse, clause)
        found += [other for preposition, other in prepositional(parse, clause) if preposition in ("at", "against")]
    return found


def _light_subjects(parse: Parse, noun: Token, verb: Token | None, lexicon: EventLexicon) -> list[Token]:
    """Return who does the light verb of a noun, none if there is no such verb."""
    if verb is None:
        return []
    agents = [other for preposition, other in prepositional(parse, verb) if preposition == "by"]
    if is_passive(parse, verb):
        return agents
    doing = subjects(parse, verb, lexicon.object_control)
    if verb.dep in ("acl", "acl:relcl") and verb.head == noun.index:
        return agents or [one for one in doing if one.index != noun.index]
    return doing


def _may_act(token: Token, labels: NameLabels, lexicon: EventLexicon) -> bool:
    """Return whether a modifier before a noun names who did it ("police raid", "Turkish airstrikes")."""
    label = labels.labels.get(token.index)
    if label in ("LOC", "GPE"):
        return token.dep != "compound"  # "the Kabul bombing" was in Kabul, not by it
    if label in ("PERSON", "ORG", "NORP"):
        return True
    return token.lemma in lexicon.classes["@people"] or token.lemma in lexicon.classes["@troops"]


def _behind_machine(parse: Parse, head: Token, labels: NameLabels, lexicon: EventLexicon) -> list[Token]:
    """Return who is behind an attack or a weapon that is the subject: its maker if named, none for bare bullets."""
    lemma = head.lemma.lower()
    if lemma not in lexicon.classes["@weapon"] and ("noun", lemma) not in lexicon.index:
        return [head]
    if head.index in labels.labels or lemma in lexicon.classes["@people"]:
        return [head]
    is_machine = ("noun", lemma) not in lexicon.index  # "US warplanes", but "the Kabul bombing"
    found = [
        one
        for child in parse.dependents(head.index, "nmod:poss", "amod", "compound")
        if child.dep == "nmod:poss" or _may_act(child, labels, lexicon) or (is_machine and child.index in labels.labels)
        for one in conjuncts(parse, child)
    ]
    verb = light_verb(parse, head, lexicon)
    if verb is not None and not is_passive(parse, verb) and verb.head != head.index:
        found += subjects(parse, verb, lexicon.object_control)
    for clause in (head, *parse.dependents(head.index, "acl")):
        found += [other for preposition, other in prepositional(parse, clause) if preposition == "by"]
    return found


def _tidy(tokens: Iterable[Token], trigger: Trigger, labels: NameLabels, lexicon: EventLexicon) -> tuple[Token, ...]:
    """Return the tokens that can be participants, each once, in text order."""
    words = lexicon.classes["@pronoun"] | lexicon.classes["@counted"]
    kept = {
        token.index: token
        for token in tokens
        if token.lower not in EXPLETIVES
        and token.index not in trigger.used
        and not labels.is_measure(token)
        and not trigger.first <= token.index < trigger.stop
        and (token.pos in ("NOUN", "PROPN", "NUM", "ADJ", "SYM") or token.lower in words)
    }
    return tuple(kept[index] for index in sorted(kept))


def make_participants(
    parse: Parse, heads: Iterable[Token], namesakes: Namesakes, lexicon: EventLexicon
) -> tuple[Participant, ...]:
    """Return the participants that `heads` name; words that name the same entity twice stand once."""
    found: dict[tuple[str | None, Span | None], Participant] = {}
    for head in heads:
        span = _possessive_span(head) or with_hedge(parse, phrase_span(parse, head), lexicon)
        entity = namesakes.entity_of(parse, head, lexicon)
        key = (entity, None) if entity else (None, span)
        found.setdefault(key, Participant(entity=entity, span=span))
    return tuple(found.values())


def _possessive_span(head: Token) -> Span | None:
    return head.span if head.tag == "PRP$" else None
