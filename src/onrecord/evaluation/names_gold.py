"""Reads the gold of names: worldwide-newswire (BIOES, placed in the original articles) and re3d (JSON lines).

re3d also marks descriptions and pronouns; only its proper names are kept. Newspapers of newswire are told
apart by the region of the world that they come from, as its README sorts their countries.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from onrecord.errors import InputError
from onrecord.records import Report, Span, make_report_id

NEWSWIRE_TYPES = {
    "Person": "PERSON",
    "Organization": "ORG",
    "Location": "LOC",
    "Facility": "FAC",
    "NORP": "NORP",
    "Date": "DATE",
}
RE3D_TYPES = {"Person": "PERSON", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP"}
REGIONS = "newswire_regions.csv"
LINKING_WORDS = frozenset({"of", "the", "and", "for", "al", "el", "in", "on", "bin", "de", "to", "an", "ash"})
PRONOUNS = frozenset(
    {"i", "we", "you", "he", "she", "it", "they", "her", "his", "our", "their", "my", "its", "who", "us"}
)
FARTHEST = 400  # characters between a token and the next one in the original article


class GoldNames(msgspec.Struct, frozen=True):
    """A document with its gold names, and the types that this gold set marks.

    `region` is the region of the world that the newspaper is from, None if it is in no table or the set has none.
    """

    name: str
    report: Report
    names: tuple[tuple[Span, str], ...]
    types: frozenset[str]
    region: str | None = None


def strip_name(span: Span, text: str) -> Span:
    """Return a span of `text` without leading article and trailing possessive."""
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
        InputError: if the folder holds neither form of gold, or no file of these outlets.

    """
    newswire = sorted(gold.glob("processed_annotated/*.tsv"))
    re3d = sorted(gold.glob("*/entities.json"))
    if not newswire and not re3d:
        advice = "Give the folder worldwide-newswire or re3d."
        raise InputError(str(gold), "no gold of names is here", advice)
    chosen = [path for path in newswire if path.name.startswith(outlets or ("",))]
    if newswire and not chosen:
        advice = f"Its first file is {newswire[0].name}; give the beginning of such a name."
        raise InputError(str(gold), f"no newspaper here begins with {' or '.join(outlets)}", advice)
    for path in chosen:
        yield _read_bioes(path)
    for path in re3d:
        yield from _read_re3d(path)


def find_region(file_name: str) -> str | None:
    """Return the region of the world that a newswire file is from, by the prefix of its name; None if unknown."""
    return _load_regions().get(file_name.partition("_")[0])


@cache
def _load_regions() -> dict[str, str]:
    table = files("onrecord.evaluation").joinpath(REGIONS).read_text("utf-8")
    return {row["prefix"]: row["region"] for row in csv.DictReader(table.splitlines())}


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
    types = frozenset(NEWSWIRE_TYPES.values())
    return GoldNames(path.name, _report(text, path.name), tuple(names), types, find_region(path.name))


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
        words = strip_name(span, text).cut(text).replace("-", " ").split()
        named = all(word[0].isupper() or not word[0].isalpha() or word in LINKING_WORDS for word in words)
        pronoun = len(words) == 1 and words[0].lower() in PRONOUNS
        if words and words[0][0].isalnum() and named and not pronoun:
            proper.append((span, kind))
    return tuple(proper)
