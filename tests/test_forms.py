"""What is known of a form by itself, the tables of hashes it is looked up in, and the files of weights."""

import zlib
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_networks import NAME_LABELS, make_name_weights, make_tables
from onrecord.language.english.features import (
    CASE_BITS,
    FLAGS,
    LETTER_ROWS,
    LIST_BITS,
    MOST_LETTERS,
    ROWS,
    UNKNOWN_LETTER,
    FormTables,
    shape_of,
)
from onrecord.language.english.hashing import HashedWords, hash_word, pack
from onrecord.language.english.weights import load_weights, save_weights


class Form(NamedTuple):
    norm: int
    keys: tuple[int, ...]
    letters: tuple[int, ...]
    flags: tuple[float, ...]


def describe(tables: FormTables, form: str) -> Form:
    forms = tables.describe([form])
    rows = (tuple(row[0].tolist()) for row in (forms.keys, forms.letters, forms.flags))
    return Form(forms.norms[0], *rows)


words = st.text(st.characters(), min_size=1, max_size=40)


@given(words)
def test_every_form_has_features_that_fit_their_tables(form: str) -> None:
    described = describe(make_tables(), form)
    assert len(described.keys) == len(ROWS)
    assert all(0 <= key < rows for key, rows in zip(described.keys, ROWS, strict=True))
    assert len(described.letters) == MOST_LETTERS
    assert all(0 <= letter < LETTER_ROWS for letter in described.letters)
    assert len(described.flags) == FLAGS
    assert set(described.flags) <= {0, 1}


@pytest.mark.parametrize(
    ("plain", "others"),
    [
        ("'", "‘’ʼ`"),
        ('"', "“”„"),
        ("-", "–—"),
    ],
)
def test_quotation_marks_and_dashes_of_all_kinds_count_alike(plain: str, others: str) -> None:
    tables = make_tables()
    for other in others:
        assert describe(tables, other) == describe(tables, plain)
        assert describe(tables, f"Sana{other}a") == describe(tables, f"Sana{plain}a")


def test_capitals_are_told_apart_by_all_but_the_norm() -> None:
    tables = make_tables()
    upper, title, lower = map(partial(describe, tables), ("LAGOS", "Lagos", "lagos"))
    assert upper.norm == title.norm == lower.norm == hash_word("lagos")
    assert len({upper.letters, title.letters, lower.letters}) == 3
    assert len({upper.flags, title.flags, lower.flags}) > 1


def test_lists_of_names_speak_of_capitalised_words_only() -> None:
    tables = make_tables()
    region = LIST_BITS.index("city")
    assert describe(tables, "Lagos").flags[region] == describe(tables, "LAGOS").flags[region] == 1
    assert not any(describe(tables, "lagos").flags[: len(LIST_BITS)])
    assert not any(describe(tables, "Nowhere").flags[: len(LIST_BITS)])


def test_the_flags_of_case_say_which_spellings_are_known() -> None:
    tables = make_tables()

    def known(form: str) -> dict[str, float]:
        return dict(zip(CASE_BITS, describe(tables, form).flags[len(LIST_BITS) :], strict=True))

    assert known("police")["known as it stands"]
    assert not known("Police")["known as it stands"]
    assert known("Police")["known in lower case"]
    assert known("lagos")["known with a capital"]
    assert known("Police")["begins with a capital"]
    assert not any(known("zzz").values())


def test_a_long_word_is_known_by_its_beginning_and_its_end() -> None:
    tables = make_tables()
    long, other = describe(tables, "Internationalisation"), describe(tables, "InternatXXXXXalisation")
    assert long.letters == other.letters
    assert describe(tables, "abcdefghijklmnop").letters[-1] != 0
    assert describe(tables, "a" * 10_000).letters == describe(tables, "a" * 17).letters


def test_a_short_word_is_filled_up_with_nothing() -> None:
    letters = describe(make_tables(), "No").letters
    assert all(letter > UNKNOWN_LETTER for letter in letters[:2])
    assert set(letters[2:]) == {0}


def test_letters_of_other_scripts_are_unknown_letters_not_missing_ones() -> None:
    letters = describe(make_tables(), "żółć").letters
    assert letters[:4] == (UNKNOWN_LETTER,) * 4


@pytest.mark.parametrize("form", ["", "\ud800", "a\udfffb", "\x00", "İstanbul", "ﬁ", "😀", "\u200d", "مرحبا"])
def test_odd_characters_and_halves_of_surrogate_pairs_have_features_too(form: str) -> None:
    described = describe(make_tables(), form)
    assert all(0 <= key < rows for key, rows in zip(described.keys, ROWS, strict=True))


@pytest.mark.parametrize(
    ("form", "shape"),
    [
        ("Kampala", "Xxxx"),
        ("UN", "XX"),
        ("UNESCO", "XXX"),
        ("2024", "ddd"),
        ("N'Djamena", "X'Xxxx"),
        ("al-Shabaab", "xx-Xxxx"),
        ("M23", "Xdd"),
        ("1,200", "d,ddd"),
        ("żółć", "xxx"),
    ],
)
def test_the_shape_of_a_form_keeps_three_of_a_run(form: str, shape: str) -> None:
    assert shape_of(form) == shape


def test_a_hash_is_the_same_on_every_machine() -> None:
    assert hash_word("Goma") == zlib.crc32(b"Goma")
    assert hash_word("Pará") == zlib.crc32("Pará".encode())
    assert hash_word("\ud800") == hash_word("?")


@given(st.dictionaries(words, st.integers(1, 2**31), max_size=60))
def test_packed_words_come_back_with_their_numbers(stored: dict[str, int]) -> None:
    found = HashedWords.unpack(pack(stored.items(), "some"), "some")
    firsts: dict[int, str] = {}
    for word in sorted(stored):
        firsts.setdefault(hash_word(word), word)
    assert len(found) == len(firsts)
    assert found.find(list(firsts.values())).tolist() == [stored[word] for word in firsts.values()]
    assert found.values() == sorted({stored[word] for word in firsts.values()})


def test_a_word_that_was_never_stored_has_no_number() -> None:
    found = HashedWords.unpack(pack([("Goma", 3), ("Bukavu", 4)], "some"), "some")
    assert found.find(["Goma", "Bukavu", "Uvira"]).tolist() == [3, 4, 0]


def test_more_than_256_different_numbers_are_kept_apart() -> None:
    stored = {f"word{number}": 1000 + number for number in range(700)}
    packed = pack(stored.items(), "some")
    found = HashedWords.unpack(packed, "some")
    assert found.find(list(stored)).tolist() == list(stored.values())


def test_the_order_of_words_does_not_change_what_is_packed() -> None:
    stored = [("Goma", 3), ("Bukavu", 4), ("Uvira", 3)]
    one, two = pack(stored, "some"), pack(stored[::-1], "some")
    assert one.keys() == two.keys()
    assert all((one[name] == two[name]).all() for name in one)


def test_weights_come_back_in_single_precision_with_their_labels(tmp_path: Path) -> None:
    arrays = make_name_weights()
    path = tmp_path / "names.npz"
    save_weights(path, arrays, NAME_LABELS)
    loaded, labels = load_weights(path)
    assert labels == NAME_LABELS
    assert loaded.keys() == arrays.keys()
    assert (loaded["vocabulary"] == arrays["vocabulary"]).all()
    assert loaded["vocabulary"].dtype == np.uint32
    for name, array in arrays.items():
        if name != "vocabulary":
            assert loaded[name].dtype == np.float32
            assert loaded[name].shape == array.shape
            np.testing.assert_allclose(loaded[name], array, rtol=1e-3, atol=1e-6)
    assert [one.name for one in tmp_path.iterdir()] == ["names.npz"]


def test_the_same_weights_give_the_same_bytes_in_whatever_order(tmp_path: Path) -> None:
    arrays = make_name_weights()
    save_weights(tmp_path / "one.npz", arrays, NAME_LABELS)
    save_weights(tmp_path / "two.npz", dict(reversed(arrays.items())), NAME_LABELS)
    one, two = (tmp_path / "one.npz").read_bytes(), (tmp_path / "two.npz").read_bytes()
    assert one == two


def test_weights_that_were_loaded_and_saved_again_are_the_same_file(tmp_path: Path) -> None:
    save_weights(tmp_path / "one.npz", make_name_weights(), NAME_LABELS)
    save_weights(tmp_path / "two.npz", *load_weights(tmp_path / "one.npz"))
    one, two = (tmp_path / "one.npz").read_bytes(), (tmp_path / "two.npz").read_bytes()
    assert one == two
