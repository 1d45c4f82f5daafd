"""Views and statuses of events: who is sure of what, and what a reader sees."""

import msgspec
import pytest

from onrecord.language import LanguageModel
from onrecord.language.model import EnglishModel
from onrecord.lexicons.events import EventLexicon, load_events_lexicon
from onrecord.records import Event, Report, Span, Statement, View
from onrecord.records.findings import CueClass
from onrecord.stages.events import Known, find_events
from onrecord.stages.factuality import judge_events, judge_statements

UNREAL = ("planned", "denied", "hoped", "negated", "hypothetical", "threatened", "demanded", "promised", "possible")


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return EnglishModel()


@pytest.fixture(scope="module")
def lexicon() -> EventLexicon:
    return load_events_lexicon()


class Judge:
    """Reads a sentence and judges its events under statements given by their words."""

    def __init__(self, model: LanguageModel, lexicon: EventLexicon) -> None:
        self.model = model
        self.lexicon = lexicon

    def __call__(self, text: str, *statements: Statement) -> tuple[Event, ...]:
        report = Report(id="report", text=text)
        parse = self.model.parse([text], [[Span(start=0, end=len(text))]])[0]
        events = find_events(report, parse, Known(), self.lexicon)
        return judge_events(report, parse, events, statements, self.lexicon)


@pytest.fixture(scope="module")
def judge(model: LanguageModel, lexicon: EventLexicon) -> Judge:
    return Judge(model, lexicon)


def said(
    text: str,
    cue: str,
    content: str,
    cue_class: CueClass = "neutral",
    *,
    name: str = "st-1",
    parent: str | None = None,
) -> Statement:
    def span(words: str) -> Span:
        return Span(start=text.index(words), end=text.index(words) + len(words))

    return Statement(
        id=name,
        source=(),
        source_entity=None,
        identification="named",
        affiliation=None,
        cue=span(cue),
        cue_class=cue_class,
        type="COMM",
        content=(span(content),),
        form="indirect",
        parent=parent,
        because=(),
    )


def one(events: tuple[Event, ...], kind: str) -> Event:
    found = [event for event in events if event.type == kind]
    assert len(found) == 1, [(event.type, event.status) for event in events]
    return found[0]


def test_what_the_report_tells_itself_is_asserted_and_certain(judge: Judge) -> None:
    event = one(judge("Rebels attacked the convoy."), "ASSAULT")
    assert event.status == "asserted"
    assert event.views == (View(statement=None, factuality="CT+"),)


def test_what_someone_says_is_certain_to_them_and_open_to_the_report(judge: Judge) -> None:
    text = "The governor said rebels attacked the convoy."
    event = one(judge(text, said(text, "said", "rebels attacked the convoy")), "ASSAULT")
    assert event.status == "reported"
    assert event.views == (View(statement="st-1", factuality="CT+"), View(statement=None, factuality="Uu"))


def test_a_denied_event_is_certain_not_to_be_for_the_one_who_denies(judge: Judge) -> None:
    text = "The army denied that its troops attacked the convoy."
    event = one(judge(text, said(text, "denied", "that its troops attacked the convoy", "deny")), "ASSAULT")
    assert event.status == "denied"
    assert event.views == (View(statement="st-1", factuality="CT-"), View(statement=None, factuality="Uu"))


def test_a_factive_cue_makes_the_report_certain_too(judge: Judge) -> None:
    text = "The army confirmed that its troops attacked the convoy."
    event = one(judge(text, said(text, "confirmed", "that its troops attacked the convoy", "factive")), "ASSAULT")
    assert event.status == "asserted"
    assert View(statement=None, factuality="CT+") in event.views


def test_an_outer_source_only_passes_on_what_an_inner_one_says(judge: Judge) -> None:
    text = "The agency reported that the governor said rebels attacked the convoy."
    outer = said(text, "reported", "that the governor said rebels attacked the convoy", "announce", name="st-0")
    inner = said(text, "said", "rebels attacked the convoy", name="st-1", parent="st-0")
    event = one(judge(text, outer, inner), "ASSAULT")
    assert event.views == (
        View(statement="st-1", factuality="CT+"),
        View(statement="st-0", factuality="Uu"),
        View(statement=None, factuality="Uu"),
    )


def test_a_negation_inside_what_is_said_is_the_speakers(judge: Judge) -> None:
    text = "The governor said rebels did not attack the convoy."
    event = one(judge(text, said(text, "said", "rebels did not attack the convoy")), "ASSAULT")
    assert event.status == "negated"
    assert event.views == (View(statement="st-1", factuality="CT-"), View(statement=None, factuality="Uu"))


def test_an_accusation_is_an_event_of_its_own_and_what_it_alleges_another(judge: Judge) -> None:
    text = "The mayor accused the army of attacking the convoy."
    events = judge(text, said(text, "accused", "attacking the convoy", "judge"))
    assert one(events, "ACCUSE").status == "asserted"
    assert one(events, "ACCUSE").views == (View(statement=None, factuality="CT+"),)
    assert one(events, "ASSAULT").status == "alleged"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The rebels plan to attack the convoy.", "planned"),
        ("The rebels intend to attack the convoy.", "planned"),
        ("The rebels will attack the convoy.", "planned"),
        ("The rebels hope to attack the convoy.", "hoped"),
        ("The rebels threatened to attack the convoy.", "threatened"),
        ("The rebels did not attack the convoy.", "negated"),
        ("The rebels never attacked the convoy.", "negated"),
        ("The rebels failed to attack the convoy.", "negated"),
        ("The rebels could attack the convoy.", "possible"),
        ("If the rebels attack the convoy, the talks will end.", "hypothetical"),
        ("Will the rebels attack the convoy?", "planned"),
        ("Did the rebels attack the convoy?", "questioned"),
        ("The rebels allegedly attacked the convoy.", "alleged"),
        ("The rebels reportedly attacked the convoy.", "reported"),
        ("The rebels began to attack the convoy.", "asserted"),
    ],
)
def test_words_over_an_event_decide_its_status(judge: Judge, text: str, status: str) -> None:
    event = one(judge(text), "ASSAULT")
    if text.startswith("Will"):
        assert event.status in ("planned", "questioned")
    else:
        assert event.status == status
    if status in UNREAL:
        assert View(statement=None, factuality="CT+") not in event.views


def test_a_future_meeting_is_an_agreement_and_a_future_withdrawal_a_concession(judge: Judge) -> None:
    meeting = one(judge("The Omani minister will meet the Iranian envoy next week."), "AGREE")
    assert meeting.status == "planned"
    assert (meeting.quad, meeting.intensity) == (1, 2.5)
    assert meeting.cameo is not None
    assert meeting.cameo.code.startswith("03")
    withdrawal = one(judge("The army will withdraw its troops from the island."), "CONCEDE")
    assert withdrawal.status == "planned"


def test_what_someone_agrees_to_do_is_one_agreement(judge: Judge) -> None:
    events = judge("The two presidents agreed to meet in Lome.")
    assert [event.type for event in events] == ["AGREE"]


def test_what_someone_will_not_do_is_a_refusal(judge: Judge) -> None:
    event = one(judge("The junta will not meet the mediators."), "REJECT")
    assert event.status == "asserted"


def test_no_unreal_event_is_certain_to_the_report(lexicon: EventLexicon) -> None:
    for operator in lexicon.factuality.operators:
        assert operator.author != "CT+", operator.id
        if operator.status in UNREAL:
            assert operator.source != "CT+", operator.id


def test_a_threat_is_no_plan_where_its_infinitive_looks_like_a_purpose(judge: Judge) -> None:
    text = "Rebel commander Jean Baptiste threatened to attack the airport."
    threat = said(text, "threatened", "to attack the airport", "directive")
    statuses = {event.trigger.cut(text): event.status for event in judge(text, threat)}
    assert statuses["attack"] == "threatened"


def test_a_statement_has_the_views_of_what_it_tells(model: LanguageModel, lexicon: EventLexicon) -> None:
    text = "The abbot said the regent denied that guards beat the monks."
    outer = said(text, "said", "the regent denied that guards beat the monks", name="st-0")
    inner = said(text, "denied", "that guards beat the monks", "deny", name="st-1", parent="st-0")
    parse = model.parse([text], [[Span(start=0, end=len(text))]])[0]
    judged = {one.id: one for one in judge_statements(parse, (outer, inner), lexicon.factuality)}
    assert judged["st-0"].views == (View(statement="st-0", factuality="CT+"), View(statement=None, factuality="Uu"))
    assert judged["st-1"].views == (
        View(statement="st-1", factuality="CT-"),
        View(statement="st-0", factuality="Uu"),
        View(statement=None, factuality="Uu"),
    )
    assert msgspec.structs.replace(judged["st-1"], views=()) == inner


def test_of_three_that_tell_each_other_all_have_their_view(judge: Judge) -> None:
    text = "The paper wrote that the envoy said the governor confirmed that rebels attacked the convoy."
    paper = said(
        text, "wrote", "that the envoy said the governor confirmed that rebels attacked the convoy", name="st-0"
    )
    envoy = said(text, "said", "the governor confirmed that rebels attacked the convoy", name="st-1", parent="st-0")
    governor = said(text, "confirmed", "that rebels attacked the convoy", "factive", name="st-2", parent="st-1")
    event = one(judge(text, paper, envoy, governor), "ASSAULT")
    assert [(view.statement, view.factuality) for view in event.views] == [
        ("st-2", "CT+"),
        ("st-1", "CT+"),  # to whom what the governor confirmed is a fact
        ("st-0", "Uu"),
        (None, "Uu"),
    ]
    assert event.status == "reported"


def test_what_was_not_said_is_nobodys_view(judge: Judge) -> None:
    text = "The governor did not say that rebels attacked the convoy."
    statement = said(text, "did not say", "that rebels attacked the convoy")
    event = one(judge(text, msgspec.structs.replace(statement, polarity="negative")), "ASSAULT")
    assert {view.factuality for view in event.views} == {"Uu"}


def test_what_someone_did_not_know_is_a_fact_all_the_same(judge: Judge) -> None:
    text = "The governor did not know that rebels attacked the convoy."
    statement = said(text, "did not know", "that rebels attacked the convoy", "factive")
    event = one(judge(text, msgspec.structs.replace(statement, polarity="negative")), "ASSAULT")
    assert event.views == (View(statement="st-1", factuality="Uu"), View(statement=None, factuality="CT+"))


def test_what_is_claimed_falsely_is_certain_not_to_be(judge: Judge) -> None:
    text = "The governor falsely claimed that rebels attacked the convoy."
    event = one(judge(text, said(text, "falsely claimed", "that rebels attacked the convoy", "claim")), "ASSAULT")
    assert event.status == "negated"
    assert event.views == (View(statement="st-1", factuality="CT+"), View(statement=None, factuality="CT-"))


@pytest.mark.parametrize(
    ("text", "status", "author"),
    [
        ("The rebels managed to attack the convoy.", "asserted", "CT+"),
        ("The rebels did not fail to attack the convoy.", "asserted", "CT+"),
        ("The rebels are not expected to attack the convoy.", "negated", "PR-"),
        ("The rebels may not have attacked the convoy.", "possible", "PS-"),
        ("The rebels crossed the river to attack the convoy.", "planned", "Uu"),
        ("Had the rebels attacked the convoy, drivers would have died.", "hypothetical", "CT-"),
        ("Should the rebels attack the convoy, drivers will die.", "hypothetical", "Uu"),
        ("The rebels came close to attacking the convoy.", "negated", "CT-"),
        ("The rebels have yet to attack the convoy.", "negated", "CT-"),
        ("Attack the convoy!", "demanded", "Uu"),
        ("The rebels will probably attack the convoy.", "expected", "PR+"),
    ],
)
def test_words_over_words_are_reckoned_together(judge: Judge, text: str, status: str, author: str) -> None:
    event = one(judge(text), "ASSAULT")
    assert (event.status, event.views[-1].factuality) == (status, author)
