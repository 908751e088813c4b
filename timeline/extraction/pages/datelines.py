"""Datelines: the words before an agency's first sentence that give place, day and agency.

``MINSK, Aug. 20 (Xinhua) --``, ``MOSCOW, August 20. /TASS/.``, ``Vienna, Nov 12, IRNA --``, ``VILNIUS —``.
"""

import re
from dataclasses import dataclass
from functools import cache

from timeline.extraction import lexicon
from timeline.extraction.pages import days, publishers
from timeline.extraction.pages.days import Day

LONGEST = 160  # characters looked at
GLUED = re.compile(r"(\d\d):(\d\d)(?=\d\d/\d\d/\d{4}\s)")
TELLING = re.compile(r"[(/—–_]|--|-\s|[A-Z]{4,}\.\s")  # without one of these no line has a dateline
ABBREVIATION = re.compile(r"\b[A-Z]\.[A-Z]$")
DASH = r"\s*(?:—|–|--+|-(?=\s)|_|:(?=\s))\s*"
PLACE = r"(?P<place>[^\W\d_][^\d()/—–_:|\"“”]{1,60}?(?:\s?/[^/\d]{2,30}/)?)"
FORMS = (
    rf"(?:{PLACE}[,.]?\s*)?\((?P<agency>[^()\d]{{2,60}}?)(?:\s-\s(?P<day>[^()]{{3,30}}?))?\s?\)(?P<dash>{DASH})?",
    rf"{PLACE}[,.]\s*(?P<day>DAY)[,.]?\s*(?:\((?P<agency>[^()\d]{{2,60}})\)|/(?P<slashed>[^/\d]{{2,30}})/\.?)(?P<dash>{DASH})?",
    rf"{PLACE}[,.]\s*(?:(?P<day>DAY)[,.]\s*)?(?P<bare>AGENCY)(?:(?P<dash>{DASH})|\.\s)",
    rf"{PLACE}[,.]\s*(?P<day>DAY)[,.]?{DASH}(?P<bare>AGENCY)[.,]?(?P<dash>\s)\s*",
    rf"{PLACE}[,.]\s*(?P<day>DAY)(?P<dash>{DASH})",
    rf"{PLACE}\s*\((?P<day>DAY)\)(?P<dash>{DASH})",
    r"(?P<day>DAY)(?<=\d{4})(?P<dash>\s*(?:–|—|--)\s)",
    rf"{PLACE}(?P<dash>\s*(?:—|–|--|-|_)\s+)",
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What it gives; ``end`` is where the first sentence begins; places count from the paragraph's start."""

    start: int
    end: int
    place: str | None
    agency: str | None
    day: Day | None


def read(paragraph: str) -> Dateline | None:
    """The dateline with which a paragraph opens."""
    head = paragraph[:LONGEST]
    if not (head[:1].isalnum() or head[:1] == "(") or not TELLING.search(head):
        return None
    for pattern in _patterns():
        if (match := pattern.match(head)) and (dateline := _dateline(match, head)):
            return dateline
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    day = r"[^\W\d_]{3,9}\.?\s\d{1,2}(?:,\s\d{4})?|\d{1,2}(?:st|nd|rd|th)?\s[^\W\d_]{3,9}\.?(?:,?\s\d{4})?"
    names = sorted(lexicon.table("publishers"), key=len, reverse=True)
    agency = "|".join(re.escape(name) for name in names if name.replace(" ", "").isalpha())
    return tuple(re.compile(form.replace("DAY", day).replace("AGENCY", agency)) for form in FORMS)


def _dateline(match: re.Match[str], head: str) -> Dateline | None:
    found = {"place": None, "day": None, "agency": None, "slashed": None, "bare": None, **match.groupdict()}
    agency = found["agency"] or found["slashed"] or found["bare"]
    day = None
    if found["day"]:
        day = next(days.find(head[: match.end("day")]), None)
        if day is None:
            return None
    known = _agency(agency)
    place = _place(found["place"])
    strong = bool(known or day or found["slashed"])
    if found["place"] and not _is_place(place, strong):
        return None
    if agency and not (known or (place and place.isupper() and found["dash"])):
        return None
    if not place and not ((known or day) and _capital(head, match.end())):
        return None
    if not strong and not (found["dash"] and _capital(head, match.end())):
        return None
    return Dateline(0, _end(head, match.end()), place, known or agency, day)


def _agency(text: str | None) -> str | None:
    """The common name of the first known agency: ``UrduPoint News / Sputnik`` was carried by the first."""
    if not text:
        return None
    return next(filter(None, map(publishers.named, [text, *text.split("/")])), None)


def _place(text: str | None) -> str | None:
    """A place without the marks around it; the full stop of an abbreviation such as N.H. stays."""
    if not text:
        return None
    place = " ".join(text.split()).strip(" ,")
    if ABBREVIATION.search(place):
        return f"{place}."
    return place if "." in place.rsplit(" ", 1)[-1][:-1] else place.rstrip(".")


def _is_place(place: str | None, strong: bool) -> bool:
    """Whether words can be a place: capitals where nothing else speaks for it, few and capitalised where it does."""
    if not place or place.casefold() in lexicon.words("not-places"):
        return False
    words = place.replace("/", " ").replace(",", " ").split()
    if lexicon.words("date-line-words").intersection(map(str.lower, words)):
        return False
    city = place.partition(",")[0].partition(" /")[0]
    if city.isupper():
        return len(words) <= 7 and not lexicon.words("not-places") & {word.casefold() for word in words}
    return (
        strong and len(words) <= 6 and all(word[0].isupper() or word in ("of", "de", "la", "region") for word in words)
    )


def _capital(head: str, end: int) -> bool:
    following = head[end:].lstrip(" \xa0:\"'“‘")[:1]
    return following.isupper() or following.isdecimal()


def _end(head: str, end: int) -> int:
    """Where the sentence begins, past a colon or blanks that close the dateline."""
    while end < len(head) and head[end] in " \xa0:":
        end += 1
    return end
