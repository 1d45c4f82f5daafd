"""The shipped English model behind the `LanguageModel` port: readings of paragraphs made into parses of texts."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.language.parse import NameSpan, Parse, SentenceRange, Token
from onrecord.language.sighting import Sighting
from onrecord.records import Span
from onrecord.records.quotation import Quotation

if TYPE_CHECKING:
    from onrecord.language.english import EnglishReader
    from onrecord.language.english.attributions import AttributionReader
    from onrecord.language.english.reader import ParagraphReading

CHARACTERS_A_BATCH = 50_000
# Half a surrogate pair, which broken JSON carries, has no UTF-8 form; the model is shown the replacement character.
_UNENCODABLE = re.compile("[\ud800-\udfff]")


class EnglishModel:
    """The English model that ships with onrecord; loaded when first used, and then kept."""

    def __init__(self, reader: "EnglishReader | None" = None, attributions: "AttributionReader | None" = None) -> None:
        """Take other readers than the shipped ones, to measure networks that are still in training."""
        self._given = reader
        self._given_attributions = attributions

    @cached_property
    def _reader(self) -> "EnglishReader":
        from onrecord.language.english import EnglishReader  # noqa: PLC0415 - loaded only when a text is read

        return self._given or EnglishReader.load()

    @cached_property
    def _attributions(self) -> "AttributionReader":
        from onrecord.language.english.attributions import AttributionReader  # noqa: PLC0415 - as above
        from onrecord.language.english.reader import DATA  # noqa: PLC0415

        return self._given_attributions or AttributionReader.load(DATA / "attributions.npz")

    @cached_property
    def name(self) -> str:
        """The name, version and hash of the model."""
        from onrecord.language.english import model_name  # noqa: PLC0415

        return model_name()

    def parse(self, texts: Sequence[str], paragraphs: Sequence[Sequence[Span]]) -> list[Parse]:
        """Return one parse a text, each paragraph read by itself (see `LanguageModel.parse`)."""
        parses: list[Parse] = []
        pending: list[tuple[str, Sequence[Span]]] = []
        size = 0
        for text, spans in zip(texts, paragraphs, strict=True):
            pending.append((text, spans))
            size += sum(span.end - span.start for span in spans)
            if size > CHARACTERS_A_BATCH:
                parses += self._parse(pending)
                pending, size = [], 0
        return parses + self._parse(pending)

    def sight(
        self, parses: Sequence[Parse], quotations: Sequence[Sequence[Quotation]]
    ) -> list[tuple[Sighting, ...] | None]:
        """Return what the model sees of attributions in each text (see `LanguageModel.sight`)."""
        return self._attributions.find(parses, quotations)

    def _parse(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> list[Parse]:
        cut = [[_UNENCODABLE.sub("\ufffd", span.cut(text)) for span in spans] for text, spans in texts]
        readings = self._reader.read(cut) if cut else []
        return [_join(text, spans, found) for (text, spans), found in zip(texts, readings, strict=True)]


def _join(text: str, paragraphs: Sequence[Span], readings: "Sequence[ParagraphReading]") -> Parse:
    """Join the readings of one text's paragraphs, with offsets and indexes of the whole text."""
    tokens: list[Token] = []
    sentences: list[SentenceRange] = []
    names: list[NameSpan] = []
    for number, (paragraph, reading) in enumerate(zip(paragraphs, readings, strict=True)):
        shift, offset = len(tokens), paragraph.start
        stops = [*reading.sentences[1:], len(reading.words)]
        for first, stop in zip(reading.sentences, stops, strict=False):
            for place, word in enumerate(reading.words[first:stop], first + shift):
                tokens.append(
                    Token(
                        index=place,
                        start=offset + word.start,
                        end=offset + word.end,
                        text=word.text,
                        lower=word.text.lower(),
                        lemma=word.lemma,
                        pos=word.pos,
                        tag=word.tag,
                        morph=word.morph,
                        dep=word.relation,
                        head=shift + word.head,
                        sentence=len(sentences),
                    )
                )
            sentences.append(SentenceRange(first=shift + first, stop=shift + stop, paragraph=number))
        names += [NameSpan(first=shift + first, stop=shift + stop, label=label) for first, stop, label in reading.names]
    import numpy as np  # noqa: PLC0415 - loaded only when a text is read

    rows = [reading.vectors for reading in readings if reading.vectors is not None]
    vectors = np.concatenate(rows) if rows else None
    return Parse(text, tuple(tokens), tuple(sentences), tuple(names), vectors)
