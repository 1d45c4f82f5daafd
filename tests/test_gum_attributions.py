"""The scorer of attributions in discourse trees: a folder of the layout of GUM, in our own words."""

from pathlib import Path

import pytest

from made_models import read_sentences, read_word, write_treebank
from onrecord.errors import InputError
from onrecord.evaluation.gum_attributions import load_gum_attributions, score_gum_attributions
from onrecord.evaluation.scores import Scores
from onrecord.records import Provenance, Reading, Report, Span, Statement

# Words are numbered from 1 through the whole document.
DOCUMENT = "The potter said the kiln was cold_ . || Miners fear that the shaft may flood_ . | Ada_ : It rained_ ."
TEXT = "The potter said the kiln was cold.\n\nMiners fear that the shaft may flood. Ada: It rained.\n\n"
TREE = """<rst>
  <header><sigtypes/></header>
  <body>
    <segment id="1" parent="2" relname="{relation}">The potter said</segment>
    <segment id="2" parent="9" relname="span">the kiln was cold .</segment>
    <segment id="3" parent="4" relname="attribution-positive">Miners fear</segment>
    <segment id="4" parent="9" relname="joint-list">that the shaft may flood .</segment>
    <group id="5" type="span" parent="6" relname="attribution-positive"/>
    <segment id="7" parent="5" relname="span">Ada :</segment>
    <segment id="6" parent="9" relname="elaboration-additional">It rained .</segment>
    <group id="9" type="multinuc"/>
    <signals>
      <signal source="1" type="semantic" subtype="attribution_source" tokens="1,2" status="gold"/>
      <signal source="1" type="lexical" subtype="indicative_word" tokens="3" status="gold"/>
      <signal source="3" type="semantic" subtype="attribution_source" tokens="9" status="gold"/>
      <signal source="3" type="lexical" subtype="indicative_phrase" tokens="9,10" status="gold"/>
      <signal source="5" type="semantic" subtype="attribution_source" tokens="17" status="gold"/>
      <signal source="2" type="lexical" subtype="indicative_word" tokens="6" status="gold"/>
    </signals>
  </body>
</rst>
"""


def write_document(folder: Path, name: str, tree: str = TREE, relation: str = "attribution-positive") -> None:
    (folder / "dep").mkdir(exist_ok=True)
    (folder / "rst").mkdir(exist_ok=True)
    written = write_treebank(folder / "dep" / f"{name}.conllu", DOCUMENT)
    written.write_text(written.read_text("utf-8").replace("made-1", name), "utf-8")
    (folder / "rst" / f"{name}.rs4").write_text(tree.replace("{relation}", relation), "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_document(tmp_path, "GUM_news_kiln")
    return tmp_path


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


def statement(source: str, cue: str) -> Statement:
    return Statement(
        id=f"st-{cue}",
        source=(span(source),) if source else (),
        source_entity=None,
        identification="named",
        affiliation=None,
        cue=span(cue) if cue else None,
        cue_class="neutral",
        type="COMM",
        content=(span("It rained"),),
        form="indirect",
        because=(),
    )


def score(folder: Path, *statements: Statement, limit: int | None = None, only: tuple[str, ...] = ()) -> Scores:
    def read(report: Report) -> Reading:
        assert report.text == TEXT
        provenance = Provenance(code="", lexicons="", model="", knowledge="")
        return Reading(report=report, provenance=provenance, statements=statements)

    return score_gum_attributions(folder, read, limit, only)


def test_the_made_tree_has_the_words_of_the_made_document(folder: Path) -> None:
    forms = [read_word(word)[0] for part in DOCUMENT.split(" || ") for one in read_sentences(part) for word in one]
    ((document, _),) = load_gum_attributions(folder)
    assert document.text == TEXT
    assert [TEXT[word.start : word.end] for word in document.words] == forms


def test_attributions_are_those_nodes_with_a_cue_word_which_is_no_word_of_the_source(folder: Path) -> None:
    ((document, relations),) = load_gum_attributions(folder)
    assert document.name == "GUM_news_kiln"
    assert [[one.cut(TEXT) for one in relation.cue] for relation in relations] == [["said"], ["fear"]]
    assert [[one.cut(TEXT) for one in relation.source] for relation in relations] == [["The", "potter"], ["Miners"]]


@pytest.mark.parametrize(("relation", "cues"), [("attribution-negative", 2), ("elaboration-attribute", 1)])
def test_a_denied_attribution_counts_and_another_relation_does_not(tmp_path: Path, relation: str, cues: int) -> None:
    write_document(tmp_path, "GUM_news_kiln", relation=relation)
    assert score(tmp_path).figures["cues"] == cues


def test_a_group_that_attributes_counts_as_a_segment_does(tmp_path: Path) -> None:
    signal = '<signal source="5" type="lexical" subtype="indicative_word" tokens="18" status="gold"/></signals>'
    write_document(tmp_path, "GUM_news_kiln", TREE.replace("</signals>", signal))
    ((_, relations),) = load_gum_attributions(tmp_path)
    assert [one.cut(TEXT) for one in relations[-1].cue] == [":"]
    assert [one.cut(TEXT) for one in relations[-1].source] == ["Ada"]


def test_a_cue_is_found_if_a_statement_shares_a_character_with_it_and_its_source_if_it_shares_a_word(
    folder: Path,
) -> None:
    scores = score(folder, statement("potter", "potter said"), statement("shaft", "fear"))
    assert (scores.task, scores.gold, scores.documents) == ("statements", "GUM", 1)
    assert scores.figures == {"cues": 2, "cue-recall": 1, "source-right-on-hits": 0.5}


def test_a_cue_that_is_missed_has_no_source_to_be_wrong(folder: Path) -> None:
    assert score(folder, statement("The potter", "said")).figures == {
        "cues": 2,
        "cue-recall": 0.5,
        "source-right-on-hits": 1,
    }
    assert score(folder, statement("The potter", "kiln"), statement("Ada", "")).figures == {
        "cues": 2,
        "cue-recall": 0,
    }


def test_a_statement_without_a_source_is_a_hit_with_a_wrong_source(folder: Path) -> None:
    assert score(folder, statement("", "said")).figures["source-right-on-hits"] == 0


def test_documents_are_chosen_by_the_beginning_of_their_names_and_a_limit(folder: Path) -> None:
    write_document(folder, "GUM_court_kiln")
    assert score(folder).documents == 2
    assert score(folder, limit=1).documents == 1
    assert [one.name for one, _ in load_gum_attributions(folder, ("GUM_court",))] == ["GUM_court_kiln"]
    assert score(folder, only=("GUM_news", "GUM_speech")).documents == 1
    with pytest.raises(InputError, match="GUM_bio"):
        score(folder, only=("GUM_bio",))


def test_a_document_without_a_tree_is_told_with_the_file_that_is_missing(folder: Path) -> None:
    (folder / "rst" / "GUM_news_kiln.rs4").unlink()
    with pytest.raises(InputError, match=r"GUM_news_kiln\.rs4") as caught:
        score(folder)
    assert "rst/*.rs4" in caught.value.advice


def test_a_tree_that_is_no_xml_is_told_with_its_file(tmp_path: Path) -> None:
    write_document(tmp_path, "GUM_news_kiln", "<rst><body>")
    with pytest.raises(InputError, match=r"GUM_news_kiln\.rs4"):
        score(tmp_path)


def test_a_tree_of_other_words_is_refused_with_both_counts(tmp_path: Path) -> None:
    write_document(tmp_path, "GUM_news_kiln", TREE.replace("It rained .", "It rained hard ."))
    with pytest.raises(InputError, match="22 words, but 21 in dep"):
        score(tmp_path)


def test_a_folder_without_documents_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dep").mkdir()
    with pytest.raises(InputError, match="no CoNLL-U"):
        score(tmp_path)


@pytest.mark.gold
def test_the_attributions_of_gum_have_cues_and_mostly_sources(gold: Path) -> None:
    found = list(load_gum_attributions(gold / "treebanks" / "gum", ("GUM_news_a", "GUM_court_f")))
    relations = [(document, one) for document, several in found for one in several]
    assert len(relations) >= 20
    assert sum(bool(one.source) for _, one in relations) > len(relations) * 0.8
    words = {span.cut(document.text).lower() for document, one in relations for span in one.cue}
    assert "said" in words
