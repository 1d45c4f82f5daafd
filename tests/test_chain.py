"""Through whom a statement reached the report, and what each hop is: passages as data, and the laws of chains."""

from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ingest import parse_published
from onrecord.lexicons.agencies import load_agencies
from onrecord.lexicons.boilerplate import load_boilerplate_lexicon
from onrecord.lexicons.statements import load_statements_lexicon
from onrecord.pipeline import read_report
from onrecord.records import Reading, Reason, Report, Span, Statement
from onrecord.records.findings import Identification
from onrecord.stages.chain import chain_of, origin_of, syndication_of
from onrecord.toolkit import Toolkit

PASSAGES = Path(__file__).parent / "chain"
PUBLISHED = parse_published("2024-05-16")
NONE = "none"
# The share of values that are right in the passages that no rule was tuned on.
FLOOR = 0.90


class Says(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What one statement is expected to be, found by words of its cue and source; what is None is not asked."""

    cue: str
    source: str
    entity: str | None = None
    identification: str | None = None
    affiliation: str | None = None
    channel: str | None = None
    said_on: str | None = None
    recipient: str | None = None
    polarity: Literal["positive", "negative"] | None = None
    determinacy: Literal["determinate", "indeterminate"] | None = None
    type: str | None = None
    through: tuple[str, ...] | None = None
    origin: str | None = None
    syndication: str | None = None


class Passage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A passage in our own words and what its statements are expected to be."""

    name: str
    text: str
    says: tuple[Says, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    passage: tuple[Passage, ...]


def load_passages(part: str) -> tuple[Passage, ...]:
    return msgspec.toml.decode((PASSAGES / f"{part}.toml").read_bytes(), type=_File).passage


def read(text: str, toolkit: Toolkit) -> Reading:
    return read_report(Report(id="re-chain", text=text, published_at=PUBLISHED, published_basis="given"), toolkit)


class Judged:
    """The values of a reading held against those of a passage: how many there are, and which differ."""

    def __init__(self, passage: Passage, reading: Reading) -> None:
        self.reading = reading
        self.asked = 0
        self.wrong: list[str] = []
        for says in passage.says:
            self._judge(says)

    def _judge(self, says: Says) -> None:
        expected = {name: value for name, value in msgspec.structs.asdict(says).items() if value is not None}
        del expected["cue"], expected["source"]
        self.asked += 1 + len(expected)
        one = self._find(says)
        if one is None:
            self.wrong += [f"{says.source} {says.cue}: not found", *(f"{says.cue}: no {name}" for name in expected)]
            return
        for name, value in expected.items():
            found = self._value(one, name)
            if not _agrees(found, value, is_source=name in {"origin", "syndication"}):
                self.wrong.append(f"{says.source} {says.cue}: {name} is {found}, not {value}")

    def _find(self, says: Says) -> Statement | None:
        fits = [one for one in self.reading.statements if one.cue and says.cue in self._cut(one.cue)]
        return next((one for one in fits if says.source in self._source(one)), None)

    def _cut(self, span: Span) -> str:
        return span.cut(self.reading.report.text)

    def _source(self, one: Statement) -> str:
        return " ".join(self._cut(span) for span in one.source)

    def _value(self, one: Statement, name: str) -> str | tuple[str, ...]:
        everything = self.reading.statements
        entities = {entity.id: entity.name for entity in self.reading.entities}
        times = {time.id: time.value for time in self.reading.times}
        hop = syndication_of(one, everything)
        derived: dict[str, str | tuple[str, ...] | None] = {
            "entity": entities.get(one.source_entity or ""),
            "recipient": entities.get(one.recipient_entity or ""),
            "said_on": times.get(one.said_on or ""),
            "through": tuple(self._source(other) for other in chain_of(one, everything)[:-1]),
            "origin": self._source(origin_of(one, everything)),
            "syndication": self._source(hop) if hop else None,
        }
        value = derived[name] if name in derived else getattr(one, name)
        return NONE if value is None else value


def _agrees(found: str | tuple[str, ...], expected: str | tuple[str, ...], *, is_source: bool) -> bool:
    """Return whether a value is as expected; of sources only some words are given."""
    if isinstance(expected, tuple):
        return len(found) == len(expected) and all(map(str.__contains__, found, expected))
    return expected in found if is_source else found == expected


@pytest.mark.parametrize("passage", load_passages("tuned"), ids=lambda one: one.name)
def test_a_passage_has_the_hops_and_circumstances_that_it_states(passage: Passage, toolkit: Toolkit) -> None:
    assert Judged(passage, read(passage.text, toolkit)).wrong == []


def test_most_values_are_right_in_passages_that_no_rule_was_tuned_on(toolkit: Toolkit) -> None:
    judged = [Judged(passage, read(passage.text, toolkit)) for passage in load_passages("measured")]
    wrong = [line for one in judged for line in one.wrong]
    asked = sum(one.asked for one in judged)
    assert asked - len(wrong) >= FLOOR * asked, "\n".join(wrong)


def made(number: int, parent: int | None, identification: Identification = "named") -> Statement:
    """Return a statement without words, told by the one numbered `parent`."""
    return Statement(
        id=f"st-{number}",
        source=(),
        source_entity=None,
        identification=identification,
        affiliation=None,
        cue=None,
        cue_class="neutral",
        type="COMM",
        content=(),
        form="indirect",
        parent=None if parent is None else f"st-{parent}",
        because=(Reason(stage="statements", rule="made"),),
    )


KINDS: tuple[Identification, ...] = ("named", "news-agency", "media-outlet", "arbitrary", "document")
# Each statement with its kind and the number of its parent: any of them, itself, one that is not there, or none.
HOPS = st.lists(st.tuples(st.sampled_from(KINDS), st.none() | st.integers(0, 9)), min_size=1, max_size=8)


def all_of(hops: list[tuple[Identification, int | None]]) -> list[Statement]:
    return [made(number, parent, kind) for number, (kind, parent) in enumerate(hops)]


@given(HOPS)
def test_a_chain_ends_with_its_statement_and_has_each_hop_once_even_where_parents_run_in_a_ring(
    hops: list[tuple[Identification, int | None]],
) -> None:
    statements = all_of(hops)
    for one in statements:
        chain = chain_of(one, statements)
        assert chain[-1] == one
        assert len({hop.id for hop in chain}) == len(chain)
        assert all(inner.parent == outer.id for outer, inner in pairwise(chain))


@given(HOPS)
def test_the_chain_of_a_hop_opens_the_chain_of_what_it_tells_where_there_is_no_ring(
    hops: list[tuple[Identification, int | None]],
) -> None:
    statements = all_of(
        [(kind, None if parent is None or parent >= number else parent) for number, (kind, parent) in enumerate(hops)]
    )
    by_id = {one.id: one for one in statements}
    for one in statements:
        chain = chain_of(one, statements)
        outer = chain_of(by_id[one.parent], statements) if one.parent else ()
        assert chain == (*outer, one)


@given(HOPS)
def test_the_origin_is_the_last_hop_that_has_a_source(hops: list[tuple[Identification, int | None]]) -> None:
    statements = all_of(hops)
    for one in statements:
        chain, origin = chain_of(one, statements), origin_of(one, statements)
        assert origin in chain
        behind = chain[chain.index(origin) + 1 :]
        assert all(hop.identification == "arbitrary" for hop in behind)
        assert origin.identification != "arbitrary" or all(hop.identification == "arbitrary" for hop in chain)


@given(HOPS)
def test_the_agency_of_a_chain_is_its_outermost_agency(hops: list[tuple[Identification, int | None]]) -> None:
    statements = all_of(hops)
    for one in statements:
        chain, agency = chain_of(one, statements), syndication_of(one, statements)
        agencies = [hop for hop in chain if hop.identification == "news-agency"]
        assert agency == (agencies[0] if agencies else None)


@given(HOPS, st.randoms(use_true_random=False))
def test_the_order_in_which_statements_are_given_changes_no_chain(
    hops: list[tuple[Identification, int | None]], random: Random
) -> None:
    statements = all_of(hops)
    shuffled = random.sample(statements, len(statements))
    for one in statements:
        assert chain_of(one, statements) == chain_of(one, shuffled)
        assert origin_of(one, statements) == origin_of(one, shuffled)


def test_hearsay_without_any_source_is_its_own_origin() -> None:
    rumour = made(0, None, "arbitrary")
    assert origin_of(rumour, [rumour]) == rumour
    assert syndication_of(rumour, [rumour]) is None


def test_of_two_agencies_the_one_nearer_to_the_report_is_the_key_of_syndication() -> None:
    outer, inner, speaker = made(0, None, "news-agency"), made(1, 0, "news-agency"), made(2, 1)
    assert syndication_of(speaker, [outer, inner, speaker]) == outer
    assert origin_of(speaker, [outer, inner, speaker]) == speaker


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The map shows that the road is cut.", "map"),
        ("The nation said goodbye to its poet.", "nation"),
        ("Actress Hina Khan said that the set was cold. Hina said so twice.", "Hina"),
        ("The Palestinian Authority (PA) said it would pay. The PA said so twice.", "PA"),
    ],
)
def test_a_word_or_a_person_that_is_written_like_an_agency_is_none(text: str, name: str, toolkit: Toolkit) -> None:
    reading = read(text, toolkit)
    kinds = {one.identification for one in reading.statements if any(name in span.cut(text) for span in one.source)}
    assert kinds.isdisjoint({"news-agency", "media-outlet"})


def test_each_form_of_an_agencys_name_is_known_to_credits_and_to_sources_alike() -> None:
    names = load_agencies()
    assert names["Agence France-Presse"] == names["AFP"] == "AFP"
    assert load_boilerplate_lexicon().agencies is names
    assert all(form in load_statements_lexicon().sources.agency_names for form in names)
