"""A parsed report as this stage looks at it: quotations, mentions and entities by token."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

from onrecord.language import Parse, Sighting, Token
from onrecord.lexicons.statements import StatementLexicon
from onrecord.records import Entity, Mention, Report, Span, TimeExpression
from onrecord.records.quotation import Quotation
from onrecord.stages.statements.draft import Speaker

LONGEST_SENTENCE = 500
_QUOTE_MARKS = frozenset("\"“”„‟«»‹›「」『』'‘’`″＂")
_BRACKETS = {")": "(", "]": "["}


class Found:
    """What the earlier stages found in the report."""

    def __init__(
        self,
        quotations: Sequence[Quotation],
        sightings: Sequence[Sighting] | None = None,
        mentions: Sequence[Mention] = (),
        entities: Sequence[Entity] = (),
        times: Sequence[TimeExpression] = (),
    ) -> None:
        """Keep the findings, with entities by the id of their mentions; no sightings at all leave it to the rules."""
        self.quotations = tuple(quotations)
        self.sightings = sightings
        self.mentions = tuple(sorted(mentions, key=lambda one: one.span))
        self.times = tuple(sorted(times, key=lambda one: one.span))
        self.entity_of = {mention: entity for entity in entities for mention in entity.mentions}
        self.entities = {entity.id: entity for entity in entities}


class Passage:
    """The parse of a report with what is known of its words; made once for each report."""

    def __init__(self, report: Report, parse: Parse, found: Found, lexicon: StatementLexicon) -> None:
        """Keep the parts; the look-ups by token are made when first asked for."""
        self.report = report
        self.text = report.text
        self.parse = parse
        self.tokens = parse.tokens
        self.found = found
        self.lexicon = lexicon
        self.words = lexicon.sources

    @cached_property
    def prose(self) -> tuple[Token, ...]:
        """The tokens of all sentences but endless ones, which are lists or tables."""
        spans = (one for one in self.parse.sentences if one.stop - one.first <= LONGEST_SENTENCE)
        return tuple(token for one in spans for token in self.tokens[one.first : one.stop])

    @cached_property
    def outer(self) -> tuple[Quotation, ...]:
        """The quotations that lie in no other."""
        return tuple(one for one in self.found.quotations if one.depth == 0)

    @cached_property
    def quote_from(self) -> dict[int, Quotation]:
        """Quotations by the index of their first token, the outermost where several begin there."""
        starts: dict[int, Quotation] = {}
        for quotation in reversed(self.found.quotations):
            inside = self.parse.tokens_in(quotation.span)
            if inside:
                starts[inside[0].index] = quotation
        return starts

    @cached_property
    def quote_until(self) -> dict[int, Quotation]:
        """Closed quotations by the index of their last token, the outermost where several end there."""
        ends: dict[int, Quotation] = {}
        for quotation in reversed(self.found.quotations):
            inside = self.parse.tokens_in(quotation.span)
            if inside and quotation.closed:
                ends[inside[-1].index] = quotation
        return ends

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [one.span.start for one in self.outer]

    def quotation_around(self, token: Token) -> Quotation | None:
        """Return the outermost quotation that holds `token`, or None."""
        place = bisect_right(self._quote_starts, token.start) - 1
        if place >= 0 and token.end <= self.outer[place].span.end:
            return self.outer[place]
        return None

    def quotations_over(self, span: Span) -> list[Quotation]:
        """Return the outermost quotations that share a character with `span`."""
        place = max(bisect_right(self._quote_starts, span.start) - 1, 0)
        over: list[Quotation] = []
        while place < len(self.outer) and self.outer[place].span.start < span.end:
            if self.outer[place].span.overlaps(span):
                over.append(self.outer[place])
            place += 1
        return over

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [mention.span.start for mention in self.found.mentions]

    def mention_at(self, token: Token) -> Mention | None:
        """Return the shortest mention that covers `token`, or None; mentions are sought up to 200 characters back."""
        place = bisect_right(self._mention_starts, token.start)
        best: Mention | None = None
        while place > 0 and token.start - self.found.mentions[place - 1].span.start < 200:  # noqa: PLR2004 - see above
            place -= 1
            mention = self.found.mentions[place]
            wide = best is not None and mention.span.end - mention.span.start >= best.span.end - best.span.start
            if mention.span.covers(token.span) and not wide:
                best = mention
        return best

    def entity_at(self, token: Token) -> Entity | None:
        """Return the entity that the mention at `token` belongs to, or None."""
        mention = self.mention_at(token)
        return self.found.entity_of.get(mention.id) if mention else None

    def entity_of(self, speaker: Speaker) -> Entity | None:
        """Return the entity that a speaker is: the person named beside a title or role, else that at its head."""
        head = self.tokens[speaker.head]
        mention = self.mention_at(head)
        if mention is None or mention.kind not in {"person", "pronoun"}:
            for link in self.parse.dependents(head.index, "flat", "appos", "compound", "nmod:desc", "nsubj"):
                if not any(span.overlaps(link.span) for span in speaker.spans):
                    continue
                named = self.mention_at(link)
                if named is not None and named.kind == "person":
                    return self.found.entity_of.get(named.id)
        return self.found.entity_of.get(mention.id) if mention else None

    @cached_property
    def _times_until(self) -> list[int]:
        return [time.span.end for time in self.found.times]

    def is_time(self, token: Token) -> bool:
        """Return whether `token` stands in a time expression."""
        place = bisect_right(self._times_until, token.start)
        return place < len(self.found.times) and self.found.times[place].span.start <= token.start

    def times_in(self, first: int, stop: int) -> list[TimeExpression]:
        """Return the time expressions that begin within the tokens from `first` up to `stop`."""
        starts = [time.span.start for time in self.found.times]
        low = bisect_left(starts, self.tokens[first].start)
        high = bisect_left(starts, self.tokens[stop - 1].end)
        return list(self.found.times[low:high])

    def paragraph(self, token: Token) -> int:
        """Return the number of the paragraph that `token` stands in."""
        return self.parse.sentences[token.sentence].paragraph

    def span(self, first: int, stop: int) -> Span:
        """Return the span of the tokens from `first` up to `stop`."""
        return Span(start=self.tokens[first].start, end=self.tokens[stop - 1].end)

    def content_spans(self, indexes: Iterable[int], cue: int) -> tuple[Span, ...]:
        """Return the spans of the tokens at `indexes`: one a run, widened to quotations that it cuts, edges trimmed.

        Marks at the edges are left out, except those of quotations. The quotation that the token `cue`
        stands in itself widens nothing.
        """
        own = self.quotation_around(self.tokens[cue])
        spans: list[Span] = []
        for first, stop in self._runs(sorted(set(indexes))):
            trimmed = self._trim(first, stop)
            if trimmed is None:
                continue
            span = self.span(*trimmed)
            over = [one for one in self.quotations_over(span) if one is not own]
            start = min([span.start, *(one.span.start for one in over)])
            end = max([span.end, *(one.span.end for one in over)])
            if spans and start <= spans[-1].end:
                spans[-1] = Span(start=spans[-1].start, end=max(end, spans[-1].end))
            else:
                spans.append(Span(start=start, end=end))
        return tuple(spans)

    def _runs(self, indexes: list[int]) -> list[tuple[int, int]]:
        """Return the runs of `indexes`; marks alone do not part two runs."""
        runs: list[tuple[int, int]] = []
        for index in indexes:
            if runs and all(self.tokens[gap].pos == "PUNCT" for gap in range(runs[-1][1], index)):
                runs[-1] = (runs[-1][0], index + 1)
            else:
                runs.append((index, index + 1))
        return runs

    def _trim(self, first: int, stop: int) -> tuple[int, int] | None:
        while first < stop and self._is_edge(first) and self.tokens[first].text not in {"(", "["}:
            first += 1
        while first < stop and self._is_edge(stop - 1):
            opener = _BRACKETS.get(self.tokens[stop - 1].text)
            if opener and any(self.tokens[index].text == opener for index in range(first, stop)):
                break
            stop -= 1
        return (first, stop) if first < stop else None

    def _is_edge(self, index: int) -> bool:
        token = self.tokens[index]
        if token.pos != "PUNCT" and not (
            len(token.text) == 1 and not token.text.isalnum() and token.text not in "$€£%#@"
        ):
            return False
        return not self.is_quoting(token)

    def is_quoting(self, token: Token) -> bool:
        """Return whether `token` is the mark of a quotation."""
        if token.text[0] not in _QUOTE_MARKS:
            return False
        return token.index in self.quote_from or token.index in self.quote_until
