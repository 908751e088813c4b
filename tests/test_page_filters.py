"""The filters of a timeline's page, from its address to the API and into other addresses."""

from urllib.parse import parse_qsl

from timeline.selections import read
from timeline.web.pages.filters import Filters

GIVEN = {"actors": "mayor", "kinds": "event", "from": "2020-08", "to": "", "after": "abc", "text": " dam "}


def test_what_says_nothing_is_no_filter() -> None:
    assert Filters.of(GIVEN).given == {"text": "dam", "actors": "mayor", "kinds": "event", "from": "2020-08"}


def test_the_api_is_asked_in_its_own_words() -> None:
    assert Filters.of(GIVEN).where("floods") == {
        "timelines": {"any": ["floods"]},
        "actors": {"any": ["mayor"]},
        "text": "dam",
        "kinds": ["EVENT"],
        "during": {"from": "2020-08"},
    }


def test_an_address_keeps_the_other_filters_and_begins_with_the_first_page() -> None:
    filters = Filters.of({"kinds": "EVENT", "from": "2020-08", "after": "abc"})
    assert filters.query() == "?kinds=EVENT&from=2020-08"
    assert filters.query(from_="2021", to="2021") == "?kinds=EVENT&from=2021&to=2021"
    assert filters.without("from") == "?kinds=EVENT"
    assert Filters.of({"kinds": "EVENT"}).without("kinds") == "?"


def test_a_feed_takes_the_same_filters_in_the_same_words() -> None:
    filters = Filters.of({"from": "2020-08", "knownBy": "2020-08-28", "actors": "mayor"})
    selected = read(parse_qsl(filters.query().removeprefix("?")))
    assert selected.where == filters.where()
