"""A language model made by hand, and gold treebanks in the same notation, for tests of the scorers.

A document is a string of words divided by spaces. A word is `form` or `form/POS/head/relation`, the head
counted from 1 within the sentence and 0 for the root; `form_` has no space behind it; `|` ends a
sentence, `||` a paragraph; `<ORG` opens a name and `>` closes it.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.language import NameSpan, Parse, SentenceRange, Sighting, Token
from onrecord.records import Span
from onrecord.records.quotation import Quotation

Word = tuple[str, bool, str, int, str]  # form, whether a space follows, POS, head, relation


def read_word(written: str) -> Word:
    form, _, rest = written.partition("/")
    pos, head, relation = rest.split("/") if rest else ("X", "1", "dep")
    return form.removesuffix("_"), not form.endswith("_"), pos, int(head), relation


def read_sentences(document: str) -> Iterator[list[str]]:
    for sentence in re.split(r" \|\|? ", document):
        yield sentence.split(" ")


class MadeModel:
    """Returns for the texts it is given, in order, the parses that were written for them."""

    name = "made by hand"

    def __init__(self, *documents: str) -> None:
        self.documents = list(documents)

    def parse(self, texts: Sequence[str], paragraphs: Sequence[Sequence[Span]]) -> list[Parse]:
        written = [self.documents.pop(0) for _ in texts]
        return [_parse(text, spans, one) for text, spans, one in zip(texts, paragraphs, written, strict=True)]

    def sight(
        self, parses: Sequence[Parse], quotations: Sequence[Sequence[Quotation]]
    ) -> list[tuple[Sighting, ...] | None]:
        assert len(parses) == len(quotations)
        return [None] * len(parses)


def _parse(text: str, paragraphs: Sequence[Span], document: str) -> Parse:
    tokens: list[Token] = []
    sentences: list[SentenceRange] = []
    names: list[NameSpan] = []
    offset, label, opened = 0, "", 0
    for sentence in read_sentences(document):
        first = len(tokens)
        for written in sentence:
            if written.startswith("<"):
                label, opened = written[1:], len(tokens)
            elif written == ">":
                names.append(NameSpan(first=opened, stop=len(tokens), label=label))
            else:
                form, _, pos, head, relation = read_word(written)
                start = text.index(form, offset)
                offset = start + len(form)
                place = len(tokens)
                tokens.append(
                    Token(
                        index=place,
                        start=start,
                        end=offset,
                        text=form,
                        lower=form.lower(),
                        lemma=form.lower(),
                        pos=pos,
                        tag=pos,
                        morph="",
                        dep=relation,
                        head=first + head - 1 if head else place,
                        sentence=len(sentences),
                    )
                )
        number = next(place for place, span in enumerate(paragraphs) if tokens[first].start < span.end)
        sentences.append(SentenceRange(first=first, stop=len(tokens), paragraph=number))
    return Parse(text, tuple(tokens), tuple(sentences), tuple(names))


def write_treebank(file: Path, *documents: str) -> Path:
    """Write documents as CoNLL-U, called "made-1" and so on, and return the file."""
    lines: list[str] = []
    for number, document in enumerate(documents, 1):
        lines.append(f"# newdoc id = made-{number}")
        for paragraph in document.split(" || "):
            lines.append("# newpar")
            for sentence in read_sentences(paragraph):
                for place, written in enumerate(sentence, 1):
                    form, is_spaced, pos, head, relation = read_word(written)
                    misc = "_" if is_spaced else "SpaceAfter=No"
                    lines.append("\t".join([str(place), form, "_", pos, "_", "_", str(head), relation, "_", misc]))
                lines.append("")
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file
