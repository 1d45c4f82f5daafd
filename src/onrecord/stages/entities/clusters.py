"""The working form of entities while a report is read: facts about each mention, and clusters that grow."""

from bisect import bisect_left

import msgspec

from onrecord.knowledge.actors import ActorIndex, fold_name
from onrecord.knowledge.places import PlaceIndex
from onrecord.language.parse import Parse, Token
from onrecord.lexicons.names import Agent, Gender, NamesLexicon
from onrecord.records import Mention, MentionKind

NAME_KINDS = frozenset({"person", "organisation", "place", "facility", "nationality", "group"})
NOMINAL_RULE = "agent:"
PARTICLES = frozenset(
    {
        "al",
        "el",
        "an",
        "ash",
        "ad",
        "at",
        "ar",
        "as",
        "bin",
        "ibn",
        "abu",
        "de",
        "da",
        "dos",
        "van",
        "von",
        "der",
        "la",
        "jr",
        "sr",
        "ii",
        "iii",
    }
)
LARGE_CITY = 100_000  # people
DOMINANCE = 10
OPENING = frozenset("“«") | {"``"}
CLOSING = frozenset("”»")
STRAIGHT = frozenset({'"', "''"})  # opens and closes


class Known(msgspec.Struct, frozen=True):
    """What the stage looks things up in; `places` may be missing, and cities then tell no country."""

    lexicon: NamesLexicon
    actors: ActorIndex
    places: PlaceIndex | None = None


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What the stage needs to know of a mention: its tokens, its head, its folded words, its role if it is one.

    `words` are the folded words without articles and particles such as "al" and "bin"; `named` says that the
    mention is a name, and neither a role nor a pronoun.
    """

    number: int
    mention: Mention
    first: int
    stop: int
    head: Token
    agent: Agent | None
    folded: str
    words: tuple[str, ...]
    named: bool
    before: str
    quoted: bool

    @property
    def is_subject(self) -> bool:
        """Whether its head is the subject of a clause."""
        return self.head.dep.startswith("nsubj")


class Cluster:
    """The mentions of one thing so far, in the order they were joined, with the rules that joined them."""

    def __init__(self, first: Facts, rule: str) -> None:
        """Begin with one mention."""
        self.members = [first]
        self.rules = [rule]
        self.kind: MentionKind = first.mention.kind
        self.gender: Gender = ""
        self.families: set[str] = set()
        self.country: str | None = None

    def add(self, facts: Facts, rule: str) -> None:
        """Take in a mention, by a rule."""
        self.members.append(facts)
        if rule not in self.rules:
            self.rules.append(rule)

    @property
    def named(self) -> bool:
        """Whether one of its mentions is a name."""
        return any(one.named for one in self.members)

    @property
    def plural(self) -> bool:
        """Whether it stands for several: a group, or a role in the plural."""
        return self.kind == "group" or any(one.agent is not None and one.agent.plural for one in self.members)


class Book:
    """All mentions of a report as facts, and for each the cluster it is in, if any yet."""

    def __init__(self, parse: Parse, facts: list[Facts], known: Known) -> None:
        """Begin with no clusters."""
        self.parse = parse
        self.facts = facts
        self.lexicon = known.lexicon
        self.actors = known.actors
        self._places = known.places
        self.stops = {one.stop for one in facts if one.agent is not None}
        self._firsts = [one.first for one in facts]
        self.clusters: list[Cluster] = []
        self.of: dict[int, Cluster] = {}
        self.at_head: dict[int, Facts] = {}
        self.pronouns = {one.head.index: one for one in facts if one.mention.kind == "pronoun"}
        for one in facts:
            if one.mention.kind != "pronoun":
                self.at_head.setdefault(one.head.index, one)

    def inside(self, one: Facts) -> list[Facts]:
        """Return the mentions that lie inside a mention, itself left out."""
        start, stop = bisect_left(self._firsts, one.first), bisect_left(self._firsts, one.stop)
        return [other for other in self.facts[start:stop] if other.stop <= one.stop and other.number != one.number]

    def country_of_name(self, one: Facts) -> str | None:
        """Return the country a nationality, a state or a seat of government stands for, or None."""
        name = one.mention.name or ""
        if one.mention.kind == "nationality":
            told = self.actors.demonym(name)
            if told:
                return told
        actor = self.actors.find(name, None)
        if actor is not None and actor.kind in {"place", "nationality"}:
            return actor.country
        return self._country_of_place(name) if one.mention.kind == "place" else None

    def country_told(self, one: Facts) -> str | None:
        """Return the country told by a demonym or state inside an organisation's name ("Russian Foreign Ministry")."""
        if one.mention.kind == "person":
            return None
        for token in self.parse.tokens[one.first : one.stop]:
            told = self.actors.demonym(token.text) if token.text[0].isupper() else None
            actor = None if told or not token.text[0].isupper() else self.actors.find(token.text, None)
            if told or (actor is not None and actor.id.startswith("state:") and not self.actors.is_weak(token.text)):
                return told or (actor.country if actor else None)
        for child in self.parse.dependents(one.head.index, "nmod:poss", "amod", "compound"):
            other = self.at_head.get(child.index)
            if other is not None and other.mention.kind in {"nationality", "place"} and other.stop <= one.first:
                return self.country_of_name(other)
        return None

    def is_state(self, one: Facts) -> bool:
        """Return whether a mention is a state, its seat of government or its nationality, and no other people."""
        name = one.mention.name or ""
        if self.actors.demonym(name) is not None or self.actors.seat(name) is not None:
            return True
        actor = self.actors.find(name, None)
        return actor is not None and actor.id.startswith("state:")

    def _country_of_place(self, name: str) -> str | None:
        """Return the country of a seat of government, or of a city so large that no other is meant by its bare name."""
        seat = self.actors.seat(name)
        if seat is not None or self._places is None:
            return seat
        found = self._places.find(name)
        if not found or found[0].population < LARGE_CITY:
            return None
        rival = next((place for place in found if place.country != found[0].country), None)
        dominates = rival is None or found[0].population > DOMINANCE * rival.population
        return found[0].country or None if dominates else None

    def begin(self, facts: Facts, rule: str) -> Cluster:
        """Return a new cluster with one mention."""
        cluster = Cluster(facts, rule)
        self.clusters.append(cluster)
        self.of[facts.number] = cluster
        return cluster

    def join(self, facts: Facts, cluster: Cluster, rule: str) -> None:
        """Put a mention that is in no cluster into one."""
        cluster.add(facts, rule)
        self.of[facts.number] = cluster

    def earlier(self, one: Facts) -> list[Cluster]:
        """Return the clusters with a mention before this one."""
        return [cluster for cluster in self.clusters if any(other.first < one.first for other in cluster.members)]

    def merge(self, kept: Cluster, other: Cluster, rule: str) -> None:
        """Move all mentions of `other` into `kept`."""
        if kept is other:
            return
        for one in other.members:
            kept.add(one, rule)
            self.of[one.number] = kept
        kept.families |= other.families
        kept.gender = kept.gender or other.gender
        kept.country = kept.country or other.country
        self.clusters.remove(other)


def gather_facts(parse: Parse, mentions: tuple[Mention, ...], lexicon: NamesLexicon) -> list[Facts]:
    """Return the facts about each mention that has tokens, in text order."""
    quoted = _quoted_tokens(parse)
    found: list[Facts] = []
    for number, mention in enumerate(mentions):
        inside = parse.tokens_in(mention.span)
        if not inside:
            continue
        agent = _agent(mention, lexicon)
        first, stop = inside[0].index, inside[-1].index + 1
        previous = parse.tokens[first - 1] if first and parse.tokens[first - 1].sentence == inside[0].sentence else None
        folded = fold_name(mention.name or inside[0].text)
        found.append(
            Facts(
                number=number,
                mention=mention,
                first=first,
                stop=stop,
                head=_head(inside, agent),
                agent=agent,
                folded=folded,
                words=_telling_words(folded),
                named=agent is None and mention.kind in NAME_KINDS,
                before=previous.lower if previous else "",
                quoted=quoted[first],
            )
        )
    return found


def _telling_words(folded: str) -> tuple[str, ...]:
    words = folded.split(" ")
    return tuple(word for word in words if word not in PARTICLES) or tuple(words)


def _agent(mention: Mention, lexicon: NamesLexicon) -> Agent | None:
    for reason in mention.because:
        if reason.rule.startswith(NOMINAL_RULE):
            return lexicon.agents.get(reason.rule.removeprefix(NOMINAL_RULE))
    return None


def _head(inside: tuple[Token, ...], agent: Agent | None) -> Token:
    """Return the head of a mention: of a role its noun, of a name the token that hangs outside."""
    if agent is not None:
        last = agent.phrase.replace("-", " ").split(" of ")[0].split(" ")[-1]
        for token in reversed(inside):
            if token.lower == last:
                return token
    first, stop = inside[0].index, inside[-1].index + 1
    for token in inside:
        if token.head == token.index or not first <= token.head < stop:
            return token
    return inside[-1]


def _quoted_tokens(parse: Parse) -> list[bool]:
    """Return for each token whether it stands inside quotation marks, counted from the start of its paragraph."""
    quoted = [False] * len(parse.tokens)
    paragraph, inside = -1, False
    for number, sentence in enumerate(parse.sentences):
        if sentence.paragraph != paragraph:
            paragraph, inside = sentence.paragraph, False
        for token in parse.sentence_tokens(number):
            if token.text in OPENING:
                inside = True
            elif token.text in CLOSING:
                inside = False
            elif token.text in STRAIGHT:
                inside = not inside
            quoted[token.index] = inside
    return quoted
