"""What holds for every text: places, order, EDTF that can be read, and the calendar as an oracle."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from timeline import dates
from timeline.extraction import lexicon, times
from timeline.extraction.findings import Date
from timeline.extraction.sentences import sentences
from timeline.extraction.times.feasts import easter
from timeline.extraction.times.stretches import UNITS, containing, weekday
from timeline.extraction.tokens import Tokens

DAYS = st.dates(date(1000, 1, 1), date(2199, 12, 31))
WORDS = [
    *lexicon.table("time-words"),
    "talks",
    "ran",
    "will",
    "said",
    "2019",
    "12",
    "31",
    "1990s",
    "5:28",
    "30/08/2020",
]
JOINED = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", "-", " ", ", ", ". "])), max_size=14)
TEXTS = JOINED.map(lambda pairs: "".join(word + joint for word, joint in pairs))
REFERENCES = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))


def found(text: str, reference: date | None) -> list[Date]:
    tokens = Tokens(text)
    return times.find(tokens, sentences(tokens), reference)


@given(TEXTS | st.text(max_size=60), REFERENCES)
def test_every_edtf_can_be_read(text: str, reference: date | None) -> None:
    for each in found(text, reference):
        assert each.edtf is None or dates.parse(each.edtf).edtf == each.edtf


@given(TEXTS | st.text(max_size=60), REFERENCES)
def test_places_are_in_order_and_hold_the_words(text: str, reference: date | None) -> None:
    place = 0
    for each in found(text, reference):
        assert place <= each.start < each.end
        assert text[each.start : each.end] == each.text
        place = each.end


@given(TEXTS, REFERENCES)
def test_same_text_gives_the_same_dates(text: str, reference: date | None) -> None:
    assert found(text, reference) == found(text, reference)


@given(DAYS, DAYS)
def test_full_date_is_that_day_whatever_the_reference(day: date, reference: date) -> None:
    (only,) = found(f"It opened on {day.day} {day:%B} {day.year:04}.", reference)
    assert only.edtf == day.isoformat()


@given(DAYS, st.sampled_from(UNITS))
def test_stretch_holds_the_day_it_was_made_for(day: date, unit: str) -> None:
    stretch = containing(day, unit)
    if unit != "weekend":
        assert stretch.first <= day <= stretch.last
    assert stretch.shifted(1).shifted(-1) == stretch


@given(DAYS, st.integers(1, 7), st.sampled_from([-1, 1]))
def test_nearest_weekday_is_less_than_a_week_away(day: date, number: int, direction: int) -> None:
    nearest = weekday(day, number, direction)
    assert nearest.isoweekday() == number
    assert timedelta(0) <= (nearest - day) * direction < timedelta(7)


@given(st.integers(1900, 2199))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)
    assert easter(year).isoweekday() == 7
