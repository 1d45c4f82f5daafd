"""The best sequence of tags for each of many passages (Viterbi 1967), all passages at once."""

from collections.abc import Sequence

import numpy as np

from onrecord.language.english.hashing import Numbers
from onrecord.language.english.network import lay_out


def find_best_tags(scores: Numbers, follow: Numbers, lengths: Sequence[int]) -> Numbers:
    """Return the tag of each token; `follow` scores one tag (row) before another (column)."""
    layout = lay_out(lengths)
    laid = np.empty_like(scores)
    laid[layout.order] = scores
    active = layout.active
    ends = np.cumsum(active).tolist()
    into = np.ascontiguousarray(follow.T)[None]
    best = laid[: active[0]].copy()
    came_from: list[Numbers] = []
    for step in range(1, len(active)):
        count = active[step]
        paths = best[:count, None, :] + into
        came = paths.argmax(axis=2)
        came_from.append(came)
        best[:count] = (
            np.take_along_axis(paths, came[:, :, None], axis=2)[:, :, 0] + laid[ends[step] - count : ends[step]]
        )
    tags = np.empty(len(scores), dtype=np.int64)
    now = best.argmax(axis=1)
    for step in range(len(active) - 1, -1, -1):
        count = active[step]
        tags[ends[step] - count : ends[step]] = now[:count]
        if step:
            now[:count] = came_from[step - 1][np.arange(count), now[:count]]
    return tags[layout.order]
