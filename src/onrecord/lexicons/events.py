"""The event lexicon: codebook rules of the 16 PLOVER types, word classes, domains, contexts and sizes."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, get_args

import msgspec

from onrecord.errors import LexiconError
from onrecord.lexicons.event_forms import (
    Contexts,
    Domains,
    Modifiers,
    Rule,
    SizeRule,
    Sizes,
    Statuses,
    TypeRules,
)
from onrecord.lexicons.factuality import FactualityLexicon, Operator, load_factuality_lexicon
from onrecord.lexicons.loader import load_toml
from onrecord.records.findings import EventType

EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)
TriggerKind = Literal["verb", "noun", "adjective", "phrase"]


# A noun such as "sit-in" ends in one of these and is matched as words in a row.
PARTICLES = frozenset({"in", "up", "off", "out", "on", "over", "back", "down", "away"})


class IndexedRule(msgspec.Struct, frozen=True):
    """A rule as it is looked up by its trigger: the words beside it, and how specific it is."""

    type: TypeRules
    rule: Rule
    kind: TriggerKind
    rest: tuple[str, ...]
    specificity: int
    objects: frozenset[str]
    not_objects: frozenset[str]
    subjects: frozenset[str]
    not_subjects: frozenset[str]
    prepositions: frozenset[str]
    about: frozenset[str]
    not_about: frozenset[str]
    doers: frozenset[str]
    recipients: frozenset[str]
    actors: frozenset[str]


class EventLexicon:
    """All event lexicons, indexed by the lemma of the trigger."""

    def __init__(
        self, types: tuple[TypeRules, ...], domains: Domains, contexts: Contexts, modifiers: Modifiers
    ) -> None:
        """Index the rules; sizes and statuses are set by `load_events_lexicon`."""
        self.types: Mapping[EventType, TypeRules] = {one.type: one for one in types}
        self.domains = domains.domains
        self.public_words = frozenset(domains.public_words)
        self.contexts = contexts.contexts
        self.light_verbs = frozenset(modifiers.light_verbs)
        self.happening_verbs = frozenset(modifiers.happening_verbs)
        self.absorbing_prepositions = frozenset(modifiers.absorbing_prepositions)
        self.place_prepositions = frozenset(modifiers.place_prepositions)
        self.object_control = frozenset(modifiers.object_control)
        self.reporting_verbs = frozenset(modifiers.reporting_verbs)
        self.classes = _spell_out_classes(modifiers.classes)
        self.sizes = load_toml("events/sizes.toml", Sizes)
        self.statuses = load_toml("events/statuses.toml", Statuses)
        self.factuality: FactualityLexicon = load_factuality_lexicon()
        self.rules = {rule.id: (one, rule) for one in types for rule in one.rules}
        self.refusals = frozenset(self.statuses.refusals)
        self.index: dict[tuple[TriggerKind, str], tuple[IndexedRule, ...]] = {}
        self._fill_index()

    def _fill_index(self) -> None:
        gathered: dict[tuple[TriggerKind, str], list[IndexedRule]] = {}
        for one, rule in self.rules.values():
            for kind, words in _triggers(rule):
                key = words[-1] if kind == "noun" else words[0]
                rest = words[:-1] if kind == "noun" else words[1:]
                gathered.setdefault((kind, key), []).append(self.prepare(one, rule, kind, rest))
        for trigger, rules in gathered.items():
            self.index[trigger] = tuple(sorted(rules, key=lambda indexed: -indexed.specificity))

    def prepare(self, one: TypeRules, rule: Rule, kind: TriggerKind, rest: tuple[str, ...]) -> IndexedRule:
        """Return `rule` with its classes spelled out as sets of lemmas."""
        # An object says most about a verb's sense, a subject least: nearly every rule asks for a person there.
        weights = ((rule.objects, 3), (rule.prepositions, 2), (rule.about, 2), (rule.subjects, 1), (rule.infinitive, 1))
        return IndexedRule(
            type=one,
            rule=rule,
            kind=kind,
            rest=rest,
            specificity=3 * len(rest) + sum(weight for words, weight in weights if words),
            objects=self._spell_out(rule.objects),
            not_objects=self._spell_out(rule.not_objects),
            subjects=self._spell_out(rule.subjects),
            not_subjects=self._spell_out((*rule.not_subjects, *one.not_subjects)),
            prepositions=frozenset(rule.prepositions),
            about=self._spell_out(rule.about),
            not_about=self._spell_out(rule.not_about),
            doers=self._spell_out(one.doers),
            recipients=frozenset(one.recipients if rule.recipients is None else rule.recipients),
            actors=frozenset(one.actors if rule.actors is None else rule.actors),
        )

    def _spell_out(self, words: tuple[str, ...]) -> frozenset[str]:
        """Return `words` with the lemmas of their classes; a class name stays in, for classes of names."""
        spelled = set(words)
        for word in words:
            spelled |= self.classes.get(word, frozenset())
        return frozenset(spelled)

    def type_under(self, kind: EventType, operators: Sequence[Operator]) -> EventType:
        """Return the type that the manual gives an event of `kind` that `operators` govern.

        What is only intended is AGREE or CONCEDE ("will meet", "will withdraw"); what will not be done, REJECT.
        """
        statuses = {operator.status for operator in operators}
        intended = not statuses.isdisjoint(self.statuses.future_statuses)
        if intended and statuses <= {*self.statuses.future_statuses, "asserted", "reported"}:
            return self.statuses.futures.get(kind, kind)
        refused = kind in self.refusals and any(operator.id == "negation" for operator in operators)
        return "REJECT" if refused and intended else kind

    @cached_property
    def trigger_lemmas(self) -> frozenset[str]:
        """Every lemma that may begin or head a trigger: no other token is looked at twice."""
        return frozenset(lemma for _, lemma in self.index)

    @cached_property
    def phrase_starts(self) -> frozenset[str]:
        """The first words of all phrases."""
        return frozenset(lemma for kind, lemma in self.index if kind == "phrase")

    @cached_property
    def undergoers(self) -> frozenset[str]:
        """Nouns of people, buildings and land: what an act told by a noun is done to."""
        return self.classes["@people"] | self.classes["@building"] | self.classes["@land"]

    @cached_property
    def domain_words(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """For each word of a domain, the domains with 2 for a strong word and 1 for a weak one."""
        found: dict[str, tuple[tuple[str, int], ...]] = {}
        for domain in self.domains:
            for weight, words in ((2, domain.strong), (1, domain.weak)):
                for word in words:
                    found[word] = (*found.get(word, ()), (domain.id, weight))
        return found

    @cached_property
    def domain_exceptions(self) -> dict[str, frozenset[str]]:
        """For each domain with exceptions, the words with which a sentence is not of it."""
        return {domain.id: frozenset(domain.unless) for domain in self.domains if domain.unless}

    @cached_property
    def spreading_domains(self) -> frozenset[str]:
        """The domains that hold for a whole report once they hold for much of it."""
        return frozenset(domain.id for domain in self.domains if domain.spreads)

    @cached_property
    def context_words(self) -> dict[str, tuple[str, ...]]:
        """For each word that gives a context, those contexts."""
        found: dict[str, tuple[str, ...]] = {}
        for context in self.contexts:
            for word in context.words:
                found[word] = (*found.get(word, ()), context.id)
        return found

    @cached_property
    def amounts(self) -> dict[str, SizeRule]:
        """The worded amounts by word ("dozens")."""
        return {word: rule for rule in self.sizes.amounts for word in rule.words}

    @cached_property
    def hedges(self) -> dict[str, SizeRule]:
        """The hedges by their words ("at least")."""
        return {word: rule for rule in self.sizes.hedges for word in rule.words}

    @cached_property
    def not_people(self) -> frozenset[str]:
        """Nouns whose number counts no people ("houses", "percent")."""
        return frozenset(self.sizes.not_people)

    @property
    def operators(self) -> dict[tuple[str, str], Operator]:
        """The operators by (kind of word, lemma)."""
        return self.factuality.by_word

    @property
    def transparent(self) -> frozenset[str]:
        """Verbs that leave what they govern as real as themselves ("began to", "managed to")."""
        return self.factuality.transparent


def _spell_out_classes(classes: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Return the classes with their "@"; one that names another class holds its words too."""
    return {
        f"@{name}": frozenset(part for word in words for part in (*classes.get(word.removeprefix("@"), ()), word))
        for name, words in classes.items()
    }


def _triggers(rule: Rule) -> Iterator[tuple[TriggerKind, tuple[str, ...]]]:
    entries: tuple[str, ...]
    kind: TriggerKind
    for kind, entries in (
        ("verb", rule.verbs),
        ("noun", rule.nouns),
        ("adjective", rule.adjectives),
        ("phrase", rule.phrases),
    ):
        for entry in entries:
            words = tuple(entry.replace("-", " - ").split())  # the tokenizer parts words at hyphens
            yield ("phrase" if kind == "noun" and words[-1] in PARTICLES else kind), words


def load_events_lexicon() -> EventLexicon:
    """Return the English event lexicon.

    Raises:
        LexiconError: if a file is broken, an id stands twice, or a rule names an unknown class, mode or rule.

    """
    types = tuple(load_toml(f"events/{name.lower()}.toml", TypeRules) for name in EVENT_TYPES)
    modifiers = load_toml("events/modifiers.toml", Modifiers)
    check_rules(types, modifiers)
    return EventLexicon(
        types, load_toml("events/domains.toml", Domains), load_toml("events/contexts.toml", Contexts), modifiers
    )


def check_rules(types: tuple[TypeRules, ...], modifiers: Modifiers) -> None:
    """Refuse rules that name what does not exist.

    Raises:
        LexiconError: with the file and the rule.

    """
    known = [rule.id for one in types for rule in one.rules]
    special = {"@place", "@actor", "@person", "@name"}
    classes = {f"@{name}" for name in modifiers.classes} | special
    for one in types:
        for rule in one.rules:
            where = f"lexicons/english/events/{one.type.lower()}.toml, rule {rule.id}"
            if known.count(rule.id) > 1:
                raise LexiconError(where, "the id stands twice", "Give each rule its own id.")
            if rule.also is not None and rule.also not in known:
                raise LexiconError(where, f"there is no rule {rule.also!r}", "Name the id of a rule in `also`.")
            unknown = set(rule.modes) - set(one.modes)
            if unknown:
                raise LexiconError(where, f"unknown modes {sorted(unknown)}", f"Use one of {list(one.modes)}.")
            named = (*rule.objects, *rule.not_objects, *rule.subjects, *rule.not_subjects, *rule.about, *rule.not_about)
            strange = {word for word in (*named, *one.not_subjects) if word.startswith("@")} - classes
            if strange:
                raise LexiconError(where, f"unknown classes {sorted(strange)}", "Add them to modifiers.toml.")
