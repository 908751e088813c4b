"""What is wrong with a text that is not EDTF, where, and how to mend it. Slow paths only."""

import re
import unicodedata
from typing import Final

from timeline.dates.calendar import month_length, year_span
from timeline.exceptions import DateError

_ALPHABET: Final = frozenset("0123456789XYESTZ-+:/.,[]{}?~%")
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe58\ufe63\uff0d"
_MONTHS: Final = "a month is 01 to 12, or 21 to 41 for a season, quarter or half"
_SHAPES: Final = "write a date as 2020, 2020-08 or 2020-08-09"

#: Known mistakes: what they look like, which group is the place, and the mend (groups by number).
_MISTAKES: Final = tuple(
    (re.compile(pattern), group, mend)
    for pattern, group, mend in (
        (r"\.\.\.*", 0, "only an interval or a set has ..; write {..} for an open end: 2020/.."),
        (r"(-?\d{4})-(\d{1,2})-(\d{1,2})", 2, "month and day have two digits; write {1}-{2:0>2}-{3:0>2}"),
        (r"(-?\d{4})-(\d)", 2, "a month has two digits; write {1}-0{2}"),
        (r"(-?\d{4})(\d\d)(\d\d)(?:T.*)?", 2, "hyphens stand between year, month and day; write {1}-{2}-{3}"),
        (r"(-?\d{4})-(\d{3})", 2, "a day of the year is not EDTF; write month and day: 2020-08-09"),
        (r"(\+)\d.*", 1, "a year has no plus sign; leave it out"),
        (r"(-?)(\d{1,3})(?![\d]).*", 2, "a year has four digits; write {1}{2:0>4}"),
        (r"(-?\d{5,})", 1, "a year of more than four digits begins with Y; write Y{1}"),
        (r"Y-?(0).*", 1, "a year with Y does not begin with 0"),
        (r"Y-?\d+(?:E\d+)?(-).*", 1, "a year with Y has no month, day or time; write the year alone"),
        (r"[?~%]+Y.*", 0, "Y begins the date; write the qualifier behind the year"),
        (r".*?([?~%][?~%]+).*", 1, "one qualifier is enough; write % for uncertain and approximate"),
        (
            r"[^T]*T\d\d(?::\d\d)?()(?:Z|[+-]\d\d.*)?",
            1,
            "a time of day needs its seconds; write hh:mm:ss or leave it out",
        ),
        (r"[^T]*T\d\d:\d\d:\d\d(\.).*", 1, "EDTF has no fractions of a second; leave them out"),
        (r"[^T]*(T)\d\d:\d\d:\d\d.*[?~%]", 1, "a time of day takes no qualifier"),
        (r".*[ES](0\d*).*", 1, "an exponent or number of digits is 1 or more, without a leading 0"),
        (r".*([\[\]{}]).*", 1, "a set stands alone: [1667,1668] or {1667,1668}"),
        (r".*(,).*", 1, "only a set has commas; write [1667,1668] for one of them, {1667,1668} for all"),
    )
)


def unreadable(text: str, start: int, stop: int) -> DateError:
    """The error for the part of a text that is no date at all."""
    if start == stop:
        return DateError(text, start, f"a date is missing; {_SHAPES}")
    part = text[start:stop]
    for offset, character in enumerate(part):
        if character not in _ALPHABET:
            return DateError(text, start + offset, _stranger(part, character))
    for pattern, group, mend in _MISTAKES:
        if match := pattern.fullmatch(part):
            return DateError(text, start + match.start(group), mend.format(part, *match.groups()))
    return _unexpected(text, start, stop)


def _stranger(part: str, character: str) -> str:
    """Why a character cannot stand in a date, and what to write."""
    name = unicodedata.name(character, f"U+{ord(character):04X}")
    if part.lower() in ("unknown", "open"):
        return f"{part!r} is of the draft of 2012; write 2020/ for an unknown end, 2020/.. for an open one"
    if character.isspace():
        return "a date has no spaces; leave them out"
    if character in _DASHES:
        return f"{name} is not a hyphen; write -"
    if character.isdigit():
        return f"{name} is not one of the digits 0 to 9; write those"
    if character in "ux":
        return f"{character!r} is not a digit; write X for an unspecified one"
    if character.upper() in "YESTZ":
        return f"capital letters only; write {character.upper()}"
    if character in "()":
        return "parentheses are of the draft of 2012; write the qualifier behind a group or before a part: 2004-06~-11"
    if character == "W":
        return "a week is not EDTF; write month and day"
    return f"{character if character.isprintable() else name!s} means nothing in EDTF; {_SHAPES}"


def _unexpected(text: str, start: int, stop: int) -> DateError:
    """The first character after what could be read."""
    match = re.compile(
        r"[?~%]?-?[0-9X]{0,4}(?:(?<=[0-9X]{4})[?~%]?(?:-[?~%]?[0-9X]{0,2}[?~%]?){0,2})?"
    ).match(text, start, stop)
    place = match.end() if match else start
    found = f"{text[place]!r} is not expected here" if place < stop else "the date ends too early"
    return DateError(text, min(place, stop), f"{found}; {_SHAPES}")


def no_such_day(text: str, match: re.Match[str]) -> DateError:
    """The error for a well-formed date that no calendar has; ``match`` has year, month and day as groups 2, 5 and 8."""
    year, month, day = match.group(2, 5, 8)
    months = [number for number in range(1, 13) if _fits(month, number)]
    if not months:
        return DateError(text, match.start(5), _no_such_month(month, day))
    if not any(_fits(day, number) for number in range(1, 32)):
        return DateError(text, match.start(8), f"there is no day {day}; a day is 01 to 31")
    length = max(month_length(year_span(year)[0] if "X" not in year else 2000, number) for number in months)
    if length == 29 or "X" in year:
        return DateError(text, match.start(8), f"no day fits {match.group()}; check the day")
    return DateError(text, match.start(8), f"{year}-{month} has {length} days; check the day")


def _no_such_month(month: str, day: str | None) -> str:
    if day and month.isdigit() and 21 <= int(month) <= 41:
        return "a season, quarter or half takes no day; leave the day out"
    return f"there is no month {month}; {_MONTHS}"


def _fits(mask: str, number: int) -> bool:
    return all(digit in ("X", found) for digit, found in zip(mask, f"{number:02}", strict=True))


def no_such_time(text: str, match: re.Match[str]) -> DateError:
    """The error for an hour, minute or second that no clock shows, in groups 6 to 8 of ``match``."""
    hour, minute, second = match.group(6, 7, 8)
    if hour > "23":
        return DateError(text, match.start(6), "an hour is 00 to 23; the end of a day is 24:00:00")
    if minute > "59":
        return DateError(text, match.start(7), "a minute is 00 to 59")
    return DateError(text, match.start(8), f"a second is 00 to 59, not {second}")


def backwards(text: str, start: int, stop: int, after: int, end: int, sign: str) -> DateError:
    """The error for a span that ends before it begins."""
    early, late = text[after:end], text[start:stop]
    return DateError(text, after, f"{early} is before {late}; write {early}{sign}{late}")


def unclosed(text: str, closer: str) -> DateError:
    """The error for a set without its closing bracket."""
    place = text.find(closer) + 1
    if place:
        return DateError(text, place, f"nothing follows the {closer} of a set")
    return DateError(text, len(text), f"a set that begins with {text[0]} ends with {closer}")


def four_digits(year: int) -> str:
    """A year as it is written without Y."""
    return f"{year:05}" if year < 0 else f"{year:04}"
