"""Mentions: names corrected by knowledge and by their surroundings, titles, roles, groups, pronouns."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language import Parse
from onrecord.language.parse import NameSpan, SentenceRange, Token
from onrecord.lexicons.names import KindCue, load_names_lexicon
from onrecord.records import Mention, Report, Span
from onrecord.stages.entities import group_entities
from onrecord.stages.mentions import find_mentions
from onrecord.stages.mentions.candidates import Candidate, cut
from onrecord.stages.mentions.kinds import correct_kinds
from onrecord.stages.mentions.names import find_names
from onrecord.stages.mentions.persons import add_surnames, person_names
from onrecord.stages.mentions.titles import trim_name
from onrecord.stages.paragraphs import find_paragraphs
from onrecord.toolkit import Toolkit

LEXICON = load_names_lexicon()


def plain_parse(text: str, names: tuple[tuple[str, str], ...] = ()) -> Parse:
    """Return a parse with tokens but no syntax: one sentence, every word a proper noun, names by their words."""
    tokens = tuple(
        Token(
            index=index,
            start=found.start(),
            end=found.end(),
            text=found[0],
            lower=found[0].lower(),
            lemma=found[0].lower(),
            pos="PROPN" if found[0][0].isupper() else "NOUN",
            tag="NNP",
            morph="",
            dep="root" if index == 0 else "dep",
            head=0,
            sentence=0,
        )
        for index, found in enumerate(re.finditer(r"\w+(?:[’']\w+)?|[^\w\s]", text))
    )
    spans = []
    for words, label in names:
        start = text.index(words)
        inside = [token.index for token in tokens if start <= token.start and token.end <= start + len(words)]
        spans.append(NameSpan(first=inside[0], stop=inside[-1] + 1, label=label))
    return Parse(text, tokens, (SentenceRange(first=0, stop=len(tokens), paragraph=0),), tuple(spans))


def read(text: str, toolkit: Toolkit) -> dict[str, Mention]:
    """Return the mentions of a text by their words, the last one where words repeat."""
    report = Report(id="re-test", text=text)
    parse = toolkit.model.parse([text], [find_paragraphs(report)])[0]
    found = find_mentions(report, parse, toolkit.names, toolkit.actors, toolkit.places)
    return {mention.span.cut(text): mention for mention in found}


def known(text: str, names: tuple[tuple[str, str], ...], toolkit: Toolkit) -> dict[str, str]:
    """Return the kinds of the mentions of a text without syntax, by their words."""
    report = Report(id="re-test", text=text)
    found = find_mentions(report, plain_parse(text, names), toolkit.names, toolkit.actors)
    return {mention.span.cut(text): mention.kind for mention in found}


def _marked(sentence: str) -> tuple[str, Span]:
    start, end = sentence.index("["), sentence.index("]") - 1
    return sentence.replace("[", "").replace("]", ""), Span(start=start, end=end)


@pytest.mark.parametrize("cue", LEXICON.rules.cue, ids=lambda cue: cue.id)
def test_every_cue_changes_its_examples_and_leaves_its_counterexamples(cue: KindCue) -> None:
    for wrong in cue.wrong:
        for sentence, changes in [
            *((one, True) for one in cue.examples),
            *((one, False) for one in cue.counterexamples),
        ]:
            text, span = _marked(sentence)
            parse = plain_parse(text)
            inside = parse.tokens_in(span)
            name = Candidate(first=inside[0].index, stop=inside[-1].index + 1, kind=wrong, rules=("model",))  # type: ignore[arg-type] # a kind of the lexicon
            found = correct_kinds([name], parse, LEXICON, None)[0]
            assert (cue.id in found.rules) is changes, sentence
            assert found.kind == (cue.kind if changes else wrong)


def test_a_known_group_is_a_group_whatever_the_model_said(toolkit: Toolkit) -> None:
    text = "Shells fired by Hayat Tahrir al-Sham hit the road, and Daesh left."
    kinds = known(text, (("Hayat Tahrir", "LOC"), ("Daesh", "PERSON")), toolkit)
    assert kinds["Hayat Tahrir al-Sham"] == "group"
    assert kinds["Daesh"] == "group"


def test_a_longer_name_of_the_model_is_not_cut_down_to_a_known_part(toolkit: Toolkit) -> None:
    kinds = known("A clerk of Kenya Union Bank fled.", (("Kenya Union Bank", "ORG"),), toolkit)
    assert kinds["Kenya Union Bank"] == "organisation"
    assert "Kenya" not in kinds


def test_a_weak_name_is_what_the_model_says(toolkit: Toolkit) -> None:
    text = "Karen baked bread in Shell street."
    assert known(text, (("Karen", "PERSON"),), toolkit).get("Karen") == "person"
    assert "Shell" not in known(text, (), toolkit)


def test_an_acronym_in_brackets_takes_the_kind_of_its_name(toolkit: Toolkit) -> None:
    text = "Members of Liga Obrera Popular (LOP) met."
    assert known(text, (("Liga Obrera Popular", "ORG"), ("LOP", "LOC")), toolkit)["LOP"] == "organisation"


def test_lone_words_in_a_list_of_places_are_places(toolkit: Toolkit) -> None:
    text = "Floods reached Beni, Butembo, Lubero and Masisi overnight."
    names = (("Beni", "LOC"), ("Butembo", "LOC"), ("Lubero", "PERSON"), ("Masisi", "LOC"))
    assert known(text, names, toolkit)["Lubero"] == "place"


def test_a_surname_in_a_list_of_places_stays_a_person(toolkit: Toolkit) -> None:
    text = "Aline Lubero went on. Beni, Butembo and Lubero were there."
    names = (("Aline Lubero", "PERSON"), ("Beni", "LOC"), ("Butembo", "LOC"))
    assert known(text, names, toolkit)["Aline Lubero"] == "person"


def test_titles_articles_and_possessives_stay_outside_a_name() -> None:
    text = "the late Brig. Gen. Paulo Mendes's"
    parse = plain_parse(text)
    first, stop = trim_name(parse, 2, len(parse.tokens), LEXICON, person=True)
    assert text[parse.tokens[first].start :].startswith("Paulo")
    assert stop == len(parse.tokens)
    parse = plain_parse("Foreign Minister Amina Diallo")
    assert trim_name(parse, 0, 4, LEXICON, person=True) == (2, 4)


def test_a_name_that_is_all_title_is_not_trimmed_away() -> None:
    parse = plain_parse("Prince")
    assert trim_name(parse, 0, 1, LEXICON, person=True) == (0, 1)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Col. Saw Htoo said that the bridge had fallen.", "Saw Htoo"),
        ("Lt. Col. Patrice Ngoy Ilunga told reporters that the road was open.", "Patrice Ngoy Ilunga"),
        ("Commodore Rey Balagtas said that two boats had been seen.", "Rey Balagtas"),
        ("Regional Gov. Taras Hnatyuk wrote that a depot had burned.", "Taras Hnatyuk"),
    ],
)
def test_all_capitals_after_a_rank_are_one_person(toolkit: Toolkit, text: str, name: str) -> None:
    assert read(text, toolkit)[name].kind == "person"


def test_a_rank_that_is_a_common_word_makes_no_person(toolkit: Toolkit) -> None:
    found = read("The General Assembly met on Tuesday, and a Major League game was put off.", toolkit)
    assert not [words for words, mention in found.items() if mention.kind == "person"]


def test_a_ship_is_no_person(toolkit: Toolkit) -> None:
    parse_names = (("BRP Lapu Dagohoy", "PERSON"),)
    assert "BRP Lapu Dagohoy" not in known("A rope of BRP Lapu Dagohoy broke.", parse_names, toolkit)


def test_letters_after_a_body_in_a_place_are_of_the_body(toolkit: Toolkit) -> None:
    text = "Staff of the Joint Relief Mission in Chad (MINAT) left."
    names = (("Joint Relief Mission", "ORG"), ("Chad", "LOC"), ("MINAT", "LOC"))
    assert known(text, names, toolkit)["MINAT"] == "organisation"


def test_a_known_body_of_another_country_is_another_body(toolkit: Toolkit) -> None:
    kinds = known("A clerk of Associated Press of Pakistan wrote it.", (("Associated Press", "ORG"),), toolkit)
    assert kinds["Associated Press of Pakistan"] == "organisation"
    assert "Pakistan" not in kinds


def test_an_adjective_that_stands_for_someone_is_a_role(toolkit: Toolkit) -> None:
    text = "General Idris Sow came back. “The road is open,” the general noted."
    assert "general" in read(text, toolkit)


def test_an_office_before_a_name_is_a_role_of_its_own(toolkit: Toolkit) -> None:
    found = read("Deputy Foreign Minister Leila Haddad said on Monday that talks would go on.", toolkit)
    assert found["Deputy Foreign Minister"].kind == "role"
    assert found["Leila Haddad"].kind == "person"
    assert found["Leila Haddad"].name == "Leila Haddad"


def test_single_persons_are_roles_and_several_are_groups(toolkit: Toolkit) -> None:
    found = read("A senior official said that gunmen had attacked the police and that protesters fled.", toolkit)
    assert found["senior official"].kind == "role"
    assert {found[words].kind for words in ("gunmen", "police", "protesters")} == {"group"}


def test_a_role_says_which_rule_made_it(toolkit: Toolkit) -> None:
    found = read("The rebels shelled the town.", toolkit)
    assert [reason.rule for reason in found["rebels"].because] == ["agent:rebels"]


def test_a_nationality_inside_a_group_is_a_mention_too(toolkit: Toolkit) -> None:
    found = read("Turkish forces crossed the border on Friday.", toolkit)
    assert found["Turkish forces"].kind == "group"
    assert found["Turkish"].kind == "nationality"


def test_a_money_sign_makes_no_actor(toolkit: Toolkit) -> None:
    assert "US" not in read("The loan of 30 million US dollars was paid back.", toolkit)


def test_he_is_a_pronoun_and_expletive_it_is_not(toolkit: Toolkit) -> None:
    found = read("He said that it was raining. It is widely believed that she left.", toolkit)
    assert found["He"].kind == found["she"].kind == "pronoun"
    assert found["He"].name is None
    assert "it" not in found


def test_the_lexicon_knows_plurals_and_vague_roles() -> None:
    assert LEXICON.agents["policemen"].plural
    assert LEXICON.agents["chiefs of staff"].sectors == ("MIL",)
    assert LEXICON.agents["spokeswoman"].inherits
    assert LEXICON.agents["spokeswoman"].gender == "female"
    assert len(LEXICON.agents) > 500


def test_every_word_that_tells_a_sector_is_lower_case_and_told_once() -> None:
    words = LEXICON.rules.sector_words
    assert all(word == word.lower() and sectors for word, sectors in words.items())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_without_syntax_is_read_and_its_spans_cut_it(toolkit: Toolkit, text: str) -> None:
    parse = plain_parse(text)
    if not parse.tokens:
        return
    report = Report(id="re-test", text=text)
    found = find_mentions(report, parse, toolkit.names, toolkit.actors)
    assert all(mention.span.end <= len(text) for mention in found)
    assert len({mention.id for mention in found}) == len(found)
    entities = group_entities(report, parse, found, toolkit.names, toolkit.actors)
    assert sorted(one for entity in entities for one in entity.mentions) == sorted(mention.id for mention in found)


def test_a_plural_noun_that_opens_a_sentence_is_no_people(toolkit: Toolkit) -> None:
    assert known("Jihadists entered the town.", (("Jihadists", "NORP"),), toolkit).get("Jihadists") != "nationality"


def _full_names(text: str, toolkit: Toolkit) -> tuple[Parse, list[Candidate]]:
    """Return a parse and what the model and the actors see in it, bare words left out."""
    (parse,) = toolkit.model.parse([text], [find_paragraphs(Report(id="re-test", text=text))])
    names = find_names(parse, toolkit.names, toolkit.actors)
    return parse, [one for one in names if one.stop - one.first > 1]


def test_the_surname_of_someone_named_in_full_is_found_again(toolkit: Toolkit) -> None:
    parse, names = _full_names("Zelda Quist sang in Lyon. On Friday Quist flew home.", toolkit)
    added = [one for one in add_surnames(names, parse, toolkit.names) if one not in names]
    assert [(cut(parse, one.first, one.stop), one.kind) for one in added] == [("Quist", "person")]


def test_a_surname_within_another_name_is_not_found_again(toolkit: Toolkit) -> None:
    parse, names = _full_names("Zelda Quist sang in Lyon. The Quist Street fair went on.", toolkit)
    assert add_surnames(names, parse, toolkit.names) == names


@pytest.mark.parametrize(
    ("text", "is_person"),
    [
        ("Korvin Tazz, 34, sold the boat.", True),
        ("Korvin Tazz’s widow sold the boat.", True),
        ("Korvin Tazz was a farmer in the hills.", True),
        ("Peter J. Tazz sold the boat.", True),
        ("Korvin Tazz sold the boat.", False),
        ("Korvin Tazz’s factory sold the boat.", False),
    ],
)
def test_age_kin_trade_and_initial_tell_a_person(toolkit: Toolkit, text: str, *, is_person: bool) -> None:
    (parse,) = toolkit.model.parse([text], [find_paragraphs(Report(id="re-test", text=text))])
    stop = next(token.index for token in parse.tokens if token.text == "Tazz") + 1
    guess = Candidate(first=0, stop=stop, kind="organisation", rules=("model-ORG",))
    assert bool(person_names([guess], parse, toolkit.names)) is is_person


def test_her_head_is_no_person(toolkit: Toolkit) -> None:
    text = "Nurse Joyce Banda shook her head. The head of the clinic smiled."
    report = Report(id="re-test", text=text)
    (parse,) = toolkit.model.parse([text], [find_paragraphs(report)])
    mentions = find_mentions(report, parse, toolkit.names, toolkit.actors, toolkit.places)
    assert [one.span.start for one in mentions if one.name == "head"] == [text.rindex("head")]


def test_the_first_word_of_a_firm_is_no_person(toolkit: Toolkit) -> None:
    text = "Tullow Oil plc drilled a well. Tullow found gas."
    report = Report(id="re-test", text=text)
    (parse,) = toolkit.model.parse([text], [find_paragraphs(report)])
    mentions = find_mentions(report, parse, toolkit.names, toolkit.actors, toolkit.places)
    assert {one.kind for one in mentions if one.name == "Tullow"} == {"organisation"}
