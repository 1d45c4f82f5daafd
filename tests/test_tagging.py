"""The best tags of a passage: the same as the best of all sequences, one by one."""

from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language.english.tagging import find_best_tags

Numbers = np.ndarray[Any, np.dtype[Any]]
TAGS = 3


def score_path(scores: Numbers, follow: Numbers, path: tuple[int, ...]) -> float:
    along = sum(float(scores[place, tag]) for place, tag in enumerate(path))
    return along + sum(float(follow[one, two]) for one, two in pairwise(path))


def find_by_trying(scores: Numbers, follow: Numbers) -> tuple[int, ...]:
    return max(product(range(TAGS), repeat=len(scores)), key=lambda path: score_path(scores, follow, path))


@given(st.lists(st.integers(1, 5), min_size=1, max_size=5), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_every_passage_of_a_batch_gets_the_best_of_all_sequences(lengths: list[int], seed: int) -> None:
    generator = np.random.default_rng(seed)
    scores = generator.normal(size=(sum(lengths), TAGS)).astype(np.float32)
    follow = generator.normal(size=(TAGS, TAGS)).astype(np.float32)
    found = find_best_tags(scores, follow, lengths)
    bounds = np.cumsum(lengths)[:-1]
    for passage, tags in zip(np.split(scores, bounds), np.split(found, bounds), strict=True):
        assert tuple(tags.tolist()) == find_by_trying(passage, follow)


def test_a_tag_that_may_not_follow_is_not_chosen_however_well_it_scores() -> None:
    scores = np.array([[5, 0, 0], [0, 9, 0], [0, 0, 5]], dtype=np.float32)
    follow = np.zeros((TAGS, TAGS), dtype=np.float32)
    assert find_best_tags(scores, follow, [3]).tolist() == [0, 1, 2]
    follow[0, 1] = follow[1, 2] = -10_000
    found = find_best_tags(scores, follow, [3]).tolist()
    assert tuple(found) == find_by_trying(scores, follow)
    assert (found[0], found[1]) != (0, 1)


def test_nothing_that_follows_binds_the_last_tag_of_one_passage_to_the_first_of_the_next() -> None:
    scores = np.array([[0, 1, 0], [0, 0, 1]], dtype=np.float32)
    follow = np.full((TAGS, TAGS), -10_000, dtype=np.float32)
    assert find_best_tags(scores, follow, [1, 1]).tolist() == [1, 2]


@pytest.mark.parametrize("lengths", [[1], [400], [1, 400]])
def test_long_and_short_passages_keep_their_lengths(lengths: list[int]) -> None:
    scores = np.tile(np.array([0, 0, 1], dtype=np.float32), (sum(lengths), 1))
    found = find_best_tags(scores, np.zeros((TAGS, TAGS), dtype=np.float32), lengths)
    assert found.tolist() == [2] * sum(lengths)
