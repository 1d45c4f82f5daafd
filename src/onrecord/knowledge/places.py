"""The places index: where a name may be, read from one SQLite file that is built once per machine."""

import os
import sqlite3
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import msgspec
from platformdirs import user_cache_dir

from onrecord.errors import KnowledgeError
from onrecord.knowledge.places_build import build_places_index, sources_hash
from onrecord.knowledge.places_gather import Progress
from onrecord.knowledge.places_names import drop_article, fold_name, make_skeleton, strip_facility_head
from onrecord.knowledge.places_sources import read_demonyms

_LIKENESS_NEEDED = 0.6
_MOST_SPELLINGS = 40
_LONGEST_CODE = 3
_REMEMBERED = 16_384
_FIND = """
SELECT place.id, place.name, country, admin1, latitude, longitude, population, precision, kind, rank
FROM name JOIN place ON place.number = name.place WHERE name.key = ?
"""
_GET = """
SELECT id, name, country, admin1, latitude, longitude, population, precision, kind, 0 FROM place WHERE id = ?
"""


class Place(msgspec.Struct, frozen=True, gc=False):
    """A place of the index.

    `country` is alpha-3 or empty (a sea), `admin1` the id of the first-level area or empty. `name_rank`
    says how the name it was found by belongs to it: 0 its own, 1 another name, 2 a name without its
    article or head, 3 a facility without its head, 4 a spelling with the same consonants.
    """

    id: str
    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    population: int
    precision: Literal["facility", "city", "district", "province", "country", "region"]
    kind: str
    name_rank: int


class PlaceIndex:
    """Look-ups in the places index; the file is opened read-only."""

    def __init__(self, path: Path, hash_: str) -> None:
        """Open the file at `path`.

        Raises:
            KnowledgeError: if it cannot be opened.

        """
        self.hash = hash_
        try:
            url = f"file:{quote(str(path))}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(url, uri=True, check_same_thread=False)
            self._connection.execute("SELECT 1 FROM place LIMIT 1").fetchone()
        except sqlite3.Error as error:
            advice = "Delete the file; it is built again at the next run."
            raise KnowledgeError(str(path), f"the places index cannot be opened ({error})", advice) from error
        self._demonyms = {row["demonym"]: row["country"] for row in reversed(read_demonyms())}
        self._named = lru_cache(maxsize=_REMEMBERED)(self._read_named)
        self._spelled = lru_cache(maxsize=_REMEMBERED)(self._read_spelled)

    def find(self, name: str, country: str | None = None) -> tuple[Place, ...]:
        """Return the places called `name`, the most populous first; with `country` (alpha-3), only there.

        Case, accents, apostrophes and hyphens do not matter. A facility is also found without its head
        ("Shayrat airfield"), an Arabic name without its article and, where the country is given, any
        spelling with the same consonants.
        """
        key = fold_name(name)
        return self._in(self._named(key), country) or self._find_facility(key, country) or self._find_bare(key, country)

    def demonym(self, words: str) -> str | None:
        """Return the alpha-3 country that an adjective or a people's name ("Syrian", "Poles") belongs to, or None.

        Case matters ("polish"), but for words all in capitals.
        """
        return self._demonyms.get(words.title() if words.isupper() and len(words) > _LONGEST_CODE else words)

    def get(self, id_: str) -> Place | None:
        """Return the place with this id, or None."""
        row = self._connection.execute(_GET, (id_,)).fetchone()
        return Place(*row) if row else None

    def _find_facility(self, key: str, country: str | None) -> tuple[Place, ...]:
        bare = strip_facility_head(key)
        if bare is None:
            return ()
        names = (bare, drop_article(bare) or bare)
        found = [place for name in names for place in self._read_all(name) if place.precision == "facility"]
        return self._in(tuple(dict.fromkeys(found)), country)

    def _find_bare(self, key: str, country: str | None) -> tuple[Place, ...]:
        bare = drop_article(key)
        found = self._in(self._named(bare), country) if bare else ()
        if found or country is None:
            return found
        return self._spelled(key, country)

    @staticmethod
    def _in(places: tuple[Place, ...], country: str | None) -> tuple[Place, ...]:
        return tuple(place for place in places if place.country == country) if country else places

    def _read_all(self, key: str) -> list[Place]:
        return sorted((Place(*row) for row in self._connection.execute(_FIND, (key,))), key=_order)

    def _read_named(self, key: str) -> tuple[Place, ...]:
        return tuple(place for place in self._read_all(key) if place.name_rank < 3)  # noqa: PLR2004 - no bare facilities

    def _read_spelled(self, key: str, country: str) -> tuple[Place, ...]:
        skeleton = make_skeleton(key)
        if skeleton is None:
            return ()
        query = "SELECT key FROM skeleton WHERE country = ? AND skeleton = ? LIMIT ?"
        spellings = [row[0] for row in self._connection.execute(query, (country, skeleton, _MOST_SPELLINGS))]
        likeness = {spelling: _likeness(key, spelling) for spelling in spellings}
        near = sorted((one for one in spellings if likeness[one] >= _LIKENESS_NEEDED), key=lambda one: -likeness[one])
        found: dict[str, Place] = {}
        for spelling in near:
            for place in self._in(self._named(spelling), country):
                found.setdefault(place.id, msgspec.structs.replace(place, name_rank=4))
        return tuple(found.values())


def _likeness(key: str, other: str) -> float:
    plain, other_plain = drop_article(key) or key, drop_article(other) or other
    return SequenceMatcher(None, plain, other_plain, autojunk=False).ratio()


def _order(place: Place) -> tuple[int, str]:
    return (-place.population, place.id)


def places_index_path() -> Path:
    """Return where the index of these sources lies: in ONRECORD_CACHE or the user's cache folder."""
    folder = os.environ.get("ONRECORD_CACHE") or user_cache_dir("onrecord")
    return Path(folder) / f"places-{sources_hash()}.sqlite"


def open_place_index(progress: Progress | None = None) -> PlaceIndex:
    """Return the places index, built first if its sources changed; `progress` hears (step, done, total).

    Raises:
        KnowledgeError: if it can be neither opened nor built.

    """
    path = places_index_path()
    if not path.is_file():
        build_places_index(path, progress)
    return PlaceIndex(path, path.stem.removeprefix("places-"))
