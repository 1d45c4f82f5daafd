"""Scores statuses and views of marked words against passages of our own (`tests/factuality`).

A passage is a paragraph of one line in which words are marked `[word|STATUS|AUTHOR]` or
`[word|STATUS|AUTHOR|SOURCE]`. By the SHA-256 of its bare words it belongs to the half that rules may be tuned on
("dev") or to the half that is only ever measured on ("held").
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from onrecord.errors import InputError
from onrecord.evaluation.scores import Scores
from onrecord.language import LanguageModel, Parse
from onrecord.lexicons.factuality import FactualityLexicon
from onrecord.records import Event, Factuality, Reading, Report, Span, Status
from onrecord.stages.factuality import Judge
from onrecord.stages.paragraphs import find_paragraphs

Read = Callable[[Sequence[Report]], list[Reading]]

PASSAGES_A_BATCH = 32
CERTAIN = "CT+"
# What is told by others may yet be so; of everything else the report cannot be certain.
TOLD = frozenset({"asserted", "reported", "alleged"})
_MARK = re.compile(r"\[([^|\]]+)\|([a-z]+)\|([A-Zu+-]+)(?:\|([A-Zu+-]+))?\]")


class Mark(msgspec.Struct, frozen=True):
    """A marked word with its gold: status, the report's view, and that of the innermost source (None: no source)."""

    span: Span
    status: Status
    author: Factuality
    source: Factuality | None


_Fields = tuple[Span, Status, Factuality, Factuality | None]


class Passage(msgspec.Struct, frozen=True):
    """A passage without its marks, the half it belongs to, and its marks."""

    text: str
    half: str
    marks: tuple[Mark, ...]


class Found(msgspec.Struct, frozen=True):
    """What was found for a mark; `event` says that the event rules found it."""

    status: Status
    author: Factuality
    source: Factuality | None
    event: bool


def score_passages(
    gold: Path, read: Read, model: LanguageModel, lexicon: FactualityLexicon, limit: int | None = None
) -> Scores:
    """Return the figures of each half: shares of statuses, authors and sources that are right, and what went wrong.

    "unreal-certain" counts what was planned, denied, negated, hoped and so on that the report's voice was certain of,
    "told-certain" the same of what was only reported or alleged. "found-as-event" is the share that the event rules
    found; the others are judged as words. `limit` is the number of passages, all if None.

    Raises:
        InputError: if there are no passages at `gold`, or a mark is broken.

    """
    passages = list(load_passages(gold))[:limit]
    counts: Counter[str] = Counter()
    for passage, mark, found in judge_passages(passages, read, model, lexicon):
        _count(passage.half, mark, found, counts)
    return Scores(task="factuality", gold=gold.name, documents=len(passages), figures=_figures(counts))


def list_passage_failures(
    gold: Path, read: Read, model: LanguageModel, lexicon: FactualityLexicon, limit: int | None = None
) -> Iterator[str]:
    """Yield a line for each mark of the half "dev" whose status or views are wrong; the other half is not shown.

    Raises:
        InputError: if there are no passages at `gold`, or a mark is broken.

    """
    passages = [passage for passage in load_passages(gold) if passage.half == "dev"][:limit]
    for passage, mark, found in judge_passages(passages, read, model, lexicon):
        wanted = (mark.status, mark.author, mark.source)
        given = (found.status, found.author, found.source if mark.source else None)
        if wanted != given:
            word = mark.span.cut(passage.text)
            yield f"{word}: {_show(wanted)}, found {_show(given)}: {passage.text}"


def _show(views: tuple[Status, Factuality, Factuality | None]) -> str:
    return " ".join(view or "-" for view in views)


def judge_passages(
    passages: Sequence[Passage], read: Read, model: LanguageModel, lexicon: FactualityLexicon
) -> Iterator[tuple[Passage, Mark, Found]]:
    """Yield each mark of `passages` with what is found for it."""
    for first in range(0, len(passages), PASSAGES_A_BATCH):
        batch = passages[first : first + PASSAGES_A_BATCH]
        reports = [Report(id=f"passage-{number}", text=passage.text) for number, passage in enumerate(batch, first)]
        readings = read(reports)
        parses = model.parse([report.text for report in reports], [find_paragraphs(report) for report in reports])
        for passage, reading, parse in zip(batch, readings, parses, strict=True):
            judge = Judge(parse, reading.statements, lexicon)
            for mark in passage.marks:
                yield passage, mark, _find(mark, reading, parse, judge)


def _find(mark: Mark, reading: Reading, parse: Parse, judge: Judge) -> Found:
    """Return what is found for a mark: the views of its event, else the judgement of the word itself.

    An event of refusing is not the event that is refused, though its trigger is.
    """
    token = parse.head_of(mark.span)
    if token is None:
        return Found("asserted", "Uu", None, event=False)
    events = [one for one in reading.events if one.trigger.overlaps(mark.span)]
    event: Event | None = next((one for one in events if parse.head_of(one.trigger) == token), None)
    if event is not None and event.type != "REJECT":
        return Found(event.status, event.views[-1].factuality, _source(event.views), event=True)
    found = judge.judge(token)
    return Found(found.status, found.views[-1].factuality, _source(found.views), event=False)


def _source(views: Sequence[msgspec.Struct]) -> Factuality | None:
    return views[0].factuality if len(views) > 1 else None  # type: ignore[attr-defined]


def _count(half: str, mark: Mark, found: Found, counts: Counter[str]) -> None:
    counts[f"{half} marks"] += 1
    counts[f"{half} events"] += found.event
    counts[f"{half} status"] += found.status == mark.status
    counts[f"{half} author"] += found.author == mark.author
    counts[f"{half} sources"] += mark.source is not None
    counts[f"{half} source"] += mark.source is not None and found.source == mark.source
    counts[f"{half} all of {mark.status}"] += 1
    counts[f"{half} right of {mark.status}"] += found.status == mark.status
    if mark.author != CERTAIN and found.author == CERTAIN:
        counts[f"{half} told certain" if mark.status in TOLD else f"{half} unreal certain"] += 1
        counts[f"{half} certain of {mark.status}"] += 1


def _figures(counts: Counter[str]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for half in ("dev", "held"):
        marks = counts[f"{half} marks"]
        if not marks:
            continue
        figures[f"{half}-marks"] = marks
        figures[f"{half}-found-as-event"] = counts[f"{half} events"] / marks
        figures[f"{half}-status"] = counts[f"{half} status"] / marks
        figures[f"{half}-author"] = counts[f"{half} author"] / marks
        if counts[f"{half} sources"]:
            figures[f"{half}-source"] = counts[f"{half} source"] / counts[f"{half} sources"]
        figures[f"{half}-unreal-certain"] = counts[f"{half} unreal certain"]
        figures[f"{half}-told-certain"] = counts[f"{half} told certain"]
        for name in sorted(counts):
            if name.startswith(f"{half} all of "):
                status = name.rpartition(" ")[2]
                figures[f"{half}-{status}"] = counts[f"{half} right of {status}"] / counts[name]
            elif name.startswith(f"{half} certain of "):
                figures[f"{half}-{name.rpartition(' ')[2]}-certain"] = counts[name]
    return figures


def load_passages(gold: Path) -> Iterator[Passage]:
    """Yield the passages of the `.txt` files of a folder, in order of name; lines that begin with # are comments.

    Raises:
        InputError: if there is no such file, or a mark is broken.

    """
    files = sorted(gold.glob("*.txt")) if gold.is_dir() else []
    if not files:
        raise InputError(str(gold), "there are no passages (*.txt) in it", "Name a folder such as tests/factuality.")
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield _passage(line.strip(), f"{file}, line {number}")


def _passage(line: str, where: str) -> Passage:
    text = ""
    marks: list[Mark] = []
    last = 0
    for match in _MARK.finditer(line):
        text += line[last : match.start()]
        span = Span(start=len(text), end=len(text) + len(match[1]))
        text += match[1]
        last = match.end()
        try:
            mark = msgspec.convert(
                (span, match[2], match[3], match[4]), tuple[Span, Status, Factuality, Factuality | None]
            )
        except msgspec.ValidationError as error:
            raise InputError(where, str(error), "Mark a word as [word|STATUS|AUTHOR|SOURCE].") from error
        marks.append(Mark(*mark))
    text += line[last:]
    if not marks or "|" in text:
        raise InputError(where, "it has no mark, or a broken one", "Mark a word as [word|STATUS|AUTHOR|SOURCE].")
    half = "held" if sha256(text.encode()).digest()[0] % 2 else "dev"
    return Passage(text, half, tuple(marks))
