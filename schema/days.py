"""Days that are asked for, from EDTF text to seconds."""

from collections.abc import Callable
from typing import Any

from schema.arguments import Slot
from timeline import dates
from timeline.exceptions import TimelineError

SECONDS_OF_DAY = 86_400


def bound(name: str) -> Callable[[str | None], int]:
    """From EDTF text to its ``lower`` or ``upper`` second; the outermost one where nothing was given."""
    outermost = dates.EARLIEST_SECOND if name == "lower" else dates.LATEST_SECOND
    return lambda text: outermost if text is None else getattr(dates.parse(text), name)


def reaching(days: int) -> Callable[[str | None], int]:
    """From EDTF text to when what lasts so many days at most, and reaches it, may have begun first."""
    lower = bound("lower")
    return lambda text: max(dates.EARLIEST_SECOND, lower(text) - days * SECONDS_OF_DAY + 1)


def last_second(text: str) -> int:
    """The last second of a day by which something is to have been known.

    Raises:
        TimelineError: it is no EDTF date, or it has no end, so that not even what has no day would be later.
    """
    date = dates.parse(text)
    if date.latest is None or date.upper == dates.LATEST_SECOND:
        raise TimelineError(f"{text!r} has no last day to look back from; give a day like 2020-08-28")
    return date.upper


def as_of(before: Slot | None, day: Any) -> Slot | None:
    """The day to answer as of: one that is given, or an earlier one that was given around it."""
    if not isinstance(day, Slot) or day.sample is None:
        return before
    if before is None:
        return day
    return Slot(lambda variables: min((before.get(variables), day.get(variables)), key=last_second), day.sample)
