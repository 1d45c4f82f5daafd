"""The scorers of names and entities: what counts as right, on gold files made here."""

import json
from pathlib import Path

import pytest

from made_models import MadeModel
from onrecord.errors import InputError
from onrecord.evaluation.entities import load_chains, score_entities
from onrecord.evaluation.names import score_model_names, score_names
from onrecord.evaluation.names_gold import find_region, load_names
from onrecord.records import Entity, Mention, MentionKind, Provenance, Reading, Reason, Report, Span, TimeExpression
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
    assert [one.name for one in load_names(newswire, ("ng_", "gh_"))] == ["gh_post_1.txt.tsv"]
    with pytest.raises(InputError, match=r"begins with ng_ or ke_\. Its first file is gh_post_1"):
        list(load_names(newswire, ("ng_", "ke_")))
    assert score_names(newswire, reading, limit=0).documents == 0


def write_article(folder: Path, name: str, text: str, names: dict[str, str]) -> None:
    """Write one newswire file whose tokens are the words of `text`, labelled as `names` says."""
    annotated = folder / "processed_annotated"
    annotated.mkdir(exist_ok=True)
    rows = [f"{word}\t{names.get(word, 'O')}" for word in text.split()]
    (annotated / f"{name}.txt.tsv").write_text("\n".join(rows) + "\n", "utf-8")


def dated(report: Report, *times: str) -> Reading:
    found = [
        TimeExpression(
            id=f"ti-{words}",
            span=Span(start=report.text.index(words), end=report.text.index(words) + len(words)),
            type="DATE",
            value="",
            basis="stated",
            because=(),
        )
        for words in times
    ]
    return Reading(report=report, provenance=PROVENANCE, times=tuple(found))


def test_dates_count_among_the_main_five_and_not_among_the_names(tmp_path: Path) -> None:
    write_article(tmp_path, "gh_post_1", "Osei left Tema on Friday .", {"Osei": "B-Person", "Friday": "B-Date"})
    figures = score_names(tmp_path, lambda report: dated(report, "Friday")).figures
    assert figures["f1"] == 0
    assert figures["five-f1"] == figures["five-calendar-f1"] == pytest.approx(2 / 3)
    assert (figures["gold"], figures["five-gold"]) == (1, 2)


@pytest.mark.parametrize("words", ["Yesterday", "Two weeks ago", "5 days ago", "last year", "Earlier this month"])
def test_a_date_that_names_no_day_month_year_or_feast_is_no_calendar_date(tmp_path: Path, words: str) -> None:
    write_article(tmp_path, "gh_post_1", f"{words} the mill in Tema closed on Friday .", {"Friday": "B-Date"})
    figures = score_names(tmp_path, lambda report: dated(report, words, "Friday")).figures
    assert figures["calendar-date-precision"] == figures["calendar-date-recall"] == 1
    assert figures["date-precision"] == 0.5


@pytest.mark.parametrize(
    ("found", "marked"),
    [("last Friday", "Friday"), ("early 2019", "2019"), ("Last Easter", "Easter"), ("the 1990s", "1990s")],
)
def test_a_calendar_date_is_compared_from_its_own_name_on(tmp_path: Path, found: str, marked: str) -> None:
    write_article(tmp_path, "gh_post_1", f"The mill shut {found} in Tema .", {marked: "B-Date"})
    assert score_names(tmp_path, lambda report: dated(report, found)).figures["calendar-date-f1"] == 1


@pytest.mark.parametrize(("day", "score"), [("B-Date", 1), ("O", 0)])
def test_a_day_before_its_month_belongs_to_the_date(tmp_path: Path, day: str, score: int) -> None:
    month = "I-Date" if day == "B-Date" else "B-Date"
    write_article(tmp_path, "gh_post_1", "The mill shut on 7 July .", {"7": day, "July": month})
    assert score_names(tmp_path, lambda report: dated(report, "7 July")).figures["calendar-date-f1"] == score


def test_regions_are_scored_apart_with_the_spread_between_them(tmp_path: Path) -> None:
    write_article(tmp_path, "ghana_post_1", "Osei spoke .", {"Osei": "B-Person"})
    write_article(tmp_path, "nz_herald_1", "Aroha spoke to Hemi .", {"Aroha": "B-Person", "Hemi": "B-Person"})
    write_article(tmp_path, "zz_unknown_1", "Nobody spoke .", {})

    def read(report: Report) -> Reading:
        return reading(
            report, *(mention(report.text, name, "person") for name in ("Osei", "Aroha") if name in report.text)
        )

    figures = score_names(tmp_path, read).figures
    assert figures["africa-f1"] == figures["africa-five-f1"] == 1
    assert figures["oceania-and-canada-f1"] == pytest.approx(2 / 3)
    assert figures["f1-spread"] == figures["five-f1-spread"] == pytest.approx(1 / 3)
    assert (figures["africa-documents"], figures["oceania-and-canada-documents"]) == (1, 1)
    assert not [name for name in figures if name.startswith(("asia", "latin", "middle"))]


def test_one_region_alone_has_no_spread(newswire: Path) -> None:
    figures = score_names(newswire, reading).figures
    assert not [name for name in figures if "spread" in name or "africa" in name]


def test_the_names_of_the_model_alone_are_scored_with_its_armed_groups_as_organisations(tmp_path: Path) -> None:
    labels = {"Osei": "B-Person", "Tema": "B-Organization", "Front": "I-Organization"}
    labels |= {"Accra": "B-Location", "Monday": "B-Date"}
    write_article(tmp_path, "ghana_post_1", "Osei of the Tema Front left Accra on Monday .", labels)
    found = "<PERSON Osei > of <GROUP the Tema Front > left <LOC Accra > on <DATE Monday > <MISC . >"
    scores = score_model_names(tmp_path, MadeModel(found))
    assert scores.task == "model-names"
    assert scores.figures["five-f1"] == scores.figures["f1"] == scores.figures["africa-five-f1"] == 1
    assert scores.figures["five-gold"] == 4


def test_the_set_without_dates_and_regions_has_no_such_figures(tmp_path: Path) -> None:
    folder = tmp_path / "Ministry"
    folder.mkdir()
    text = "Ali Nasser left Mosul."
    entity = {"documentId": "d1", "begin": 0, "end": 10, "type": "Person"}
    (folder / "entities.json").write_text(json.dumps(entity), "utf-8")
    (folder / "documents.json").write_text(json.dumps({"_id": "d1", "text": text, "sourceUrl": "u"}), "utf-8")
    figures = score_names(tmp_path, lambda report: reading(report, mention(text, "Ali Nasser", "person"))).figures
    assert set(figures) == {
        *("precision", "recall", "f1", "gold"),
        *("person-precision", "person-recall", "person-f1", "person-gold"),
    }


@pytest.mark.gold
def test_every_newspaper_of_the_gold_has_a_region(gold: Path) -> None:
    names = [path.name for path in (gold / "names" / "worldwide-newswire" / "processed_annotated").glob("*.tsv")]
    assert {find_region(name) for name in names} == {
        *("africa", "asia", "latin-america", "middle-east", "oceania-and-canada")
    }


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
