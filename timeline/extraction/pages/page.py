"""A page of text taken apart: what it says of itself, and which of its characters are the article."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from timeline.dates import parse, possibly
from timeline.exceptions import TimelineError
from timeline.extraction.findings import Date, Source, Zone
from timeline.extraction.pages import addresses, datelines, days, frame, listings, publishers, titles, wires, wrapping
from timeline.extraction.pages.days import Day
from timeline.extraction.pages.frame import Line
from timeline.extraction.pages.moments import Moment

GAP = 3  # lines of no kind that may stand between two lines of a head
ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?"
)
YEARS = ("1400-01-01/2999-12-31", "no article is of that time; give a day from 1400 to 2999")
COPYRIGHT = re.compile(r"(?:©|\(c\)|Copyright) ?(?:©|\(c\))? ?\d{4},? (?:by )?([^.]{3,80}?)\.?$", re.IGNORECASE)
INK = re.compile(r"[^\r\n]")


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
    text = wrapping.unwrapped(text)
    reader = _Reader(text, url)
    if published:
        reader.given(published)
    slug = wires.head(text)
    if slug:
        reader.slug(*slug)
    else:
        listings.refuse_index(text)
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
        self.late: Moment | None = None
        """What the page says of its latest version."""

    def put(self, field: str, value: str | None, rule: str) -> None:
        if value and field not in self.fields:
            self.fields[field], self.rules[field] = value, f"{field}/{rule}"

    def zone(self, name: str, start: int, end: int) -> None:
        if start < end:
            self.zones.append(Zone(name, start, end))

    def given(self, published: str) -> None:
        if match := ISO.fullmatch(published):
            day, time, offset = match.groups()
            self.put("local_time", time, "given")
            self.put("utc_offset", offset, "given")
            published = day
        if not possibly(parse(published), parse(YEARS[0])):
            raise TimelineError(f"published {published!r}: {YEARS[1]}")
        self.put("published", published, "given")

    # the head

    def head(self) -> None:
        """Read the lines above the article."""
        lines = frame.head(self.text)
        last = _last_framed(lines)
        above, below = frame.named(lines[: last + 1]), lines[last + 1 :]
        for line in above:
            self.line(line)
        heads = [line for line in above if line.kind == "text"]
        if not heads and not below:
            below = self.first_lines(above[-1].end if above else 0)
        if not heads and below and titles.is_headline(self.text, below[0], framed=bool(above)):
            heads = [below.pop(0)]
            if below and heads[0].text.endswith(";"):
                heads.append(below.pop(0))
            elif below and below[0].text == heads[0].text:
                self.zone("headline again", below[0].start, below.pop(0).end)
        elif below and above and above[-1].kind in ("date", "time") and titles.is_place(below[0].text):
            self.zone("place", below[0].start, below[0].end)
            self.put("dateline_place", below[0].text, "line")
        self.headlines(heads, above)
        self.body = max((zone.end for zone in self.zones), default=0)

    def first_lines(self, start: int) -> list[Line]:
        """The first line from a place on, where it may be a headline although it is long."""
        line = next(frame.lines(self.text[start : start + 1000]), None)
        if line is None or datelines.read(line.text):
            return []
        return [Line(start + line.start, start + line.end, line.text)]

    def line(self, line: Line) -> None:
        if line.kind == "byline":
            self.byline(line)
        elif line.kind != "text":
            self.zone(line.kind, line.start, line.end)
        if line.kind == "publisher":
            known = publishers.named(line.text.removeprefix("Source:"))
            self.put("publisher", known or line.text, "line" if known else "line above the title")
        elif line.kind == "section":
            self.put("section", line.text, "line")
        elif line.kind == "time":
            self.put("local_time", line.text, "time line")
        elif line.kind == "date" and line.moment:
            self.moment(line.moment, line.start, "update" if line.moment.update else "date line")
            self.put("publisher", publishers.among(line.text), "date line")

    def byline(self, line: Line) -> None:
        """Read who wrote the article, and for whom, and the day where it stands behind."""
        end = line.start + line.split if line.split else line.end
        self.zone("byline", line.start, line.start + len(self.text[line.start : end].rstrip()))
        names = self.text[line.start + line.names : end].strip(" ,|\xa0-–")
        writer, _, paper = names.partition(" for ")
        service = writer.partition("'s ")[0].partition("’s ")[0]
        self.put("byline", writer, "line")
        self.put(
            "publisher", publishers.named(service) or publishers.named(paper) or paper.removeprefix("the "), "byline"
        )
        if line.moment:
            self.zone("date", end, line.end)
            self.moment(line.moment, end, "byline")

    def moment(self, moment: Moment, start: int, rule: str) -> None:
        """Take a printed day for that of the publication, unless it is that of a later version."""
        day = moment.day.date(self._year())
        self.days.append((start, moment.day, "update" if moment.update else "published"))
        if moment.update and self.late is None:
            self.late = moment
        if moment.update or day is None or "published" in self.fields:
            return
        self.put("published", day.isoformat(), rule if moment.day.year else f"{rule} and address")
        self.put("local_time", moment.time, rule)
        self.put("utc_offset", moment.offset, rule)

    def headlines(self, lines: list[Line], above: list[Line]) -> None:
        """The first line of no kind is the headline; what follows it in the head is a place or a second headline."""
        framed = "frame" if above else "first line"
        for number, line in enumerate(lines):
            if number and titles.is_place(line.text):
                self.zone("place", line.start, line.end)
                self.put("dateline_place", line.text, "line")
                continue
            self.zone("deck" if number else "headline", line.start, line.end)
            self.put("title", line.text, framed)
        if lines and (ends := titles.span(lines[0].text)):
            self.put("published", f"{ends[0]}/{ends[1]}", "range in title")

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
        listings.refuse_empty(self.text[body.start : body.end], len(self.zones))
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

        if self.late:
            self.moment(replace(self.late, update=False), 0, "update line")
            self.days.pop()

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
        told = addresses.published(self.url or "")
        meant, published = day.date(self._year()), self._published() or (told[1] if told else None)
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


def _blank(text: str, start: int) -> int:
    """How many blanks stand at a place."""
    match = frame.LINE.search(text, start)
    return match.start() - start if match else 0


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
