"""An address tells the day, and on mirrors the publisher."""

from datetime import date

import pytest

from timeline.extraction.pages import addresses


@pytest.mark.parametrize(
    ("address", "first", "last", "publisher"),
    [
        ("/library/news/elbonia/elbonia-210516-rferl02.htm", date(2021, 5, 16), date(2021, 5, 16), "RFE/RL"),
        ("/elb/2009/elb-nis_090525-090531.htm", date(2009, 5, 25), date(2009, 5, 31), "National Intelligence Service"),
        ("/library/news/1999/12/991222-lamp1.htm", date(1999, 12, 22), date(1999, 12, 22), None),
        ("https://herald.example/2012/08/03/ferry", date(2012, 8, 3), date(2012, 8, 3), None),
        ("https://herald.example/03-08-2012/ferry", date(2012, 8, 3), date(2012, 8, 3), None),
        ("https://herald.example/2012/aug/03/ferry", date(2012, 8, 3), date(2012, 8, 3), None),
    ],
)  # fmt: skip
def test_an_address_tells_days_and_publisher(address: str, first: date, last: date, publisher: str | None) -> None:
    assert addresses.published(address) == (first, last)
    assert addresses.publisher(address) == publisher


@pytest.mark.parametrize("address", ["/news/2009/index_05.htm", "/a/20201399", "/a-999999-b.htm", "", "/2012/13/40/"])
def test_an_address_without_a_day_tells_none(address: str) -> None:
    assert addresses.published(address) is None


def test_six_digits_are_a_day_on_mirrors_only() -> None:
    assert addresses.day("https://herald.example/ferry-210516-1.html") is None


def test_an_address_may_tell_the_month() -> None:
    assert addresses.month("https://herald.example/2012/08/ferry") == (2012, 8)
