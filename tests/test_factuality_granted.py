"""What is taken for granted by all that is wanted, denied or left unsaid around it, and what nobody suffered."""

from collections.abc import Callable

import pytest

from onrecord.pipeline import read_report
from onrecord.records import Event, Factuality, Report
from onrecord.toolkit import Toolkit

Read = Callable[[str, str], Event]


@pytest.fixture(scope="module")
def event_at(toolkit: Toolkit) -> Read:
    def read(text: str, trigger: str) -> Event:
        events = read_report(Report(id="report", text=text), toolkit).events
        return next(one for one in events if one.trigger.cut(text) == trigger)

    return read


def author_of(event: Event) -> Factuality:
    return event.views[-1].factuality


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("She wants the soldiers who killed the miller to be arrested.", "killed"),
        ("The union denied that the men who attacked the depot were members.", "attacked"),
        ("The rebels promised to free the pilots captured in spring.", "captured"),
    ],
)
def test_what_describes_a_known_thing_has_happened_whatever_is_wanted_of_it(
    event_at: Read, text: str, trigger: str
) -> None:
    assert author_of(event_at(text, trigger)) == "CT+"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The duke denied the claim that his men attacked the depot.", "attacked"),
        ("The regent plans to arrest anyone who attacks the guards.", "attacks"),
        ("She wants the soldiers who killed the miller to be arrested.", "arrested"),
    ],
)
def test_what_a_claim_or_just_anyone_is_described_by_is_not_granted(event_at: Read, text: str, trigger: str) -> None:
    assert author_of(event_at(text, trigger)) == "Uu"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The police arrested no one.", "arrested"),
        ("Officers arrested none of the weavers.", "arrested"),
        ("The rebels attacked no villages that week.", "attacked"),
        ("Gunmen took no hostages.", "took"),
    ],
)
def test_what_was_done_to_nobody_was_not_done(event_at: Read, text: str, trigger: str) -> None:
    event = event_at(text, trigger)
    assert (event.status, author_of(event)) == ("negated", "CT-")


def test_no_fewer_than_some_is_no_negation(event_at: Read) -> None:
    assert author_of(event_at("The brigands killed no fewer than thirty guards.", "killed")) == "CT+"


def test_a_negation_holds_for_both_verbs_joined_by_or(event_at: Read) -> None:
    text = "The troops have not shelled the town or bombed the port."
    assert author_of(event_at(text, "shelled")) == author_of(event_at(text, "bombed")) == "CT-"


@pytest.mark.parametrize(
    "text",
    [
        "The army did not say when its jets attacked the port.",
        "The wardens do not know who attacked the mill.",
        "The miller declined to say who attacked the mill.",
    ],
)
def test_who_will_not_tell_when_or_by_whom_takes_it_for_a_fact(event_at: Read, text: str) -> None:
    event = event_at(text, "attacked")
    assert event.status == "asserted"
    assert {view.factuality for view in event.views} == {"CT+"}


@pytest.mark.parametrize(
    "text",
    [
        "The wardens did not say whether poachers attacked the mill.",
        "The chronicle did not say that poachers attacked the mill.",
    ],
)
def test_who_will_not_tell_whether_it_was_leaves_it_open(event_at: Read, text: str) -> None:
    assert author_of(event_at(text, "attacked")) == "Uu"


def test_a_warning_of_what_was_done_tells_it(event_at: Read) -> None:
    event = event_at("The embassy warned that gunmen had attacked two convents.", "attacked")
    assert (event.status, event.views[0].factuality) == ("reported", "CT+")


def test_a_warning_of_what_may_be_done_does_not(event_at: Read) -> None:
    event = event_at("The embassy warned that gunmen would attack two convents.", "attack")
    assert (event.status, event.views[0].factuality) == ("possible", "PS+")


def test_who_is_angry_of_something_takes_it_for_a_fact(event_at: Read) -> None:
    event = event_at("Villagers were furious that the wardens had arrested the miller.", "arrested")
    assert event.status == "asserted"
    assert author_of(event_at("The abbot would be sad if they attacked the fort.", "attacked")) == "Uu"
