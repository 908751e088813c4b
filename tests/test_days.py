"""Days are found as pages print them, and only such as there are."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extraction.pages.days import find


@pytest.mark.parametrize(
    "text",
    ["3 May 2021", "May 3, 2021", "3rd of May, 2021", "03-May-2021", "2021-05-03", "2021/5/3", "03.05.2021", "3.5.21",
     "3. Mai 2021", "3 de mayo de 2021", "3 мая 2021", "2021. május 3.", "2021年5月3日", "20210503", "MAY 3 2021"],
)  # fmt: skip
def test_a_day_is_found_in_every_form(text: str) -> None:
    (day,) = find(f"x {text} y")
    assert day.date() == date(2021, 5, 3)


def test_a_day_without_a_year_takes_the_one_given() -> None:
    (day,) = find("on 29 February")
    assert (day.date(), day.date(2020), day.date(2021)) == (None, date(2020, 2, 29), None)


def test_a_day_of_numbers_alone_may_be_read_in_two_ways() -> None:
    (day,), (american,) = find("3/4/2021"), find("3/4/2021", month_first=True)
    assert (day.date(), american.date()) == (date(2021, 4, 3), date(2021, 3, 4))
    assert not day.certain


@pytest.mark.parametrize("text", ["3 May 0001", "May 3, 0001", "3 May 9999"])
def test_a_year_in_which_nothing_was_printed_is_none(text: str) -> None:
    assert [day.year for day in find(text)] == [None]


@pytest.mark.parametrize(
    "text", ["31 April 2021", "13/13/2021", "1.2.3.2021", "chapter 3 mayors", "12345678", "version 10.10"]
)
def test_no_other_day_is_found(text: str) -> None:
    assert list(find(text)) == []


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y"])
)
def test_every_day_is_found_where_it_is_printed(day: date, form: str) -> None:
    text = f"It rained; {day.strftime(form)} was wet."
    (found,) = find(text)
    assert found.date() == day
    assert text[found.start : found.end].strip(",") == day.strftime(form)
