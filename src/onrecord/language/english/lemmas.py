"""Dictionary forms: a table learnt from treebanks first, then WordNet's rules of detachment, each answer kept."""

import gzip
from pathlib import Path
from typing import Self

import msgspec

_BASE_TAGS = frozenset({"NN", "VB", "VBP", "JJ", "RB", "MD"})
_RULE_TABLE = {"NOUN": "noun", "VERB": "verb", "AUX": "verb", "ADJ": "adj", "ADV": "adv"}
_PLURAL_COUNTRIES = frozenset({"Netherlands", "Philippines", "Maldives", "Seychelles", "Comoros", "Bahamas"})
# Longer words in capitals are taken for words of a headline.
_LONGEST_ACRONYM = 3
_MOST_REMEMBERED = 200_000
_PREFIXES = (
    "re",
    "un",
    "over",
    "under",
    "out",
    "mis",
    "pre",
    "co",
    "counter",
    "de",
    "dis",
    "tear",
    "live",
    "fire",
    "air",
)
_SHORTEST_VERB = 3
_WITH_SILENT_E = ("c", "g", "v", "z", "u", "at", "is", "ur", "ut", "as", "ok", "ak", "yp", "il", "bl", "dl", "tl", "gl")


class LemmaTables(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The stored facts: `seen` by UPOS, the rest by WordNet part of speech."""

    seen: dict[str, dict[str, str]]
    rules: dict[str, tuple[tuple[str, str], ...]]
    exceptions: dict[str, dict[str, str]]
    index: dict[str, frozenset[str]]
    lower_case: frozenset[str]

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read tables written by `save`."""
        return msgspec.json.decode(gzip.decompress(path.read_bytes()), type=cls)

    def save(self, path: Path) -> None:
        """Write the tables, sorted, so that the same facts give the same file."""
        plain = msgspec.json.encode(self, order="sorted", enc_hook=sorted)
        path.write_bytes(gzip.compress(plain, 9, mtime=0))

    def find(self, form: str, upos: str, xpos: str) -> str:
        """Return the lemma of a form with its tags."""
        straight = form.replace("’", "'").replace("‘", "'")
        seen = self.seen.get(upos, {})
        if upos == "PROPN":
            return seen.get(straight) or (_singular(straight) if xpos == "NNPS" else straight)
        if upos == "NOUN" and _is_acronym(straight):
            return straight.removesuffix("s")
        lower = straight.lower()
        if lower in seen:
            return seen[lower]
        table = _RULE_TABLE.get(upos)
        if table is None:
            return lower if straight.isalpha() else straight
        if self._keeps_capitals(straight, lower, upos, table):
            return straight
        irregular = lower in self.exceptions[table] and lower not in self.index[table]
        return lower if xpos in _BASE_TAGS and not irregular else self._by_rule(lower, table)

    def _keeps_capitals(self, form: str, lower: str, upos: str, table: str) -> bool:
        if form == lower or lower in self.lower_case:
            return False
        if form.isupper():
            return lower not in self.index[table] and self._by_rule(lower, table) not in self.index[table]
        return upos == "ADJ" and form.istitle()

    def _by_rule(self, form: str, table: str) -> str:
        exception = self.exceptions[table].get(form)
        if exception is not None:
            return exception
        unknown = ""
        for ending, replacement in self.rules.get(table, ()):
            if form.endswith(ending) and len(form) > len(ending):
                candidate = form[: -len(ending)] + replacement
                if candidate in self.index[table]:
                    return candidate
                unknown = unknown or candidate
        if form in self.index[table]:
            return form
        return (self._as_compound(form) or _restem(form) or unknown or form) if table == "verb" else unknown or form

    def _as_compound(self, form: str) -> str | None:
        """Return the lemma of a verb that is a known one behind a prefix ("resupplied"), or None."""
        for prefix in _PREFIXES:
            if form.startswith(prefix) and len(form) > len(prefix) + _SHORTEST_VERB:
                lemma = self._by_rule(form.removeprefix(prefix), "verb")
                if lemma in self.index["verb"]:
                    return prefix + lemma
        return None


def _restem(form: str) -> str | None:
    """Return the likeliest stem of an unknown verb in -ed or -ing, by English spelling, or None for other forms."""
    ending = next((one for one in ("ed", "ing") if form.endswith(one)), None)
    stem = form.removesuffix(ending) if ending else ""
    if len(stem) < _SHORTEST_VERB:
        return None
    if stem.endswith("i"):
        return f"{stem[:-1]}y"
    if stem[-1] == stem[-2] and stem[-1] not in "aeioulsfz":
        return stem[:-1]
    return f"{stem}e" if stem.endswith(_WITH_SILENT_E) else stem


def _is_acronym(form: str) -> bool:
    return (form.isupper() and 1 < len(form) <= _LONGEST_ACRONYM) or (form[:-1].isupper() and form[1:].endswith("s"))


def _singular(name: str) -> str:
    if name in _PLURAL_COUNTRIES:
        return name
    if name.endswith("ies") and len(name) > len("Tories"):
        return f"{name[:-3]}y"
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name


class Lemmatizer:
    """Finds the lemma of a token from its form and tags, and remembers it."""

    def __init__(self, tables: LemmaTables) -> None:
        """Start with an empty memory."""
        self._tables = tables
        self._found: dict[tuple[str, str, str], str] = {}

    def find(self, form: str, upos: str, xpos: str) -> str:
        """Return the lemma."""
        key = (form, upos, xpos)
        lemma = self._found.get(key)
        if lemma is None:
            if len(self._found) > _MOST_REMEMBERED:
                self._found.clear()
            lemma = self._found[key] = self._tables.find(form, upos, xpos)
        return lemma
