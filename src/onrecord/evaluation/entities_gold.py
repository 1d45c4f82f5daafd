"""Gold of entities: GUM as WebAnno TSV or as CoNLL-U, and CoNLL coreference columns (MEANTIME, NewsWCL50)."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import msgspec

from onrecord.errors import InputError
from onrecord.records import Report, Span, make_report_id

TSV_COLUMNS = 10
CONLLU_COLUMNS = 10
CONLL_COLUMNS = 5
NAMED_TYPES = frozenset({"person", "organization", "place"})
CLOSING = frozenset(",.;:!?)]%’”") | {"'s", "’s", "n't", "n’t", "'", "...", "''"}
OPENING = frozenset("([$£€#‘“") | {"``"}
_ENTITY = re.compile(r"([a-z]+)(?:\[(\d+)\])?")
_LINK = re.compile(r"(\d+-\d+)(?:\[(\d+)_(\d+)\])?")
_BRACKETS = re.compile(r"\((?P<open>[^()]+)(?P<alone>\))?|(?P<close>[^()]+)\)")
_GUM_MENTION = re.compile(r"(?P<chain>\d+)-(?P<type>[a-z]+)-[^-]*-[^-]*-[^-]*-(?P<head>\d+)")
_CHAIN_NUMBER = re.compile(r"^(?:cross_|intra_)+")


class GoldChains(msgspec.Struct, frozen=True):
    """A document and, for each gold mention of someone or something, the number of its chain.

    `names` are those mentions that are names of persons, organisations and places, and None where
    the gold does not tell names from other mentions.
    """

    name: str
    report: Report
    chains: dict[Span, int]
    names: frozenset[Span] | None = None


def load_gold(gold: Path) -> Iterator[GoldChains]:
    """Yield the documents of a folder of GUM (TSV or CoNLL-U) by name, or of one file of CoNLL columns in its order.

    Raises:
        InputError: if nothing of these is there, or a row has too few columns.

    """
    if gold.is_file():
        yield from _load_columns(gold)
        return
    paths = sorted([*gold.glob("GUM_*.tsv"), *gold.glob("GUM_*.conllu")])
    if not paths:
        raise InputError(
            str(gold), "no GUM_*.tsv or GUM_*.conllu is here", "Give treebanks/gum/dep or a file of CoNLL."
        )
    for path in paths:
        yield load_chains(path) if path.suffix == ".tsv" else _load_conllu(path)


def _document(name: str, text: str, chains: dict[Span, int], names: frozenset[Span] | None = None) -> GoldChains:
    return GoldChains(name, Report(id=make_report_id(name, text), text=text), chains, names)


def load_chains(path: Path) -> GoldChains:
    """Return a GUM TSV document with the chain of every mention; its words are apart by one blank each.

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
        if len(row) < TSV_COLUMNS:
            raise InputError(f"{path}, row {number}", "too few columns", f"GUM has {TSV_COLUMNS}.")
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
    return _document(path.stem, text, _chains(tokens, members, links))


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


class _Builder:
    """A text that grows word by word, and the mentions that open and close at its words."""

    def __init__(self) -> None:
        self.text = ""
        self.tags: list[tuple[Span, str]] = []
        self.chains: dict[Span, int] = {}
        self.names: set[Span] = set()
        self._numbers: dict[str, int] = {}
        self._open: dict[str, list[tuple[int, int]]] = {}

    def add(self, word: str, tag: str = "") -> None:
        """Append a word."""
        self.tags.append((Span(start=len(self.text), end=len(self.text) + len(word)), tag))
        self.text += word

    def mark(self, brackets: str) -> None:
        """Open and close mentions at the last word, as brackets with the chain and what GUM says beside it tell."""
        for found in _BRACKETS.finditer(brackets):
            told = (found["open"] or found["close"]).strip(" |")
            described = _GUM_MENTION.match(told)
            chain = described["chain"] if described else told
            if found["open"]:
                head = int(described["head"]) if described and described["type"] in NAMED_TYPES else 0
                self._open.setdefault(chain, []).append((len(self.tags) - 1, head))
            if not found["open"] or found["alone"]:
                self._close(chain)

    def _close(self, chain: str) -> None:
        if not self._open.get(chain):
            return  # a bracket without its pair, of which MEANTIME has some
        first, head = self._open[chain].pop()
        span = Span(start=self.tags[first][0].start, end=self.tags[-1][0].end)
        self.chains[span] = self._numbers.setdefault(_CHAIN_NUMBER.sub("", chain), len(self._numbers))
        if head and self.tags[min(first + head, len(self.tags)) - 1][1] == "PROPN":
            self.names.add(span)


def _load_conllu(path: Path) -> GoldChains:
    """Return a document of GUM CoNLL-U in its own spacing, one paragraph a line."""
    built = _Builder()
    spaced, after, inside = "", "", 0  # what follows the last word; what follows words written as one, still to come
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("# newpar"):
            spaced = "\n\n" if built.text else ""
        if not line or line.startswith("#"):
            continue
        row = line.split("\t")
        if len(row) != CONLLU_COLUMNS:
            raise InputError(f"{path}, line {number}", "not ten columns", "Give CoNLL-U.")
        told = dict(part.partition("=")[::2] for part in row[9].split("|"))
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            inside, after = last - first + 1, "" if "SpaceAfter" in told else " "
            continue
        if "." in row[0]:
            continue
        built.text += spaced
        built.add(row[1], row[3])
        built.mark(told.get("Entity", ""))
        spaced = "" if inside > 1 or "SpaceAfter" in told else " "
        spaced = after if inside == 1 else spaced
        inside = max(inside - 1, 0)
    return _document(path.stem, built.text, built.chains, frozenset(built.names))


def _load_columns(path: Path) -> Iterator[GoldChains]:
    """Yield the documents of a CoNLL file: name, sentence, number, word, brackets; a sentence is a line."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line.strip() and line[0] != "#"]
    short = next((row for row in rows if len(row) < CONLL_COLUMNS), None)
    if short is not None:
        raise InputError(f"{path}, {short[0]}", "too few columns", f"A row has {CONLL_COLUMNS}.")
    for name, document in groupby(rows, key=lambda row: row[0]):
        built = _Builder()
        for _, sentence in groupby(document, key=lambda row: row[1]):
            built.text += "\n\n" if built.text else ""
            before, quoted = "", False
            for _, _, _, word, brackets, *_ in sentence:
                quoted = quoted != (word == '"')
                built.text += " " if _is_apart(before, word, quoted=quoted) else ""
                built.add(word)
                built.mark(brackets if brackets != "-" else "")
                before = word if word != '"' or not quoted else "``"
        yield _document(name, built.text, built.chains)


def _is_apart(before: str, word: str, *, quoted: bool) -> bool:
    """Return whether a blank stood between two words before they were cut; `quoted` is right after `word`."""
    if not before or before in OPENING or word in CLOSING or "-" in {before, word}:
        return False
    return word != '"' or quoted
