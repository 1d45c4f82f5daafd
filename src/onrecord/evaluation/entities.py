"""Scores entities against GUM's coreference (WebAnno TSV): whether pronouns and names are with the right things.

A third-person pronoun is right if the nearest mention before it of our entity that is no pronoun shares its
last word with a mention of the gold chain. Pairs of names are scored too: two of our named mentions in one entity.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import msgspec

from onrecord.errors import InputError
from onrecord.evaluation.scores import Scores
from onrecord.records import Mention, Reading, Report, Span, make_report_id

Read = Callable[[Report], Reading]

PRONOUNS = {
    "single": frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"}),
    "plural": frozenset({"they", "them", "their", "theirs", "themselves"}),
}
COLUMNS = 10
_ENTITY = re.compile(r"([a-z]+)(?:\[(\d+)\])?")
_LINK = re.compile(r"(\d+-\d+)(?:\[(\d+)_(\d+)\])?")


class GoldChains(msgspec.Struct, frozen=True):
    """A document and, for each gold mention of someone or something, the number of its chain."""

    name: str
    report: Report
    chains: dict[Span, int]


def score_entities(gold: Path, read: Read, limit: int | None = None, genres: tuple[str, ...] = ("news",)) -> Scores:
    """Return how many pronouns and pairs of names of a folder of GUM TSV are right, over its first `limit` documents.

    `genres` keeps the documents of these GUM genres. Precision is over what was linked, recall over the
    pronouns that the gold links to a mention before them.

    Raises:
        InputError: if the folder holds no GUM TSV.

    """
    paths = sorted(path for genre in genres for path in gold.glob(f"GUM_{genre}_*.tsv"))[:limit]
    if not paths:
        raise InputError(str(gold), "no GUM_*.tsv is here", "Give the folder treebanks/gum/tsv.")
    counts: Counter[str] = Counter()
    for path in paths:
        document = load_chains(path)
        reading = read(document.report)
        _count_pronouns(document, reading, counts)
        _count_names(document, reading, counts)
    figures: dict[str, float] = {}
    for name in ("single", "plural", "names"):
        right, linked, wanted = (counts[f"{name}-{part}"] for part in ("right", "linked", "gold"))
        figures[f"{name}-gold"] = wanted
        if linked:
            figures[f"{name}-precision"] = right / linked
        if wanted:
            figures[f"{name}-recall"] = right / wanted
    return Scores(task="entities", gold=gold.name, documents=len(paths), figures=figures)


def _count_pronouns(document: GoldChains, reading: Reading, counts: Counter[str]) -> None:
    text = document.report.text
    mentions = {mention.id: mention for mention in reading.mentions}
    entity_of = {mention: entity for entity in reading.entities for mention in entity.mentions}
    ours = {mention.span: mention for mention in reading.mentions if mention.kind == "pronoun"}
    for span, chain in document.chains.items():
        kind = next((kind for kind, words in PRONOUNS.items() if span.cut(text).lower() in words), None)
        ends = {other.end for other, number in document.chains.items() if number == chain and other.end < span.start}
        if kind is None or not ends:
            continue
        counts[f"{kind}-gold"] += 1
        pronoun = ours.get(span)
        if pronoun is None:
            continue
        antecedent = _antecedent(pronoun, [mentions[one] for one in entity_of[pronoun.id].mentions])
        if antecedent is not None:
            counts[f"{kind}-linked"] += 1
            counts[f"{kind}-right"] += _is_of(antecedent.span, chain, document)


def _antecedent(pronoun: Mention, members: list[Mention]) -> Mention | None:
    before = [one for one in members if one.kind != "pronoun" and one.span.start < pronoun.span.start]
    return max(before, key=lambda one: one.span.start, default=None)


def _is_of(span: Span, chain: int, document: GoldChains) -> bool:
    """Return whether the last word of `span` lies in a gold mention of the chain and in no shorter one of another."""
    around = [other for other in document.chains if other.start < span.end <= other.end]
    return any(document.chains[other] == chain for other in around)


def _count_names(document: GoldChains, reading: Reading, counts: Counter[str]) -> None:
    mentions = {mention.id: mention for mention in reading.mentions}
    named = {
        mention.id for mention in reading.mentions if not mention.because[0].rule.startswith(("agent:", "pronoun-"))
    }
    gold_of: dict[str, int] = {}
    for one in named:
        inside = [span for span in document.chains if span.end == mentions[one].span.end]
        if inside:
            gold_of[one] = document.chains[min(inside, key=lambda span: span.end - span.start)]
    ours = {one: entity.id for entity in reading.entities for one in entity.mentions if one in gold_of}
    for one, other in combinations(sorted(ours), 2):
        same, wanted = ours[one] == ours[other], gold_of[one] == gold_of[other]
        counts["names-linked"] += same
        counts["names-gold"] += wanted
        counts["names-right"] += same and wanted


def load_chains(path: Path) -> GoldChains:
    """Return a GUM TSV document with the chain of every mention.

    Raises:
        InputError: with file and line, if a row has too few columns.

    """
    tokens: dict[str, Span] = {}
    members: dict[str, list[str]] = {}
    links: list[tuple[str, str]] = []
    text = ""
    for number, row in enumerate(_rows(path), 1):
        if row is None:
            text = f"{text.rstrip()}\n" if text else text
            continue
        if len(row) < COLUMNS:
            raise InputError(f"{path}, row {number}", "too few columns", f"GUM has {COLUMNS}.")
        text += "" if not text or text.endswith("\n") else " "
        tokens[row[0]] = Span(start=len(text), end=len(text) + len(row[2]))
        text += row[2]
        for entity in row[3].split("|"):
            found = _ENTITY.fullmatch(entity)
            if found:
                members.setdefault(_key(row[0], found[2]), []).append(row[0])
        for kind, link in zip(row[8].split("|"), row[9].split("|"), strict=False):
            found = _LINK.fullmatch(link)
            if found and not kind.startswith("bridge"):
                links.append((_key(row[0], found[3]), _key(found[1], found[2])))
    return GoldChains(path.stem, Report(id=make_report_id(path.stem, text), text=text), _chains(tokens, members, links))


def _rows(path: Path) -> Iterator[list[str] | None]:
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
        elif not line:
            yield None


def _key(place: str, number: str | None) -> str:
    return number if number and number != "0" else place


def _chains(tokens: dict[str, Span], members: dict[str, list[str]], links: list[tuple[str, str]]) -> dict[Span, int]:
    parent = {key: key for key in members}

    def root(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    for one, other in links:
        if one in parent and other in parent:
            parent[root(one)] = root(other)
    numbers = {key: number for number, key in enumerate(sorted({root(key) for key in members}))}
    return {
        Span(start=tokens[places[0]].start, end=tokens[places[-1]].end): numbers[root(key)]
        for key, places in members.items()
    }
