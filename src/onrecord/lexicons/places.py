"""The words by which places are found in English, and by which their use is told."""

import re
from functools import cached_property

import msgspec

from onrecord.lexicons.loader import load_csv, load_toml


class PlaceRule(msgspec.Struct, frozen=True):
    """A rule by its id, with texts in which the bracketed words are, or are not, a mention of that use."""

    id: str
    use: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()


class PlaceLexicon(msgspec.Struct, frozen=True, dict=True):
    """The lexicon of places; the comments of `places.toml` say what each list is for."""

    place_prepositions: frozenset[str]
    heads_before: frozenset[str]
    area_heads: frozenset[str]
    place_nouns: frozenset[str]
    name_heads: frozenset[str]
    name_openers: frozenset[str]
    street_heads: frozenset[str]
    organisation_words: frozenset[str]
    titles: frozenset[str]
    common_words: frozenset[str]
    region_adjectives: frozenset[str]
    silent_verbs: frozenset[str]
    minded_adjectives: frozenset[str]
    told_verbs: frozenset[str]
    relation_nouns: frozenset[str]
    team_verbs: frozenset[str]
    bearings: dict[str, str]
    kilometres: dict[str, float]
    resident_nouns: frozenset[str]
    facility_ends: frozenset[str]
    representing_nouns: frozenset[str]
    town_heads: frozenset[str]
    entering_verbs: frozenset[str]
    taking_verbs: frozenset[str]
    striking_verbs: frozenset[str]
    taking_nouns: frozenset[str]
    lying_prepositions: frozenset[str]
    generic_tails: frozenset[str]
    calendar_words: frozenset[str]
    unions: frozenset[str]
    obtaining_verbs: frozenset[str]
    giving_verbs: frozenset[str]
    plural_heads: dict[str, str]
    country_words: dict[str, str]
    rules: tuple[PlaceRule, ...] = ()

    @cached_property
    def abbreviations(self) -> dict[str, tuple[str, str]]:
        """The name and alpha-3 country of each abbreviated state or province ("Ky.", "WA")."""
        rows = load_csv("places-abbreviations.csv")
        return {row["form"]: (row["name"], row["country"]) for row in rows}

    @cached_property
    def distance(self) -> re.Pattern[str]:
        """What matches "70 km" or "some 40 miles" at the end of a stretch of text; groups number and unit."""
        units = "|".join(sorted(map(re.escape, self.kilometres), key=len, reverse=True))
        return re.compile(rf"(\d[\d,]*(?:\.\d+)?)[ -]?({units})\b[^.;:]{{0,24}}$", re.IGNORECASE)

    @cached_property
    def bearing(self) -> re.Pattern[str]:
        """What matches "southeast of", "to the north of" at the end of a stretch of text; group bearing."""
        forms = "|".join(sorted(map(re.escape, self.bearings), key=len, reverse=True))
        return re.compile(
            rf"\b({forms})(?:ern)? (?:of|from)(?: the)?(?: (?:city|town|village|capital|port)(?: of)?)? ?$",
            re.IGNORECASE,
        )


def load_place_lexicon() -> PlaceLexicon:
    """Return the lexicon of places.

    Raises:
        LexiconError: if a file is missing or has another form.

    """
    return load_toml("places.toml", PlaceLexicon)
