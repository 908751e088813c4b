"""TimelineJS 3: a title slide, a slide for each entry, eras; as JSON and as the rows of its spreadsheet.

https://timeline.knightlab.com/docs/json-format.html, and the source of @knight-lab/timelinejs 3.9, which knows rows by
an address that ends in ``.csv``: write ``…/feed/timelinejs-csv#.csv``. Years before Christ stand where JavaScript has
the number, which is a year too early, since it counts a year 0; shown they are right.
"""

import csv
import json
import re
from html import escape
from io import StringIO
from typing import Any, Final

from timeline.dates import PartialDate
from timeline.dates.calendar import DAY, civil
from timeline.feeds import markup, wording
from timeline.feeds.entries import Citation, Entry, Era, Feed, Omission, Rendered
from timeline.feeds.reach import undrawable

Slide = dict[str, Any]

TITLE: Final = "title_"  # slugs have no underscore, so no entry is called so

COLUMNS: Final = (
    *("Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date", "Headline"),
    *("Text", "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Type", "Group", "Background"),
)

# TimelineJS takes a quotation for a film, a song or a page to fetch when these stand in its markup: "a.pdf",
# "Spotify" in small letters, "youtu.be" (src/js/media/MediaType.js tries its patterns in turn, this type's late).
_MISTAKEN: Final = re.compile(r"\.(?=\w)|(?<!<)/|(?<=[fgpFGP])\?|(?<=i)f(?=[ry])")

# What spreadsheets take for the beginning of a formula: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA: Final = re.compile(r"^[=+\-@\t\r＝＋－＠]")


def render(feed: Feed) -> Rendered:
    """A timeline as the JSON that ``new TL.Timeline(element, address)`` loads."""
    slides, eras, omitted = _parts(feed)
    left_out = [{"unique_id": found.slug, "reason": found.reason, "number": found.number} for found in omitted]
    document = {"scale": "human", "title": _title(feed), "events": slides, "eras": eras, "omitted": left_out}
    return Rendered((json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode(), omitted)


def render_csv(feed: Feed) -> Rendered:
    """A timeline as the rows of TimelineJS's spreadsheet, to be read there or published from one."""
    slides, eras, omitted = _parts(feed)
    out = StringIO()
    rows = csv.DictWriter(out, COLUMNS)
    rows.writeheader()
    rows.writerow(_row(_title(feed), "title"))
    rows.writerows(_row(slide, "") for slide in slides)
    rows.writerows(_row(era, "era") for era in eras)
    return Rendered(out.getvalue().encode(), omitted)


def _parts(feed: Feed) -> tuple[list[Slide], list[Slide], tuple[Omission, ...]]:
    """The slides, the eras, and what can be neither."""
    omitted = [*feed.thinned()]
    omitted += [Omission(entry.slug, reason) for entry in feed.entries if (reason := undrawable(entry.date))]
    omitted += [Omission("*", f"era {era.title!r}: {reason}") for era in feed.eras if (reason := _unbounded(era.date))]
    slides = [_slide(feed, entry) for entry in feed.entries if not undrawable(entry.date)]
    return slides, [_era(era) for era in feed.eras if not _unbounded(era.date)], tuple(omitted)


def _unbounded(date: PartialDate) -> str | None:
    """Why an era cannot be shown: one without an end keeps TimelineJS from showing anything."""
    if date.earliest is None or date.latest is None or date.earliest == date.latest:
        return "its date has not two ends"
    return undrawable(date)


def _title(feed: Feed) -> Slide:
    count = f"{len(feed.entries)} of {feed.total} entries." if feed.total > len(feed.entries) else ""
    told = markup.paragraphs(part for part in (feed.description, count) if part)
    text = f"{told}<p>{markup.link(feed.page, 'All entries with their sources')}</p>"
    return {"unique_id": TITLE, "text": {"headline": escape(feed.title), "text": text}, "autolink": False}


def _slide(feed: Feed, entry: Entry) -> Slide:
    quoted = next((citation for citation in entry.citations if citation.exact), None)
    slide: Slide = {"unique_id": entry.slug, **_dates(entry.date), "display_date": _stripped(entry.date.display)}
    slide["text"] = {"headline": escape(entry.label), "text": _text(feed, entry, quoted)}
    if quoted:
        slide["media"] = _media(feed, quoted)
    if entry.group:
        slide["group"] = _stripped(entry.group)
    return slide | {"autolink": False}


def _text(feed: Feed, entry: Entry, quoted: Citation | None) -> str:
    others = "".join(markup.evidence(feed, cited) for cited in entry.citations if cited != quoted)
    own = f"<p>{markup.link(feed.link(entry), 'This entry')}</p>"
    return markup.paragraphs(wording.remarks(entry)) + others + own


def _media(feed: Feed, citation: Citation) -> Slide:
    """The exact words beside the text, with their source below."""
    words = _MISTAKEN.sub(lambda found: f"&#{ord(found[0])};", markup.quotation(citation))
    return {"url": words, "caption": markup.credit(feed, citation)}


def _era(era: Era) -> Slide:
    first, last = era.date.lower, era.date.upper
    clock = first // DAY == last // DAY  # equal ends would be dropped, and with them the timeline
    dates = {"start_date": _date(first, clock), "end_date": _date(last, clock)}
    return {**dates, "text": {"headline": escape(era.title)}}


def _dates(date: PartialDate) -> Slide:
    """Start and end in the same terms; a day, month or year that does not last is a start alone."""
    if date.earliest is None or date.latest is None or date.earliest == date.latest:
        return {"start_date": _date(_known(date), clock=date.earliest == date.latest)}
    start, end = _date(date.earliest), _date(date.latest)
    if start == end:
        return {"start_date": start}
    if not date.is_interval and (parts := _unit(start, end, _date(date.latest + 1))):
        return {"start_date": {part: start[part] for part in parts}}
    return {"start_date": start, "end_date": end}


def _unit(start: dict[str, int], end: dict[str, int], following: dict[str, int]) -> tuple[str, ...]:
    """What names the year or month that goes from one day to another; nothing if that is no whole one."""
    if start["year"] != end["year"] or not start["day"] == following["day"] == 1:
        return ()
    if start["month"] == end["month"]:
        return ("year", "month")
    return ("year",) if start["month"] == following["month"] else ()


def _known(date: PartialDate) -> int:
    """The one bound of a date without the other."""
    return date.upper if date.earliest is None else date.earliest


def _date(second: int, clock: bool = False) -> dict[str, int]:
    """Whole numbers, years as historians count them: 1 BC, which is -1, comes before AD 1."""
    days, rest = divmod(second, DAY)
    year, month, day = civil(days)
    found = {"year": year if year > 0 else year - 1, "month": month, "day": day}
    return found | ({"hour": rest // 3600, "minute": rest // 60 % 60, "second": rest % 60} if clock else {})


def _stripped(text: str) -> str:
    """Text for a field that TimelineJS strips of markup, which turns ``&lt;`` into ``<``, and then shows as markup."""
    return escape(escape(text))


def _row(slide: Slide, kind: str) -> dict[str, object]:
    media, text = slide.get("media", {}), slide["text"]
    words = {
        "Display Date": slide.get("display_date", ""),
        "Headline": text["headline"],
        "Text": text.get("text", ""),
        "Media": media.get("url", ""),
        "Media Caption": media.get("caption", ""),
        "Type": kind,
        "Group": slide.get("group", ""),
    }
    cells = {column: _disarmed(cell) for column, cell in words.items()}
    return {**_day_cells(slide.get("start_date"), ""), **_day_cells(slide.get("end_date"), "End "), **cells}


def _day_cells(date: dict[str, int] | None, end: str) -> dict[str, object]:
    if date is None:
        return {}
    cells: dict[str, object] = {f"{end}{part.capitalize()}": date.get(part, "") for part in ("year", "month", "day")}
    if "hour" in date:
        cells[f"{end}Time"] = f"{date['hour']}:{date['minute']:02}:{date['second']:02}"
    return cells


def _disarmed(cell: str) -> str:
    """A cell no spreadsheet takes for a formula: all of them hold HTML, in which its first sign has another name."""
    return _FORMULA.sub(lambda found: f"&#{ord(found[0])};", cell.strip())
