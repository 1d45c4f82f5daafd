"""Sentences and their roles, on hand-made parses."""

from datetime import UTC, datetime

from onrecord.language import Parse, SentenceRange, Token
from onrecord.records import Report, Sentence
from onrecord.stages.sentences import find_sentences

HEADLINE = "Troops leave northern town"
LEAD = "Troops left the town of Kidal on Monday , the army said ."
BODY = "Residents lined the road to watch ."


def parse_of(*paragraphs: str, tags: dict[str, tuple[str, str, str]] | None = None) -> Parse:
    """Return a parse of paragraphs of spaced tokens; `|` ends a sentence, `tags` gives (pos, tag, dep) by word."""
    text = "\n\n".join(paragraph.replace(" | ", " ") for paragraph in paragraphs)
    tokens: list[Token] = []
    sentences: list[SentenceRange] = []
    offset = 0
    for number, paragraph in enumerate(paragraphs):
        for sentence in paragraph.split(" | "):
            first = len(tokens)
            words = sentence.split(" ")
            root = first + next(
                (place for place, word in enumerate(words) if (tags or {}).get(word, ("", "", ""))[2] == "root"), 0
            )
            for word in words:
                start = text.index(word, offset)
                offset = start + len(word)
                pos, tag, dep = (tags or {}).get(word, ("NUM" if word.isdigit() else "X", "XX", "dep"))
                tokens.append(
                    Token(
                        index=len(tokens),
                        start=start,
                        end=offset,
                        text=word,
                        lower=word.lower(),
                        lemma=word.lower().rstrip("s"),
                        pos=pos,
                        tag=tag,
                        morph="",
                        dep="root" if len(tokens) == root else dep,
                        head=root,
                        sentence=len(sentences),
                    )
                )
            sentences.append(SentenceRange(first=first, stop=len(tokens), paragraph=number))
    return Parse(text, tuple(tokens), tuple(sentences), ())


def sentences_of(parse: Parse, title: str | None = None, year: int | None = 2024) -> tuple[Sentence, ...]:
    published = None if year is None else datetime(year, 5, 6, tzinfo=UTC)
    report = Report(id="re-1", text=parse.text, title=title, published_at=published)
    return find_sentences(parse, report)


def roles_of(parse: Parse, title: str | None = None, year: int | None = 2024) -> list[str]:
    return [sentence.role for sentence in sentences_of(parse, title, year)]


def test_sentences_cut_the_words_and_count_their_paragraphs() -> None:
    parse = parse_of(HEADLINE, "They came . | They went .", BODY)
    found = sentences_of(parse, HEADLINE)
    assert [one.span.cut(parse.text) for one in found] == [HEADLINE, "They came .", "They went .", BODY]
    assert [one.paragraph for one in found] == [0, 1, 1, 2]


def test_headline_lead_and_body_are_told_apart() -> None:
    assert roles_of(parse_of(HEADLINE, LEAD, BODY), HEADLINE) == ["headline", "lead", "body"]


def test_without_a_title_the_first_paragraph_is_the_lead() -> None:
    assert roles_of(parse_of(LEAD, BODY)) == ["lead", "body"]


def test_a_line_between_headline_and_prose_is_no_lead() -> None:
    assert roles_of(parse_of(HEADLINE, "Kidal , Mali", LEAD), HEADLINE) == ["headline", "body", "lead"]


def test_a_title_that_ends_with_a_full_stop_in_the_text_is_all_headline() -> None:
    parse = parse_of("Troops leave northern town .", LEAD)
    assert roles_of(parse, "Troops leave northern town ")[0] == "headline"


def test_an_old_year_makes_a_later_paragraph_background() -> None:
    old = "The rebels took the town in 2012 . | They held it for months ."
    assert roles_of(parse_of(LEAD, BODY, old)) == ["lead", "body", "background", "background"]


def test_a_year_that_is_not_over_is_no_background() -> None:
    assert roles_of(parse_of(LEAD, BODY, "Elections are due in 2024 ."))[-1] == "body"
    assert roles_of(parse_of(LEAD, BODY, "Elections are due in 2026 ."))[-1] == "body"


def test_the_lead_is_never_background() -> None:
    assert roles_of(parse_of("The town that fell in 2012 is free again .", BODY))[0] == "lead"


def test_what_someone_did_on_a_day_of_the_week_is_no_background() -> None:
    assert roles_of(parse_of(LEAD, BODY, "He , jailed in 2012 , walked free on Tuesday ."))[-1] == "body"


def test_years_ago_make_background() -> None:
    assert roles_of(parse_of(LEAD, BODY, "ago ten years the town was larger ."))[-1] == "background"


def test_the_past_perfect_carries_a_dated_background_on() -> None:
    tags = {"ruled": ("VERB", "VBN", "root"), "had": ("AUX", "VBD", "aux"), "fell": ("VERB", "VBD", "root")}
    parse = parse_of(LEAD, BODY, "The town fell in 2012 . | Elders had ruled it .", tags=tags)
    assert roles_of(parse)[-2:] == ["background", "background"]
    alone = parse_of(LEAD, BODY, "Elders had ruled it .", tags=tags)
    assert roles_of(alone)[-1] == "body"


def test_paragraphs_below_a_background_heading_are_background_up_to_the_next_heading() -> None:
    parse = parse_of(LEAD, "Background", BODY, BODY, "What next", BODY)
    assert roles_of(parse)[2:] == ["background", "background", "body", "body"]


def test_without_a_date_only_years_well_before_the_latest_are_old() -> None:
    parse = parse_of(LEAD, "The mine closed in 2009 .", "It reopened in 2021 .", "A vote is due in 2022 .")
    assert roles_of(parse, year=None) == ["lead", "background", "body", "body"]


def test_no_paragraphs_give_no_sentences() -> None:
    assert find_sentences(Parse("", (), (), ()), Report(id="re-1", text="")) == ()
