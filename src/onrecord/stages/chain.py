"""The chain of sources behind a statement, outermost first: agency, report, speaker."""

from collections.abc import Sequence

from onrecord.records import Statement


def chain_of(statement: Statement, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements through which `statement` is told, outermost first and itself last.

    The report's author stands before them all and is no statement.
    """
    by_id = {one.id: one for one in statements}
    chain = [statement]
    seen = {statement.id}
    while (parent := by_id.get(chain[-1].parent or "")) is not None and parent.id not in seen:
        chain.append(parent)
        seen.add(parent.id)
    return tuple(reversed(chain))


def origin_of(statement: Statement, statements: Sequence[Statement]) -> Statement:
    """Return the last hop of the chain that has a source, the key of corroboration.

    It is `statement` itself unless that has no source ("reportedly") and one around it has.
    """
    for hop in reversed(chain_of(statement, statements)):
        if hop.identification != "arbitrary":
            return hop
    return statement


def syndication_of(statement: Statement, statements: Sequence[Statement]) -> Statement | None:
    """Return the hop that is a news agency, the key of syndication; the outermost if there are two, None if none."""
    for hop in chain_of(statement, statements):
        if hop.identification == "news-agency":
            return hop
    return None
