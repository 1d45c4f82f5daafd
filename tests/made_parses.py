"""Parses of texts and parses laid out by hand, for tests of the network of attributions."""

from collections.abc import Sequence

from made_models import MadeModel, read_sentences, read_word
from onrecord.language import Parse, SentenceRange, Token
from onrecord.language.model import EnglishModel
from onrecord.records import Report, Span
from onrecord.records.quotation import Quotation
from onrecord.stages.paragraphs import find_paragraphs
from onrecord.stages.quotations import find_quotations


def read(model: EnglishModel, *texts: str) -> tuple[list[Parse], list[tuple[Quotation, ...]]]:
    paragraphs = [find_paragraphs(Report(id="re-test", text=text)) for text in texts]
    return model.parse(texts, paragraphs), [find_quotations(*one) for one in zip(texts, paragraphs, strict=True)]


def made(document: str) -> Parse:
    """Return the parse of a document written as `made_models` tells, a paragraph of the text behind each `||`."""
    paragraphs = [
        " ".join(read_word(word)[0] for sentence in read_sentences(part) for word in sentence)
        for part in document.split(" || ")
    ]
    starts = [sum(len(one) + 2 for one in paragraphs[:number]) for number in range(len(paragraphs))]
    spans = [Span(start=start, end=start + len(one)) for start, one in zip(starts, paragraphs, strict=True)]
    return MadeModel(document).parse(["\n\n".join(paragraphs)], [spans])[0]


def lay_word(place: int, head: int, sentence: int) -> Token:
    return Token(
        index=place,
        start=2 * place,
        end=2 * place + 1,
        text="a",
        lower="a",
        lemma="a",
        pos="X",
        tag="X",
        morph="",
        dep="dep",
        head=head,
        sentence=sentence,
    )


def lay_sentences(lengths: Sequence[tuple[int, bool]]) -> Parse:
    """Return a parse of sentences of these lengths; each says whether it opens a paragraph."""
    tokens: list[Token] = []
    sentences: list[SentenceRange] = []
    paragraph = -1
    for number, (length, opens) in enumerate(lengths):
        paragraph += opens or not number
        first, stop = len(tokens), len(tokens) + length
        tokens += [lay_word(place, first, number) for place in range(first, stop)]
        sentences.append(SentenceRange(first=first, stop=stop, paragraph=paragraph))
    return Parse("a " * len(tokens), tuple(tokens), tuple(sentences), ())
