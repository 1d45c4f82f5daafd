"""What onrecord asks of a language model. To add a model, write one class with these three members."""

from collections.abc import Sequence
from typing import Protocol

from onrecord.language.parse import Parse
from onrecord.language.sighting import Sighting
from onrecord.records import Span
from onrecord.records.quotation import Quotation


class LanguageModel(Protocol):
    """A tokeniser, tagger, dependency parser (Universal Dependencies) and name finder for one language."""

    @property
    def name(self) -> str:
        """The name, version and hash of the model, for `Provenance.model` and `Reason.rule`."""

    def parse(self, texts: Sequence[str], paragraphs: Sequence[Sequence[Span]]) -> list[Parse]:
        """Return one parse a text; `paragraphs` holds, for each text, the spans to read as prose.

        Every paragraph is parsed by itself, so that no clause hangs across a blank line; names may be read
        over the paragraphs of one text. Words outside the paragraphs get no tokens. The same texts give the
        same parses, whatever the batch (up to the rounding of sums).
        """

    def sight(
        self, parses: Sequence[Parse], quotations: Sequence[Sequence[Quotation]]
    ) -> list[tuple[Sighting, ...] | None]:
        """Return what the model sees of attributions in texts that it parsed, in text order; None if it cannot see any.

        `quotations` are those of each text. The statements stage works by its rules alone where there is None.
        """
