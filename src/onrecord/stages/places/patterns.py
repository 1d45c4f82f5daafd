"""Toponyms told by their own form: datelines, lists with a plural head, streets, abbreviated states, demonyms."""

from collections.abc import Sequence

from onrecord.records import Span
from onrecord.stages.places.board import Board, is_name

_NUMBERED = frozenset({"highway", "route", "interstate", "road"})
_OF_A_ROAD = frozenset({"U.S.", "US", "State", "County"})
_LONGEST_DEMONYM = 3


def take_datelines(board: Board, datelines: Sequence[Span]) -> None:
    """Take the places of datelines, in capitals or not, whatever the model took them for."""
    for span in datelines:
        inside = board.parse.tokens_in(span)
        at = inside[0].index if inside else 0
        stop = inside[-1].index + 1 if inside else 0
        while at < stop:
            text = board.tokens[at].text
            known = is_name(text) and text not in board.lexicon.abbreviations
            found = board.longest_known(at, stop) if known else None
            if found is not None:
                board.add(*found, "name", "dateline")
            at = found[1] if found is not None else at + 1


def take_plurals(board: Board) -> None:
    """Take the names of "Clarke, Madison and Oconee counties", each as one of them."""
    for index, token in enumerate(board.tokens):
        head = board.lexicon.plural_heads.get(token.lower)
        stop = index
        while head is not None and stop > 0:
            first = stop
            while first > 0 and is_name(board.tokens[first - 1].text) and board.in_sentence(first - 1, index):
                first -= 1
            lookup = f"{board.cut(first, stop)} {head}" if first < stop else ""
            if not lookup or not board.index.find(lookup):
                break
            board.add(first, stop, "name", "plural-head", lookup=lookup)
            stop = first
            while stop > 0 and board.tokens[stop - 1].lower in {",", "and", "or", "&", "/"}:
                stop -= 1
            if stop == first:
                break


def take_streets(board: Board) -> None:
    """Take streets and roads by their last word, highways by the number after it: addresses of no gazetteer."""
    tokens = board.tokens
    for index, token in enumerate(tokens):
        if not token.text[0].isupper():
            continue
        word = token.lower.rstrip(".")
        if word in board.lexicon.street_heads and index and _is_street_word(board, index - 1):
            first = index - 1
            while first > 0 and _is_street_word(board, first - 1) and board.in_sentence(first - 1, index):
                first -= 1
            board.add(first, index + 1, "street", "street")
        elif word in _NUMBERED and index + 1 < len(tokens) and tokens[index + 1].text[0].isdigit():
            first = index - 1 if index and tokens[index - 1].text in _OF_A_ROAD else index
            board.add(first, index + 2, "street", "street")


def _is_street_word(board: Board, index: int) -> bool:
    token = board.tokens[index]
    return (
        token.text[0].isupper()
        and token.pos in {"PROPN", "ADJ", "NOUN"}
        and board.labels[index] != "DATE"
        and token.lower not in board.lexicon.titles
        and not board.taken[index]
    )


def take_abbreviations(board: Board) -> None:
    """Take "Ky." and "KY" after a comma, "N.J." anywhere, and the town before the comma."""
    known = board.lexicon.abbreviations
    for index in range(1, len(board.tokens)):
        text, stop = _abbreviation_at(board, index)
        if text not in known or board.taken[index]:
            continue
        lookup = known[text][0]
        if index > 1 and board.tokens[index - 1].text == "," and is_name(board.tokens[index - 2].text):
            if not board.taken[index - 2] and not board.labels[index - 2]:
                _take_before_comma(board, index - 2)
            board.add(index, stop, "abbreviation", "abbreviation", lookup=lookup)
        elif text.count(".") > 1 or (
            text.endswith(".") and not board.labels[index] and board.tokens[index].pos == "PROPN"
        ):
            board.add(index, stop, "abbreviation", "abbreviation", lookup=lookup)


def _abbreviation_at(board: Board, index: int) -> tuple[str, int]:
    """Return the words at a token as one abbreviation, with a second word or a loose dot ("W. Va.")."""
    text, known = board.tokens[index].text, board.lexicon.abbreviations
    if text not in known and index + 1 < len(board.tokens):
        longer = board.cut(index, index + 2)
        if longer in known:
            return longer, index + 2
    return text, index + 1


def _take_before_comma(board: Board, last: int) -> None:
    first = last
    while first > 0 and is_name(board.tokens[first - 1].text) and board.tokens[first - 1].pos == "PROPN":
        first -= 1
    found = board.longest_known(first, last + 1)
    if found and found[1] == last + 1:
        board.add(*found, "name", "parent-after")


def take_demonyms(board: Board) -> None:
    """Take adjectives and peoples of states, which stand for a country but for no point."""
    for index, token in enumerate(board.tokens):
        if board.taken[index] or not token.text[0].isupper():
            continue
        for stop in range(min(index + _LONGEST_DEMONYM, len(board.tokens)), index, -1):
            if board.is_free(index, stop) and _take_demonym(board, index, stop):
                break


def _take_demonym(board: Board, index: int, stop: int) -> bool:
    """Take a range if it is a demonym, and return whether nothing shorter needs to be tried."""
    text = board.cut(index, stop)
    country = board.index.demonym(text)
    if country is None and text not in board.lexicon.region_adjectives:
        return False
    if country is not None:
        longer = board.longest_known(index, board.end_of_run(index))
        if longer is not None and longer[1] > stop and board.add(*longer, "name", "known-place"):
            return True
    native = index > 0 and board.tokens[index - 1].lower == "native"
    if native or (stop - index == 1 and _is_inside_person(board, index)):
        return True
    return board.add(index, stop, "demonym", "demonym", country=country)


def _is_inside_person(board: Board, index: int) -> bool:
    """Return whether a word is one of several that name a person."""
    if board.labels[index] != "PERSON":
        return False
    before = index > 0 and board.labels[index - 1] == "PERSON"
    return before or (index + 1 < len(board.labels) and board.labels[index + 1] == "PERSON")
