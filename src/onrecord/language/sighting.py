"""What a trained network sees of one attribution; the statements stage weighs it beside its rules."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from onrecord.language.english.hashing import Numbers

# The columns of `Sighting.roles`.
NO_ROLE, CUE, SOURCE, CONTENT = range(4)
ROLES = 4


class Sighting(NamedTuple):
    """A word that tells, and the part that every word near it plays.

    `anchor` is the index of the cue's head token. `outer` and `nested` are beliefs between 0 and 1: that it tells for
    the report itself, and that it tells within another's words. `roles` has a row of beliefs for each token from
    `first` on, which sum to 1: no part, cue, source, content.
    """

    anchor: int
    outer: float
    nested: float
    first: int
    roles: "Numbers"

    @property
    def belief(self) -> float:
        """How sure it is that the word tells at all."""
        return self.outer + self.nested

    def tokens(self, role: int) -> list[int]:
        """Return the indexes of the tokens whose likeliest part this is."""
        return [self.first + place for place in (self.roles.argmax(axis=1) == role).nonzero()[0].tolist()]

    def belief_of(self, role: int, token: int) -> float:
        """Return the belief that a token has a role, 0 beyond the passage."""
        place = token - self.first
        return float(self.roles[place, role]) if 0 <= place < len(self.roles) else 0.0
