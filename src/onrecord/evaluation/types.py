"""Scores suggested PLOVER types against pairs of actors with their gold type (`plv_train.tsv`)."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from onrecord.errors import InputError
from onrecord.evaluation.scores import Scores
from onrecord.language import LanguageModel
from onrecord.lexicons.events import EventLexicon
from onrecord.records import Span
from onrecord.stages.events import suggest_types

# The gold has one type for two: its YIELD is CONCEDE where words yield, RETREAT where deeds do.
GOLD_NAMES = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
NONE = "none"
SENTENCES_A_BATCH = 64
SOURCE, TARGET = ("<s>", "</s>"), ("<t>", "</t>")
COLUMNS = frozenset({"marked_sentence", "gold_root"})


class GoldPair(msgspec.Struct, frozen=True):
    """A sentence, the spans of its actor and its recipient, and the gold type of what one did to the other."""

    sentence: str
    actor: Span
    recipient: Span
    type: str


def score_types(gold: Path, model: LanguageModel, lexicon: EventLexicon, limit: int | None = None) -> Scores:
    """Return accuracy, macro-F1, coverage and recall a type of the best suggestion for each pair.

    `limit` is the number of pairs to score, all if None. The gold's YIELD stands for CONCEDE and RETREAT.

    Raises:
        InputError: if there is no such table at `gold`.

    """
    pairs = list(load_pairs(gold))[:limit]
    found: list[str] = []
    for first in range(0, len(pairs), SENTENCES_A_BATCH):
        batch = pairs[first : first + SENTENCES_A_BATCH]
        texts = [pair.sentence for pair in batch]
        parses = model.parse(texts, [[Span(start=0, end=len(text))] for text in texts])
        for pair, parse in zip(batch, parses, strict=True):
            ranked = suggest_types(parse, pair.actor, pair.recipient, lexicon)
            found.append(GOLD_NAMES.get(ranked[0][0], ranked[0][0]) if ranked else NONE)
    return Scores(task="types", gold=gold.name, documents=len(pairs), figures=_figures(pairs, found))


def _figures(pairs: list[GoldPair], found: list[str]) -> dict[str, float]:
    right: Counter[str] = Counter(pair.type for pair, one in zip(pairs, found, strict=True) if pair.type == one)
    wanted, given = Counter(pair.type for pair in pairs), Counter(found)
    figures: dict[str, float] = {}
    if pairs:
        figures["accuracy"] = sum(right.values()) / len(pairs)
        figures["macro-f1"] = sum(2 * right[kind] / (wanted[kind] + given[kind]) for kind in wanted) / len(wanted)
        figures["covered"] = 1 - given[NONE] / len(pairs)
    for kind in sorted(wanted):
        figures[f"{kind.lower()}-recall"] = right[kind] / wanted[kind]
        if given[kind]:
            figures[f"{kind.lower()}-precision"] = right[kind] / given[kind]
    return figures


def load_pairs(gold: Path) -> Iterator[GoldPair]:
    """Yield the pairs of a table with the columns `marked_sentence` and `gold_root`; broken marks are left out.

    Raises:
        InputError: if the file is missing or has no such columns.

    """
    try:
        with gold.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(gold), f"it cannot be read ({error})", "Name a tab-separated file in UTF-8.") from error
    if not rows or not rows[0].keys() >= COLUMNS:
        raise InputError(str(gold), f"it lacks the columns {sorted(COLUMNS)}", "Name a table such as plv_train.tsv.")
    for row in rows:
        pair = _pair(row["marked_sentence"] or "", row["gold_root"] or "")
        if pair is not None:
            yield pair


def _pair(marked: str, kind: str) -> GoldPair | None:
    """Return the pair that one marked sentence holds, or None if a mark is missing or twice."""
    places: dict[str, int] = {}
    plain = ""
    index = 0
    marks = (*SOURCE, *TARGET)
    while index < len(marked):
        mark = next((one for one in marks if marked.startswith(one, index)), None)
        if mark is None:
            plain += marked[index]
            index += 1
            continue
        places.setdefault(mark, len(plain))
        index += len(mark)
    if len(places) < len(marks) or not kind:
        return None
    spans = [(places[opened], places[closed]) for opened, closed in (SOURCE, TARGET)]
    if any(start >= end for start, end in spans):
        return None
    actor, recipient = (Span(start=start, end=end) for start, end in spans)
    return GoldPair(plain, actor, recipient, kind)
