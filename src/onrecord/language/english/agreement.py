"""One word, one kind: the scores of a capitalised word move towards what the whole text says of it.

A surname alone after the full name, or an acronym after the body it stands for, is often scored for another kind than
at its clearest mention. Non-local evidence of this sort goes back to Krishnan and Manning (2006).
"""

from collections.abc import Sequence

import numpy as np

from onrecord.language.english.hashing import Numbers

# Both were chosen on the six `dev` outlets of `training/corpora.py`.
STRENGTH = np.float32(1.25)
FLOOR = np.float32(0.02)


def agree(scores: Numbers, forms: Sequence[str], kinds: Numbers) -> Numbers:
    """Return the scores (tokens, tags) of one text so changed; `kinds` is (tags, kinds), 1 where a tag is of a kind."""
    places: dict[str, list[int]] = {}
    for place, form in enumerate(forms):
        if form[:1].isupper() and len(form) > 1:
            places.setdefault(form, []).append(place)
    several = [found for found in places.values() if len(found) > 1]
    if not several:
        return scores
    every = np.concatenate(several)
    powers = np.exp(scores[every] - scores[every].max(axis=1, keepdims=True))
    beliefs = (powers / powers.sum(axis=1, keepdims=True)) @ kinds
    sizes = np.array([len(found) for found in several])
    means = np.add.reduceat(beliefs, np.cumsum(sizes) - sizes, axis=0) / sizes[:, None]
    changes = np.log(np.repeat(means, sizes, axis=0) + FLOOR) - np.log(beliefs + FLOOR)
    changed = scores.copy()
    changed[every] += STRENGTH * (changes @ kinds.T)
    return changed
