"""Days in short texts: as machines write them (ISO 8601, seconds since 1970), or as pages print and label them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from timeline.extraction import lexicon
from timeline.extraction.pages import days, moments
from timeline.extraction.pages.days import Day

ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ]+(\d\d?):(\d\d)(?::\d\d(?:[.,]\d{1,9})?)?\s?(Z|[+-]\d\d:?\d\d)?)?")
EPOCH = re.compile(r"(\d{10})(?:\d{3})?")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(?:\d\d)?()")
YEAR = re.compile(r"(?<![\d:])(?:19|20)\d\d(?![\d:])")
SHORT = 200  # characters of a text that tells the day of the page


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day, where known with the time there and its distance from UTC; ``alone`` where the text says nothing else."""

    date: date
    local_time: str | None = None
    utc_offset: str | None = None
    alone: bool = True


def read(text: str, *, month_first: bool) -> Stamp | None:
    """The day a short text gives; of several, the first that is not that of a change."""
    text = text.strip()
    if (match := ISO.match(text)) or (match := COMPACT.fullmatch(text)):
        return _iso(match)
    if match := EPOCH.fullmatch(text):
        second = datetime.fromtimestamp(int(match[1]), UTC)
        return Stamp(second.date(), f"{second:%H:%M}", "Z")
    found = day(text, month_first=month_first)
    if not found:
        return None
    moment = moments.read(text)
    return Stamp(found, moment.time, moment.offset) if moment else Stamp(found, alone=False)


def _iso(match: re.Match[str]) -> Stamp | None:
    year, month, number, hour, minute, offset = match.groups()
    try:
        found = date(int(year), int(month), int(number))
    except ValueError:
        return None
    time = f"{int(hour):02}:{minute}" if hour and int(hour) < 24 and int(minute) < 60 else None
    if offset and offset != "Z":
        hours, minutes = int(offset[1:3]), int(offset[-2:])
        offset = f"{offset[0]}{hours:02}:{minutes:02}" if hours < 24 and minutes < 60 else None
    return Stamp(found, None if (time, offset) == ("00:00", None) else time, offset or None)


def day(text: str, *, month_first: bool) -> date | None:
    """The first day of a text that no word before it makes the day of a change."""
    behind, found = 0, list(days.find(text[:SHORT], month_first=month_first))
    if len(found) == 1 and not is_labelled(text) and _is_changed(text):
        return None
    for printed in found:
        changed = _is_changed(text[behind : printed.start])
        behind = printed.end
        if not changed and (dated := _dated(printed, text)):
            return dated
    return None


def _dated(printed: Day, text: str) -> date | None:
    """A day in its year, which may stand apart: ``Mon May 17 09:30:00 CEST 2021``."""
    years = set(YEAR.findall(text[:SHORT])) if printed.year is None else set()
    return printed.date(int(years.pop()) if len(years) == 1 and len(text) < 60 else None)


def is_labelled(text: str) -> bool:
    """Whether a text says that its day is that of publication."""
    return _phrases("published-words").search(text[:SHORT].lower()) is not None


def _is_changed(text: str) -> bool:
    """Whether a text says that its day is that of a change."""
    return _phrases("update-words").search(text[:SHORT].lower()) is not None


@cache
def _phrases(name: str) -> re.Pattern[str]:
    words = sorted(lexicon.entries(name), key=len, reverse=True)
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, words))})(?![^\W\d_])")
