"""What holds for every text: it is read, spans cut words, JSON comes back, and reading twice gives the same bytes."""

import re
from collections.abc import Iterator

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.pipeline import read_report, read_reports
from onrecord.records import Reading, Report, Span, make_report_id
from onrecord.toolkit import Toolkit

WORDS = re.split(
    " ",
    "The minister said that rebels attacked Aleppo on Friday , . “ ” \" ' killed 12 soldiers near N'Djamena U.S. "
    "according to Reuters hopes denied will not President Ana Cruz she they troops in Syria \n\n - — ( ) HTS 2024 May",
)

newsy = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
unicode_text = st.text(st.characters(), max_size=300)  # with lone surrogates, which JSON can carry
slow = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def make_report(text: str) -> Report:
    return Report(id=make_report_id(None, text), text=text)


def spans_of(value: object) -> Iterator[Span]:
    """Yield every span anywhere inside a record."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from spans_of(one)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from spans_of(getattr(value, field))


@slow
@given(text=st.one_of(unicode_text, newsy))
def test_any_text_is_read_without_raising_and_every_span_cuts_words(text: str, toolkit: Toolkit) -> None:
    reading = read_report(make_report(text), toolkit)
    for span in spans_of(reading):
        assert span.end <= len(text)
        assert span.cut(text).strip()


@slow
@given(text=newsy)
def test_a_reading_comes_back_from_json_as_it_was(text: str, toolkit: Toolkit) -> None:
    reading = read_report(make_report(text), toolkit)
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading


@slow
@given(text=newsy)
def test_ids_are_unique_and_every_reference_leads_somewhere(text: str, toolkit: Toolkit) -> None:
    reading = read_report(make_report(text), toolkit)
    kinds = (reading.mentions, reading.entities, reading.times, reading.places, reading.statements, reading.events)
    ids = [one.id for kind in kinds for one in kind]
    assert len(ids) == len(set(ids))
    known = {None, *ids}
    for entity in reading.entities:
        assert set(entity.mentions) <= known
    for place in reading.places:
        assert place.relation is None or place.relation.anchor in known
    for statement in reading.statements:
        assert {statement.source_entity, statement.recipient_entity, statement.said_on, statement.parent} <= known
    for event in reading.events:
        assert {event.place, event.time, *(view.statement for view in event.views)} <= known
        assert {one.entity for one in (*event.actors, *event.recipients)} <= known


@slow
@given(texts=st.lists(newsy, min_size=2, max_size=4))
def test_reading_together_is_reading_alone(texts: list[str], toolkit: Toolkit) -> None:
    reports = [make_report(text) for text in texts]
    encode = msgspec.json.encode
    together = [encode(reading) for reading in read_reports(reports, toolkit)]
    assert together == [encode(read_report(report, toolkit)) for report in reports]


@slow
@given(text=newsy)
def test_every_mention_belongs_to_exactly_one_entity(text: str, toolkit: Toolkit) -> None:
    reading = read_report(make_report(text), toolkit)
    owned = [mention for entity in reading.entities for mention in entity.mentions]
    assert sorted(owned) == sorted(mention.id for mention in reading.mentions)
