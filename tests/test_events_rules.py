"""Runs every example and counterexample of the event lexicon: rules, domains, contexts and sizes."""

from collections.abc import Iterator, Sequence

import pytest

from onrecord.language import LanguageModel, Parse, Sighting
from onrecord.language.model import EnglishModel
from onrecord.lexicons.event_forms import Context, Domain, Rule
from onrecord.lexicons.events import EVENT_TYPES, EventLexicon, load_events_lexicon
from onrecord.records import Event, Report, Span
from onrecord.records.quotation import Quotation
from onrecord.stages.events import Known, find_events

# The rules see what the parser shows them; a handful of sentences may fall to it without a rule being wrong.
READ_WRONGLY = 0.02


class Remembering:
    """A model that has read all examples at once: parsing sentence by sentence takes many times as long."""

    def __init__(self, model: EnglishModel, texts: list[str]) -> None:
        self.name = model.name
        self._parses = dict(zip(texts, read(model, texts), strict=True))

    def parse(self, texts: Sequence[str], paragraphs: Sequence[Sequence[Span]]) -> list[Parse]:
        assert len(texts) == len(paragraphs)
        return [self._parses[text] for text in texts]

    def sight(
        self, parses: Sequence[Parse], quotations: Sequence[Sequence[Quotation]]
    ) -> list[tuple[Sighting, ...] | None]:
        assert len(parses) == len(quotations)
        return [None] * len(parses)


@pytest.fixture(scope="module")
def lexicon() -> EventLexicon:
    return load_events_lexicon()


@pytest.fixture(scope="module")
def model(lexicon: EventLexicon) -> LanguageModel:
    return Remembering(EnglishModel(), list(dict.fromkeys(all_examples(lexicon))))


def all_examples(lexicon: EventLexicon) -> Iterator[str]:
    rules = [rule for _, rule in lexicon.rules.values()]
    plain: list[Rule | Domain | Context] = [*rules, *lexicon.domains, *lexicon.contexts]
    for one in plain:
        yield from (*one.examples, *one.counterexamples)
    for size in (*lexicon.sizes.amounts, *lexicon.sizes.hedges):
        yield from (told(row.split(" = ")[0]) for row in size.examples)


def told(phrase: str) -> str:
    return f"The raid killed {phrase}."


def read(model: LanguageModel, texts: list[str]) -> list[Parse]:
    return model.parse(texts, [[Span(start=0, end=len(text))] for text in texts])


def events_of(text: str, parse: Parse, lexicon: EventLexicon) -> tuple[Event, ...]:
    return find_events(Report(id="report", text=text), parse, Known(), lexicon)


def sentences(lexicon: EventLexicon, field: str) -> Iterator[tuple[Rule, str, str]]:
    for one, rule in lexicon.rules.values():
        for sentence in getattr(rule, field):
            yield rule, one.type, sentence


def test_each_of_the_sixteen_types_has_rules_with_examples(lexicon: EventLexicon) -> None:
    assert set(lexicon.types) == set(EVENT_TYPES)
    assert len(EVENT_TYPES) == 16
    for _, rule in lexicon.rules.values():
        assert rule.examples, rule.id


def test_the_examples_of_each_rule_fire_it(model: LanguageModel, lexicon: EventLexicon) -> None:
    rows = list(sentences(lexicon, "examples"))
    missed = []
    for (rule, _, text), parse in zip(rows, read(model, [row[2] for row in rows]), strict=True):
        if rule.id not in {reason.rule for event in events_of(text, parse, lexicon) for reason in event.because}:
            missed.append((rule.id, text))
    assert len(missed) <= READ_WRONGLY * len(rows), missed


def test_the_counterexamples_of_each_rule_give_no_event_of_its_type(
    model: LanguageModel, lexicon: EventLexicon
) -> None:
    rows = list(sentences(lexicon, "counterexamples"))
    wrong = []
    for (rule, kind, text), parse in zip(rows, read(model, [row[2] for row in rows]), strict=True):
        if kind in {event.type for event in events_of(text, parse, lexicon)}:
            wrong.append((rule.id, text))
    assert len(wrong) <= READ_WRONGLY * len(rows), wrong


def test_sentences_of_sport_markets_weather_and_culture_give_no_event(
    model: LanguageModel, lexicon: EventLexicon
) -> None:
    for domain in lexicon.domains:
        for text, parse in zip(domain.examples, read(model, list(domain.examples)), strict=True):
            assert not events_of(text, parse, lexicon), text
        for text, parse in zip(domain.counterexamples, read(model, list(domain.counterexamples)), strict=True):
            assert events_of(text, parse, lexicon), text


def test_the_examples_of_each_context_give_it(model: LanguageModel, lexicon: EventLexicon) -> None:
    assert len(lexicon.contexts) == 37
    for context in lexicon.contexts:
        for example, wanted in ((context.examples, True), (context.counterexamples, False)):
            for parse in read(model, list(example)):
                lemmas = {token.lemma.lower() for token in parse.tokens}
                words = lemmas | {part for lemma in lemmas for part in lemma.split("-")}
                found = {one for word in words for one in lexicon.context_words.get(word, ())}
                assert (context.id in found) is wanted, (context.id, parse.text)


def test_the_examples_of_each_amount_and_hedge_give_its_range(model: LanguageModel, lexicon: EventLexicon) -> None:
    rows = [text for rule in (*lexicon.sizes.amounts, *lexicon.sizes.hedges) for text in rule.examples]
    assert len(rows) >= 10
    for row in rows:
        phrase, wanted = row.split(" = ")
        low, high = (int(end) if end else None for end in wanted.split(".."))
        text = told(phrase)
        event = next(iter(events_of(text, read(model, [text])[0], lexicon)))
        assert event.size.dead is not None, row
        assert (event.size.dead.low, event.size.dead.high) == (low, high), row
