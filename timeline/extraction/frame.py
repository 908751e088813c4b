"""The lines of a page that are not its article: banner, section, publisher, byline, date, footer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from timeline.extraction import datelines, lexicon, moments, publishers
from timeline.extraction.moments import Moment

HEAD = 24  # lines that may stand above an article
TAIL = 16  # lines that may stand below it
SHORT = 300  # characters of a line of the frame
LINE = re.compile(r"\S[^\n]*")
CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
BYLINE = re.compile(r"(?:By|BY|by)[ \xa0]+(?=[A-Z])")
SMALL = frozenset(("and", "of", "for", "in", "the", "from", "at", "with", "de", "van", "von", "al", "bin"))
STOPS = (".", "!", "?", "…", '."', ".”", "?”", "!”", '?"', ".)", ".'", ".’", "؟", "۔", "。", ":", ";", ",")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty, without the blanks around it, and what it is: ``text`` where it is nothing special."""

    start: int
    end: int
    text: str
    kind: str = "text"
    moment: Moment | None = None
    split: int = 0
    """Where the date begins in a byline that ends with one."""


def lines(text: str) -> Iterator[Line]:
    """The lines of a text, bare of what they are."""
    for match in LINE.finditer(text):
        line = match.group().rstrip()
        yield Line(match.start(), match.start() + len(line), line)


def head(text: str) -> list[Line]:
    """The lines up to the first that is prose, each with what it is."""
    found: list[Line] = []
    for line in lines(text):
        read = _read(line)
        if len(found) == HEAD or (read.kind == "text" and is_prose(line.text)):
            break
        found.append(read)
    return found


def tail(text: str, start: int) -> list[Line]:
    """The lines of the frame below the article, which begins at ``start``; the topmost first."""
    found: list[Line] = []
    end = len(text)
    while len(found) < TAIL and end > start:
        body = text[start:end].rstrip()
        first = start + body.rfind("\n") + 1
        line = text[first : start + len(body)]
        stripped = line.lstrip()
        kind = _tail_kind(stripped)
        if not stripped or kind is None:
            break
        found.append(Line(start + len(body) - len(stripped), start + len(body), stripped, kind))
        end = first
    return found[::-1]


def is_prose(text: str) -> bool:
    """Whether a line is running text: long with a full stop, or opened by a dateline."""
    if len(text) > 160:
        return True
    if datelines.read(text):
        return True
    return len(text) > 80 and (text.endswith(STOPS) or ". " in text)


def _read(line: Line) -> Line:
    if len(line.text) > SHORT:
        return line
    if kind := _listed(line.text, ("banner", "banners"), ("section", "section-lines"), ("footer", "footers")):
        return Line(line.start, line.end, line.text, kind)
    if publishers.named(line.text):
        return Line(line.start, line.end, line.text, "publisher")
    if CLOCK.fullmatch(line.text):
        return Line(line.start, line.end, line.text, "time")
    if moment := moments.read(line.text):
        return Line(line.start, line.end, line.text, "date", moment)
    return _byline(line) if BYLINE.match(line.text) else line


def _byline(line: Line) -> Line:
    """``By Name``, ``By Name and Name August 17, 2020``: names, then perhaps a date."""
    moment, split = _closing_date(line.text)
    names = line.text[3 : split or None].replace(",", " ").replace("|", " ").split()
    if not 1 <= len(names) <= 14 or not all(
        word[0].isupper() or word.lower() in SMALL or word[0] in "/&('’-–" for word in names
    ):
        return line
    if names[-1].endswith((".", "!", "?")) and len(names[-1]) > 3:
        return line
    return Line(line.start, line.end, line.text, "byline", moment, split)


def _closing_date(text: str) -> tuple[Moment | None, int]:
    for match in re.finditer(r"\s(?=\S*\d|[A-Z][a-z]{2,8}\.?,? )", text[:SHORT]):
        if moment := moments.read(text[match.end() :]):
            return moment, match.end()
    return None, 0


def _tail_kind(text: str) -> str | None:
    if len(text) > SHORT or not text:
        return None
    if kind := _listed(text, ("footer", "footers"), ("tail", "closing-lines")):
        return kind
    return "tail" if publishers.named(text) or moments.read(text) else None


def _listed(text: str, *lists: tuple[str, str]) -> str | None:
    """The kind of the first of some lists a line stands in."""
    folded = " ".join(text.split()).casefold()
    for kind, name in lists:
        whole, beginnings = _entries(name)
        if folded in whole or (beginnings and folded.startswith(beginnings)):
            return kind
    return None


@cache
def _entries(name: str) -> tuple[frozenset[str], tuple[str, ...]]:
    folded = [entry.casefold() for entry in lexicon.entries(name)]
    return frozenset(folded), tuple(entry[:-1] for entry in folded if entry.endswith("*"))
