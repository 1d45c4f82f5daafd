"""What the words around a name say for its being a place."""

from onrecord.stages.places.board import PLACE_LABELS, Board, is_name

_PARTIES = frozenset({"D", "R", "I"})
_PARENT_WORDS = 4


def find_cue(board: Board, first: int, stop: int) -> str | None:
    """Return the rule by which the words around a range say that it is a place, or None."""
    return _cue_before(board, first, stop) or _cue_after(board, first, stop) or _cue_beside(board, first, stop)


def _cue_before(board: Board, first: int, stop: int) -> str | None:
    tokens, lexicon = board.tokens, board.lexicon
    before = tokens[first - 1].lower if first > 0 and board.in_sentence(first - 1, first) else ""
    further = tokens[first - 2] if first > 1 else None
    if further is not None and before == "of" and further.lower in lexicon.heads_before:
        return "head-before"
    if further is not None and before == "-" and further.text in _PARTIES:
        return "party-before"
    owns = stop < len(tokens) and tokens[stop].lower in {"'s", "’s"}
    return "preposition" if before in lexicon.place_prepositions and not owns else None


def _cue_after(board: Board, first: int, stop: int) -> str | None:
    if stop >= len(board.tokens):
        return None
    after, lexicon = board.tokens[stop], board.lexicon
    if after.lower in lexicon.area_heads or after.text in lexicon.name_heads:
        return "head-after"
    if after.lower in lexicon.resident_nouns and not board.is_common(first, stop):
        return "resident-after"
    if after.text in {",", "("} and stop + 1 < len(board.tokens) and _is_parent(board, stop + 1):
        return "parent-after"
    return None


def _is_parent(board: Board, index: int) -> bool:
    text = board.tokens[index].text
    if text in board.lexicon.abbreviations:
        return True
    found = board.longest_known(index, min(index + _PARENT_WORDS, len(board.tokens))) if is_name(text) else None
    return found is not None and any(
        place.precision in {"country", "province"} and place.name_rank == 0 for place in board.find(*found)
    )


def _cue_beside(board: Board, first: int, stop: int) -> str | None:
    """Return "listed" if a comma or "and" joins the range to a place already taken."""
    tokens = board.tokens
    if first > 1 and tokens[first - 1].lower in {",", "and", "or"}:
        other = first - 2 if tokens[first - 2].text != "," else first - 3
        if other >= 0 and board.taken[other]:
            return "listed"
    joined = stop + 1 < len(tokens) and tokens[stop].lower in {",", "and", "or"}
    return "listed" if joined and board.taken[stop + 1] else None


def opens_or_heads(board: Board, first: int, stop: int) -> str | None:
    """Return a rule if a name begins or ends with a word for a place ("Lake Mburo", "Essaouira Beach")."""
    opens, last = board.tokens[first].text in board.lexicon.name_openers, board.tokens[stop - 1]
    heads = last.text in board.lexicon.name_heads or last.lower in board.lexicon.facility_ends
    if stop - first > 1 and (opens or heads):
        return "name-head"
    return None


def is_in_organisation(board: Board, first: int, stop: int) -> bool:
    """Return whether "University of" stands before a place, or "Police Department" after it."""
    tokens, words = board.tokens, board.lexicon.organisation_words
    if first > 1 and tokens[first - 1].lower in {"of", "for"} and board.in_sentence(first - 2, first):
        before = tokens[first - 2]
        if before.text[0].isupper() and not before.text.isupper() and before.lower in words:
            return True
    if stop >= len(tokens) or not board.in_sentence(first, stop):
        return False
    after = tokens[stop]
    capitalised = after.text[0].isupper() and not after.text.isupper()
    return capitalised and after.lower in words and board.labels[stop] not in PLACE_LABELS


def is_beside_name(board: Board, first: int, stop: int) -> bool:
    """Return whether a range stands inside a longer run of capitalised words."""
    tokens = board.tokens
    neighbours = []
    if first > 0 and board.in_sentence(first - 1, first):
        neighbours.append(tokens[first - 1])
    if stop < len(tokens) and board.in_sentence(stop, stop - 1):
        neighbours.append(tokens[stop])
    return any(token.text[0].isupper() and token.pos == "PROPN" for token in neighbours)
