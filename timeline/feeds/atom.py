"""Atom, RFC 4287, for feed readers, with pages as in RFC 5005 and the date in EDTF as ``dcterms:temporal``.

``published`` is the entry's own date where that is a day or a moment. Sources are links ``via`` (section 4.2.7.2):
``atom:source`` is for the feed an entry was copied from. Every entry has a place; how many eras have none is a comment.
"""

from xml.etree.ElementTree import Comment, Element, SubElement, indent, register_namespace, tostring

from timeline.feeds import common_era, markup, wording
from timeline.feeds.entries import Entry, Feed, Rendered, counted

ATOM = "http://www.w3.org/2005/Atom"
TERMS = "http://purl.org/dc/terms/"
register_namespace("", ATOM)
register_namespace("dcterms", TERMS)


def render(feed: Feed) -> Rendered:
    """A feed with an entry for each entry."""
    root = Element(f"{{{ATOM}}}feed")
    _add(root, "id", feed.own)
    _add(root, "title", wording.one_line(feed.title) or feed.slug)
    if feed.description:
        _add(root, "subtitle", wording.clean(feed.description))
    _add(root, "updated", feed.updated)
    _links(root, feed)
    _add(_add(root, "author"), "name", wording.one_line(feed.title) or feed.slug)
    omitted = feed.without_eras()
    root.append(Comment(f" omitted: {counted(omitted)} "))
    for entry in feed.entries:
        root.append(_entry(feed, entry))
    indent(root)
    return Rendered(tostring(root, encoding="utf-8", xml_declaration=True), omitted)


def _links(root: Element, feed: Feed) -> None:
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.own)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    if feed.following:
        _add(root, "link", rel="next", type="application/atom+xml", href=feed.following)
    if feed.previous:
        _add(root, "link", rel="previous", type="application/atom+xml", href=feed.previous)


def _entry(feed: Feed, entry: Entry) -> Element:
    found = Element(f"{{{ATOM}}}entry")
    _add(found, "id", feed.link(entry))
    _add(found, "title", wording.one_line(entry.label))
    _add(found, "updated", feed.updated)
    if published := common_era.stamp(entry.date):
        _add(found, "published", published)
    SubElement(found, f"{{{TERMS}}}temporal").text = entry.date.edtf
    _add(found, "link", rel="alternate", type="text/html", href=feed.link(entry))
    _sources(found, entry)
    _authors(found, feed, entry)
    for tag in wording.tags(entry):
        _add(found, "category", term=tag)
    _add(found, "content", markup.html(feed, entry), type="html")
    return found


def _sources(found: Element, entry: Entry) -> None:
    for source in wording.cited(entry):
        if where := wording.address(source):
            _add(found, "link", rel="via", href=where, title=wording.one_line(wording.source_title(source)))


def _authors(found: Element, feed: Feed, entry: Entry) -> None:
    """The speakers of a statement; events have the feed's author."""
    for speaker in entry.speakers:
        author = _add(found, "author")
        _add(author, "name", wording.one_line(speaker.name) or speaker.slug)
        _add(author, "uri", f"{feed.address}/actors/{speaker.slug}")


def _add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    child = SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = text
    return child
