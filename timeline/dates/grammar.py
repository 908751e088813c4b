"""EDTF, levels 0 to 2: the Library of Congress specification of 4 February 2019, ISO 8601-2:2019.

Where the specification is silent, or other readers of it differ:

- ``T24:00:00`` is the end of its day (ISO 8601-1:2019/Amd 1:2022); second 60 is read where a leap second
  may stand, and counts as second 59; a shift goes from -12:00 to +14:00, as on the world's clocks;
  ``-00:00``, ``+0300`` and fractions of a second are refused, as are times in intervals and sets;
- either end of an interval may be wanting, or both; one that can only run backwards is refused,
  ``2020-08-05/2020-08`` can run forwards;
- in a set, ``..`` may open the first member and close the last, and both its sides have the same precision;
  members need no order;
- Y begins a year of five digits or more; with an exponent, any year.
"""

import re
from typing import Final

from timeline.dates import faults
from timeline.dates.bounds import End, Precision
from timeline.dates.calendar import DAY, GROUPINGS, day_number, iso, span
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
    r"(-?[0-9]{4}-[0-9]{2}-[0-9]{2})T(([0-9]{2}):([0-9]{2}):([0-9]{2}))(Z|[+-][0-9]{2}(?::[0-9]{2})?)?"
)
_FIRST_LEAP: Final = day_number(1972, 7, 1) * DAY - 1
_GRAINS: Final = dict(
    zip(
        GROUPINGS,
        [Precision.SEASON] * 12 + [Precision.QUARTER] * 4 + [Precision.QUADRIMESTER] * 3 + [Precision.SEMESTER] * 2,
        strict=True,
    )
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
    _, year, _, _, month, _, _, day, _ = match.groups("")
    days = None if year == "-0000" else span(year, month, day)
    if days is None:
        raise faults.no_such_day(text, match)
    grain = Precision.DAY if day else _GRAINS.get(month, Precision.MONTH) if month else Precision.YEAR
    known = _known_to(year, month, day, grain)
    return CalendarDate(days[0] * DAY, days[1] * DAY + DAY - 1, known, grain, year, month, day, _qualities(match))


def _qualities(match: re.Match[str]) -> tuple[int, int, int]:
    """What is said of year, month and day: a sign before a part of it alone, behind it of all so far."""
    before_year, _, year, before_month, _, month, before_day, _, day = match.groups("")
    from_month = _QUALITIES[month] | _QUALITIES[day]
    return (
        _QUALITIES[before_year] | _QUALITIES[year] | from_month,
        _QUALITIES[before_month] | from_month,
        _QUALITIES[before_day] | _QUALITIES[day],
    )


def _known_to(year: str, month: str, day: str, grain: Precision) -> Precision:
    """The unit before the first unspecified digit."""
    if "X" in year:
        return _COARSE[year.removeprefix("-").index("X")]
    if "X" in month:
        return Precision.YEAR
    return Precision.MONTH if "X" in day else grain


def _long_year(text: str, match: re.Match[str]) -> LongYear:
    prefixed, power, plain, digits, quality = match.groups("")
    mantissa, exponent = int(prefixed or plain), int(power or 0)
    if exponent > MAX_EXPONENT:
        raise DateError(text, match.start(2), f"an exponent is at most {MAX_EXPONENT}")
    if prefixed and not power and abs(mantissa) <= 9999:
        raise DateError(text, match.start(), "Y begins years beyond 9999; leave it out and write four digits")
    if plain == "-0000":
        raise faults.no_such_year(text, match.start(3))
    length = len(str(abs(mantissa))) + exponent
    significant = int(digits or length)
    if significant > length:
        raise DateError(text, match.start(4), f"the year has only {length} digits that can be significant")
    return _rounded_year(mantissa, exponent, length - significant, _QUALITIES[quality])


def _rounded_year(mantissa: int, exponent: int, unknown: int, quality: int) -> LongYear:
    """A year of which the last ``unknown`` digits are not significant."""
    unit = 10**unknown
    least = abs(mantissa) * 10**exponent // unit * unit
    most = least + unit - 1
    if mantissa < 0:
        least, most = -most, -least
    first, last = day_number(least, 1, 1) * DAY, day_number(most, 12, 31) * DAY + DAY - 1
    known = _COARSE[max(0, 4 - unknown)] if unknown else Precision.YEAR
    return LongYear(first, last, known, mantissa, exponent, least, most, quality)


def _moment(text: str, match: re.Match[str]) -> Moment:
    date, clock, hour, minute, second, shift = match.groups("")
    day = _single(text, 0, len(date))
    if (hour > "23" and clock != "24:00:00") or minute > "59" or second > "60":
        raise faults.no_such_time(text, match)
    found = day.first + int(hour) * 3600 + int(minute) * 60 + int(second)
    if shift not in ("", "Z"):
        found -= _shift(text, match.start(6), shift)
    if second == "60":
        found -= 1
        if not _may_leap(found):
            raise faults.no_leap_second(text, match.start(5))
    return Moment(found, found, day, clock, shift)


def _shift(text: str, place: int, shift: str) -> int:
    """Seconds that a clock with this shift is ahead of UTC."""
    hours, minutes = int(shift[1:3]), int(shift[4:] or 0)
    ahead = (hours * 60 + minutes) * (-1 if shift[0] == "-" else 1)
    if minutes > 59 or not -12 * 60 <= ahead <= 14 * 60:
        raise DateError(text, place, "a time shift goes from -12:00 to +14:00")
    if shift[0] == "-" and ahead == 0:
        raise DateError(text, place, "a time shift of nothing is written +00:00 or Z")
    return ahead * 60


def _may_leap(second: int) -> bool:
    """Whether a leap second may follow this second: the end of a June or December of UTC, since 1972."""
    return second >= _FIRST_LEAP and f"{iso(second + 1)}".endswith(("-01-01T00:00:00", "-07-01T00:00:00"))


def _interval(text: str) -> Span:
    start, slash, end = text.partition("/")
    if "/" in end:
        raise DateError(text, text.index("/", len(start) + 1), "an interval has one /; a date has hyphens")
    limits = Span(_limit(text, 0, len(start)), _limit(text, len(start) + 1, len(text)))
    if limits.first is not None and limits.last is not None and limits.first > limits.last:
        raise faults.backwards(text, 0, start, slash, end)
    return limits


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
    members: list[Single | Span] = []
    start = 1
    for part in text[1:-1].split(","):
        stop = start + len(part)
        members.append(_run(text, start, stop) if ".." in part else _single(text, start, stop))
        start = stop + 1
    return Members(text[0] == "{", tuple(members))


def _run(text: str, start: int, stop: int) -> Span:
    """The member of a set from ``start`` to ``stop``, which has dots in it."""
    before, dots, after = text[start:stop].partition("..")
    middle = start + len(before)
    if not before + after or (not before and start > 1) or (not after and stop < len(text) - 1):
        raise DateError(text, middle, ".. stands between two dates, before the first or behind the last")
    run = Span(
        _single(text, start, middle) if before else End.UNKNOWN,
        _single(text, middle + 2, stop) if after else End.UNKNOWN,
    )
    if not isinstance(run.start, End) and not isinstance(run.end, End):
        if run.start.grain is not run.end.grain:
            raise DateError(text, middle, "both sides of .. have the same precision; write 2020-08..2020-09")
        if run.start.first > run.end.last:
            raise faults.backwards(text, start, before, dots, after)
    return run
