"""How a place name is folded, so that the spellings of one name meet: keys, skeletons and facility heads."""

import re
import unicodedata
from functools import lru_cache

_DROPPED = dict.fromkeys(map(ord, "'’‘`ʻʼʿʾ´′ʹʽ‛\"“”.,·"), "")
_SPACED = dict.fromkeys(map(ord, "-‐‑–—/_()\u00a0"), " ")
_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a", "ŋ": "ng", "ħ": "h",
}  # fmt: skip
_TABLE = _DROPPED | _SPACED | {ord(letter): plain for letter, plain in _LETTERS.items()}
_FIRST_WORDS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_ARTICLES = frozenset(
    {"al", "el", "as", "ash", "ar", "ad", "an", "at", "az", "adh", "ath", "ed", "er", "es", "et", "ez"}
)

# Longest first, so that "air force base" goes whole.
_FACILITY_HEADS = (
    "international airport", "military air base", "military airport", "military airfield", "air force base",
    "air force station", "naval air station", "naval base", "naval station", "naval facility", "naval port", "air base",
    "nuclear power plant", "nuclear power station", "nuclear facility", "nuclear plant", "nuclear site",
    "nuclear complex", "military base", "military camp", "border crossing", "border post", "refugee camp",
    "displacement camp", "regional airport", "enrichment plant", "detention center", "detention centre", "airbase",
    "airport", "airfield", "aerodrome", "heliport", "helipad", "air station", "crossing", "checkpoint", "prison",
    "jail", "camp", "garrison", "dam", "port", "base",
)  # fmt: skip
_FACILITY_END = re.compile(rf" (?:{'|'.join(_FACILITY_HEADS)})$")
_FACILITY_START = re.compile(r"^(?:port of|raf|camp|naval station|naval base|airport of) ")

_ADMIN_END = re.compile(
    r" (?:governorate|province|region|state|district|oblast|krai|prefecture|department|municipality|division|emirate"
    r"|voivodeship|autonomous region|republic|canton|countryside|woreda|zone|territory)$"
)
_ADMIN_START = re.compile(
    r"^(?:state of|province of|republic of|region of|department of|governorate of|emirate of|parish of|city of"
    r"|district of|kingdom of|muhafazat|mintaqat|wilaya de|wilayat|ostan e|velayat e|provincia de|provincia di"
    r"|departamento de|departamento del|region de|region de la|estado de|oblast|imarat|provincie|land|qarku i|judetul"
    r"|wojewodztwo|provinsi|changwat|tinh|kabupaten|kota) "
)

_SKELETON_STEPS = (
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"kh|ḥ"), "h"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"dj"), "j"),
    (re.compile(r"sch|tch|sh|ch"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"dh|z"), "d"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"[qc]"), "k"),
    (re.compile(r"v"), "w"),
    (re.compile(r"ah?$|eh$|h$"), ""),
    (re.compile(r"(?<=.)[aeiouy]+"), ""),
    (re.compile(r"^[aeiouy]"), "a"),
)
SHORTEST_SKELETON = 2


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """Return `name` without case, accents, apostrophes, dots, hyphens and double spaces: its key."""
    plain = name.casefold().translate(_TABLE)
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark)).translate(_TABLE)
    words = plain.split()
    if len(words) > 1 and words[0] in _FIRST_WORDS:
        words[0] = _FIRST_WORDS[words[0]]
    return " ".join(words)


def drop_article(key: str) -> str | None:
    """Return a key without its Arabic article ("as suwayda" gives "suwayda"), or None if it has none."""
    first, _, rest = key.partition(" ")
    return rest if first in _ARTICLES and len(rest) > 2 else None  # noqa: PLR2004 - "al ain" keeps its article


def strip_facility_head(key: str) -> str | None:
    """Return a key without "air base", "airport", "camp of" and the like, or None if it has none."""
    bare = _FACILITY_START.sub("", _FACILITY_END.sub("", key))
    return bare if bare and bare != key else None


def strip_admin_head(key: str) -> str | None:
    """Return a key without "province", "governorate of" and the like, or None if it has none."""
    bare = _ADMIN_START.sub("", _ADMIN_END.sub("", key))
    return bare if bare and bare != key else None


@lru_cache(maxsize=8192)
def make_skeleton(key: str) -> str | None:
    """Return the consonants of a key, by which spellings of one Arabic, Persian or Slavic name meet.

    Only safe where the country is known. None where too few consonants are left.
    """
    bones = []
    for word in (drop_article(key) or key).split():
        if word in _ARTICLES:
            continue
        bone = word
        for pattern, by in _SKELETON_STEPS:
            bone = pattern.sub(by, bone)
        bones.append(bone)
    skeleton = "".join(bones)
    return skeleton if len(skeleton) >= SHORTEST_SKELETON else None
