"""A stretch of time cut into days, weeks, months, years, decades or centuries.

Weeks begin on Monday (ISO 8601); decades and centuries begin with the years that end in 0 and 00.
"""

from dataclasses import dataclass
from itertools import pairwise

from timeline.dates.bounds import saturate
from timeline.dates.calendar import DAY, civil, day_number, first_of_month
from timeline.exceptions import TimelineError
from timeline.kinds import Unit

MONDAY = 3
"""Days from the Monday before 1970-01-01, a Thursday, to that day."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """One piece: its first and last second, as far as 64 bits reach, and its EDTF text."""

    start: int
    end: int
    edtf: str


YEARS = {Unit.YEAR: 1, Unit.DECADE: 10, Unit.CENTURY: 100}
LONGER = tuple(10**power for power in range(3, 13))
"""Numbers of years that an overview is cut into where centuries are too many; two of the last hold all seconds."""

Step = Unit | int
"""How long a piece is; a bare number counts years."""


def number_of(step: Step, second: int) -> int:
    """Which piece a second lies in, counted so that neighbours differ by 1."""
    days = second // DAY
    if step == Unit.DAY:
        return days
    if step == Unit.WEEK:
        return (days + MONDAY) // 7
    year, month, _ = civil(days)
    return year * 12 + month - 1 if step == Unit.MONTH else year // _years(step)


def start_of(step: Step, number: int) -> int:
    """The first second of a piece."""
    match step:
        case Unit.DAY:
            days = number
        case Unit.WEEK:
            days = number * 7 - MONDAY
        case Unit.MONTH:
            days = first_of_month(number // 12, number % 12 + 1)
        case _:
            days = day_number(number * _years(step), 1, 1)
    return days * DAY


def _years(step: Step) -> int:
    return YEARS[step] if isinstance(step, Unit) else step


def buckets(unit: Unit, lower: int, upper: int, most: int) -> list[Bucket]:
    """The pieces that hold the seconds from ``lower`` to ``upper``.

    Raises:
        TimelineError: they would be more than ``most``.
    """
    if (count := _count(unit, lower, upper)) > most:
        raise TimelineError(f"{count} buckets by {unit}, {most} allowed; ask for a shorter window or a longer unit")
    return _cut(unit, lower, upper)


def fitting(lower: int, upper: int, most: int) -> list[Bucket]:
    """The pieces of the shortest length that makes at most ``most``; one with whole days where none does."""
    for step in (*Unit, *LONGER):
        if _count(step, lower, upper) <= most:
            return _cut(step, lower, upper)
    start, end = lower // DAY * DAY, (upper // DAY + 1) * DAY - 1
    return [Bucket(saturate(start), saturate(end), f"{_edtf(Unit.DAY, start, end)}/{_edtf(Unit.DAY, end, end)}")]


def _count(step: Step, lower: int, upper: int) -> int:
    return number_of(step, upper) - number_of(step, lower) + 1


def _cut(step: Step, lower: int, upper: int) -> list[Bucket]:
    first, last = number_of(step, lower), number_of(step, upper)
    starts = [start_of(step, number) for number in range(first, last + 2)]
    return [
        Bucket(saturate(start), saturate(after - 1), _edtf(step, start, after - 1)) for start, after in pairwise(starts)
    ]


def _edtf(step: Step, start: int, end: int) -> str:
    """A piece in EDTF; where EDTF has no months, beyond the year 9999, months and days are told by their year."""
    year, month, day = civil(start // DAY)
    match step:
        case Unit.DAY:
            return f"{_year(year)}-{month:02}-{day:02}" if abs(year) <= 9999 else _year(year)
        case Unit.WEEK:
            return f"{_edtf(Unit.DAY, start, end)}/{_edtf(Unit.DAY, end, end)}"
        case Unit.MONTH:
            return f"{_year(year)}-{month:02}" if abs(year) <= 9999 else _year(year)
        case Unit.YEAR:
            return _year(year)
    if (mask := MASKS.get(_years(step))) and 0 <= year <= 9999:
        return f"{year:04}"[: -len(mask)] + mask
    return f"{_year(year)}/{_year(civil(end // DAY)[0])}"


MASKS = {10: "X", 100: "XX", 1000: "XXX"}


def _year(year: int) -> str:
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{year:04}" if year >= 0 else f"-{-year:04}"
