"""What becomes of the statements of the rules when a network sees the text too: sightings made by hand, real parses."""

import re
from collections.abc import Callable

import numpy as np
import pytest

from onrecord.knowledge.actors import load_actors
from onrecord.language import LanguageModel, Parse, Sighting
from onrecord.language.model import EnglishModel
from onrecord.language.sighting import CONTENT, CUE, NO_ROLE, ROLES, SOURCE
from onrecord.lexicons.names import load_names_lexicon
from onrecord.lexicons.statements import load_statements_lexicon
from onrecord.lexicons.times import load_times_lexicon
from onrecord.records import Report, Statement
from onrecord.records.quotation import Quotation
from onrecord.stages.mentions import find_mentions
from onrecord.stages.paragraphs import find_paragraphs
from onrecord.stages.quotations import find_quotations
from onrecord.stages.statements import NETWORK, Found, find_statements
from onrecord.stages.statements.sighted import UNKNOWN
from onrecord.stages.statements.weighing import FLOOR, LEAST_SOURCE, SURE, SURE_SOURCE
from onrecord.stages.times import find_times

LIKELY = 0.91


class Told:
    """The statements of one text, asked by their words."""

    def __init__(self, text: str, statements: tuple[Statement, ...]) -> None:
        self.text = text
        self.all = statements

    def cues(self) -> list[str]:
        return [one.cue.cut(self.text) for one in self.all if one.cue]

    def by_cue(self, words: str) -> Statement:
        (found,) = [one for one in self.all if one.cue and one.cue.cut(self.text) == words]
        return found

    def source(self, cue: str) -> str:
        return " … ".join(span.cut(self.text) for span in self.by_cue(cue).source)

    def content(self, cue: str) -> list[str]:
        return [span.cut(self.text) for span in self.by_cue(cue).content]


class Text:
    """A parsed text, what a network is made to see in it, and what is found with and without that."""

    def __init__(self, text: str, parse: Parse, quotations: tuple[Quotation, ...]) -> None:
        self.report = Report(id="re-test", text=text)
        self.parse = parse
        self.quotations = quotations
        self.sightings: list[Sighting] = []

    def tokens(self, words: str) -> list[int]:
        """Return the tokens of the first place where `words` stand; several places are divided by bars."""
        found: list[int] = []
        for piece in words.split("|") if words else ():
            place = re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", self.report.text)
            assert place is not None, piece
            found += [token.index for token in self.parse.tokens if place.start() <= token.start < place.end()]
        return found

    def see(  # noqa: PLR0913 - a sighting is made of these
        self,
        anchor: str,
        *,
        source: str = "",
        content: str = "",
        cue: str = "",
        outer: float = 0.9,
        nested: float = 0.0,
        sure_of_source: float = LIKELY,
    ) -> "Text":
        """Add a sighting of words that `tokens` finds."""
        roles = np.zeros((len(self.parse.tokens), ROLES))
        roles[:, NO_ROLE] = 1
        for role, words, belief in (
            (CONTENT, content, LIKELY),
            (SOURCE, source, sure_of_source),
            (CUE, cue or anchor, LIKELY),
        ):
            for token in self.tokens(words):
                roles[token] = 0
                roles[token, [role, NO_ROLE]] = belief, 1 - belief
        (place,) = self.tokens(anchor)
        self.sightings.append(Sighting(place, outer, nested, 0, roles))
        return self

    def tell(self, *, seen: bool = True) -> Told:
        mentions = find_mentions(self.report, self.parse, NAMES, ACTORS)
        times, _ = find_times(self.report, self.parse, TIMES)
        found = Found(self.quotations, tuple(self.sightings) if seen else None, mentions, (), times)
        return Told(self.report.text, find_statements(self.report, self.parse, found, LEXICON))


LEXICON = load_statements_lexicon()
NAMES, ACTORS, TIMES = load_names_lexicon(), load_actors(), load_times_lexicon()
Reader = Callable[[str], Text]


@pytest.fixture(scope="module")
def read() -> Reader:
    model: LanguageModel = EnglishModel()

    def text(words: str) -> Text:
        paragraphs = find_paragraphs(Report(id="re-test", text=words))
        (parse,) = model.parse([words], [paragraphs])
        return Text(words, parse, find_quotations(words, paragraphs))

    return text


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


def test_what_appears_and_seems_nothing_is_no_statement(read: Reader) -> None:
    seen = read("The poet appeared in court on Friday.").see("appeared", content="in court")
    assert "appeared" not in seen.tell().cues()
    seen = read("The truce seemed to hold on Friday.").see("seemed", content="The truce|to hold")
    assert seen.tell().source("seemed") == ""
