"""The words of a text with what is known of them, and the toponyms taken so far: none overlap."""

from typing import Literal

import msgspec

from onrecord.knowledge.places import Place, PlaceIndex
from onrecord.language.parse import Parse, Token
from onrecord.lexicons.places import PlaceLexicon

Kind = Literal["name", "part", "demonym", "abbreviation", "street"]
PLACE_LABELS = frozenset({"LOC", "FAC", "GPE"})
BODY_LABELS = frozenset({"ORG", "GROUP"})
_LONGEST_WORDS = 6
_LONGEST_HEAD = 4
_LONGEST_ACRONYM = 4
_FAMOUS = 1_000_000
_JOINERS = frozenset(
    {
        *(
            "of",
            "the",
            "and",
            "on",
            "upon",
            "-",
            "–",
            "'",
            "’",
            "de",
            "del",
            "la",
            "las",
            "los",
            "da",
            "do",
            "dos",
            "du",
        ),
        *("des", "e", "i", "al", "el", "ad", "ez", "es", "as", "ash", "an", "ar"),
    }
)


class Toponym(msgspec.Struct, frozen=True, gc=False):
    """A toponym as a range of tokens; `lookup` is the name to look up, `country` set for a demonym."""

    first: int
    stop: int
    text: str
    lookup: str
    kind: Kind
    rule: str
    country: str | None = None


class Board:
    """One text's words, labels and places, and the toponyms taken so far."""

    def __init__(self, parse: Parse, index: PlaceIndex, lexicon: PlaceLexicon) -> None:
        """Prepare for one parse."""
        self.parse = parse
        self.tokens = parse.tokens
        self.lexicon = lexicon
        self.index = index
        self.found: list[Toponym] = []
        self.taken = bytearray(len(parse.tokens))
        self.labels = [""] * len(parse.tokens)
        for name in parse.names:
            self.labels[name.first : name.stop] = [name.label] * (name.stop - name.first)
        people = [name for name in parse.names if name.label == "PERSON" and name.stop - name.first > 1]
        self.surnames = {parse.tokens[name.stop - 1].text for name in people}
        self._people = {self.cut(name.first, name.stop) for name in people}
        self._small = {token.text for token in parse.tokens if token.text.islower()}

    def add(self, first: int, stop: int, kind: Kind, rule: str, **more: str | None) -> bool:
        """Take a range as a toponym, and return whether it was free; `more` is `lookup` and `country`."""
        if first >= stop or any(self.taken[first:stop]) or self.is_calendar(first, stop):
            return False
        text = self.cut(first, stop)
        self.found.append(Toponym(first, stop, text, more.get("lookup") or text, kind, rule, more.get("country")))
        self.taken[first:stop] = b"\x01" * (stop - first)
        return True

    def is_free(self, first: int, stop: int) -> bool:
        """Return whether no toponym holds a word of the range."""
        return not any(self.taken[first:stop])

    def cut(self, first: int, stop: int) -> str:
        """Return the text of a range of tokens."""
        return self.parse.text[self.tokens[first].start : self.tokens[stop - 1].end]

    def find(self, first: int, stop: int) -> tuple[Place, ...]:
        """Return the places called like a range."""
        return self.index.find(self.cut(first, stop))

    def lookup(self, first: int, stop: int) -> str | None:
        """Return the name of a range under which the index has it, without "Centre" or "Town" if need be, or None."""
        if self.find(first, stop):
            return self.cut(first, stop)
        if (
            stop - first > 1
            and self.tokens[stop - 1].lower in self.lexicon.generic_tails
            and self.find(first, stop - 1)
        ):
            return self.cut(first, stop - 1)
        return None

    def head(self, first: int, stop: int) -> Token:
        """Return the token of a range whose head lies outside it."""
        return find_head(self.parse, first, stop)

    def longest_known(self, first: int, stop: int) -> tuple[int, int] | None:
        """Return the longest range from `first`, at most to `stop`, that the index knows."""
        for end in range(min(stop, first + _LONGEST_WORDS), first, -1):
            if is_name(self.tokens[end - 1].text) and self.find(first, end):
                return first, end
        return None

    def end_of_run(self, first: int) -> int:
        """Return where the run of capitalised and joining words from `first` ends."""
        stop = first + 1
        while (
            stop < min(len(self.tokens), first + _LONGEST_WORDS)
            and not self.taken[stop]
            and self.in_sentence(first, stop)
            and (is_name(self.tokens[stop].text) or self.tokens[stop].lower in _JOINERS)
        ):
            stop += 1
        return stop

    def in_sentence(self, first: int, last: int) -> bool:
        """Return whether two tokens stand in one sentence."""
        return self.tokens[first].sentence == self.tokens[last].sentence

    def with_facility_head(self, first: int, stop: int) -> int:
        """Return where the range ends with the words of its facility ("Rafah crossing", "Homs air base")."""
        for end in range(min(stop + _LONGEST_HEAD, len(self.tokens)), stop, -1):
            headed = self.tokens[end - 1].lower in self.lexicon.facility_ends and self.in_sentence(first, end - 1)
            if headed and any(place.precision == "facility" for place in self.find(first, end)):
                return end
        return stop

    def is_common(self, first: int, stop: int) -> bool:
        """Return whether a lone word is a word or a surname first, or is written small elsewhere in the text."""
        if stop - first > 1:
            return False
        lower = self.tokens[first].lower
        return lower in self.lexicon.common_words or lower in self._small

    def is_calendar(self, first: int, stop: int) -> bool:
        """Return whether a lone word is the name of a month, in full or short ("Jan", "Sept.")."""
        return stop - first == 1 and self.tokens[first].lower.rstrip(".") in self.lexicon.calendar_words

    def is_surname(self, first: int, stop: int) -> bool:
        """Return whether a range is the end of the longer name of a person elsewhere in the text."""
        end = f" {self.cut(first, stop)}"
        return self.tokens[stop - 1].text in self.surnames and any(name.endswith(end) for name in self._people)

    def is_demonym(self, first: int, stop: int) -> bool:
        """Return whether a range is an adjective only; "New Zealand" is a country too."""
        text = self.cut(first, stop)
        return self.index.demonym(text) is not None and not is_outstanding(self.index.find(text))

    def is_acronym(self, first: int, stop: int) -> bool:
        """Return whether a range is capitals that abbreviate something other than a large place."""
        text = self.cut(first, stop)
        if not text.isupper() or len(text) > _LONGEST_ACRONYM or text in self.lexicon.abbreviations:
            return False
        return not any(place.population >= _FAMOUS for place in self.index.find(text))


def find_head(parse: Parse, first: int, stop: int) -> Token:
    """Return the token of a range whose head lies outside it."""
    for index in range(first, stop):
        token = parse.tokens[index]
        if token.head == index or not first <= token.head < stop:
            return token
    return parse.tokens[stop - 1]


_KNOWN_FACILITY = 20_000
_LARGE_CITY = 100_000
_LARGE_PROVINCE = 300_000
_PART_CITY = 50_000
_OTHER_NAME = 1


def is_outstanding(places: tuple[Place, ...]) -> bool:
    """Return whether a country, a region of the world or a large province is among the places."""
    return any(
        place.precision == "country"
        or (place.precision == "region" and place.name_rank <= _OTHER_NAME)
        or (place.precision == "province" and place.name_rank == 0 and place.population >= _LARGE_PROVINCE)
        for place in places
    )


def is_strong(places: tuple[Place, ...]) -> bool:
    """Return whether a place that the news writes about without saying where is among the places."""
    return is_outstanding(places) or any(
        place.name_rank <= _OTHER_NAME
        and (
            place.kind == "capital"
            or (place.precision == "city" and place.population >= _LARGE_CITY)
            or (place.precision == "facility" and place.population >= _KNOWN_FACILITY)
        )
        for place in places
    )


def is_part(places: tuple[Place, ...], *, several_words: bool) -> bool:
    """Return whether one of the places may stand inside the name of an organisation."""
    return any(
        (place.precision in {"country", "region", "province"} and place.name_rank <= _OTHER_NAME)
        or (place.precision == "city" and place.population >= _PART_CITY and place.name_rank == 0)
        or (place.precision == "district" and several_words)
        for place in places
    )


def is_name(text: str) -> bool:
    """Return whether a token is written like a part of a name."""
    return text[0].isupper() or (text[0] in "'’‘`" and len(text) > 1 and text[1].isupper())
