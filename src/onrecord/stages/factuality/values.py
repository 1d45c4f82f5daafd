"""How FactBank values change under one another: the reckoning behind every view."""

from collections.abc import Iterable
from typing import NamedTuple

from onrecord.lexicons.factuality import Operator
from onrecord.records import Factuality, Status

_CERTAINTIES = ("PS", "PR", "CT")
_VALUES: dict[tuple[str, str], Factuality] = {
    ("CT", "+"): "CT+",
    ("PR", "+"): "PR+",
    ("PS", "+"): "PS+",
    ("CT", "-"): "CT-",
    ("PR", "-"): "PR-",
    ("PS", "-"): "PS-",
}


class Force(NamedTuple):
    """A word over an event, as it counts: its value, its value where it is negated, the status it gives, its rule.

    A `yielding` one says nothing beside another.
    """

    value: Factuality
    negated: Factuality
    status: Status
    rank: int
    rule: str
    yielding: bool = False


class Outcome(NamedTuple):
    """How real something is under all words over it; status and rule are None for what is plainly told."""

    value: Factuality
    status: Status | None
    rank: int
    rule: str | None


REAL = Outcome("CT+", None, 10**6, None)
# What a negation makes of what is demanded, promised or meant: refraining from it, which one demands or intends.
REFRAINED: dict[Status | None, Factuality] = {"demanded": "Uu", "proposed": "Uu", "promised": "CT-", "planned": "CT-"}
# "Will probably", "fears that they will", "would have to": the other word says how sure it is.
YIELDED_TO = frozenset({"expected", "possible"})

# What is told by these is certain to its source, and as uncertain to the report as anything that is only told.
PLAIN = frozenset({"asserted", "reported", "alleged"})
TOLD = 10**5  # the rank of what is only told: any operator outranks it
# Who gives up a plan or rejects a demand leaves nothing of what it is for.
UNMAKING = frozenset({"called-off", "rebuff", "failed"})


def force_of(operator: Operator, *, author: bool) -> Force:
    """Return an operator as a force, for the report's own voice (`author`) or for one who tells."""
    value = operator.author if author else operator.source
    return Force(value, operator.negated, operator.status, operator.rank, operator.id, operator.yielding)


def under(value: Factuality, context: Factuality) -> Factuality:
    """Return what `value` is worth to one who is only as sure as `context` of all that stands there.

    The weaker certainty counts, and two negatives make a positive: "may" (PS+) over "did not" (CT-) is PS-.
    """
    if value[-1] == "u" or context[-1] == "u":
        return "Uu"
    certainty = min(value[:2], context[:2], key=_CERTAINTIES.index)
    return _VALUES[certainty, "+" if value[-1] == context[-1] else "-"]


def combine(forces: Iterable[Force]) -> Outcome:
    """Return what all `forces` together make of an event, the outermost first.

    Of several, the one of lowest rank gives the status. What is neither said to be nor not to be takes no part in
    the signs: a negation under a threat is still a threat. What someone is told or means not to do is negated, and
    all that is denied is denied, also a plan.
    """
    found = REAL
    passed: list[Force] = []  # what stood under a negation, and counts again where that is cancelled
    for force in forces:
        if force.yielding and found.status in YIELDED_TO:
            continue
        if found.value[-1] == "u":
            found = _under_unreal(found, force)
        elif found.value[-1] == "-":
            found = _under_negative(found, force)
            if found is REAL:
                found, passed = (combine(passed), []) if passed else (found, passed)
            elif force.value == "Uu":
                passed.append(force)
        else:
            value = under(force.value, found.value)
            kept = force.rank >= found.rank or (value[-1] == "-" and found.value.startswith("PS"))
            found = found._replace(value=value) if kept else Outcome(value, force.status, force.rank, force.rule)
    return found


def _under_unreal(found: Outcome, force: Force) -> Outcome:
    if force.status == "denied":
        return Outcome(force.value, force.status, force.rank, force.rule)
    if force.value[-1] == "-" and found.status in REFRAINED:
        return Outcome(REFRAINED[found.status], "negated", force.rank, force.rule)
    if force.value[-1] != "-" and force.rank < found.rank:
        return Outcome("Uu", force.status, force.rank, force.rule)
    return found


def _under_negative(found: Outcome, force: Force) -> Outcome:
    if (found.status == "denied" and force.value[-1] != "-") or (found.rule in UNMAKING and force.value[-1] == "u"):
        return found
    if force.status == "questioned":
        return Outcome("Uu", force.status, force.rank, force.rule)  # "declined to say whether"
    value = under(force.negated, _VALUES[found.value[:2], "+"])
    if value == "CT+":
        return REAL
    if value[-1] == "u" and found.status == "hypothetical":
        return found
    if value[-1] == "+":
        return Outcome(value, "possible" if value == "PS+" else "expected", force.rank, force.rule)
    return found._replace(value=value)
