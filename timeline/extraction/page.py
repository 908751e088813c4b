"""A page of text taken apart: what it says of itself, and which of its characters are the article."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from timeline.dates import parse
from timeline.exceptions import NotAnArticleError
from timeline.extraction import addresses, datelines, days, frame, publishers, wires
from timeline.extraction.days import Day
from timeline.extraction.findings import Date, Source
from timeline.extraction.frame import Line
from timeline.extraction.moments import Moment

GAP = 3  # lines of no kind that may stand between two lines of a head
HEADLINE = 200  # characters of a headline
LOOKED_AT = 400  # lines looked at to tell an article from a list
ITEM = re.compile(r"\b\d{1,2} [A-Z][a-z]{2,8} \d{4}(?: \d{4})? --")
INDEX = re.compile(r"(?:\d{1,2} )?[A-Z][a-z]{2,8} \d{4}(?: [-–])? .{0,80}\bNews$")
RANGE = re.compile(r"([A-Z][a-z]{2,8})\.? (\d{1,2}) ?[-–] ?(?:([A-Z][a-z]{2,8})\.? )?(\d{1,2}), (\d{4})")
ISO = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$")
COPYRIGHT = re.compile(r"(?:©|\(c\)|Copyright) ?(?:©|\(c\))? ?\d{4},? (?:by )?([^.]{3,80}?)\.?$", re.IGNORECASE)
ARTICLES = frozenset(("the", "a", "an", "The", "A", "An"))
INK = re.compile(r"[^\r\n]")
WORDS = re.compile(r"[^\W\d_]+")
STOP = re.compile(r"[.!?…]['\"”’)\]]{0,3}(?:\s|$)|[。؟۔]")


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the page by its name and place, the end exclusive."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page read: its source, its parts, its article and the dates of its frame.

    ``body_text`` is the text with all but headlines and article blanked, so that places in it are places in the text.
    """

    source: Source
    zones: tuple[Zone, ...]
    body_text: str
    dates: tuple[Date, ...] = ()
    reference: date | None = None
    """The day that ``on Saturday`` counts from: the dateline's, or else that of the publication."""


def read(text: str, *, url: str | None = None, published: str | None = None) -> Page:
    """Take a page of text apart.

    ``url`` helps where the text has no year or publisher; ``published`` (EDTF, or a day with time as in ISO 8601)
    overrides what the page says. Raises ``NotAnArticleError`` for lists of articles and pages without an article.
    """
    reader = _Reader(text, url)
    if published:
        reader.given(published)
    slug = wires.head(text)
    if slug:
        reader.slug(*slug)
    else:
        _refuse_index(text)
        reader.head()
    return reader.page()


class _Reader:
    """The parts and fields of one page while it is read; the first rule that finds a field keeps it."""

    def __init__(self, text: str, url: str | None) -> None:
        self.text, self.url = text, url
        self.zones: list[Zone] = []
        self.fields: dict[str, str] = {}
        self.rules: dict[str, str] = {}
        self.days: list[tuple[int, Day, str]] = []
        self.body = 0

    def put(self, field: str, value: str | None, rule: str) -> None:
        if value and field not in self.fields:
            self.fields[field], self.rules[field] = value, f"{field}/{rule}"

    def zone(self, name: str, start: int, end: int) -> None:
        if start < end:
            self.zones.append(Zone(name, start, end))

    def given(self, published: str) -> None:
        if match := ISO.match(published):
            day, time, offset = match.groups()
            self.put("local_time", time, "given")
            self.put("utc_offset", offset, "given")
            published = day
        parse(published)
        self.put("published", published, "given")

    # the head

    def head(self) -> None:
        """Read the lines above the article."""
        lines = frame.head(self.text)
        last = _last_framed(lines)
        above, below = lines[: last + 1], lines[last + 1 :]
        for line in above:
            self.line(line)
        titles = [line for line in above if line.kind == "text"]
        if not titles and not below:
            below = self.first_lines(above[-1].end if above else 0)
        if not titles and below and self.is_headline(below[0], framed=bool(above)):
            titles = [below.pop(0)]
            if below and titles[0].text.endswith(";"):
                titles.append(below.pop(0))
            elif below and below[0].text == titles[0].text:
                self.zone("headline again", below[0].start, below.pop(0).end)
        elif below and above and above[-1].kind in ("date", "time") and _is_place(below[0].text):
            self.zone("place", below[0].start, below[0].end)
            self.put("dateline_place", below[0].text, "line")
        self.titles(titles, above)
        self.body = max((zone.end for zone in self.zones), default=0)

    def first_lines(self, start: int) -> list[Line]:
        """The first line from a place on, where it may be a headline although it is long."""
        line = next(frame.lines(self.text[start : start + LOOKED_AT]), None)
        if line is None or datelines.read(line.text):
            return []
        return [Line(start + line.start, start + line.end, line.text)]

    def line(self, line: Line) -> None:
        if line.kind == "byline":
            self.byline(line)
        elif line.kind != "text":
            self.zone(line.kind, line.start, line.end)
        if line.kind == "publisher":
            self.put("publisher", publishers.named(line.text), "line")
        elif line.kind == "section":
            self.put("section", line.text, "line")
        elif line.kind == "time":
            self.put("local_time", line.text, "time line")
        elif line.kind == "date" and line.moment:
            self.moment(line.moment, line.start, "update" if line.moment.update else "date line")
            self.put("publisher", _bracketed_publisher(line.text), "date line")

    def byline(self, line: Line) -> None:
        end = line.start + line.split if line.split else line.end
        self.zone("byline", line.start, line.start + len(self.text[line.start : end].rstrip()))
        names = self.text[line.start + 3 : end].strip(" ,|\xa0-–")
        self.put("byline", names, "line")
        self.put("publisher", publishers.named(names.partition("'s ")[0].partition("’s ")[0]), "byline")
        if line.moment:
            self.zone("date", end, line.end)
            self.moment(line.moment, end, "byline")

    def moment(self, moment: Moment, start: int, rule: str) -> None:
        """Take a printed day for that of the publication, unless it is that of a later version."""
        day = moment.day.date(self._year())
        self.days.append((start, moment.day, "update" if moment.update else "published"))
        if moment.update or day is None or "published" in self.fields:
            return
        self.put("published", day.isoformat(), rule if moment.day.year else f"{rule} and address")
        self.put("local_time", moment.time, rule)
        self.put("utc_offset", moment.offset, rule)

    def titles(self, titles: list[Line], above: list[Line]) -> None:
        """The first line of no kind is the headline; what follows it in the head is a place or a second headline."""
        framed = "frame" if above else "first line"
        for number, line in enumerate(titles):
            if number and _is_place(line.text):
                self.zone("place", line.start, line.end)
                self.put("dateline_place", line.text, "line")
                continue
            self.zone("deck" if number else "headline", line.start, line.end)
            self.put("title", line.text, framed)
        if titles:
            self.range(titles[0])

    def range(self, line: Line) -> None:
        if match := RANGE.search(line.text):
            month, first, other, last, year = match.groups()
            ends = [next(days.find(f"{m} {d}, {year}"), None) for m, d in ((month, first), (other or month, last))]
            dates = [end.date() for end in ends if end]
            if len(dates) == 2 and dates[0] and dates[1] and dates[0] <= dates[1]:
                self.put("published", f"{dates[0]}/{dates[1]}", "range in title")

    def is_headline(self, line: Line, *, framed: bool) -> bool:
        """Whether a line above the article is its headline and not already its first sentence."""
        following = self.text[line.end : line.end + 4000].lstrip()
        if not following or len(line.text) > HEADLINE:
            return False
        if line.text[0] in '-•*“"' or line.text.endswith((":", ",")):
            return False
        if following.startswith(line.text) or line.text.endswith(";"):
            return True
        apart = self.text[line.end : line.end + 8].split("\n", 2)[1:2]
        if not framed and not (apart and not apart[0].strip()):
            return False
        return not line.text.endswith(frame.STOPS) or _is_headline_style(line.text) or _opens_dateline(following)

    # the slug

    def slug(self, fields: list[tuple[str, int, int]], body: int) -> None:
        """Read the fields of a wire slug; only one broadcaster sent them so."""
        for key, start, end in fields:
            self.zone(wires.FIELDS.get(key, "slug"), start if key in wires.FIELDS else start - len(key) - 1, end)
            if key in wires.FIELDS:
                self.zone("slug", start - len(key) - 1, start)
            self.slug_field(key, start, self.text[start:end].strip())
        self.put("publisher", "VOA", "slug")
        for name, start, end in wires.marks(self.text, body):
            self.zone(name, start, end)
        self.body = body

    def slug_field(self, key: str, start: int, value: str) -> None:
        if key == "DATE" and (day := next(days.find(value, month_first=True), None)):
            self.moment(Moment(day), start, "slug")
        field = {"TITLE": "title", "BYLINE": "byline", "DATELINE": "dateline_place"}.get(key, "")
        if field:
            self.put(field, value, "slug")

    # the article

    def page(self) -> Page:
        self.dateline()
        self.tail()
        start = self.body + _blank(self.text, self.body)
        body = Zone("body", start, max(start, start + len(self.text[start : self.end].rstrip())))
        _refuse_empty(self.text[body.start : body.end], self.zones)
        self.zones.append(body)
        self.address()
        zones = tuple(sorted(self.zones, key=lambda zone: (zone.start, zone.end)))
        source = Source(**self.fields, url=self.url, rules=self.rules)
        return Page(source, zones, _body_text(self.text, zones), tuple(self.dates()), self._reference())

    def dateline(self) -> None:
        """Read the dateline that opens the article, and the hour and day some agencies glue before it."""
        start = self.body + _blank(self.text, self.body)
        if match := datelines.GLUED.match(self.text, start):
            moment_end = match.end() + 10
            if day := next(days.find(self.text[start:moment_end]), None):
                self.zone("date", start, moment_end)
                self.moment(Moment(day, f"{match[1]}:{match[2]}"), start, "glued")
                start = self.body = moment_end + _blank(self.text, moment_end)
        found = datelines.read(self.text[start : start + datelines.LONGEST].partition("\n")[0])
        if found:
            self.body = start + found.end
            self.zone("dateline", start, start + len(self.text[start : self.body].rstrip()))
            self.place_and_day(found, start)

    def place_and_day(self, found: datelines.Dateline, start: int) -> None:
        self.put("dateline_place", found.place, "dateline")
        self.put("publisher", addresses.publisher(self.url or ""), "address")
        self.put("publisher", found.agency, "dateline")
        if not found.day:
            return
        self.days.append((start, found.day, "dateline"))
        if day := self._near(found.day):
            known = "dateline" if found.day.year else "dateline and address"
            self.put("dateline", day.isoformat(), "dateline" if "published" in self.fields else known)
            self.put("published", day.isoformat(), known)

    def tail(self) -> None:
        lines = frame.tail(self.text, self.body)
        for line in lines:
            self.zone(line.kind, line.start, line.end)
            if match := COPYRIGHT.match(line.text):
                self.put("publisher", match[1], "copyright line")
        self.end = lines[0].start if lines else len(self.text)

    def address(self) -> None:
        """What only the address tells."""
        self.put("publisher", addresses.publisher(self.url or ""), "address")
        if ends := addresses.published(self.url or ""):
            first, last = ends
            self.put("published", first.isoformat() if first == last else f"{first}/{last}", "address")

    def dates(self) -> Iterable[Date]:
        """The days printed in the frame, as expressions of time."""
        for start, day, kind in self.days:
            printed = self.text[start + day.start : start + day.end]
            meant = self._near(day)
            edtf = meant.isoformat() if meant else None
            value = edtf or f"XXXX-{day.month:02}-{day.day:02}"
            yield Date(start + day.start, start + day.end, printed, edtf, "DATE", value, f"frame/{kind}")

    def _year(self) -> int | None:
        """The year of the publication, by what is given or by the address."""
        known = self.fields.get("published", "")[-10:][:4]
        if known.isdecimal():
            return int(known)
        ends, month = addresses.published(self.url or ""), addresses.month(self.url or "")
        return ends[1].year if ends else month[0] if month else None

    def _near(self, day: Day) -> date | None:
        """A printed day in its year, which is the one before where it would else lie far after the publication."""
        meant, published = day.date(self._year()), self._published()
        if day.year is None and meant and published and (meant - published).days > 31:
            return day.date(meant.year - 1)
        if day.year is None and meant and published and (published - meant).days > 330:
            return day.date(meant.year + 1)
        return meant

    def _published(self) -> date | None:
        try:
            return date.fromisoformat(self.fields.get("published", "")[-10:])
        except ValueError:
            return None

    def _reference(self) -> date | None:
        return date.fromisoformat(self.fields["dateline"]) if "dateline" in self.fields else self._published()


def _last_framed(lines: list[Line]) -> int:
    """The last line of the head that is of a kind, not counting those below a longer run of lines of no kind."""
    last = -1
    for number, line in enumerate(lines):
        if line.kind != "text" and number - last <= GAP + 1:
            last = number
    return last


def _bracketed_publisher(text: str) -> str | None:
    opened, closed = text.find("("), text.find(")")
    return publishers.named(text[opened + 1 : closed]) if 0 <= opened < closed else None


def _is_headline_style(text: str) -> bool:
    """Whether a line with a full stop is worded as a headline: all long words with a capital, or no article."""
    words = WORDS.findall(text)
    long = [word for word in words if len(word) > 3]
    if len(long) >= 3 and sum(word[0].isupper() for word in long) >= 0.9 * len(long):
        return True
    brief = len(words) <= 16 and "said" not in words
    return brief and (ARTICLES.isdisjoint(words) or ":" in text[:40])


def _opens_dateline(text: str) -> bool:
    return datelines.read(text[: datelines.LONGEST].partition("\n")[0]) is not None


def _is_place(text: str) -> bool:
    """Whether a line of the head can be a place: few words, each with a capital."""
    words = text.replace(",", " ").split()
    return len(words) <= 3 and text[-1].isalpha() and all(word[0].isupper() for word in words)


def _blank(text: str, start: int) -> int:
    """How many blanks stand at a place."""
    match = frame.LINE.search(text, start)
    return match.start() - start if match else 0


def _refuse_index(text: str) -> None:
    if text.find("--", 0, 50_000) < 0:
        return
    lines = [line.text for line in islice(frame.lines(text), LOOKED_AT)]
    items = [line for line in lines if "--" in line and ITEM.search(line[:400])]
    headed = next((line for line in lines[:8] if INDEX.match(line[:120])), None)
    if len(items) > max(1, len(lines) // 3) or (headed and items):
        shown = headed or items[0][:60]
        raise NotAnArticleError("index page", f"{len(items)} of its lines list other pages, under {shown!r}")


def _refuse_empty(body: str, zones: list[Zone]) -> None:
    """Refuse a page that has no sentence outside of its frame."""
    if any(_is_said(line.text[:1000]) for line in islice(frame.lines(body), LOOKED_AT)):
        return
    said = f"no sentence stands in its {len(body.strip())} characters besides {len(zones)} lines of the frame"
    raise NotAnArticleError("no article found", said if body.strip() else "it has no text outside of its frame")


def _is_said(line: str) -> bool:
    """Whether a line holds a sentence: words with a full stop behind them, or very many words."""
    words = WORDS.findall(line)
    return len(words) >= 20 or (bool(STOP.search(line)) and (len(words) >= 3 or sum(map(len, words)) >= 10))


def _body_text(text: str, zones: tuple[Zone, ...]) -> str:
    """The text with all but headline and article blanked; line ends stay."""
    body = next(zone for zone in zones if zone.name == "body")
    kept = [zone for zone in zones if zone.name in ("headline", "deck")]
    cut = body.start
    for zone in zones:
        if body.start <= zone.start and zone.end <= body.end and zone.name != "body":
            kept.append(replace(body, start=cut, end=zone.start))
            cut = max(cut, zone.end)
    kept.append(replace(body, start=cut))
    parts, done = [], 0
    for zone in kept:
        if zone.start >= done:
            parts += [INK.sub(" ", text[done : zone.start]), text[zone.start : zone.end]]
            done = zone.end
    return "".join([*parts, INK.sub(" ", text[done:])])
