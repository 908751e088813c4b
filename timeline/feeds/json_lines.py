"""JSON Lines: our own export of a feed, one entry a line with all that is known of it.

Source: https://jsonlines.org; dates as the API writes them; selectors as in W3C Web Annotation, section 4.2.
"""

from dataclasses import asdict, fields
from typing import Any, Final

import orjson

from timeline.dates import PartialDate, iso
from timeline.feeds.entries import Citation, Entry, Feed, Rendered

_HEAD: Final = ("slug", "kind", "citations")
_OTHER: Final = {"date_reason": "dateReason", "part_of": "partOf"}  # the API's names
_NAMES: Final = {part.name: _OTHER.get(part.name, part.name) for part in fields(Entry) if part.name not in _HEAD}


def render(feed: Feed) -> Rendered:
    """A feed as one JSON object a line; what is said of the whole timeline has no line."""
    lines = [orjson.dumps(_line(feed, entry)) + b"\n" for entry in feed.entries]
    return Rendered(b"".join(lines), feed.without_eras())


def _line(feed: Feed, entry: Entry) -> dict[str, Any]:
    own = {told: _plain(getattr(entry, name)) for name, told in _NAMES.items()}
    head = {"slug": entry.slug, "kind": entry.kind, "label": entry.label, "link": feed.link(entry)}
    return head | own | {"citations": [_citation(citation) for citation in entry.citations]}


def _plain(value: Any) -> Any:
    """A part of an entry in what JSON has."""
    if isinstance(value, PartialDate):
        return _date(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value


def _date(date: PartialDate) -> dict[str, Any]:
    """A date as it is written, in words, and with its bounds."""
    return {
        "edtf": date.edtf,
        "display": date.display,
        "earliest": date.earliest,
        "latest": date.latest,
        "earliestIso": iso(date.earliest),
        "latestIso": iso(date.latest),
        "precision": date.precision,
        "approximate": date.approximate,
        "uncertain": date.uncertain,
        "start": date.start,
        "end": date.end,
        "lasts": date.is_interval,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    source = citation.source
    published = _date(source.published) if source.published else None
    return {
        "key": citation.key,
        "source": asdict(source) | {"published": published},
        "selectors": _selectors(citation),
        "date": _date(citation.date) if citation.date else None,
        "note": citation.note,
    }


def _selectors(citation: Citation) -> list[dict[str, Any]]:
    """The exact words, and their place in code points of the text."""
    quote = {name: getattr(citation, name) for name in ("exact", "prefix", "suffix")}
    place = {name: getattr(citation, name) for name in ("start", "end")}
    found: list[dict[str, Any]] = []
    if citation.exact is not None:
        given = {name: text for name, text in quote.items() if text is not None}
        found.append({"type": "TextQuoteSelector"} | given)
    if citation.start is not None:
        found.append({"type": "TextPositionSelector"} | place)
    return found
