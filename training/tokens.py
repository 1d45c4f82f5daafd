"""The tokens that the shipped model reads, in training too."""

from onrecord.language.english.reader import CutParagraph, find_spacing
from onrecord.language.english.tokenizer import Tokenizer

_TOKENIZER = Tokenizer.load()
_KEPT: dict[str, list[tuple[int, int]]] = {}


def cut(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the tokens of a paragraph."""
    if text not in _KEPT:
        _KEPT[text] = _TOKENIZER.cut(text)
    return _KEPT[text]


def cut_paragraph(text: str) -> CutParagraph:
    """Return a paragraph as the readers of networks take it."""
    offsets = cut(text)
    return CutParagraph(offsets, [text[start:end] for start, end in offsets], find_spacing(offsets))
