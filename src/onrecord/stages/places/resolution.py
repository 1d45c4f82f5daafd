"""Which place each toponym means: all toponyms of a text together, and no answer rather than a wrong one."""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from onrecord.knowledge.places import Place, PlaceIndex
from onrecord.knowledge.places_names import fold_name
from onrecord.language.parse import Parse
from onrecord.lexicons.places import PlaceLexicon
from onrecord.stages.places.board import Toponym, is_strong
from onrecord.stages.places.ranking import LARGE_AREA, Asked, Evidence, find_company

_ROUNDS = 2
_NEEDED = 0.3
_MOST_CANDIDATES = 250
_FIRST_CANDIDATES = 20
_SHORTEST_CAPITALS = 5
_SPELLED_COUNTRIES = 2
_PARENT_WORDS = frozenset({",", "(", ", in", "in", ", a"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})

Choice = tuple[Place, float] | None


class Resolved(msgspec.Struct, frozen=True, gc=False):
    """The place a toponym means, or None, its alpha-3 country, and how sure that is, from 0 to 1."""

    place: Place | None
    country: str | None
    score: float


class PlaceResolver:
    """Resolves the toponyms of one text."""

    def __init__(self, parse: Parse, toponyms: Sequence[Toponym], index: PlaceIndex, lexicon: PlaceLexicon) -> None:
        """Prepare for one text."""
        self._parse = parse
        self._toponyms = toponyms
        self._index = index
        self._lexicon = lexicon
        self._keys = [fold_name(toponym.lookup) for toponym in toponyms]
        self._candidates = [self._find(toponym) for toponym in toponyms]
        self._parents = self._find_parents()
        # Mentions of one name mean one place; "Ga." is not Georgia the country.
        self._by_name: dict[tuple[str, bool], list[int]] = defaultdict(list)
        for number, (toponym, key) in enumerate(zip(toponyms, self._keys, strict=True)):
            self._by_name[key, toponym.kind == "abbreviation"].append(number)
        # A small town lies in a country that the text tells, or is another one, which the index lacks.
        self._small = {
            key
            for toponym, key, places in zip(toponyms, self._keys, self._candidates, strict=True)
            if toponym.kind == "name" and places and not is_strong(places)
        }
        words = {token.lower for token in parse.tokens}
        self._hints = [country for word, country in lexicon.country_words.items() if word in words]
        self._company = find_company((key, self._candidates[numbers[0]]) for (key, _), numbers in self._by_name.items())

    def resolve(self) -> list[Resolved]:
        """Return what each toponym means, in order."""
        evidence = self._gather_first()
        best = self._choose_all(evidence)
        for _ in range(_ROUNDS):
            self._spell_by_country(evidence)
            evidence = self._gather_from(best)
            best = self._choose_all(evidence)
        return [_settle(toponym, choice) for toponym, choice in zip(self._toponyms, best, strict=True)]

    def _find(self, toponym: Toponym) -> tuple[Place, ...]:
        if toponym.kind in {"demonym", "street"} or toponym.lookup in self._lexicon.unions:
            return ()
        places = self._index.find(toponym.lookup)[:_MOST_CANDIDATES]
        if toponym.lookup.isupper() and len(toponym.lookup) < _SHORTEST_CAPITALS:
            places = tuple(place for place in places if place.population > LARGE_AREA)
        if toponym.kind == "abbreviation":
            return tuple(place for place in places if place.precision == "province")
        return places

    def _spell_by_country(self, evidence: Evidence) -> None:
        """Look names that are nowhere up again in the countries of the text, where spellings may differ."""
        countries = evidence.countries(_SPELLED_COUNTRIES)
        for number, toponym in enumerate(self._toponyms):
            if not self._candidates[number] and toponym.kind == "name":
                found = [place for country in countries for place in self._index.find(toponym.lookup, country)]
                self._candidates[number] = tuple(found)

    # What holds what.

    def _find_parents(self) -> list[set[str]]:
        """Return for each toponym the ids and countries that "X, Parent" and "Parent's X" name."""
        parents: list[set[str]] = [set() for _ in self._toponyms]
        tokens = self._parse.tokens
        for number, (toponym, after) in enumerate(zip(self._toponyms, self._toponyms[1:], strict=False)):
            between = self._parse.text[tokens[toponym.stop - 1].end : tokens[after.first].start].strip().lower()
            if after.kind == "part":
                continue
            if between in _POSSESSIVES:
                parents[number + 1] |= self._named_areas(number)
            elif between in _PARENT_WORDS and (after.kind == "abbreviation" or not self._is_area(number)):
                parents[number] |= self._named_areas(number + 1)
        return parents

    def _is_area(self, number: int) -> bool:
        """Return whether a toponym may itself be a state, so that "Oregon, Ohio" is a list."""
        return any(
            place.precision in {"country", "province"} and place.name_rank == 0 and place.population > LARGE_AREA
            for place in self._candidates[number]
        )

    def _named_areas(self, number: int) -> set[str]:
        """Return the ids and countries of the areas that a toponym may name."""
        country = self._toponyms[number].country
        areas = {country} if country is not None else set()
        for place in self._candidates[number]:
            if place.precision == "country":
                areas.add(place.country)
            elif place.precision == "province" or (place.precision == "district" and place.name_rank == 0):
                areas.add(place.id)
        return areas

    def _has_area_head(self, number: int) -> bool:
        toponym, tokens, heads = self._toponyms[number], self._parse.tokens, self._lexicon.area_heads
        if toponym.stop < len(tokens) and tokens[toponym.stop].lower in heads:
            return True
        before = tokens[max(toponym.first - 2, 0) : toponym.first]
        return len(before) > 1 and before[1].lower == "of" and before[0].lower in heads

    # The rounds.

    def _gather_first(self) -> Evidence:
        """Gather what is certain before anything is resolved: countries, states, demonyms."""
        evidence = self._stated()
        for key, places in zip(self._keys, self._candidates, strict=True):
            alone = len({place.country for place in places[:_FIRST_CANDIDATES]}) == 1
            if alone or (places and places[0].precision == "country"):
                evidence.add_country(places[0].country, key)
        return evidence

    def _gather_from(self, best: Sequence[Choice]) -> Evidence:
        """Gather countries, areas and anchors from a round's choices."""
        evidence = self._stated()
        for toponym, key, choice in zip(self._toponyms, self._keys, best, strict=True):
            if choice is None or choice[1] < _NEEDED:
                continue
            if toponym.kind != "part" or choice[0].precision in {"country", "province", "district"}:
                evidence.add_place(*choice, key)
        return evidence

    def _stated(self) -> Evidence:
        evidence = Evidence(self._hints, self._company)
        for toponym, key, places in zip(self._toponyms, self._keys, self._candidates, strict=True):
            if toponym.country is not None:
                evidence.add_country(toponym.country, key)
            if toponym.kind == "abbreviation" and places:
                evidence.add_stated_area(places[0], key)
        return evidence

    def _choose_all(self, evidence: Evidence) -> list[Choice]:
        """Return the best place for each toponym; mentions of one name mean one place, unless one is a "province"."""
        best: list[Choice] = [None] * len(self._toponyms)
        for (key, _), numbers in self._by_name.items():
            shared = frozenset().union(*(self._parents[number] for number in numbers))
            chosen: dict[tuple[frozenset[str], bool], Choice] = {}
            for number in numbers:
                places = self._candidates[number]
                if key in self._small:
                    places = evidence.inside(places, key)
                if places:
                    asked = Asked(key, frozenset(self._parents[number]) or shared, self._has_area_head(number))
                    memory = (asked.parents, asked.area)
                    if memory not in chosen:
                        chosen[memory] = evidence.choose(places, asked)
                    best[number] = chosen[memory]
        return best


def _settle(toponym: Toponym, choice: Choice) -> Resolved:
    if toponym.kind == "demonym":
        return Resolved(None, toponym.country, 1.0)
    if choice is None or choice[1] < _NEEDED:
        return Resolved(None, None, choice[1] if choice else 0.0)
    return Resolved(choice[0], choice[0].country or None, round(choice[1], 3))
