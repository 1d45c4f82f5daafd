"""The shipped English model on raw text: tokens, sentences, trees, lemmas, names, and what is promised of its files."""

import re
import socket
import subprocess
import sys
from itertools import pairwise

import pytest

from onrecord.language.english import EnglishReader, model_name
from onrecord.language.english.reader import DATA, FILES, LONGEST_SENTENCE
from onrecord.language.model import EnglishModel
from onrecord.language.parse import Parse, Token
from onrecord.records import Span

MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def english() -> EnglishModel:
    return EnglishModel()


def find_spans(text: str) -> list[Span]:
    """The paragraphs of a text of our own: what lies between blank lines."""
    return [Span(start=match.start(), end=match.end()) for match in re.finditer(r"(?:[^\n]|\n(?!\n))+", text)]


def parse(english: EnglishModel, text: str) -> Parse:
    return english.parse([text], [find_spans(text)])[0]


def words(english: EnglishModel, text: str) -> list[str]:
    return [token.text for token in parse(english, text).tokens]


def sentences(found: Parse) -> list[str]:
    return [found.sentence_span(number).cut(found.text) for number in range(len(found.sentences))]


def names(found: Parse) -> set[tuple[str, str]]:
    cut = ((found.tokens[name.first].start, found.tokens[name.stop - 1].end, name.label) for name in found.names)
    return {(found.text[start:end], label) for start, end, label in cut}


def word(found: Parse, form: str) -> Token:
    return next(token for token in found.tokens if token.text == form)


def check_whole(found: Parse) -> None:
    """Assert what holds of every parse: offsets, sentences, one root each, heads at home, names in one paragraph."""
    for before, after in pairwise(found.tokens):
        assert before.end <= after.start
    for place, token in enumerate(found.tokens):
        assert token.index == place
        assert token.text == found.text[token.start : token.end].replace("\ud800", "\ufffd").replace("\udfff", "\ufffd")
        assert token.text.strip() == token.text != ""
        assert token.lower == token.text.lower()
        assert token.lemma
        first, stop = found.sentences[token.sentence].first, found.sentences[token.sentence].stop
        assert first <= token.index < stop
        assert first <= token.head < stop
        assert (token.head == token.index) == (token.dep == "root")
    assert [sentence.first for sentence in found.sentences[1:]] == [sentence.stop for sentence in found.sentences[:-1]]
    for number in range(len(found.sentences)):
        inside = found.sentence_tokens(number)
        assert [token.dep for token in inside].count("root") == 1
        assert len(inside) <= LONGEST_SENTENCE
    for name in found.names:
        assert 0 <= name.first < name.stop <= len(found.tokens)
        inside = found.tokens[name.first : name.stop]
        assert len({found.sentences[token.sentence].paragraph for token in inside}) == 1
    for before_name, after_name in pairwise(found.names):
        assert before_name.stop <= after_name.first


ODD_TEXTS = {
    "nothing": "",
    "white space only": " \t \u00a0\n",
    "an empty paragraph between two": "Troops left Moundou.\n\n \n\nNobody saw them go.",
    "one mark": "…",
    "emoji": "Four dead in Mopti 😢😢 says mayor 👍🏽 🇲🇱, more soon 👨‍👩‍👧",
    "halves of surrogate pairs": "The \ud800 minister \udfffspoke\ud800.",
    "line breaks inside": "The talks failed.\nBoth sides blamed\n each other.",
    "marks that print nothing": "\ufeffThe\u200b mayor\u200e said\u00ad no.",
    "an unclosed bracket and quote": "(He said “no",
    "tabs of a table": "Province\tDead\tHurt\nHoms\t12\t40\nIdlib\t3\t9",
    "capitals": "POLICE FIRE ON MARCHERS IN CONAKRY, SIX DEAD",
    "another language": "El alcalde dijo que no habrá marcha el lunes en Potosí.",
    "another script": "قال الوزير إن القوات انسحبت.",
    "damaged letters": "MarÃ­a PeÃ±a, mayor of ParanÃ¡, said so.",
}


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())
def test_any_text_gets_whole_words_and_whole_sentences(english: EnglishModel, text: str) -> None:
    check_whole(parse(english, text))


def test_a_paragraph_of_3000_words_without_a_full_stop_is_cut_into_sentences(english: EnglishModel) -> None:
    clause = "and the driver of the third lorry told the guards at the river that he had seen no fuel since Easter "
    text = (clause * 143).strip()
    found = parse(english, text)
    check_whole(found)
    assert len(found.tokens) == len(text.split()) == 3003
    # It has to be cut, but not into crumbs.
    assert 3000 / LONGEST_SENTENCE <= len(found.sentences) <= 300


def test_every_character_that_prints_is_in_one_token(english: EnglishModel) -> None:
    text = "KAMPALA —  Two “rebels”\n(both armed) fled; the army’s spokesman, Lt. Okello, said so…"
    assert "".join(words(english, text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dara'a fell", ["Dara'a", "fell"]),
        ("Dara’a fell", ["Dara’a", "fell"]),
        ("Hay’at Tahrir", ["Hay’at", "Tahrir"]),
        ("Sana'a's port", ["Sana'a", "'s", "port"]),
        ("N'Djamena and N’Djamena", ["N'Djamena", "and", "N’Djamena"]),
        ("Gen. Aung and Lt. Col. Ruiz", ["Gen.", "Aung", "and", "Lt.", "Col.", "Ruiz"]),
        ("left the U.S. yesterday", ["left", "the", "U.S.", "yesterday"]),
        ("U.N.-backed talks", ["U.N.", "-", "backed", "talks"]),
        ("a 19-year-old", ["a", "19", "-", "year", "-", "old"]),
        ("they couldn’t", ["they", "could", "n’t"]),
        ("workers’ rights", ["workers", "’", "rights"]),
        ("“Go”—she", ["“", "Go", "”", "—", "she"]),
        ("Shell’s well", ["Shell", "’s", "well"]),
        ("They fled.The army came.", ["They", "fled", ".", "The", "army", "came", "."]),
        ("he waited... then", ["he", "waited", "...", "then"]),
        ("he waited… then", ["he", "waited", "…", "then"]),
        ("write to press.desk@moi.gov.xx today", ["write", "to", "press.desk@moi.gov.xx", "today"]),
        ("posted #JusticeForBaidoa", ["posted", "#JusticeForBaidoa"]),
    ],
)
def test_words_are_cut_as_in_the_treebanks(english: EnglishModel, text: str, expected: list[str]) -> None:
    assert words(english, text) == expected


@pytest.mark.parametrize(
    ("opening", "closing"), [("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("«", "»"), ("„", "“"), ("''", "''")]
)
def test_quotation_marks_of_every_kind_are_tokens(english: EnglishModel, opening: str, closing: str) -> None:
    text = f"{opening}We are leaving tonight,{closing} the sergeant said."
    found = parse(english, text)
    check_whole(found)
    cut = [token.text for token in found.tokens]
    assert cut == [opening, "We", "are", "leaving", "tonight", ",", closing, "the", "sergeant", "said", "."]
    assert len(found.sentences) == 1


def test_the_model_loads_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the model opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert EnglishReader.load().read([["It rained."]])[0][0].words


def test_the_model_reads_without_the_libraries_it_was_trained_with() -> None:
    script = (
        "import sys\n"
        "from onrecord.language.english import EnglishReader\n"
        "assert EnglishReader.load().read([['It rained.']])[0][0].words\n"
        "print(sorted({'spacy', 'thinc', 'torch', 'sklearn'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_shipped_data_stays_under_25_megabytes() -> None:
    assert {path.name for path in DATA.iterdir()} == set(FILES)
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 25 * MEGABYTE


def test_the_name_of_the_model_ends_with_a_hash_of_its_data(english: EnglishModel) -> None:
    assert re.fullmatch(r"onrecord-english [\d.]+ \([0-9a-f]{12}\)", english.name)
    assert english.name == model_name()


def described(found: Parse) -> tuple[object, ...]:
    return found.tokens, found.sentences, found.names


def test_a_text_is_read_the_same_alone_in_a_batch_and_again(english: EnglishModel) -> None:
    texts = [
        "Police in Lima arrested 14 protesters on Tuesday, the interior minister said.",
        "“We will return,” said Halima Warsame, who fled Baidoa in May.\n\nShe has four children.",
        "",
        "Army denies role in Maiduguri blast",
    ]
    spans = [find_spans(text) for text in texts]
    alone = [described(parse(english, text)) for text in texts]
    assert [described(found) for found in english.parse(texts, spans)] == alone
    assert [described(found) for found in EnglishModel().parse(texts[::-1], spans[::-1])] == alone[::-1]


def test_words_outside_the_paragraphs_get_no_tokens(english: EnglishModel) -> None:
    text = "By Our Reporter. Two men drowned near Mwanza. Advertisement"
    spans = [Span(start=17, end=45)]
    found = english.parse([text], [spans])[0]
    check_whole(found)
    assert [token.text for token in found.tokens] == ["Two", "men", "drowned", "near", "Mwanza", "."]
    assert [(found.sentences[0].paragraph, found.sentence_span(0))] == [(0, spans[0])]


def test_paragraphs_are_numbered_and_no_sentence_or_clause_hangs_across_them(english: EnglishModel) -> None:
    found = parse(english, "The minister, who\n\nleft the hall\n\nsaid nothing.")
    check_whole(found)
    assert [sentence.paragraph for sentence in found.sentences] == [0, 1, 2]


def test_names_at_the_edges_of_neighbouring_paragraphs_are_not_joined(english: EnglishModel) -> None:
    found = parse(english, "The victims were named as Fatuma Abdi and Joseph\n\nMwangi Kariuki denied the charge.")
    check_whole(found)
    assert not any("\n" in name for name, _ in names(found))


def test_the_speaker_is_the_subject_of_said_before_and_after_it(english: EnglishModel) -> None:
    for text in (
        "The mayor said the bridge had been destroyed.",
        "“The bridge has been destroyed,” the mayor said.",
        "“The bridge has been destroyed,” said the mayor.",
        '"The bridge has been destroyed," said the mayor.',
        "The bridge had been destroyed, said the mayor.",
    ):
        found = parse(english, text)
        mayor = word(found, "mayor")
        assert (mayor.dep, found.tokens[mayor.head].text) == ("nsubj", "said"), text


def test_what_was_said_hangs_on_said_as_a_clause(english: EnglishModel) -> None:
    found = parse(english, "Rebels said on Sunday that they had seized two villages near Goma.")
    seized = word(found, "seized")
    assert (seized.dep, found.tokens[seized.head].text) == ("ccomp", "said")


def test_the_victim_of_a_passive_is_its_subject_and_the_attacker_its_agent(english: EnglishModel) -> None:
    found = parse(english, "Three farmers were killed by gunmen in Zamfara state.")
    assert word(found, "farmers").dep == "nsubj:pass"
    assert word(found, "gunmen").dep == "obl:agent"


def test_a_description_after_a_name_is_its_apposition(english: EnglishModel) -> None:
    found = parse(english, "Adama Diallo, the governor of the region, said the road was open.")
    governor = word(found, "governor")
    assert (governor.dep, found.tokens[governor.head].text) == ("appos", "Adama")


def test_a_title_hangs_on_the_name_and_the_rest_of_the_name_on_its_first_word(english: EnglishModel) -> None:
    found = parse(english, "President Adama Diallo met Gen. Pedro Ruiz on Monday.")
    shown = {token.text: (token.dep, found.tokens[token.head].text) for token in found.tokens}
    assert shown["President"] == ("nmod:desc", "Adama")
    assert shown["Diallo"] == ("flat", "Adama")
    assert shown["Gen."] == ("nmod:desc", "Pedro")
    assert shown["Adama"] == ("nsubj", "met")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“They came at night,” Gen. Ochieng said. “Nobody was hurt.” The U.N. mission withdrew its staff.",
            ["“They came at night,” Gen. Ochieng said.", "“Nobody was hurt.”", "The U.N. mission withdrew its staff."],
        ),
        ("The bridge fell.Nobody was hurt.", ["The bridge fell.", "Nobody was hurt."]),
        ("He resigned. Why? Nobody knows!", ["He resigned.", "Why?", "Nobody knows!"]),
        ("Police arrested Lt. Col. Ruiz in Jalapa.", ["Police arrested Lt. Col. Ruiz in Jalapa."]),
        ("Gunmen kill nine miners in northern Burkina Faso", ["Gunmen kill nine miners in northern Burkina Faso"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(english: EnglishModel, text: str, expected: list[str]) -> None:
    assert sentences(parse(english, text)) == expected


def test_a_headline_without_a_full_stop_has_its_verb_at_the_root(english: EnglishModel) -> None:
    found = parse(english, "Gunmen kill nine miners in northern Burkina Faso")
    assert [token.text for token in found.tokens if token.dep == "root"] == ["kill"]


def test_a_dateline_does_not_take_the_sentence_from_its_verb(english: EnglishModel) -> None:
    found = parse(english, "NAIROBI, March 3 (Reuters) - Soldiers seized the airport, officials said.")
    soldiers = word(found, "Soldiers")
    assert (soldiers.dep, found.tokens[soldiers.head].text) == ("nsubj", "seized")
    assert len(found.sentences) == 1


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("They shot two men.", "shot", "shoot"),
        ("They shot two men.", "men", "man"),
        ("The ministers denied it.", "denied", "deny"),
        ("The troops were lying.", "were", "be"),
        ("Syrian forces left.", "Syrian", "Syrian"),
        ("Militias attacked convoys.", "convoys", "convoy"),
        ("He said they’ve fled.", "fled", "flee"),
    ],
)
def test_lemmas_are_dictionary_forms(english: EnglishModel, text: str, form: str, lemma: str) -> None:
    assert word(parse(english, text), form).lemma == lemma


def test_tags_and_features_are_those_of_universal_dependencies(english: EnglishModel) -> None:
    found = parse(english, "Two soldiers were killed.")
    shown = [(token.pos, token.tag) for token in found.tokens]
    assert shown == [("NUM", "CD"), ("NOUN", "NNS"), ("AUX", "VBD"), ("VERB", "VBN"), ("PUNCT", ".")]
    assert "Number=Plur" in word(found, "soldiers").morph.split("|")
    assert word(found, ".").morph == ""


def test_plain_names_are_found_with_their_kinds(english: EnglishModel) -> None:
    found = parse(
        english, "President Emmanuel Macron met Turkish officials in Cairo on Monday, the United Nations said."
    )
    shown = {(name.removeprefix("the "), label) for name, label in names(found)}
    assert {
        ("Emmanuel Macron", "PERSON"),
        ("Turkish", "NORP"),
        ("Cairo", "LOC"),
        ("United Nations", "ORG"),
    } <= shown


def test_names_of_four_words_and_names_with_an_apostrophe_are_found_whole(english: EnglishModel) -> None:
    found = parse(english, "Police in N'Djamena freed Mahamat Saleh Abdoulaye Issa, a trader from Abéché, on Friday.")
    assert {("N'Djamena", "LOC"), ("Mahamat Saleh Abdoulaye Issa", "PERSON"), ("Abéché", "LOC")} <= names(found)
