"""Timelines as what other programs read: pure functions from entries to bytes, one file a format."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from timeline.feeds import (
    atom,
    calendar_file,
    geojson,
    json_feed,
    json_lines,
    schema_org,
    table,
    timelinejs,
    vis_timeline,
    web_annotation,
)
from timeline.feeds.entries import Feed, Rendered

DENSITY = "density"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name in addresses, its media type, the ending of files, and what renders it."""

    name: str
    media_type: str
    ending: str
    render: Callable[[Feed], Rendered]


_CSV = "text/csv; charset=utf-8; header=present"
_ANNOTATION = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_ALL: tuple[Format, ...] = (
    Format("timelinejs", "application/json", "json", timelinejs.render),
    Format("timelinejs-csv", _CSV, "csv", timelinejs.render_csv),
    Format("vis-timeline", "application/json", "json", vis_timeline.render),
    Format("ical", "text/calendar; charset=utf-8", "ics", calendar_file.render),
    Format("json-feed", "application/feed+json", "json", json_feed.render),
    Format("atom", "application/atom+xml; charset=utf-8", "atom", atom.render),
    Format("geojson", "application/geo+json", "geojson", geojson.render),
    Format("schema-org", "application/ld+json", "jsonld", schema_org.render),
    Format("web-annotation", _ANNOTATION, "jsonld", web_annotation.render),
    Format("csv", _CSV, "csv", table.render),
    Format("jsonl", "application/jsonl", "jsonl", json_lines.render),
)
FORMATS: dict[str, Format] = {form.name: form for form in _ALL}


def left_out(feed: Feed, rendered: Rendered) -> Counter[str]:
    """How much is not in a feed, by reason: what its format cannot carry, and what its density passed over."""
    found = Counter(omission.reason for omission in rendered.omitted)
    if feed.passed_over:
        found[DENSITY] += feed.passed_over
    return found
