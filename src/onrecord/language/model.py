"""The shipped English model behind the `LanguageModel` port: spaCy documents made into our own parses."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from onrecord.language.parse import NameSpan, Parse, SentenceRange, Token
from onrecord.records import Span

PARAGRAPHS_A_BATCH = 64
# Half a surrogate pair, which broken JSON carries, has no UTF-8 form; the model is shown the replacement character.
_UNENCODABLE = re.compile("[\ud800-\udfff]")


class EnglishModel:
    """The English model that ships with onrecord; loaded when first used, and then kept."""

    @cached_property
    def _pipeline(self) -> Any:  # noqa: ANN401 - spaCy is imported only when a text is read
        from onrecord.language.english import load_spacy_pipeline  # noqa: PLC0415

        return load_spacy_pipeline()

    @cached_property
    def name(self) -> str:
        """The name, version and hash of the model."""
        from onrecord.language.english import model_name  # noqa: PLC0415

        return str(model_name())

    def parse(self, texts: Sequence[str], paragraphs: Sequence[Sequence[Span]]) -> list[Parse]:
        """Return one parse a text, each paragraph read by itself (see `LanguageModel.parse`)."""
        pieces = (
            _UNENCODABLE.sub("\ufffd", span.cut(text))
            for text, spans in zip(texts, paragraphs, strict=True)
            for span in spans
        )
        documents = self._pipeline.pipe(pieces, batch_size=PARAGRAPHS_A_BATCH)
        return [_join(text, spans, documents) for text, spans in zip(texts, paragraphs, strict=True)]


def _join(text: str, paragraphs: Sequence[Span], documents: Iterator[Any]) -> Parse:
    """Join the documents of one text's paragraphs, with offsets and indexes of the whole text."""
    tokens: list[Token] = []
    sentences: list[SentenceRange] = []
    names: list[NameSpan] = []
    for number, (paragraph, document) in enumerate(zip(paragraphs, documents, strict=False)):
        # White space is a token to spaCy and none to us: `places` maps its indexes to ours.
        places: dict[int, int] = {}
        for token in document:
            if not token.is_space:
                places[token.i] = len(tokens) + len(places)
        for sentence in document.sents:
            inside = [token for token in sentence if token.i in places]
            if inside:
                first = len(tokens)
                tokens.extend(_token(token, places, paragraph.start, len(sentences)) for token in inside)
                sentences.append(SentenceRange(first=first, stop=len(tokens), paragraph=number))
        for name in document.ents:
            inside = [places[token.i] for token in name if token.i in places]
            if inside:
                names.append(NameSpan(first=inside[0], stop=inside[-1] + 1, label=name.label_))
    return Parse(text, tuple(tokens), tuple(sentences), tuple(names))


def _token(token: Any, places: dict[int, int], offset: int, sentence: int) -> Token:  # noqa: ANN401 - spaCy's token
    """Return spaCy's token as ours; one that hangs on white space becomes a root."""
    index = places[token.i]
    start = offset + token.idx
    head = places.get(token.head.i, index)
    return Token(
        index=index,
        start=start,
        end=start + len(token),
        text=token.text,
        lower=token.lower_,
        lemma=token.lemma_,
        pos=token.pos_,
        tag=token.tag_,
        morph=str(token.morph),
        dep="root" if head == index else token.dep_,
        head=head,
        sentence=sentence,
    )
