"""Who acts in the news: states, armed groups, parties, organisations, peoples and office holders, as one index."""

import csv
import hashlib
import io
import unicodedata
from collections.abc import Container
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

import msgspec

from onrecord.errors import KnowledgeError

ActorKind = Literal["person", "organisation", "place", "nationality", "group"]

TABLES: dict[str, ActorKind] = {
    "armed_groups.csv": "group",
    "parties.csv": "organisation",
    "organisations.csv": "organisation",
    "territories.csv": "place",
    "peoples.csv": "nationality",
    "leaders.csv": "person",
}
FORMER = ("ELI",)
LONGEST_ACRONYM = 7

_MARKS = str.maketrans({"’": "", "'": "", "‘": "", "`": "", "ʼ": "", "ʿ": "", "ʾ": "", ".": "", "-": " ", "–": " "})
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Someone or something that acts in the news, as known on a day.

    `country` is an ISO 3166 alpha-3 code, or one of PLOVER's IGO, UNO, EUR, NGO, ISM, IMG and MNC.
    `start` and `end` bound the days on which this row holds (the end is not included); `note` is
    an office for a person, "ethnic", "religious" or "regional" for a people, and else empty.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None
    sectors: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Return whether the row holds on `day`."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@lru_cache(maxsize=16_384)
def fold_name(name: str) -> str:
    """Return `name` without case, accents, apostrophes, dots, hyphens and a leading article, to compare by."""
    folded = name.casefold().translate(_MARKS)
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded.translate(_LETTERS))
        folded = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(folded.split()).removeprefix("the ")


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "").replace("-", "")
    return len(letters) <= LONGEST_ACRONYM and letters.isalnum() and letters.isupper()


class ActorIndex:
    """All known actors by folded name; look-ups are by name and day. `hash` tells states of the data apart."""

    def __init__(self, actors: tuple[Actor, ...], tables: dict[str, dict[str, str]], digest: str) -> None:
        """Index `actors`; `tables` holds folded demonyms, seats of government and weak names."""
        self.hash = digest
        self.actors = actors
        self._demonyms = tables["demonyms"]
        self._demonym_begins = {name.split(" ")[0] for name in self._demonyms if " " in name}
        self._seats = tables["seats"]
        self._weak = tables["weak"]
        self._by_name: dict[str, list[Actor]] = {}
        self._acronyms: dict[str, list[Actor]] = {}
        self._states: dict[str, Actor] = {}
        self._by_surname: dict[str, list[Actor]] = {}
        self._begun: set[str] = {start for seat in self._seats for start in _starts(seat)}
        for actor in actors:
            if actor.id.startswith("state:"):
                self._states[actor.id[6:]] = actor
            if actor.kind == "person":
                self._by_surname.setdefault(_surname(actor.name), []).append(actor)
            for alias in dict.fromkeys((actor.name, *actor.aliases)):
                self._add(alias, actor)

    def _add(self, alias: str, actor: Actor) -> None:
        folded = fold_name(alias)
        table, key = (self._acronyms, alias.replace(".", "")) if _is_acronym(alias) else (self._by_name, folded)
        table.setdefault(key, []).append(actor)
        self._begun.update(_starts(folded))

    def rows(self, name: str) -> tuple[Actor, ...]:
        """Return all rows that bear `name`; an acronym must be written as one ("IS", never "is")."""
        found = self._acronyms.get(name.replace(".", ""), ()) if _is_acronym(name) else ()
        return (*found, *self._by_name.get(fold_name(name), ()))

    def find(self, name: str, on: date | None, countries: Container[str] = ()) -> Actor | None:
        """Return the one actor called `name` as of the day `on`, or None if there is none or more than one.

        Where several actors share the name, those of `countries` (the ones a report speaks of) are
        preferred. Without a day, or out of office, a person keeps the country and loses the sectors:
        a former office holder is ELI, one of an unknown day has none.
        """
        rows = self.rows(name)
        ids = {row.id for row in rows}
        if len(ids) > 1 and on:
            rows = tuple(row for row in rows if row.holds_on(on)) or rows
            ids = {row.id for row in rows}
        if len(ids) > 1:
            rows = tuple(row for row in rows if row.country in countries)
            ids = {row.id for row in rows}
        return _as_of(rows, on) if len(ids) == 1 else None

    def find_surname(self, surname: str, on: date | None, countries: Container[str]) -> Actor | None:
        """Return the one person of `countries` with this surname, as of the day `on`; in office if several share it."""
        rows = [row for row in self._by_surname.get(_surname(surname), ()) if row.country in countries]
        if len({row.id for row in rows}) > 1 and on:
            rows = [row for row in rows if row.holds_on(on)]
        if len({row.id for row in rows}) != 1 or (on and all(row.start and row.start > on for row in rows)):
            return None
        return _as_of(tuple(rows), on)

    def knows_surname(self, name: str) -> bool:
        """Return whether someone of any country is known by the last word of `name`."""
        return _surname(name) in self._by_surname

    def state(self, country: str) -> Actor | None:
        """Return the state whose alpha-3 code is `country`, or None."""
        return self._states.get(country)

    def is_weak(self, name: str) -> bool:
        """Return whether `name` is also an ordinary word or someone's name, so that it decides nothing alone."""
        return fold_name(name) in self._weak

    def demonym(self, words: str) -> str | None:
        """Return the alpha-3 country of an adjective or people ("Syrian", "Poles"), or None."""
        return self._demonyms.get(fold_name(words))

    def is_demonym(self, words: str) -> bool:
        """Return whether `words` are an adjective or people of a country, and not that country's own name."""
        return self.demonym(words) is not None and not any(row.id.startswith("state:") for row in self.rows(words))

    def begins_demonym(self, word: str) -> bool:
        """Return whether `word` is the first of a demonym of two words ("South" of "South Korean")."""
        return fold_name(word) in self._demonym_begins

    def seat(self, words: str) -> str | None:
        """Return the alpha-3 country whose government sits in the city `words`, or None."""
        return self._seats.get(fold_name(words))

    def begins(self, words: str) -> bool:
        """Return whether `words` are the first words of a known name, or all of them."""
        return fold_name(words) in self._begun


def _surname(name: str) -> str:
    """Return the last word of a folded name, without what follows a surname ("Jr")."""
    words = [word for word in fold_name(name).split(" ") if word not in {"jr", "sr", "ii", "iii"}]
    return words[-1] if words else ""


def _starts(folded: str) -> list[str]:
    words = folded.split(" ")
    return [" ".join(words[:length]) for length in range(1, len(words) + 1)]


def _as_of(rows: tuple[Actor, ...], on: date | None) -> Actor:
    """Return the row that holds on the day, or the nearest one with what is still true of it."""
    first = rows[0]
    if on is None:
        certain = len({row.sectors for row in rows}) == 1 and (first.kind != "person" or first.start is None)
        return first if certain else msgspec.structs.replace(first, sectors=(), note="")
    for row in rows:
        if row.holds_on(on):
            return row
    begun = [row for row in rows if row.start is None or row.start <= on]
    last = begun[-1] if begun else first
    if last.kind != "person":
        return last
    return msgspec.structs.replace(last, sectors=FORMER if begun else (), note="")


def _rows(name: str) -> tuple[list[dict[str, str]], bytes]:
    """Return the rows of a table of knowledge and its bytes.

    Raises:
        KnowledgeError: with file and line, if the table is missing or a row does not fit the header.

    """
    try:
        content = files("onrecord.knowledge").joinpath("data", *name.split("/")).read_bytes()
    except OSError as error:
        raise KnowledgeError(f"knowledge/data/{name}", str(error), "Install onrecord again.") from error
    reader = csv.DictReader(io.StringIO(content.decode(), newline=""))
    found = []
    for row in reader:
        if None in row or None in row.values():
            where = f"knowledge/data/{name}, line {reader.line_num}"
            raise KnowledgeError(where, "the row does not fit the header", "Quote cells that hold a comma.")
        found.append(row)
    return found, content


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def _actor(row: dict[str, str], kind: ActorKind) -> Actor:
    return Actor(
        id=row["id"],
        name=row["name"],
        kind=kind,
        country=row["country"] or None,
        sectors=_split(row["sectors"]),
        aliases=_split(row["aliases"]),
        start=date.fromisoformat(row["start"]) if row["start"] else None,
        end=date.fromisoformat(row["end"]) if row["end"] else None,
        note=row["note"],
    )


@cache
def load_actors() -> ActorIndex:
    """Return the index of all actors, read once per process.

    Raises:
        KnowledgeError: if a table of `knowledge/data` is missing or broken.

    """
    digest = hashlib.sha256()
    actors: list[Actor] = []
    tables: dict[str, dict[str, str]] = {"demonyms": {}, "seats": {}, "weak": {}}
    rows, content = _rows("actors/states.csv")
    digest.update(content)
    for row in rows:
        actors.append(_actor({**row, "sectors": "", "start": "", "end": "", "note": ""}, "place"))
        tables["seats"].update((fold_name(seat), row["country"]) for seat in _split(row["seats"]))
    for table, kind in TABLES.items():
        rows, content = _rows(f"actors/{table}")
        digest.update(content)
        actors.extend(_actor(row, kind) for row in rows)
    for key, table, column, value in (
        ("demonyms", "demonyms.csv", "demonym", "country"),
        ("weak", "actors/weak_names.csv", "name", "why"),
    ):
        rows, content = _rows(table)
        digest.update(content)
        tables[key].update((fold_name(row[column]), row[value]) for row in rows)
    return ActorIndex(tuple(actors), tables, digest.hexdigest()[:12])
