"""A stretch of time cut into days, weeks, months, years, decades or centuries.

Weeks begin on Monday (ISO 8601); decades and centuries begin with the years that end in 0 and 00.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from timeline.dates.calendar import DAY, civil, day_number, first_of_month
from timeline.exceptions import TimelineError
from timeline.kinds import Unit

MONDAY = 3
"""Days from the Monday before 1970-01-01, a Thursday, to that day."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """One piece: its first and last second, and its EDTF text."""

    start: int
    end: int
    edtf: str


YEARS = {Unit.YEAR: 1, Unit.DECADE: 10, Unit.CENTURY: 100}


def number_of(unit: Unit, second: int) -> int:
    """Which piece a second lies in, counted so that neighbours differ by 1."""
    days = second // DAY
    if unit is Unit.DAY:
        return days
    if unit is Unit.WEEK:
        return (days + MONDAY) // 7
    year, month, _ = civil(days)
    return year * 12 + month - 1 if unit is Unit.MONTH else year // YEARS[unit]


def start_of(unit: Unit, number: int) -> int:
    """The first second of a piece."""
    match unit:
        case Unit.DAY:
            days = number
        case Unit.WEEK:
            days = number * 7 - MONDAY
        case Unit.MONTH:
            days = first_of_month(number // 12, number % 12 + 1)
        case _:
            days = day_number(number * YEARS[unit], 1, 1)
    return days * DAY


def buckets(unit: Unit, lower: int, upper: int, most: int) -> list[Bucket]:
    """The pieces that hold the seconds from ``lower`` to ``upper``.

    Raises:
        TimelineError: they would be more than ``most``.
    """
    first, last = number_of(unit, lower), number_of(unit, upper)
    if last - first >= most:
        count = last - first + 1
        raise TimelineError(f"{count} buckets by {unit}, {most} allowed; ask for a shorter window or a longer unit")
    starts = [start_of(unit, number) for number in range(first, last + 2)]
    return [Bucket(start, end - 1, _edtf(unit, start, end - 1)) for start, end in pairwise(starts)]


def fitting(lower: int, upper: int, most: int) -> list[Bucket]:
    """The pieces of the shortest unit that makes at most ``most``; of the longest where none does."""
    for unit in Unit:
        if number_of(unit, upper) - number_of(unit, lower) < most:
            return buckets(unit, lower, upper, most)
    return buckets(Unit.CENTURY, lower, upper, most)


def _edtf(unit: Unit, start: int, end: int) -> str:
    year, month, day = civil(start // DAY)
    texts: dict[Unit, Callable[[], str]] = {
        Unit.DAY: lambda: f"{_year(year)}-{month:02}-{day:02}" if abs(year) <= 9999 else _year(year),
        Unit.WEEK: lambda: f"{_edtf(Unit.DAY, start, end)}/{_edtf(Unit.DAY, end, end)}",
        Unit.MONTH: lambda: f"{_year(year)}-{month:02}" if abs(year) <= 9999 else _year(year),
        Unit.YEAR: lambda: _year(year),
    }
    if unit in texts:
        return texts[unit]()
    if 0 <= year <= 9999:
        return f"{year:04}"[: 3 if unit is Unit.DECADE else 2] + ("X" if unit is Unit.DECADE else "XX")
    return f"{_year(year)}/{_year(civil(end // DAY)[0])}" if abs(year) <= 9999 else _year(year)


def _year(year: int) -> str:
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{year:04}" if year >= 0 else f"-{-year:04}"
