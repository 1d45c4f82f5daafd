"""Which first-level area each place of the index lies in, worked out from the codes and the distances."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from onrecord.knowledge.places_names import fold_name, strip_admin_head
from onrecord.knowledge.places_sources import City, Row

_CELL_DEGREES = 0.5
_NAME_BONUS_KM = 400.0
_POPULATION_NEARBY = 3


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the great-circle distance in kilometres between two points in degrees (haversine)."""
    phi, other_phi = math.radians(latitude), math.radians(other_latitude)
    half = math.sin((other_phi - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(min(1.0, half)))


def link_admin1_codes(
    cities: Iterable[City], areas: Iterable[Row], alpha3: dict[str, str]
) -> dict[tuple[str, str], str]:
    """Return the id of the first-level area for each pair of alpha-3 country and GeoNames admin1 code.

    The area rows carry no codes, so a code is given the area of its country whose point lies nearest
    to the middle of the cities with that code, the nearest pair first; a city named like the area counts
    as 400 km nearer.
    """
    groups: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities:
        groups[alpha3[city.countrycode], city.admin1code].append(city)
    by_country: dict[str, list[Row]] = defaultdict(list)
    for area in areas:
        if area.kind == "admin1":
            by_country[area.country].append(area)
    pairs = []
    for group, members in groups.items():
        latitude = sum(city.latitude for city in members) / len(members)
        longitude = sum(city.longitude for city in members) / len(members)
        largest = sorted(members, key=lambda city: -city.population)[:_POPULATION_NEARBY]
        names = {fold_name(city.name) for city in largest}
        for area in by_country[group[0]]:
            key = fold_name(area.name)
            bonus = _NAME_BONUS_KM if key in names or strip_admin_head(key) in names else 0.0
            away = distance_km(latitude, longitude, area.latitude, area.longitude)
            pairs.append((away - bonus, group, area.id))
    linked: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for _, group, area_id in sorted(pairs):
        if group not in linked and area_id not in taken:
            linked[group] = area_id
            taken.add(area_id)
    return linked


class NearbyAreas:
    """The first-level areas of the cities around a point."""

    def __init__(self) -> None:
        """Begin with no city."""
        self._cells: dict[tuple[str, int, int], list[tuple[float, float, str]]] = defaultdict(list)

    def add(self, row: Row) -> None:
        """Add a city whose area is known."""
        if row.admin1:
            self._cells[(row.country, *self._cell(row))].append((row.latitude, row.longitude, row.admin1))

    def find(self, row: Row) -> str:
        """Return the area most of the three nearest cities of its country lie in, or "" if none is near."""
        x, y = self._cell(row)
        near = [
            ((city[0] - row.latitude) ** 2 + (city[1] - row.longitude) ** 2, city[2])
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for city in self._cells.get((row.country, x + dx, y + dy), ())
        ]
        nearest = Counter(area for _, area in sorted(near)[:_POPULATION_NEARBY])
        return nearest.most_common(1)[0][0] if nearest else ""

    @staticmethod
    def _cell(row: Row) -> tuple[int, int]:
        return math.floor(row.latitude / _CELL_DEGREES), math.floor(row.longitude / _CELL_DEGREES)
