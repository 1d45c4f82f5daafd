"""Time expressions: every rule's own examples, and how values count from what is known."""

import re
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import LexiconError
from onrecord.language import Parse
from onrecord.language.model import EnglishModel
from onrecord.lexicons.times import EXAMPLES_PUBLISHED_ON, TimeLexicon, TimeRule, load_times_lexicon
from onrecord.records import Problem, Report, Span, TimeExpression, make_report_id
from onrecord.stages.times import find_times

PUBLISHED = datetime.fromisoformat(EXAMPLES_PUBLISHED_ON).replace(tzinfo=UTC)
LEXICON = load_times_lexicon()
RULES = [compiled.rule for compiled in LEXICON.rules]

EXAMPLES = [re.sub(r"[\[\]]", "", one.rpartition(" => ")[0]) for rule in RULES for one in rule.examples]
COUNTEREXAMPLES = [one for rule in RULES for one in rule.counterexamples]

Found = tuple[tuple[TimeExpression, ...], tuple[Problem, ...]]


@pytest.fixture(scope="module")
def model() -> EnglishModel:
    return EnglishModel()


@pytest.fixture(scope="module")
def parses(model: EnglishModel) -> dict[str, Parse]:
    """Return the parses of all examples and counterexamples of the rules, made in one batch."""
    texts = EXAMPLES + COUNTEREXAMPLES
    return dict(zip(texts, model.parse(texts, [[Span(start=0, end=len(text))] for text in texts]), strict=True))


def _read(text: str, model: EnglishModel, published: datetime | None = PUBLISHED) -> Found:
    return _find(text, model.parse([text], [[Span(start=0, end=len(text))]])[0], published)


def _find(text: str, parse: Parse, published: datetime | None) -> Found:
    report = Report(
        id=make_report_id(None, text),
        text=text,
        published_at=published,
        published_basis="given" if published else "none",
    )
    return find_times(report, parse, LEXICON)


def _values(text: str, model: EnglishModel, published: datetime | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(time.span.cut(text), time.value) for time in _read(text, model, published)[0]]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_its_examples(rule: TimeRule, parses: dict[str, Parse]) -> None:
    assert rule.examples
    for example in rule.examples:
        marked, _, value = example.rpartition(" => ")
        wanted = re.search(r"\[(.+?)\]", marked)
        assert wanted, f"{example!r} marks no expression"
        text = re.sub(r"[\[\]]", "", marked)
        times, _ = _find(text, parses[text], PUBLISHED)
        found = [(one.span.cut(text), one.value) for one in times if one.because[0].rule == rule.id]
        assert (wanted[1], value) in found, f"{example!r} gives {times}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_nothing_in_its_counterexamples(rule: TimeRule, parses: dict[str, Parse]) -> None:
    assert rule.counterexamples
    for text in rule.counterexamples:
        times, _ = _find(text, parses[text], PUBLISHED)
        assert rule.id not in {one.because[0].rule for one in times}, f"{text!r} is found by {rule.id}"


def test_no_publication_date_leaves_values_partial_and_gives_one_problem(model: EnglishModel) -> None:
    text = "Fighters entered the port of Belhaf on November 27, a village elder said on Friday. They left last week."
    times, problems = _read(text, model, None)
    assert [time.value for time in times] == ["XXXX-11-27", "XXXX-WXX-5", "XXXX-WXX"]
    assert all(time.earliest is None and time.latest is None for time in times)
    assert [problem.code for problem in problems] == ["no-publication-date"]
    assert "--published" in problems[0].detail
    assert problems[0].span == times[0].span


def test_dates_that_state_their_year_need_no_publication_date(model: EnglishModel) -> None:
    times, problems = _read("The bridge fell on 4 June 2019 and was rebuilt in 2021.", model, None)
    assert [(time.value, time.basis) for time in times] == [("2019-06-04", "stated"), ("2021", "stated")]
    assert not problems


def test_a_yearless_date_takes_its_year_from_tense(model: EnglishModel) -> None:
    assert _values("Gunmen attacked the convoy on November 27.", model) == [("November 27", "2024-11-27")]
    assert _values("The tribunal will sit again on January 5.", model) == [("January 5", "2025-01-05")]
    assert _values("The tribunal sat on January 5.", model) == [("January 5", "2024-01-05")]


def test_the_weekday_of_publication_is_that_day(model: EnglishModel) -> None:
    (time,), _ = _read("Two shells hit the market on Friday, medics said.", model)
    assert (time.value, time.basis) == ("2024-12-13", "publication")
    assert time.earliest == time.latest == date(2024, 12, 13)


def test_tense_decides_the_direction_of_a_weekday(model: EnglishModel) -> None:
    assert _values("The president met the rebels on Tuesday.", model) == [("Tuesday", "2024-12-10")]
    assert _values("The president will meet the rebels on Tuesday.", model) == [("Tuesday", "2024-12-17")]


def test_the_stated_grain_is_kept(model: EnglishModel) -> None:
    (time,), _ = _read("Clashes in November 2023 emptied the town.", model)
    assert (time.value, time.earliest, time.latest) == ("2023-11", date(2023, 11, 1), date(2023, 11, 30))


def test_narrative_expressions_follow_the_last_full_date(model: EnglishModel) -> None:
    text = "Soldiers took the palace on 26 July 2023. The next day the borders were shut. Two days later they reopened."
    times, _ = _read(text, model)
    assert [(time.value, time.basis) for time in times] == [
        ("2023-07-26", "stated"),
        ("2023-07-27", "anchor"),
        ("2023-07-29", "anchor"),
    ]


def test_a_narrative_expression_without_a_date_before_it_stays_unresolved(model: EnglishModel) -> None:
    (time,), problems = _read("The following day the villagers came back.", model)
    assert (time.value, time.basis, time.earliest) == ("XXXX-XX-XX", "anchor", None)
    assert not problems


def test_an_age_is_no_time(model: EnglishModel) -> None:
    assert _values("A 35-year-old teacher and a boy, 9 years old, were hurt.", model) == []


@pytest.mark.parametrize(
    "text",
    [
        "The council may reject the deal, and workers march to the square.",
        "A second bomb was found. Prices fall. The sun sat low.",
        "Police held 2000 people and seized $1990 in cash.",
        "Theresa Okoro and April Jones spoke for the union.",
    ],
)
def test_ambiguous_words_are_no_times_elsewhere(text: str, model: EnglishModel) -> None:
    assert _values(text, model) == []


def test_a_day_that_cannot_be_is_no_date(model: EnglishModel) -> None:
    assert "2023-02-30" not in [value for _, value in _values("It is dated 30 February 2023.", model)]


def test_an_ambiguous_date_in_figures_keeps_only_what_is_known(model: EnglishModel) -> None:
    (time,), _ = _read("The permit is dated 03/04/2023.", model)
    assert (time.value, time.earliest, time.latest) == ("2023-XX-XX", date(2023, 3, 4), date(2023, 4, 3))


def test_a_weekday_settles_the_year_of_its_date(model: EnglishModel) -> None:
    assert _values("They met on Monday, January 6.", model) == [("Monday, January 6", "2025-01-06")]


@settings(max_examples=40, deadline=None)
@given(text=st.text(min_size=1, max_size=120).filter(lambda text: text.strip() != ""))
def test_any_text_is_read_without_raising(text: str, model: EnglishModel) -> None:
    times, _ = _read(text, model)
    assert all(0 <= time.span.start < time.span.end <= len(text) for time in times)


PIECES = [
    "May",
    "31",
    "February",
    "0",
    "9999",
    "second",
    "a",
    "the next",
    "years",
    "ago",
    "'90s",
    "13/13/2020",
    "of",
    "24:00",
    "GMT",
    "last",
    "week",
    "end of",
    "Q3",
    "century",
    "1st",
    "hundred",
    "-",
    "٣",
    "½",
    "each",
    "Friday",
    "1,000,000,000",
    "99999999999999999999",
    "2.5.1",
    "٣",
]


@settings(max_examples=60, deadline=None)
@given(words=st.lists(st.sampled_from(PIECES), min_size=1, max_size=14), year=st.sampled_from([1, 2024, 9999]))
def test_any_jumble_of_time_words_is_read_without_raising(words: list[str], year: int, model: EnglishModel) -> None:
    text = " ".join(words)
    times, _ = _read(text, model, datetime(year, 12, 31, tzinfo=UTC))
    for one, other in pairwise(times):
        assert one.span.end <= other.span.start


def test_a_lexicon_with_an_unknown_class_is_refused() -> None:
    broken = RULES[0].__class__(
        id="broken", on=("x",), pattern="{nothing}", type="DATE", resolve="date", examples=(), counterexamples=()
    )
    with pytest.raises(LexiconError, match="nothing"):
        TimeLexicon(LEXICON.vocabulary, LEXICON.normal_forms, [broken])


def test_the_day_of_a_source_is_past_whatever_it_foretells(model: EnglishModel) -> None:
    published = datetime(2023, 6, 16, tzinfo=UTC)  # a Friday
    text = "According to a report by the Lakeside agency on Thursday, Zambia intends to keep its observers."
    assert _values(text, model, published) == [("Thursday", "2023-06-15")]
