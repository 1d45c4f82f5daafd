"""Those told by what they are: "the deputy minister", "gunmen", "Turkish police", "parliament"."""

from onrecord.language.parse import Parse, Token
from onrecord.lexicons.names import Agent, NamesLexicon
from onrecord.records import MentionKind
from onrecord.stages.mentions.candidates import Candidate, cut, owners

NOUN_TAGS = frozenset({"NOUN", "PROPN"})
MODIFIER_TAGS = frozenset({"ADJ", "NOUN", "PROPN"})
HYPHENS = frozenset({"-", "–", "‑"})
FORMER = "ex-"  # one token with its noun, as the treebanks have it
MODIFIERS = frozenset({"amod", "compound", "nmod", "nmod:desc", "flat", "nmod:unmarked", "goeswith"})
PORTFOLIO_FAMILIES = frozenset(
    {"minister", "diplomat", "official", "officer", "leader", "spokesperson", "premier", "president"}
)
PORTFOLIO_BODIES = frozenset({"ministry", "department", "office", "ministries", "board", "court", "council"})
PORTFOLIO_NOUNS = frozenset({"minister", "secretary", "ministry", "department", "chief", "head"})
CREDIBLE_ALONE = frozenset({"group", "organisation"})


def find_roles(parse: Parse, names: list[Candidate], lexicon: NamesLexicon) -> list[Candidate]:
    """Return the roles, groups and bodies told by a common noun, in text order, without their article."""
    owner = owners(parse, names)
    found: list[Candidate] = []
    for token in parse.tokens:
        longest = lexicon.agent_heads.get(token.lower.removeprefix(FORMER))
        if not longest or not _is_noun(token, parse) or _in_name(token, owner):
            continue
        start, agent = _phrase(token, longest, parse, lexicon)
        if agent is None or not _acts(token, agent, parse, lexicon) or _is_owned_thing(token, agent, parse, lexicon):
            continue
        first = _leftmost(start, token, parse, owner, lexicon.rules.outside)
        if agent.kind == "organisation" and agent.inherits and not _is_told(first, token, agent, parse):
            continue
        stop = _rightmost(token, agent, parse, owner, lexicon)
        agent = _with_portfolio(first, token, stop, parse, lexicon) or agent
        kind = _kind(agent)
        found.append(Candidate(first=first, stop=stop, kind=kind, rules=(f"agent:{agent.phrase}",)))
    return _longest(found)


def _is_noun(token: Token, parse: Parse) -> bool:
    """Return whether a word is a noun, or an adjective that stands as one ("the general noted")."""
    if token.pos in NOUN_TAGS:
        return True
    stands = token.pos == "ADJ" and token.dep in {"nsubj", "nsubj:pass", "obj", "iobj"}
    return stands and bool(parse.dependents(token.index, "det"))


def _in_name(token: Token, owner: list[Candidate | None]) -> bool:
    name = owner[token.index]
    return name is not None and name.kind != "nationality"


def _kind(agent: Agent) -> MentionKind:
    if agent.kind == "role":
        return "group" if agent.plural else "role"
    return agent.kind


def _phrase(token: Token, longest: int, parse: Parse, lexicon: NamesLexicon) -> tuple[int, Agent | None]:
    """Return the longest agent phrase that ends with `token`, and the index of its first token."""
    sentence_first = parse.sentences[token.sentence].first
    noun = token.lower.removeprefix(FORMER)
    for first in range(max(sentence_first, token.index - 2 * longest + 2), token.index + 1):
        agent = lexicon.agents.get(cut(parse, first, token.index + 1).lower().removesuffix(token.lower) + noun)
        if agent is not None:
            return first, agent
    return token.index, None


def _acts(token: Token, agent: Agent, parse: Parse, lexicon: NamesLexicon) -> bool:
    """Return whether the noun stands for someone here and is no mere part of another ("police station")."""
    if token.dep != "compound" or token.head <= token.index:
        return True
    head = parse.tokens[token.head]
    if head.lower in lexicon.agent_heads:
        return head.pos == "PROPN" and head.lower not in lexicon.agents
    return agent.kind in CREDIBLE_ALONE or "rebel" in agent.families or head.pos == "PROPN"


def _is_owned_thing(token: Token, agent: Agent, parse: Parse, lexicon: NamesLexicon) -> bool:
    """Return whether a word for a person is part of one here ("her head", "his youth")."""
    if token.lower not in lexicon.rules.things_when_owned or " " in agent.phrase:
        return False
    return any(child.pos == "PRON" for child in parse.dependents(token.index, "nmod:poss"))


def _leftmost(start: int, token: Token, parse: Parse, owner: list[Candidate | None], outside: frozenset[str]) -> int:
    """Return the first token of the adjectives and nouns before the phrase that belong to it."""
    tokens = parse.tokens
    inside = set(range(start, token.index + 1))
    first = start
    sentence_first = parse.sentences[token.sentence].first
    while first > sentence_first:
        before = tokens[first - 1]
        name = owner[before.index]
        hyphen = before.text in HYPHENS and before.end == tokens[first].start and first - 1 > sentence_first
        modifier = before.pos in MODIFIER_TAGS or (before.pos == "VERB" and before.dep == "amod")
        belongs = modifier and before.dep in MODIFIERS and _leads_to(before, inside, tokens)
        belongs = belongs or _is_coordinated(before, name, inside, tokens)
        if (name is not None and name.kind == "person") or not (hyphen or belongs):
            break
        first -= 2 if hyphen else 1
        whole = owner[first]
        first = whole.first if whole is not None and whole.kind != "person" else first
        inside.update(range(first, before.index + 1))
    while first < start and (tokens[first].text in HYPHENS or tokens[first].lower in outside | {"and"}):
        first += 1
    return first


def _is_coordinated(before: Token, name: Candidate | None, inside: set[int], tokens: tuple[Token, ...]) -> bool:
    """Return whether a word is a second nationality or the "and" before it ("French and Egyptian warships")."""
    if before.lower == "and":
        return before.head in inside and before.index + 1 in inside and tokens[before.index + 1].dep == "conj"
    return (
        name is not None
        and name.kind in {"nationality", "place"}
        and before.dep == "conj"
        and before.head < before.index
    )


def _leads_to(before: Token, inside: set[int], tokens: tuple[Token, ...]) -> bool:
    """Return whether a word hangs on the phrase, directly or through the word after it."""
    return before.head in inside or (0 < before.head - before.index <= 2 and tokens[before.head].head in inside)  # noqa: PLR2004 - "law enforcement"


def _is_told(first: int, token: Token, agent: Agent, parse: Parse) -> bool:
    """Return whether a vague body ("the agency", "a council") is told apart by an article or a modifier."""
    if first < token.index or token.text[0].isupper():
        return True
    return any(child.dep in {"det", "nmod:poss"} for child in parse.dependents(token.index)) or agent.plural


def _with_portfolio(first: int, token: Token, stop: int, parse: Parse, lexicon: NamesLexicon) -> Agent | None:
    """Return the agent that the phrase and its portfolio are together ("minister of defence"), or None."""
    if stop == token.index + 1:
        return None
    phrases = (cut(parse, start, stop).lower() for start in range(first, token.index + 1))
    return next((lexicon.agents[phrase] for phrase in phrases if phrase in lexicon.agents), None)


def _rightmost(token: Token, agent: Agent, parse: Parse, owner: list[Candidate | None], lexicon: NamesLexicon) -> int:
    """Return the end of the phrase, with its portfolio if it has one ("minister of foreign affairs")."""
    tokens = parse.tokens
    stop = token.index + 1
    portfolio = PORTFOLIO_FAMILIES.intersection(agent.families) or token.lower in PORTFOLIO_BODIES
    sentence_stop = parse.sentences[token.sentence].stop
    if not portfolio or stop + 1 >= sentence_stop or tokens[stop].lower not in {"of", "for"}:
        return stop
    at = stop + 1
    while at < sentence_stop and owner[at] is None and _is_portfolio_word(at, parse, lexicon):
        at += 1
    words = tokens[stop + 1 : at]
    told = words and (words[0].text[0].isupper() or token.lower in PORTFOLIO_NOUNS)
    return at if told else stop


def _is_portfolio_word(at: int, parse: Parse, lexicon: NamesLexicon) -> bool:
    token = parse.tokens[at]
    if token.pos in MODIFIER_TAGS:
        return token.lower not in lexicon.titles and not (
            token.lower in lexicon.agent_heads and token.text[0].isupper()
        )
    after = parse.tokens[at + 1 : at + 2]
    return token.lower in {"and", "&"} and bool(after) and after[0].pos in MODIFIER_TAGS and after[0].text[0].isupper()


def _longest(found: list[Candidate]) -> list[Candidate]:
    """Return the candidates without those that lie wholly inside another."""
    kept: list[Candidate] = []
    for one in found:
        while kept and one.first <= kept[-1].first and kept[-1].stop <= one.stop:
            kept.pop()
        if not kept or one.stop > kept[-1].stop:
            kept.append(one)
    return kept
