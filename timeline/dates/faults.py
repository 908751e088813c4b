"""What is wrong with a text that is not EDTF, where, and how to mend it. Slow paths only."""

import re
import unicodedata
from typing import Final

from timeline.dates.calendar import GROUPINGS, longest_month, numbers
from timeline.exceptions import DateError

_ALPHABET: Final = frozenset("0123456789XYESTZ-+:/.,[]{}?~%")
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe58\ufe63\uff0d"
_SHAPES: Final = "write a date as 2020, 2020-08 or 2020-08-09"
_LONG_SHAPES: Final = "write a long year as Y12345, Y-17E7 or Y12345S2"
_BEGUN: Final = re.compile(
    r"[?~%]?-?(?:[0-9X]{4}[?~%]?(?:-[?~%]?(?:[0-9X]{2}[?~%]?(?:-[?~%]?(?:[0-9X]{2}[?~%]?|[0-9X]?))?"
    r"|[0-9X]?))?|[0-9X]{0,3})"
)
_LONG_BEGUN: Final = re.compile(r"Y-?[0-9]*(?:(?<=[0-9])E[0-9]*)?(?:(?<=[0-9])S[0-9]*)?")

#: Known mistakes: what one looks like, the group where it is, and the mend (with the groups, counted from 1).
_MISTAKES: Final = tuple(
    (re.compile(pattern), group, mend)
    for pattern, group, mend in (
        (r".*?(\[|\]|\{|\}).*", 1, "a set stands alone; write [1667,1668] or {{1667,1668}}"),
        (r".*?(,).*", 1, "only a set has commas; write [1667,1668] for one of them, {{1667,1668}} for all"),
        (r".*?(/).*", 1, "a slash is for intervals, dots are for sets; write 2020/2021 or [2020..2021]"),
        (r"\.{2,}", 0, "an open end belongs to an interval or a set; write 2020/.. or [2020..]"),
        (r".*?(\.\.).*", 1, "dots are for sets, a slash is for intervals; write [2020..2021] or 2020/2021"),
        (r"(-?\d{4})-(?!\d\d-\d\d)(\d{1,2})-(\d{1,2})(?:T.*)?", 2, "write {1}-{2:0>2}-{3:0>2}"),
        (r"(-?\d{4})-(\d)", 2, "write {1}-0{2}"),
        (r"(-?\d{4})(\d\d)(\d\d)(?:T.*)?", 2, "hyphens divide year, month and day; write {1}-{2}-{3}"),
        (r"(-?\d{4})(0[1-9]|1[0-2])", 2, "a hyphen divides year and month; write {1}-{2}"),
        (r"(-?\d{4})-(\d{3})", 2, "a day of the year is not EDTF; write month and day: 2020-08-09"),
        (r"(\+).*", 1, "a year has no plus sign; leave it out"),
        (r"(-?)(\d{1,3})(?:[?~%]?|-.*)", 2, "a year has four digits; write {1}{2:0>4}"),
        (r"(-?\d{5,})(?:\D.*)?", 1, "a year of more than four digits begins with Y; write Y{1}"),
        (r"-(Y)(\d+).*", 1, "Y comes before the minus; write Y-{2}"),
        (r"Y-?(0).*", 1, "a year behind Y has no leading 0; leave it out"),
        (r"(?:Y-?\d+(?:E\d+)?|-?\d{4}(?=S))(?:S\d+)?([-T]).*", 1, "a year with Y or S has no month or time"),
        (r"([?~%])Y.*", 1, "Y begins the date; write the sign behind the year"),
        (r".*?(?:[?~%]([?~%])).*", 1, "one sign is enough; write % for uncertain and approximate"),
        (r"[^T]*T\d\d:?(?:\d\d)?()(?:Z|[+-]\d.*)?", 1, "a time has seconds; write hh:mm:ss or leave it out"),
        (r"[^T]*T\d\d:\d\d:\d\d(\.).*", 1, "EDTF has no fractions of a second; leave them out"),
        (r"[^T]*T\d\d:\d\d:\d\d.*?([?~%]).*", 1, "a time of day has no qualifier; leave it out"),
        (r"[^T]+(T).*", 1, "write a time as hh:mm:ss behind a full date, with Z or a shift behind it"),
        (r".*[ES](0).*", 1, "an exponent or a number of digits is 1 or more; leave out the 0"),
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
    if "T" in part and len(part) < len(text):
        return DateError(text, text.index("T", start), "a time of day is for single dates; leave it out")
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
        return "parentheses are of the draft of 2012; write a sign behind a group or before a part: 2004-~06"
    if character == "W":
        return "a week is not EDTF; write month and day"
    return f"{character!r} means nothing in EDTF; {_SHAPES}"


def _unexpected(text: str, start: int, stop: int) -> DateError:
    """The first character behind what could be read."""
    begun = _LONG_BEGUN if text[start] == "Y" else _BEGUN
    match = begun.match(text, start, stop)
    place = match.end() if match else start
    found = f"{text[place]!r} is not expected here" if place < stop else "the date ends too early"
    return DateError(text, place, f"{found}; {_LONG_SHAPES if begun is _LONG_BEGUN else _SHAPES}")


def no_such_day(text: str, match: re.Match[str]) -> DateError:
    """The error for a date that no calendar has: groups 2, 5 and 8 of ``match`` are year, month and day."""
    year, month, day = match.group(2, 5, 8)
    if year == "-0000":
        return no_such_year(text, match.start(2))
    months = numbers(month, 1, 12)
    if not months:
        return DateError(text, match.start(5), _no_such_month(month, day))
    if not numbers(day, 1, 31):
        return DateError(text, match.start(8), f"there is no day {day}; a day is 01 to 31")
    length = longest_month(year, months)
    return DateError(text, match.start(8), f"{year}-{month} has {length} days, none is {day}; check the day")


def _no_such_month(month: str, day: str | None) -> str:
    if month in GROUPINGS:
        return "a season, quarter or half takes no day; leave the day out" if day else ""
    return f"there is no month {month}; a month is 01 to 12, or 21 to 41 for a season, quarter or half"


def no_such_year(text: str, place: int) -> DateError:
    """The error for the year -0000."""
    return DateError(text, place, "there is no year -0000; write 0000 for 1 BC, -0001 for 2 BC")


def no_such_time(text: str, match: re.Match[str]) -> DateError:
    """The error for a clock that never shows this: groups 3 to 5 of ``match`` are hour, minute and second."""
    if match.group(3) > "23":
        return DateError(text, match.start(3), "an hour is 00 to 23; the end of a day is 24:00:00")
    if match.group(4) > "59":
        return DateError(text, match.start(4), "a minute is 00 to 59")
    return DateError(text, match.start(5), "a second is 00 to 59")


def no_leap_second(text: str, place: int) -> DateError:
    """The error for a second 60 where none can be."""
    return DateError(text, place, "second 60 is for 23:59:60 UTC on 30 June or 31 December; write 59")


def backwards(text: str, place: int, start: str, sign: str, end: str) -> DateError:
    """The error for a span that ends before it begins."""
    place += len(start) + len(sign)
    return DateError(text, place, f"{end} is before {start}; write {end}{sign}{start}")


def unclosed(text: str, closer: str) -> DateError:
    """The error for a set that does not end with its bracket."""
    if closer in text:
        return DateError(text, text.index(closer) + 1, f"nothing stands behind the {closer} of a set")
    return DateError(text, len(text), f"a set that begins with {text[0]} ends with {closer}")
