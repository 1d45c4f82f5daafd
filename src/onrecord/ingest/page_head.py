"""What the head of a page says of its article: title, outlet, authors, sections, address and date."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec

from onrecord.errors import OptionError
from onrecord.ingest.published import parse_published

_SEPARATED = re.compile(r"^(?P<title>.+?\S)\s*(?P<mark>[|»•·]|\s[-–—])\s*(?P<site>[^|»•·]+)$")
_BETWEEN_AUTHORS = re.compile(r"\s*(?:,|;|\band\b|&)\s*")
_ARTICLE_TYPES = re.compile(r"Article|BlogPosting|Report|LiveBlog")
_LONGEST_SITE = 5
_FEWEST_TITLE_WORDS = 3
_MOST_SCRIPTS = 50
# htmldate takes the clock for its latest day, and a reading must not depend on the clock.
_LATEST_DAY = datetime(2100, 1, 1)  # noqa: DTZ001 - htmldate compares naive days


class PageHead(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of its article; None or empty where it says nothing that is sure."""

    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    sections: tuple[str, ...]
    url: str | None
    published: datetime | None


def read_page_head(html: str, url: str | None) -> PageHead:
    """Return what the head of the page says, its structured data first."""
    from resiliparse.parse.html import HTMLTree  # noqa: PLC0415 - only pages need it

    tree = HTMLTree.parse(html)
    document: Any = tree.document
    data = _structured_data(document)
    outlet = _meta(document, "og:site_name") or _meta(document, "application-name")
    headings = [_plain(heading.text) for heading in document.query_selector_all("h1")]
    address = url or _link(document) or _meta(document, "og:url")
    return PageHead(
        title=_title(data, _meta(document, "og:title"), headings, _plain(tree.title or ""), outlet),
        outlet=outlet,
        authors=_authors(data, document),
        sections=_sections(data, document),
        url=address if address and address.startswith(("http://", "https://")) else None,
        published=_published(data, document, html, url),
    )


def _meta(document: Any, name: str) -> str | None:  # noqa: ANN401 - resiliparse ships no types
    """Return the content of the meta element `name`, by property or by name, or None."""
    for attribute in ("property", "name", "itemprop"):
        found = document.query_selector(f'meta[{attribute}="{name}"]')
        if found is not None and (content := _plain(found.getattr("content") or "")):
            return content
    return None


def _link(document: Any) -> str | None:  # noqa: ANN401 - resiliparse ships no types
    found = document.query_selector('link[rel="canonical"]')
    return None if found is None else found.getattr("href")


def _plain(text: str) -> str:
    return " ".join(text.split())


def _structured_data(document: Any) -> dict[str, Any]:  # noqa: ANN401 - resiliparse ships no types
    """Return the JSON-LD record of the article, or an empty one."""
    for script in document.query_selector_all('script[type="application/ld+json"]')[:_MOST_SCRIPTS]:
        try:
            content = msgspec.json.decode(script.text.encode("utf-8", "replace"))
        except (msgspec.DecodeError, RecursionError):
            continue
        for record in _records(content):
            if _ARTICLE_TYPES.search(str(record.get("@type", ""))):
                return record
    return {}


def _records(content: object) -> Iterable[dict[str, Any]]:
    """Yield the records of a JSON-LD document: itself, its list, or its graph."""
    for record in content if isinstance(content, list) else [content]:
        if isinstance(record, dict):
            yield record
            graph = record.get("@graph")
            yield from (one for one in graph if isinstance(one, dict)) if isinstance(graph, list) else ()


def _title(data: dict[str, Any], social: str | None, headings: list[str], title: str, outlet: str | None) -> str | None:
    """Return the headline without the name of the site, from the surest place that has one."""
    stated = data.get("headline")
    if isinstance(stated, str) and _plain(stated):
        return _plain(stated)
    if social:
        return _without_site(social, headings, outlet)
    if len(headings) == 1 and len(headings[0].split()) >= _FEWEST_TITLE_WORDS:
        return headings[0]
    return _without_site(title, headings, outlet) if title else None


def _without_site(title: str, headings: list[str], outlet: str | None) -> str:
    """Return `title` without a site's name at its end ("Headline | Site").

    What follows a bar is a site; what follows a dash may be the headline's own last words, so it must be the
    known name of the outlet, or what a heading of the page leaves out.
    """
    found = _SEPARATED.match(title)
    if found is None or len(found["title"].split()) < _FEWEST_TITLE_WORDS:
        return title
    site = found["site"].strip()
    is_known = outlet is not None and site.casefold() == outlet.casefold()
    is_left_out = any(heading == found["title"] for heading in headings)
    is_bar = found["mark"].strip() in "|»•·" and len(site.split()) <= _LONGEST_SITE
    return found["title"].strip() if is_known or is_left_out or is_bar else title


def _authors(data: dict[str, Any], document: Any) -> tuple[str, ...]:  # noqa: ANN401 - resiliparse ships no types
    """Return the names of the authors, one by one."""
    stated = data.get("author")
    people = stated if isinstance(stated, list) else [stated]
    names = [one.get("name") if isinstance(one, dict) else one for one in people]
    text = ", ".join(name for name in names if isinstance(name, str)) or _meta(document, "author") or ""
    found = (re.sub(r"^by\s+", "", name.strip(), flags=re.IGNORECASE) for name in _BETWEEN_AUTHORS.split(text))
    return tuple(dict.fromkeys(name for name in found if name and "/" not in name and "@" not in name))


def _sections(data: dict[str, Any], document: Any) -> tuple[str, ...]:  # noqa: ANN401 - resiliparse ships no types
    stated = data.get("articleSection")
    if isinstance(stated, list):
        return tuple(_plain(one) for one in stated if isinstance(one, str) and one.strip())
    section = stated if isinstance(stated, str) else _meta(document, "article:section")
    return (_plain(section),) if section and section.strip() else ()


def _published(data: dict[str, Any], document: Any, html: str, url: str | None) -> datetime | None:  # noqa: ANN401
    """Return the first date of publication: as the structured data states it, or found by htmldate."""
    for stated in (data.get("datePublished"), _meta(document, "article:published_time")):
        if isinstance(stated, str):
            try:
                return parse_published(stated)
            except OptionError:
                continue
    from htmldate import find_date  # noqa: PLC0415 - takes long to import

    found = find_date(html, original_date=True, extensive_search=False, url=url, max_date=_LATEST_DAY)
    return None if found is None else datetime.fromisoformat(found).replace(tzinfo=UTC)
