"""JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/, for feed readers.

``date_published`` is when an item came out, which for an entry is its own date: it is there where that is a day or
a moment. EDTF, the date in words and the sources are in the extension ``_timeline``, so that nothing is left out.
"""

from typing import Any

import orjson

from timeline.feeds import common_era, markup, wording
from timeline.feeds.entries import Citation, Entry, Feed, Named, Rendered, counted

VERSION = "https://jsonfeed.org/version/1.1"


def render(feed: Feed) -> Rendered:
    """A feed with an item for each entry."""
    omitted = feed.without_eras()
    found = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.own,
        "description": feed.description,
        "next_url": feed.following,
        "_timeline": {
            "about": feed.address,
            "updated": feed.updated,
            "total": feed.total,
            "omitted": counted(omitted),
        },
    }
    items = [_item(feed, entry) for entry in feed.entries]
    return Rendered(orjson.dumps({**_without_nothing(found), "items": items}), omitted)


def _item(feed: Feed, entry: Entry) -> dict[str, Any]:
    link = feed.link(entry)
    return _without_nothing(
        {
            "id": link,
            "url": link,
            "title": wording.one_line(entry.label),
            "content_text": wording.text(entry),
            "content_html": markup.html(feed, entry),
            "date_published": common_era.stamp(entry.date),
            "authors": [_author(feed, speaker) for speaker in entry.speakers],
            "tags": list(wording.tags(entry)),
            "_timeline": _extension(feed, entry),
        }
    )


def _author(feed: Feed, speaker: Named) -> dict[str, Any]:
    return {"name": speaker.name, "url": f"{feed.address}/actors/{speaker.slug}"}


def _extension(feed: Feed, entry: Entry) -> dict[str, Any]:
    return _without_nothing(
        {
            "kind": entry.kind,
            "edtf": entry.date.edtf,
            "display_date": entry.date.display,
            "form": entry.form,
            "attitude": entry.attitude,
            "review": entry.review,
            "citations": [_citation(feed, citation) for citation in entry.citations],
        }
    )


def _citation(feed: Feed, citation: Citation) -> dict[str, Any]:
    return _without_nothing(
        {
            "title": wording.source_title(citation.source),
            "url": wording.source_link(feed, citation.source),
            "exact": citation.exact,
            "edtf": citation.date.edtf if citation.date else None,
            "note": citation.note,
        }
    )


def _without_nothing(members: dict[str, Any]) -> dict[str, Any]:
    """The members that have a value: the format knows no null."""
    return {name: value for name, value in members.items() if value is not None and value != []}
