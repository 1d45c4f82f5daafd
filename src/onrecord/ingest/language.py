"""Is a text English? Known at once for nearly all, and asked of a language identifier for the rest."""

import math
import re

from onrecord.errors import InputError
from onrecord.lexicons.boilerplate import BoilerplateLexicon

# A shorter text is let pass: names and numbers alone mislead any identifier.
_FEWEST_LETTERS = 60
# Below this, names may outweigh the rest, and one word that only English has lets a text pass.
_SHORT = 200
_SAMPLE = 3_000
_ENGLISH_SHARE = 0.2
_SURE = 0.99
_WORD = re.compile(r"[^\W\d_]+")
# English, and "no language" (ISO 639-3), which lists of names and codes look like.
_LET_PASS = frozenset({"en", "zxx"})


def check_english(text: str, where: str, lexicon: BoilerplateLexicon) -> None:
    """Refuse a text that is surely in another language.

    Raises:
        InputError: naming the language.

    """
    # The middle of a text is prose, whatever the language of the menus around it.
    first = max((len(text) - _SAMPLE) // 2, 0)
    words = _WORD.findall(text[first : first + _SAMPLE])
    letters = sum(map(len, words))
    if letters < _FEWEST_LETTERS:
        return
    known = sum(word.lower() in lexicon.english_words for word in words)
    if known >= _ENGLISH_SHARE * len(words) or (known and letters < _SHORT):
        return
    language, share = _identify(" ".join(words))
    if language not in _LET_PASS and share >= _SURE:
        problem = f"the text is not English but {language!r} (ISO 639-1)"
        raise InputError(where, problem, "Only English reports can be read: give an English text or translation.")


def _identify(sample: str) -> tuple[str, float]:
    """Return the likeliest language and its probability (py3langid)."""
    import py3langid  # noqa: PLC0415 - takes half a second to load and is seldom needed

    scores = py3langid.rank(sample)
    highest = max(score for _, score in scores)
    total = sum(math.exp(score - highest) for _, score in scores)
    language = next(name for name, score in scores if score == highest)
    return str(language), 1 / total
