"""The best tree of a sentence: always a tree, and the best one where trying all of them can tell."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onrecord.language.english.trees import find_tree

Numbers = np.ndarray[Any, np.dtype[Any]]


def scores_of(words: int, low: float = -30, high: float = 30) -> st.SearchStrategy[Numbers]:
    return arrays(np.float32, (words, words + 1), elements=st.floats(low, high, width=32))


any_scores = st.integers(1, 14).flatmap(scores_of)


def is_tree(heads: list[int]) -> bool:
    """Whether exactly one word is its own head and every other leads up to it."""
    roots = [place for place, head in enumerate(heads) if place == head]
    if len(roots) != 1:
        return False
    for place in range(len(heads)):
        above, steps = place, 0
        while heads[above] != above and steps <= len(heads):
            above, steps = heads[above], steps + 1
        if above != roots[0]:
            return False
    return True


def all_trees(words: int) -> Iterator[list[int]]:
    for heads in product(range(words), repeat=words):
        if is_tree(list(heads)):
            yield list(heads)


def score_tree(scores: Numbers, heads: list[int]) -> float:
    count = len(scores)
    return sum(float(scores[place, count if head == place else head]) for place, head in enumerate(heads))


@given(any_scores)
@settings(deadline=None)
def test_every_sentence_gets_one_root_and_no_cycle(scores: Numbers) -> None:
    heads = find_tree(scores)
    assert len(heads) == len(scores)
    assert is_tree(heads), heads


@given(st.integers(2, 12).flatmap(lambda words: scores_of(words, 0, 0)))
def test_scores_that_are_all_equal_give_a_tree(scores: Numbers) -> None:
    assert is_tree(find_tree(scores))


@given(any_scores)
@settings(deadline=None)
def test_the_scores_are_left_as_they_were(scores: Numbers) -> None:
    before = scores.copy()
    find_tree(scores)
    assert (scores == before).all()


def test_a_single_word_is_its_own_root() -> None:
    assert find_tree(np.array([[3.0, -5.0]], dtype=np.float32)) == [0]


@given(st.integers(2, 5).flatmap(lambda words: st.tuples(scores_of(words), st.integers(0, words - 1))))
@settings(max_examples=150, deadline=None)
def test_the_tree_is_the_best_of_all_when_one_word_is_plainly_the_root(
    drawn: tuple[Numbers, int],
) -> None:
    scores, root = drawn
    scores[:, -1] = -1000
    scores[root, -1] = 1000
    heads = find_tree(scores)
    best = max(score_tree(scores, tree) for tree in all_trees(len(scores)) if tree[root] == root)
    assert heads[root] == root
    assert abs(score_tree(scores, heads) - best) < 1e-2


@given(st.integers(2, 5).flatmap(scores_of))
@settings(max_examples=150, deadline=None)
def test_no_other_tree_with_the_root_that_was_chosen_is_better(scores: Numbers) -> None:
    heads = find_tree(scores)
    root = next(place for place, head in enumerate(heads) if place == head)
    best = max(score_tree(scores, tree) for tree in all_trees(len(scores)) if tree[root] == root)
    assert abs(score_tree(scores, heads) - best) < 1e-2


def test_two_cycles_inside_each_other_are_opened_at_the_best_place() -> None:
    scores = np.full((5, 6), -20, dtype=np.float32)
    scores[0, 5] = 1  # the root
    scores[1, 2] = scores[2, 1] = 9  # an inner cycle,
    scores[3, 1], scores[1, 3] = 8, 7  # which another word closes to a wider one
    scores[2, 4], scores[4, 3] = 6, 9
    scores[3, 0] = 2  # the only good way in
    heads = find_tree(scores)
    best = max((tree for tree in all_trees(5) if tree[0] == 0), key=lambda tree: score_tree(scores, tree))
    assert score_tree(scores, heads) == score_tree(scores, best)
    assert heads[3] == 0


def test_a_sentence_in_which_two_words_want_to_be_the_root_keeps_the_one_that_gains_most() -> None:
    scores = np.zeros((3, 4), dtype=np.float32)
    scores[0, 3], scores[2, 3] = 2, 5
    assert find_tree(scores)[2] == 2
