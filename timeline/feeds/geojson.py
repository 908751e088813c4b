"""GeoJSON, RFC 7946, for maps, with the ``time`` of JSON-FG, OGC 21-045 (Features and Geometries JSON).

An entry without coordinates is a feature whose geometry is null (section 3.2). ``time`` holds dates of the years 0
to 9999, ".." for an open end and timestamps in UTC; what it cannot hold is counted, and stands in the properties
``edtf`` and ``display_date`` as all dates do. ``bbox`` goes round all points; one that crosses the antimeridian
goes round the world.
"""

from typing import Any

import orjson

from timeline.dates import End, PartialDate, Precision, iso
from timeline.feeds import common_era, wording
from timeline.feeds.entries import Citation, Entry, Feed, Omission, Place, Rendered, counted


def render(feed: Feed) -> Rendered:
    """A FeatureCollection with a feature for each entry."""
    unwritten = (Omission(entry.slug, why) for entry in feed.entries for why in _unwritten(entry))
    omitted = (*unwritten, *feed.without_eras())
    points = [point for entry in feed.entries if (point := _point(entry.place))]
    found = {
        "type": "FeatureCollection",
        "conformsTo": ["http://www.opengis.net/spec/json-fg-1/1.0/conf/core"],
        **({"bbox": _bounding_box(points)} if points else {}),
        "title": feed.title,
        "description": feed.description,
        "links": _links(feed),
        "omitted": counted(omitted),
        "features": [_feature(feed, entry) for entry in feed.entries],
    }
    return Rendered(orjson.dumps(found), omitted)


def _links(feed: Feed) -> list[dict[str, str]]:
    own = {"rel": "self", "href": feed.own, "type": "application/geo+json"}
    page = {"rel": "alternate", "href": feed.page, "type": "text/html"}
    following = [{**own, "rel": "next", "href": feed.following}] if feed.following else []
    return [own, page, *following]


def _feature(feed: Feed, entry: Entry) -> dict[str, Any]:
    point = _point(entry.place)
    return {
        "type": "Feature",
        "id": feed.link(entry),
        "geometry": {"type": "Point", "coordinates": point} if point else None,
        "place": None,  # JSON-FG has it for what a GeoJSON geometry cannot say
        "time": _time(entry.date),
        "properties": _properties(feed, entry),
    }


def _properties(feed: Feed, entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "title": wording.one_line(entry.label),
        "display_date": entry.date.display,
        "edtf": entry.date.edtf,
        "place": entry.place.name if entry.place else None,
        "country": entry.place.country if entry.place else None,
        "description": wording.text(entry),
        "tags": list(wording.tags(entry)),
        "form": entry.form,
        "attitude": entry.attitude,
        "review": entry.review,
        "url": feed.link(entry),
        "citations": [_citation(feed, citation) for citation in entry.citations],
    }


def _citation(feed: Feed, citation: Citation) -> dict[str, Any]:
    return {
        "title": wording.source_title(citation.source),
        "url": wording.source_link(feed, citation.source),
        "exact": citation.exact,
    }


def _point(place: Place | None) -> list[float] | None:
    """Longitude and latitude, in this order (section 3.1.1)."""
    if place is None or place.longitude is None or place.latitude is None:
        return None
    return [place.longitude, place.latitude]


def _bounding_box(points: list[list[float]]) -> list[float]:
    """West, south, east, north (section 5)."""
    longitudes, latitudes = zip(*points, strict=True)
    return [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]


def _time(found: PartialDate) -> dict[str, Any] | None:
    """A date, timestamp or interval; None where it cannot be written."""
    first, last = _limit(found, found.earliest, found.start), _limit(found, found.latest, found.end)
    if first is None or last is None or (first, last) == ("..", ".."):
        return None
    if found.precision is Precision.SECOND and common_era.has_zone(found):
        return {"timestamp": f"{iso(found.earliest)}Z"}
    return {"date": first} if first == last and not found.is_interval else {"interval": [first, last]}


def _limit(found: PartialDate, second: int | None, end: End) -> str | None:
    """A day of the years 0 to 9999, or ".." where there is none; None where it cannot be written."""
    if end is not End.KNOWN:
        return ".."
    day = f"{iso(second)}".partition("T")[0]
    written = len(day) == len("0000-00-00") and found.precision is not Precision.AGE
    return day if written else None


def _unwritten(entry: Entry) -> list[str]:
    """What of its date ``time`` does not hold."""
    found = entry.date
    if _time(found) is None:
        return [f"time: {_why(found)}"]
    if found.precision is Precision.SECOND and not common_era.has_zone(found):
        return ["time: its clock has no zone, only the day is there"]
    unknown = [name for name, end in (("start", found.start), ("end", found.end)) if end is End.UNKNOWN]
    return [f"time: its {name} is unknown, and written as if it were open" for name in unknown]


def _why(found: PartialDate) -> str:
    if found.earliest is None and found.latest is None:
        return "it has neither start nor end"
    return "its year is not known" if found.precision is Precision.AGE else "it reaches beyond the years 0 to 9999"
