"""Participants, places, times, sizes and types of events, on the project's own sentences."""

from pathlib import Path

import msgspec
import pytest

from onrecord.errors import InputError, LexiconError
from onrecord.evaluation.types import load_pairs, score_types
from onrecord.language import LanguageModel, Parse
from onrecord.language.model import EnglishModel
from onrecord.lexicons.event_forms import Modifiers
from onrecord.lexicons.events import EventLexicon, check_rules, load_events_lexicon
from onrecord.lexicons.loader import load_toml
from onrecord.records import Entity, Event, Mention, PlaceMention, Range, Report, Span, TimeExpression
from onrecord.stages.events import Known, find_events, suggest_types


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return EnglishModel()


@pytest.fixture(scope="module")
def lexicon() -> EventLexicon:
    return load_events_lexicon()


class Reader:
    """Reads one sentence, with mentions, places and dates named by their words."""

    def __init__(self, model: LanguageModel, lexicon: EventLexicon) -> None:
        self.model = model
        self.lexicon = lexicon

    def parse(self, text: str) -> Parse:
        return self.model.parse([text], [[Span(start=0, end=len(text))] if text.strip() else []])[0]

    def events(
        self, text: str, *, named: tuple[str, ...] = (), places: tuple[str, ...] = (), dates: tuple[str, ...] = ()
    ) -> tuple[Event, ...]:
        def span(words: str) -> Span:
            start = text.index(words)
            return Span(start=start, end=start + len(words))

        mentions = [
            Mention(id=f"me-{words}", span=span(words), kind="group", name=words, because=()) for words in named
        ]
        known = Known(
            mentions=mentions,
            entities=[
                Entity(id=f"en-{one.name}", name=one.name or "", kind=one.kind, mentions=(one.id,), because=())
                for one in mentions
            ],
            places=[
                PlaceMention(
                    id=f"pl-{words}", span=span(words), use="literal", name=words, precision="city", because=()
                )
                for words in places
            ],
            times=[
                TimeExpression(
                    id=f"ti-{words}", span=span(words), type="DATE", value="2024-03-04", basis="stated", because=()
                )
                for words in dates
            ],
        )
        return find_events(Report(id="report", text=text), self.parse(text), known, self.lexicon)


@pytest.fixture(scope="module")
def reader(model: LanguageModel, lexicon: EventLexicon) -> Reader:
    return Reader(model, lexicon)


def words(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [span.cut(text) for span in spans]


def actors(text: str, event: Event) -> list[str]:
    return words(text, tuple(one.span for one in event.actors))


def recipients(text: str, event: Event) -> list[str]:
    return words(text, tuple(one.span for one in event.recipients))


def only(events: tuple[Event, ...], kind: str) -> Event:
    found = [event for event in events if event.type == kind]
    assert len(found) == 1, [(event.type, event.trigger) for event in events]
    return found[0]


def test_an_active_verb_gives_its_subject_and_object(reader: Reader) -> None:
    text = "Bandits killed 14 farmers in Zamfara."
    event = only(reader.events(text), "ASSAULT")
    assert actors(text, event) == ["Bandits"]
    assert recipients(text, event) == ["14 farmers"]
    assert event.size.dead == Range(low=14, high=14)
    assert event.quad == 4
    assert event.intensity == -9.0


def test_a_passive_with_by_gives_the_agent_as_actor(reader: Reader) -> None:
    text = "Two nurses were abducted by gunmen near the clinic."
    event = only(reader.events(text), "ASSAULT")
    assert actors(text, event) == ["gunmen"]
    assert recipients(text, event) == ["Two nurses"]
    assert event.modes == ("abduct",)


def test_an_event_without_an_agent_has_no_actor(reader: Reader) -> None:
    text = "Four protesters were killed in Khartoum."
    event = only(reader.events(text), "ASSAULT")
    assert event.actors == ()
    assert recipients(text, event) == ["Four protesters"]


def test_a_list_gives_every_actor_once_and_no_cross_product(reader: Reader) -> None:
    text = "Kenya and Uganda condemned Sudan and Eritrea."
    event = only(reader.events(text), "ACCUSE")
    assert actors(text, event) == ["Kenya", "Uganda"]
    assert recipients(text, event) == ["Sudan", "Eritrea"]


def test_participles_take_the_subject_of_their_main_clause(reader: Reader) -> None:
    text = "On Friday they entered Mosul, taking control of the airport and ousting the governor."
    events = reader.events(text, named=("they",), places=("Mosul",), dates=("Friday",))
    assert len(events) == 3
    for event in events:
        assert event.type == "COERCE"
        assert [one.entity for one in event.actors] == ["en-they"]
        assert event.time == "ti-Friday"
        assert event.place == "pl-Mosul"


def test_a_list_of_places_gives_one_event_a_place(reader: Reader) -> None:
    text = "The rebels captured Hiran, Bardera and Luuq."
    places = ("Hiran", "Bardera", "Luuq")
    events = reader.events(text, named=("The rebels",), places=places)
    assert [event.place for event in events] == [f"pl-{place}" for place in places]
    assert len({event.id for event in events}) == 3
    assert {event.type for event in events} == {"COERCE"}


def test_the_partners_of_talks_are_all_actors(reader: Reader) -> None:
    text = "Talks between Angola and Zambia began in Nairobi."
    event = only(reader.events(text, places=("Nairobi",)), "CONSULT")
    assert actors(text, event) == ["Angola", "Zambia"]
    assert event.recipients == ()
    assert event.place == "pl-Nairobi"


def test_a_possessive_before_an_act_is_its_actor(reader: Reader) -> None:
    text = "Turkey's bombardment of the town killed six people."
    event = only(reader.events(text), "ASSAULT")
    assert actors(text, event) == ["Turkey"]
    assert event.size.dead == Range(low=6, high=6)


def test_a_day_before_an_act_is_no_actor(reader: Reader) -> None:
    text = "Gunmen carried out Saturday's attack on the market."
    event = only(reader.events(text), "ASSAULT")
    assert actors(text, event) == ["Gunmen"]


def test_one_happening_told_by_two_verbs_is_one_event(reader: Reader) -> None:
    text = "Militants attacked a convoy, killing 12 soldiers."
    event = only(reader.events(text), "ASSAULT")
    assert event.trigger.cut(text) == "attacked"
    assert event.size.dead == Range(low=12, high=12)
    assert recipients(text, event) == ["a convoy", "12 soldiers"]


def test_the_sentence_of_a_court_is_a_conviction_and_an_arrest(reader: Reader) -> None:
    events = reader.events("A court sentenced the general to six years in prison.")
    assert sorted(event.type for event in events) == ["COERCE", "SANCTION"]


def test_a_place_in_another_clause_is_not_the_place_of_an_event(reader: Reader) -> None:
    text = "The minister, who lives in Cairo, met rebels who had burned the mill at Kassala."
    events = reader.events(text, places=("Cairo", "Kassala"))
    assert only(events, "CONSULT").place is None


def test_the_day_of_a_report_is_not_the_day_of_its_event(reader: Reader) -> None:
    text = "Officials said on Monday that gunmen had attacked the base."
    event = only(reader.events(text, dates=("Monday",)), "ASSAULT")
    assert event.time is None


@pytest.mark.parametrize("text", ["", " ", "…", "🙂🙂", "killed " * 50, "a\u0301 of of of, , ,"])
def test_any_text_can_be_read(reader: Reader, text: str) -> None:
    for event in reader.events(text):
        assert event.trigger.cut(text)


def test_reading_twice_gives_the_same_events(reader: Reader) -> None:
    text = "Chad expelled the German ambassador and Niger recalled its envoy."
    assert reader.events(text) == reader.events(text)
    assert len({event.id for event in reader.events(text)}) == len(reader.events(text))


def test_suggested_types_rank_what_links_the_pair_first(reader: Reader, lexicon: EventLexicon) -> None:
    text = "Oslo praised Nairobi after Kampala accused Juba of fraud."
    parse = reader.parse(text)

    def best(actor: str, recipient: str) -> str:
        spans = [Span(start=text.index(name), end=text.index(name) + len(name)) for name in (actor, recipient)]
        return suggest_types(parse, spans[0], spans[1], lexicon)[0][0]

    assert best("Oslo", "Nairobi") == "SUPPORT"
    assert best("Kampala", "Juba") == "ACCUSE"


def test_what_will_be_done_together_is_suggested_as_agree(reader: Reader, lexicon: EventLexicon) -> None:
    text = "Ghana will meet Togo in May."
    spans = (Span(start=0, end=5), Span(start=16, end=20))
    assert suggest_types(reader.parse(text), *spans, lexicon)[0][0] == "AGREE"


def test_types_are_scored_by_rates(tmp_path: Path, model: LanguageModel, lexicon: EventLexicon) -> None:
    table = tmp_path / "pairs.tsv"
    table.write_text(
        "marked_sentence\tgold_root\n"
        "<s>Chad</s> expelled <t>the German ambassador</t>.\tSANCTION\n"
        "<s>The rebels</s> released <t>two nuns</t>.\tYIELD\n"
        "<s>The band</s> played in <t>Leeds</t>.\tASSAULT\n"
        "<s>A broken row\tASSAULT\n",
        "utf-8",
    )
    scores = score_types(table, model, lexicon)
    assert scores.documents == 3
    assert scores.figures["accuracy"] == pytest.approx(2 / 3)
    assert scores.figures["covered"] == pytest.approx(2 / 3)
    assert score_types(table, model, lexicon, limit=1).figures["accuracy"] == 1.0


def test_a_table_without_the_columns_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "pairs.tsv"
    table.write_text("a\tb\n1\t2\n", "utf-8")
    with pytest.raises(InputError, match="columns"):
        list(load_pairs(table))
    with pytest.raises(InputError, match="cannot be read"):
        list(load_pairs(tmp_path / "none.tsv"))


def test_a_rule_with_an_unknown_mode_or_class_is_refused() -> None:
    modifiers = load_toml("events/modifiers.toml", Modifiers)
    lexicon = load_events_lexicon()
    types = tuple(lexicon.types.values())
    first = types[0]
    for change in ({"modes": ("dance",)}, {"objects": ("@nothing",)}, {"also": "none"}):
        rule = msgspec.structs.replace(first.rules[0], **change)
        broken = (msgspec.structs.replace(first, rules=(rule, *first.rules[1:])), *types[1:])
        with pytest.raises(LexiconError, match=rule.id):
            check_rules(broken, modifiers)


@pytest.mark.gold
def test_rules_alone_beat_the_peers_dictionaries_on_public_pairs(
    gold: Path, model: LanguageModel, lexicon: EventLexicon
) -> None:
    scores = score_types(gold / "events" / "plv_train.tsv", model, lexicon, limit=300)
    assert scores.figures["accuracy"] > 0.55


def test_the_dead_and_the_hurt_of_one_happening_are_counted_apart(reader: Reader) -> None:
    text = "More than two dozen pilgrims were killed and 40 others wounded when gunmen attacked a bus."
    first = reader.events(text)[0]
    assert first.size.dead == Range(low=25, high=None)
    assert first.size.injured == Range(low=40, high=40)
    assert "gunmen" not in recipients(text, first)


def test_the_arrested_are_recipients_and_counted_as_a_range(reader: Reader) -> None:
    text = "Police arrested 12-15 people in Lagos."
    event = only(reader.events(text), "COERCE")
    assert recipients(text, event) == ["people"]
    assert event.size.arrested == Range(low=12, high=15)


def test_how_many_took_part_in_a_protest_is_its_size(reader: Reader) -> None:
    event = only(reader.events("Thousands of students protested against fees in Dakar."), "PROTEST")
    assert event.size.participants == Range(low=2000, high=None)


def test_denying_a_fact_is_not_an_event(reader: Reader) -> None:
    assert {event.type for event in reader.events("The navy denied that its gunboats sank the trawler.")} == {"ASSAULT"}


def test_an_offensive_is_one_event_on_each_place_it_targets(reader: Reader) -> None:
    text = "Rebels launched a surprise offensive targeting the lake port of Moro and the outlying villages of Gessa."
    events = reader.events(text, places=("Moro", "Gessa"))
    assert {text[one.trigger.start : one.trigger.end] for one in events} == {"offensive"}
    assert {one.place for one in events} == {"pl-Moro", "pl-Gessa"}


def test_attacks_counted_in_series_are_told_and_machines_act_for_their_owner(reader: Reader) -> None:
    text = "Sudanese warplanes carried out a series of raids on depots in Kutum."
    event = only(reader.events(text), "ASSAULT")
    assert actors(text, event) == ["Sudanese"]
    assert recipients(text, event) == ["depots"]


def test_a_toll_in_a_participle_belongs_to_the_attack_before_it(reader: Reader) -> None:
    text = "The air force carried out drone strikes on a column, killing between 12 and 15 recruits and wounding 20."
    event = only(reader.events(text), "ASSAULT")
    assert event.size.dead == Range(low=12, high=15)
    assert event.size.injured == Range(low=20, high=20)
    assert "between 12 and 15 recruits" in recipients(text, event)


def test_each_verb_of_a_pair_counts_its_own_victims(reader: Reader) -> None:
    event = only(reader.events("The raid killed at least 17 herders and wounded about 20 others."), "ASSAULT")
    assert event.size.dead == Range(low=17, high=None)
    assert event.size.injured == Range(low=18, high=22)


def test_who_died_in_an_attack_is_counted_and_undergoes_it(reader: Reader) -> None:
    text = "Seven fishermen died in clashes near the jetty."
    event = only(reader.events(text), "ASSAULT")
    assert recipients(text, event) == ["Seven fishermen"]
    assert event.size.dead == Range(low=7, high=7)


def test_whom_a_threat_or_tear_gas_is_meant_for_is_its_recipient(reader: Reader) -> None:
    text = "The junta threatened to expel foreign companies."
    assert recipients(text, only(reader.events(text), "THREATEN")) == ["foreign companies"]
    text = "Riot police fired tear gas on Monday to disperse youths near the depot."
    assert "youths" in recipients(text, only(reader.events(text), "ASSAULT"))


def test_gunmen_on_motorcycles_act_and_not_their_motorcycles(reader: Reader) -> None:
    text = "Gunmen on motorcycles abducted 30 travellers along the ring road."
    assert actors(text, only(reader.events(text), "ASSAULT")) == ["Gunmen"]


def test_accidents_and_games_give_no_event_but_attacks_on_the_road_do(reader: Reader) -> None:
    assert not reader.events("A motorist was killed when his car hit a lorry.")
    game = "The keeper saved a shot in the derby. Rovers attacked after the kickoff. The midfielder hit the crossbar."
    assert not reader.events(game + " They fought to the end and stormed the box.")
    assert only(reader.events("A roadside bomb killed the driver of a truck on the airport road."), "ASSAULT")
    assert only(reader.events("The Arab League called for a new round of talks on Yemen."), "REQUEST")


def test_telling_an_outlet_or_asking_for_anonymity_requests_nothing(reader: Reader) -> None:
    assert not [one for one in reader.events("He told Radio Lac that peace was near.") if one.type == "REQUEST"]
    assert not reader.events("Both officers requested anonymity.")
    assert only(reader.events("She told the colonels to release the mayor."), "REQUEST")


def test_a_call_by_phone_is_one_meeting(reader: Reader) -> None:
    event = only(reader.events("The king spoke by phone with the Omani premier."), "CONSULT")
    assert event.modes == ("phone",)


def test_a_drill_of_two_countries_is_cooperation_and_of_one_a_show_of_force(reader: Reader) -> None:
    both = reader.events("Oman and Pakistan staged naval exercises off Gwadar.", named=("Oman", "Pakistan"))
    alone = reader.events("Pakistan staged naval exercises off Gwadar.", named=("Pakistan",))
    assert [event.type for event in both] == ["COOPERATE"]
    assert [event.type for event in alone] == ["MOBILIZE"]


def test_who_takes_part_in_a_boycott_is_the_subject_of_its_clause(reader: Reader) -> None:
    text = "Parents kept their children home in a boycott of schools."
    (event,) = (one for one in reader.events(text) if one.type == "PROTEST")
    assert [participant.span.cut(text) for participant in event.actors] == ["Parents"]


def test_a_particle_read_as_a_preposition_still_has_its_object(reader: Reader) -> None:
    text = "Troops sealed off the old city of Nablus."
    (event,) = reader.events(text, named=("Nablus",))
    assert event.type == "COERCE"
    assert [participant.span.cut(text) for participant in event.actors] == ["Troops"]


def test_an_allegation_is_against_who_is_said_to_have_done_it(reader: Reader) -> None:
    text = "A former aide alleged that the premier had taken bribes."
    (event,) = reader.events(text, named=("A former aide", "the premier"))
    assert [participant.span.cut(text) for participant in event.recipients] == ["the premier"]
