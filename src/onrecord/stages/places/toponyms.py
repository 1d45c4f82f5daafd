"""Where the toponyms of a text stand: the model's names, the places index and the words around them."""

from collections.abc import Iterator, Sequence

from onrecord.knowledge.places import Place, PlaceIndex
from onrecord.language.parse import NameSpan, Parse
from onrecord.lexicons.places import PlaceLexicon
from onrecord.records import Span
from onrecord.stages.places.board import PLACE_LABELS, Board, Toponym, is_name, is_outstanding, is_part, is_strong
from onrecord.stages.places.cues import find_cue, is_beside_name, is_in_organisation, opens_or_heads
from onrecord.stages.places.frames import FRAME_RULES, take_framed
from onrecord.stages.places.patterns import (
    take_abbreviations,
    take_datelines,
    take_demonyms,
    take_plurals,
    take_streets,
)

_LONGEST_REPEATED = 6
_ARTICLES = frozenset({"al", "el", "as", "ash", "ar", "ad", "an", "at", "az", "ez", "es"})
_ORGANISATIONS = frozenset({"ORG", "GROUP", "MISC", "PRODUCT", "FAC"})
_NO_NAMES = frozenset({"DATE", "MONEY"})
_PARTS_OF_AREAS = frozenset({"central", "upper", "lower", "greater", "metropolitan", "metro", "downtown"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


def find_toponyms(parse: Parse, index: PlaceIndex, lexicon: PlaceLexicon, datelines: Sequence[Span]) -> list[Toponym]:
    """Return the toponyms in text order; none overlap. What is surest is taken first."""
    board = Board(parse, index, lexicon)
    take_datelines(board, datelines)
    take_plurals(board)
    take_streets(board)
    for name in parse.names:
        if name.label in PLACE_LABELS:
            _take_location(board, name)
    take_abbreviations(board)
    for name in parse.names:
        if name.label not in PLACE_LABELS and name.label not in _NO_NAMES:
            _take_other(board, name)
    _take_unlabelled(board)
    take_demonyms(board)
    take_framed(board)
    _take_repeated(board)
    return sorted(board.found, key=lambda toponym: toponym.first)


# The model's places.


def _take_location(board: Board, name: NameSpan) -> None:
    first, stop = _trim(board, name.first, name.stop)
    if first >= stop:
        return
    first, stop = _widen(board, first, stop)
    if not board.is_free(first, stop) or _is_street(board, first, stop):
        return
    if board.is_demonym(first, stop) or board.is_acronym(first, stop) or _is_surname(board, first, stop):
        return
    if board.tokens[first].lower in board.lexicon.titles and not board.find(first, stop):
        return
    places = board.find(first, stop)
    if places and board.is_common(first, stop) and not is_outstanding(places) and not find_cue(board, first, stop):
        return
    if places:
        _add_name(board, first, stop, "model-place")
        return
    for piece in _split_at_commas(board, first, stop):
        _take_piece(board, *_trim(board, *piece))


def _add_name(board: Board, first: int, stop: int, rule: str) -> None:
    """Take a range as a place, or as a part of an organisation's name where the words around it make it one."""
    if is_in_organisation(board, first, stop):
        board.add(first, stop, "part", "name-part")
    else:
        board.add(first, stop, "name", rule)


def _take_piece(board: Board, first: int, stop: int) -> None:
    if first >= stop or not board.is_free(first, stop):
        return
    if board.find(first, stop):
        board.add(first, stop, "name", "model-place")
        return
    bare = _without_bearing(board, first, stop)
    if bare is not None and board.index.find(bare):
        board.add(first, stop, "name", "model-place", lookup=bare)
        return
    last = board.tokens[stop - 1]
    organised = last.lower in board.lexicon.organisation_words
    inner = _longest_inside(board, first, stop, any_size=False)
    if inner is None and organised:
        inner = _longest_inside(board, first, stop, any_size=True)
    if inner and organised:
        board.add(*inner, "part", "name-part")
    elif inner and inner[1] - inner[0] > 1 and last.text not in board.lexicon.name_heads:
        board.add(*inner, "name", "model-place")
    elif not organised and (cue := find_cue(board, first, stop) or opens_or_heads(board, first, stop)):
        board.add(first, stop, "name", cue)


def _split_at_commas(board: Board, first: int, stop: int) -> Iterator[tuple[int, int]]:
    begin = first
    for index in range(first, stop):
        if board.tokens[index].text in {",", ";", "/", "and", "("}:
            if begin < index:
                yield begin, index
            begin = index + 1
    if begin < stop:
        yield begin, stop


def _trim(board: Board, first: int, stop: int) -> tuple[int, int]:
    """Return the range without article, lower-case words before it and possessive after it."""
    tokens = board.tokens
    while first < stop and tokens[first].lower not in _ARTICLES and not is_name(tokens[first].text):
        first += 1
    if first < stop - 1 and tokens[first].lower == "the" and not board.find(first, stop):
        first += 1
    while stop - first > 1 and tokens[stop - 1].text in board.lexicon.area_heads:
        stop -= 1
    while first < stop and (
        tokens[stop - 1].lower in _POSSESSIVES
        or not (tokens[stop - 1].text[-1].isalnum() or tokens[stop - 1].text[-1] == ".")
    ):
        stop -= 1
    return first, stop


def _widen(board: Board, first: int, stop: int) -> tuple[int, int]:
    """Return the range with an article ("As-") or words the model left out, and a head after it ("Osun State")."""
    tokens = board.tokens
    if first > 1 and tokens[first - 1].text in "-‑" and tokens[first - 2].lower in _ARTICLES:
        first -= 2
    while first > 0 and is_name(tokens[first - 1].text) and board.in_sentence(first - 1, first):
        if board.taken[first - 1] or not board.find(first - 1, stop):
            break
        first -= 1
    facility = board.with_facility_head(first, stop)
    if facility != stop:
        return first, facility
    if stop < len(tokens) and not board.taken[stop] and board.in_sentence(first, stop):
        stop += tokens[stop].text in board.lexicon.name_heads
    return first, stop


def _without_bearing(board: Board, first: int, stop: int) -> str | None:
    """Return "Nigeria" for "Northern Nigeria", None if no such word is there."""
    word = board.tokens[first].lower
    if word not in board.lexicon.bearings and word not in _PARTS_OF_AREAS:
        return None
    skip = 2 if first + 1 < stop and board.tokens[first + 1].text == "-" else 1
    return board.cut(first + skip, stop) if first + skip < stop else None


def _is_street(board: Board, first: int, stop: int) -> bool:
    heads, tokens = board.lexicon.street_heads, board.tokens
    if stop - first > 1 and tokens[stop - 1].lower.rstrip(".") in heads:
        return not board.find(first, stop)
    after = tokens[stop] if stop < len(tokens) else None
    if after is not None and after.text[0].isupper() and after.lower.rstrip(".") in heads:
        return True
    return tokens[first].text[0].isdigit()


def _is_surname(board: Board, first: int, stop: int) -> bool:
    """Return whether a lone word is the last word of a person's name elsewhere in the text."""
    return stop - first == 1 and board.tokens[first].text in board.surnames and find_cue(board, first, stop) is None


# Names the model took for something else.


def _take_other(board: Board, name: NameSpan) -> None:
    first, stop = _trim(board, name.first, name.stop)
    if first >= stop or not board.is_free(first, stop):
        return
    if board.is_acronym(first, stop) or board.is_demonym(first, stop):
        return
    if name.label != "PERSON":
        first, stop = _widen(board, first, stop)
        if not board.is_free(first, stop):
            return
    stop = board.with_facility_head(first, stop)
    places = board.find(first, stop)
    headed = stop - first > 1 and board.tokens[stop - 1].lower in board.lexicon.facility_ends
    if headed and any(place.precision == "facility" for place in places):
        board.add(first, stop, "name", "facility-head")
        return
    cue = find_cue(board, first, stop) or _is_seat(board, name, places)
    common = board.is_common(first, stop)
    if places and not (name.label == "PERSON" and common) and (cue or (is_strong(places) and not common)):
        if cue or name.label != "PERSON":
            _add_name(board, first, stop, cue or "known-place")
    elif name.label in _ORGANISATIONS and stop - first > 1:
        _take_parts(board, first, stop)


def _is_seat(board: Board, name: NameSpan, places: tuple[Place, ...]) -> str | None:
    """Return a rule if a lone word that the model took for a person is a country or its capital, and no surname."""
    token = board.tokens[name.first]
    if name.stop - name.first > 1 or token.text in board.surnames or is_beside_name(board, name.first, name.stop):
        return None
    known = (place.precision == "country" or place.kind == "capital" for place in places if place.name_rank == 0)
    return "known-place" if any(known) else None


def _take_parts(board: Board, first: int, stop: int) -> None:
    """Take the places inside the name of an organisation."""
    at = first
    while at < stop:
        free = is_name(board.tokens[at].text) and not board.taken[at]
        found = board.longest_known(at, stop) if free else None
        if found and _is_part(board, *found):
            board.add(*found, "part", "name-part")
            at = found[1]
        else:
            at += 1


def _is_part(board: Board, first: int, stop: int) -> bool:
    if stop - first == 1 and board.tokens[first].lower in board.lexicon.generic_tails:
        return False
    if board.is_common(first, stop) or board.is_demonym(first, stop) or board.is_acronym(first, stop):
        return False
    return is_part(board.find(first, stop), several_words=stop - first > 1)


def _longest_inside(board: Board, first: int, stop: int, *, any_size: bool) -> tuple[int, int] | None:
    generic = board.lexicon.generic_tails
    for begin in range(first, stop):
        found = board.longest_known(begin, stop) if is_name(board.tokens[begin].text) else None
        tail = found is not None and found[1] - found[0] == 1 and board.tokens[found[0]].lower in generic
        if found and (_is_part(board, *found) or (any_size and not tail and not board.is_common(*found))):
            return found
    return None


# Words the model gave no name.


def _take_unlabelled(board: Board) -> None:
    at = 0
    while at < len(board.tokens):
        if board.taken[at] or board.labels[at] or not is_name(board.tokens[at].text):
            at += 1
            continue
        found = board.longest_known(at, board.end_of_run(at))
        stop = found[1] if found else at + 1
        facility = board.with_facility_head(at, stop)
        if facility > stop:
            board.add(at, facility, "name", "facility-head")
        elif found is not None:
            _consider(board, *found)
        at = max(stop, facility)


def _consider(board: Board, first: int, stop: int) -> None:
    if board.is_common(first, stop) or board.is_acronym(first, stop) or _is_street(board, first, stop):
        return
    # In text all in capitals every word is written like a name.
    if is_beside_name(board, first, stop) or not any(token.pos == "PROPN" for token in board.tokens[first:stop]):
        return
    places = board.find(first, stop)
    cue = find_cue(board, first, stop)
    starts = first == board.parse.sentences[board.tokens[first].sentence].first
    if is_outstanding(places) or (is_strong(places) and (cue or not starts)):
        _add_name(board, first, stop, cue or "known-place")
    elif cue:
        board.add(first, stop, "name", cue)


def _take_repeated(board: Board) -> None:
    """Take a name that is a known place elsewhere in the text, where no name of a person holds it."""
    known = {
        toponym.text
        for toponym in board.found
        if toponym.kind == "name"
        and toponym.text[0].isupper()
        and not board.is_common(toponym.first, toponym.stop)
        and (toponym.rule in FRAME_RULES or board.index.find(toponym.lookup))
    }
    framed = {toponym.text for toponym in board.found if toponym.rule in FRAME_RULES}
    starts = {text.split()[0] for text in known}
    for index, token in enumerate(board.tokens):
        if board.taken[index] or token.text not in starts:
            continue
        titled = index > 0 and board.tokens[index - 1].lower.rstrip(".") in board.lexicon.titles
        if titled or token.text in board.surnames:
            continue
        for stop in range(min(index + _LONGEST_REPEATED, len(board.tokens)), index, -1):
            text = board.cut(index, stop)
            if text in known and (board.labels[index] != "PERSON" or text in framed):
                part = board.labels[index] in _ORGANISATIONS and not _is_alone(board, index, stop)
                board.add(index, stop, "part" if part else "name", "repeated")
                break


def _is_alone(board: Board, first: int, stop: int) -> bool:
    before = first > 0 and board.labels[first - 1] != ""
    after = stop < len(board.labels) and board.labels[stop] != ""
    return not before and not after
