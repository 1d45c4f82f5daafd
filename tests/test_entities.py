"""Entities: which mentions are the same, and what is known of each."""

from datetime import UTC, datetime

import pytest

from onrecord.records import Entity, Report
from onrecord.stages.entities import group_entities
from onrecord.stages.entities.named import skeleton
from onrecord.stages.mentions import find_mentions
from onrecord.stages.paragraphs import find_paragraphs
from onrecord.toolkit import Toolkit


class Read:
    """A text with its entities, asked for by the words of a mention."""

    def __init__(self, text: str, toolkit: Toolkit, day: str | None = None) -> None:
        at = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
        self.report = Report(id="re-test", text=text, published_at=at, published_basis="given" if at else "none")
        parse = toolkit.model.parse([text], [find_paragraphs(self.report)])[0]
        self.mentions = find_mentions(self.report, parse, toolkit.names, toolkit.actors, toolkit.places)
        self.entities = group_entities(self.report, parse, self.mentions, toolkit.names, toolkit.actors, toolkit.places)

    def of(self, words: str, nth: int = 0) -> Entity:
        """Return the entity of the nth mention with these words."""
        found = [mention for mention in self.mentions if mention.span.cut(self.report.text) == words]
        return next(entity for entity in self.entities if found[nth].id in entity.mentions)


def test_every_mention_is_in_exactly_one_entity(toolkit: Toolkit) -> None:
    text = (
        "President William Ruto met Kenyan farmers in Nakuru. He said the government would help them.\n\nThey cheered."
    )
    read = Read(text, toolkit, "2024-03-01")
    members = [one for entity in read.entities for one in entity.mentions]
    assert sorted(members) == sorted(mention.id for mention in read.mentions)
    assert len({entity.id for entity in read.entities}) == len(read.entities)
    assert all(entity.because for entity in read.entities)


def test_a_surname_is_the_person_named_in_full(toolkit: Toolkit) -> None:
    read = Read("Marta Villanueva opened the clinic. Villanueva said that it was late.", toolkit)
    assert read.of("Marta Villanueva") == read.of("Villanueva")


def test_two_of_one_surname_stay_apart_and_the_bare_surname_with_neither(toolkit: Toolkit) -> None:
    text = "Pedro Castellano met Lucia Castellano in court on Tuesday. Castellano said nothing."
    read = Read(text, toolkit)
    entities = {read.of(words).id for words in ("Pedro Castellano", "Lucia Castellano", "Castellano")}
    assert len(entities) == 3


def test_mrs_picks_the_woman_of_two_of_one_surname(toolkit: Toolkit) -> None:
    text = "Pedro Castellano met Lucia Castellano in court on Tuesday. Mrs Castellano said nothing."
    read = Read(text, toolkit)
    assert read.of("Castellano") == read.of("Lucia Castellano")


def test_an_office_before_the_name_and_an_apposition_after_it_are_the_person(toolkit: Toolkit) -> None:
    text = "Finance Minister Joyce Banda resigned. Peter Mwale, the mayor of Zomba, praised her."
    read = Read(text, toolkit)
    assert read.of("Finance Minister") == read.of("Joyce Banda")
    assert read.of("mayor") == read.of("Peter Mwale")


def test_a_definite_role_is_the_one_person_of_that_office(toolkit: Toolkit) -> None:
    text = "Foreign Minister Omar Farouk arrived on Sunday. Crowds cheered. The minister said that he was glad."
    read = Read(text, toolkit)
    assert read.of("minister") == read.of("Omar Farouk")


def test_an_unnamed_official_is_never_a_named_person(toolkit: Toolkit) -> None:
    text = "Foreign Minister Omar Farouk arrived on Sunday. A senior official said that talks had failed."
    read = Read(text, toolkit)
    official = read.of("senior official")
    assert official != read.of("Omar Farouk")
    assert official.kind == "role"
    assert official.actor is None


def test_a_minister_of_another_country_is_another_minister(toolkit: Toolkit) -> None:
    text = "French Foreign Minister Paul Girard arrived on Sunday. The Turkish minister did not greet him."
    read = Read(text, toolkit)
    assert read.of("Turkish minister") != read.of("Paul Girard")


def test_spellings_of_a_known_group_and_its_acronym_are_one(toolkit: Toolkit) -> None:
    text = "Hay’at Tahrir al-Sham (HTS) took the town. Later Hayat Tahrir al-Sham left. HTS did not comment."
    read = Read(text, toolkit, "2023-02-01")
    assert read.of("Hay’at Tahrir al-Sham") == read.of("Hayat Tahrir al-Sham") == read.of("HTS", 1)
    assert read.of("HTS").actor == "group:hayat-tahrir-al-sham"
    assert (read.of("HTS").country, read.of("HTS").sectors) == ("SYR", ("REB",))


def test_the_group_is_the_group_named_before(toolkit: Toolkit) -> None:
    text = "Boko Haram raided two villages on Monday. The group has not commented."
    read = Read(text, toolkit, "2020-02-01")
    assert read.of("group") == read.of("Boko Haram")


def test_aliases_of_a_state_are_one_entity(toolkit: Toolkit) -> None:
    read = Read("The United States sent food. The U.S. also sent tents.", toolkit)
    assert read.of("United States") == read.of("U.S.")
    assert read.of("U.S.").actor == "state:USA"


def test_he_is_the_subject_of_the_sentence_before(toolkit: Toolkit) -> None:
    text = "Samuel Okafor visited the market on Friday. He promised new roads."
    read = Read(text, toolkit)
    assert read.of("He") == read.of("Samuel Okafor")


def test_he_is_not_a_woman(toolkit: Toolkit) -> None:
    text = "Mrs Grace Okafor visited the market on Friday. He promised new roads."
    read = Read(text, toolkit)
    assert read.of("He") != read.of("Grace Okafor")
    assert "unresolved-pronoun" in {reason.rule for reason in read.of("He").because}


def test_a_paragraph_that_opens_with_he_goes_on_with_the_only_speaker(toolkit: Toolkit) -> None:
    text = (
        "Ibrahim Sesay said that the bridge was safe.\n\nRain fell on the hills for a week.\n\n"
        "Roads were closed.\n\nShops stayed shut.\n\nHe added that repairs had begun."
    )
    read = Read(text, toolkit)
    assert read.of("He") == read.of("Ibrahim Sesay")


def test_they_are_the_group_that_acted_before(toolkit: Toolkit) -> None:
    read = Read("Gunmen attacked the convoy at dawn. They burned three trucks.", toolkit)
    assert read.of("They") == read.of("Gunmen")


def test_between_two_groups_they_are_neither(toolkit: Toolkit) -> None:
    read = Read("Police fired at the crowd while protesters threw stones. They withdrew at night.", toolkit)
    assert "unresolved-pronoun" in {reason.rule for reason in read.of("They").because}


def test_an_office_holder_is_known_by_day(toolkit: Toolkit) -> None:
    text = "Jacinda Ardern spoke at the hall."
    assert Read(text, toolkit, "2019-05-01").of("Jacinda Ardern").sectors == ("GOV",)
    assert Read(text, toolkit, "2024-05-01").of("Jacinda Ardern").sectors == ("ELI",)
    assert Read(text, toolkit).of("Jacinda Ardern").sectors == ()


@pytest.mark.parametrize(
    ("text", "words", "country", "sectors"),
    [
        ("Russian forces shelled the port.", "Russian forces", "RUS", ("MIL",)),
        ("Turkish police arrested ten men.", "Turkish police", "TUR", ("COP",)),
        ("Protesters blocked the road.", "Protesters", None, ("OPP",)),
        ("The rebel leader spoke on the radio.", "rebel leader", None, ("REB",)),
        ("A former minister was arrested.", "former minister", None, ("ELI",)),
        ("The Kenyan government raised taxes.", "Kenyan government", "KEN", ("GOV",)),
        ("Nigerian lawmakers passed the bill.", "Nigerian lawmakers", "NGA", ("LEG",)),
    ],
)
def test_words_tell_country_and_sector(
    toolkit: Toolkit, text: str, words: str, country: str | None, sectors: tuple[str, ...]
) -> None:
    found = Read(text, toolkit).of(words)
    assert (found.country, found.sectors) == (country, sectors)
    assert found.actor is None


def test_a_spokesman_belongs_to_the_body_he_speaks_for(toolkit: Toolkit) -> None:
    found = Read("A spokesman for the Turkish army denied the report.", toolkit).of("spokesman")
    assert (found.country, found.sectors) == ("TUR", ("MIL",))


def test_transliterations_share_a_skeleton() -> None:
    assert skeleton("mohamed") == skeleton("muhammad")
    assert skeleton("qaddafi") == skeleton("kadafi")
    assert skeleton("smith") != skeleton("jones")


def test_a_text_without_words_has_no_entities(toolkit: Toolkit) -> None:
    assert Read("\n \n", toolkit).entities == ()


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("A coalition of armed groups took the fort. The government troops fled.", "coalition", "government troops"),
        ("Indian air defences were ready. The armed forces said so.", "Indian air defences", "armed forces"),
        ("A fighter jet bombed the mill. The military denied it.", "fighter jet", "military"),
        ("The rebels held sixty soldiers. Diplomats urged the generals to talk.", "soldiers", "generals"),
        ("No convoy had passed by noon. The army said that mines were found.", "convoy", "army"),
        ("The ruling party won. Members of the opposition party cheered.", "ruling party", "opposition party"),
    ],
)
def test_groups_of_other_nouns_numbers_or_sides_stay_apart(toolkit: Toolkit, text: str, one: str, other: str) -> None:
    read = Read(text, toolkit)
    assert read.of(one) != read.of(other)


def test_other_amounts_of_people_are_other_people(toolkit: Toolkit) -> None:
    read = Read("Floods killed 12 people on Monday. On Friday 300 people were housed in tents.", toolkit)
    assert read.of("people") != read.of("people", 1)


def test_the_same_noun_or_a_listed_one_is_the_same_group(toolkit: Toolkit) -> None:
    read = Read("Sudanese troops entered the town on Monday. The soldiers met no resistance.", toolkit)
    assert read.of("Sudanese troops") == read.of("soldiers")
    read = Read("Angry farmers blocked the port. Police came. The farmers left at night.", toolkit)
    assert read.of("Angry farmers") == read.of("farmers")


def test_letters_in_brackets_need_not_be_capitals(toolkit: Toolkit) -> None:
    text = "The Uganda National Teachers Union (Untu) called a strike. Untu wants higher pay."
    read = Read(text, toolkit)
    assert read.of("Untu") == read.of("Untu", 1) == read.of("Uganda National Teachers Union")


def test_a_news_agency_is_the_name_before_it(toolkit: Toolkit) -> None:
    read = Read("The report was carried by the Interfax news agency on Tuesday. Interfax gave no source.", toolkit)
    assert read.of("Interfax news agency") == read.of("Interfax", -1)


def test_a_headline_noun_is_the_one_body_that_ends_in_it(toolkit: Toolkit) -> None:
    text = "Commission opens inquiry into fuel prices\n\nThe European Commission opened an inquiry on Monday."
    read = Read(text, toolkit)
    assert read.of("Commission") == read.of("European Commission")


def test_a_role_before_a_rank_and_name_is_the_person(toolkit: Toolkit) -> None:
    text = "Congolese army spokesman Lt. Col. Patrice Ngoy said on Sunday that the road was open."
    read = Read(text, toolkit)
    person = read.of("Patrice Ngoy")
    assert read.of("Congolese army spokesman") == person
    assert (person.country, person.sectors) == ("COD", ("MIL",))


def test_a_leader_of_a_country_is_its_president_named_before(toolkit: Toolkit) -> None:
    text = "Zambian President Hakainde Hichilema flew to Lusaka. The Zambian leader thanked the crowd."
    read = Read(text, toolkit, "2023-03-01")
    assert read.of("Zambian leader") == read.of("Hakainde Hichilema")
    text = "Zambian President Hakainde Hichilema flew to Lusaka. The Malawian leader thanked the crowd."
    read = Read(text, toolkit, "2023-03-01")
    assert read.of("Malawian leader") != read.of("Hakainde Hichilema")


def test_a_secretary_general_is_no_soldier(toolkit: Toolkit) -> None:
    read = Read("Union secretary-general Moses Otieno said that talks had failed.", toolkit)
    assert "MIL" not in read.of("Moses Otieno").sectors


def test_a_department_of_state_affairs_is_government(toolkit: Toolkit) -> None:
    read = Read("The Department of Labour fined the firm on Monday.", toolkit)
    assert read.of("Department of Labour").sectors == ("GOV",)


def test_the_military_spokesman_of_rebels_is_a_rebel(toolkit: Toolkit) -> None:
    read = Read("Houthi military spokesman Brig. Gen. Salim Haidar claimed the attack.", toolkit, "2024-02-01")
    person = read.of("Salim Haidar")
    assert person.country == "YEM"
    assert "REB" in person.sectors


def test_a_labour_congress_is_no_parliament(toolkit: Toolkit) -> None:
    read = Read("The Zambia Labour Congress rejected the offer on Monday.", toolkit)
    assert read.of("Zambia Labour Congress").sectors == ("LAB",)


def _rules(entity: Entity) -> set[str]:
    return {reason.rule for reason in entity.because}


def test_a_bare_surname_is_whoever_the_report_is_about_and_not_a_relative(toolkit: Toolkit) -> None:
    text = (
        "Rosa Delgado opened a bakery in March. Delgado sells bread to schools.\n\n"
        "Her uncle, Luis Delgado, lends a hand. Delgado said that flour was dear."
    )
    read = Read(text, toolkit)
    assert read.of("Delgado", 1) == read.of("Delgado") == read.of("Rosa Delgado")
    assert read.of("Luis Delgado") != read.of("Rosa Delgado")


def test_a_short_given_name_and_one_turned_round_are_the_same_person(toolkit: Toolkit) -> None:
    text = "Lawrence Achieng chairs the co-operative. On Friday Larry Achieng met farmers."
    read = Read(text, toolkit)
    assert read.of("Lawrence Achieng") == read.of("Larry Achieng")
    text = "Lawrence Achieng chairs the co-operative. On Friday Harriet Achieng met farmers."
    read = Read(text, toolkit)
    assert read.of("Lawrence Achieng") != read.of("Harriet Achieng")


def test_ministries_of_two_countries_are_two_and_a_bare_one_is_neither(toolkit: Toolkit) -> None:
    text = (
        "Peru’s Foreign Ministry protested on Monday. Chile’s Foreign Ministry shrugged. "
        "The Chilean Foreign Ministry named no date. The Foreign Ministry fell silent."
    )
    read = Read(text, toolkit)
    peru, chile, bare = (read.of("Foreign Ministry", nth) for nth in range(3))
    assert peru.country == "PER"
    assert chile == read.of("Chilean Foreign Ministry")
    assert len({peru.id, chile.id, bare.id}) == 3


def test_a_ministry_turned_round_is_the_same(toolkit: Toolkit) -> None:
    read = Read("The Ministry of Health shut two wards. The Health Ministry blamed mould.", toolkit)
    assert read.of("Ministry of Health") == read.of("Health Ministry")


def test_the_senate_of_a_country_is_the_senate(toolkit: Toolkit) -> None:
    read = Read("The U.S. Senate voted on Monday. The Senate then rose for the summer.", toolkit)
    assert read.of("U.S. Senate") == read.of("Senate")


def test_the_first_word_of_a_firm_is_the_firm_but_not_of_another_body(toolkit: Toolkit) -> None:
    read = Read("Kestrel Motors Inc. posted a loss. Kestrel said that sales had fallen.", toolkit)
    assert read.of("Kestrel") == read.of("Kestrel Motors Inc.")
    read = Read("The Kestrel Foundation gave grants. Kestrel Motors cut jobs.", toolkit)
    assert read.of("Kestrel Foundation") != read.of("Kestrel Motors")


def test_the_company_is_the_firm_named_before_and_the_party_the_party(toolkit: Toolkit) -> None:
    read = Read("Kestrel Motors closed a plant on Monday. The company blamed steel prices.", toolkit)
    assert read.of("company") == read.of("Kestrel Motors")
    read = Read("The Supreme Court sat on Monday. The company lost its case.", toolkit)
    assert read.of("company") != read.of("Supreme Court")


def test_the_government_is_the_one_told_before_unless_there_are_two(toolkit: Toolkit) -> None:
    text = "The Malawian government cut the tax. The government gave no reason."
    read = Read(text, toolkit)
    assert read.of("government") == read.of("Malawian government")
    read = Read(f"{text} The Zambian government smiled. The government laughed.", toolkit)
    assert read.of("government", 1) not in (read.of("Malawian government"), read.of("Zambian government"))


def test_the_senator_is_the_one_with_the_short_title(toolkit: Toolkit) -> None:
    read = Read("Sen. Arthur Quimby spoke in Burlington on Monday. The senator promised new barns.", toolkit)
    assert read.of("senator") == read.of("Arthur Quimby")


def test_a_second_official_and_one_without_a_name_are_not_the_named_one(toolkit: Toolkit) -> None:
    text = "Treasury official Amara Kone resigned. The second official said that others would go."
    read = Read(text, toolkit)
    assert read.of("second official") != read.of("Amara Kone")
    text = "Treasury official Amara Kone resigned. An official close to her was angry. The official said it was late."
    read = Read(text, toolkit)
    assert read.of("official", 1) == read.of("official") != read.of("Amara Kone")


def test_the_customer_is_nobody_who_was_named(toolkit: Toolkit) -> None:
    read = Read("Hunter Silas Boone sold the hides. The customer paid in salt.", toolkit)
    assert read.of("customer") != read.of("Silas Boone")


def test_a_pronoun_before_its_name_is_the_subject_that_follows(toolkit: Toolkit) -> None:
    read = Read("In her speech, Ms Grace Okafor thanked the crew.", toolkit)
    assert read.of("her") == read.of("Grace Okafor")
    assert "pronoun-before-its-name" in _rules(read.of("her"))


def test_a_name_in_a_phrase_before_he_is_somebody_else(toolkit: Toolkit) -> None:
    text = "Samuel Okafor left home at ten. Under the eye of Peter Mwale he learned to weld."
    read = Read(text, toolkit)
    assert read.of("he") == read.of("Samuel Okafor")


def test_nobody_calls_himself_he(toolkit: Toolkit) -> None:
    text = (
        "Farmer Tomas Ruiz praised Pablo Vega on Monday.\n\n"
        "“He works hard,” Ruiz said. “Vega never rests and his hands are strong,” he added."
    )
    read = Read(text, toolkit)
    assert read.of("He") == read.of("Pablo Vega")
    assert read.of("he") == read.of("Tomas Ruiz")


def test_after_a_quotation_he_said_goes_on_with_the_speaker_of_before(toolkit: Toolkit) -> None:
    text = (
        "Mayor Ibrahim Sesay said that the bridge was safe.\n\nThe bridge was built by Alfred Koroma in 1962.\n\n"
        "“We tested every bolt,” he said."
    )
    read = Read(text, toolkit)
    assert read.of("he") == read.of("Ibrahim Sesay")


def test_he_goes_on_with_an_unnamed_speaker_rather_than_a_minister_further_off(toolkit: Toolkit) -> None:
    text = (
        "Foreign Minister Omar Farouk arrived on Sunday. Farouk told reporters that talks went well.\n\n"
        "An aid worker said that the wells were dry. He blamed the drought."
    )
    read = Read(text, toolkit)
    assert read.of("He") == read.of("aid worker")


def test_himself_is_the_subject_of_his_clause(toolkit: Toolkit) -> None:
    read = Read("Pablo Vega met Tomas Ruiz. Ruiz had paid for the trip himself.", toolkit)
    assert read.of("himself") == read.of("Tomas Ruiz")


def test_a_lawyer_of_the_same_person_is_one_lawyer(toolkit: Toolkit) -> None:
    text = "Thandi Mokoena went to court on Monday. Her lawyer asked for time. Later her lawyer left."
    read = Read(text, toolkit)
    assert read.of("lawyer") == read.of("lawyer", 1) != read.of("Thandi Mokoena")


def test_what_she_is_said_to_be_is_herself(toolkit: Toolkit) -> None:
    read = Read("Joyce Banda lives in Zomba. She is a nurse.", toolkit)
    assert read.of("nurse") == read.of("Joyce Banda")


def test_they_may_be_things_that_have_no_mention(toolkit: Toolkit) -> None:
    read = Read("Police seized the trucks at dawn, and the trucks were new. They were full of salt.", toolkit)
    assert read.of("They") != read.of("Police")


def test_the_team_may_be_they(toolkit: Toolkit) -> None:
    read = Read("The committee met on Monday. They chose a chair.", toolkit)
    assert read.of("They") == read.of("committee")
