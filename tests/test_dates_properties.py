"""What holds for every EDTF date, and what another way of reckoning finds: hypothesis writes the dates."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.dates import End, PartialDate, Precision, as_record, certainly, iso, parse, possibly
from timeline.exceptions import DateError

DAY = 86_400

signs = st.sampled_from(["", "", "", "?", "~", "%"])
years = st.integers(-9999, 9999).map(lambda year: f"{year:05}" if year < 0 else f"{year:04}")
days = st.dates().map(date.isoformat)
plain = years | st.builds("{}-{:02}".format, years, st.integers(1, 12)) | days
grouped = st.builds("{}-{}".format, years, st.integers(21, 41))
long = st.builds("Y{}{}".format, st.sampled_from(["", "-"]), st.integers(10_000, 10**11))
powers = st.builds("Y{}E{}".format, st.integers(1, 9999), st.integers(1, 7))
rounded = st.builds("{}S{}".format, st.integers(1000, 9999), st.integers(1, 4)) | st.builds(
    "{}S1".format, long | powers
)
moments = st.builds(
    "{}{}".format,
    st.datetimes(timezones=st.none()).map(lambda moment: moment.replace(microsecond=0).isoformat()),
    st.sampled_from(["", "Z", "+00:00", "-04", "+05:30", "+14:00", "-12:00"]),
)


@st.composite
def masked(draw: st.DrawFn) -> str:
    """A date with unspecified digits, of which some day fits."""
    text = draw(years | days | days.map(lambda day: day[:7]))
    hidden = draw(st.sets(st.sampled_from([n for n, digit in enumerate(text) if digit.isdigit()]), min_size=1))
    return "".join("X" if n in hidden else digit for n, digit in enumerate(text))


@st.composite
def qualified(draw: st.DrawFn) -> str:
    """A date with qualifiers before and behind its parts."""
    year, *rest = re.findall(r"^-?[^-]+|[^-]+", draw(plain | grouped | masked()))
    return "-".join(f"{draw(signs)}{part}{draw(signs)}" for part in (year, *rest))


singles = plain | grouped | masked() | qualified() | long | powers | rounded


def ordered(first: str, last: str, sign: str) -> str:
    """Two dates, the one that starts earlier first."""
    return sign.join(sorted((first, last), key=lambda text: parse(text).lower))


intervals = (
    st.builds(ordered, singles, singles, st.just("/"))
    | st.builds("{}/{}".format, singles, st.sampled_from(["", ".."]))
    | st.builds("{}/{}".format, st.sampled_from(["", ".."]), singles)
)
runs = st.builds(ordered, days, days, st.just("..")) | st.builds(ordered, years, years, st.just(".."))
members = st.lists(singles | runs, min_size=1, max_size=5).map(",".join)
opened = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", ".."]),
    st.lists(singles, min_size=2, max_size=5).map(",".join),
    st.sampled_from(["", ".."]),
)
sets = st.builds("[{}]".format, members | opened) | st.builds("{{{}}}".format, members | opened)
anything = singles | moments | intervals | sets

ALPHABET = "0123456789XYESTZ-+:/.,[]{}?~% u\u2212\u0660"
noise = st.text(st.sampled_from(ALPHABET), max_size=25) | st.text(max_size=25)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A date in which one character was put in, left out or changed."""
    text = draw(anything)
    place = draw(st.integers(0, len(text)))
    new: str = draw(st.sampled_from(["", *ALPHABET]))
    return text[:place] + new + text[place + draw(st.integers(0, 1)) :]


@given(anything)
def test_every_generated_date_is_read_and_gives_its_text_back(text: str) -> None:
    found = parse(text)
    assert found.edtf == str(found) == text
    assert parse.__wrapped__(str(found)) == found


@given(anything)
def test_bounds_are_ordered_and_wanting_only_where_an_end_is(text: str) -> None:
    found = parse(text)
    assert found.lower <= found.upper
    assert (found.earliest is None) == (found.start is not End.KNOWN)
    assert (found.latest is None) == (found.end is not End.KNOWN)


@given(anything)
def test_every_date_has_an_english_text(text: str) -> None:
    shown = parse(text).display
    assert shown == shown.strip()
    assert "  " not in shown
    assert shown.isprintable()
    assert shown


@given(anything)
def test_flags_tell_of_the_signs_in_the_text(text: str) -> None:
    found = parse(text)
    assert found.approximate == ("~" in text or "%" in text)
    assert found.uncertain == ("?" in text or "%" in text)


@given(noise | damaged())
@example("\ud800")
def test_any_text_is_a_date_or_a_date_error_with_a_place(text: str) -> None:
    record = as_record(text)
    if record["valid"]:
        assert record["display"] == parse(text).display
        return
    with pytest.raises(DateError) as caught:
        parse(text)
    assert record["position"] == caught.value.position in range(len(text) + 1)
    assert caught.value.reason


@given(st.dates())
def test_days_agree_with_the_standard_library(day: date) -> None:
    found = parse(day.isoformat())
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    assert found.earliest == int((start - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())
    assert (found.latest, iso(found.earliest)) == (
        found.lower + DAY - 1,
        start.strftime("%Y").zfill(4) + f"{day}T00:00:00"[4:],
    )


@given(st.integers(1, 9999), st.integers(1, 12))
def test_months_end_where_the_standard_library_says(year: int, month: int) -> None:
    first, last = (
        parse(f"{year:04}-{month:02}-01"),
        parse(f"{year:04}-{month:02}-{monthrange(year, month)[1]}"),
    )
    found = parse(f"{year:04}-{month:02}")
    assert (found.lower, found.upper) == (first.lower, last.upper)


@given(st.integers(1900, 2100), st.integers(1, 14), st.integers(1, 33))
def test_what_the_standard_library_refuses_is_refused(year: int, month: int, day: int) -> None:
    text = f"{year}-{month:02}-{day:02}"
    try:
        date.fromisoformat(text)
    except ValueError:
        with pytest.raises(DateError):
            parse(text)
    else:
        assert parse(text).precision is Precision.DAY


def days_before(year: int) -> int:
    """Days from the first of year 1 to the first of ``year``: 365 each and the leap days between."""
    before = year - 1
    return 365 * before + before // 4 - before // 100 + before // 400


@given(st.integers(10_000, 10**10), st.sampled_from([1, -1]))
def test_years_of_any_size_begin_where_counting_says(size: int, sign: int) -> None:
    found, year = parse(f"Y{size * sign}"), size * sign
    assert found.earliest == (days_before(year) - days_before(1970)) * DAY
    assert found.latest == (days_before(year + 1) - days_before(1970)) * DAY - 1
    assert iso(found.earliest) == f"{year:+07}-01-01T00:00:00"


@given(st.integers(-9998, 0))
def test_years_before_christ_are_counted_astronomically(year: int) -> None:
    text = f"{year:05}" if year else "0000"
    assert parse(text).earliest == (days_before(year) - days_before(1970)) * DAY
    assert parse(text).display == f"{1 - year} BC"


zones = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(timezones=zones))
def test_moments_agree_with_the_standard_library(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    found = parse(moment.isoformat())
    assert found.earliest == found.latest == int(moment.timestamp())


@given(st.dates(min_value=date(1000, 1, 1)), st.sets(st.sampled_from([3, 5, 6, 8, 9]), min_size=1))
def test_unspecified_digits_reach_from_the_first_day_that_fits_to_the_last(day: date, hidden: set[int]) -> None:
    text = "".join("X" if n in hidden else digit for n, digit in enumerate(day.isoformat()))
    fitting = re.compile(text.replace("X", "[0-9]"))
    first = date(day.year // 10 * 10, 1, 1)
    fits = [
        found
        for found in (first + timedelta(n) for n in range((date(first.year + 9, 12, 31) - first).days + 1))
        if fitting.fullmatch(found.isoformat())
    ]
    assert parse(text).lower == parse(fits[0].isoformat()).lower
    assert parse(text).upper == parse(fits[-1].isoformat()).upper


@pytest.mark.parametrize("month", [f"{a}{b}" for a, b in product("01X", "0123456789X")])
def test_every_masked_month_and_day_is_read_if_some_day_of_the_year_fits(month: str) -> None:
    year = [(date(2019, 1, 1) + timedelta(n)).isoformat()[5:] for n in range(365)]
    for day in (f"{a}{b}" for a, b in product("0123X", "0123456789X")):
        fitting = re.compile(f"{month}-{day}".replace("X", "[0-9]"))
        fits = [found for found in year if fitting.fullmatch(found)]
        record = as_record(f"2019-{month}-{day}")
        assert record["valid"] == bool(fits)
        if fits:
            assert (record["earliestIso"], record["latestIso"]) == (
                f"2019-{fits[0]}T00:00:00",
                f"2019-{fits[-1]}T23:59:59",
            )


@given(masked(), st.data())
def test_a_coarser_date_contains_the_finer(text: str, data: st.DataObject) -> None:
    shown = [n for n, digit in enumerate(text) if digit.isdigit()]
    hidden = data.draw(st.sets(st.sampled_from(shown))) if shown else set()
    coarser = parse("".join("X" if n in hidden else digit for n, digit in enumerate(text)))
    assert certainly(parse(text), coarser)
    assert coarser.precision.rank <= parse(text).precision.rank


@given(st.dates())
def test_a_day_lies_in_its_month_its_year_its_decade_and_its_century(day: date) -> None:
    text = day.isoformat()
    finer = parse(text)
    for coarser in (
        text[:7],
        text[:4],
        f"{text[:3]}X",
        f"{text[:2]}XX",
        f"{text[:4]}S2",
        f"{text[:7]}/..",
        f"[..{text}]",
    ):
        if not coarser.startswith("00"):
            assert certainly(finer, parse(coarser))


@given(singles, singles)
def test_an_interval_reaches_from_its_start_to_its_end(first: str, last: str) -> None:
    start, end = sorted((parse(first), parse(last)), key=lambda found: found.lower)
    found = parse(f"{start}/{end}")
    assert (found.earliest, found.latest) == (start.earliest, end.latest)
    assert found.precision is min(start.precision, end.precision, key=lambda precision: precision.rank)


@given(st.lists(singles, min_size=1, max_size=5))
def test_a_set_reaches_from_its_earliest_member_to_its_latest(texts: list[str]) -> None:
    found, single = parse(f"[{','.join(texts)}]"), [parse(text) for text in texts]
    assert found.earliest == min(member.lower for member in single)
    assert found.latest == max(member.upper for member in single)
    assert not found.is_interval


def covered(found: PartialDate) -> set[int]:
    """The days of 2020 between the bounds of a date."""
    first, last = parse("2020").lower // DAY, parse("2020").upper // DAY
    return set(range(max(found.lower // DAY, first), min(found.upper // DAY, last) + 1))


small = st.dates(date(2020, 1, 1), date(2020, 12, 31)).map(date.isoformat)
ranges = small | small.map(lambda text: text[:7]) | st.builds(ordered, small, small, st.sampled_from(["/"]))


@given(ranges, ranges)
def test_possibly_and_certainly_agree_with_counting_the_days(text: str, window: str) -> None:
    found, within = covered(parse(text)), covered(parse(window))
    assert possibly(parse(text), parse(window)) == bool(found & within)
    assert certainly(parse(text), parse(window)) == (found <= within)
