"""What of a date fits on a calendar of the years 1 to 9999."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from test_dates_properties import anything

from timeline.dates import parse
from timeline.feeds import common_era


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-08-09", date(2020, 8, 9), date(2020, 8, 9)),
        ("2020-08~", date(2020, 8, 1), date(2020, 8, 31)),
        ("../2020", None, date(2020, 12, 31)),
        ("2020-08-09/", date(2020, 8, 9), None),
        ("-0043/0043", None, date(43, 12, 31)),
        ("9999/Y10000", date(9999, 1, 1), None),
        ("XXXX", None, None),
    ],
)
def test_days_are_those_any_reading_may_lie_on(text: str, first: date | None, last: date | None) -> None:
    found = parse(text)
    assert (common_era.first_day(found), common_era.last_day(found)) == (first, last)


@pytest.mark.parametrize("text", ["2020-08-09~", "2020-08", "[2020-08-09]", "2020-08-09/2020-08-09", "2020-08-XX"])
def test_a_day_is_exact_only_where_nothing_else_is_said(text: str) -> None:
    assert common_era.exact_day(parse("2020-08-09")) == date(2020, 8, 9)
    assert common_era.exact_day(parse(text)) is None


def test_a_moment_is_naive_where_no_zone_is_known() -> None:
    assert common_era.moment(parse("2020-08-09T20:30:00+03")) == datetime(2020, 8, 9, 17, 30, tzinfo=UTC)
    assert common_era.moment(parse("2020-08-09T24:00:00")) == datetime(2020, 8, 10)
    assert common_era.moment(parse("0001-01-01T00:00:00+14")) is None
    assert common_era.moment(parse("2020-08-09")) is None


def test_a_stamp_is_of_a_day_or_moment_and_of_nothing_else() -> None:
    assert common_era.stamp(parse("2020-08-09")) == "2020-08-09T00:00:00Z"
    assert common_era.stamp(parse("2020-08-09T20:30:00+03")) == "2020-08-09T17:30:00Z"
    assert common_era.stamp(parse("2020-08-09?")) is None
    assert common_era.stamp(parse("0000-08-09")) is None


@given(anything)
def test_every_date_has_a_first_day_or_a_reason_why_not(text: str) -> None:
    found = parse(text)
    assert (common_era.first_day(found) is None) == (common_era.unplaceable(found) is not None)


@given(anything)
def test_the_first_day_is_never_after_the_last(text: str) -> None:
    found = parse(text)
    first, last = common_era.first_day(found), common_era.last_day(found)
    assert (first or date.min) <= (last or date.max)
