"""Folding: spellings of one word meet, and every text folds to plain words with their places."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.folding import LONGEST_WORD, fold, folded, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Тихановская Tikhanovskaya TIKHANOVSKAYA", ["tikhanovskaya"] * 3),
        ("Ціханоўская Tsikhanoŭskaya Tsikhanouskaya", ["tsikhanouskaya"] * 3),
        ("café cafe\u0301 CAFE", ["cafe"] * 3),
        ("protests protest Protest's", ["protest"] * 3),
        ("O’Brien O'Brien OBrien", ["obrien"] * 3),
        ("Łukasz Straße ﬁne", ["lukasz", "strass", "fine"]),
        ("北京 กรุงเทพ", ["bei", "jing", "k", "ru", "ng", "e", "th", "ph"]),
        ("Зеленский Зеленскии\u0306", ["zelenskiy"] * 2),
        ("Minsk Мінск मिन्स्क Մինսկ Μινσκ Ｍｉｎｓｋ Min\u00adsk \u200eMin\u200dsk\u200f", ["minsk"] * 8),
        ("2020-08-09 covid19 35,500", ["2020", "08", "09", "covid", "19", "35", "500"]),
        ('"*" NEAR( 🎈 — _', ["near"]),
        ("ь", []),
    ],
)
def test_spellings_of_a_word_meet(text: str, expected: list[str]) -> None:
    assert folded(text) == expected


@given(st.text())
def test_what_is_folded_is_plain_and_stays_as_it_is_read_again(text: str) -> None:
    for word in words(text):
        assert word.folded == fold(text[word.start : word.end])
        for piece in word.folded:
            assert piece.isascii()
            assert piece.isalnum()
            assert 0 < len(piece) <= LONGEST_WORD


@given(st.text() | st.text(alphabet="aZ'9_ -"))
def test_a_text_folds_to_what_its_words_fold_to(text: str) -> None:
    assert folded(text) == [piece for word in words(text) for piece in word.folded]


@given(st.lists(st.text(alphabet="aéЖщ12'北 "), max_size=5))
def test_words_stand_in_their_order_and_do_not_overlap(parts: list[str]) -> None:
    found = list(words(" ".join(parts)))
    assert all(before.end <= after.start for before, after in pairwise(found))
