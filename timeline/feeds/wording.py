"""An entry in words, with its date and sources, as plain text and as HTML: what readers of any format read."""

import re
from collections.abc import Iterable
from html import escape
from typing import Final

from timeline.feeds.entries import Citation, Entry, Feed, Source

# Neither XML 1.0 (section 2.2) nor iCalendar (RFC 5545, section 3.1) can hold these, escaped or not.
_UNSPEAKABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ENDS: Final = re.compile("\r\n?|\x0b|\x0c")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"\\^`{|}\x00-\x1f\x7f]+", re.IGNORECASE)


def clean(text: str) -> str:
    """A text without the characters that no format takes; every end of a line is one newline."""
    return _UNSPEAKABLE.sub("", _ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """A text for where a title stands: without breaks."""
    return " ".join(clean(text).split())


def address(source: Source) -> str | None:
    """Where a source stands on the web: none where the link could be anything but that."""
    return source.url if source.url and _ADDRESS.fullmatch(source.url) else None


def source_link(feed: Feed, source: Source) -> str:
    """Where a source stands on the web, or its page here."""
    return address(source) or f"{feed.address}/sources/{source.slug}"


def cited(entry: Entry) -> tuple[Source, ...]:
    """The sources of an entry, each once."""
    return tuple({citation.source.slug: citation.source for citation in entry.citations}.values())


def tags(entry: Entry) -> tuple[str, ...]:
    """What an entry is filed under: its topics and category, each once in whatever case."""
    found: dict[str, str] = {}
    for name in (*(topic.name for topic in entry.topics), entry.category or ""):
        found.setdefault(one_line(name).casefold(), one_line(name))
    return tuple(name for name in found.values() if name)


def source_title(source: Source) -> str:
    """Title, publisher, those who mirror it, and day of a source, as far as they are known; its slug if nothing is."""
    publisher = " via ".join(name.name for name in (source.publisher, *source.hosts) if name)
    known = [part for part in (source.title, publisher) if part] or [source.slug]
    return ", ".join([*known, *([source.published.display] if source.published else [])])


def text(entry: Entry) -> str:
    """An entry in paragraphs of plain text: its date, what it says, and each source with its exact words."""
    return clean("\n\n".join([*_paragraphs(entry), *map(_citation, entry.citations)]))


def html(feed: Feed, entry: Entry) -> str:
    """The same in HTML; text of either direction finds its own."""
    paragraphs = "".join(f'<p dir="auto">{escape(clean(part))}</p>' for part in _paragraphs(entry))
    return paragraphs + "".join(_cited_html(feed, citation) for citation in entry.citations)


def _paragraphs(entry: Entry) -> Iterable[str]:
    yield f"{entry.date.display}. {entry.date_reason}" if entry.date_reason else entry.date.display
    if entry.kind == "STATEMENT":
        yield _statement(entry)
    elif entry.summary:
        yield entry.summary
    if entry.review == "DRAFT":
        yield "Draft: not yet read by a person."
    if entry.note:
        yield entry.note


def _statement(entry: Entry) -> str:
    """Who said it to whom, where, and what."""
    said = ", ".join(speaker.name for speaker in entry.speakers)
    heard = ", ".join(addressee.name for addressee in entry.addressees)
    words = _quoted(entry.text or "") if entry.form == "DIRECT" else entry.text or ""
    medium = f" ({entry.medium})" if entry.medium else ""
    return f"{said}{f' to {heard}' if heard else ''}{medium}: {words}"


def _citation(citation: Citation) -> str:
    quoted = f"{_quoted(citation.exact)} — " if citation.exact else ""
    where = address(citation.source)
    return f"{quoted}{source_title(citation.source)}{f' {where}' if where else ''}{_aside(citation)}"


def _quoted(words: str) -> str:
    """Words in quotation marks, unless they bring their own."""
    return words if words.startswith(("“", "«", "„", '"')) else f"“{words}”"


def _aside(citation: Citation) -> str:
    """What is to be known of a citation: another date, a note."""
    dated = f"dates it {citation.date.display}" if citation.date else ""
    said = "; ".join(part for part in (dated, citation.note) if part)
    return f" ({said})" if said else ""


def _cited_html(feed: Feed, citation: Citation) -> str:
    link = escape(source_link(feed, citation.source))
    quoted = (
        f'<blockquote cite="{link}" dir="auto">{escape(clean(citation.exact))}</blockquote>' if citation.exact else ""
    )
    named = escape(clean(source_title(citation.source)))
    return f'{quoted}<p dir="auto"><a href="{link}">{named}</a>{escape(clean(_aside(citation)))}</p>'
