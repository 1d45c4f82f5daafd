"""The best dependency tree of a sentence from the scores of its arcs (Chu and Liu 1965, Edmonds 1967)."""

import numpy as np

from onrecord.language.english.hashing import Numbers

_NEVER = np.float32(-1e9)


def find_tree(scores: Numbers) -> list[int]:
    """Return the head of each word, its own place for the one root.

    `scores` is (words, words + 1): the score of each head for each word, the last column that of being the root.
    """
    count = len(scores)
    if count == 1:
        return [0]
    scores = scores.copy()
    np.fill_diagonal(scores, _NEVER)
    heads = scores.argmax(axis=1)
    roots = np.flatnonzero(heads == count)
    if len(roots) != 1:
        # The root is the word that gains most by being it over its best other head.
        gain = scores[:, count] - scores[:, :count].max(axis=1)
        root = int(gain.argmax())
        scores[:, count] = _NEVER
        scores[root, count] = 0
        heads = scores.argmax(axis=1)
        heads[root] = count
    else:
        root = int(roots[0])
        scores[:, count] = _NEVER
    chosen: list[int] = heads.tolist()
    if _find_cycle(chosen, root) is not None:
        square = scores[:, :count].copy()
        chosen = _span(square, root)
    chosen[root] = root
    return chosen


def _find_cycle(heads: list[int], root: int) -> list[int] | None:
    state = [0] * len(heads)
    state[root] = 2
    for first in range(len(heads)):
        path = []
        place = first
        while state[place] == 0:
            state[place] = 1
            path.append(place)
            place = heads[place]
        if state[place] == 1:
            return path[path.index(place) :]
        for one in path:
            state[one] = 2
    return None


def _span(scores: Numbers, root: int) -> list[int]:
    """Return the heads of the best tree below `root`; cycles are shrunk to one word and opened again."""
    count = len(scores)
    np.fill_diagonal(scores, _NEVER)
    heads: list[int] = scores.argmax(axis=1).tolist()
    heads[root] = root
    cycle = _find_cycle(heads, root)
    if cycle is None:
        return heads
    inside = np.array(cycle)
    outside = np.array([place for place in range(count) if place not in set(cycle)])
    own = scores[inside, [heads[place] for place in cycle]]
    # Enter the cycle at the word that loses least by giving up its head in it.
    entering = scores[np.ix_(inside, outside)] - own[:, None]
    entry = entering.argmax(axis=0)
    leaving = scores[np.ix_(outside, inside)]
    leaver = leaving.argmax(axis=1)
    size = len(outside)
    smaller = np.full((size + 1, size + 1), _NEVER, dtype=scores.dtype)
    smaller[:size, :size] = scores[np.ix_(outside, outside)]
    smaller[size, :size] = entering.max(axis=0)
    smaller[:size, size] = leaving.max(axis=1)
    shrunk = _span(smaller, int(np.flatnonzero(outside == root)[0]))
    for place in range(size):
        word = int(outside[place])
        heads[word] = int(inside[leaver[place]]) if shrunk[place] == size else int(outside[shrunk[place]])
    heads[root] = root
    opened = int(inside[entry[shrunk[size]]])
    heads[opened] = int(outside[shrunk[size]])
    return heads
