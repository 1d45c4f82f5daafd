"""News agencies: the ways in which their names are written. Credits and sources are read with this one list."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import msgspec

from onrecord.errors import LexiconError
from onrecord.lexicons.loader import load_toml

AGENCIES_FILE = "agencies.toml"


class _AgenciesForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    agencies: tuple[tuple[str, ...], ...]


@cache
def load_agencies() -> Mapping[str, str]:
    """Return the name that each agency is kept under, by each form of its name, capitals included.

    Raises:
        LexiconError: if the file is missing or wrong, or one form stands for two agencies.

    """
    names: dict[str, str] = {}
    for forms in load_toml(AGENCIES_FILE, _AgenciesForm).agencies:
        for form in forms:
            if names.setdefault(form, forms[0]) != forms[0]:
                where = f"lexicons/english/{AGENCIES_FILE}"
                problem = f"{form!r} stands for both {names[form]!r} and {forms[0]!r}"
                raise LexiconError(where, problem, "Keep it with the better known one.")
    return MappingProxyType(names)
