"""The lines of a page that are not its article: banner, section, publisher, byline, date, footer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from timeline.extraction import lexicon
from timeline.extraction.pages import datelines, moments, publishers
from timeline.extraction.pages.moments import Moment

HEAD = 24  # lines that may stand above an article
TAIL = 16  # lines that may stand below it
SHORT = 300  # characters of a line of the frame
LINE = re.compile(r"[^\s\ufeff][^\n]*")
CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
PART = re.compile(r"[^|•·]+")
BYLINE = re.compile(
    r"(?:(?:Interview|Text|Words|Written|Story|Report|Reported|Reporting|Analysis|Review|Posted) )?"
    r"(?:[Bb]y|BY)[ \xa0]+(?=[A-Z])"
)
AT = re.compile(r"((?:[A-Z][^\W\d]+[ -]){2,3})(?:at|in) [A-Z][^\d.]{2,60}")
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
    names: int = 0
    """Where the names begin in a byline."""


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
        if not found and kind is None and (glued := _glued(stripped)):
            stripped, kind, first = glued, "footer", start + len(body) - len(glued)
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
    if publishers.named(line.text.removeprefix("Source:")):
        return Line(line.start, line.end, line.text, "publisher")
    if CLOCK.fullmatch(line.text):
        return Line(line.start, line.end, line.text, "time")
    if moment := moments.read(line.text) or _parted(line.text):
        return Line(line.start, line.end, line.text, "date", moment)
    return _byline(line, match.end()) if (match := BYLINE.match(line.text)) else line


def _parted(text: str) -> Moment | None:
    """The day in a line of short parts: ``20 May 2019 | Markets Desk``; of several, the one that is no update."""
    parts = list(PART.finditer(text[:SHORT]))
    if not 2 <= len(parts) <= 5 or any(len(part.group()) > 60 for part in parts):
        return None
    read = [(part.start(), moment) for part in parts if (moment := moments.read(part.group().strip()))]
    start, moment = min(read, key=lambda found: found[1].update, default=(0, None))
    if moment is None:
        return None
    start += len(text[start:]) - len(text[start:].lstrip())
    return replace(moment, day=replace(moment.day, start=start + moment.day.start, end=start + moment.day.end))


def named(head: list[Line]) -> list[Line]:
    """The lines of a head, the publishers told that no list knows, where another line is left to be the title.

    A line that stands twice is its publisher, above and below the title, and so are an office that issues the text,
    and a name that ends as those of media do.
    A line below a byline may tell the writer's post: ``Regional affairs correspondent``.
    """
    texts = [line.text for line in head if line.kind == "text"]
    told: list[Line] = []
    for number, line in enumerate(head):
        kind, following = line.kind, head[number + 1].kind if number + 1 < len(head) else ""
        if kind == "text" and len(set(texts)) > 1:
            issued = line.text != texts[-1] and line.text.startswith(lexicon.entries("issuing-offices"))
            kind = "publisher" if texts.count(line.text) > 1 or issued or _is_medium(line.text) else kind
        if kind == "text" and told and told[-1].kind == "byline" and _is_post(line.text):
            kind = "post"
        elif kind == "text" and number and following == "date" and (match := AT.fullmatch(line.text)):
            line, kind = replace(line, split=match.end(1)), "byline"
        told.append(replace(line, kind=kind))
    return told


def _is_medium(text: str) -> bool:
    """Whether a line is a name such as ``The Harbour Post``."""
    words = text.split()
    capital = all(word[0].isupper() or word in SMALL for word in words)
    return 2 <= len(words) <= 5 and capital and words[-1].lower() in lexicon.words("media-words")


def _is_post(text: str) -> bool:
    return len(text) < 80 and not lexicon.words("posts").isdisjoint(text.lower().split())


def _byline(line: Line, first: int) -> Line:
    """``By Name``, ``By Name and Name August 17, 2020``: names, then perhaps a date."""
    moment, split = _closing_date(line.text)
    names = line.text[first : split or None].replace(",", " ").replace("|", " ").split()
    if not 1 <= len(names) <= 14 or not all(
        word[0].isupper() or word.lower() in SMALL or word[0] in "/&('’-–" for word in names
    ):
        return line
    if names[-1].endswith((".", "!", "?")) and len(names[-1]) > 3:
        return line
    return Line(line.start, line.end, line.text, "byline", moment, split, first)


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


def _glued(text: str) -> str | None:
    """The footer that stands behind the last sentence of a line, as copies without line ends have it."""
    for entry in lexicon.entries("footers"):
        if " " in entry and text.endswith(entry) and text[: -len(entry)].endswith(STOPS):
            return entry
    return None


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
