"""Names without what spelling varies in, so that a filter finds a name however it is spelt.

The record keeps folded names, so a change here is a change of its form and needs a migration.
"""

import re
import unicodedata

_APOSTROPHES = re.compile(r"['`´ʹʻʼʽʾʿˈ‘’‛′]")
_BREAKS = re.compile(r"[\W_]+")


def fold_name(name: str) -> str:
    """Return `name` in lower case, without accents and apostrophes, with single spaces for the rest.

    "Dara’a" and "Daraa" fold alike, as do "Al-Hasakah" and "al Hasakah". A name of signs only stays as it is.
    """
    if not name.isascii():
        letters = unicodedata.normalize("NFKD", name)
        name = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _BREAKS.sub(" ", _APOSTROPHES.sub("", name.casefold())).strip() or name.strip()
