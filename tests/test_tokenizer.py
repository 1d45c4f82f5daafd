"""The tokenizer: what is one token, what is cut, and what holds for every text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language.english.tokenizer import LONGEST_PIECE, Tokenizer

TOKENIZER = Tokenizer.load()
OTHER_TOKENIZER = Tokenizer.load()
# Everything the tokenizer reads as a divider although it is no white space.
UNSEEN = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad\u200c\u200d"

newsy = st.lists(
    st.sampled_from(
        re.split(
            " ",
            "The mayor said that rebels, . “ ” \" ' ‘ ’ N'Djamena U.S. No. 5 J. St. e.g. Col. don't can't 10-15 "
            "villagers' $5m R1.2bn 3pm 10:30 al-Haq ex-MP — -- … ... etc. Mass. (Ky.) http://a.example/x?y=1 50% "
            "a@b.org #now @who 🇰🇪 👩\u200d👩\u200d👧 \u200b \u00ad PeÃ±a f***ed ,, ?! __ =>",
        ),
    ),
    max_size=40,
)
anything = st.text(st.characters(), max_size=200)
quick = settings(max_examples=150, deadline=None, derandomize=True)


def forms(text: str) -> list[str]:
    return [text[start:end] for start, end in TOKENIZER.cut(text)]


def check(text: str, tokens: str) -> None:
    """Assert that `text` is cut as `tokens` shows it, "|" and spaces between tokens."""
    assert forms(text) == tokens.replace("|", " ").split()


@pytest.mark.parametrize(
    "tokens",
    [
        "do|n't ca|n’t wo|n't I|'m she|’ll they|'ve who|'d it|'s DO|N'T had|n't|'ve",
        "can|not gon|na wan|na do|nt Can|not",
        "Ali|'s the clerks|' Hamas|'s Laos|’ minister|‘s",
    ],
)
def test_contractions_and_possessives_are_cut(tokens: str) -> None:
    check(tokens.replace("|", ""), tokens)


@pytest.mark.parametrize(
    "tokens",
    [
        "Dara'a Sana’a N'Djamena O'Brien d'Ivoire Qur'an Ma'ariv Sha'ab Sa'd Ra’d o'clock ma'am Hawaiʻi",
        "Dara'a|'s Sa'd|’s Sha'ab|, N'Djamena|.",
    ],
)
def test_apostrophes_within_a_name_do_not_cut_it(tokens: str) -> None:
    check(tokens.replace("|", ""), tokens)


def test_compounds_are_cut_at_their_hyphens() -> None:
    check("a well-known Kampala-based 20-year-old", "a well|-|known Kampala|-|based 20|-|year|-|old")
    check(
        "al-Assad Al-Shabaab Tehreek-e-Insaf self-rule UN-led",
        "al|-|Assad Al|-|Shabaab Tehreek|-|e|-|Insaf self|-|rule UN|-|led",
    )


def test_a_prefix_stays_with_its_word() -> None:
    check("e-mail anti-war Non-Muslim ex-MP mid-1990s pre-dawn", "e-mail anti-war Non-Muslim ex-MP mid-1990s pre-dawn")
    check("pre- and post-vote", "pre|- and post-vote")
    check("Trans-Andean trans-border post-2015", "Trans|-|Andean trans-border post|-|2015")


def test_dashes_are_tokens() -> None:
    check("slow--then fast—now 1990–95 end-- ---", "slow|--|then fast|—|now 1990|–|95 end|-- ---")


@pytest.mark.parametrize(
    "tokens",
    [
        "10:30 3|pm 6:45|am 7.15|pm 5|p.m. 5|% 30|km 40|kg 1,200 1,00,000 3.5 2,5 12/11/2009 2021-05-03 24|°|C",
        "1980s '90s ’05 1960's 21st 50,000th 10|-|15 1/200 9/11 555-0134 800-555-0134 1:56.30",
        "B2B 4G COVID|-|19 Q1 M16 81P BA.5 401(k)",
    ],
)
def test_numbers_are_cut_from_units_and_ranges(tokens: str) -> None:
    check(tokens.replace("|", ""), tokens)


def test_money_is_cut_from_its_sign_and_its_unit() -> None:
    check("$5 $3m €2.5bn £30-£40", "$|5 $|3|m €|2.5|bn £|30|-|£|40")
    check(
        "US$5 Rs500 Rs.500 KSh300 R1.2bn N300,000 Dh5,000 N$8",
        "US$|5 Rs|500 Rs.|500 KSh|300 R|1.2|bn N|300,000 Dh|5,000 N$|8",
    )


def test_an_abbreviation_keeps_its_full_stop_at_the_end_of_a_sentence_too() -> None:
    check("troops left the U.S.", "troops left the U.S.")
    check("Gen. Okoro, Lt. Col. Diaz and Mr. Tan of Acme Inc.", "Gen. Okoro|, Lt. Col. Diaz and Mr. Tan of Acme Inc.")
    check("On Jan. 5 at 6 a.m. in St. Ives, e.g. or i.e.", "On Jan. 5 at 6 a.m. in St. Ives|, e.g. or i.e.")
    check("BRIG. GEN. SILVA", "BRIG. GEN. SILVA")
    check("the U.N.-backed D.C.-area", "the U.N.|-|backed D.C.|-|area")


def test_what_follows_decides_whether_a_short_word_is_an_abbreviation() -> None:
    check("Lot No. 5 was sold.", "Lot No. 5 was sold|.")
    check("No. They left.", "No|. They left|.")
    check("rice, etc. were", "rice|, etc. were")
    check("rice, etc. They", "rice|, etc|. They")
    check("Sen. Lee (R-Mass.) left Mass.", "Sen. Lee (|R|-|Mass.|) left Mass|.")
    check("ruling in Ode v. Bello", "ruling in Ode v. Bello")


def test_initials_keep_their_full_stop_before_a_name() -> None:
    check("J. R. Castro and A.B.Vargas", "J. R. Castro and A.B.|Vargas")
    check("they chose plan C.", "they chose plan C|.")
    check("So did I. He", "So did I|. He")


def test_a_missing_space_after_a_full_stop_is_seen() -> None:
    check("ended.The next", "ended|.|The next")
    check('away."We', 'away|.|"|We')
    check("in 2019.He won", "in 2019|.|He won")
    check("at 8 p.m.A crowd", "at 8 p.m.|A crowd")


@pytest.mark.parametrize(
    "address",
    [
        "https://news.example.org/a/b-c_(d)?x=1",
        "www.example.co.ke/path",
        "example.com",
        "desk.editor@example.com.na",
        "mailto:a@b.org",
        "report_2.pdf",
        "#EndTheSiege",
        "@some_body",
        "comp.lang.misc",
    ],
)
def test_an_address_is_one_token_without_the_mark_after_it(address: str) -> None:
    assert forms(f"see ({address}), now {address}.") == ["see", "(", address, ")", ",", "now", address, "."]


def test_quotation_marks_of_every_kind_are_tokens() -> None:
    check(
        "“Go,” ‘stay’ «va» „ja‟ ‹no› 'so' \"yes\" ``a'' ‘’b’’",
        "“|Go|,|” ‘|stay|’ «|va|» „|ja|‟ ‹|no|› '|so|' \"|yes|\" ``|a|'' ‘’|b|’’",
    )


def test_brackets_slashes_and_runs_of_marks_are_cut() -> None:
    check("(a) [sic] and/or Sunni/Shia", "(|a|) [|sic|] and|/|or Sunni|/|Shia")
    check("What?! Stop... wait…no !!! ***", "What|?! Stop|... wait|…|no !!! ***")
    check("1. a) word(s)", "1|. a|) word|(|s|)")
    check("w/o s/he n/a", "w/o s/he n/a")


def test_emoticons_and_emoji_are_single_tokens() -> None:
    check("good :) bad :-( 👩‍👩‍👧 🇰🇪🇺🇬 ❤️ 👍🏾", "good :) bad :-( 👩‍👩‍👧 🇰🇪|🇺🇬 ❤️ 👍🏾")


def test_ampersands_hold_capitals_together() -> None:
    check("AT&T R&D Fish&Chips", "AT&T R&D Fish|&|Chips")


def test_damaged_letters_do_not_cut_a_name() -> None:
    check("PeÃ±a saw NÃºÃ±ez", "PeÃ±a saw NÃºÃ±ez")


def test_letters_of_other_scripts_keep_their_marks() -> None:
    check("नमस्ते Zürich Nguyễn e\u0301tat 北京", "नमस्ते Zürich Nguyễn e\u0301tat 北京")


def test_unseen_marks_are_in_no_token_at_the_edge_of_a_word() -> None:
    assert forms("\ufeffThe\u200b border\u2060\u00a0fell\u2003\u00adto\u00ad us") == [
        "The",
        "border",
        "fell",
        "to",
        "us",
    ]
    assert forms("co\u00adop") == ["co\u00adop"]
    assert forms("\u200b \u00ad\u3000") == []


def holds(text: str) -> None:
    """Assert that tokens are in order, none empty, and that every character that prints is in one."""
    covered: set[int] = set()
    last = 0
    for start, end in TOKENIZER.cut(text):
        assert last <= start < end <= len(text)
        assert not any(character.isspace() for character in text[start:end])
        covered.update(range(start, end))
        last = end
    missed = {character for place, character in enumerate(text) if place not in covered and not character.isspace()}
    assert missed <= set(UNSEEN)


@quick
@given(anything)
def test_tokens_of_any_text_are_in_order_and_cover_all_that_prints(text: str) -> None:
    holds(text)


@quick
@given(newsy, st.sampled_from(["", " ", "\n"]))
def test_tokens_of_news_glued_together_are_in_order_and_cover_all_that_prints(words: list[str], glue: str) -> None:
    holds(glue.join(words))


@quick
@given(st.lists(newsy.map(" ".join), min_size=1, max_size=4))
def test_a_cut_does_not_depend_on_what_was_cut_before(texts: list[str]) -> None:
    backwards = [OTHER_TOKENIZER.cut(text) for text in reversed(texts)]
    assert [TOKENIZER.cut(text) for text in texts] == backwards[::-1]


def test_the_memory_of_pieces_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.language.english.tokenizer.REMEMBERED", 10)
    tokenizer = Tokenizer.load()
    text = " ".join(f"word{number}. No{number}." for number in range(50))
    assert tokenizer.cut(text) == TOKENIZER.cut(text)
    assert len(tokenizer._cuts) + len(tokenizer._cuts_before) <= 10  # noqa: SLF001 - the bound is what is tested


@pytest.mark.parametrize(
    "unit", ["a-", "a.", "1,11", "-=", "Ã±", "a's", "((", "=(", "1-1", "a@", "x/", "«»", "'", "ab_"]
)
def test_a_piece_without_white_space_is_cut_however_long(unit: str) -> None:
    text = unit * (200 * LONGEST_PIECE)
    holds(text)
    holds(text + "?")
