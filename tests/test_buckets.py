"""Buckets tile a stretch of time, are named as EDTF has them, and follow the calendar."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import dates
from timeline.buckets import Bucket, buckets, fitting
from timeline.dates import EARLIEST_SECOND, LATEST_SECOND
from timeline.exceptions import TimelineError
from timeline.kinds import Unit

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST, LAST = dates.parse("-9999").lower, dates.parse("9999").upper
UNITS = st.sampled_from(list(Unit))
MOST = 400
LONGEST = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366, Unit.DECADE: 3653, Unit.CENTURY: 36525}


@st.composite
def stretches(draw: st.DrawFn, first: int, last: int, days: int) -> tuple[int, int]:
    """The first and last second of a stretch of so many days at most."""
    lower = draw(st.integers(first, last))
    return lower, min(last, lower + draw(st.integers(0, days * 86_400)))


def tile(found: list[Bucket], lower: int, upper: int) -> None:
    """See that buckets hold a stretch without gap or overlap, and none stands beside it."""
    assert found[0].start <= lower <= found[0].end
    assert found[-1].start <= upper <= found[-1].end
    assert all(one.end + 1 == other.start for one, other in pairwise(found))


def named(bucket: Bucket) -> tuple[int, int]:
    """The first and last second of the date a bucket is called by."""
    date = dates.parse(bucket.edtf)
    return date.lower, date.upper


@given(UNITS, st.data())
def test_buckets_tile_any_stretch(unit: Unit, data: st.DataObject) -> None:
    whole = data.draw(stretches(EARLIEST_SECOND, LATEST_SECOND, LONGEST[unit] * 100))
    tile(buckets(unit, *whole, MOST), *whole)


@given(UNITS, st.data())
def test_a_buckets_name_has_exactly_its_bounds(unit: Unit, data: st.DataObject) -> None:
    for bucket in buckets(unit, *data.draw(stretches(FIRST, LAST, LONGEST[unit] * 20)), MOST):
        assert named(bucket) == (bucket.start, bucket.end)


@given(UNITS, st.data())
def test_a_buckets_name_holds_it_in_any_year(unit: Unit, data: st.DataObject) -> None:
    for bucket in buckets(unit, *data.draw(stretches(EARLIEST_SECOND, LATEST_SECOND, LONGEST[unit] * 3)), MOST):
        lower, upper = named(bucket)
        assert lower <= bucket.start <= bucket.end <= upper


def begins(unit: Unit, moment: datetime) -> datetime:
    """When the bucket of a moment begins, by the standard library's calendar."""
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    match unit:
        case Unit.DAY:
            return day
        case Unit.WEEK:
            return day - timedelta(day.weekday())
        case Unit.MONTH:
            return day.replace(day=1)
    year = moment.year // {Unit.YEAR: 1, Unit.DECADE: 10, Unit.CENTURY: 100}[unit]
    return day.replace(year=year * {Unit.YEAR: 1, Unit.DECADE: 10, Unit.CENTURY: 100}[unit], month=1, day=1)


@given(UNITS, st.datetimes(datetime(101, 1, 1), datetime(9899, 12, 31), timezones=st.just(UTC)))
def test_buckets_begin_where_the_calendar_says(unit: Unit, moment: datetime) -> None:
    second = (moment - EPOCH) // timedelta(seconds=1)
    (bucket,) = buckets(unit, second, second, 1)
    assert EPOCH + timedelta(seconds=bucket.start) == begins(unit, moment)
    following = EPOCH + timedelta(seconds=bucket.end + 1)
    assert begins(unit, following) == following


@pytest.mark.parametrize(
    ("unit", "moment", "edtf"),
    [
        (Unit.DAY, "0000-02-29", "0000-02-29"),
        (Unit.WEEK, "2020-01-01", "2019-12-30/2020-01-05"),
        (Unit.MONTH, "-0043-03-15", "-0043-03"),
        (Unit.DECADE, "2020", "202X"),
        (Unit.DECADE, "-0001", "-0010/-0001"),
        (Unit.CENTURY, "0000", "00XX"),
        (Unit.CENTURY, "Y-10000", "Y-10000/-9901"),
        (Unit.YEAR, "Y12345", "Y12345"),
    ],
)
def test_buckets_are_called_as_edtf_has_it(unit: Unit, moment: str, edtf: str) -> None:
    second = dates.parse(moment).lower
    assert buckets(unit, second, second, 1)[0].edtf == edtf


def test_more_buckets_than_allowed_are_refused_with_both_numbers() -> None:
    lower, upper = dates.parse("2020").lower, dates.parse("2020").upper
    assert len(buckets(Unit.DAY, lower, upper, 366)) == 366
    with pytest.raises(TimelineError, match=r"^366 buckets by DAY, 365 allowed; ask for a shorter window"):
        buckets(Unit.DAY, lower, upper, 365)


@given(stretches(EARLIEST_SECOND, LATEST_SECOND, 2 * LATEST_SECOND // 86_400), st.integers(1, 100))
def test_an_overview_never_has_more_buckets_than_asked(whole: tuple[int, int], most: int) -> None:
    found = fitting(*whole, most)
    assert len(found) <= most
    tile(found, *whole)
    lower, upper = named(found[0])[0], named(found[-1])[1]
    assert lower <= whole[0] <= whole[1] <= upper


@given(UNITS, st.data(), st.integers(1, 100))
def test_an_overview_takes_the_shortest_unit_that_fits(unit: Unit, data: st.DataObject, most: int) -> None:
    whole = data.draw(stretches(FIRST, LAST, LONGEST[unit] * 20))
    found = fitting(*whole, most)
    for shorter in Unit:
        try:
            assert found == buckets(shorter, *whole, most)
        except TimelineError:
            continue
        return
    assert len(found) == 1 or named(found[0])[1] - named(found[0])[0] > LONGEST[Unit.CENTURY] * 86_400


@pytest.mark.parametrize("most", [0, 1])
def test_what_no_unit_holds_in_one_bucket_is_one_of_whole_days(most: int) -> None:
    lower, upper = dates.parse("-0001-12-31T23:59:59Z").lower, dates.parse("0001-01-01T00:00:00Z").lower
    (bucket,) = fitting(lower, upper, most)
    assert bucket.edtf == "-0001-12-31/0001-01-01"
    assert named(bucket) == (bucket.start, bucket.end)


def test_all_of_time_fits_into_two_buckets() -> None:
    assert [bucket.edtf for bucket in fitting(EARLIEST_SECOND, LATEST_SECOND, 2)] == [
        "Y-1000000000000/-0001",
        "0000/Y999999999999",
    ]
