"""EDTF, levels 0 to 2, as the Library of Congress specification of 4 February 2019 and ISO 8601-2:2019 have it.

Where the specification is silent, or its readers differ:

- ``T24:00:00`` is the end of its day (ISO 8601-1:2019/Amd 1:2022); second 60 is read where a leap second may stand,
  and counted as second 59; a shift goes up to 14 hours, ``-00`` and fractions of a second are refused;
- an interval takes no time of day (the specification says so), no set, and a date or ``..`` at one end at least,
  for ``/`` alone says nothing; one that can only run backwards is refused;
- in a set, ``..`` may open the first member and close the last, and both its sides need the same precision (the
  specification says so); members need no order.
"""

import re
from typing import Final

from timeline.dates import faults
from timeline.dates.bounds import End, Precision
from timeline.dates.calendar import DAY, GROUPINGS, day_number, span
from timeline.dates.readings import (
    APPROXIMATE,
    UNCERTAIN,
    CalendarDate,
    Limit,
    LongYear,
    Members,
    Moment,
    Reading,
    Single,
    Span,
)
from timeline.exceptions import DateError

MAX_LENGTH: Final = 500  # a set of every day of a month has 341 characters
MAX_EXPONENT: Final = 999  # 64 bits of seconds end near the year 2.9E11

_QUALITIES: Final = {"": 0, "?": UNCERTAIN, "~": APPROXIMATE, "%": UNCERTAIN | APPROXIMATE}
_DATE: Final = re.compile(
    r"([?~%]?)(-?[0-9X]{4})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
)
_YEAR: Final = re.compile(r"(?:Y(-?[1-9][0-9]*)(?:E([1-9][0-9]*))?|(-?[0-9]{4}))(?:S([1-9][0-9]*))?([?~%]?)")
_MOMENT: Final = re.compile(
    r"((-?[0-9]{4})-([0-9]{2})-([0-9]{2}))T(([0-9]{2}):([0-9]{2}):([0-9]{2}))(Z|[+-][0-9]{2}(?::[0-9]{2})?)?"
)
_COARSE: Final = (Precision.AGE, Precision.MILLENNIUM, Precision.CENTURY, Precision.DECADE)


def read(text: str) -> Reading:
    """Take a text apart; DateError, with the place and the mend, if it is not EDTF."""
    if len(text) > MAX_LENGTH:
        raise DateError(text, MAX_LENGTH, f"a date has at most {MAX_LENGTH} characters; split it")
    if text.startswith(("[", "{")):
        return _members(text)
    if "/" in text:
        return _interval(text)
    if "T" in text and (match := _MOMENT.fullmatch(text)):
        return _moment(text, match)
    return _single(text, 0, len(text))


def _single(text: str, start: int, stop: int) -> Single:
    """The date from ``start`` to ``stop``, without a time of day."""
    if match := _DATE.fullmatch(text, start, stop):
        return _calendar_date(text, match)
    if match := _YEAR.fullmatch(text, start, stop):
        return _long_year(text, match)
    raise faults.unreadable(text, start, stop)


def _calendar_date(text: str, match: re.Match[str]) -> CalendarDate:
    before_year, year, after_year, before_month, month, after_month, before_day, day, after_day = (
        match.groups("")
    )
    if year == "-0000":
        raise DateError(text, match.start(2), "there is no year -0000; write 0000 for 1 BC, -0001 for 2 BC")
    grouping = month[:1] in ("2", "3", "4") and not day and month.isdigit() and int(month) in GROUPINGS
    days = span(year, month, day) if grouping or month[:1] in ("", "0", "1", "X") else None
    if days is None:
        raise faults.no_such_day(text, match)
    united = _QUALITIES[after_day]
    month_quality = _QUALITIES[after_month] | united
    grain = (
        Precision.DAY
        if day
        else _grouping(month)
        if grouping
        else Precision.MONTH
        if month
        else Precision.YEAR
    )
    return CalendarDate(
        days[0] * DAY,
        days[1] * DAY + DAY - 1,
        _known_to(year, month, day, grain),
        grain,
        year,
        month,
        day,
        (
            _QUALITIES[before_year] | _QUALITIES[after_year] | month_quality,
            _QUALITIES[before_month] | month_quality if month else 0,
            _QUALITIES[before_day] | united if day else 0,
        ),
    )


def _grouping(month: str) -> Precision:
    number = int(month)
    if number < 33:
        return Precision.SEASON
    return Precision.QUARTER if number < 37 else Precision.QUADRIMESTER if number < 40 else Precision.SEMESTER


def _known_to(year: str, month: str, day: str, grain: Precision) -> Precision:
    """The unit before the first unspecified digit."""
    if "X" in year:
        return _COARSE[year.removeprefix("-").index("X")]
    if "X" in month:
        return Precision.YEAR
    return Precision.MONTH if "X" in day else grain


def _long_year(text: str, match: re.Match[str]) -> LongYear:
    prefixed, power, plain, digits, quality = match.groups("")
    mantissa, exponent = int(prefixed or plain), int(power[:4] or 0)
    if exponent > MAX_EXPONENT:
        raise DateError(text, match.start(2), f"an exponent is at most {MAX_EXPONENT}")
    if prefixed and not power and abs(mantissa) <= 9999:
        raise DateError(
            text, match.start(), f"Y is for years beyond 9999; write {faults.four_digits(mantissa)}"
        )
    if plain == "-0000":
        raise DateError(text, match.start(3), "there is no year -0000; write 0000 for 1 BC, -0001 for 2 BC")
    return _rounded_year(text, match, mantissa, exponent, digits, _QUALITIES[quality])


def _rounded_year(
    text: str, match: re.Match[str], mantissa: int, exponent: int, digits: str, quality: int
) -> LongYear:
    value = abs(mantissa) * 10**exponent
    length = len(str(abs(mantissa))) + exponent
    significant = int(digits[:4] or length)
    if significant > length:
        raise DateError(text, match.start(4), f"the year has only {length} significant digits")
    unit = 10 ** (length - significant)
    least, most = value // unit * unit, value // unit * unit + unit - 1
    if mantissa < 0:
        least, most = -most, -least
    return LongYear(
        day_number(least, 1, 1) * DAY,
        day_number(most, 12, 31) * DAY + DAY - 1,
        Precision.YEAR if unit == 1 else _COARSE[max(0, 4 - length + significant)],
        mantissa,
        exponent,
        least,
        most,
        quality,
    )


def _moment(text: str, match: re.Match[str]) -> Moment:
    date, year, month, day, clock, hour, minute, second, shift = match.groups("")
    if year == "-0000":
        raise DateError(text, 0, "there is no year -0000; write 0000 for 1 BC, -0001 for 2 BC")
    try:
        days = day_number(int(year), int(month), int(day))
    except ValueError:
        raise faults.no_such_day(text, _DATE.match(text)) from None
    if (minute > "59" or second > "60" or hour > "23") and clock != "24:00:00":
        raise faults.no_such_time(text, match)
    found = days * DAY + int(hour) * 3600 + int(minute) * 60 + int(second) - _shift(text, match, shift)
    if second == "60":
        found -= 1
        if not _may_leap(found):
            raise DateError(
                text,
                match.start(8),
                "second 60 stands only at 23:59:60 UTC on 30 June or 31 December, since 1972",
            )
    return Moment(found, found, year, month, day, clock, shift)


def _shift(text: str, match: re.Match[str], shift: str) -> int:
    """Seconds that a clock with this shift is ahead of UTC."""
    if shift in ("", "Z"):
        return 0
    hours, minutes = int(shift[1:3]), int(shift[4:] or 0)
    if minutes > 59 or hours * 60 + minutes > 14 * 60:
        raise DateError(text, match.start(9), "a time shift goes from -14:00 to +14:00")
    if shift[0] == "-" and hours == minutes == 0:
        raise DateError(text, match.start(9), "a time shift of nothing is written +00:00 or Z")
    return (hours * 3600 + minutes * 60) * (-1 if shift[0] == "-" else 1)


def _may_leap(second: int) -> bool:
    """Whether a leap second may follow this second of UTC."""
    day, clock = divmod(second + 1, DAY)
    year = 1970 + day * 400 // 146_097
    return (
        clock == 0
        and day in {day_number(year + n, month, 1) for n in (0, 1) for month in (1, 7)}
        and year >= 1971
    )


def _interval(text: str) -> Span:
    slash = text.index("/")
    if (second := text.find("/", slash + 1)) >= 0:
        raise DateError(
            text, second, "an interval has one /; write 2020-08-26/2020-08-29, and a single date with hyphens"
        )
    start, end = _limit(text, 0, slash), _limit(text, slash + 1, len(text))
    if start is end is End.UNKNOWN:
        raise DateError(
            text, 0, "an interval needs a date or .. at one end; write 2020/2021, 2020/.. or /2020"
        )
    if not isinstance(start, End) and not isinstance(end, End) and start.first > end.last:
        raise faults.backwards(text, 0, slash, slash + 1, len(text), "/")
    return Span(start, end)


def _limit(text: str, start: int, stop: int) -> Limit:
    if start == stop:
        return End.UNKNOWN
    if text[start:stop] == "..":
        return End.OPEN
    return _single(text, start, stop)


def _members(text: str) -> Members:
    closer = "]" if text[0] == "[" else "}"
    if not text.endswith(closer):
        raise faults.unclosed(text, closer)
    places, start = [], 1
    for part in text[1:-1].split(","):
        places.append((start, start + len(part)))
        start += len(part) + 1
    last = len(places) - 1
    members = tuple(_member(text, *place, index == 0, index == last) for index, place in enumerate(places))
    return Members(text[0] == "{", members)


def _member(text: str, start: int, stop: int, is_first: bool, is_last: bool) -> Single | Span:
    dots = text.find("..", start, stop)
    if dots < 0:
        return _single(text, start, stop)
    if stop - start == 2 or (dots == start and not is_first) or (dots + 2 == stop and not is_last):
        raise DateError(text, dots, ".. stands between two dates, before the first member or after the last")
    before = End.UNKNOWN if dots == start else _single(text, start, dots)
    after = End.UNKNOWN if dots + 2 == stop else _single(text, dots + 2, stop)
    if not isinstance(before, End) and not isinstance(after, End):
        if before.grain is not after.grain:
            raise DateError(text, dots, "both sides of .. need the same precision; write 2020-08..2020-09")
        if before.first > after.last:
            raise faults.backwards(text, start, dots, dots + 2, stop, "..")
    return Span(before, after)
