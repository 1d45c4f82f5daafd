"""Scores entities against gold coreference: whether pronouns and names are with the right things.

A third-person pronoun is right if the nearest mention before it of our entity that is no pronoun (else the
first after it) ends where a mention of the gold chain has its last word. Names are scored by pairs in one
entity, and twice in ways that no long chain can rule: by mention (B-cubed, Bagga and Baldwin 1998) and by
the fewest links (MUC, Vilain et al. 1995). Gold names we did not find, where the gold tells which those
are, stand alone in our answer.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import TypeVar

import msgspec

from onrecord.errors import InputError
from onrecord.evaluation.entities_gold import GoldChains, load_chains, load_gold
from onrecord.evaluation.scores import Scores
from onrecord.records import Mention, Reading, Report, Span

__all__ = ["GoldChains", "judge_pronouns", "load_chains", "score_entities"]

Read = Callable[[Report], Reading]
Counts = defaultdict[str, float]
Key = TypeVar("Key", bound=Hashable)

PRONOUNS = {
    "single": frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"}),
    "plural": frozenset({"they", "them", "their", "theirs", "themselves"}),
}
THIRD_PERSON = PRONOUNS["single"] | PRONOUNS["plural"]
NO_NAMES = THIRD_PERSON | frozenset(
    {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "you", "your", "yours", "it", "its"}
    | {"itself", "who", "whom", "whose", "which", "that", "this", "these", "those"}
)
_POSSESSIVE = re.compile(r"\s?(?:['’]s|(?<=s)['’]|(?<=s)\s['’])$")
USUAL = ("GUM_news",)


class Verdict(msgspec.Struct, frozen=True):
    """A gold pronoun or role, the mention our entity says it stands for, if any, and whether that is right."""

    span: Span
    kind: str
    antecedent: Mention | None
    right: bool


def score_entities(gold: Path, read: Read, limit: int | None = None, only: tuple[str, ...] = ()) -> Scores:
    """Return how well pronouns and names are grouped over the first `limit` documents of `gold`.

    `gold` is a folder of GUM, of which only news is scored unless `only` tells other beginnings of names, or a
    file of CoNLL columns. `pronouns-precision` is over the resolved, `pronouns-resolved` is their share of
    those that the gold has a name or noun for. `names-found` is the share of gold names that are ours too. Some
    documents of MEANTIME are not annotated; they are left out.

    Raises:
        InputError: if there is no gold, or none whose name begins so.

    """
    prefixes = only or (() if gold.is_file() else USUAL)
    named = (one for one in load_gold(gold) if not prefixes or one.name.startswith(prefixes))
    documents = [one for one in named if one.chains][:limit]
    if not documents:
        raise InputError(str(gold), "no document with chains has such a name", "GUM names are like GUM_news_clock.")
    counts: Counts = defaultdict(float)
    for document in documents:
        reading = read(document.report)
        for verdict in (*judge_pronouns(document, reading), *judge_roles(document, reading)):
            for kind in (verdict.kind, "pronouns") if verdict.kind in PRONOUNS else (verdict.kind,):
                counts[f"{kind}-gold"] += 1
                counts[f"{kind}-linked"] += verdict.antecedent is not None
                counts[f"{kind}-right"] += verdict.right
        _count_names(document, reading, counts)
    return Scores(task="entities", gold=gold.name, documents=len(documents), figures=_figures(counts))


def _figures(counts: Counts) -> dict[str, float]:
    figures: dict[str, float] = {}
    for name in ("single", "plural", "pronouns", "roles", "names"):
        right, linked, wanted = (counts[f"{name}-{part}"] for part in ("right", "linked", "gold"))
        figures[f"{name}-gold"] = int(wanted)
        figures |= _rates(name, (right, linked), (right, wanted))
        if name == "pronouns" and wanted:
            figures["pronouns-resolved"] = linked / wanted
    for name in ("names-b3", "names-links"):
        figures |= _rates(
            name, (counts[f"{name}-p"], counts[f"{name}-ours"]), (counts[f"{name}-r"], counts[f"{name}-gold"])
        )
    if counts["names-wanted"]:
        figures["names-found"] = counts["names-found"] / counts["names-wanted"]
    return figures


def _rates(name: str, precise: tuple[float, float], recalled: tuple[float, float]) -> dict[str, float]:
    rates = {}
    if precise[1]:
        rates[f"{name}-precision"] = precise[0] / precise[1]
    if recalled[1]:
        rates[f"{name}-recall"] = recalled[0] / recalled[1]
    if len(rates) == 2 and (total := sum(rates.values())):  # noqa: PLR2004 - both are known
        rates[f"{name}-f"] = 2 * rates[f"{name}-precision"] * rates[f"{name}-recall"] / total
    return rates


def judge_pronouns(document: GoldChains, reading: Reading) -> list[Verdict]:
    """Return a verdict on each third-person pronoun whose gold chain has a name or noun, in text order."""
    text = document.report.text
    mentions = {mention.id: mention for mention in reading.mentions}
    entity_of = {mention: entity for entity in reading.entities for mention in entity.mentions}
    ours = {mention.span: mention for mention in reading.mentions if mention.kind == "pronoun"}
    told = {chain for span, chain in document.chains.items() if span.cut(text).lower() not in NO_NAMES}
    ends = _ends(document)
    verdicts = []
    for span, chain in sorted(document.chains.items()):
        kind = next((kind for kind, words in PRONOUNS.items() if span.cut(text).lower() in words), None)
        if kind is None or chain not in told:
            continue
        pronoun = ours.get(span)
        members = [mentions[one] for one in entity_of[pronoun.id].mentions] if pronoun else []
        antecedent = _antecedent(span, members)
        right = antecedent is not None and _is_of(antecedent.span, chain, document, ends)
        verdicts.append(Verdict(span, kind, antecedent, right))
    return verdicts


def judge_roles(document: GoldChains, reading: Reading) -> list[Verdict]:
    """Return a verdict on each role of ours that is a gold mention and that the gold or we give a name."""
    mentions = {mention.id: mention for mention in reading.mentions}
    entity_of = {mention: entity for entity in reading.entities for mention in entity.mentions}
    ends = _ends(document)
    names = {one.id for one in mentions.values() if _is_name(one)}
    matches = ((mentions[one].span, _match(mentions[one].span, ends)) for one in names)
    named = {document.chains[match] for _, match in matches if match is not None}
    verdicts = []
    for role in sorted((one for one in mentions.values() if one.kind == "role"), key=lambda one: one.span.start):
        match = _match(role.span, ends)
        if match is None or match.start > role.span.start:
            continue
        chain = document.chains[match]
        members = [mentions[one] for one in entity_of[role.id].mentions if one in names]
        antecedent = _antecedent(role.span, members)
        right = antecedent is not None and _is_of(antecedent.span, chain, document, ends)
        if chain in named or antecedent is not None:
            verdicts.append(Verdict(match, "roles", antecedent, right))
    return verdicts


def _is_name(mention: Mention) -> bool:
    return not mention.because[0].rule.startswith(("agent:", "pronoun-"))


def _antecedent(pronoun: Span, members: list[Mention]) -> Mention | None:
    others = [one for one in members if one.kind != "pronoun"]
    before = [one for one in others if one.span.start < pronoun.start]
    if before:
        return max(before, key=lambda one: one.span.start)
    return min(others, key=lambda one: one.span.start, default=None)


def _ends(document: GoldChains) -> dict[int, list[Span]]:
    """Return the gold mentions that end at a place, the shortest first, also where only a possessive ending follows."""
    found: dict[int, list[Span]] = defaultdict(list)
    for span in sorted(document.chains, key=lambda span: span.end - span.start):
        found[span.end].append(span)
        words = span.cut(document.report.text)
        bare = _POSSESSIVE.sub("", words)
        if bare != words:
            found[span.start + len(bare)].append(span)
    return found


def _match(span: Span, ends: Mapping[int, list[Span]]) -> Span | None:
    """Return the shortest gold mention that ends as `span` and covers it, else the longest within it."""
    here = ends.get(span.end, [])
    return next((one for one in here if one.start <= span.start), here[-1] if here else None)


def _is_of(span: Span, chain: int, document: GoldChains, ends: Mapping[int, list[Span]]) -> bool:
    """Return whether `span` ends as a gold mention of the chain, or lies in one and in no shorter one of another."""
    match = _match(span, ends)
    if match is not None and document.chains[match] == chain:
        return True
    around = [other for other in document.chains if other.start < span.end <= other.end]
    shortest = min(around, key=lambda other: other.end - other.start, default=None)
    return shortest is not None and document.chains[shortest] == chain


def _count_names(document: GoldChains, reading: Reading, counts: Counts) -> None:
    mentions = {mention.id: mention for mention in reading.mentions}
    named = {mention.id for mention in reading.mentions if _is_name(mention)}
    ends = _ends(document)
    gold_of: dict[str, int] = {}
    matched: set[Span] = set()
    for one in sorted(named):
        span = _match(mentions[one].span, ends)
        if span is not None:
            gold_of[one] = document.chains[span]
            matched.add(span)
    ours = {one: entity.id for entity in reading.entities for one in entity.mentions if one in gold_of}
    for one, other in combinations(sorted(ours), 2):
        same, wanted = ours[one] == ours[other], gold_of[one] == gold_of[other]
        counts["names-linked"] += same
        counts["names-gold"] += wanted
        counts["names-right"] += same and wanted
    if document.names is not None:
        counts["names-wanted"] += len(document.names)
        counts["names-found"] += len(document.names & matched)
        for span in document.names - matched:
            ours[f"missed {span}"], gold_of[f"missed {span}"] = f"missed {span}", document.chains[span]
    _count_by_mention(ours, gold_of, counts)


def _count_by_mention(ours: dict[str, str], gold: dict[str, int], counts: Counts) -> None:
    """Add up B-cubed and MUC of the same mentions in two groupings."""
    mine, theirs = _groups(ours), _groups({one: gold[one] for one in ours})
    for one in ours:
        both = len(mine[ours[one]] & theirs[gold[one]])
        if not one.startswith("missed "):
            counts["names-b3-p"] += both / len(mine[ours[one]])
            counts["names-b3-ours"] += 1
        counts["names-b3-r"] += both / len(theirs[gold[one]]) if not one.startswith("missed ") else 0
        counts["names-b3-gold"] += 1
    counts["names-links-p"] += sum(_kept_links(group, gold) for group in mine.values())
    counts["names-links-ours"] += sum(len(group) - 1 for group in mine.values())
    counts["names-links-r"] += sum(_kept_links(group, ours) for group in theirs.values())
    counts["names-links-gold"] += sum(len(group) - 1 for group in theirs.values())


def _groups(of: Mapping[str, Key]) -> dict[Key, set[str]]:
    groups: dict[Key, set[str]] = defaultdict(set)
    for one, key in of.items():
        groups[key].add(one)
    return groups


def _kept_links(group: Iterable[str], other: Mapping[str, object]) -> int:
    """Return how many links hold a group together once it is cut along another grouping."""
    members = list(group)
    return len(members) - len({other[one] for one in members})
