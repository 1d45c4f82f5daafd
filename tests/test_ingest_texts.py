"""Plain texts: headline, skipped lines, bylines, agency; and that any text at all is kept as it is."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError, LexiconError
from onrecord.ingest import SourceSettings
from onrecord.ingest.crumbs import find_sections
from onrecord.ingest.furniture import find_furniture
from onrecord.ingest.text import read_text
from onrecord.lexicons.boilerplate import CompiledRule, SkipRule, load_boilerplate_lexicon
from onrecord.records import Report
from onrecord.stages.paragraphs import find_paragraphs

LEXICON = load_boilerplate_lexicon()
LEAD = "Lawmakers in Accra voted late on Wednesday to cut the fuel levy by a third, the speaker of parliament said."
SECOND = "The finance ministry had warned that the cut would leave a hole of two billion cedis in the budget."


def read(*paragraphs: str, between: str = "\n\n") -> Report:
    return read_text(between.join(paragraphs), "report.txt", SourceSettings())


def reasons(line: str) -> set[str]:
    """Return why `line` is skipped where it stands above a headline and prose."""
    furniture = find_furniture(f"{line}\n\n{LEAD}\n\n{SECOND}", LEXICON)
    return {span.why for span in furniture.skipped if span.start < len(line)}


RULES = [compiled.rule for compiled in LEXICON.rules]


@pytest.mark.parametrize(("rule", "line"), [(rule.id, line) for rule in RULES for line in rule.examples])
def test_each_example_of_a_rule_is_skipped_by_that_rule(rule: str, line: str) -> None:
    assert rule in reasons(line)


@pytest.mark.parametrize("line", [line for rule in RULES for line in rule.counterexamples])
def test_no_counterexample_of_a_rule_is_skipped_by_any_rule(line: str) -> None:
    assert reasons(line) == set()


@pytest.mark.parametrize("line", LEXICON.crumbs.examples)
def test_navigation_crumbs_are_skipped(line: str) -> None:
    assert reasons(line) == {"crumbs"}


@pytest.mark.parametrize("line", LEXICON.crumbs.counterexamples)
def test_headlines_with_section_words_are_no_crumbs(line: str) -> None:
    assert reasons(line) == set()


def test_rule_ids_are_unique() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_a_rule_with_a_broken_pattern_is_told_by_file_and_rule() -> None:
    rule = SkipRule(id="broken", zone="anywhere", patterns=("(",), examples=(), counterexamples=())
    with pytest.raises(LexiconError, match=r"boilerplate\.toml, rule broken"):
        CompiledRule(rule, {})


def test_crumbs_that_ran_together_are_parted_into_sections() -> None:
    assert find_sections("East AfricaKenyaNational News", LEXICON.crumbs) == ("East Africa", "Kenya", "National News")
    report = read("East AfricaKenyaNational News", "Fuel levy cut after night vote", LEAD)
    assert report.sections == ("East Africa", "Kenya", "National News")
    assert report.title == "Fuel levy cut after night vote"


def test_the_headline_below_crumbs_buttons_and_kicker_is_found() -> None:
    report = read("Home > Africa", "Share", "Ghana", "Fuel levy cut after night vote", "By Efua Mensah", LEAD, SECOND)
    assert report.title == "Fuel levy cut after night vote"
    assert report.bylines == ("Efua Mensah",)
    assert [span.why for span in report.skipped] == ["crumbs", "share", "byline"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"{LEAD}\n\n{SECOND}", None),
        (LEAD, None),
        ("Fuel levy cut after night vote", None),
        (f"Fuel levy cut after night vote\n{LEAD}\n{SECOND}\n", "Fuel levy cut after night vote"),
        (f"Fuel levy cut after\nlong night of debate\n\n{LEAD}", "Fuel levy cut after long night of debate"),
        (f"Who pays for cheaper fuel?\n\n{LEAD}", "Who pays for cheaper fuel?"),
        (f"Fuel levy cut pleases drivers across the U.S.\n\n{LEAD}", "Fuel levy cut pleases drivers across the U.S."),
        (f"Lawmakers Cut The Fuel Levy After Night Vote.\n\n{LEAD}", "Lawmakers Cut The Fuel Levy After Night Vote"),
        (f"Levy falls by a third.\n\nACCRA, May 2 (GNA) — {LEAD}", "Levy falls by a third"),
        (f"The speaker said so on Thursday.\n\n{LEAD}", None),
        (
            "ACCRA — The army took the port at dawn on Sunday and closed every road leading out of it\n\nMore came.",
            None,
        ),
        (f"The vote came as drivers,\nwho had struck for a week, gave up.\n\n{LEAD}", None),
    ],
)
def test_a_headline_is_the_first_line_only_where_it_looks_like_one(text: str, title: str | None) -> None:
    assert read(text).title == title


def test_a_given_title_wins() -> None:
    report = read_text(f"Some line above\n\n{LEAD}", "x", SourceSettings(title="Given"))
    assert report.title == "Given"


def test_a_given_title_is_never_skipped_as_navigation() -> None:
    report = read_text(f"Photos: floods in Dhaka\n\n{LEAD}", "x", SourceSettings(title="Photos: floods in Dhaka"))
    assert report.skipped == ()


@pytest.mark.parametrize("line", ["share " * 19 + "q", "2021-01-01,10:30," * 34 + "q", "- " * 80 + "q"])
def test_a_line_that_nearly_fits_in_many_ways_is_judged_all_the_same(line: str) -> None:
    assert reasons(line.strip()) == set()


@pytest.mark.parametrize(
    "line", ["They left.", "No one spoke.", "Peace.", "“Never again.”", "The army denied it.", "Why?", "Background"]
)
def test_a_real_line_within_the_prose_is_never_skipped(line: str) -> None:
    assert read(LEAD, line, SECOND).skipped == ()


def test_a_heading_made_of_section_words_stays_within_the_prose() -> None:
    assert read(LEAD, "World Markets", SECOND).skipped == ()
    assert [span.why for span in read("World Markets", LEAD, SECOND).skipped] == ["crumbs"]


def test_a_list_of_related_articles_ends_where_prose_begins() -> None:
    apart = read(LEAD, "Related articles", "Drivers end strike", "Pump prices rise again", SECOND)
    assert [span.why for span in apart.skipped] == ["related", "related-item", "related-item"]
    close = read(LEAD, "Related articles\nDrivers end strike", "A new heading", SECOND)
    assert [span.cut(close.text) for span in close.skipped] == ["Related articles", "Drivers end strike"]


@pytest.mark.parametrize(
    ("paragraphs", "agency"),
    [
        ((f"ACCRA, May 2 (Reuters) - {LEAD}",), "Reuters"),
        ((f"ACCRA (Agence France-Presse) — {LEAD}",), "AFP"),
        ((LEAD, SECOND, "Source: Ghana News Agency"), "GNA"),
        (("By The Associated Press", LEAD), "AP"),
        ((LEAD, f"{SECOND} (KUNA)"), "KUNA"),
        ((LEAD, f"{SECOND} – AFP"), "AFP"),
        ((LEAD, f"{SECOND} He spoke to Reuters."), None),
        ((f"The union (TUC) - {LEAD}",), None),
        ((LEAD, "According to Xinhua, the vote was close (AP was there) and the speaker left."), None),
    ],
)
def test_the_agency_is_known_only_from_a_credit(paragraphs: tuple[str, ...], agency: str | None) -> None:
    assert read(*paragraphs).agency == agency


def test_an_agency_in_the_byline_is_no_person() -> None:
    report = read("By Kwame Boateng, Reuters", LEAD)
    assert report.bylines == ("Kwame Boateng",)
    assert read("By Agence France-Presse", LEAD).bylines == ()


@pytest.mark.parametrize(
    ("stamp", "published"),
    [
        ("Published: 14 June 2021, 09:15 GMT", datetime(2021, 6, 14, 9, 15, tzinfo=UTC)),
        ("Posted on March 2, 2020 | Updated: 4 March 2020", datetime(2020, 3, 2, tzinfo=UTC)),
        ("Tuesday, August 9, 2022", datetime(2022, 8, 9, tzinfo=UTC)),
        ("Updated: 4 March 2020", None),
        ("03/04/2020", None),
        ("3 hours ago", None),
    ],
)
def test_a_stamp_above_the_prose_dates_the_report_where_it_is_clear(stamp: str, published: datetime | None) -> None:
    report = read("Fuel levy cut after night vote", stamp, LEAD, SECOND)
    assert report.published_at == published
    assert report.published_basis == ("page" if published else "none")
    assert [span.why for span in report.skipped] == ["time-stamp"]


def test_a_stamp_below_the_prose_does_not_date_the_report() -> None:
    assert read(LEAD, SECOND, "14 June 2021").published_at is None


@given(st.text(alphabet=st.characters(), max_size=400))
@settings(deadline=None)
def test_any_text_at_all_is_kept_and_cut_right(text: str) -> None:
    if not any(character.isalpha() for character in text):
        with pytest.raises(InputError, match="no words"):
            read_text(text, "any", SourceSettings())
        return
    report = read_text(text, "any", SourceSettings())
    assert report.text == text
    for span in (*report.skipped, *find_paragraphs(report)):
        assert span.cut(text).strip() == span.cut(text) != ""


FRAGMENTS = [
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "Home > News",
    "Share",
    "By Ana Reis",
    "Related articles",
    "Syria",
    "(AFP)",
    LEAD,
    "a\u2028b",
    "\ufeff",
    "\ud800",
    "Tags: x",
    "—",
    "• one",
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join))
@settings(deadline=None)
def test_paragraphs_and_skipped_spans_share_the_text_between_them(text: str) -> None:
    try:
        report = read_text(text, "any", SourceSettings())
    except InputError:
        return
    taken = sorted([*report.skipped, *find_paragraphs(report)], key=lambda span: span.start)
    position = 0
    for span in taken:
        assert span.start >= position
        assert not text[position : span.start].strip(" \n\r\u2028\ufeff")
        position = span.end
    assert not text[position:].strip(" \n\r\u2028\ufeff")
