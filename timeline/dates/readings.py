"""What a date's text says, taken apart: the grammar finds it, bounds and wording are made from it.

Every reading has ``first`` and ``last``, in seconds since 1970-01-01T00:00:00 and without limits, or None.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from timeline.dates.bounds import End, Precision

UNCERTAIN: Final = 1
APPROXIMATE: Final = 2


class CalendarDate(NamedTuple):
    """A year, month and day, or less; any digit may be ``X``, the month a grouping from 21 to 41."""

    first: int
    last: int
    precision: Precision
    grain: Precision  # the smallest unit written, whether or not it has an X
    year: str
    month: str
    day: str
    qualities: tuple[int, int, int]

    @property
    def quality(self) -> int:
        """UNCERTAIN and APPROXIMATE as bits, of any part."""
        return self.qualities[0] | self.qualities[1] | self.qualities[2]


class LongYear(NamedTuple):
    """A year written with Y, E or S: ``mantissa`` × 10 ** ``exponent``, between ``least`` and ``most``."""

    first: int
    last: int
    precision: Precision
    mantissa: int
    exponent: int
    least: int
    most: int
    quality: int
    grain: Precision = Precision.YEAR


Single = CalendarDate | LongYear


class Moment(NamedTuple):
    """A day with a time of day; without a shift it is local time, counted as if it were UTC."""

    first: int
    last: int
    day: Single
    clock: str
    shift: str
    quality: int = 0
    precision: Precision = Precision.SECOND


Limit = Single | End  # one end of a span: a date, UNKNOWN or OPEN


class Span(NamedTuple):
    """From one date to another, either of which may be wanting: an interval ``a/b``, in a set ``a..b``."""

    start: Limit
    end: Limit

    @property
    def first(self) -> int | None:
        """The first second of the start."""
        return None if isinstance(self.start, End) else self.start.first

    @property
    def last(self) -> int | None:
        """The last second of the end."""
        return None if isinstance(self.end, End) else self.end.last

    @property
    def precision(self) -> Precision:
        """That of the coarser end; an age if there is neither."""
        return coarsest([limit.precision for limit in self if not isinstance(limit, End)])

    @property
    def quality(self) -> int:
        """UNCERTAIN and APPROXIMATE as bits, of either end."""
        return reduce(or_, (limit.quality for limit in self if not isinstance(limit, End)), 0)


class Members(NamedTuple):
    """A set: ``[...]``, one of its members, or ``{...}``, all of them."""

    every: bool
    members: tuple[Single | Span, ...]

    @property
    def first(self) -> int | None:
        """The first second of the earliest member."""
        found = [member.first for member in self.members]
        return None if None in found else min(second for second in found if second is not None)

    @property
    def last(self) -> int | None:
        """The last second of the latest member."""
        found = [member.last for member in self.members]
        return None if None in found else max(second for second in found if second is not None)

    @property
    def precision(self) -> Precision:
        """That of the coarsest member."""
        return coarsest([member.precision for member in self.members])

    @property
    def quality(self) -> int:
        """UNCERTAIN and APPROXIMATE as bits, of any member."""
        return reduce(or_, (member.quality for member in self.members), 0)


Reading = CalendarDate | LongYear | Moment | Span | Members


def coarsest(precisions: Sequence[Precision]) -> Precision:
    """The coarsest of some precisions, AGE of none."""
    return min(precisions, key=lambda precision: precision.rank, default=Precision.AGE)
