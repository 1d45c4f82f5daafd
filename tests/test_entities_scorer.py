"""The scorer of entities: its gold formats and its figures."""

from pathlib import Path

import msgspec
import pytest

from onrecord.errors import InputError
from onrecord.evaluation.entities import score_entities
from onrecord.evaluation.entities_gold import GoldChains, load_gold
from onrecord.records import Entity, Mention, MentionKind, Provenance, Reading, Reason, Report, Span

PROVENANCE = Provenance(code="0", lexicons="0", model="0", knowledge="0")


def _mention(text: str, words: str, kind: MentionKind, rule: str = "model-x") -> Mention:
    start = text.rindex(words)
    span = Span(start=start, end=start + len(words))
    return Mention(id=f"me-{start}", span=span, kind=kind, name=words, because=(Reason(stage="mentions", rule=rule),))


def _token(number: int, word: str, pos: str, misc: str) -> str:
    return "\t".join((str(number), word, word.lower(), pos, "_", "_", "0", "root", "_", misc))


@pytest.fixture
def gum(tmp_path: Path) -> Path:
    rows = [
        "# newpar",
        _token(1, "Abena", "PROPN", "Entity=(1-person-new-sssss-cf1-1,2-coref-Abena_Osei"),
        _token(2, "Osei", "PROPN", "Entity=1)"),
        _token(3, "left", "VERB", "SpaceAfter=No"),
        _token(4, ".", "PUNCT", "_"),
        "",
        "# newpar",
        "\t".join(("1-2", "Osei's", *"_" * 8)),
        _token(1, "Osei", "PROPN", "Entity=(2-person-new-sssss-cf1-3-coref(1-person-giv:act-sssss-cf1-1-coref"),
        _token(2, "'s", "PART", "Entity=1)"),
        _token(3, "brother", "NOUN", "Entity=2)"),
        _token(4, "knew", "VERB", "_"),
        _token(5, "her", "PRON", "Entity=(1-person-giv:act-sssss-cf1-1-ana)|SpaceAfter=No"),
        _token(6, ".", "PUNCT", "_"),
    ]
    (tmp_path / "GUM_news_made.conllu").write_text("\n".join(rows) + "\n", "utf-8")
    return tmp_path


def _chains(document: GoldChains) -> dict[str, int]:
    return {span.cut(document.report.text): chain for span, chain in document.chains.items()}


def test_a_treebank_is_read_in_its_own_spacing_with_chains_and_names(gum: Path) -> None:
    (document,) = load_gold(gum)
    assert document.report.text == "Abena Osei left.\n\nOsei's brother knew her."
    assert _chains(document) == {"Abena Osei": 0, "Osei's": 0, "her": 0, "Osei's brother": 1}
    assert document.names is not None
    assert {span.cut(document.report.text) for span in document.names} == {"Abena Osei", "Osei's"}


def test_columns_are_joined_to_words_and_prefixes_of_chains_left_out(tmp_path: Path) -> None:
    rows = [
        ("d/1", "0", "0", "Wal", "(intra_ORG1"),
        ("d/1", "0", "1", "-", "-"),
        ("d/1", "0", "2", "Mart", "intra_ORG1)"),
        ("d/1", "0", "3", ",", "-"),
        ("d/1", "0", "4", "Osei", "(cross_intra_PER2| (intra_PER3)"),
        ("d/1", "0", "5", "and", "-"),
        ("d/1", "0", "6", "Co", "cross_intra_PER2)"),
        ("d/1", "1", "0", "Osei", "(cross_PER3)"),
    ]
    path = tmp_path / "made.conll"
    path.write_text("#begin document (d/1)\n" + "\n".join("\t".join(row) for row in rows) + "\n", "utf-8")
    (document,) = load_gold(path)
    assert document.report.text == "Wal-Mart, Osei and Co\n\nOsei"
    spans = sorted((span.start, document.chains[span]) for span in document.chains)
    by_words = [(document.report.text[start:][:4], chain) for start, chain in spans]
    assert by_words[0][0] == "Wal-"
    assert by_words[-1][1] in {chain for words, chain in by_words[1:-1] if words == "Osei"}


def test_a_short_row_tells_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "made.conll"
    path.write_text("d/1\t0\t0\tWal\n", "utf-8")
    with pytest.raises(InputError, match="too few columns"):
        list(load_gold(path))


def test_no_document_of_a_name_is_an_error(gum: Path) -> None:
    with pytest.raises(InputError, match="has such a name"):
        score_entities(gum, lambda report: _read(report, together=True), only=("GUM_speech",))


def _read(report: Report, *, together: bool) -> Reading:
    text = report.text
    full, short = _mention(text, "Abena Osei", "person"), _mention(text, "Osei", "person")
    pronoun = _mention(text, "her", "pronoun", "pronoun-female")
    pronoun = msgspec.structs.replace(pronoun, span=Span(start=text.index("her."), end=text.index("her.") + 3))
    groups = [(full.id, short.id, pronoun.id)] if together else [(full.id,), (short.id,), (pronoun.id,)]
    entities = tuple(
        Entity(id=f"en-{number}", name="x", kind="person", mentions=group, because=())
        for number, group in enumerate(groups)
    )
    return Reading(report=report, provenance=PROVENANCE, mentions=(full, short, pronoun), entities=entities)


def test_names_and_pronouns_together_are_right_and_apart_are_missed(gum: Path) -> None:
    right = score_entities(gum, lambda report: _read(report, together=True)).figures
    apart = score_entities(gum, lambda report: _read(report, together=False)).figures
    assert right["pronouns-resolved"] == right["pronouns-precision"] == 1
    assert right["names-f"] == right["names-b3-f"] == right["names-links-f"] == right["names-found"] == 1
    assert apart["pronouns-resolved"] == 0
    assert apart["names-recall"] == 0
    assert apart["names-b3-recall"] == 0.5
    assert apart["names-b3-precision"] == 1


@pytest.mark.gold
def test_meantime_has_ninety_documents_with_chains(gold: Path) -> None:
    documents = list(load_gold(gold / "entities" / "meantime.conll"))
    assert len(documents) == 90
    assert sum(bool(document.chains) for document in documents) > 70
