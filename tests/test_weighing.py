"""What becomes of the statements of the rules when a network sees the text too."""

import pytest

from made_sightings import Reader, make_reader
from onrecord.stages.statements import NETWORK
from onrecord.stages.statements.weighing import FLOOR, LEAST_SOURCE, SURE, SURE_SOURCE


@pytest.fixture(scope="module")
def read() -> Reader:
    return make_reader()


LOCK = "The lock keeper said that the gates had jammed."


def test_without_sightings_the_rules_have_the_say(read: Reader) -> None:
    told = read(LOCK).tell(seen=False)
    assert told.content("said") == ["that the gates had jammed"]
    assert len(told.by_cue("said").because) == 1


def test_a_statement_of_the_rules_that_the_network_disbelieves_is_dropped(read: Reader) -> None:
    assert read(LOCK).tell(seen=False).cues() == ["said"]
    assert read(LOCK).tell().cues() == []
    assert read(LOCK).see("said", outer=FLOOR - 0.01, content="the gates").tell().cues() == []


def test_a_statement_that_is_believed_by_half_stays_and_tells_the_belief_of_the_network(read: Reader) -> None:
    told = read(LOCK).see("said", outer=0.3, nested=0.25, content="that the gates had jammed").tell()
    rule, network = told.by_cue("said").because
    assert rule.rule != NETWORK
    assert rule.score is None
    assert (network.stage, network.rule, network.score) == ("statements", NETWORK, 0.55)


def test_the_content_is_what_the_network_sees_and_the_source_that_of_the_rules(read: Reader) -> None:
    text = read("The lock keeper said that the gates had jammed and left.")
    assert text.tell(seen=False).content("said") == ["that the gates had jammed and left"]
    told = text.see("said", source="The lock", content="that the gates had jammed").tell()
    assert told.content("said") == ["that the gates had jammed"]
    assert told.source("said") == "The lock keeper"


def test_where_the_network_sees_no_content_that_of_the_rules_is_kept(read: Reader) -> None:
    assert read(LOCK).see("said").tell().content("said") == ["that the gates had jammed"]


@pytest.mark.parametrize(
    ("text", "cue", "source", "content"),
    [
        (
            "The kiln was lit on Sunday, according to the potters.",
            "according to",
            "the potters",
            ["The kiln was lit on Sunday"],
        ),
        ("The clerk allegedly sold the seals.", "allegedly", "", ["The clerk", "sold the seals"]),
        ("Harbour pilot: Fog cost us the tide", ":", "Harbour pilot", ["Fog cost us the tide"]),
        ("“The ferry is late,” said the purser.", "said", "the purser", ["“The ferry is late,”"]),
    ],
    ids=["phrase", "adverb", "mark", "quotation"],
)
def test_phrases_marks_and_quotations_need_no_witness(
    read: Reader, text: str, cue: str, source: str, content: list[str]
) -> None:
    told = read(text).tell()
    assert told.content(cue) == content
    assert told.source(cue) == source
    assert told.by_cue(cue).because[1:] == ()


def test_a_hop_needs_no_witness_and_is_told_by_the_verb_that_it_hangs_on(read: Reader) -> None:
    text = read("The radio said the dam had burst, citing the governor.")
    told = text.see("said", source="The radio", content="the dam had burst").tell()
    assert told.source("citing") == "the governor"
    assert told.content("citing") == ["the dam had burst"]
    assert told.by_cue("citing").parent == told.by_cue("said").id
    assert len(told.by_cue("citing").because) == 1


def test_a_phrase_keeps_its_own_words_though_the_network_sees_others(read: Reader) -> None:
    text = read("The kiln was lit on Sunday, according to the potters.")
    told = text.see("according", cue="according to", source="The kiln", content="on Sunday").tell()
    assert told.source("according to") == "the potters"
    assert told.content("according to") == ["The kiln was lit on Sunday"]
    assert told.by_cue("according to").because[1].score == 0.9


def test_the_hearer_stays_out_of_the_content(read: Reader) -> None:
    text = read("The engineer told reporters that the pumps had failed.")
    told = text.see("told", source="The engineer", content="reporters that the pumps had failed").tell()
    assert told.content("told") == ["that the pumps had failed"]


def test_another_source_is_taken_only_if_the_network_is_sure_of_it(read: Reader) -> None:
    text = "The mill, the miller's widow said, had burnt twice."
    weak = (
        read(text).see("said", source="The mill", content="had burnt twice", sure_of_source=SURE_SOURCE - 0.01).tell()
    )
    sure = (
        read(text).see("said", source="The mill", content="had burnt twice", sure_of_source=SURE_SOURCE + 0.01).tell()
    )
    assert weak.source("said") == "the miller's widow"
    assert sure.source("said") == "The mill"


def test_within_the_words_of_another_the_source_of_the_rules_is_kept(read: Reader) -> None:
    text = "The consul wrote that the crew said the cargo was rice."
    seen = read(text).see("wrote", source="The consul", content="that the crew said the cargo was rice")
    told = seen.see("said", source="The consul", content="the cargo was rice", outer=0.1, nested=0.8).tell()
    assert told.source("said") == "the crew"
    assert told.by_cue("said").parent == told.by_cue("wrote").id


def test_within_the_words_of_another_bits_of_a_content_give_way_to_that_of_the_rules(read: Reader) -> None:
    text = "The consul wrote that the crew said the cargo was rice and dried fish."
    nested = read(text).see("said", source="the crew", content="cargo|fish", outer=0.1, nested=0.8).tell()
    outer = read(text).see("said", source="the crew", content="cargo|fish", outer=0.8, nested=0.1).tell()
    assert nested.content("said") == ["the cargo was rice and dried fish"]
    assert outer.content("said") == ["cargo", "fish"]


def test_a_source_is_added_where_the_rules_have_none(read: Reader) -> None:
    text = read("Sailors grumble. The pilot is said to drink.")
    assert text.tell(seen=False).source("is said") == ""
    told = text.see("said", source="Sailors", content="The pilot|to drink").tell()
    assert told.source("is said") == "Sailors"


def test_a_source_that_the_network_hardly_believes_is_none(read: Reader) -> None:
    text = "Sailors grumble. The pilot is said to drink."
    told = read(text).see("said", source="Sailors", content="to drink", sure_of_source=LEAST_SOURCE - 0.01).tell()
    assert told.source("is said") == ""


def test_what_is_seen_at_another_word_of_the_cue_speaks_for_it_too(read: Reader) -> None:
    text = read("The port did not confirm that the crane fell.")
    told = text.see("did", source="The port", content="that the crane fell").tell()
    assert told.cues() == ["did not confirm"]
    assert told.by_cue("did not confirm").because[1].score == 0.9


LEVY = "The lock keeper said so. Coastal mayors backed the levy. Nobody knows why, the clerk said."


def test_the_network_alone_adds_a_statement_if_it_is_sure_of_it(read: Reader) -> None:
    assert "backed" not in read(LEVY).tell(seen=False).cues()
    unsure = read(LEVY).see("backed", source="Coastal mayors", content="the levy", outer=SURE - 0.01).tell()
    assert "backed" not in unsure.cues()
    sure = read(LEVY).see("backed", source="Coastal mayors", content="the levy", outer=SURE / 2, nested=SURE / 2).tell()
    assert sure.source("backed") == "Coastal mayors"
    assert sure.content("backed") == ["the levy"]
    assert [one.score for one in sure.by_cue("backed").because] == [None, round(SURE, 2)]


def test_a_cue_without_a_content_is_no_statement(read: Reader) -> None:
    assert "backed" not in read(LEVY).see("backed", source="Coastal mayors").tell().cues()


def test_statements_of_rules_and_network_stand_in_text_order(read: Reader) -> None:
    text = read("The diver swore that the hull was whole. Coastal mayors backed the levy, the clerk said.")
    text.see("said", source="the clerk", content="Coastal mayors backed the levy")
    text.see("backed", source="Coastal mayors", content="the levy", outer=0, nested=0.8)
    told = text.see("swore", source="The diver", content="that the hull was whole").tell()
    assert told.cues() == ["swore", "backed", "said"]
    assert told.by_cue("backed").parent == told.by_cue("said").id


def test_the_it_that_stands_for_a_clause_is_left_out_of_the_content(read: Reader) -> None:
    text = read("It was said that the tunnel leaks.")
    told = text.see("said", content="It|that the tunnel leaks").tell()
    assert told.content("was said") == ["that the tunnel leaks"]
    assert told.source("was said") == ""


def test_an_it_that_is_all_that_is_seen_stays(read: Reader) -> None:
    text = read("It was said.")
    assert text.see("said", content="It").tell().content("was said") == ["It"]


def test_a_quotation_behind_an_indirect_statement_stays_a_statement_of_its_own(read: Reader) -> None:
    text = read("The guild said that the kiln was cold. “Come in May,” it added.")
    text.see("said", source="The guild", content="that the kiln was cold|“Come in May,”")
    told = text.see("added", source="it", content="“Come in May,”").tell()
    assert told.content("said") == ["that the kiln was cold"]
    assert told.content("added") == ["“Come in May,”"]


def test_a_quotation_goes_on_with_one_before_it_in_the_same_paragraph_only(read: Reader) -> None:
    here = read("“The kiln is cold,” said the potter. “Come in May.”")
    seen = here.see("said", source="the potter", content="“The kiln is cold,”|“Come in May.”").tell()
    assert seen.content("said") == ["“The kiln is cold,”", "“Come in May.”"]
    later = read("“The kiln is cold,” said the potter.\n\n“Come back in May.”")
    told = later.see("said", source="the potter", content="“The kiln is cold,”|“Come back in May.”").tell()
    assert told.content("said") == ["“The kiln is cold,”"]
    (alone,) = [one for one in told.all if one.cue is None]
    assert alone.content[0].cut(told.text) == "“Come back in May.”"
    assert alone.identification == "inherited"


def test_a_quotation_that_was_left_open_is_gone_on_with_in_the_next_paragraph(read: Reader) -> None:
    text = read("She said: “The river rose.\n\n“It took the jetty.”")
    told = text.see("said", source="She", content="“The river rose.|“It took the jetty.”").tell()
    assert told.content("said") == ["“The river rose.\n\n“It took the jetty.”"]


def test_a_quotation_of_the_sentence_before_is_not_told_twice(read: Reader) -> None:
    text = read("“The pump broke,” the plumber said. “It was old,” she added.")
    text.see("said", source="the plumber", content="“The pump broke,”")
    text.see("added", source="she", content="“The pump broke,”|“It was old,”")
    told = text.tell()
    assert told.content("said") == ["“The pump broke,”"]
    assert told.content("added") == ["“It was old,”"]


def test_days_that_only_the_network_takes_for_content_are_left_to_the_rules(read: Reader) -> None:
    text = read("The guild announced a strike on Friday.")
    told = text.see("announced", source="The guild", content="a strike on Friday").tell()
    assert told.content("announced") == text.tell(seen=False).content("announced")


def test_whom_a_participle_blames_is_not_its_source(read: Reader) -> None:
    text = read("Two wells ran dry, the council said, blaming the mining company.")
    text.see("said", source="the council", content="Two wells ran dry")
    told = text.see("blaming", source="the mining company", content="Two wells ran dry").tell()
    assert told.source("blaming") == "the council"
    assert told.content("blaming") == ["the mining company"]
