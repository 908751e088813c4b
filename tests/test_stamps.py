"""A short text gives a day: as machines write it, or as pages print it."""

from datetime import date

import pytest

from timeline.extraction.pages import stamps


@pytest.mark.parametrize(
    ("text", "time", "offset"),
    [
        ("2021-05-17", None, None),
        ("2021-05-17T09:30:00.000Z", "09:30", "Z"),
        ("2021-05-17 09:30:00+0200", "09:30", "+02:00"),
        ("2021-05-17T00:00:00", None, None),
        ("2021-05-17T09:30:00+99:00", "09:30", None),
        ("2021-05-17T09:30:00+02:75", "09:30", None),
        ("20210517093000", "09:30", None),
        ("1621243800", "09:30", "Z"),
        ("1621243800000", "09:30", "Z"),
        ("Mon, 17 May 2021 09:30:00 GMT", "09:30", "Z"),
        ("17. Mai 2021, 09:30 Uhr", "09:30", None),
    ],
)
def test_a_stamp_is_read_with_its_time(text: str, time: str | None, offset: str | None) -> None:
    assert stamps.read(text, month_first=False) == stamps.Stamp(date(2021, 5, 17), time, offset)


def test_a_day_among_other_words_is_told_as_such() -> None:
    assert stamps.read("By Jane Winter, 17 May 2021", month_first=False) == stamps.Stamp(date(2021, 5, 17), alone=False)


def test_numbers_alone_are_read_as_the_page_counts() -> None:
    assert stamps.day("4/5/2021", month_first=True) == date(2021, 4, 5)
    assert stamps.day("4/5/2021", month_first=False) == date(2021, 5, 4)


def test_the_day_of_a_change_is_passed_over() -> None:
    assert stamps.day("Last updated 18 May 2021", month_first=False) is None
    assert stamps.day("Mis à jour le 18/05/2021, publié le 17/05/2021", month_first=False) == date(2021, 5, 17)


@pytest.mark.parametrize("text", ["", "May", "2021", "2021-13-01", "0000000000000", "17 May"])
def test_other_texts_give_none(text: str) -> None:
    found = stamps.read(text, month_first=False)
    assert found is None or found.date.year == 1970
