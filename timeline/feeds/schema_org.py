"""schema.org in JSON-LD, for search engines: https://schema.org/ItemList of Event, Quotation and Claim.

Reported speech is a Claim, since a Quotation has the words that were said. ``startDate``, ``endDate`` and
``dateCreated`` are ISO 8601, and only there where the evidence's date is: where it is approximate, uncertain, a set
or before AD 1, they are left out and counted. ``additionalProperty`` always has the date in EDTF and in words.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

import orjson

from timeline.dates import PartialDate
from timeline.feeds import wording
from timeline.feeds.entries import Citation, Entry, Feed, Named, Omission, Place, Rendered, Source, counted

_ISO: Final = re.compile(r"(?!0000)[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2}(?:T[0-9:]{8}(?:Z|[+-][0-9:]{2,5})?)?)?)?")
_WANTING: Final = {"": "it is unknown", "..": "it is open"}
_EDTF: Final = "https://www.loc.gov/standards/datetime/"


def render(feed: Feed) -> Rendered:
    """An ItemList with an item for each entry, which can stand in a ``<script>`` as it is."""
    unwritten = (Omission(entry.slug, why) for entry in feed.entries for why in _unwritten(entry))
    omitted = (*unwritten, *feed.without_eras())
    found = {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "@id": feed.own,
        "name": feed.title,
        "description": feed.description,
        "url": feed.page,
        "numberOfItems": feed.total,
        "additionalProperty": _property("omitted", counted(omitted)),
    }
    items = [
        {"@type": "ListItem", "position": place, "item": _item(feed, entry)}
        for place, entry in enumerate(feed.entries, 1)
    ]
    return Rendered(_for_script(orjson.dumps({**_said(found), "itemListElement": items})), omitted)


def _for_script(body: bytes) -> bytes:
    """The same JSON without the signs that end a script or begin a comment; they stand in texts only."""
    return body.replace(b"<", rb"\u003c").replace(b">", rb"\u003e").replace(b"&", rb"\u0026")


def _item(feed: Feed, entry: Entry) -> dict[str, Any]:
    link = feed.link(entry)
    members = _event(feed, entry) if entry.kind == "EVENT" else _statement(feed, entry)
    return _said(
        {
            "@id": link,
            "url": link,
            **members,
            "keywords": list(wording.tags(entry)),
            "additionalProperty": [
                _property("date", entry.date.edtf, propertyID=_EDTF, description=entry.date.display),
                _property("review", entry.review),
            ],
        }
    )


def _event(feed: Feed, entry: Entry) -> dict[str, Any]:
    first, last = _ends(entry.date)
    return {
        "@type": "Event",
        "name": wording.one_line(entry.label),
        "description": entry.summary,
        "startDate": first,
        "endDate": last,
        "location": _location(entry.place),
        "superEvent": {"@id": f"{feed.address}/entries/{entry.part_of}"} if entry.part_of else None,
        "contributor": [_actor(feed, part.actor) for part in entry.participants],
        "subjectOf": [_evidence(feed, citation) for citation in entry.citations],
    }


def _statement(feed: Feed, entry: Entry) -> dict[str, Any]:
    speakers = [_actor(feed, speaker) for speaker in entry.speakers]
    quoted = entry.form != "INDIRECT"
    return {
        "@type": "Quotation" if quoted else "Claim",
        "name": wording.one_line(entry.label),
        "text": entry.text,
        "dateCreated": _iso(entry.date),
        "creator": speakers,
        "spokenByCharacter": speakers if quoted else None,
        "about": [{"@id": f"{feed.address}/entries/{slug}"} for slug in entry.about],
        "isBasedOn": [_evidence(feed, citation) for citation in entry.citations],
        "citation": [wording.source_title(source) for source in wording.cited(entry)],
    }


def _actor(feed: Feed, actor: Named) -> dict[str, Any]:
    """Somebody, of whom it is not known here whether it is a Person or an Organization."""
    return {"@id": f"{feed.address}/actors/{actor.slug}", "name": actor.name}


def _location(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    known = place.latitude is not None and place.longitude is not None
    geo = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return _said({"@type": "Place", "name": place.name, "geo": geo if known else None, "address": place.country})


def _evidence(feed: Feed, citation: Citation) -> dict[str, Any]:
    """The exact words, in the work they stand in; the work where none are given."""
    work = _work(feed, citation.source)
    return work if citation.exact is None else {"@type": "Quotation", "text": citation.exact, "isPartOf": work}


def _work(feed: Feed, source: Source) -> dict[str, Any]:
    return _said(
        {
            "@type": "CreativeWork",
            "name": source.title or source.slug,
            "url": wording.source_link(feed, source),
            "publisher": {"@type": "Organization", "name": source.publisher.name} if source.publisher else None,
            "datePublished": _iso(source.published) if source.published else None,
        }
    )


def _property(name: str, value: str | int, **more: str) -> dict[str, Any]:
    return {"@type": "PropertyValue", "name": name, "value": value, **more}


def _iso(found: PartialDate) -> str | None:
    """A date whose EDTF is ISO 8601, too."""
    return found.edtf if _ISO.fullmatch(found.edtf) else None


def _ends(found: PartialDate) -> tuple[str | None, str | None]:
    """Start and end, each where it is ISO 8601; the end only where there are two."""
    first, _, last = found.edtf.partition("/")
    return (first if _ISO.fullmatch(first) else None), (last if _ISO.fullmatch(last) else None)


def _unwritten(entry: Entry) -> Iterable[str]:
    """What of its date is in ``additionalProperty`` alone."""
    if entry.kind == "STATEMENT":
        if _iso(entry.date) is None:
            yield "dateCreated: its date is not one of ISO 8601"
        return
    limits = zip(("startDate", "endDate"), entry.date.edtf.split("/"), _ends(entry.date), strict=False)
    for name, text, written in limits:
        if written is None:
            yield f"{name}: {_WANTING.get(text, 'its date is not one of ISO 8601')}"


def _said(members: dict[str, Any]) -> dict[str, Any]:
    """The members that have a value."""
    return {name: value for name, value in members.items() if value is not None and value != []}
