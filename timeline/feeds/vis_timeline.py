"""vis-timeline: items, groups and options, as ``new vis.Timeline(element, items, groups, options)`` takes them.

https://visjs.github.io/vis-timeline/docs/timeline/, and the source of vis-timeline 8.5. Dates have no zone and are
those of the reader's clock, so that nobody sees the day before. A range shorter than its label hides it, unless the
page's style sheet says ``.vis-item-overflow { overflow: visible }``.
"""

import json
from html import escape
from typing import Any, Final, NamedTuple

from timeline.dates import End, PartialDate, Precision, iso
from timeline.dates.calendar import DAY
from timeline.feeds import markup, wording
from timeline.feeds.entries import Entry, Era, Feed, Omission, Rendered
from timeline.feeds.reach import FIRST_SECOND, LAST_SECOND, undrawable

Item = dict[str, Any]

SHOWN: Final = 90
"""How many characters of a label stand on the line; the tooltip has all."""

WIDEST: Final = 10_000 * 365 * DAY
"""How much vis-timeline shows at once without being told of more."""

LANES: Final = {"EVENT": "Events", "STATEMENT": "Statements"}


class Frame(NamedTuple):
    """All that is known and room for labels beside it: what may be looked at, and where open dates end."""

    first: int
    last: int


def render(feed: Feed) -> Rendered:
    """A timeline as JSON with ``items``, ``groups``, ``options`` and what was left out."""
    drawn = [entry for entry in feed.entries if not undrawable(entry.date)]
    eras = [era for era in feed.eras if not undrawable(era.date)]
    omitted = [*feed.thinned()]
    omitted += [Omission(entry.slug, reason) for entry in feed.entries if (reason := undrawable(entry.date))]
    omitted += [Omission("*", f"era {era.title!r}: {reason}") for era in feed.eras if (reason := undrawable(era.date))]
    frame = _frame([entry.date for entry in drawn] + [era.date for era in eras])
    document = {
        "items": [_item(feed, entry, frame) for entry in drawn]
        + [_background(number, era, frame) for number, era in enumerate(eras, 1)],
        "groups": [{"id": lane, "content": escape(lane)} for lane in dict.fromkeys(map(_lane, drawn))],
        "options": _options(frame) if drawn else {},
        "omitted": [{"id": found.slug, "reason": found.reason, "number": found.number} for found in omitted],
    }
    return Rendered((json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode(), tuple(omitted))


def _frame(dates: list[PartialDate]) -> Frame:
    known = [second for date in dates for second in (date.earliest, date.latest) if second is not None]
    first, last = min(known, default=0), max(known, default=0)
    margin = max(1, (last - first) // 10 // DAY) * DAY
    return Frame(max(FIRST_SECOND, first - margin), min(LAST_SECOND, last + margin))


def _options(frame: Frame) -> dict[str, object]:
    """How far one may look; hints, to be merged with others."""
    options: dict[str, object] = {"min": iso(frame.first), "max": iso(frame.last + 1)}
    return options | (_wide(frame.last - frame.first) if frame.last - frame.first > WIDEST else {})


def _wide(width: int) -> dict[str, object]:
    """What vis-timeline needs beyond ten thousand years: to be let, and to be told how far years stand apart.

    By itself it knows nothing beyond a thousand, and then writes days.
    """
    tenth = width // (10 * 365 * DAY)
    magnitude = 10 ** (len(str(tenth)) - 1)
    return {"zoomMax": width * 1000, "timeAxis": {"scale": "year", "step": -(-tenth // magnitude) * magnitude}}


def _lane(entry: Entry) -> str:
    """The group of an entry; every one has one, since vis-timeline leaves out items without."""
    return entry.group or LANES[entry.kind]


def _item(feed: Feed, entry: Entry, frame: Frame) -> Item:
    return {
        "id": entry.slug,
        "group": _lane(entry),
        **_when(entry, frame),
        "content": escape(_short(entry.label)),
        "title": _tooltip(feed, entry),
        "className": " ".join(_classes(entry)),
        "edtf": entry.date.edtf,
        "display": entry.date.display,
        "link": feed.link(entry),
    }


def _when(entry: Entry, frame: Frame) -> Item:
    """A point or box for a day or less, as wide as its bounds what lasts or may lie anywhere in them."""
    date = entry.date
    if date.precision.rank >= Precision.DAY.rank and date.upper // DAY == date.lower // DAY:
        return {"type": "box" if entry.kind == "EVENT" else "point", "start": iso(date.lower)}
    return {"type": "range", **_ends(date, frame)}


def _ends(date: PartialDate, frame: Frame) -> Item:
    """Both ends, since vis-timeline draws nothing without; one that nobody gives lies where all ends."""
    first = frame.first if date.earliest is None else date.earliest
    last = frame.last if date.latest is None else date.latest
    return {"start": iso(first), "end": iso(last + 1)}


def _background(number: int, era: Era, frame: Frame) -> Item:
    content = {"content": escape(era.title), "title": escape(era.date.display)}
    return {"id": f"era:{number}", "type": "background", "className": "is-era", **_ends(era.date, frame), **content}


def _classes(entry: Entry) -> list[str]:
    date = entry.date
    holds = {
        "is-approximate": date.approximate,
        "is-uncertain": date.uncertain,
        "is-open": End.OPEN in (date.start, date.end),
        "is-unknown": End.UNKNOWN in (date.start, date.end),
        "is-draft": entry.review == "DRAFT",
    }
    return [f"is-{entry.kind.lower()}", *(name for name, held in holds.items() if held)]


def _short(label: str) -> str:
    return label if len(label) <= SHOWN else f"{label[: SHOWN - 1].rstrip()}…"


def _tooltip(feed: Feed, entry: Entry) -> str:
    """The date as the evidence has it, the whole label, and the sources with their words."""
    head = f"<p><b>{escape(entry.date.display)}</b><br>{escape(entry.label)}</p>"
    sources = "".join(markup.evidence(feed, citation) for citation in entry.citations)
    return head + markup.paragraphs(wording.remarks(entry)) + sources
