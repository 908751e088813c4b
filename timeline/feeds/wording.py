"""An entry in plain words, with its date and sources: what readers of any format read."""

import re
from collections.abc import Iterable
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


def publishers(source: Source) -> str:
    """Who published a source and who mirrors it, as far as known: ``Press TV via GlobalSecurity.org``."""
    return " via ".join(named.name for named in (source.publisher, *source.hosts) if named)


def source_title(source: Source) -> str:
    """Title, publishers and day of a source, as far as they are known; its slug if nothing is."""
    known = [part for part in (source.title, publishers(source)) if part] or [source.slug]
    return ", ".join([*known, *([source.published.display] if source.published else [])])


def text(entry: Entry) -> str:
    """An entry in paragraphs of plain text: its date, what it says, and each source with its exact words."""
    return clean("\n\n".join([*paragraphs(entry), *map(_citation, entry.citations)]))


def paragraphs(entry: Entry) -> Iterable[str]:
    """An entry without its sources: its date, what it says, and what is to be known of it."""
    yield _dated(entry)
    yield from (part for part in (_said(entry), entry.summary, *_cautions(entry)) if part)


def remarks(entry: Entry) -> Iterable[str]:
    """What a reader should know of an entry where its date and label stand already."""
    if entry.date_reason:
        yield _dated(entry)
    said = _said(entry) if entry.headline else entry.medium
    yield from (part for part in (said, entry.summary, *_cautions(entry)) if part)


def _dated(entry: Entry) -> str:
    """The date of an entry, and why it is that."""
    return f"{entry.date.display}. {entry.date_reason}" if entry.date_reason else entry.date.display


def aside(citation: Citation) -> str:
    """What is to be known of a citation, in brackets behind its source: another date, a note."""
    other = f"dates it {citation.date.display}" if citation.date else ""
    told = "; ".join(part for part in (other, citation.note) if part)
    return f" ({told})" if told else ""


def _cautions(entry: Entry) -> Iterable[str | None]:
    return ("Draft: not yet read by a person." if entry.review == "DRAFT" else None, entry.note)


def _said(entry: Entry) -> str | None:
    """Who said a statement to whom, where, and what it is."""
    if entry.kind != "STATEMENT":
        return None
    speakers = ", ".join(speaker.name for speaker in entry.speakers)
    heard = ", ".join(addressee.name for addressee in entry.addressees)
    words = _quoted(entry.text or "") if entry.form == "DIRECT" else entry.text or ""
    medium = f" ({entry.medium})" if entry.medium else ""
    return f"{speakers}{f' to {heard}' if heard else ''}{medium}: {words}"


def _citation(citation: Citation) -> str:
    quoted = f"{_quoted(citation.exact)} — " if citation.exact else ""
    where = address(citation.source)
    return f"{quoted}{source_title(citation.source)}{f' {where}' if where else ''}{aside(citation)}"


def _quoted(words: str) -> str:
    """Words in quotation marks, unless they bring their own."""
    return words if words.startswith(("“", "«", "„", '"')) else f"“{words}”"
