"""What the address of a page tells: the day it was published, and who published what a mirror shows."""

import re
from datetime import date

from timeline.extraction import lexicon

RANGE = re.compile(r"[-_](\d\d)(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)(?!\d)")
SIX = re.compile(r"[-_/](\d\d)(0[1-9]|1[0-2])([0-3]\d)(?=[-_.])")
FULL = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_.]?)(0?[1-9]|1[0-2])\2([0-3]?\d)(?![\d])")
PARTED = re.compile(r"(?<!\d)((?:19|20)\d\d)/(0[1-9]|1[0-2])([0-3]\d)(?!\d)")
MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=[/-])")
NAMED = re.compile(r"[/_-]((?:19|20)\d\d)[/-]([a-z]{3,9})[/-](\d{1,2})(?!\d)", re.I)
TOKEN = re.compile(r"(?:\d{6}[-_]|/[a-z]+-)([a-z]+?)\d*(?:_\d{6}-\d{6}|\.\w+|$)")
BACKWARDS = re.compile(r"(?<!\d)([0-3]\d)([-/_.])(\d\d)\2((?:19|20)\d\d)(?!\d)")
LONGEST = 2000  # characters of an address that are looked at


def day(url: str) -> date | None:
    """The day in an address that gives year, month and day in full, as most sites of news do."""
    path = url[:LONGEST]
    return _full(path) or _named(path) or _backwards(path)


def published(url: str) -> tuple[date, date] | None:
    """The first and the last day of what an address dates, which are one for all but weekly digests.

    Six digits count, too, as mirrors write them: ``-200817-``.
    """
    path = url[:LONGEST]
    if match := RANGE.search(path):
        first, last = _day(*match.group(1, 2, 3)), _day(*match.group(4, 5, 6))
        return (first, last) if first and last and first <= last else None
    found = day(path) or _six(path)
    return (found, found) if found else None


def month(url: str) -> tuple[int, int] | None:
    """The year and the month of an address."""
    match = MONTH.search(url[:LONGEST])
    return (int(match[1]), int(match[2])) if match else None


def publisher(url: str) -> str | None:
    """The publisher whose page a mirror shows at an address."""
    match = TOKEN.search(url[:LONGEST].lower())
    return lexicon.table("address-publishers").get(match[1]) if match else None


def _full(path: str) -> date | None:
    days = (_day(match[1], match[3], match[4]) for match in FULL.finditer(path) if match[2] or len(match.group()) == 8)
    found = next(filter(None, days), None)
    match = None if found else PARTED.search(path)
    return _day(*match.groups()) if match else found


def _named(path: str) -> date | None:
    match = NAMED.search(path)
    number = lexicon.table("month-names").get(match[2].lower()) if match else None
    return _day(match[1], number, match[3]) if match and number else None


def _backwards(path: str) -> date | None:
    match = BACKWARDS.search(path)
    return _day(match[4], match[3], match[1]) or _day(match[4], match[1], match[3]) if match else None


def _six(path: str) -> date | None:
    match = SIX.search(path)
    return _day(*match.groups()) if match else None


def _day(year: str, month: str, number: str) -> date | None:
    years = int(year)
    if len(year) == 2:
        years += 1900 if years >= 90 else 2000
    try:
        return date(years, int(month), int(number))
    except ValueError:
        return None
