"""How likely a place is what a name means: what it is, and what else the text names.

The weights are in natural-log odds. They were set by hand and then by coordinate search on half of LGL,
GeoVirus and GeoWebNews (toponyms within 161 km, spans given).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from onrecord.knowledge.places import Place
from onrecord.knowledge.places_links import distance_km

LARGE_AREA = 1_000_000
_PER_DECADE = 1.3
_BY_PRECISION = {"country": 4.0, "region": 3.0, "province": 1.6, "city": 0.8, "district": 0.4, "facility": -0.8}
_OTHER_NAME = -3.0
_CAPITAL = 2.5
_AREA_HEAD = 4.0
_COUNTRY_SHARE = 4.5
_COUNTRY_NAMED = 1.0
_ADMIN1_NAMED = 3.0
_ALSO_A_STATE = -3.0
_PARENT = 8.0
_COMPANY = 0.6
_MOST_COMPANY = 6.0
_RARE_NAME = 30.0
_COMPANY_BY_RANK = (1.0, 0.5, 0.5, 0.3, 0.5)
_NEAR = ((40.0, 2.0), (161.0, 1.3), (400.0, 0.5))
_NEAR_DEGREES = 4.0
_WIDE = frozenset({"country", "region"})
_NOBODY: dict[str, float] = {}
_ONE_SPOT_KM = 60.0
_SEAT_POPULATION = 1_000
_SEAT_KM = 150.0


class Asked(msgspec.Struct, frozen=True):
    """A name to be placed: its key, the areas said to hold it, and whether "province" or the like stands with it."""

    key: str
    parents: frozenset[str]
    area: bool


class Evidence:
    """What a text says of where it plays: countries, first-level areas and places, each with who says it."""

    def __init__(self, hints: Iterable[str], company: dict[tuple[int, int], dict[str, float]]) -> None:
        """Begin with the countries that words hint at, and the names that may lie in each cell of the map."""
        self._company = company
        self._countries: dict[str, Counter[str]] = defaultdict(Counter)
        self._admin1: dict[str, Counter[str]] = defaultdict(Counter)
        self._stated: set[str] = set()
        self._anchors: dict[tuple[str, str], tuple[Place, float]] = {}
        self._total = 0
        for country in hints:
            self.add_country(country, "")

    def add_country(self, country: str, key: str) -> None:
        """Count one mention, by the name `key`, of a country or of a place in it."""
        self._countries[country][key] += 1
        self._total += 1

    def add_stated_area(self, place: Place, key: str) -> None:
        """Count an area that is certain ("Ky.")."""
        self._admin1[place.id][key] += 1
        self._stated.add(place.id)

    def add_place(self, place: Place, sure: float, key: str) -> None:
        """Count one mention of a place resolved in an earlier round."""
        if place.country:
            self.add_country(place.country, key)
        if place.admin1 or place.precision == "province":
            self._admin1[place.admin1 or place.id][key] += 1
        if place.precision not in _WIDE:
            self._anchors.setdefault((place.id, key), (place, sure))

    def countries(self, most: int) -> list[str]:
        """Return the countries with the most mentions."""
        return sorted(self._countries, key=lambda country: (-self._countries[country].total(), country))[:most]

    def inside(self, places: Sequence[Place], key: str) -> tuple[Place, ...]:
        """Return the places that lie in a country which other names tell; all of them if none tells one."""
        told = {country for country, counts in self._countries.items() if _by_others(counts, key)}
        return tuple(place for place in places if place.country in told) if told else tuple(places)

    def choose(self, places: Sequence[Place], asked: Asked) -> tuple[Place, float]:
        """Return the likeliest of the places a name may mean, and how sure that is, from 0 to 1."""
        named = any(place.name_rank == 0 for place in places)
        state = any(_is_large_state(place, places[0].country) for place in places)
        scores = [self._score(place, asked, named=named, state=state) for place in places]
        top = max(scores)
        first = places[scores.index(top)]
        best = first if asked.area else _seat(places, first)
        # Candidates at one spot (a city and its province) do not compete.
        rivals = sum(
            math.exp(score - top)
            for place, score in zip(places, scores, strict=True)
            if place is not first and _away_km(place, best) > _ONE_SPOT_KM
        )
        return best, 1.0 / (1.0 + rivals)

    def _score(self, place: Place, asked: Asked, *, named: bool, state: bool) -> float:
        score = _PER_DECADE * math.log10(place.population + 100) + _BY_PRECISION[place.precision]
        if named and place.name_rank:
            score += _OTHER_NAME
        if place.kind == "capital":
            score += _CAPITAL
        if asked.area and place.precision in {"province", "district"}:
            score += _AREA_HEAD
        if state and place.precision == "country":
            score += _ALSO_A_STATE
        score += self._by_areas(place, asked)
        if place.precision not in _WIDE:
            score += self._nearness(place, asked.key) + self._accompanied(place, asked.key)
        return score

    def _by_areas(self, place: Place, asked: Asked) -> float:
        score = 0.0
        inside = place.admin1 if place.admin1 != place.id else ""
        if place.country in self._countries:
            count = _by_others(self._countries[place.country], asked.key)
            score += (_COUNTRY_NAMED + _COUNTRY_SHARE * count / self._total) if count else 0.0
        if inside in self._admin1:
            score += _ADMIN1_NAMED * min(1.0, _by_others(self._admin1[inside], asked.key) / 2)
        if place.id in self._stated:
            score += _ADMIN1_NAMED
        if place.precision != "country" and (place.country in asked.parents or inside in asked.parents):
            score += _PARENT
        return score

    def _nearness(self, place: Place, key: str) -> float:
        """Return what the resolved places near a place say for it; a name is no anchor to itself."""
        best = 0.0
        for (_, anchor_key), (anchor, sure) in self._anchors.items():
            if anchor_key == key or abs(anchor.latitude - place.latitude) > _NEAR_DEGREES:
                continue
            away = _away_km(anchor, place)
            best = max(best, next((weight * sure for radius, weight in _NEAR if away <= radius), 0.0))
        return best

    def _accompanied(self, place: Place, key: str) -> float:
        """Return what the other names that may lie around a place say for it, resolved or not."""
        x, y = _cell(place)
        near: dict[str, float] = {}
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                for other, weight in self._company.get((x + dx, y + dy), _NOBODY).items():
                    if other != key:
                        near[other] = max(near.get(other, 0.0), weight)
        return _COMPANY * min(_MOST_COMPANY, sum(near.values()))


def find_company(names: Iterable[tuple[str, Sequence[Place]]]) -> dict[tuple[int, int], dict[str, float]]:
    """Return for each cell of the map (one degree) the names that may lie there, each with its weight.

    Names of one text tend to lie together (spatial minimality, Leidner 2007); a name with many places
    in the world says little by being near.
    """
    company: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
    for key, places in names:
        narrow = [place for place in places if place.precision not in _WIDE]
        weight = 1.0 / (1.0 + len(narrow) / _RARE_NAME)
        for place in narrow:
            cell = company[_cell(place)]
            cell[key] = max(cell.get(key, 0.0), weight * _COMPANY_BY_RANK[place.name_rank])
    return company


def _by_others(counts: Counter[str], key: str) -> int:
    """Return the mentions by other names: a name is no evidence for itself."""
    return counts.total() - counts.get(key, 0)


def _cell(place: Place) -> tuple[int, int]:
    return math.floor(place.latitude), math.floor(place.longitude)


def _away_km(place: Place, other: Place) -> float:
    return distance_km(place.latitude, place.longitude, other.latitude, other.longitude)


def _is_large_state(place: Place, country: str) -> bool:
    """Return whether a place is a state of another country than `country` (Georgia)."""
    large = place.precision == "province" and place.population > LARGE_AREA
    return large and place.name_rank == 0 and place.country != country


def _seat(places: Sequence[Place], area: Place) -> Place:
    """Return the town that an area is named after, where its own name is longer ("Daraa Governorate")."""
    if area.precision not in {"province", "district"} or area.name_rank == 0:
        return area
    for place in places:
        known = place.precision == "city" and place.population > _SEAT_POPULATION
        if known and place.country == area.country and _away_km(place, area) < _SEAT_KM:
            return place
    return area
