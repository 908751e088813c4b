"""Timelines as what other programs read: pure functions from entries to bytes, one file a format."""

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


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name in addresses and for readers, its media type, the ending of files, and what renders it."""

    name: str
    title: str
    media_type: str
    ending: str
    render: Callable[[Feed], Rendered]


_CSV = "text/csv; charset=utf-8; header=present"
_ANNOTATION = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_ALL: tuple[Format, ...] = (
    Format("timelinejs", "TimelineJS", "application/json", "json", timelinejs.render),
    Format("timelinejs-csv", "TimelineJS, table", _CSV, "csv", timelinejs.render_csv),
    Format("vis-timeline", "vis-timeline", "application/json", "json", vis_timeline.render),
    Format("ical", "iCalendar", "text/calendar; charset=utf-8", "ics", calendar_file.render),
    Format("json-feed", "JSON Feed", "application/feed+json", "json", json_feed.render),
    Format("atom", "Atom", "application/atom+xml; charset=utf-8", "atom", atom.render),
    Format("geojson", "GeoJSON", "application/geo+json", "geojson", geojson.render),
    Format("schema-org", "schema.org", "application/ld+json", "jsonld", schema_org.render),
    Format("web-annotation", "Web Annotation", _ANNOTATION, "jsonld", web_annotation.render),
    Format("csv", "CSV", _CSV, "csv", table.render),
    Format("jsonl", "JSON Lines", "application/jsonl", "jsonl", json_lines.render),
)
FORMATS: dict[str, Format] = {form.name: form for form in _ALL}
