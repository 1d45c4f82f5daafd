"""Navigation crumbs: section names in a row ("Home > World") or run together ("AfricaKenyaNews")."""

import re
from itertools import pairwise

from onrecord.lexicons.boilerplate import Crumbs

_SEPARATOR = re.compile(r"\s*[>»›|→·•/\\]+\s*")
_ARROW = re.compile(r"[>»›→]")
# A small letter directly before a capital: where two names ran together.
_JOINT = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_LONGEST = 14
_LONGEST_CRUMB = 4


def find_sections(line: str, crumbs: Crumbs) -> tuple[str, ...]:
    """Return the section names that a line of navigation is made of; empty if it is none.

    The words must be capitalised, the line must not end like a sentence, and most of the words must
    be those of section names, since "AstraZeneca" or "Home Office | Kigali" are not navigation.
    """
    if len(line.split()) > _LONGEST or line.endswith((".", "!", "?", ",", ":", ";", "”", '"', "’")):
        return ()
    parts = [part for part in _SEPARATOR.split(line) if part]
    if len(parts) > 1:
        return _from_row(line, parts, crumbs)
    pieces = _JOINT.split(line)
    words = _SEPARATOR.sub(" ", " ".join(pieces)).split()
    if not _is_capitalised(words, crumbs):
        return ()
    known = [word for word in words if word.lower() in crumbs.words]
    if len(pieces) > 1:
        return tuple(pieces) if _has_section_joint(pieces, crumbs) and 2 * len(known) >= len(words) else ()
    names = [word for word in words if word.lower() not in crumbs.joining]
    return (line,) if names and len(known) == len(names) and len(names) <= _LONGEST_CRUMB else ()


def _from_row(line: str, parts: list[str], crumbs: Crumbs) -> tuple[str, ...]:
    """Return the parts of a row of crumbs: it starts at home, or every part is a section name."""
    starts_home = parts[0].lower() in {"home", "homepage", "you are here: home"} and bool(_ARROW.search(line))
    if starts_home:
        return tuple(parts[1:]) if len(parts[-1].split()) <= _LONGEST_CRUMB else tuple(parts[1:-1])
    words = [word for part in parts for word in part.split()]
    if any(len(part.split()) > _LONGEST_CRUMB for part in parts) or not _is_capitalised(words, crumbs):
        return ()
    is_section = [any(word.lower() in crumbs.words for word in part.split()) for part in parts]
    known = sum(word.lower() in crumbs.words or word.lower() in crumbs.joining for word in words)
    # Two parts may be a kicker and a headline, so both must be sections through and through.
    enough = known == len(words) if len(parts) == 2 else 2 * sum(is_section) > len(parts)  # noqa: PLR2004
    if not enough:
        return ()
    return tuple(part for part in parts if part.lower() not in {"home", "homepage"})


def _is_capitalised(words: list[str], crumbs: Crumbs) -> bool:
    return all(word[0].isupper() or word.lower() in crumbs.joining for word in words)


def _has_section_joint(pieces: list[str], crumbs: Crumbs) -> bool:
    """Return whether a section name touches a joint: the word before it or the word after it."""
    return any(
        before.split()[-1].lower() in crumbs.words or after.split()[0].lower() in crumbs.words
        for before, after in pairwise(pieces)
        if before.split() and after.split()
    )
