"""The words by which names, titles and roles are recognised, and how a name's kind is corrected by its surroundings."""

from functools import cached_property
from typing import Literal

import msgspec

from onrecord.errors import LexiconError
from onrecord.lexicons.loader import load_csv, load_toml

Gender = Literal["male", "female", ""]
IRREGULAR = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "people",
    "wife": "wives",
    "thief": "thieves",
}
INHERITED = "*"  # before sectors that a modifier, or the body the role belongs to, overrules


class Agent(msgspec.Struct, frozen=True, kw_only=True):
    """A noun phrase that stands for someone by what they are: "foreign minister", "gunmen", "parliament".

    `inherits` says that its modifiers ("rebel leader") or the body it belongs to tell its sectors,
    and `sectors` only stand in where they tell none; `families` name the roles that may point back to
    one another ("minister", "diplomat"). `country` is IGO or NGO for bodies of no state.
    """

    phrase: str
    kind: Literal["role", "group", "organisation"]
    sectors: tuple[str, ...]
    families: tuple[str, ...]
    gender: Gender
    plural: bool
    inherits: bool
    country: str | None = None


class Title(msgspec.Struct, frozen=True, kw_only=True):
    """A word or words before a person's name, with the gender and sectors they tell, if any."""

    gender: Gender
    sectors: tuple[str, ...]


class Pronoun(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Pronouns of one number and gender; `body` stands for an organisation, `relative` for the noun it hangs on."""

    words: tuple[str, ...]
    number: Literal["one", "many", "relative", "body"]
    gender: Gender


class KindCue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words in, before or after a name that say what kind of thing it names, whatever the model said.

    Only a name whose kind is in `wrong` is changed.
    """

    id: str
    kind: Literal["place", "group", "organisation", "facility"]
    wrong: tuple[str, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class NameRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The form of `names.toml`."""

    saying: frozenset[str]
    former: frozenset[str]
    indefinite: frozenset[str]
    light_words: frozenset[str]
    heading_verbs: frozenset[str]
    outside: frozenset[str]
    state_words: frozenset[str]
    same_groups: tuple[tuple[str, ...], ...]
    near_offices: tuple[tuple[str, ...], ...]
    ship_prefixes: frozenset[str]
    loose_ranks: frozenset[str]
    media_nouns: frozenset[str]
    departments: frozenset[str]
    company_words: frozenset[str]
    kin: frozenset[str]
    things_when_owned: frozenset[str]
    nicknames: tuple[tuple[str, ...], ...]
    title_roles: dict[str, str]
    sector_words: dict[str, tuple[str, ...]]
    pronoun: tuple[Pronoun, ...]
    cue: tuple[KindCue, ...]


class NamesLexicon:
    """The rules of names with their look-up tables, all keyed by lower-case words joined by spaces."""

    def __init__(
        self,
        rules: NameRules,
        agents: dict[str, Agent],
        titles: dict[str, Title],
        first_names: dict[str, Gender],
    ) -> None:
        """Keep the parts."""
        self.rules = rules
        self.agents = agents
        self.titles = titles
        self.first_names = first_names

    @cached_property
    def agent_heads(self) -> dict[str, int]:
        """For the last word of every agent phrase, how many words the longest phrase that ends so has."""
        return _longest_by_last(self.agents)

    @cached_property
    def title_firsts(self) -> dict[str, int]:
        """For the first word of every title and role, how many words the longest that begins so has."""
        longest: dict[str, int] = {}
        single = (phrase for phrase, agent in self.agents.items() if not agent.plural and agent.kind == "role")
        for phrase in (*self.titles, *single):
            words = phrase.split(" ")
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
        return longest

    @cached_property
    def facility_words(self) -> frozenset[str]:
        """The last words by which a name is that of a facility ("bridge", "airport")."""
        return frozenset(word for cue in self.rules.cue if cue.kind == "facility" for word in cue.last)

    @cached_property
    def group_nouns(self) -> dict[str, str]:
        """For each noun that others may stand in for, the first of them ("soldiers" for "troops")."""
        return {noun: nouns[0] for nouns in self.rules.same_groups for noun in nouns}

    @cached_property
    def full_given_names(self) -> dict[str, frozenset[str]]:
        """For each short form of a given name, the names it may be short for."""
        found: dict[str, set[str]] = {}
        for full, *shorts in self.rules.nicknames:
            for short in shorts:
                found.setdefault(short, set()).add(full)
        return {short: frozenset(fulls) for short, fulls in found.items()}

    @cached_property
    def near_families(self) -> dict[str, frozenset[str]]:
        """For each family of offices, those that may be spoken of by it: a "leader" may be a president."""
        return {family: frozenset(families) for family, *families in self.rules.near_offices}

    @cached_property
    def pronouns(self) -> dict[str, Pronoun]:
        """Each pronoun with its number and gender."""
        return {word: pronoun for pronoun in self.rules.pronoun for word in pronoun.words}


def _longest_by_last(phrases: dict[str, Agent]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for phrase in phrases:
        words = phrase.replace("-", " ").replace("'", " ").split(" ")
        longest[words[-1]] = max(longest.get(words[-1], 0), len(words))
    return longest


def _plural(phrase: str) -> str:
    """Return the plural of a noun phrase, by its last word ("man", "spy", "boss") or its first ("chief of staff")."""
    head, of, rest = phrase.partition(" of ")
    *before, last = head.split(" ")
    for ending, plural in IRREGULAR.items():
        if last.endswith(ending) and (last == ending or ending in {"man", "woman"}):
            last = last.removesuffix(ending) + plural
            break
    else:
        if last.endswith(("s", "sh", "ch", "x")):
            last += "es"
        elif last.endswith("y") and last[-2:-1] not in "aeiou":
            last = f"{last[:-1]}ies"
        else:
            last += "s"
    return " ".join((*before, last)) + of + rest


def _agents(rows: tuple[dict[str, str], ...]) -> dict[str, Agent]:
    """Return the agents by phrase; single persons and bodies get their plural beside them."""
    found: dict[str, Agent] = {}
    plurals: dict[str, Agent] = {}
    for row in rows:
        if row["kind"] not in {"role", "group", "organisation"}:
            where = f"lexicons/english/agents.csv, {row['phrase']}"
            raise LexiconError(where, f"unknown kind {row['kind']!r}", "Use role, group or organisation.")
        agent = Agent(
            phrase=row["phrase"],
            kind=row["kind"],  # type: ignore[arg-type] # checked above
            sectors=tuple(told.split(";")) if (told := row["sectors"].lstrip(INHERITED)) else (),
            families=tuple(row["family"].split(";")) if row["family"] else (),
            gender=row["gender"],  # type: ignore[arg-type] # one of three words
            plural=row["kind"] == "group",
            inherits=row["sectors"].startswith(INHERITED),
            country=row["country"] or None,
        )
        found[agent.phrase] = agent
        if agent.kind != "group" or not agent.phrase.endswith("s"):
            kind = "group" if agent.kind == "role" else agent.kind
            plural = msgspec.structs.replace(agent, phrase=_plural(agent.phrase), kind=kind, plural=True)
            plurals[plural.phrase] = plural
    return plurals | found


def load_names_lexicon() -> NamesLexicon:
    """Return the lexicon of names, titles and roles.

    Raises:
        LexiconError: with file and key, if one of its files is wrong.

    """
    titles = {
        row["title"]: Title(
            gender=row["gender"],  # type: ignore[arg-type] # one of three words
            sectors=tuple(row["sectors"].split(";")) if row["sectors"] else (),
        )
        for row in load_csv("titles.csv")
    }
    first_names: dict[str, Gender] = {row["name"]: row["gender"] for row in load_csv("first_names.csv")}  # type: ignore[misc] # one of two words
    return NamesLexicon(load_toml("names.toml", NameRules), _agents(load_csv("agents.csv")), titles, first_names)
