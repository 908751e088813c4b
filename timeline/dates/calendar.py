"""The proleptic Gregorian calendar with astronomical years (0 is 1 BC), and digits masked by ``X``.

Days count from 1970-01-01. The calendar repeats every 400 years, so years need no limits.
"""

from calendar import isleap
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import product
from typing import Final

DAY: Final = 86_400
_CYCLE_YEARS: Final = 400
_CYCLE_DAYS: Final = 146_097
_EPOCH: Final = date(1970 % _CYCLE_YEARS + _CYCLE_YEARS, 1, 1).toordinal() + 1970 // _CYCLE_YEARS * _CYCLE_DAYS
Months = tuple[int, ...]
Days = tuple[int, ...]
_LENGTHS: Final = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_NORTH: Final = ((3, 3), (6, 3), (9, 3), (12, 3))
_SOUTH: Final = ((9, 3), (12, 3), (3, 3), (6, 3))
_QUARTERS: Final = ((1, 3), (4, 3), (7, 3), (10, 3))
_THIRDS: Final = ((1, 4), (5, 4), (9, 4))
_HALVES: Final = ((1, 6), (7, 6))

#: EDTF's numbers 21 to 41 in place of a month: its first month, and how many there are. Seasons are the
#: meteorologists', without a hemisphere the northern; what begins in December ends in the next year.
GROUPINGS: Final = {
    str(number): months for number, months in enumerate((*_NORTH, *_NORTH, *_SOUTH, *_QUARTERS, *_THIRDS, *_HALVES), 21)
}


def day_number(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to a date of any year; ValueError if there is no such day."""
    cycles, rest = divmod(year, _CYCLE_YEARS)
    return date(rest + _CYCLE_YEARS, month, day).toordinal() + cycles * _CYCLE_DAYS - _EPOCH


def civil(days: int) -> tuple[int, int, int]:
    """Year, month and day of a day number."""
    cycles, rest = divmod(days + _EPOCH - date(_CYCLE_YEARS, 1, 1).toordinal(), _CYCLE_DAYS)
    found = date.fromordinal(rest + date(_CYCLE_YEARS, 1, 1).toordinal())
    return found.year + (cycles - 1) * _CYCLE_YEARS, found.month, found.day


def first_of_month(year: int, month: int) -> int:
    """The day number of a month's first day; month 13 is the next January."""
    return day_number(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def month_length(year: int, month: int) -> int:
    """How many days a month has."""
    return 29 if month == 2 and isleap(year) else _LENGTHS[month]


def longest_month(year: str, months: Iterable[int]) -> int:
    """The most days any of these months has in any year that a text such as ``19XX`` may stand for."""
    length = max(_LENGTHS[month] for month in months)
    return 29 if length == 28 and next(leap_years(year), None) is not None else length


def iso(second: int | None) -> str | None:
    """A second since 1970 as ISO 8601 text, ``2020-08-09T00:00:00``; None stays None.

    Years outside 0 to 9999 are expanded: a sign and six digits or more, ``-000043-03-15T00:00:00`` for 44 BC.
    """
    if second is None:
        return None
    days, clock = divmod(second, DAY)
    year, month, day = civil(days)
    shown = f"{year:04}" if 0 <= year <= 9999 else f"{year:+07}"
    return f"{shown}-{month:02}-{day:02}T{clock // 3600:02}:{clock // 60 % 60:02}:{clock % 60:02}"


@cache
def numbers(mask: str, least: int, most: int) -> tuple[int, ...]:
    """The numbers that two digits such as ``1X`` may stand for, within limits, ascending."""
    found = ("0123456789" if digit == "X" else digit for digit in mask)
    return tuple(n for n in map(int, map("".join, product(*found))) if least <= n <= most)


def year_span(year: str) -> tuple[int, int]:
    """The first and last year a text such as ``1985``, ``-19XX`` may stand for; there is no ``-0000``."""
    if "X" not in year:
        return int(year), int(year)
    digits = year.removeprefix("-")
    least, most = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    if len(year) == 4:
        return least, most
    if least == 0:
        least = int("1".join(digits.rsplit("X", 1)).replace("X", "0"))
    return -most, -least


def leap_years(year: str, descending: bool = False) -> Iterator[int]:
    """The leap years a text such as ``19XX`` may stand for, by their size without the sign."""
    order = -1 if descending else 1
    sign = -1 if year.startswith("-") else 1
    highs, lows = numbers(year[-4:-2], 0, 99), numbers(year[-2:], 0, 99)
    for high, low in product(highs[::order], [low for low in lows[::order] if low % 4 == 0]):
        if (low or high % 4 == 0) and (high or low or sign > 0):
            yield sign * (100 * high + low)


def span(year: str, month: str, day: str) -> tuple[int, int] | None:
    """The first and last day (inclusive) that fit a year, month and day, any digit of which may be ``X``.

    Month and day may be empty, the month a grouping from 21 to 41. None if no calendar has such a day.
    """
    if day and "X" not in year + month + day:
        return _one_day(int(year), int(month), int(day))
    least, most = year_span(year)
    if not month:
        return day_number(least, 1, 1), day_number(most, 12, 31)
    if not day and month in GROUPINGS:
        first, count = GROUPINGS[month]
        return first_of_month(least, first), first_of_month(most, first + count) - 1
    months = numbers(month, 1, 12)
    if not months:
        return None
    if not day:
        return first_of_month(least, months[0]), first_of_month(most, months[-1] + 1) - 1
    return _day_span(year, least, most, months, numbers(day, 1, 31))


def _one_day(year: int, month: int, day: int) -> tuple[int, int] | None:
    try:
        found = day_number(year, month, day)
    except ValueError:
        return None
    return found, found


def _day_span(year: str, least: int, most: int, months: Months, days: Days) -> tuple[int, int] | None:
    if not days or days[0] > longest_month(year, months):
        return None
    if months == (2,) and days[0] == 29:
        least, most = sorted((next(leap_years(year)), next(leap_years(year, descending=True))))
    return _first_day(least, months, days), _last_day(most, months, days)


def _first_day(year: int, months: Months, days: Days) -> int:
    month = next(month for month in months if days[0] <= month_length(year, month))
    return day_number(year, month, days[0])


def _last_day(year: int, months: Months, days: Days) -> int:
    month = next(month for month in reversed(months) if days[0] <= month_length(year, month))
    return day_number(year, month, max(day for day in days if day <= month_length(year, month)))
