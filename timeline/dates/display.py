"""A date in English, never more exact than its text."""

from collections.abc import Sequence
from typing import Final

from timeline.dates.bounds import End, Precision
from timeline.dates.calendar import longest_month, numbers, year_span
from timeline.dates.readings import (
    APPROXIMATE,
    UNCERTAIN,
    CalendarDate,
    Limit,
    LongYear,
    Members,
    Moment,
    Reading,
    Single,
    Span,
)

_MONTHS: Final = (
    *("", "January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SEASONS: Final = ("spring", "summer", "autumn", "winter")
_PARTS: Final = (
    *("first quarter", "second quarter", "third quarter", "last quarter"),
    *("first third", "second third", "last third"),
    *("first half", "second half"),
)
_HEMISPHERES: Final = ("", " (northern hemisphere)", " (southern hemisphere)")
_SCALES: Final = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_LARGEST_SAID: Final = 14  # powers of ten beyond are written as such
_QUALITIES: Final = {
    UNCERTAIN: "uncertain",
    APPROXIMATE: "approximate",
    UNCERTAIN | APPROXIMATE: "approximate and uncertain",
}


def words(reading: Reading) -> str:
    """A reading in English."""
    if isinstance(reading, Span):
        return _interval(reading)
    if isinstance(reading, Members):
        return _members(reading)
    if isinstance(reading, Moment):
        return _moment(reading)
    return _single(reading)


def _moment(moment: Moment) -> str:
    zone = {"": "local time", "Z": "UTC", "+00": "UTC", "+00:00": "UTC"}.get(moment.shift, f"UTC{moment.shift}")
    return f"{_single(moment.day)}, {moment.clock} {zone}"


def _single(date: Single) -> str:
    """A date and its qualifiers."""
    if isinstance(date, LongYear):
        return _qualified(_long_year(date), date.quality)
    parts = [quality for quality, part in zip(date.qualities, (date.year, date.month, date.day), strict=True) if part]
    if len(set(parts)) == 1:
        return _qualified(_plain(date), parts[0])
    return f"{_plain(date)} ({_part_qualities(date)})"


def _qualified(text: str, quality: int) -> str:
    """A date as uncertain and as approximate as its one qualifier makes it."""
    if quality & APPROXIMATE and text.startswith("some "):
        return f"{text} ({_QUALITIES[quality]})"
    about = "about " if quality & APPROXIMATE and not text.startswith("about ") else ""
    return f"{about}{text}{' (uncertain)' if quality & UNCERTAIN else ''}"


def _part_qualities(date: CalendarDate) -> str:
    """What is said of single parts: ``year uncertain, day approximate``."""
    grain = "month" if date.grain in (Precision.MONTH, Precision.DAY) else date.grain.lower()
    said = dict(zip(("year", grain, "day"), date.qualities, strict=True))
    found = {quality: [part for part in said if said[part] == quality] for quality in said.values() if quality}
    return ", ".join(f"{_listed(parts, 'and')} {_QUALITIES[quality]}" for quality, parts in found.items())


def _listed(items: Sequence[str], last: str) -> str:
    return f" {last} ".join(part for part in (", ".join(items[:-1]), items[-1]) if part)


def _plain(date: CalendarDate) -> str:
    """A date without its qualifiers."""
    if not date.month:
        return _year_alone(date.year)
    if date.grain not in (Precision.MONTH, Precision.DAY):
        return _grouping(int(date.month), date.year)
    return _day(date) if date.day else _month(date.month, date.year)


# Years


def _year(year: int) -> str:
    """A year of the calendar: 44 BC for -43, AD 79 for years one would not know as such."""
    if year <= 0:
        return f"{1 - year:,} BC" if 1 - year > 9999 else f"{1 - year} BC"
    if year > 9999:
        return f"AD {year:,}"
    return str(year) if year > 999 else f"AD {year}"


def _year_alone(year: str) -> str:
    """A year that need not be known in full: ``the 1970s``, ``the 20th century``."""
    if "X" not in year:
        return _year(int(year))
    return _period(year) or f"some year between {_years(*year_span(year))} ({year})"


def _of_year(year: str) -> str:
    """What comes after a month: the year, or the little that is known of it."""
    if "X" not in year:
        return _year(int(year))
    if year.endswith("XXXX"):
        return "of some year" + " BC" * year.startswith("-")
    period = _period(year)
    return f"of some year in {period}" if period else f"of {_year_alone(year)}"


def _in_year(year: str) -> str:
    """What comes after "some month": the year, or its period."""
    return _of_year(year) if year.endswith("XXXX") else f"of {_year_alone(year)}"


def _period(year: str) -> str:
    """The name of a decade, century or millennium of which nothing more is known; empty if it has none."""
    known = year.removeprefix("-").rstrip("X")
    before = year.startswith("-")
    if "X" in known:
        return ""
    if not known:
        return "some year BC" if before else "some year"
    if len(known) == 3:
        return "" if before or known < "100" else f"the {known}0s"
    name = "century" if len(known) == 2 else "millennium"
    return f"the {_ordinal(int(known) + 1)} {name}{' BC' if before else ''}"


def _ordinal(number: int) -> str:
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _years(least: int, most: int) -> str:
    """Two years joined by "and"; the era once if it is the same."""
    first, last = _year(least), _year(most)
    if most <= 0:
        first = first.removesuffix(" BC")
    elif least > 0:
        last = last.removeprefix("AD ") if first.startswith("AD ") and not last.isdigit() else last
    return f"{first} and {last}"


def _long_year(date: LongYear) -> str:
    """A year written with Y, E or S."""
    if date.exponent > _LARGEST_SAID or (date.exponent and date.least == date.most):
        return f"about {_rounded(date.mantissa, date.exponent)}"
    value = date.mantissa * 10**date.exponent
    if date.least == date.most:
        return _year(value)
    return f"some year between {_years(date.least, date.most)} (estimated {_year(value)})"


def _rounded(mantissa: int, exponent: int) -> str:
    """A year of which no more than its size is meant: 170 million BC."""
    if exponent <= _LARGEST_SAID and 1000 <= mantissa * 10**exponent <= 9999:
        return str(mantissa * 10**exponent)
    size = _number(abs(mantissa), exponent)
    return f"{size} BC" if mantissa < 0 else f"AD {size}"


def _number(mantissa: int, exponent: int) -> str:
    """A large number as one says it: 170 million."""
    if exponent > _LARGEST_SAID:
        return f"{mantissa} × 10^{exponent}"
    value = mantissa * 10**exponent
    for scale, name in _SCALES:
        if value >= scale:
            whole, rest = divmod(value, scale)
            return f"{whole:,}{f'.{rest:0{len(str(scale)) - 1}}'.rstrip('0') if rest else ''} {name}"
    return f"{value:,}" if value > 9999 else str(value)


# Months, days and the groupings of months


def _grouping(number: int, year: str) -> str:
    after = _of_year(year)
    if number < 33:
        index = number - 21
        return f"{_SEASONS[index % 4]} {after}{_HEMISPHERES[index // 4]}"
    return f"{_PARTS[number - 33]} {'' if 'X' in year else 'of '}{after}"


def _month(month: str, year: str) -> str:
    months = numbers(month, 1, 12)
    if len(months) == 1:
        return f"{_MONTHS[months[0]]} {_of_year(year)}"
    if len(months) == 12:
        return f"some month {_in_year(year)}"
    return f"{_some_months(months)} {_of_year(year)}"


def _some_months(months: Sequence[int]) -> str:
    """``January or November``, ``some month from October to December``."""
    if months[-1] - months[0] == len(months) - 1:
        return f"some month from {_MONTHS[months[0]]} to {_MONTHS[months[-1]]}"
    return _listed([_MONTHS[month] for month in months], "or")


def _day(date: CalendarDate) -> str:
    months = numbers(date.month, 1, 12)
    if date.day == "XX":
        if len(months) == 12:
            return f"some day {_in_year(date.year)}"
        named = _some_months(months).removeprefix("some month ") if len(months) > 1 else _MONTHS[months[0]]
        joint = "" if named.startswith("from ") else "in "
        return f"some day {joint}{named} {_of_year(date.year)}"
    if len(months) == 1:
        return f"{_days(date, '')} {_month(date.month, date.year)}"
    return f"{_days(date, 'th')} of {_month(date.month, date.year)}"


def _days(date: CalendarDate, ending: str) -> str:
    """The days a partly unspecified day may be: ``9``, ``some day from 10 to 19``, ``1, 11 or 21``."""
    days = numbers(date.day, 1, longest_month(date.year, numbers(date.month, 1, 12)))
    shown = [_ordinal(day) if ending else str(day) for day in days]
    article = "the " if ending else ""
    if len(days) > 4:
        return f"some day from {article}{shown[0]} to {article}{shown[-1]}"
    return article + _listed(shown, "or")


# Spans and sets


def _interval(span: Span) -> str:
    start, end = span.start, span.end
    if isinstance(start, End):
        return _without_start(start, end)
    if end is End.OPEN:
        return f"since {_single(start)}"
    if isinstance(end, End):
        return f"from {_single(start)}, end unknown"
    return _from_to(start, end)


def _without_start(start: End, end: Limit) -> str:
    if not isinstance(end, End):
        return f"until {_single(end)}{', start unknown' if start is End.UNKNOWN else ''}"
    return "at any time" if start is end is End.OPEN else f"start {start.lower()}, end {end.lower()}"


def _from_to(start: Single, end: Single) -> str:
    shortened = _shortened(start, end)
    if shortened:
        return shortened[1] if start == end else " to ".join(shortened)
    return f"from {_single(start)} to {_single(end)}"


def _shortened(start: Single, end: Single) -> tuple[str, str] | None:
    """Two plain dates without what they share, ``26`` and ``29 August 2020``; None if one is not plain."""
    if isinstance(start, LongYear) or isinstance(end, LongYear) or start.quality or end.quality:
        return None
    if any("X" in date.year + date.month + date.day or "(" in _plain(date) for date in (start, end)):
        return None
    first, last = _plain(start), _plain(end)
    if start.grain is not end.grain or not start.month or start.year != end.year:
        return first, last
    if start.day and start.month == end.month:
        return str(int(start.day)), last
    return first.removesuffix(f" {_year(int(start.year))}").removesuffix(" of"), last


def _members(members: Members) -> str:
    every, listed = members.every, members.members
    if len(listed) == 1:
        return _run_alone(listed[0], every) if isinstance(listed[0], Span) else _single(listed[0])
    named = [_run(member, every) if isinstance(member, Span) else _single(member) for member in listed]
    if len(listed) == 2:
        return f"{'both' if every else 'either'} {_listed(named, 'and' if every else 'or')}"
    return f"{'all' if every else 'one'} of {_listed(named, 'and')}"


def _run(span: Span, every: bool) -> str:
    """A run of dates among others: ``1670 to 1672``, ``1984 or earlier``."""
    start, end = span
    if not isinstance(start, End):
        return f"{_single(start)} {'and' if every else 'or'} later" if isinstance(end, End) else _from_to(start, end)
    return "" if isinstance(end, End) else f"{_single(end)} {'and' if every else 'or'} earlier"


def _run_alone(span: Span, every: bool) -> str:
    """A set of one run: some time between two dates, or all from the one to the other."""
    start, end = span
    if not isinstance(start, End) and not isinstance(end, End):
        first, last = _shortened(start, end) or (_single(start), _single(end))
        between = f"some time between {first} and {last}" if start != end else _from_to(start, end)
        return f"all of {_from_to(start, end)}" if every else between
    known = end if isinstance(start, End) else start
    if every or not isinstance(known, CalendarDate) or not known.day:
        return _run(span, every)
    return f"on or {'before' if known is end else 'after'} {_single(known)}"
