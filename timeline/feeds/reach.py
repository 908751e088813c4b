"""How far a date of a browser's program reaches, and which dates it therefore cannot draw."""

from typing import Final

from timeline.dates import PartialDate
from timeline.dates.calendar import DAY, day_number

# ECMAScript's time values end 8.64e15 ms from 1970: in April of the year -271821 and September 275760 (ECMA-262,
# section 21.4.1.1). The years here are whole ones in both countings, that with a year 0 and that without.
FIRST_SECOND: Final = day_number(-271819, 1, 1) * DAY
LAST_SECOND: Final = day_number(275759, 12, 31) * DAY + DAY - 1


def undrawable(date: PartialDate) -> str | None:
    """Why a date has no place on a line drawn in a browser; None if it has one."""
    known = [second for second in (date.earliest, date.latest) if second is not None]
    if not known:
        return "neither a start nor an end of its date is known"
    if known[0] < FIRST_SECOND or known[-1] > LAST_SECOND:
        return "its date is beyond what a browser can draw, 271,820 BC to AD 275,759"
    return None
