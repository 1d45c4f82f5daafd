"""Given names and surnames of some seventy locales, from Faker (MIT): facts for lists and for exchanged names."""

import importlib
import pkgutil
import re
from typing import NamedTuple

import faker.providers.person

_LATIN = re.compile(r"^[A-Za-zÀ-ɏḀ-ỿ'’.\- ]+$")
_FEWEST = 20


class Locale(NamedTuple):
    """The names of one locale that are written in Latin letters."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]


def load_locales() -> tuple[Locale, ...]:
    """Return every locale that has at least 20 given names and surnames, in order of its code."""
    found = []
    for module in sorted(pkgutil.iter_modules(faker.providers.person.__path__), key=lambda one: one.name):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        names: dict[str, set[str]] = {"first": set(), "last": set()}
        for attribute in dir(provider):
            value = getattr(provider, attribute)
            kind = next((kind for kind in names if kind in attribute), None)
            if kind and isinstance(value, (tuple, list, dict)) and "format" not in attribute:
                names[kind].update(name for name in value if isinstance(name, str) and _LATIN.match(name))
        if min(map(len, names.values())) >= _FEWEST:
            found.append(Locale(tuple(sorted(names["first"])), tuple(sorted(names["last"]))))
    return tuple(found)
