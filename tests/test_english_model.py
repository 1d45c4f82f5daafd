"""The shipped English model: cutting into tokens, trees, lemmas, names, and what is promised about its files."""

import socket

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.language.english import load_spacy_pipeline, model_name
from onrecord.language.english.architecture import DATA

MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def english() -> Language:
    return load_spacy_pipeline()


def words(english: Language, text: str) -> list[str]:
    return [token.text for token in english.make_doc(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dara'a fell", ["Dara'a", "fell"]),
        ("Hay’at Tahrir", ["Hay’at", "Tahrir"]),
        ("Sana'a's port", ["Sana'a", "'s", "port"]),
        ("Gen. Aung and Lt. Col. Ruiz", ["Gen.", "Aung", "and", "Lt.", "Col.", "Ruiz"]),
        ("left the U.S. yesterday", ["left", "the", "U.S.", "yesterday"]),
        ("U.N.-backed talks", ["U.N.", "-", "backed", "talks"]),
        ("a 19-year-old", ["a", "19", "-", "year", "-", "old"]),
        ("they couldn’t", ["they", "could", "n’t"]),
        ("workers’ rights", ["workers", "’", "rights"]),
        ("“Go”—she", ["“", "Go", "”", "—", "she"]),
        ("Shell’s well", ["Shell", "’s", "well"]),
    ],
)
def test_words_are_cut_as_in_the_treebanks(english: Language, text: str, expected: list[str]) -> None:
    assert words(english, text) == expected


def test_every_character_of_the_text_is_kept(english: Language) -> None:
    text = "KAMPALA —  Two “rebels”\n(both armed) fled; the army’s spokesman, Lt. Okello, said so…"
    assert english(text).text == text


def test_the_model_loads_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the model opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert load_spacy_pipeline().pipe_names[0] == "tok2vec"


def test_the_shipped_data_stays_under_25_megabytes() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 25 * MEGABYTE


def test_the_name_of_the_model_ends_with_a_hash_of_its_data() -> None:
    assert model_name().startswith("onrecord-english ")
    assert model_name() == model_name()


def described(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.lemma_, t.tag_, str(t.morph), t.dep_, t.head.i, t.ent_type_, t.is_sent_start) for t in doc]


def test_a_paragraph_is_read_the_same_alone_in_a_batch_and_again(english: Language) -> None:
    texts = [
        "Police in Lima arrested 14 protesters on Tuesday, the interior minister said.",
        "“We will return,” said Halima Warsame, who fled Baidoa in May. She has four children.",
        "Army denies role in Maiduguri blast",
    ]
    alone = [described(english(text)) for text in texts]
    assert [described(doc) for doc in english.pipe(texts)] == alone
    assert [described(doc) for doc in load_spacy_pipeline().pipe(texts[::-1])] == alone[::-1]


def test_the_speaker_is_the_subject_of_said_before_and_after_it(english: Language) -> None:
    for text in (
        "The mayor said the bridge had been destroyed.",
        "“The bridge has been destroyed,” the mayor said.",
        "“The bridge has been destroyed,” said the mayor.",
        "The bridge had been destroyed, said the mayor.",
    ):
        mayor = next(token for token in english(text) if token.text == "mayor")
        assert (mayor.dep_, mayor.head.text) == ("nsubj", "said"), text


def test_what_was_said_hangs_on_said_as_a_clause(english: Language) -> None:
    doc = english("Rebels said on Sunday that they had seized two villages near Goma.")
    seized = next(token for token in doc if token.text == "seized")
    assert (seized.dep_, seized.head.text) == ("ccomp", "said")


def test_the_victim_of_a_passive_is_its_subject_and_the_attacker_its_agent(english: Language) -> None:
    doc = english("Three farmers were killed by gunmen in Zamfara state.")
    relations = {token.text: token.dep_ for token in doc}
    assert relations["farmers"] == "nsubj:pass"
    assert relations["gunmen"] == "obl:agent"


def test_sentences_are_counted_across_quotes_and_abbreviations(english: Language) -> None:
    text = "“They came at night,” Gen. Ochieng said. “Nobody was hurt.” The U.N. mission withdrew its staff."
    assert len(list(english(text).sents)) == 3


def test_a_headline_without_a_full_stop_is_one_sentence_with_its_verb_at_the_root(english: Language) -> None:
    doc = english("Gunmen kill nine miners in northern Burkina Faso")
    assert [sentence.root.text for sentence in doc.sents] == ["kill"]


def test_a_dateline_does_not_take_the_sentence_from_its_verb(english: Language) -> None:
    doc = english("NAIROBI, March 3 (Reuters) - Soldiers seized the airport, officials said.")
    soldiers = next(token for token in doc if token.text == "Soldiers")
    assert (soldiers.dep_, soldiers.head.text) == ("nsubj", "seized")
    assert len(list(doc.sents)) == 1


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
def test_lemmas_are_dictionary_forms(english: Language, text: str, form: str, lemma: str) -> None:
    assert next(token.lemma_ for token in english(text) if token.text == form) == lemma


def test_no_word_hangs_on_a_line_break(english: Language) -> None:
    doc = english("The talks failed.\nBoth sides blamed\n each other.")
    assert all(not token.head.is_space for token in doc if not token.is_space)


def test_plain_names_are_found_with_their_kinds(english: Language) -> None:
    doc = english("President Emmanuel Macron met Turkish officials in Cairo on Monday, the United Nations said.")
    found = {(name.text, name.label_) for name in doc.ents}
    assert {("Emmanuel Macron", "PERSON"), ("Turkish", "NORP"), ("Cairo", "LOC"), ("United Nations", "ORG")} <= {
        (text.removeprefix("the "), label) for text, label in found
    }
