"""Whether two accounts tell the same happening, feature by feature, and why.

Each feature is a grade: 1 agrees, 0 says nothing, below 0 speaks against; `None` rules the pair out.
Distances are judged against the precision stated, days against the grain stated.
"""

from datetime import timedelta
from typing import NamedTuple

from onrecord.incidents.accounts import Account, Party
from onrecord.knowledge.places_links import distance_km
from onrecord.records import PlaceMention, Reason

NEAR_KM = 30.0  # a facility or district and its town
SAME_SITE_KM = 2.0
PROVINCE_KM = 150.0  # a place and the middle of its province
DAYS_TO_PRINT = 3  # an undated event is told at most so many days after it happened

AGREES = 0.6
PHYSICAL = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "RETREAT", "AID"})
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_POINTS = frozenset({"facility", "city", "relative"})


class Match(NamedTuple):
    """How well two accounts of one type agree; `same` says whether that is enough to be one happening."""

    same: bool
    strength: float
    because: tuple[Reason, ...]


def match_accounts(one: Account, other: Account) -> Match | None:
    """Return how well two accounts of the same type agree, or None if they cannot be one happening."""
    place = compare_places(one.place, other.place)  # first, since it rules out most pairs
    days = None if place is None else compare_days(one, other)
    if days is None or place is None:
        return None
    actors, recipients = _compare_sides(one, other)
    words = 0.3 if _stem(one.trigger) == _stem(other.trigger) else 0.0
    modes = _compare_modes(one.event.modes, other.event.modes)
    grades = {"days": days, "place": place, "actors": actors, "recipients": recipients, "modes": modes, "words": words}
    same = _is_same(one, other, grades)
    because = tuple(
        Reason(stage="incidents", rule=f"{name}-{'agree' if grade > 0 else 'differ'}", score=round(abs(grade), 2))
        for name, grade in grades.items()
        if grade
    )
    return Match(same, sum(grades.values()), because)


def is_disputed_by(told: Account, denial: Account) -> float | None:
    """Return how strongly `denial` speaks of what `told` tells, None if it is about something else.

    A denial seldom repeats the day and the place, so a shared side is enough where nothing differs.
    """
    match = match_accounts(told, denial)
    if match is None or any(reason.rule.endswith("-differ") for reason in match.because):
        return None
    agreeing = {reason.rule for reason in match.because if (reason.score or 0) >= AGREES / 2}
    sides = {"actors-agree", "recipients-agree"} & agreeing
    near = told.report == denial.report or "place-agree" in agreeing or len(sides) == len(("actors", "recipients"))
    return match.strength if sides and near and "days-agree" in {reason.rule for reason in match.because} else None


def _is_same(one: Account, other: Account, grades: dict[str, float]) -> bool:
    days, place = grades["days"], grades["place"]
    sides = (grades["actors"], grades["recipients"])
    shared = sum(grade >= AGREES for grade in sides)
    differing = sum(grade < 0 for grade in (*sides, grades["modes"]))
    if days >= AGREES and place >= AGREES:
        # Blame may differ, and a place and day of a bodily act are enough; talks need to be by the same people.
        return shared >= differing + (one.event.type not in PHYSICAL)
    if differing or not days:
        return False
    if place >= AGREES and shared:
        return True
    # "gunmen" and "soldiers" are everywhere: a name has to be shared, or the country that the reports are about.
    known = max(sides) > AGREES or (one.setting is not None and one.setting == other.setting)
    if days >= AGREES and shared == len(sides) and known:
        return True
    if one.report != other.report:
        return False
    # Within one report, the same word or a same side on the same day takes up an event, where nothing differs.
    taken_up = shared > 0 or place >= AGREES or _is_bare(one) != _is_bare(other)
    return (grades["words"] > 0 and taken_up) or (days >= AGREES and shared > 0)


def _is_bare(account: Account) -> bool:
    """Return whether nothing is told but the word, as in "the attack"."""
    return not (account.place or account.earliest or account.actors or account.recipients)


def compare_days(one: Account, other: Account) -> float | None:
    """Return how well the days agree, 1 for the same day, less for a coarser grain; None if they exclude each other."""
    if one.earliest and one.latest and other.earliest and other.latest:
        if one.latest < other.earliest or other.latest < one.earliest:
            return None
        grain = max((one.latest - one.earliest).days, (other.latest - other.earliest).days) + 1
        return next((grade for days, grade in ((1, 1.0), (3, 0.8), (7, 0.6), (31, 0.3)) if grain <= days), 0.1)
    dated, undated = (one, other) if one.earliest else (other, one)
    if dated.earliest and undated.published_on and dated.earliest > undated.published_on:
        return None  # it was told before it happened
    if one.report == other.report:
        return 0.3
    told_on, day = undated.published_on, dated.latest or dated.published_on
    if told_on is None or day is None:
        return 0.0
    return 0.2 if abs(told_on - day) <= timedelta(days=DAYS_TO_PRINT) else 0.0


def compare_places(one: PlaceMention | None, other: PlaceMention | None) -> float | None:
    """Return how well two places agree against their precision, None if they exclude each other."""
    if one is None or other is None:
        return 0.0
    if one.country and other.country and one.country != other.country:
        return None
    resolved = one.place is not None and other.place is not None
    if one.place == other.place if resolved else one.name.casefold() == other.name.casefold():
        # To share no more than a country says little about a happening.
        return 0.3 if "country" in (one.precision, other.precision) else 1.0
    levels: set[str | None] = {one.precision, other.precision}
    if "country" in levels:
        return 0.3 if one.country and one.country == other.country else 0.0
    if None in levels or "region" in levels:
        return 0.0
    return _compare_points(one, other, levels)


def _compare_points(one: PlaceMention, other: PlaceMention, levels: set[str | None]) -> float | None:
    distance = _distance_km(one, other)
    if levels == {"facility"}:
        return 0.8 if distance is not None and distance <= SAME_SITE_KM else None
    if len(levels) == 1 and levels != {"relative"}:
        return None  # two towns, two districts or two provinces, however near
    if distance is None:
        return 0.0
    if "province" in levels:
        return 0.4 if distance <= PROVINCE_KM else None
    if distance > NEAR_KM:
        return None
    return 0.7 if levels <= _POINTS else 0.6


def _distance_km(one: PlaceMention, other: PlaceMention) -> float | None:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    return distance_km(one.latitude, one.longitude, other.latitude, other.longitude)


def _compare_sides(one: Account, other: Account) -> tuple[float, float]:
    if one.event.type not in MUTUAL:
        return compare_parties(one.actors, other.actors), compare_parties(one.recipients, other.recipients)
    # Who meets whom is told either way round: the second grade is that a second party is shared too.
    mine, theirs = one.actors + one.recipients, other.actors + other.recipients
    shared = [party for party in mine if compare_parties((party,), theirs) >= AGREES]
    first = compare_parties(mine, theirs)
    return first, 1.0 if len(shared) > 1 else 0.0


def compare_parties(ones: tuple[Party, ...], others: tuple[Party, ...]) -> float:
    """Return how well two sides agree: 1 if somebody is in both, below 0 if both are named and differ."""
    if not ones or not others:
        return 0.0
    return max(_compare_party(one, other) for one in ones for other in others)


def _compare_party(one: Party, other: Party) -> float:
    if one.keys & other.keys:
        return 1.0 if one.named and other.named else 0.6
    compatible = bool(one.sectors & other.sectors) or not one.sectors or not other.sectors
    if one.country and one.country == other.country and compatible:
        return 0.6  # "Kenya" and "the Kenyan army"
    return -0.5 if one.named and other.named else 0.0


def _compare_modes(ones: tuple[str, ...], others: tuple[str, ...]) -> float:
    if not ones or not others:
        return 0.0
    return 0.2 if set(ones) & set(others) else -0.3


def _stem(trigger: str) -> str:
    """Return the beginning of the first word, which inflection leaves alone: "bombed" and "bombing" share it."""
    return trigger.split(" ", 1)[0][:4]
