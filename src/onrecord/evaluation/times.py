"""Scores time expressions against TimeML, as TempEval-3 does it (UzZaman et al. 2013).

Relaxed: a found expression that shares a character with a gold one; strict: the same span. Value and
type F1 count relaxed matches with an equal `value` (to the letter) or `type`. The document's creation
time is given to the reader as the publication date and is never counted as a mention.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec

from onrecord.errors import InputError
from onrecord.evaluation.scores import Scores
from onrecord.records import Reading, Report, TimeExpression, make_report_id

DAY_LENGTH = len("2024-11-27")


class GoldTime(msgspec.Struct, frozen=True):
    """One TIMEX3 of the gold, with its offsets in the text of the `<TEXT>` element."""

    start: int
    end: int
    type: str
    value: str


class GoldArticle(msgspec.Struct, frozen=True):
    """A TimeML document as a report to read, and the expressions to find in it."""

    report: Report
    times: tuple[GoldTime, ...]


def score_times(gold: Path, read: Callable[[Report], Reading], limit: int | None = None) -> Scores:
    """Return relaxed, strict, value and type F1 of the times that `read` finds in a .tml file or a folder of them.

    `limit` is the number of documents to read, all if None.

    Raises:
        InputError: if there is no TimeML at `gold`, or it is no XML.

    """
    articles = list(load_timeml(gold))[:limit]
    pairs = [(article.times, read(article.report).times) for article in articles]
    return count_times(str(gold), pairs)


def count_times(gold: str, pairs: Sequence[tuple[Sequence[GoldTime], Sequence[TimeExpression]]]) -> Scores:
    """Return the scores over pairs of the gold and the found expressions of one document each."""
    wanted = found = relaxed = strict = value = type_ = 0
    for expected, times in pairs:
        wanted += len(expected)
        found += len(times)
        for one, other in match_times(expected, times):
            relaxed += 1
            strict += (one.start, one.end) == (other.span.start, other.span.end)
            value += one.value == other.value
            type_ += one.type == other.type
    figures: dict[str, float] = {"gold": wanted, "found": found}
    if found:
        figures["relaxed-precision"] = round(relaxed / found, 4)
    if wanted:
        figures["relaxed-recall"] = round(relaxed / wanted, 4)
    if wanted or found:
        matched = {"relaxed": relaxed, "strict": strict, "value": value, "type": type_}
        figures |= {f"{name}-f1": round(2 * count / (wanted + found), 4) for name, count in matched.items()}
    return Scores(task="times", gold=gold, documents=len(pairs), figures=figures)


def match_times(
    expected: Sequence[GoldTime], times: Sequence[TimeExpression]
) -> Iterator[tuple[GoldTime, TimeExpression]]:
    """Yield each gold expression with the first found one that shares a character with it; each is used once."""
    free = sorted(times, key=lambda time: time.span)
    for one in sorted(expected, key=lambda time: (time.start, time.end)):
        for other in free:
            if other.span.start < one.end and one.start < other.span.end:
                free.remove(other)
                yield one, other
                break


def load_timeml(gold: Path) -> Iterator[GoldArticle]:
    """Yield the articles of a .tml file, or of every one in a folder, in order of their names.

    Raises:
        InputError: if there is none, or one is no TimeML.

    """
    files = sorted(gold.glob("*.tml")) if gold.is_dir() else [gold]
    if not files or not files[0].is_file():
        raise InputError(str(gold), "there is no TimeML here", "Name a .tml file or a folder of them.")
    for file in files:
        try:
            root = ET.fromstring(file.read_bytes())  # noqa: S314 - gold is a local file of the evaluator's choice
        except ET.ParseError as error:
            raise InputError(str(file), f"this is no XML ({error})", "Mend or remove the file.") from error
        body = root.find("TEXT")
        if body is None:
            raise InputError(str(file), "there is no <TEXT> in this TimeML", "Mend or remove the file.")
        yield _article(file, root, body)


def _article(file: Path, root: ET.Element, body: ET.Element) -> GoldArticle:
    created = next((one for one in root.iter("TIMEX3") if one.get("functionInDocument") == "CREATION_TIME"), None)
    pieces: list[str] = []
    times: list[GoldTime] = []
    _walk(body, pieces, times, 0)
    text = "".join(pieces)
    published = None if created is None else _published(created.get("value", ""))
    report = Report(
        id=make_report_id(None, text),
        given_id=file.stem,
        text=text,
        published_at=published,
        published_basis="none" if published is None else "given",
    )
    return GoldArticle(report, tuple(times))


def _published(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(value[:DAY_LENGTH]).replace(tzinfo=UTC)
    except ValueError:
        return None


def _walk(element: ET.Element, pieces: list[str], times: list[GoldTime], offset: int) -> int:
    """Add the text of `element` to `pieces` and its times to `times`; return the offset after it."""
    start = offset
    pieces.append(element.text or "")
    offset += len(pieces[-1])
    for child in element:
        offset = _walk(child, pieces, times, offset)
        pieces.append(child.tail or "")
        offset += len(pieces[-1])
    counted = element.tag == "TIMEX3" and element.get("functionInDocument") != "CREATION_TIME"
    if counted and offset > start:
        times.append(GoldTime(start, offset, element.get("type", ""), element.get("value", "")))
    return offset
