"""Sightings made by hand over texts that the shipped model parsed, and what is found with them."""

import re
from collections.abc import Callable

import numpy as np

from onrecord.knowledge.actors import load_actors
from onrecord.language import LanguageModel, Parse, Sighting
from onrecord.language.model import EnglishModel
from onrecord.language.sighting import CONTENT, CUE, NO_ROLE, ROLES, SOURCE
from onrecord.lexicons.names import load_names_lexicon
from onrecord.lexicons.statements import load_statements_lexicon
from onrecord.lexicons.times import load_times_lexicon
from onrecord.records import Report, Statement
from onrecord.records.quotation import Quotation
from onrecord.stages.mentions import find_mentions
from onrecord.stages.paragraphs import find_paragraphs
from onrecord.stages.quotations import find_quotations
from onrecord.stages.statements import Found, find_statements
from onrecord.stages.times import find_times

LIKELY = 0.91


class Told:
    """The statements of one text, asked by their words."""

    def __init__(self, text: str, statements: tuple[Statement, ...]) -> None:
        self.text = text
        self.all = statements

    def cues(self) -> list[str]:
        return [one.cue.cut(self.text) for one in self.all if one.cue]

    def by_cue(self, words: str) -> Statement:
        (found,) = [one for one in self.all if one.cue and one.cue.cut(self.text) == words]
        return found

    def source(self, cue: str) -> str:
        return " … ".join(span.cut(self.text) for span in self.by_cue(cue).source)

    def content(self, cue: str) -> list[str]:
        return [span.cut(self.text) for span in self.by_cue(cue).content]


class Text:
    """A parsed text, what a network is made to see in it, and what is found with and without that."""

    def __init__(self, text: str, parse: Parse, quotations: tuple[Quotation, ...]) -> None:
        self.report = Report(id="re-test", text=text)
        self.parse = parse
        self.quotations = quotations
        self.sightings: list[Sighting] = []

    def tokens(self, words: str) -> list[int]:
        """Return the tokens of the first place where `words` stand; several places are divided by bars."""
        found: list[int] = []
        for piece in words.split("|") if words else ():
            place = re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", self.report.text)
            assert place is not None, piece
            found += [token.index for token in self.parse.tokens if place.start() <= token.start < place.end()]
        return found

    def see(  # noqa: PLR0913 - a sighting is made of these
        self,
        anchor: str,
        *,
        source: str = "",
        content: str = "",
        cue: str = "",
        outer: float = 0.9,
        nested: float = 0.0,
        sure_of_source: float = LIKELY,
    ) -> "Text":
        """Add a sighting of words that `tokens` finds."""
        roles = np.zeros((len(self.parse.tokens), ROLES))
        roles[:, NO_ROLE] = 1
        for role, words, belief in (
            (CONTENT, content, LIKELY),
            (SOURCE, source, sure_of_source),
            (CUE, cue or anchor, LIKELY),
        ):
            for token in self.tokens(words):
                roles[token] = 0
                roles[token, [role, NO_ROLE]] = belief, 1 - belief
        (place,) = self.tokens(anchor)
        self.sightings.append(Sighting(place, outer, nested, 0, roles))
        return self

    def tell(self, *, seen: bool = True) -> Told:
        mentions = find_mentions(self.report, self.parse, NAMES, ACTORS)
        times, _ = find_times(self.report, self.parse, TIMES)
        found = Found(self.quotations, tuple(self.sightings) if seen else None, mentions, (), times)
        return Told(self.report.text, find_statements(self.report, self.parse, found, LEXICON))


LEXICON = load_statements_lexicon()


NAMES, ACTORS, TIMES = load_names_lexicon(), load_actors(), load_times_lexicon()


Reader = Callable[[str], Text]


def make_reader() -> Reader:
    """Return what reads a text with the shipped model."""
    model: LanguageModel = EnglishModel()

    def text(words: str) -> Text:
        paragraphs = find_paragraphs(Report(id="re-test", text=words))
        (parse,) = model.parse([words], [paragraphs])
        return Text(words, parse, find_quotations(words, paragraphs))

    return text
