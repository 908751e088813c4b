"""Stretches of the calendar: a day, a week, a quarter, a century; how to move by them, and how they are written.

Written as TIMEX3 values (TimeML 1.2.1, section 2.3) and as EDTF (ISO 8601-2:2019: 21 to 24 are seasons, 33 to 36
quarters, 40 and 41 halves of a year). Weeks are those of ISO 8601; winter belongs to the year it begins in.
"""

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta
from typing import Final, NamedTuple

UNITS: Final = (
    "day",
    "weekend",
    "week",
    "month",
    "season",
    "quarter",
    "half",
    "year",
    "decade",
    "century",
    "millennium",
)
SEASONS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_MONTHS: Final = {
    "month": 1,
    "season": 3,
    "quarter": 3,
    "half": 6,
    "year": 12,
    "decade": 120,
    "century": 1200,
    "millennium": 12000,
}
_DAYS: Final = {"day": 1, "weekend": 7, "week": 7}
_GROUPINGS: Final = {"season": 21, "quarter": 33, "half": 40}


class Stretch(NamedTuple):
    """A unit of the calendar by its first day, with a part of the day (``TMO``, ``T17:00``) where one is told."""

    unit: str
    first: date
    clock: str = ""
    zone: str = ""

    @property
    def last(self) -> date:
        """The last day."""
        if self.unit == "day":
            return self.first
        if self.unit == "weekend":
            return self.first + timedelta(days=1)
        if self.unit == "week":
            return self.first + timedelta(days=6)
        months = _MONTHS[self.unit] - 1
        year, month = self.first.year + (self.first.month - 1 + months) // 12, (self.first.month - 1 + months) % 12 + 1
        return date(year, month, monthrange(year, month)[1]) if year <= MAXYEAR else date.max

    def shifted(self, count: int) -> "Stretch":
        """The stretch of the same unit so many of them later; OverflowError or ValueError beyond the calendar."""
        if days := _DAYS.get(self.unit):
            return Stretch(self.unit, self.first + timedelta(days=days * count))
        return Stretch(self.unit, moved(self.first, _MONTHS[self.unit] * count))

    @property
    def weekend(self) -> "Stretch":
        """The Saturday and Sunday of a week."""
        return Stretch("weekend", self.first + timedelta(days=5))

    def at(self, clock: str, zone: str = "") -> "Stretch":
        """The same with a time or part of the day."""
        return self._replace(clock=clock, zone=zone)

    @property
    def timex(self) -> str:
        """The value of a TIMEX3."""
        year, month = f"{self.first.year:04}", self.first.month
        match self.unit:
            case "day":
                return self.first.isoformat() + self.clock
            case "week" | "weekend":
                iso = self.first.isocalendar()
                return f"{iso.year:04}-W{iso.week:02}" + ("-WE" if self.unit == "weekend" else "")
            case "month":
                return f"{year}-{month:02}"
            case "season":
                return f"{year}-{ {start: name for name, start in SEASONS.items()}[month] }"
            case "quarter":
                return f"{year}-Q{(month + 2) // 3}"
            case "half":
                return f"{year}-H{(month + 5) // 6}"
        return year[: {"year": 4, "decade": 3, "century": 2, "millennium": 1}[self.unit]]

    @property
    def edtf(self) -> str:
        """The stretch as EDTF."""
        year, month = f"{self.first.year:04}", self.first.month
        if self.unit == "day":
            exact = self.clock[1:2].isdigit() and self.clock < "T24"
            return self.first.isoformat() + (f"{self.clock}:00"[:9] + self.zone if exact else "")
        if self.unit in _DAYS:
            return f"{self.first}/{self.last}"
        if self.unit == "month":
            return f"{year}-{month:02}"
        if start := _GROUPINGS.get(self.unit):
            months = _MONTHS[self.unit]
            number = (month - 3) // 3 if self.unit == "season" else (month - 1) // months
            return f"{year}-{start + number}"
        known = {"year": 4, "decade": 3, "century": 2, "millennium": 1}[self.unit]
        return year[:known].ljust(4, "X")


def containing(day: date, unit: str) -> Stretch:
    """The stretch of a unit in which a day lies; a season may have begun in the year before."""
    if unit in _DAYS:
        weekday = day.weekday()
        back = {"day": 0, "week": weekday, "weekend": weekday - 5}[unit]
        return Stretch(unit, day - timedelta(days=back))
    if unit == "season":
        return Stretch(unit, moved(day.replace(day=1), -(day.month % 3)))
    months = _MONTHS[unit]
    whole = (day.year * 12 + day.month - 1) // months * months
    return Stretch(unit, date(max(whole // 12, 1), whole % 12 + 1, 1))


def of_year(year: int, unit: str = "year", number: int = 1) -> Stretch:
    """A year, or its so-manieth month, quarter or half; ValueError outside the years 1 to 9999."""
    return Stretch(unit, date(year, (number - 1) * _MONTHS[unit] + 1 if unit != "year" else 1, 1))


def moved(day: date, months: int) -> date:
    """The same day so many months later, or the last of the month if it is shorter; ValueError beyond the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= MAXYEAR:
        raise ValueError(f"no year {year}")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def weekday(reference: date, number: int, direction: int) -> date:
    """The day of the week (1 is Monday) nearest to a day: not after it (-1), not before it (1)."""
    ahead = (number - reference.isoweekday()) % 7
    return reference + timedelta(days=ahead if direction > 0 or ahead == 0 else ahead - 7)
