"""What every scorer returns: the figures of one task on one gold set."""

import msgspec


class Scores(msgspec.Struct, frozen=True):
    """The figures of one scorer: for which task, on which gold set, over how many documents.

    `figures` maps a name such as "f1" or "person-recall" to its value: rates between 0 and 1, counts
    as whole numbers. A rate whose denominator is zero is left out, not given as 0.
    """

    task: str
    gold: str
    documents: int
    figures: dict[str, float]
