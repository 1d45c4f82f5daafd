"""The passage that a finding comes from, with its evidence marked where it stands."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from rich.text import Text

from onrecord.records import Reading, Span

STYLES = {
    "did": "bold magenta",
    "by": "bold cyan",
    "to": "cyan",
    "who": "bold cyan",
    "cue": "bold",
    "what": "italic",
    "where": "blue",
    "when": "blue",
    "told by": "dim",
}
SENTENCES_AROUND = 1


class Mark(NamedTuple):
    """Words of the text and what they are evidence of, such as "by" or "where"."""

    label: str
    span: Span


def find_passages(reading: Reading, marks: Iterable[Mark]) -> tuple[Text, ...]:
    """Return the sentences that hold the marks, and one around them, each stretch of text as one passage."""
    marks = tuple(marks)
    return tuple(
        _marked(reading.report.text, stretch, [mark for mark in marks if stretch.overlaps(mark.span)])
        for stretch in _stretches(reading, marks)
    )


def _stretches(reading: Reading, marks: Iterable[Mark]) -> list[Span]:
    """Return what to show: sentences with a mark and their neighbours in the paragraph, joined where they meet."""
    sentences = reading.sentences
    shown: set[int] = set()
    spans = [mark.span for mark in marks]
    alone = [span for span in spans if not any(one.span.overlaps(span) for one in sentences)]
    for number, sentence in enumerate(sentences):
        if any(sentence.span.overlaps(span) for span in spans):
            for near in range(number - SENTENCES_AROUND, number + SENTENCES_AROUND + 1):
                if 0 <= near < len(sentences) and sentences[near].paragraph == sentence.paragraph:
                    shown.add(near)
    stretches: list[Span] = []
    for number in sorted(shown):
        span = sentences[number].span
        if number - 1 in shown and sentences[number - 1].paragraph == sentences[number].paragraph:
            span = Span(start=stretches.pop().start, end=span.end)
        stretches.append(span)
    return sorted(stretches + alone)


def _marked(text: str, stretch: Span, marks: Iterable[Mark]) -> Text:
    """Return the stretch with brackets around each mark: "[by: Rebels] [did: seized] the town"."""
    opening: defaultdict[int, list[Mark]] = defaultdict(list)
    closing: defaultdict[int, int] = defaultdict(int)
    for mark in sorted(set(marks), key=lambda each: (each.span.start, -each.span.end, each.label)):
        opening[max(mark.span.start, stretch.start)].append(mark)
        closing[min(mark.span.end, stretch.end)] += 1
    passage = Text()
    inside: list[Mark] = []
    edges = sorted({stretch.start, stretch.end, *opening, *closing})
    for start, end in zip(edges, [*edges[1:], stretch.end], strict=True):
        passage.append("]" * closing[start], "dim")
        inside = [mark for mark in inside if mark.span.end > start]
        for mark in opening[start]:
            passage.append(f"[{mark.label}: ", "dim")
            inside.append(mark)
        style = STYLES.get(inside[-1].label, "") if inside else ""
        passage.append(_spaced(text[start:end]), style)
    return passage


def _spaced(text: str) -> str:
    """Return `text` with each run of white space as one space, those at its ends too."""
    inner = " ".join(text.split())
    if not inner:
        return " " * bool(text)
    return " " * text[0].isspace() + inner + " " * text[-1].isspace()
