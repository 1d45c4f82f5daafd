"""The report is certain of what it tells itself, in a tensed clause, and of little else."""

import pytest

from onrecord.language.model import EnglishModel
from onrecord.lexicons.factuality import load_factuality_lexicon
from onrecord.records import Span, Status
from onrecord.stages.factuality import Judge, Judgement


@pytest.fixture(scope="module")
def model() -> EnglishModel:
    return EnglishModel()


def judged(model: EnglishModel, text: str, word: str) -> Judgement:
    """Return the judgement of a word of a sentence without statements."""
    parse = model.parse([text], [[Span(start=0, end=len(text))]])[0]
    start = text.index(word)
    token = parse.head_of(Span(start=start, end=start + len(word)))
    assert token is not None
    return Judge(parse, (), load_factuality_lexicon()).judge(token)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The bank may merge its branches, dismissing hundreds of clerks.", "dismissing"),
        ("Patrols open fire only when provoked.", "provoked"),
        ("The team could have won had its captain stayed.", "stayed"),
        ("Tunis rejected what it termed a myth: that its guards had sunk the raft.", "sunk"),
        ("Scarcely anybody voted in the hamlet.", "voted"),
        ("A scenario in which the guards leave their post troubles the king.", "leave"),
        ("It is mistaken to claim that the tribes have united.", "united"),
        ("Once the treaty is ratified, the troops will leave.", "leave"),
    ],
)
def test_the_report_is_not_certain_of_what_nothing_in_it_tells(model: EnglishModel, text: str, word: str) -> None:
    assert judged(model, text, word).views[-1].factuality != "CT+"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The envoy did not stay, saying that the hall was cold.", "saying"),
        ("He was reading a letter when shot.", "shot"),
        ("The bank cannot ignore the letters sent from Oran.", "sent"),
        ("Who burned the granary?", "burned"),
        ("The settlers were blamed for the raid.", "raid"),
        ("The rivals met in Quito, shaking hands before the cameras.", "shaking"),
        ("Soldiers may leave after storming the depot.", "storming"),
    ],
)
def test_what_is_told_beside_an_unreal_clause_stays_certain(model: EnglishModel, text: str, word: str) -> None:
    found = judged(model, text, word)
    assert (found.status, found.views[-1].factuality) == ("asserted", "CT+")


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("The senate debated whether to dissolve the league.", "dissolve", "proposed"),
        ("One option is to expel the envoy.", "expel", "proposed"),
        ("The critics called for a boycott.", "boycott", "demanded"),
        ("Suppose the guards leave their post.", "leave", "hypothetical"),
    ],
)
def test_the_form_of_a_clause_gives_its_status(model: EnglishModel, text: str, word: str, status: Status) -> None:
    assert judged(model, text, word).status == status
