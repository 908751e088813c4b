"""Entries and their sources as HTML, for widgets that take it; whatever comes from the data is escaped."""

from html import escape

from timeline.feeds import wording
from timeline.feeds.entries import Citation, Entry, Source


def link(address: str | None, text: str) -> str:
    """A link, or the text alone where there is no address."""
    if address is None:
        return escape(text)
    return f'<a href="{escape(address)}">{escape(text)}</a>'


def origin(source: Source) -> str:
    """Who published a source, who mirrors it, and when it came out: ``Press TV via GlobalSecurity.org, 2020``."""
    names = [named.name for named in (source.publisher, *source.hosts) if named] or [source.slug]
    return ", ".join([" via ".join(names), *([source.published.display] if source.published else [])])


def credit(citation: Citation) -> str:
    """A source with its title and a link, and the date it gives where that differs."""
    source = citation.source
    shown = f"{source.title} ({origin(source)})" if source.title else origin(source)
    differing = f"; gives {escape(citation.date.display)}" if citation.date else ""
    return link(wording.address(source), shown) + differing


def quotation(citation: Citation) -> str:
    """The exact words of a source, in whichever direction they are read."""
    return f'<blockquote dir="auto">{escape(citation.exact or "")}</blockquote>'


def remarks(entry: Entry) -> list[str]:
    """What a reader should know of an entry beside its label and its sources, a paragraph each."""
    told = [f"{entry.medium}" if entry.medium else None, entry.summary]
    if entry.date_reason:
        told.append(f"On the date: {entry.date_reason}")
    if entry.review == "DRAFT":
        told.append("A draft: found in the text by rules, read by nobody yet.")
    return [f"<p>{escape(paragraph)}</p>" for paragraph in told if paragraph]
