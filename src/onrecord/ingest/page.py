"""From a page to a `Report`: the text is the headline and the article, a blank line between paragraphs."""

import msgspec

from onrecord.errors import InputError
from onrecord.ingest.article import extract_article
from onrecord.ingest.page_head import PageHead, read_page_head
from onrecord.ingest.settings import SourceSettings
from onrecord.ingest.text import read_text
from onrecord.records import Report


def read_page(html: str, where: str, settings: SourceSettings) -> Report:
    """Return the report that the page `html` holds; what the caller says wins over what the page says.

    Raises:
        InputError: if the page holds no article, is nested too deeply, or is surely not English.

    """
    # The parsers below refuse lone surrogates, and a page cannot mean anything by them.
    html = html.encode("utf-8", "replace").decode("utf-8")
    try:
        paragraphs = extract_article(html, where)
        head = read_page_head(html, settings.url)
    except InputError:
        raise
    except Exception as error:
        problem = f"the markup cannot be parsed ({type(error).__name__}: {error})"
        raise InputError(where, problem, "Save the page again, or extract its text and read that.") from error
    title = settings.title or head.title
    report = read_text(_compose(title, paragraphs), where, _with_page(settings, title, head))
    is_from_page = settings.published is None and report.published_at is not None
    return msgspec.structs.replace(
        report,
        bylines=tuple(dict.fromkeys((*head.authors, *report.bylines))),
        sections=head.sections or report.sections,
        published_basis="page" if is_from_page else report.published_basis,
    )


def _compose(title: str | None, paragraphs: tuple[str, ...]) -> str:
    """Return the text of the report: the headline once, then the paragraphs."""
    if title is None:
        return "\n\n".join(paragraphs)
    repeated = " ".join(paragraphs[0].split()).casefold() == title.casefold()
    body = paragraphs[1:] if repeated else paragraphs
    return "\n\n".join((title, *body))


def _with_page(settings: SourceSettings, title: str | None, head: PageHead) -> SourceSettings:
    """Return the settings with what only the page says put in."""
    return msgspec.structs.replace(
        settings,
        title=title,
        outlet=settings.outlet or head.outlet,
        url=settings.url or head.url,
        published=settings.published or head.published,
    )
