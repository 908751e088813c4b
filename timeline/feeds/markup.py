"""An entry and its sources as HTML, made of what ``wording`` says; whatever comes from the data is escaped."""

from collections.abc import Iterable
from html import escape

from timeline.feeds import wording
from timeline.feeds.entries import Citation, Entry, Feed


def html(feed: Feed, entry: Entry) -> str:
    """An entry in paragraphs, and each source with its exact words."""
    return paragraphs(wording.paragraphs(entry)) + "".join(evidence(feed, cited) for cited in entry.citations)


def paragraphs(parts: Iterable[str]) -> str:
    """Texts, each in whichever direction it is read."""
    return "".join(_paragraph(_escaped(part)) for part in parts)


def evidence(feed: Feed, citation: Citation) -> str:
    """The exact words of a source, and the source."""
    return quotation(citation) + _paragraph(credit(feed, citation))


def quotation(citation: Citation) -> str:
    """The exact words of a source; nothing where none are given."""
    return f'<blockquote dir="auto">{_escaped(citation.exact)}</blockquote>' if citation.exact else ""


def credit(feed: Feed, citation: Citation) -> str:
    """A source with a link, and what is to be known of its report."""
    where = wording.source_link(feed, citation.source)
    return link(where, wording.source_title(citation.source)) + _escaped(wording.aside(citation))


def link(address: str, text: str) -> str:
    """A link, or the text alone where nobody knows at which host the address is."""
    words = _escaped(text)
    return words if address.startswith("/") else f'<a href="{escape(address)}">{words}</a>'


def _paragraph(html: str) -> str:
    return f'<p dir="auto">{html}</p>'


def _escaped(text: str) -> str:
    return escape(wording.clean(text))
