"""Pages: the article, its headline, date and authors; and pages that break parsers."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest
import trafilatura

from onrecord.errors import InputError
from onrecord.ingest import SourceSettings
from onrecord.ingest import article as article_module
from onrecord.ingest.page import read_page
from onrecord.records import Report

BODY = """<article><p>Herders in Karamoja handed in 300 rifles on Monday under a deal with the district council.</p>
<p>The council's chair, Rose Akello, said that every household would be given two goats and seed for the season.</p>
<p>“We were tired of burying our sons,” one of the elders told a crowd that had gathered at the market square.</p>
</article>"""
TITLE = "Herders hand in rifles in Karamoja"


def page(head: str = "", body: str = BODY) -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def read(html: str, settings: SourceSettings | None = None) -> Report:
    return read_page(html, "page.html", settings or SourceSettings())


def test_the_text_is_the_headline_and_the_paragraphs_with_blank_lines_between() -> None:
    report = read(page(f"<title>{TITLE}</title>", f"<h1>{TITLE}</h1>{BODY}"))
    assert report.title == TITLE
    paragraphs = report.text.split("\n\n")
    assert paragraphs[0] == TITLE
    assert paragraphs[1].startswith("Herders in Karamoja handed in")
    assert len(paragraphs) == 4


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f'<meta property="og:title" content="{TITLE}">', TITLE),
        (f"<title>{TITLE} | The Hill Star</title>", TITLE),
        (f'<meta property="og:site_name" content="The Hill Star"><title>{TITLE} - The Hill Star</title>', TITLE),
        ("<title>Rifles given up in Karamoja - elders</title>", "Rifles given up in Karamoja - elders"),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "In the data"}</script>',
            "In the data",
        ),
    ],
)
def test_the_headline_loses_the_name_of_the_site_and_nothing_else(head: str, title: str) -> None:
    assert read(page(head)).title == title


def test_the_page_date_keeps_its_offset_and_says_where_it_is_from() -> None:
    report = read(page('<meta property="article:published_time" content="2021-08-02T23:30:00-05:00">'))
    assert report.published_basis == "page"
    assert report.published_at is not None
    assert report.published_at.isoformat() == "2021-08-02T23:30:00-05:00"


def test_a_given_date_wins_over_the_page() -> None:
    given = datetime(2020, 1, 1, tzinfo=UTC)
    html = page('<meta property="article:published_time" content="2021-08-02">')
    report = read(html, SourceSettings(published=given))
    assert (report.published_at, report.published_basis) == (given, "given")


def test_a_page_without_a_date_gets_none_and_never_today() -> None:
    report = read(page(body=BODY + "<footer>© 2019 The Hill Star</footer>"))
    assert report.published_at is None
    assert report.published_basis == "none"


def test_authors_outlet_section_and_address_are_read() -> None:
    head = (
        '<meta name="author" content="By Okello Tom and Ana Ruiz">'
        '<meta property="og:site_name" content="The Hill Star">'
        '<meta property="article:section" content="Regions"><link rel="canonical" href="https://star.example/7">'
    )
    report = read(page(head))
    assert report.bylines == ("Okello Tom", "Ana Ruiz")
    assert (report.outlet, report.sections, report.url) == ("The Hill Star", ("Regions",), "https://star.example/7")


def test_leftovers_of_the_page_are_skipped_spans() -> None:
    report = read(page(body=BODY.replace("</article>", "<p>Share this article</p></article>")))
    assert [(span.why, span.cut(report.text)) for span in report.skipped] == [("share", "Share this article")]


@pytest.mark.parametrize(
    "body", ["", "<p>Sign in</p>", "<ul><li><a href='/a'>World</a></li><li><a href='/b'>Sport</a></li></ul>"]
)
def test_a_page_without_an_article_is_an_error_with_advice(body: str) -> None:
    with pytest.raises(InputError, match="no article") as caught:
        read(page(body=body))
    assert "Save the page" in caught.value.advice


def test_a_page_nested_too_deeply_for_one_parser_is_read_by_the_other() -> None:
    report = read(page(body="<div>" * 400 + BODY + "</div>" * 400))
    assert "Rose Akello" in report.text


def test_a_page_nested_beyond_all_bounds_is_refused_at_once() -> None:
    with pytest.raises(InputError, match="nested 50,003 levels deep"):
        read(page(body="<div>" * 50_000 + BODY))


def test_a_page_with_very_many_elements_is_read_by_the_fast_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(html: str) -> tuple[str, ...]:
        pytest.fail(f"asked trafilatura for {len(html)} characters")

    monkeypatch.setattr(article_module, "_with_trafilatura", refuse)
    report = read(page(body="<article>" + BODY * 12_000 + "</article>"))
    assert report.text.count("Rose Akello") == 12_000


def test_a_parser_that_fails_gives_way_to_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object, **__: object) -> str:
        message = "broken markup"
        raise RuntimeError(message)

    monkeypatch.setattr(trafilatura, "extract", break_down)
    assert "Rose Akello" in read(page()).text


def test_broken_marks_in_a_page_do_not_crash() -> None:
    report = read(page("<title>a\ud800b</title>", BODY.replace("goats", "goats\ud83d &#0; &#xD800;")))
    assert "seed for the season" in report.text
    report.text.encode("utf-8")


def test_escaped_markup_stays_text() -> None:
    report = read(page(body=BODY.replace("two goats", "&lt;script&gt;two goats&lt;/script&gt;")))
    assert "<script>two goats</script>" in report.text


def test_importing_ingest_loads_no_heavy_library() -> None:
    heavy = ("trafilatura", "htmldate", "resiliparse", "lxml", "py3langid", "charset_normalizer", "numpy")
    code = f"import sys, onrecord.ingest; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
