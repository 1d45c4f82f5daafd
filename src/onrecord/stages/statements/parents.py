"""Which statement tells which: the parent is the smallest statement whose content holds another's cue."""

from collections.abc import Mapping, Sequence

import msgspec

from onrecord.records import Span, Statement

STRETCH = 256
OUTER_FIRST = {"news-agency": 0, "media-outlet": 1, "document": 2}


def link_parents(statements: Sequence[Statement], tellers: Mapping[str, str]) -> tuple[Statement, ...]:
    """Return `statements` in text order, each with the id of the one that tells it, where there is one.

    `tellers` maps ids to the ids of parents that are known already.

    Of two that hold each other, such as "X said" and "according to AGENCY" in one sentence, the agency,
    outlet or document tells the other; failing that, the later one in the sentence.
    """
    ordered = sorted(statements, key=_place)
    buckets = _by_stretch(ordered)
    linked: list[Statement] = []
    for one in ordered:
        if one.id in tellers:
            linked.append(msgspec.structs.replace(one, parent=tellers[one.id]))
            continue
        holders = [other for other in _around(buckets, one) if other is not one and _tells(other, one)]
        parent = min(holders, key=lambda other: (_size(other), other.id), default=None)
        linked.append(msgspec.structs.replace(one, parent=parent.id) if parent is not None else one)
    return tuple(linked)


def _by_stretch(statements: Sequence[Statement]) -> dict[int, list[Statement]]:
    """Return the statements by the stretches of text that their contents touch, so that a look-up sees few."""
    buckets: dict[int, list[Statement]] = {}
    for one in statements:
        if not one.content:
            continue
        first, last = one.content[0].start, one.content[-1].end
        for place in range(first // STRETCH, last // STRETCH + 1):
            buckets.setdefault(place, []).append(one)
    return buckets


def _around(buckets: dict[int, list[Statement]], one: Statement) -> list[Statement]:
    """Return the statements whose content holds the cue of `one`."""
    anchor = _anchor(one)
    near = buckets.get(anchor.start // STRETCH, ())
    return [other for other in near if any(span.covers(anchor) for span in other.content) or _is_put_into(one, other)]


def _is_put_into(one: Statement, other: Statement) -> bool:
    """Return whether a phrase stands between the words that `other` tells: "X reported that, according to Y, ..."."""
    if one.cue_class != "preposition" or other.cue is None or not other.content:
        return False
    whole = Span(start=other.content[0].start, end=other.content[-1].end)
    return whole.covers(_anchor(one)) and not whole.covers(other.cue)


def _anchor(one: Statement) -> Span:
    return one.cue or one.content[0]


def _place(one: Statement) -> tuple[int, int, str]:
    first = min(span.start for span in (*one.source, *one.content, *((one.cue,) if one.cue else ())))
    return first, _anchor(one).start, one.id


def _size(one: Statement) -> int:
    return sum(span.end - span.start for span in one.content)


def _tells(outer: Statement, inner: Statement) -> bool:
    """Return whether `outer` tells `inner`, which it does not if `inner` rather tells `outer`."""
    if not any(span.covers(_anchor(outer)) for span in inner.content):
        return True
    return _rank(outer) < _rank(inner)


def _rank(one: Statement) -> tuple[int, int]:
    return OUTER_FIRST.get(one.identification, len(OUTER_FIRST)), -_anchor(one).start
