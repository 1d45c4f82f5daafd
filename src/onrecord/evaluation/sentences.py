"""Scores the bounds of sentences and words against CoNLL-U gold: raw text in, paragraphs given, exact spans only.

Beside all sentences, those are counted by themselves that are hard to bound. A group is told by the words
of the sentence and those before it, the same way in the gold and in what is found: a sentence that is found
where the gold has none counts against the precision of its group.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord.evaluation.parse import GoldDocument, count_bounds, find_rates, find_sentences, parse_gold
from onrecord.evaluation.scores import Scores
from onrecord.language import LanguageModel, Parse
from onrecord.records import Span

CONTEXT = 45  # characters shown on each side of a bound
OUR_BOUND = "¦"
GOLD_BOUND = "‖"

_DOUBLE_MARK = r"[\"“”„‟«»‹›＂]|``|''"
# A single mark is as often an apostrophe: it opens where no letter is before it, and closes after a mark or a pair.
_OPENED = rf"(?:{_DOUBLE_MARK}|['‘‚`](?=\w))"
_CLOSED = rf"(?:{_DOUBLE_MARK}|(?<=[.!?…,])['’])"
_QUOTED = re.compile(rf"{_DOUBLE_MARK}|^{_OPENED}|{_CLOSED}$|(?<!\w)['‘‚`](?=\w)[^'’]*(?:['’](?=\w)[^'’]*)*['’](?!\w)")
_QUOTED_EDGE = re.compile(rf"^{_OPENED}|{_CLOSED}$")


def score_sentences(gold: Path, model: LanguageModel, limit: int | None = None, only: tuple[str, ...] = ()) -> Scores:
    """Return precision, recall and f1 of words, sentences and the groups of `GROUPS`, with their number in the gold.

    `limit` is the number of documents to read, all if None; `only` keeps the files of a folder whose
    names begin so. The paragraphs are the gold's, as a reader knows them from blank lines.

    Raises:
        InputError: if there is no CoNLL-U at `gold`, or a line of it is broken.

    """
    documents = 0
    counts: Counter[str] = Counter()
    for document, parse in parse_gold(gold, model, limit, only):
        documents += 1
        count_bounds(document, parse, counts)
        _count_groups(document, parse, counts)
    figures: dict[str, float] = {}
    for name in ("sentences", "words", *GROUPS):
        rates = find_rates(counts, name)
        figures |= {f"{name}-{rate}": rates[rate] for rate in ("precision", "recall", "f1") if rate in rates}
        figures[f"{name}-gold"] = counts[f"{name} gold"]
    return Scores(task="sentences", gold=gold.name, documents=documents, figures=figures)


def list_sentence_failures(
    gold: Path, model: LanguageModel, limit: int | None = None, only: tuple[str, ...] = ()
) -> Iterator[str]:
    """Yield a line for each bound between sentences that is wrong: the document, what is wrong, the words around.

    "split" is a bound of ours where the gold has none, "joined" one of the gold that is missed, and
    "moved" one that stands on the wrong side of marks alone, such as a closing quotation mark.

    Raises:
        InputError: if there is no CoNLL-U at `gold`, or a line of it is broken.

    """
    for document, parse in parse_gold(gold, model, limit, only):
        yield from _find_failures(document, parse)


def _count_groups(document: GoldDocument, parse: Parse, counts: Counter[str]) -> None:
    wanted, found = frozenset(document.sentences), find_sentences(parse)
    parts = {"gold": wanted, "found": found, "right": wanted & found}
    for name, is_in in GROUPS.items():
        for part, spans in parts.items():
            counts[f"{name} {part}"] += sum(is_in(document, span) for span in spans)


def _holds_quotation(document: GoldDocument, span: Span) -> bool:
    return _QUOTED.search(span.cut(document.text)) is not None


def _has_quotation_at_edge(document: GoldDocument, span: Span) -> bool:
    return _QUOTED_EDGE.search(span.cut(document.text)) is not None


def _ends_without_mark(document: GoldDocument, span: Span) -> bool:
    return not unicodedata.category(document.text[span.end - 1]).startswith("P")


def _follows_abbreviation(document: GoldDocument, span: Span) -> bool:
    """Tell whether a gold word with a letter and a full stop of its own ends before the span, in its paragraph."""
    text, end = document.text, span.start
    while end and text[end - 1] == " ":
        end -= 1
    if not text.endswith(".", 0, end):
        return False
    place = bisect_left(document.words, end, key=lambda word: word.end)
    word = document.words[place] if place < len(document.words) else None
    return word is not None and word.end == end and any(map(str.isalpha, text[word.start : end]))


GROUPS: dict[str, Callable[[GoldDocument, Span], bool]] = {
    "quote": _holds_quotation,
    "quote-edge": _has_quotation_at_edge,
    "no-end-mark": _ends_without_mark,
    "after-abbreviation": _follows_abbreviation,
}


def _find_failures(document: GoldDocument, parse: Parse) -> Iterator[str]:
    text = document.text
    wanted = {span.start for span in document.sentences}
    found = {span.start for span in find_sentences(parse)}
    extra = sorted(found - wanted)
    failures: list[tuple[int, str, dict[int, str]]] = []
    for start in sorted(wanted - found):
        near = next((one for one in extra if _only_marks_between(text, start, one)), None)
        if near is None:
            failures.append((start, "joined", {start: GOLD_BOUND}))
        else:
            extra.remove(near)
            failures.append((start, "moved", {start: GOLD_BOUND, near: OUR_BOUND}))
    failures += [(start, "split", {start: OUR_BOUND}) for start in extra]
    for _, failure, bounds in sorted(failures, key=lambda one: one[0]):
        yield f"{document.name}  {failure}: {_show(text, bounds)}"


def _only_marks_between(text: str, one: int, other: int) -> bool:
    return not any(map(str.isalnum, text[min(one, other) : max(one, other)]))


def _show(text: str, bounds: dict[int, str]) -> str:
    """Return the words around the bounds on one line, with the sign of each bound set in."""
    length = len(text.rstrip())
    first, last = max(0, min(bounds) - CONTEXT), min(length, max(bounds) + CONTEXT)
    shown = ""
    for start, stop in zip([first, *sorted(bounds)], [*sorted(bounds), last], strict=True):
        shown += bounds.get(start, "") + text[start:stop]
    return f"{'…' * (first > 0)}{' '.join(shown.split())}{'…' * (last < length)}"
