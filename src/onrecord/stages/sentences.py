"""The sentences of a report, each with its paragraph and its role: headline, lead, body or background."""

from collections.abc import Sequence

from onrecord.language import Parse, Token
from onrecord.language.lines import find_title
from onrecord.records import Report, Sentence, SentenceRole, Span

# A paragraph without a final stop and shorter than this is a heading or a caption, never the lead.
_FEWEST_LEAD_TOKENS = 12
_LONGEST_HEADING = 4
_BACKGROUND_HEADINGS = frozenset({"background", "context", "history", "timeline", "backgrounder"})
_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today"})
_LONG_UNITS = frozenset({"year", "decade", "century"})
_FIRST_YEAR, _LAST_YEAR = 1800, 2100
_STOPS = frozenset(".!?…")
_CLOSING = frozenset("\"”’'»)]")


def find_sentences(parse: Parse, report: Report) -> tuple[Sentence, ...]:
    """Return the sentences in text order.

    The lead is the first paragraph of prose below the headline. Background is what stands under a
    heading that says so, and a later paragraph that recalls: its first sentence and at least half of
    all tell of a year before the report's own, of "years ago", or in the past perfect, and of no day
    of the week, and one of them dates it. Known misses: background in the plain past without a year.
    """
    title = find_title(report)
    by_paragraph = _numbers_by_paragraph(parse)
    lead = _lead_paragraph(parse, by_paragraph, title)
    year = _own_year(parse, report)
    roles: dict[int, SentenceRole] = {}
    under_background = False
    for paragraph, numbers in by_paragraph.items():
        heading = _heading(parse, numbers)
        if heading is not None:
            under_background = heading in _BACKGROUND_HEADINGS
        if paragraph == lead:
            roles[paragraph] = "lead"
        elif lead is not None and paragraph > lead and (under_background or _recalls(parse, numbers, year)):
            roles[paragraph] = "background"
        else:
            roles[paragraph] = "body"
    found = []
    for number, sentence in enumerate(parse.sentences):
        span = parse.sentence_span(number)
        is_title = title is not None and title.covers(span)
        role = "headline" if is_title else roles[sentence.paragraph]
        found.append(Sentence(span=span, paragraph=sentence.paragraph, role=role))
    return tuple(found)


def _numbers_by_paragraph(parse: Parse) -> dict[int, list[int]]:
    """Return the numbers of the sentences of each paragraph, in text order."""
    numbers: dict[int, list[int]] = {}
    for number, sentence in enumerate(parse.sentences):
        numbers.setdefault(sentence.paragraph, []).append(number)
    return numbers


def _lead_paragraph(parse: Parse, by_paragraph: dict[int, list[int]], title: Span | None) -> int | None:
    """Return the number of the first paragraph of prose that is not the title, or None if there is none."""
    for paragraph, numbers in by_paragraph.items():
        if title is not None and parse.sentence_span(numbers[0]).start < title.end:
            continue
        tokens = [token for number in numbers for token in parse.sentence_tokens(number)]
        if len(tokens) >= _FEWEST_LEAD_TOKENS or _ends_as_sentence(tokens):
            return paragraph
    return None


def _ends_as_sentence(tokens: Sequence[Token]) -> bool:
    words = "".join(token.text for token in tokens[-4:]).rstrip("".join(_CLOSING))
    return bool(words) and words[-1] in _STOPS


def _heading(parse: Parse, numbers: Sequence[int]) -> str | None:
    """Return the paragraph in small letters if it is a heading of a few words, else None."""
    tokens = [token for number in numbers for token in parse.sentence_tokens(number)]
    if len(tokens) > _LONGEST_HEADING or _ends_as_sentence(tokens):
        return None
    return " ".join(token.lower for token in tokens if token.text != ":")


def _own_year(parse: Parse, report: Report) -> int | None:
    """Return the year the report was published in, or None if that is unknown and the text names no year.

    Unknown, it is taken for the year before the latest one named, which may be a plan or a forecast.
    """
    if report.published_at is not None:
        return report.published_at.year
    years = [year for token in parse.tokens if (year := _year(token)) is not None]
    return max(years) - 1 if years else None


def _year(token: Token) -> int | None:
    if len(token.text) != 4 or not (token.text.isascii() and token.text.isdigit()):  # noqa: PLR2004 - a year
        return None
    year = int(token.text)
    return year if _FIRST_YEAR <= year <= _LAST_YEAR else None


def _recalls(parse: Parse, numbers: Sequence[int], year: int | None) -> bool:
    """Return whether a paragraph tells of the past before the news."""
    dated = recalled = 0
    for place, number in enumerate(numbers):
        tokens = parse.sentence_tokens(number)
        if any(token.lower in _WEEKDAYS for token in tokens):
            continue
        is_dated = any(_dates_long_past(parse, token, year) for token in tokens)
        dated += is_dated
        recalled += is_dated or any(token.dep == "root" and _is_past_perfect(parse, token) for token in tokens)
        if place == 0 and not recalled:
            return False
    return dated > 0 and 2 * recalled >= len(numbers)


def _dates_long_past(parse: Parse, token: Token, year: int | None) -> bool:
    """Return whether a token dates its sentence before the news: an old year, or "years ago"."""
    if token.lower == "ago":
        near = [parse.tokens[token.head], *parse.dependents(token.index)]
        return any(other.lemma in _LONG_UNITS for other in near)
    stated = _year(token) if year is not None and token.pos == "NUM" else None
    return stated is not None and year is not None and stated < year


def _is_past_perfect(parse: Parse, verb: Token) -> bool:
    """Return whether the main verb stands in the past perfect ("had ruled")."""
    auxiliaries = parse.dependents(verb.index, "aux")
    return verb.tag == "VBN" and any(one.lower in {"had", "’d", "'d"} for one in auxiliaries)
