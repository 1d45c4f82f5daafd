from collections.abc import Sequence
from datetime import date
from itertools import permutations

import msgspec
import pytest

from made_readings import Draft, raid_reading
from onrecord.incidents import group_incidents
from onrecord.incidents.matching import compare_places
from onrecord.records import Factuality, Incident, PlacePrecision, Range, Reading, Size, Status

TOWNS = {"Karsa": (13.10, 24.10), "Bennet": (13.18, 24.20), "Odala": (9.0, 20.0)}


def _shelling(  # noqa: PLR0913 - what may differ between two accounts of a shelling
    *,
    town: str = "Karsa",
    day: str | None = "2024-12-08",
    last: str | None = None,
    outlet: str = "Lakeside Herald",
    agency: str | None = None,
    attacker: str | None = "Northern Front",
    victim: str | None = "clinic staff",
    dead: Range | None = None,
    status: Status = "asserted",
    precision: PlacePrecision = "city",
    country: str = "TCD",
    lead: str = "",
    speaker: str | None = None,
    speaker_is: str = "named",
    factuality: Factuality = "CT+",
    published: str = "2024-12-10",
) -> Reading:
    """Return a report of one shelling."""
    lead = lead or f"{outlet} has this from its reporter."
    day_words = f" on {day}" if day else ""
    text = f"News of {town}\n{lead} {attacker or 'Guns'} shelled {town}{day_words}, hitting {victim or 'houses'}."
    if speaker:
        text += f" So {speaker} says."
    draft = Draft(text, outlet=outlet, agency=agency, published=published)
    actors = [draft.entity(attacker, sectors=("REB",))] if attacker else ["Guns"]
    views: list[tuple[str | None, Factuality]] = [(None, factuality)]
    if speaker:
        named = speaker_is in {"named", "institutional"}
        who = draft.entity(speaker, kind="person" if named else "role")
        views = [(draft.statement(speaker, "says", "shelled", entity=who, identification=speaker_is), factuality)]  # type: ignore[arg-type]
    draft.event(
        "ASSAULT",
        "shelled",
        actors=actors,
        recipients=[victim] if victim else [],
        place=draft.place(f"{town}", TOWNS[town], country=country, precision=precision),
        time=draft.time(day, day, last) if day else None,
        status=status,
        views=views,
        size=Size(dead=dead),
    )
    return draft.reading()


def _grouped(readings: Sequence[Reading]) -> list[set[str]]:
    """Return the outlets of each incident."""
    return sorted((set(one.outlets) for one in group_incidents(readings)), key=sorted)


def _only(readings: Sequence[Reading]) -> Incident:
    (incident,) = group_incidents(readings)
    return incident


# What is one happening


def test_two_reports_of_the_same_day_place_and_people_are_one_incident() -> None:
    incident = _only([_shelling(), _shelling(outlet="Deccan Post")])
    assert incident.outlets == ("Lakeside Herald", "Deccan Post")
    assert len(incident.events) == 2
    assert incident.actors == ("Northern Front",)
    assert {"days-agree", "place-agree", "actors-agree"} <= {reason.rule for reason in incident.because}


def test_what_is_told_twice_in_one_report_is_one_incident() -> None:
    draft = Draft("Rebels take Karsa\nOn December 8 the Northern Front seized the town of Karsa hill by hill.")
    front = draft.entity("Northern Front", "Northern Front", "Rebels")
    karsa = draft.place("Karsa", TOWNS["Karsa"], country="TCD")
    draft.event("ASSAULT", "take", actors=[front], place=karsa)
    draft.event("ASSAULT", "seized", actors=[front], place=karsa, time=draft.time("December 8", "2024-12-08"))
    incident = _only([draft.reading()])
    assert len(incident.events) == 2
    assert incident.earliest == date(2024, 12, 8)


def test_a_bare_word_takes_up_the_event_that_the_report_tells_with_it() -> None:
    draft = Draft("Bombing in Karsa\nGunmen bombed Karsa on December 8. The bombing woke the town. Troops fled Bennet.")
    karsa, bennet = (draft.place(town, TOWNS[town], country="TCD") for town in ("Karsa", "Bennet"))
    draft.event("ASSAULT", "Bombing", place=karsa)
    draft.event("ASSAULT", "bombed", actors=["Gunmen"], place=karsa, time=draft.time("December 8", "2024-12-08"))
    draft.event("ASSAULT", "bombing")
    draft.event("RETREAT", "fled", actors=["Troops"], place=bennet)
    assert sorted(len(one.events) for one in group_incidents([draft.reading()])) == [1, 3]


def test_a_report_that_names_fewer_details_joins_the_one_it_fits() -> None:
    assert len(_only([_shelling(), _shelling(outlet="Deccan Post", attacker=None, victim=None)]).events) == 2


def test_a_day_within_a_vaguer_span_is_the_same_happening_told_less_exactly() -> None:
    incident = _only([_shelling(day="2024-12-07", last="2024-12-09", outlet="Deccan Post"), _shelling()])
    assert (incident.earliest, incident.latest) == (date(2024, 12, 8), date(2024, 12, 8))


def test_descriptions_are_compared_by_their_head_noun() -> None:
    def ambush(outlet: str, actor: str, victim: str, town: str | None) -> Reading:
        draft = Draft(f"{actor} ambushed {victim} on December 8 near Karsa.", outlet=outlet)
        place = draft.place("Karsa", TOWNS["Karsa"], country="TCD") if town else None
        day = draft.time("December 8", "2024-12-08")
        draft.event("ASSAULT", "ambushed", actors=[actor], recipients=[victim], place=place, time=day)
        return draft.reading()

    first = ambush("A", "Unidentified gunmen", "an army convoy", "Karsa")
    assert _grouped([first, ambush("B", "Gunmen", "a convoy of lorries", "Karsa")]) == [{"A", "B"}]
    # Without a place, nothing says that these are the same gunmen, unless the report is about that country.
    unplaced = ambush("B", "Gunmen", "a convoy of lorries", None)
    assert _grouped([first, unplaced]) == [{"A"}, {"B"}]
    assert _grouped([first, msgspec.structs.replace(unplaced, places=first.places)]) == [{"A", "B"}]


def test_an_undated_report_joins_by_place_and_people_only_if_it_was_published_then() -> None:
    undated = _shelling(day=None, outlet="Deccan Post", published="2024-12-09")
    assert len(_only([_shelling(), undated]).events) == 2
    much_later = _shelling(day=None, outlet="Deccan Post", published="2025-02-09")
    assert len(group_incidents([_shelling(), much_later])) == 2


def test_a_report_published_before_the_day_tells_something_else() -> None:
    earlier = _shelling(day=None, outlet="Deccan Post", published="2024-12-07")
    assert len(group_incidents([_shelling(), earlier])) == 2


def test_a_facility_lies_in_its_town() -> None:
    town = Draft("Karsa", outlet="A")
    where = town.place("Karsa", TOWNS["Karsa"], country="TCD")
    field = Draft("Karsa airfield", outlet="B")
    near = field.place("Karsa airfield", (13.15, 24.15), country="TCD", precision="facility")
    here, there = (
        next(one for one in draft.places if one.id == each) for draft, each in ((town, where), (field, near))
    )
    assert (compare_places(here, there) or 0) > 0.5


def test_rising_tolls_are_one_incident_with_a_range() -> None:
    tolls = [Range(low=9, high=9), Range(low=12, high=14)]
    readings = [_shelling(outlet=f"Paper {toll.low}", dead=toll) for toll in tolls]
    assert _only(readings).size == Size(dead=Range(low=9, high=14))
    at_least = _shelling(outlet="Third Paper", dead=Range(low=20))
    assert _only([*readings, at_least]).size == Size(dead=Range(low=9, high=None))


def test_blame_may_differ_where_day_place_and_victims_agree() -> None:
    draft_a, draft_b = _shelling(), _shelling(outlet="Deccan Post", attacker="Plains Army")
    incident = _only([draft_a, draft_b])
    assert incident.actors == ("Northern Front", "Plains Army")
    assert "actors-differ" in {reason.rule for reason in incident.because}


# What is not


@pytest.mark.parametrize(
    "other",
    [
        _shelling(outlet="B", day="2024-12-09"),
        _shelling(outlet="B", town="Bennet"),
        _shelling(outlet="B", town="Odala"),
        _shelling(outlet="B", country="SDN"),
        _shelling(outlet="B", attacker="Plains Army", victim=None),
        _shelling(outlet="B", day=None, attacker=None, victim=None, published="2024-12-09"),
    ],
    ids=["next day", "next town", "far town", "other country", "other attacker", "no detail"],
)
def test_look_alikes_stay_apart(other: Reading) -> None:
    assert len(group_incidents([_shelling(outlet="A"), other])) == 2


def test_another_type_is_another_happening() -> None:
    draft = Draft("Karsa\nCrowds rallied in Karsa on 2024-12-08.", outlet="B")
    draft.event(
        "PROTEST",
        "rallied",
        place=draft.place("Karsa", TOWNS["Karsa"], country="TCD"),
        time=draft.time("2024-12-08", "2024-12-08"),
    )
    assert len(group_incidents([_shelling(), draft.reading()])) == 2


def test_talks_the_same_day_in_the_same_city_need_the_same_people() -> None:
    def talks(outlet: str, *parties: str) -> Reading:
        draft = Draft(f"{' and '.join(parties)} met in Odala on 2024-12-08.", outlet=outlet)
        actors = [draft.entity(party) for party in parties]
        place = draft.place("Odala", TOWNS["Odala"], country="CAF")
        draft.event(
            "CONSULT",
            "met",
            actors=actors[:1],
            recipients=actors[1:],
            place=place,
            time=draft.time("2024-12-08", "2024-12-08"),
        )
        return draft.reading()

    assert _grouped([talks("A", "Fisheries Union", "Port Board"), talks("B", "Port Board", "Fisheries Union")]) == [
        {"A", "B"}
    ]
    assert (
        len(group_incidents([talks("A", "Fisheries Union", "Port Board"), talks("B", "Water Ministry", "Herders")]))
        == 2
    )


def test_a_vague_report_between_two_days_joins_neither() -> None:
    first, second = _shelling(outlet="A", day="2024-12-07"), _shelling(outlet="B", day="2024-12-08")
    vague = _shelling(outlet="C", day="2024-12-06", last="2024-12-09")
    assert _grouped([first, second, vague]) == [{"A"}, {"B"}, {"C"}]


@pytest.mark.parametrize(
    "status",
    [
        "planned",
        "hoped",
        "threatened",
        "demanded",
        "denied",
        "negated",
        "hypothetical",
        "promised",
        "proposed",
        "expected",
        "possible",
        "questioned",
    ],
)
def test_what_is_not_told_as_having_happened_makes_no_incident(status: Status) -> None:
    assert group_incidents([_shelling(status=status)]) == ()
    assert len(_only([_shelling(), _shelling(outlet="B", status=status)]).events) == 1


# Who disputes


def test_a_denial_is_kept_at_the_incident_it_is_about() -> None:
    denial = _shelling(outlet="B", status="denied", factuality="CT-", speaker="Bishara Deng", day=None)
    incident = _only([_shelling(), denial])
    assert incident.disputed_by == (denial.statements[0].id,)


def test_a_denial_of_something_else_disputes_nothing() -> None:
    other_town = _shelling(outlet="B", status="denied", factuality="CT-", speaker="Bishara Deng", town="Bennet")
    other_front = _shelling(
        outlet="C", status="denied", factuality="CT-", speaker="Bishara Deng", attacker="Plains Army"
    )
    assert _only([_shelling(), other_town, other_front]).disputed_by == ()


def test_a_denial_in_the_same_report_needs_no_day() -> None:
    (raid,) = (one for one in group_incidents([raid_reading()]) if one.disputed_by)
    assert raid.disputed_by == (raid_reading().statements[2].id,)
    assert raid_reading().events[0].id in raid.events


# Where it comes from


def test_ten_outlets_with_one_agency_are_one_origin() -> None:
    incident = _only(
        [
            _shelling(outlet=f"Paper {number}", agency="Delta Wire", lead=f"From edition {number} of it.")
            for number in range(10)
        ]
    )
    assert len(incident.outlets) == 10
    (origin,) = incident.origins
    assert (origin.name, origin.identification, len(origin.reports)) == ("Delta Wire", "news-agency", 10)


def test_a_named_speaker_is_one_origin_in_every_outlet() -> None:
    readings = [
        _shelling(outlet=outlet, speaker=speaker)
        for outlet, speaker in (("A", "Bishara Deng"), ("B", "Bishara Deng"), ("C", "Deng"))
    ]
    (origin,) = _only(readings).origins
    assert (origin.name, len(origin.reports)) == ("Bishara Deng", 3)


def test_unnamed_sources_of_two_outlets_never_merge() -> None:
    readings = [
        _shelling(outlet=outlet, speaker="a senior officer", speaker_is="unnamed-described") for outlet in ("A", "B")
    ]
    assert [one.identification for one in _only(readings).origins] == ["unnamed-described"] * 2


def test_a_copy_adds_no_origin() -> None:
    lead = "Residents who fled by night described hours of fire."
    original = _shelling(outlet="A", lead=lead)
    copy = _shelling(outlet="B", lead=lead.upper())
    (origin,) = _only([original, copy]).origins
    assert (origin.name, len(origin.reports)) == ("A", 2)


def test_a_copied_passage_in_a_longer_piece_adds_no_origin() -> None:
    sentence = "Northern Front shelled Karsa on 2024-12-08, hitting clinic staff who were asleep at the time"

    def piece(outlet: str, more: str) -> Reading:
        draft = Draft(f"{more}\n{sentence}.", outlet=outlet)
        front, place = draft.entity("Northern Front"), draft.place("Karsa", TOWNS["Karsa"], country="TCD")
        draft.event("ASSAULT", "shelled", actors=[front], place=place, time=draft.time("2024-12-08", "2024-12-08"))
        return draft.reading()

    assert [one.name for one in _only([piece("A", "Night"), piece("B", "A long look at the season")]).origins] == ["A"]


def test_two_reporters_of_their_own_are_two_origins() -> None:
    assert [one.name for one in _only([_shelling(outlet="A"), _shelling(outlet="B")]).origins] == ["A", "B"]


def test_a_hop_between_is_no_further_origin() -> None:
    draft = Draft("Delta Wire quotes Bishara Deng: the Northern Front shelled Karsa.")
    wire, deng = draft.entity("Delta Wire"), draft.entity("Bishara Deng", kind="person")
    outer = draft.statement("Delta Wire", "quotes", "Bishara Deng", entity=wire, identification="news-agency")
    inner = draft.statement("Bishara Deng", ":", "the Northern Front shelled Karsa", entity=deng, parent=outer)
    draft.event("ASSAULT", "shelled", status="reported", views=[(inner, "CT+"), (outer, "CT+"), (None, "Uu")])
    assert [one.name for one in _only([draft.reading()]).origins] == ["Bishara Deng"]


def test_a_view_that_leaves_it_open_is_no_origin() -> None:
    assert _only([_shelling(factuality="Uu")]).origins == ()


# The whole


def test_the_same_readings_give_the_same_incidents_and_order_of_reports_changes_no_group() -> None:
    readings = [
        _shelling(outlet="A"),
        _shelling(outlet="B", day="2024-12-09"),
        _shelling(outlet="C"),
        _shelling(outlet="D", town="Bennet"),
    ]
    assert group_incidents(readings) == group_incidents(readings)
    for order in permutations(readings):
        assert _grouped(order) == [{"A", "C"}, {"B"}, {"D"}]


def test_events_of_one_word_have_incidents_of_their_own() -> None:
    draft = Draft("The front captured Karsa and Odala.")
    for town in ("Karsa", "Odala"):
        draft.event("COERCE", "captured", place=draft.place(town, TOWNS[town], country="TCD"))
    events = [msgspec.structs.replace(one, id=f"ev-{number}") for number, one in enumerate(draft.events)]
    incidents = group_incidents([msgspec.structs.replace(draft.reading(), events=tuple(events))])
    assert len({one.id for one in incidents}) == 2


def test_what_one_side_did_on_one_day_in_a_report_is_one_happening_unless_places_differ() -> None:
    draft = Draft("On December 8 the Northern Front entered Karsa, taking the old fort. It burned Odala.")
    front, day = draft.entity("Northern Front"), draft.time("December 8", "2024-12-08")
    karsa, odala = (draft.place(town, TOWNS[town], country="TCD") for town in ("Karsa", "Odala"))
    draft.event("COERCE", "entered", actors=[front], place=karsa, time=day)
    draft.event("COERCE", "taking", actors=[front], recipients=["the old fort"], time=day)
    assert len(_only([draft.reading()]).events) == 2
    draft.event("COERCE", "burned", actors=[front], place=odala, time=day)
    assert len(group_incidents([draft.reading()])) > 1


def test_an_incident_keeps_its_id_when_later_reports_join_it() -> None:
    assert _only([_shelling()]).id == _only([_shelling(), _shelling(outlet="B")]).id


def test_its_place_is_the_finest_that_is_told() -> None:
    province = _shelling(outlet="A", precision="province")
    town = _shelling(outlet="B")
    assert _only([province, town]).place == town.places[0].id


def test_no_reading_makes_no_incident() -> None:
    assert group_incidents([]) == ()
