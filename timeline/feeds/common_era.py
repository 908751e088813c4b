"""Days and moments of the years 1 to 9999: all that most formats can write of a date.

What is not there is None, and ``unplaceable`` says why: nothing is put where the evidence does not put it.
"""

import re
from datetime import UTC, date, datetime
from typing import Final

from timeline.dates import End, PartialDate, Precision
from timeline.dates.calendar import DAY, civil

_FULL_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ZONED: Final = re.compile(r"T.*(?:Z|[+-][0-9]{2}(?::[0-9]{2})?)$")


def first_day(found: PartialDate) -> date | None:
    """The first day any reading of it may lie on."""
    return None if found.precision is Precision.AGE else _day(found.earliest)


def last_day(found: PartialDate) -> date | None:
    """The last day any reading of it may lie on."""
    return None if found.precision is Precision.AGE else _day(found.latest)


def exact_day(found: PartialDate) -> date | None:
    """The day, where the evidence gives one and nothing else: no time, no range, no qualifier."""
    return _day(found.earliest) if _FULL_DAY.fullmatch(found.edtf) else None


def moment(found: PartialDate) -> datetime | None:
    """The moment, where there is a time of day: in UTC, or naive where no zone is known."""
    day = _day(found.earliest)
    if found.precision is not Precision.SECOND or found.earliest is None or day is None:
        return None
    clock = found.earliest % DAY
    zone = UTC if has_zone(found) else None
    return datetime(day.year, day.month, day.day, clock // 3600, clock // 60 % 60, clock % 60, tzinfo=zone)


def has_zone(found: PartialDate) -> bool:
    """Whether a time of day stands in it with its shift from UTC."""
    return _ZONED.search(found.edtf) is not None


def stamp(found: PartialDate) -> str | None:
    """An exact day or moment as RFC 3339 has it, section 5.6; a day as its first second.

    A time without a zone counts as UTC, as everywhere in the API.
    """
    day = exact_day(found)
    if day is not None:
        return f"{day.isoformat()}T00:00:00Z"
    when = moment(found)
    return None if when is None else f"{when.replace(tzinfo=None).isoformat()}Z"


def unplaceable(found: PartialDate) -> str | None:
    """Why its start has no place on a calendar of these years; None if it has one."""
    if found.start is not End.KNOWN:
        return f"its start is {found.start.value.lower()}"
    if found.precision is Precision.AGE:
        return "its year is not known"
    if _day(found.earliest):
        return None
    return "it reaches before AD 1" if found.lower < 0 else "it reaches beyond the year 9999"


def _day(second: int | None) -> date | None:
    if second is None:
        return None
    year, month, day = civil(second // DAY)
    return date(year, month, day) if 1 <= year <= 9999 else None
