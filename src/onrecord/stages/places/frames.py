"""Names that only the sentence shows to be places: what is taken or entered, "the towns of X", and their fellows.

The gazetteer knows few villages and the model takes strange names for people and groups, but "overran X,
Y and Z" tells what X, Y and Z are.
"""

from collections.abc import Iterator

import msgspec

from onrecord.language.parse import NameSpan
from onrecord.stages.places.board import BODY_LABELS, PLACE_LABELS, Board, is_name

FRAME_RULES = frozenset({"town-before", "town-after", "facility-after", "taken", "fellow"})
_NO_NAMES = frozenset({"DATE", "MONEY"})
_JOINERS = frozenset({",", "and", "or", "&"})
_MOST_JOINERS = 2
_LONGEST_NAME = 4
_LONGEST_CHAIN = 8
# Not the name itself but what it stands before is taken ("Hezbollah positions").
_INSIDE = frozenset({"compound", "amod", "nmod:poss", "nmod:desc", "det"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


class _Frame(msgspec.Struct, frozen=True):
    """How a name is framed; a `sure` frame needs no other evidence ("the village of X"; "captured X" does)."""

    rule: str
    sure: bool


_PREPOSITION = _Frame("preposition", sure=False)


def take_framed(board: Board) -> None:
    """Take the names that stand in a frame for places, each with the names coordinated with it.

    Where the frame fits people too ("captured X"), one of the names must be a place by the model, by
    the words around it, or in the index in a country that the text names.
    """
    countries = _countries(board)
    for names in _lists(board):
        frame = _find_frame(board, *names[0]) or _find_frame_after(board, *names[-1])
        if frame is None:
            continue
        if frame.rule == "facility-after":
            _take_facility(board, *names[-1])
            continue
        free = [name for name in names if board.is_free(*name)]
        if not free or not (frame.sure or any(_is_place(board, *name, countries) for name in names)):
            continue
        for name in free:
            if not _may_be_place(board, *name) or (frame is _PREPOSITION and not _is_listable(board, *name)):
                continue
            if len(names) > 1 or frame is not _PREPOSITION:
                first = name == names[0] and frame is not _PREPOSITION
                board.add(*name, "name", frame.rule if first else "fellow", lookup=board.lookup(*name))


def _lists(board: Board) -> Iterator[list[tuple[int, int]]]:
    """Yield the names of the text, those that one "and" or comma after another coordinates together."""
    names = list(_names(board))
    at = 0
    while at < len(names):
        stop = at + 1
        while stop < len(names) and _is_coordinated(board, names[at], names[stop - 1], names[stop]):
            stop += 1
        yield names[at:stop]
        at = stop


def _names(board: Board) -> Iterator[tuple[int, int]]:
    """Yield the toponyms taken, the model's names and the unnamed runs of proper nouns, in text order."""
    starts = {toponym.first: toponym.stop for toponym in board.found if toponym.kind == "name"}
    labelled = {name.first: name for name in board.parse.names if name.label not in _NO_NAMES}
    at = 0
    while at < len(board.tokens):
        stop = starts.get(at, at)
        if stop == at and not board.taken[at]:
            name = labelled.get(at)
            stop = _end_of_name(board, name) if name is not None else _end_of_unnamed(board, at)
            while stop > at + 1 and board.tokens[stop - 1].lower in _POSSESSIVES:
                stop -= 1
        if stop > at and (at in starts or is_name(board.tokens[at].text)):
            yield at, stop
        at = max(stop, at + 1)


def _end_of_name(board: Board, name: NameSpan) -> int:
    """Return where a name of the model ends, without the word for a facility that it may hold ("Yelwata prison")."""
    headed = name.label == "FAC" and board.tokens[name.stop - 1].lower in board.lexicon.facility_ends
    return name.stop - 1 if headed and name.stop - name.first > 1 else name.stop


def _end_of_unnamed(board: Board, first: int) -> int:
    stop = first
    while (
        stop < len(board.tokens)
        and not board.labels[stop]
        and not board.taken[stop]
        and board.tokens[stop].pos == "PROPN"
        and is_name(board.tokens[stop].text)
        and board.in_sentence(first, stop)
    ):
        stop += 1
    return stop


def _is_coordinated(board: Board, head: tuple[int, int], before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Return whether only commas and "and" join two names, and the parse hangs the later on the first of the list."""
    between = board.tokens[before[1] : after[0]]
    if not 0 < len(between) <= _MOST_JOINERS or any(token.lower not in _JOINERS for token in between):
        return False
    token = board.head(*after)
    for _ in range(_LONGEST_CHAIN):
        if head[0] <= token.index < head[1]:
            return True
        if token.dep != "conj":
            return False
        token = board.tokens[token.head]
    return False


# What frames a name.


def _find_frame(board: Board, first: int, stop: int) -> _Frame | None:
    """Return what the words before a name, or the verb it hangs on, say for its being a place."""
    tokens, lexicon = board.tokens, board.lexicon
    owns = stop < len(tokens) and tokens[stop].lower in _POSSESSIVES
    if owns or board.head(first, stop).dep in _INSIDE:
        return None
    taken = _as_object(board, first, stop)
    if taken is not None or not first or not board.in_sentence(first - 1, first):
        return taken
    before = tokens[first - 1].lower
    further = tokens[first - 2].lower if first > 1 and before == "of" else before
    if further in lexicon.town_heads:
        return _Frame("town-before", sure=True)
    if before == "of" and further in lexicon.taking_nouns:
        return _Frame("taken", sure=False)
    return _PREPOSITION if before in lexicon.lying_prepositions else None


def _find_frame_after(board: Board, first: int, stop: int) -> _Frame | None:
    """Return what a small word behind the last of the names says ("Palma and Quionga villages", "Makala prison")."""
    after = board.tokens[stop] if stop < len(board.tokens) else None
    peoples = board.labels[first] == "NORP" and not board.lookup(first, stop)
    if after is None or peoples or board.is_acronym(first, stop):
        return None
    if after.lower in board.lexicon.town_heads:
        return _Frame("town-after", sure=True)
    headed = after.lower in board.lexicon.facility_ends and board.labels[first] not in BODY_LABELS
    return _Frame("facility-after", sure=True) if headed and board.is_free(first, stop) else None


def _take_facility(board: Board, first: int, stop: int) -> None:
    """Take a name with the word for its facility; a known place keeps its name alone ("Kano airport")."""
    if not _may_be_place(board, first, stop):
        return
    lookup = board.lookup(first, stop)
    if lookup is None:
        board.add(first, stop + 1, "name", "facility-after")


def _as_object(board: Board, first: int, stop: int) -> _Frame | None:
    """Return the frame of the object of a verb of taking, of what falls and of what is taken."""
    lexicon, head = board.lexicon, board.head(first, stop)
    above = board.tokens[head.head]
    verbs = [above] if head.dep in {"obj", "nsubj:pass"} or (head.dep == "nsubj" and above.lemma == "fall") else []
    if first and board.in_sentence(first - 1, first) and head.dep not in {"nsubj", "nsubj:pass"}:
        verbs.append(board.tokens[first - 1])
    for verb in verbs:
        lemma = verb.lemma.lower()
        if verb.pos in {"NOUN", "PROPN"}:
            continue
        if lemma in lexicon.entering_verbs or lemma in lexicon.taking_verbs:
            return _Frame("taken", sure=lemma in lexicon.entering_verbs)
        if lemma in lexicon.striking_verbs and board.labels[first] in PLACE_LABELS:
            return _Frame("taken", sure=True)
    return None


# What may be a place.


def _may_be_place(board: Board, first: int, stop: int) -> bool:
    """Return whether nothing speaks against a name's being a place: a person known in full, a title, an acronym."""
    tokens, lexicon = board.tokens, board.lexicon
    if stop - first > _LONGEST_NAME or board.is_demonym(first, stop) or board.is_acronym(first, stop):
        return False
    if board.is_calendar(first, stop) or board.is_surname(first, stop):
        return False
    organised = {token.lower for token in tokens[first:stop]} & lexicon.organisation_words - lexicon.generic_tails
    if organised and not board.lookup(first, stop):
        return False
    if any(token.lower.rstrip(".") in lexicon.titles for token in tokens[max(first - 1, 0) : stop]):
        return False
    several = stop - first > 1
    return several or not (tokens[first].lower in lexicon.common_words and board.labels[first] not in PLACE_LABELS)


def _is_listable(board: Board, first: int, stop: int) -> bool:
    """Return whether a name may join a list of places: an organisation only if the index knows a place of its name."""
    return board.labels[first] not in BODY_LABELS or board.lookup(first, stop) is not None


def _is_place(board: Board, first: int, stop: int, countries: frozenset[str]) -> bool:
    if not board.is_free(first, stop) or board.labels[first] in PLACE_LABELS:
        return True
    places = board.index.find(board.lookup(first, stop) or board.cut(first, stop))
    return bool(places) and (not countries or any(place.country in countries for place in places))


def _countries(board: Board) -> frozenset[str]:
    """Return the countries that demonyms and names of countries in the text tell."""
    told = {toponym.country for toponym in board.found if toponym.country is not None}
    for toponym in board.found:
        places = board.index.find(toponym.lookup) if toponym.kind == "name" else ()
        if places and (places[0].precision == "country" or len({place.country for place in places}) == 1):
            told.add(places[0].country)
    return frozenset(told)
