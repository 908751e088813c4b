"""How far a date reaches, and how finely it is known: the words for both."""

from enum import StrEnum
from typing import Final

EARLIEST_SECOND: Final = -(2**63)
LATEST_SECOND: Final = 2**63 - 1


class End(StrEnum):
    """What is known of one end of a date; the three never mix."""

    KNOWN = "KNOWN"  # it has a bound
    UNKNOWN = "UNKNOWN"  # it has one that nobody knows: "2020/", "[..2020]"
    OPEN = "OPEN"  # it has none, or none was given: "2020/.."


class Precision(StrEnum):
    """How finely a date is known, from coarse to fine: the smallest unit that holds all its readings.

    ``1985-04-XX`` is some day, known to the MONTH; ``156X-12-25`` is known to the DECADE.
    """

    AGE = "AGE"  # coarser than a millennium
    MILLENNIUM = "MILLENNIUM"
    CENTURY = "CENTURY"
    DECADE = "DECADE"
    YEAR = "YEAR"
    SEMESTER = "SEMESTER"  # six months
    QUADRIMESTER = "QUADRIMESTER"  # four months
    QUARTER = "QUARTER"
    SEASON = "SEASON"
    MONTH = "MONTH"
    DAY = "DAY"
    SECOND = "SECOND"

    @property
    def rank(self) -> int:
        """0 for the coarsest; a larger number is finer."""
        return _RANKS[self]


_RANKS: Final = {precision: rank for rank, precision in enumerate(Precision)}


def saturate(second: int) -> int:
    """The nearest second that fits into 64 bits: years beyond 292 billion share the last one."""
    return max(EARLIEST_SECOND, min(second, LATEST_SECOND))
