"""Lines that say when a page was published, and nothing else: a day, often a time, seldom a zone."""

import re
from dataclasses import dataclass

from timeline.extraction import lexicon
from timeline.extraction.pages import days, publishers
from timeline.extraction.pages.days import Day

LONGEST = 120  # characters of a line that is only a date
TIME = re.compile(
    r"(?<![\d:])(\d{1,2})[:.h](\d\d)(?:[:.]\d\d)?(?:[ \xa0]?([ap])\.?m\b\.?)?(?![:.]?\d(?!\d?[/.]))", re.I
)
GLUED = re.compile(r"(?<=\d{4})(\d\d):(\d\d)(?:[ \xa0]?([ap])\.?m\b\.?)?", re.I)
HOUR = re.compile(r"\b(\d{1,2})()[ ]?([ap])\.?m\b\.?", re.I)
ZONE = re.compile(r"(?:\b(?:GMT|UTC))?(?<!\d)([+-])(\d{1,2}):?(\d\d)?\b|\b([A-Z]{1,4})\b")
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day with, where printed, the time there (``HH:MM``) and its distance from UTC (``Z``, ``+03:00``)."""

    day: Day
    time: str | None = None
    offset: str | None = None
    update: bool = False
    """Whether it is the day of a later version."""


def read(line: str) -> Moment | None:
    """What a line says that is only a date; None for every other line."""
    if len(line) > LONGEST or not any(map(str.isdecimal, line)):
        return None
    day = next(days.find(line), None)
    if day is None:
        return None
    rest = line[: day.start] + " " + line[day.end :]
    time, rest = _time(line, day, rest)
    offset, rest = _offset(rest)
    rest = _without_publisher(rest)
    left = {word.lower() for word in WORD.findall(rest)}
    updates = left & lexicon.words("update-words")
    if left - updates - lexicon.words("date-line-words") or (day.year is None and time is None):
        return None
    return Moment(day, time, offset, bool(updates))


def _time(line: str, day: Day, rest: str) -> tuple[str | None, str]:
    """The time of day, and the line without it."""
    for pattern, text in ((GLUED, line), (TIME, rest), (HOUR, rest)):
        if (match := pattern.search(text)) and (time := _clock(*match.groups())):
            return time, rest.replace(match.group(), " ", 1)
    return None, rest


def _clock(hour: str, minute: str, half: str | None) -> str | None:
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half in "pP" else 0)
    return f"{hours:02}:{minute or '00'}" if hours < 24 and int(minute or 0) < 60 else None


def _offset(rest: str) -> tuple[str | None, str]:
    for match in ZONE.finditer(rest):
        sign, hours, minutes, name = match.groups()
        offset = lexicon.table("time-zones").get(name.lower()) if name else f"{sign}{int(hours):02}:{minutes or '00'}"
        if offset and (name or int(hours) <= 14):
            return offset, rest[: match.start()] + rest[match.end() :]
    return None, rest


def _without_publisher(rest: str) -> str:
    """The line without a publisher in brackets: ``(Xinhua) 11:34``."""
    opened, closed = rest.find("("), rest.find(")")
    if 0 <= opened < closed and publishers.named(rest[opened + 1 : closed]):
        return rest[:opened] + rest[closed + 1 :]
    return rest
