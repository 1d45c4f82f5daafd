"""The lexicon of time expressions: vocabulary, normal forms and rules, compiled once when loaded.

The division is HeidelTime's (Strötgen and Gertz 2013): what words there are, what they stand for,
and how they are put together. A rule's `pattern` is a regular expression in which a blank stands for
white space, `_` for white space or a dash, `{month}` for a captured word of the class `month` (as is
`{month2}`, under its own name) and `{:month}` for an uncaptured one.
"""

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from onrecord.errors import LexiconError
from onrecord.lexicons.loader import load_toml
from onrecord.records import TimeType

Resolver = Literal[
    "date",
    "numeric-date",
    "day-of-month",
    "range",
    "range-of-years",
    "decade",
    "decade-word",
    "century",
    "spoken-year",
    "era-year",
    "fiscal-year",
    "weekday",
    "day",
    "overnight",
    "clock",
    "part",
    "period",
    "narrative-period",
    "told-period",
    "period-end",
    "weekend",
    "season",
    "quarter",
    "year-ago",
    "shift",
    "within",
    "duration",
    "vague-duration",
    "one-unit",
    "set",
    "reference",
]
RULE_FILES = ("sets", "references", "relative", "weekdays", "clock", "dates", "durations")
FOLDER = "times"
EXAMPLES_PUBLISHED_ON = "2024-12-13"

_REFERENCE = re.compile(r"\{(:?)([a-z]+)(\d?)\}")
# In this order: what a blank with a question mark, a blank, a low line and an apostrophe stand for.
_SIGNS = {" ?": r"\s*", " ": r"\s+", "_": r"(?:\s*[-‐‑–—]\s*|\s+)", "'": "['’‘]"}
_MARK = re.compile(r"[^\w’']+")
_MAX_DEPTH = 4


class TimeRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule as written.

    `on` names the word classes (`{month}`), shapes (`#year`) or single words of which one must stand in the
    text before the pattern is tried at all. `after` and `not_after` hold lower-case words that must, or must
    not, come directly before; `tags` the Penn tags the last word may have. In a `gated` rule ambiguous words
    need what the vocabulary asks for. `value` is a constant, or what the resolver asks for. Examples are
    sentences with the expression in brackets, then `=> value`, read as published on `EXAMPLES_PUBLISHED_ON`;
    in a counterexample the rule finds nothing.
    """

    id: str
    on: tuple[str, ...]
    pattern: str
    type: TimeType
    resolve: Resolver
    value: str = ""
    after: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    gated: bool = False
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rules of one TOML file, in order: of two readings of the same words the earlier rule's is kept."""

    rules: tuple[TimeRule, ...]


class Gate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When an ambiguous word may be a time: Penn tags it may have, a capital, words that must come before.

    With `given_name`, a word must come before only where another name follows ("April Jones").
    """

    tags: frozenset[str] = frozenset()
    capital: bool = False
    given_name: bool = False
    after: frozenset[str] = frozenset()


class Directions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that say on which side of publication a day lies (see vocabulary.toml)."""

    future: frozenset[str]
    participles: frozenset[str]
    modals: frozenset[str]
    deadlines: frozenset[str]
    over: frozenset[str]
    aftermath: frozenset[str]
    sourced: frozenset[str]


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Word classes written as patterns, the gates of ambiguous words, and words that tell past from future."""

    classes: dict[str, str]
    ambiguous: dict[str, Gate]
    direction: Directions


class CompiledRule(msgspec.Struct, frozen=True):
    """A rule with its pattern compiled and its place in the order of rules."""

    rule: TimeRule
    expression: re.Pattern[str]
    order: int


class TimeLexicon:
    """The loaded lexicon: what the time stage asks of it is prepared when it is made."""

    def __init__(
        self, vocabulary: Vocabulary, normal_forms: dict[str, dict[str, str]], rules: Iterable[TimeRule]
    ) -> None:
        """Compile the rules and index them by the words that set them off.

        Raises:
            LexiconError: if a pattern is wrong, an id is taken twice or a class is not defined.

        """
        self.vocabulary = vocabulary
        self.normal_forms = normal_forms
        self.rules = tuple(
            CompiledRule(rule, self._compile(rule.id, rule.pattern), order) for order, rule in enumerate(rules)
        )
        ids = [one.rule.id for one in self.rules]
        for id_ in ids:
            if ids.count(id_) > 1:
                raise LexiconError(f"lexicons/english/times, rule {id_}", "the id is taken twice", "Give it another.")
        # By the lower-case word, or the shape (such as `#year`), that sets them off.
        self.triggers = self._index()

    def _index(self) -> dict[str, tuple[CompiledRule, ...]]:
        table: dict[str, dict[int, CompiledRule]] = {}
        for rule in self.rules:
            for name in rule.rule.on:
                for word in self._first_words(rule.rule.id, name):
                    table.setdefault(word, {})[rule.order] = rule
        return {word: tuple(rules.values()) for word, rules in table.items()}

    def normal_form(self, name: str, words: str) -> str:
        """Return what `words` stand for in class `name`.

        Raises:
            KeyError: if they are not in it.

        """
        return self.normal_forms[name][" ".join(_MARK.sub(" ", words.lower().replace("’", "'")).split())]

    def _first_words(self, id_: str, name: str) -> set[str]:
        """Return the words by which a text may begin a word of the class `name`, or `name` if it is no class."""
        if not name.startswith("{"):
            return {name}
        forms = self.normal_forms.get(name.strip("{}"))
        if forms is None:
            where = f"lexicons/english/times, rule {id_}"
            raise LexiconError(where, f"`on` names no class {name}", "Name one of normal_forms.toml.")
        words: set[str] = set()
        for form in forms:
            first = re.split(r"[ ']", form)[0]
            words |= {first, f"{first}.", f"{first}s"}
        return words

    def _compile(self, id_: str, pattern: str) -> re.Pattern[str]:
        where = f"lexicons/english/times, rule {id_}"
        expanded = pattern
        for _ in range(_MAX_DEPTH):
            expanded = _REFERENCE.sub(lambda match: self._class(where, match), expanded)
        for sign, meant in _SIGNS.items():
            expanded = expanded.replace(sign, meant)
        try:
            return re.compile(rf"(?:{expanded})(?!\w)", re.IGNORECASE)
        except re.error as error:
            raise LexiconError(where, f"the pattern is wrong ({error})", "Mend it.") from error

    def _class(self, where: str, match: re.Match[str]) -> str:
        uncaptured, name, number = match.groups()
        if name in self.vocabulary.classes:
            inside = self.vocabulary.classes[name]
        elif name in self.normal_forms:
            forms = sorted(self.normal_forms[name], key=lambda form: (-len(form), form))
            inside = "|".join(form.replace(" ", "_") for form in forms)
        else:
            raise LexiconError(where, f"there is no class {name!r}", "Define it in vocabulary or normal_forms.")
        return f"(?:{inside})" if uncaptured else f"(?P<{name}{number}>{inside})"


def load_times_lexicon() -> TimeLexicon:
    """Return the English lexicon of time expressions.

    Raises:
        LexiconError: if one of its files is wrong.

    """
    vocabulary = load_toml(f"{FOLDER}/vocabulary.toml", Vocabulary)
    normal_forms = load_toml(f"{FOLDER}/normal_forms.toml", dict[str, dict[str, str]])
    files = [load_toml(f"{FOLDER}/{name}.toml", RuleFile) for name in RULE_FILES]
    return TimeLexicon(vocabulary, normal_forms, (rule for file in files for rule in file.rules))
