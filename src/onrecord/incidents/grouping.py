"""Accounts of the same happening brought together, without comparing every one with every other.

The most exact accounts come first and found incidents; the vaguer ones join the incident they fit
best, if it is one, if no account in it rules them out, and if no second incident fits as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from onrecord.incidents.accounts import Account, Party, find_accounts
from onrecord.incidents.matching import DAYS_TO_PRINT, Match, is_disputed_by, match_accounts
from onrecord.incidents.origins import find_origins
from onrecord.records import Incident, PlaceMention, Range, Reading, Reason, Size, make_id

LONGEST_GRAIN_DAYS = 31  # "last year" tells too little to bring reports together
_FINEST_FIRST = ("facility", "city", "relative", "district", "province", "country", "region")
_SIZES = ("dead", "injured", "arrested", "participants")


def group_incidents(readings: Iterable[Reading]) -> tuple[Incident, ...]:
    """Return the happenings that the events of `readings` tell, by day, those of unknown day last.

    Only what is told as having happened makes an incident; what is planned, hoped, threatened, demanded,
    negated or denied never does. A denial is kept in `disputed_by` of the incident it fits.
    """
    accounts = tuple(find_accounts(readings))
    index = _Index()
    for account in sorted((one for one in accounts if one.happened), key=_vagueness):
        joined = index.best(account)
        group = _Group() if joined is None else joined[0]
        group.join(account, joined[1].because if joined else ())
        index.register(group, account)
    for account in accounts:
        if not account.happened and account.disputed_by:
            index.dispute(account)
    incidents = [group.incident() for group in index.groups()]
    return tuple(sorted(incidents, key=lambda one: (one.earliest is None, one.earliest or date.max, one.id)))


class _Group:
    """The accounts of one incident while it grows."""

    def __init__(self) -> None:
        self.accounts: list[Account] = []
        self.kinds: dict[tuple[object, ...], Account] = {}
        self.because: dict[str, Reason] = {}
        self.disputed_by: dict[str, None] = {}

    def join(self, account: Account, because: tuple[Reason, ...]) -> None:
        """Take an account in, and keep the strongest grade of each feature that decided."""
        self.accounts.append(account)
        self.kinds.setdefault(account.signature, account)
        self.disputed_by.update(dict.fromkeys(account.disputed_by))
        for reason in because:
            before = self.because.get(reason.rule)
            if before is None or (reason.score or 0) > (before.score or 0):
                self.because[reason.rule] = reason

    def match(self, account: Account) -> Match | None:
        """Return the best match among the accounts here, None if there is none or one rules it out."""
        best: Match | None = None
        for member in self.kinds.values():
            match = match_accounts(member, account)
            if match is None:
                return None
            if match.same and (best is None or match.strength > best.strength):
                best = match
        return best

    def incident(self) -> Incident:
        """Return the incident that the accounts make."""
        told = sorted(self.accounts, key=lambda one: one.number)
        earliest, latest = _narrowest_days(told)
        first = told[0]
        reports = {one.report for one in told}
        own = Reason(stage="incidents", rule="one-report" if len(reports) == 1 else "several-reports")
        return Incident(
            id=make_id("in", first.report, [first.event.trigger], first.event.id),
            type=first.event.type,
            earliest=earliest,
            latest=latest,
            place=_finest_place(told),
            actors=_names(party for one in told for party in one.actors),
            recipients=_names(party for one in told for party in one.recipients),
            size=Size(**{name: _merged(told, name) for name in _SIZES}),
            events=tuple(one.event.id for one in told),
            origins=find_origins(told),
            outlets=tuple(dict.fromkeys(one.outlet for one in told if one.outlet)),
            disputed_by=tuple(self.disputed_by),
            because=(own, *self.because.values()),
        )


class _Index:
    """Groups by type, possible day and country, so that an account meets only its neighbourhood."""

    def __init__(self) -> None:
        self._found: list[_Group] = []
        self._numbers: dict[int, int] = {}
        self._buckets: defaultdict[tuple[str, str, str], set[int]] = defaultdict(set)

    def groups(self) -> Iterator[_Group]:
        """Return all groups in the order of their founding."""
        return iter(self._found)

    def register(self, group: _Group, account: Account) -> None:
        """Make `group` findable where `account` would be looked for."""
        number = self._numbers.setdefault(id(group), len(self._found))
        if number == len(self._found):
            self._found.append(group)
        country = _country(account)
        for day in _days(account):
            self._buckets[account.event.type, day, "anywhere"].add(number)
            self._buckets[account.event.type, day, country or "unknown"].add(number)

    def best(self, account: Account) -> tuple[_Group, Match] | None:
        """Return the group that fits best and how; None if none fits, or two fit equally well."""
        fitting = [(group, match) for group in self._near(account) if (match := group.match(account))]
        fitting.sort(key=lambda each: -each[1].strength)
        if not fitting or (len(fitting) > 1 and fitting[0][1].strength == fitting[1][1].strength):
            return None
        return fitting[0]

    def dispute(self, denial: Account) -> None:
        """Note the statements of a denial at the incident it is about, if one is."""
        best, strength = None, 0.0
        for group in self._near(denial):
            for told in group.kinds.values():
                grade = is_disputed_by(told, denial)
                if grade is not None and grade > strength:
                    best, strength = group, grade
        if best is not None:
            best.disputed_by.update(dict.fromkeys(denial.disputed_by))

    def _near(self, account: Account) -> Iterator[_Group]:
        country = _country(account)
        countries = (country, "unknown") if country else ("anywhere",)
        numbers: set[int] = set()
        for day in _days(account):
            for each in countries:
                numbers |= self._buckets.get((account.event.type, day, each), set())
        return (self._found[number] for number in sorted(numbers))


def _country(account: Account) -> str | None:
    return account.place.country if account.place else None


def _days(account: Account) -> Iterator[str]:
    """Return the buckets of an account: its possible days, and its report, in which an event is told again."""
    yield account.report
    first, last = account.earliest, account.latest
    if first is None or last is None:
        if account.published_on is None:
            return
        first, last = account.published_on - timedelta(days=DAYS_TO_PRINT), account.published_on
    if (last - first).days < LONGEST_GRAIN_DAYS:
        for offset in range((last - first).days + 1):
            yield (first + timedelta(days=offset)).isoformat()


def _vagueness(account: Account) -> tuple[int, int, int, int]:
    """Return the order in which accounts are placed: exact days, exact places and known sides first."""
    grain = (account.latest - account.earliest).days if account.earliest and account.latest else 1_000_000
    level = account.place.precision if account.place else None
    place = _FINEST_FIRST.index(level) if level else len(_FINEST_FIRST)
    return grain, place, -len(account.actors) - len(account.recipients), account.number


def _narrowest_days(told: list[Account]) -> tuple[date | None, date | None]:
    """Return the days that all dated accounts allow; they overlap, since none ruled another out."""
    dated = [(one.earliest, one.latest) for one in told if one.earliest and one.latest]
    if dated:
        return max(first for first, _ in dated), min(last for _, last in dated)
    stated = told[0].event
    return stated.earliest, stated.latest


def _finest_place(told: list[Account]) -> str | None:
    """Return the id of the place mention of the finest precision, the first of several."""

    def fineness(place: PlaceMention) -> int:
        return _FINEST_FIRST.index(place.precision) if place.precision else len(_FINEST_FIRST)

    places = [one.place for one in told if one.place]
    return min(places, key=fineness).id if places else None


def _names(parties: Iterable[Party]) -> tuple[str, ...]:
    """Return the names of the parties, each once; one that shares a key with an earlier one is the same."""
    names: list[str] = []
    seen: set[str] = set()
    for party in parties:
        if not party.keys & seen:
            names.append(party.name)
        seen |= party.keys
    return tuple(names)


def _merged(told: list[Account], name: str) -> Range | None:
    """Return the range over all accounts; an end that any account leaves open stays open."""
    ranges: list[Range] = [stated for one in told if (stated := getattr(one.event.size, name)) is not None]
    if not ranges:
        return None
    lows = [one.low for one in ranges if one.low is not None]
    highs = [one.high for one in ranges if one.high is not None]
    return Range(
        low=min(lows) if len(lows) == len(ranges) else None,
        high=max(highs) if len(highs) == len(ranges) else None,
    )
