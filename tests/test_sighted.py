"""Statements that only a network sees: their class, their source, and whether it was said at all."""

import pytest

from made_sightings import LEXICON, Reader, make_reader
from onrecord.stages.statements.sighted import UNKNOWN


@pytest.fixture(scope="module")
def read() -> Reader:
    return make_reader()


@pytest.mark.parametrize(
    ("text", "see", "expected"),
    [
        (
            "Traders argued over the price of salt.",
            ("argued", "Traders", "over the price of salt"),
            ("argued", "claim-clause", "claim", "COMM"),
        ),
        (
            "Coastal mayors backed the levy.",
            ("backed", "Coastal mayors", "the levy"),
            ("backed", "words-judge-for", "judge", "COMM"),
        ),
        (
            "The guild paid tribute to the diver.",
            ("paid", "The guild", "to the diver"),
            ("paid tribute", "words-judge-for", "judge", "COMM"),
        ),
        (
            "The guild voiced contempt for the grain board.",
            ("voiced", "The guild", "for the grain board"),
            ("voiced contempt", "words-judge-against", "judge", "COMM"),
        ),
        (
            "The baker frobnicated the idea of a toll.",
            ("frobnicated", "The baker", "the idea of a toll"),
            ("frobnicated", UNKNOWN, "belief", "PATT"),
        ),
        (
            "“The tide took it,” he frobnicated.",
            ("frobnicated", "he", "“The tide took it,”"),
            ("frobnicated", UNKNOWN, "neutral", "COMM"),
        ),
        (
            "Tides → Fishers may drown.",
            ("→", "Tides", "Fishers may drown"),
            ("→", UNKNOWN, "punctuation", "COMM"),
        ),
    ],
    ids=["frame", "word", "verb with a word", "noun of a light verb", "unknown", "unknown with quotation", "mark"],
)
def test_a_statement_of_the_network_has_the_class_of_its_words(
    read: Reader, text: str, see: tuple[str, str, str], expected: tuple[str, str, str, str]
) -> None:
    anchor, source, content = see
    assert read(text).tell().cues() == []
    told = read(text).see(anchor, source=source, content=content, cue=expected[0]).tell()
    (one,) = told.all
    assert (told.cues()[0], one.because[0].rule, one.cue_class, one.type) == expected
    assert told.source(expected[0]) == source
    assert told.content(expected[0]) == [content]


def test_a_noun_beside_a_verb_that_has_a_class_of_its_own_gives_none(read: Reader) -> None:
    text = read("The guild applauded the contempt of the board.")
    told = text.see("applauded", source="The guild", content="of the board", cue="applauded the contempt").tell()
    own = {frame.rule.id for frame in LEXICON.verbs["applaud"]}
    assert told.by_cue("applauded the contempt").because[0].rule in own


def test_a_quotation_goes_on_with_speech_that_only_the_network_sees(read: Reader) -> None:
    text = read("“The tide took it,” he frobnicated. “Nobody else saw it.”")
    told = text.see("frobnicated", source="he", content="“The tide took it,”").tell()
    assert told.content("frobnicated") == ["“The tide took it,”", "“Nobody else saw it.”"]


def test_a_word_of_judgement_without_a_judge_has_no_source(read: Reader) -> None:
    text = read("It is regrettable, says nobody here, that the archive burned.")
    told = text.see("regrettable", source="nobody", content="that the archive burned").tell()
    assert told.source("is regrettable") == ""
    assert told.by_cue("is regrettable").cue_class == "judge"


@pytest.mark.parametrize(
    ("text", "see", "polarity", "determinacy"),
    [
        (
            "The board has yet to comment on the leak.",
            "comment|has yet to comment|on the leak",
            "negative",
            "determinate",
        ),
        ("The board is yet to comment on fees.", "comment|is yet to comment|on fees", "negative", "determinate"),
        ("She left without saying where it was.", "saying|without saying|where it was", "negative", "determinate"),
        ("Nobody backed the levy.", "backed|backed|the levy", "negative", "determinate"),
        ("No mayor backed the levy.", "backed|backed|the levy", "negative", "determinate"),
        ("Neither the baker nor the smith backed the levy.", "backed|backed|the levy", "negative", "determinate"),
        ("Neither side backed the levy.", "backed|backed|the levy", "negative", "determinate"),
        ("The guild would not back the levy.", "back|would not back|the levy", "negative", "determinate"),
        ("The guild might back the levy.", "back|might back|the levy", "positive", "indeterminate"),
        ("The guild may not back the levy.", "back|may not back|the levy", "negative", "indeterminate"),
        ("The guild backed the levy.", "backed|backed|the levy", "positive", "determinate"),
        ("The keeper concealed the breach.", "concealed|concealed|the breach", "negative", "determinate"),
        ("The keeper did not conceal the breach.", "conceal|did not conceal|the breach", "positive", "determinate"),
    ],
)
def test_a_statement_of_the_network_tells_whether_it_was_said_at_all(
    read: Reader, text: str, see: str, polarity: str, determinacy: str
) -> None:
    anchor, cue, content = see.split("|")
    told = read(text).see(anchor, cue=cue, content=content).tell()
    one = told.by_cue(cue)
    assert (one.polarity, one.determinacy) == (polarity, determinacy)


@pytest.mark.parametrize(
    ("text", "cue", "polarity", "determinacy"),
    [
        ("The harbour board has yet to say whether the pier will close.", "say", "negative", "determinate"),
        ("Nobody said that the well was safe.", "said", "negative", "determinate"),
        ("No guard said that the well was safe.", "said", "negative", "determinate"),
        ("None of the guards said that the well was safe.", "said", "negative", "determinate"),
        ("Neither the abbot nor the cook said that the well was safe.", "said", "negative", "determinate"),
        ("The guild would not say how many boats were lost.", "would not say", "negative", "determinate"),
        ("The guild might say how many boats were lost.", "might say", "positive", "indeterminate"),
        ("The guild did not confirm that boats were lost.", "did not confirm", "negative", "determinate"),
        ("The guild said that no boats were lost.", "said", "positive", "determinate"),
    ],
)
def test_a_statement_of_the_rules_tells_whether_it_was_said_at_all(
    read: Reader, text: str, cue: str, polarity: str, determinacy: str
) -> None:
    one = read(text).tell(seen=False).by_cue(cue)
    assert (one.polarity, one.determinacy) == (polarity, determinacy)


def test_what_was_not_confirmed_nor_denied_was_said_in_neither_way(read: Reader) -> None:
    told = read("The palace did not confirm nor deny that the king was ill.").tell(seen=False)
    assert [(cue, told.by_cue(cue).polarity) for cue in told.cues()] == [
        ("did not confirm", "negative"),
        ("deny", "negative"),
    ]
    told = read("The palace neither confirmed nor denied that the king was ill.").tell(seen=False)
    assert told.by_cue("denied").polarity == "negative"


def test_what_was_not_confirmed_or_denied_was_said_in_neither_way(read: Reader) -> None:
    told = read("The palace did not confirm or deny that the king was ill.").tell(seen=False)
    assert {told.by_cue(cue).polarity for cue in told.cues()} == {"negative"}


@pytest.mark.parametrize(
    ("text", "content", "is_told"),
    [
        ("Gunmen attacked the convoy at dawn.", "the convoy", False),
        ("Guards defended the depot for a week.", "the depot", False),
        ("Shopkeepers attacked the plan at dawn.", "the plan", True),
        ("Shopkeepers attacked the mayor for closing the market.", "the mayor for closing the market", True),
        ("Shopkeepers attacked the mayor as “a thief of shade”.", "the mayor as “a thief of shade”", True),
    ],
)
def test_a_blow_is_no_word_unless_it_falls_on_words_or_has_a_reason(
    read: Reader, text: str, content: str, *, is_told: bool
) -> None:
    cue = "defended" if "defended" in text else "attacked"
    told = read(text).see(cue, source=text.split(maxsplit=1)[0], content=content).tell()
    assert (cue in told.cues()) == is_told


def test_what_appears_and_seems_nothing_is_no_statement(read: Reader) -> None:
    seen = read("The poet appeared in court on Friday.").see("appeared", content="in court")
    assert "appeared" not in seen.tell().cues()
    seen = read("The truce seemed to hold on Friday.").see("seemed", content="The truce|to hold")
    assert seen.tell().source("seemed") == ""
