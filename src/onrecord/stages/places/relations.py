"""Where a place lies that is told by another: "southeast of Latakia", "70 km from Homs"."""

from collections.abc import Sequence

import msgspec

from onrecord.language.parse import Parse
from onrecord.lexicons.places import PlaceLexicon
from onrecord.stages.places.board import Toponym

_LOOK_BACK = 90
_MOST_LYING_WORDS = 5
_LYING = frozenset(
    {
        *("located", "lies", "lying", "situated", "is", "which", "about", "some", "just", "around", "roughly", "to"),
        *("the", "a", "in", "base", "village", "town", "area", "camp", "airport"),
    }
)


class RelativePlace(msgspec.Struct, frozen=True):
    """What stands in the text: the characters of the words, the anchor's number, bearing and distance.

    `located` is the number of the toponym that lies there, or None where the text names none.
    """

    start: int
    end: int
    anchor: int
    located: int | None
    bearing: str | None
    distance_km: float | None


def find_relative_places(parse: Parse, toponyms: Sequence[Toponym], lexicon: PlaceLexicon) -> tuple[RelativePlace, ...]:
    """Return the relative places, each with its anchor; distances in kilometres, as stated."""
    found = []
    tokens = parse.tokens
    for number, toponym in enumerate(toponyms):
        if toponym.kind != "name":
            continue
        start = tokens[toponym.first].start
        sentence = parse.sentences[tokens[toponym.first].sentence]
        floor = max(tokens[sentence.first].start, start - _LOOK_BACK)
        if number and tokens[toponyms[number - 1].stop - 1].end > floor:
            floor = tokens[toponyms[number - 1].stop - 1].end
        before = parse.text[floor:start]
        bearing = lexicon.bearing.search(before)
        distance = lexicon.distance.search(before[: bearing.start()] if bearing else before)
        if distance and not bearing and not before.rstrip().lower().endswith(("from", "of", "outside", "off")):
            distance = None
        if not bearing and not distance:
            continue
        begin = floor + min(match.start() for match in (bearing, distance) if match)
        located = number - 1 if number and _is_located(parse, toponyms[number - 1], begin) else None
        found.append(
            RelativePlace(
                start=begin,
                end=tokens[toponym.stop - 1].end,
                anchor=number,
                located=located,
                bearing=lexicon.bearings[bearing[1].lower()] if bearing else None,
                distance_km=_kilometres(distance[1], distance[2], lexicon) if distance else None,
            )
        )
    return tuple(found)


def _is_located(parse: Parse, toponym: Toponym, begin: int) -> bool:
    """Return whether only a comma and words of lying stand between a toponym and the relative words."""
    end = parse.tokens[toponym.stop - 1].end
    between = parse.text[end:begin].strip(" ,(")
    words = [word.strip(",") for word in between.lower().split()]
    return len(words) <= _MOST_LYING_WORDS and _LYING.issuperset(words)


def _kilometres(number: str, unit: str, lexicon: PlaceLexicon) -> float:
    return round(float(number.replace(",", "")) * lexicon.kilometres[unit.lower()], 1)
