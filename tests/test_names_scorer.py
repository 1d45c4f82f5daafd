"""The scorers of names and entities: what counts as right, on gold files made here."""

import json
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.evaluation.entities import load_chains, score_entities
from onrecord.evaluation.names import load_names, score_names
from onrecord.records import Entity, Mention, MentionKind, Provenance, Reading, Reason, Report, Span
from onrecord.stages.mentions import find_mentions
from onrecord.stages.paragraphs import find_paragraphs
from onrecord.toolkit import Toolkit

PROVENANCE = Provenance(code="0", lexicons="0", model="0", knowledge="0")


def mention(text: str, words: str, kind: MentionKind, rule: str = "model-x") -> Mention:
    start = text.index(words)
    span = Span(start=start, end=start + len(words))
    return Mention(id=f"me-{start}", span=span, kind=kind, name=words, because=(Reason(stage="mentions", rule=rule),))


def reading(report: Report, *mentions: Mention, entities: tuple[Entity, ...] = ()) -> Reading:
    return Reading(report=report, provenance=PROVENANCE, mentions=mentions, entities=entities)


@pytest.fixture
def newswire(tmp_path: Path) -> Path:
    folder = tmp_path / "processed_annotated"
    folder.mkdir()
    rows = ["Abena B-Person", "Osei I-Person", "left O", "the O", "Blue B-Organization B-NORP", "Bank I-Organization"]
    rows += ["in O", "Tema B-Location", ". O"]
    (folder / "gh_post_1.txt.tsv").write_text("\n".join(row.replace(" ", "\t") for row in rows) + "\n", "utf-8")
    articles = tmp_path / "original_articles"
    articles.mkdir()
    (articles / "gh_post_1.txt").write_text("Abena Osei left the Blue Bank in Tema.\n", "utf-8")
    return tmp_path


def test_gold_names_are_placed_in_the_original_article(newswire: Path) -> None:
    document = next(load_names(newswire))
    assert [(span.cut(document.report.text), kind) for span, kind in document.names] == [
        ("Abena Osei", "PERSON"),
        ("Blue Bank", "ORG"),
        ("Tema", "LOC"),
    ]


def test_a_perfect_reading_scores_one(newswire: Path) -> None:
    def read(report: Report) -> Reading:
        text = report.text
        return reading(
            report,
            mention(text, "Abena Osei", "person"),
            mention(text, "Blue Bank", "group"),
            mention(text, "Tema", "place"),
        )

    scores = score_names(newswire, read)
    assert scores.documents == 1
    assert scores.figures["f1"] == scores.figures["loc-recall"] == 1


def test_wrong_types_wrong_spans_and_roles_do_not_count_as_right(newswire: Path) -> None:
    def read(report: Report) -> Reading:
        text = report.text
        return reading(
            report,
            mention(text, "Osei", "person"),
            mention(text, "Blue Bank", "place"),
            mention(text, "Tema", "place", "agent:town"),
        )

    figures = score_names(newswire, read).figures
    assert figures["f1"] == 0
    assert figures["gold"] == 3
    assert "fac-precision" not in figures


def test_outlets_and_limit_choose_documents(newswire: Path) -> None:
    assert list(load_names(newswire, ("ng_",))) == []
    assert score_names(newswire, reading, limit=0).documents == 0


def test_re3d_descriptions_are_no_names(tmp_path: Path) -> None:
    folder = tmp_path / "Ministry"
    folder.mkdir()
    text = "The town council met Ali Nasser in Mosul."
    entities = [
        {"documentId": "d1", "begin": 0, "end": 16, "type": "Organisation"},
        {"documentId": "d1", "begin": 21, "end": 31, "type": "Person"},
        {"documentId": "d1", "begin": 35, "end": 40, "type": "Location"},
        {"documentId": "d1", "begin": 35, "end": 40, "type": "Weapon"},
    ]
    (folder / "entities.json").write_text("\n".join(map(json.dumps, entities)), "utf-8")
    (folder / "documents.json").write_text(json.dumps({"_id": "d1", "text": text, "sourceUrl": "u"}), "utf-8")
    document = next(load_names(tmp_path))
    assert [span.cut(text) for span, _ in document.names] == ["Ali Nasser", "Mosul"]


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no gold of names"):
        score_names(tmp_path, reading)
    with pytest.raises(InputError, match="no GUM"):
        score_entities(tmp_path, reading)


def _row(place: str, word: str, entity: str, kind: str = "_", link: str = "_") -> str:
    return f"{place}\t0-1\t{word}\t{entity}\t_\t_\t_\t_\t{kind}\t{link}"


@pytest.fixture
def gum(tmp_path: Path) -> Path:
    rows = [
        "#FORMAT=WebAnno TSV 3.2",
        "",
        _row("1-1", "Abena", "person[1]", "ana", "2-1[0_1]"),
        _row("1-2", "Osei", "person[1]"),
        _row("1-3", "left", "_"),
        "",
        _row("2-1", "She", "person"),
        _row("2-2", "slept", "_"),
    ]
    (tmp_path / "GUM_news_made.tsv").write_text("\n".join(rows) + "\n", "utf-8")
    return tmp_path


def test_chains_are_read_over_links_with_and_without_numbers(gum: Path) -> None:
    document = load_chains(gum / "GUM_news_made.tsv")
    assert document.report.text == "Abena Osei left\nShe slept"
    assert {span.cut(document.report.text): chain for span, chain in document.chains.items()} == {
        "Abena Osei": 0,
        "She": 0,
    }


def test_a_pronoun_is_right_with_its_person_and_missed_alone(gum: Path) -> None:
    def read(report: Report, *, linked: bool) -> Reading:
        person = mention(report.text, "Abena Osei", "person")
        pronoun = mention(report.text, "She", "pronoun", "pronoun-female")
        groups = [(person.id, pronoun.id)] if linked else [(person.id,), (pronoun.id,)]
        entities = tuple(
            Entity(id=f"en-{number}", name="x", kind="person", mentions=group, because=())
            for number, group in enumerate(groups)
        )
        return reading(report, person, pronoun, entities=entities)

    right = score_entities(gum, lambda report: read(report, linked=True)).figures
    missed = score_entities(gum, lambda report: read(report, linked=False)).figures
    assert right["single-precision"] == right["single-recall"] == 1
    assert missed["single-recall"] == 0
    assert "single-precision" not in missed


@pytest.mark.gold
def test_names_of_held_out_outlets_are_mostly_found(toolkit: Toolkit, gold: Path) -> None:
    def read(report: Report) -> Reading:
        parse = toolkit.model.parse([report.text], [find_paragraphs(report)])[0]
        return reading(report, *find_mentions(report, parse, toolkit.names, toolkit.actors, toolkit.places))

    scores = score_names(gold / "names" / "worldwide-newswire", read, limit=6, outlets=("et_tribune", "kr_kherald"))
    assert scores.documents == 6
    assert scores.figures["f1"] > 0.65
