"""The lexicon of factuality: words that make an event less than a fact, and what a cue makes of what it tells."""

from functools import cached_property

import msgspec

from onrecord.lexicons.loader import load_toml
from onrecord.records import Factuality, Status


class Operator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that change how real what they govern is, and what that makes of it.

    `author` is how sure the report's own voice is of the event, `source` how sure the one who says it is, and
    `negated` how sure both are where the operator itself is negated ("is not expected to"). `marks` stand before a
    clause ("if"), `openings` are phrases before a clause or a noun ("in case of"). `barring` verbs keep someone from
    it, `infinitives` are verbs that govern nothing else, `failing` verbs end what a noun is for ("the attempt to flee
    failed"), `degrees` stand with "to" ("too weak to", "has yet to"). A `yielding` operator says nothing beside
    another. Where the operator is `intending`, a clause that tells something in the past is no content of it
    ("insisted that they had fled").
    """

    id: str
    status: Status
    author: Factuality
    source: Factuality
    rank: int
    negated: Factuality = "Uu"
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    auxiliaries: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    barring: tuple[str, ...] = ()
    infinitives: tuple[str, ...] = ()
    failing: tuple[str, ...] = ()
    degrees: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    intending: bool = False
    yielding: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


class CueStatus(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a statement's cue makes of its content: the status, and how sure its source and its teller are.

    `source` and `author` hold for what the content tells as a fact; `negated_source`, `negated_author` and
    `negated_status` where the statement itself is negated ("did not know that"), and `unowned_author` where nobody
    is named who makes it ("is accused of"). `own_act` is the status where the content is what its source will do
    ("warned that it would"). Without `cues`, the row is that of the whole class; with the class "any", its cues
    have it in each class.
    """

    id: str
    cue_class: str
    status: Status
    author: Factuality
    source: Factuality
    negated_author: Factuality = "Uu"
    negated_source: Factuality = "Uu"
    negated_status: Status = "reported"
    unowned_author: Factuality | None = None
    own_act: Status | None = None
    cues: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


class _Operators(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of operators; `transparent` verbs leave what they govern as real as themselves.

    `ends` are nouns that take what they govern for granted ("an end to the shelling"), `presuming` verbs do so with
    what is told as known ("blamed for the raid").
    """

    transparent: tuple[str, ...]
    ends: tuple[str, ...]
    presuming: tuple[str, ...]
    operators: tuple[Operator, ...]


class _Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of cues; a cue with one of the `false` adverbs tells what is not so ("falsely claimed")."""

    false: tuple[str, ...]
    cues: tuple[CueStatus, ...]


class FactualityLexicon(msgspec.Struct, frozen=True, dict=True):
    """The operators and the rows of cues, looked up by word."""

    transparent: frozenset[str]
    ends: frozenset[str]
    presuming: frozenset[str]
    operators: tuple[Operator, ...]
    cues: tuple[CueStatus, ...]
    false: frozenset[str]

    @cached_property
    def by_word(self) -> dict[tuple[str, str], Operator]:
        """The operators by (kind of word, lemma): kinds as in `language.governing`."""
        found: dict[tuple[str, str], Operator] = {}
        for operator in self.operators:
            for kind, words in (
                ("verb", operator.verbs),
                ("noun", operator.nouns),
                ("adjective", operator.adjectives),
                ("auxiliary", operator.auxiliaries),
                ("adverb", operator.adverbs),
                ("mark", operator.marks),
                ("barring", operator.barring),
                ("infinitive", operator.infinitives),
                ("failing", operator.failing),
                ("degree", operator.degrees),
            ):
                found.update(dict.fromkeys(((kind, word) for word in words), operator))
        return found

    @cached_property
    def by_id(self) -> dict[str, Operator]:
        """The operators by id."""
        return {operator.id: operator for operator in self.operators}

    @cached_property
    def openings(self) -> dict[tuple[str, ...], Operator]:
        """The operators by their opening phrases, each as words."""
        return {tuple(phrase.split()): operator for operator in self.operators for phrase in operator.openings}

    @cached_property
    def openings_by_word(self) -> dict[str, list[tuple[str, ...]]]:
        """The opening phrases by their first words."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self.openings:
            found.setdefault(phrase[0], []).append(phrase)
        return found

    @cached_property
    def ranks(self) -> dict[Status, int]:
        """The rank of each status: that of its first operator."""
        return {operator.status: operator.rank for operator in sorted(self.operators, key=lambda one: -one.rank)}

    @cached_property
    def rows(self) -> dict[tuple[str, str], CueStatus]:
        """The cue rows by (cue class, lemma of a named cue); the lemma is empty for the class as a whole."""
        return {(row.cue_class, cue): row for row in self.cues for cue in row.cues or ("",)}


def load_factuality_lexicon() -> FactualityLexicon:
    """Return the English lexicon of factuality.

    Raises:
        LexiconError: if a file is missing or malformed.

    """
    operators = load_toml("factuality/operators.toml", _Operators)
    cues = load_toml("factuality/cues.toml", _Cues)
    return FactualityLexicon(
        transparent=frozenset(operators.transparent),
        ends=frozenset(operators.ends),
        presuming=frozenset(operators.presuming),
        operators=operators.operators,
        cues=cues.cues,
        false=frozenset(cues.false),
    )
