"""Scores names against worldwide-newswire (BIOES) and re3d: exact span and type, proper names only.

Roles, groups told by a common noun and pronouns are no names and do not count. Spans are compared
without a leading article and a trailing possessive, since the sets do not agree on these. Of two that
overlap in the gold, re3d's shorter is kept where it begins with a capital, as re3d also marks descriptions.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from onrecord.errors import InputError
from onrecord.evaluation.scores import Scores
from onrecord.records import Reading, Report, Span, make_report_id

Read = Callable[[Report], Reading]

NEWSWIRE_TYPES = {
    "Person": "PERSON",
    "Organization": "ORG",
    "Location": "LOC",
    "Facility": "FAC",
    "NORP": "NORP",
    "Date": "DATE",
}
RE3D_TYPES = {"Person": "PERSON", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP"}
MENTION_TYPES = {
    "person": "PERSON",
    "organisation": "ORG",
    "group": "ORG",
    "place": "LOC",
    "facility": "FAC",
    "nationality": "NORP",
}
NOMINAL_RULE = "agent:"
LINKING_WORDS = frozenset({"of", "the", "and", "for", "al", "el", "in", "on", "bin", "de", "to", "an", "ash"})
PRONOUNS = frozenset(
    {"i", "we", "you", "he", "she", "it", "they", "her", "his", "our", "their", "my", "its", "who", "us"}
)
FARTHEST = 400  # characters between a token and the next one in the original article


class GoldNames(msgspec.Struct, frozen=True):
    """A document with its gold names, and the types that this gold set marks."""

    name: str
    report: Report
    names: tuple[tuple[Span, str], ...]
    types: frozenset[str]


def score_names(gold: Path, read: Read, limit: int | None = None, outlets: tuple[str, ...] = ()) -> Scores:
    """Return precision, recall and F of `read` over the first `limit` documents of a gold folder, in all and by type.

    `outlets` keeps only the newswire files whose names begin so; a model must be measured on outlets
    it was not trained on. Dates count as right where a time expression of the reading equals them.

    Raises:
        InputError: if the folder holds neither form of gold.

    """
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    documents = 0
    for document in load_names(gold, outlets):
        if limit is not None and documents >= limit:
            break
        documents += 1
        found_here = named_spans(read(document.report))
        if "FAC" not in document.types:  # re3d has facilities among its locations
            found_here = {(span, "LOC" if kind == "FAC" else kind) for span, kind in found_here}
        ours = {one for one in found_here if one[1] in document.types}
        theirs = {(_bare(span, document.report.text), kind) for span, kind in document.names}
        for counter, names in ((right, ours & theirs), (found, ours), (wanted, theirs)):
            counter.update(kind for _, kind in names)
    return Scores(task="names", gold=gold.name, documents=documents, figures=_figures(right, found, wanted))


def named_spans(reading: Reading) -> set[tuple[Span, str]]:
    """Return the names and dates of a reading as bare spans with their types, roles and pronouns left out."""
    text = reading.report.text
    spans = {
        (_bare(mention.span, text), MENTION_TYPES[mention.kind])
        for mention in reading.mentions
        if mention.kind in MENTION_TYPES and not any(one.rule.startswith(NOMINAL_RULE) for one in mention.because)
    }
    return spans | {(_bare(time.span, text), "DATE") for time in reading.times if time.type == "DATE"}


def _figures(right: Counter[str], found: Counter[str], wanted: Counter[str]) -> dict[str, float]:
    figures: dict[str, float] = {}
    names_only = [kind for kind in wanted if kind != "DATE"]
    groups = {"": names_only, **{f"{kind.lower()}-": [kind] for kind in sorted(wanted)}}
    for prefix, kinds in groups.items():
        hits, ours, theirs = (sum(counter[kind] for kind in kinds) for counter in (right, found, wanted))
        if ours:
            figures[f"{prefix}precision"] = hits / ours
        if theirs:
            figures[f"{prefix}recall"] = hits / theirs
        if ours + theirs:
            figures[f"{prefix}f1"] = 2 * hits / (ours + theirs)
        figures[f"{prefix}gold"] = theirs
    return figures


def _bare(span: Span, text: str) -> Span:
    """Return a span without leading article and trailing possessive."""
    words = span.cut(text)
    start, end = span.start, span.end
    for article in ("the ", "a ", "an "):
        if words.lower().startswith(article):
            start += len(article)
    for ending in ("'s", "’s", "'", "’"):
        if words.endswith(ending):
            end -= len(ending)
            break
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end) if start < end else span


def load_names(gold: Path, outlets: tuple[str, ...] = ()) -> Iterator[GoldNames]:
    """Yield the documents of a gold folder, in the order of their names.

    Raises:
        InputError: if the folder holds neither form of gold.

    """
    newswire = sorted(gold.glob("processed_annotated/*.tsv"))
    re3d = sorted(gold.glob("*/entities.json"))
    if not newswire and not re3d:
        advice = "Give the folder worldwide-newswire or re3d."
        raise InputError(str(gold), "no gold of names is here", advice)
    for path in newswire:
        if not outlets or path.name.startswith(outlets):
            yield _read_bioes(path)
    for path in re3d:
        yield from _read_re3d(path)


def _report(text: str, url: str) -> Report:
    return Report(id=make_report_id(url, text), url=url, text=text)


def _read_bioes(path: Path) -> GoldNames:
    """Return a newswire file with its names placed in the original article, or in the tokens where that is missing."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if "\t" in line]
    original = path.parent.with_name("original_articles") / path.name.removesuffix(".tsv")
    text = original.read_text("utf-8", "replace") if original.is_file() else " ".join(row[0] for row in rows)
    names: list[tuple[Span, str]] = []
    position = 0
    open_name = False
    for token, label, *_ in rows:  # a third column holds a name inside the name
        start = text.find(token, position)
        if not token or not 0 <= start - position <= FARTHEST:
            continue
        position = start + len(token)
        prefix, _, kind = label.strip().partition("-")
        if prefix == "I" and open_name:
            names[-1] = (Span(start=names[-1][0].start, end=position), names[-1][1])
        elif kind in NEWSWIRE_TYPES:
            names.append((Span(start=start, end=position), NEWSWIRE_TYPES[kind]))
        open_name = kind in NEWSWIRE_TYPES
    return GoldNames(path.name, _report(text, path.name), tuple(names), frozenset(NEWSWIRE_TYPES.values()))


def _read_re3d(path: Path) -> Iterator[GoldNames]:
    by_document: dict[str, list[tuple[Span, str]]] = {}
    for row in _rows(path):
        if row["type"] in RE3D_TYPES and row["end"] > row["begin"]:
            span = Span(start=row["begin"], end=row["end"])
            by_document.setdefault(row["documentId"], []).append((span, RE3D_TYPES[row["type"]]))
    for row in _rows(path.with_name("documents.json")):
        names = _proper(by_document.get(row["_id"], []), row["text"])
        report = _report(row["text"], row["sourceUrl"])
        yield GoldNames(row["_id"], report, names, frozenset(RE3D_TYPES.values()))


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise InputError(str(path), str(error), "Give one JSON object a line.") from error


def _proper(spans: Iterable[tuple[Span, str]], text: str) -> tuple[tuple[Span, str], ...]:
    """Return the spans that are names: no pronoun, and each word but small linking ones begins with a capital."""
    proper = []
    for span, kind in spans:
        words = _bare(span, text).cut(text).replace("-", " ").split()
        named = all(word[0].isupper() or not word[0].isalpha() or word in LINKING_WORDS for word in words)
        pronoun = len(words) == 1 and words[0].lower() in PRONOUNS
        if words and words[0][0].isalnum() and named and not pronoun:
            proper.append((span, kind))
    return tuple(proper)
