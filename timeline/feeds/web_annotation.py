"""W3C Web Annotation, https://www.w3.org/TR/annotation-model/: each citation with its exact words, where they stand.

A page of annotations (section 5.2), each of which targets the words in their source and links the entry they bear
out. The words are found by quotation (section 4.2.4), or by position (4.2.5) in code points of the text that was
read: two selectors of one text (4.2), since a page on the web may have changed round it. Citations without exact
words, and entries without citation, are left out and counted.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import orjson

from timeline.feeds import wording
from timeline.feeds.entries import Citation, Entry, Feed, Omission, Rendered, counted

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def render(feed: Feed) -> Rendered:
    """An AnnotationPage with an annotation for each citation that has words."""
    without_words = (omission for entry in feed.entries for omission in _omissions(entry))
    omitted = (*without_words, *feed.without_eras())
    found = {
        "@context": [CONTEXT, {"timeline": f"{feed.address}/#"}],
        "id": feed.own,
        "type": "AnnotationPage",
        "partOf": {"id": feed.page, "type": "AnnotationCollection", "label": feed.title, "modified": feed.updated},
        **({"next": feed.following} if feed.following else {}),
        **({"prev": feed.previous} if feed.previous else {}),
        "timeline:omitted": counted(omitted),
        "items": [
            _annotation(feed, entry, citation)
            for entry in feed.entries
            for citation in entry.citations
            if citation.exact
        ],
    }
    return Rendered(orjson.dumps(found), omitted)


def _annotation(feed: Feed, entry: Entry, citation: Citation) -> dict[str, Any]:
    link = feed.link(entry)
    words = f"{wording.one_line(entry.label)} ({entry.date.display})"
    return {
        "id": f"{link}#{quote(citation.key, safe='')}",
        "type": "Annotation",
        "motivation": "linking",
        "body": [
            {"type": "SpecificResource", "source": link, "purpose": "linking"},
            {"type": "TextualBody", "value": words, "format": "text/plain", "purpose": "describing"},
            {"type": "TextualBody", "value": entry.date.edtf, "format": "text/plain", "purpose": "tagging"},
        ],
        "target": {"source": wording.source_link(feed, citation.source), "selector": _selectors(citation)},
    }


def _selectors(citation: Citation) -> list[dict[str, Any]]:
    """The words by quotation; by position, too, where it is known."""
    around = {"prefix": citation.prefix, "suffix": citation.suffix}
    given = {name: words for name, words in around.items() if words}
    found: list[dict[str, Any]] = [{"type": "TextQuoteSelector", "exact": citation.exact, **given}]
    if citation.start is None or citation.end is None:
        return found
    return [*found, {"type": "TextPositionSelector", "start": citation.start, "end": citation.end}]


def _omissions(entry: Entry) -> Iterable[Omission]:
    if not entry.citations:
        yield Omission(entry.slug, "no citation at all")
    for citation in entry.citations:
        if not citation.exact:
            yield Omission(entry.slug, "a citation without exact words")
