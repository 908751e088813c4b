"""Calendar days as pages print them, in numerals and in the names of months of many languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from timeline.extraction import lexicon

BY_NAME = r"""
    (?<![\w:])(?P<day>\d{1,2})(?:st|nd|rd|th|er|[.ºª])?[ ,\-/]{0,3}(?:of[ ]|de[ ]|d['’])?
        (?P<month>MONTHS)(?![^\W\d_])[.,]{0,2}(?:[ \-/]{0,3}(?:de[ ]|del[ ])?(?P<year>[12]\d{3})(?=\D|$|\d\d?:\d\d))?
    | (?<![^\W\d_])(?P<month2>MONTHS)(?![^\W\d_])\.?[ ]{0,3}(?P<day2>\d{1,2})(?:st|nd|rd|th|\.)?(?!\d|:\d\d)
        (?:[ ]{0,2},?[ ]{0,3}(?P<year2>[12]\d{3})(?=\D|$|\d\d?:\d\d))?
    | (?<!\d)(?P<year5>[12]\d{3})\.?[ ](?P<month5>MONTHS)\b\.?[ ](?P<day5>\d{1,2})(?!\d)
"""
BY_NUMBER = r"""
    (?<!\d)(?P<year3>(?:19|20)\d\d)(?P<mark>[-/.])(?P<month3>\d{1,2})(?P=mark)(?P<day3>\d{1,2})(?!\d)
    | (?:(?<!\d)(?<!\d[-./])|(?<=\d\d:\d\d))(?P<first>\d{1,2})(?P<mark2>[-/.])[ ]?(?P<second>\d{1,2})(?P=mark2)[ ]?
        (?P<year4>(?:19|20)\d\d|\d\d)(?!\d|[-/.]\d)
    | (?<!\d)(?P<year6>(?:19|20)\d\d)(?P<month6>0[1-9]|1[0-2])(?P<day6>0[1-9]|[12]\d|3[01])(?!\d)
    | (?P<year7>(?:19|20)\d\d)[年년][ ]?(?P<month7>\d{1,2})[月월][ ]?(?P<day7>\d{1,2})[日일]
"""
FORMS = ("", "2", "3", "5", "6", "7")


@dataclass(frozen=True, slots=True)
class Day:
    """A day and where it is printed; ``year`` is None where none is."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    certain: bool = True
    """False where 3/4 may be the third of April or the fourth of March."""

    def date(self, year: int | None = None) -> date | None:
        """The day in its own year or else in the one given; None without a year, or where the year has no such day."""
        try:
            return date(self.year or year or 0, self.month, self.day)
        except ValueError:
            return None


def find(text: str, *, month_first: bool = False) -> Iterator[Day]:
    """The days printed in a text, in order. ``month_first`` reads 3/4/2020 as the fourth of March."""
    for match in _pattern().finditer(text):
        if day := _day(match, month_first):
            yield day


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(lexicon.table("month-names"), key=len, reverse=True)
    by_name = BY_NAME.replace("MONTHS", "|".join(map(re.escape, names)))
    return re.compile(f"{by_name}|{BY_NUMBER}", re.VERBOSE | re.IGNORECASE)


def _day(match: re.Match[str], month_first: bool) -> Day | None:
    found = match.groupdict()
    if found["first"]:
        return _ambiguous(match, month_first)
    form = next(form for form in FORMS if found[f"day{form}"])
    name, year = found[f"month{form}"], found[f"year{form}"]
    month = int(name) if name.isdecimal() else int(lexicon.table("month-names").get(name.lower(), 0))
    return _possible(Day(*match.span(), int(year) if year else None, month, int(found[f"day{form}"])))


def _ambiguous(match: re.Match[str], month_first: bool) -> Day | None:
    first, second, year = (int(match[name]) for name in ("first", "second", "year4"))
    if len(match["year4"]) == 2:
        year += 1900 if year >= 70 else 2000
    if second > 12 or (month_first and first <= 12 and match["mark2"] != "."):
        first, second = second, first
    certain = match["mark2"] == "." or max(first, second) > 12 or first == second
    return _possible(Day(*match.span(), year, second, first, certain))


def _possible(day: Day) -> Day | None:
    leap = day.year if day.year is not None else 2000
    return day if 1 <= leap <= 9999 and day.date(leap) else None
