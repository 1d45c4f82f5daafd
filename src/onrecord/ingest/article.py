"""The article of a page: its prose, without menus, comments and notices."""

import logging
import re

from onrecord.errors import InputError

# trafilatura finds nothing in markup nested deeper than 300 levels, and takes minutes over some hundred thousand
# elements; resiliparse takes both, but its time grows with the square of the depth (100,000 levels: four minutes).
DEEPEST_FOR_PRECISION = 250
DEEPEST = 2_000
MOST_ELEMENTS_FOR_PRECISION = 40_000

_FEWEST_WORDS = 12
_FEWEST_SENTENCE_WORDS = 6
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)[^<>]*?(?P<self>/?)>")
# Elements without content, and those whose end tag may be left out: they say nothing sure of depth.
_FLAT = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"),
        *("p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "tfoot"),
    )
)
_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*$")


def extract_article(html: str, where: str) -> tuple[str, ...]:
    """Return the paragraphs of the page's article (trafilatura for precision, else resiliparse).

    Raises:
        InputError: if the page is nested too deeply, or holds no article.

    """
    depth, elements = _measure(html)
    if depth > DEEPEST:
        problem = f"its markup is nested {depth:,} levels deep, and at most {DEEPEST:,} can be read"
        raise InputError(where, problem, "Save the page again, or extract its text and read that.")
    paragraphs: tuple[str, ...] = ()
    if depth <= DEEPEST_FOR_PRECISION and elements <= MOST_ELEMENTS_FOR_PRECISION:
        paragraphs = _with_trafilatura(html)
    if not _is_article(paragraphs):
        paragraphs = _with_resiliparse(html)
    if not _is_article(paragraphs):
        advice = "Save the page of one report with its text (not a login page, a list, or a page made by scripts)."
        raise InputError(where, "there is no article in this page", advice)
    return paragraphs


def _measure(html: str) -> tuple[int, int]:
    """Return about how deeply the markup is nested, and how many tags it has."""
    depth = deepest = elements = 0
    for tag in _TAG.finditer(html):
        elements += 1
        if tag["self"] or tag["name"].lower() in _FLAT:
            continue
        depth = max(depth - 1, 0) if tag["close"] else depth + 1
        deepest = max(deepest, depth)
    return deepest, elements


def _with_trafilatura(html: str) -> tuple[str, ...]:
    import trafilatura  # noqa: PLC0415 - takes half a second to import, and only pages need it

    # It logs what it leaves out to standard error; that nothing was found is told by us.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        text = trafilatura.extract(html, favor_precision=True, include_comments=False, include_tables=False)
    except Exception:  # noqa: BLE001 - whatever broken markup does to one parser, the other one is asked next
        return ()
    return _paragraphs(text or "")


def _with_resiliparse(html: str) -> tuple[str, ...]:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 - only pages need it

    return _paragraphs(extract_plain_text(html, main_content=True, alt_texts=False, links=False))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _is_article(paragraphs: tuple[str, ...]) -> bool:
    """Return whether there is prose: enough words, and a line that ends as sentences do."""
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    return words >= _FEWEST_WORDS and any(
        len(paragraph.split()) >= _FEWEST_SENTENCE_WORDS and _SENTENCE.search(paragraph) for paragraph in paragraphs
    )
