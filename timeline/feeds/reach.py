"""How far the dates of widgets reach, and which dates they therefore cannot draw."""

from typing import Final

from timeline.dates import PartialDate
from timeline.dates.calendar import DAY, day_number

# A browser's dates end in the years -271821 and 275760 (ECMA-262, section 21.4.1.1), and fall to "NaN" beyond.
# vis-timeline adds as much room as labels want before it draws, so less is to be had: 99,999 years on both sides.
FIRST_SECOND: Final = day_number(-99_998, 1, 1) * DAY
LAST_SECOND: Final = day_number(99_999, 12, 31) * DAY + DAY - 1


def undrawable(date: PartialDate) -> str | None:
    """Why a date has no place on a line drawn in a browser; None if it has one."""
    known = [second for second in (date.earliest, date.latest) if second is not None]
    if not known:
        return "neither a start nor an end of its date is known"
    if known[0] < FIRST_SECOND or known[-1] > LAST_SECOND:
        return "its date is beyond what widgets draw, 99,999 BC to AD 99,999"
    return None
