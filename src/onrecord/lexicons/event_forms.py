"""The forms that the TOML files of the event lexicon are read into."""

from typing import Literal

import msgspec

from onrecord.records import Status
from onrecord.records.findings import EventType

# Grammatical places that hold a participant; anything else in `recipients` and `actors` is a preposition.
OBJECT = "object"
SUBJECT = "subject"
SizeField = Literal["dead", "injured", "arrested", "participants"]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One codebook rule: words that trigger an event of a type, and what must or must not stand around them.

    `verbs` may carry a particle ("carry out"), `nouns` modifiers before the head ("air strike"); `phrases` are
    words in a row, each a lemma or a form. `light` nouns need a light verb ("gave support"), an `infinitive` verb
    a clause with "to" ("told him to go"). `objects`, `subjects`, `prepositions` and `about` name lemmas or word
    classes ("@troops"); `about` looks at the words that follow. A `symmetric` event has its partners as actors
    too; one of `several` has at least two doers; in a `reversed` one the subject undergoes it. A `transitive` verb
    without an object is a headline's passive. `also` names a second rule that fires with this one.
    """

    id: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    not_objects: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    not_subjects: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    not_about: tuple[str, ...] = ()
    light: bool = False
    infinitive: bool = False
    transitive: bool = False
    symmetric: bool = False
    several: bool = False
    reversed: bool = False
    recipients: tuple[str, ...] | None = None
    actors: tuple[str, ...] | None = None
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    size: SizeField | None = None
    score: float = 0.8
    also: str | None = None
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


class TypeRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rules of one PLOVER type with its quad class, intensity, default CAMEO code and modes.

    `recipients` and `actors` say where a rule's participants stand unless the rule says otherwise:
    "subject", "object" or prepositions. `not_subjects` never do such a thing, `doers` alone do it (empty: anyone).
    """

    type: EventType
    quad: int
    intensity: float
    cameo: str
    rules: tuple[Rule, ...]
    modes: tuple[str, ...] = ()
    recipients: tuple[str, ...] = (OBJECT,)
    actors: tuple[str, ...] = (SUBJECT, "by")
    not_subjects: tuple[str, ...] = ()
    doers: tuple[str, ...] = ()


class Domain(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A field of life whose words give no political event: one of `strong`, or two of `weak`, in a sentence.

    A word of `unless` in the sentence tells of force after all. A domain that `spreads` holds for the whole report
    once it holds for much of it: its sentences then borrow the words of war without naming the game.
    """

    id: str
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    unless: tuple[str, ...] = ()
    spreads: bool = False


class Domains(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All domains without political events, and the words of state and force that outweigh their weak words."""

    public_words: tuple[str, ...]
    domains: tuple[Domain, ...]


class Context(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A PLOVER context, given to an event by a word or a pair of words in its sentence."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class Contexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All 37 PLOVER contexts."""

    contexts: tuple[Context, ...]


class Modifiers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words around a trigger: light verbs and verbs of happening, and classes of nouns ("@troops" in the rules)."""

    light_verbs: tuple[str, ...]
    happening_verbs: tuple[str, ...]
    absorbing_prepositions: tuple[str, ...]
    place_prepositions: tuple[str, ...]
    object_control: tuple[str, ...]
    reporting_verbs: tuple[str, ...]
    classes: dict[str, tuple[str, ...]]


class SizeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a worded number is read as a range; `times` bounds multiply a stated number, `low` and `high` are plain.

    An example is a noun phrase, "=" and the range ("dozens of villagers = 24..").
    """

    id: str
    words: tuple[str, ...]
    low: int | None = None
    high: int | None = None
    low_times: float | None = None
    high_times: float | None = None
    low_plus: int = 0
    high_plus: int = 0
    examples: tuple[str, ...] = ()


class Sizes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Number words, worded amounts ("dozens") and hedges ("at least"), and the nouns that are no people."""

    numbers: dict[str, int]
    multipliers: dict[str, int]
    amounts: tuple[SizeRule, ...]
    hedges: tuple[SizeRule, ...]
    not_people: tuple[str, ...]
    dead_words: tuple[str, ...]
    injured_words: tuple[str, ...]


class Statuses(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The types of what is only intended, by its statuses, and the types whose refusal is an event of its own."""

    futures: dict[EventType, EventType]
    future_statuses: tuple[Status, ...]
    refusals: tuple[EventType, ...]
