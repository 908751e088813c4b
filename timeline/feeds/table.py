"""Plain CSV: one row an entry, for spreadsheets and data frames; :data:`COLUMNS` says what stands in each column.

Source: RFC 4180 (a header line, CRLF, quotation marks doubled; in UTF-8 without a byte order mark); OWASP, CSV
Injection: a cell that a spreadsheet would take for a formula begins with an apostrophe. Names in one cell have
`` | `` between them. Columns of citations hold one line for each, so that the first of ``source`` belongs to the
first of ``exact``.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable
from typing import Final

from timeline.dates import iso
from timeline.feeds import wording
from timeline.feeds.entries import Citation, Entry, Feed, Named, Part, Place, Rendered

_FORMULA: Final = tuple("=+-@＝＋－＠")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*")
# Ours, made of digits: -0043-03-15 is a year before Christ, not a sum.
_DATES_AND_NUMBERS: Final = frozenset({"date", "earliest", "latest", "latitude", "longitude"})

Tell = Callable[[Entry], object]


def _names(of: Callable[[Entry], Iterable[Named]]) -> Tell:
    return lambda entry: " | ".join(_line(named.name) for named in of(entry))


def _each(of: Callable[[Citation], object]) -> Tell:
    """One line for each citation."""
    return lambda entry: "\n".join(_line(of(citation)) for citation in entry.citations).rstrip("\n")


def _line(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _place(of: Callable[[Place], object]) -> Tell:
    return lambda entry: of(entry.place) if entry.place else None


def _part(part: Part) -> str:
    return _line(f"{part.actor.name} ({part.role})" if part.role else part.actor.name)


def _offsets(citation: Citation) -> str | None:
    return None if citation.start is None else f"{citation.start}–{citation.end}"


COLUMNS: Final[dict[str, tuple[str, Tell]]] = {
    "slug": ("its name in addresses; it stays", lambda entry: entry.slug),
    "kind": ("EVENT or STATEMENT", lambda entry: entry.kind),
    "date": ("the date in EDTF; -0043 is 44 BC", lambda entry: entry.date.edtf),
    "display_date": ("the date in English, never more exact than the evidence", lambda entry: entry.date.display),
    "earliest": ("first moment it may lie in, ISO 8601; empty for none", lambda entry: iso(entry.date.earliest)),
    "latest": ("last moment it may lie in; empty for none", lambda entry: iso(entry.date.latest)),
    "precision": ("the coarsest unit of the date", lambda entry: entry.date.precision),
    "approximate": ("whether the date is", lambda entry: str(entry.date.approximate).lower()),
    "uncertain": ("whether the date is", lambda entry: str(entry.date.uncertain).lower()),
    "start": ("whether its start is KNOWN, UNKNOWN or OPEN", lambda entry: entry.date.start),
    "end": ("whether its end is", lambda entry: entry.date.end),
    "lasts": ("whether it lasts, or is a moment within", lambda entry: str(entry.date.is_interval).lower()),
    "date_reason": ("why that date", lambda entry: entry.date_reason),
    "label": ("headline, title, or who said what", lambda entry: entry.label),
    "title": ("of an event", lambda entry: entry.title),
    "headline": ("what it is called on this timeline", lambda entry: entry.headline),
    "summary": ("of an event", lambda entry: entry.summary),
    "text": ("what was said", lambda entry: entry.text),
    "form": ("DIRECT, INDIRECT or MIXED speech", lambda entry: entry.form),
    "speakers": ("who said it", _names(lambda entry: entry.speakers)),
    "addressees": ("to whom", _names(lambda entry: entry.addressees)),
    "cue": ("the word that reports it", lambda entry: entry.cue),
    "medium": ("where it was said", lambda entry: entry.medium),
    "attitude": ("how the report puts it", lambda entry: entry.attitude),
    "about": ("slugs of the events it is about", lambda entry: " | ".join(entry.about)),
    "participants": ("who took part, and as what", lambda entry: " | ".join(map(_part, entry.participants))),
    "category": ("of an event", lambda entry: entry.category),
    "part_of": ("slug of the larger event", lambda entry: entry.part_of),
    "place": ("where", _place(lambda place: place.name)),
    "latitude": ("in degrees, WGS 84", _place(lambda place: place.latitude)),
    "longitude": ("in degrees, WGS 84", _place(lambda place: place.longitude)),
    "country": ("ISO 3166", _place(lambda place: place.country)),
    "group": ("its row on this timeline", lambda entry: entry.group),
    "topics": ("what it is filed under", _names(lambda entry: entry.topics)),
    "review": ("REVIEWED, or DRAFT where nobody has read it", lambda entry: entry.review),
    "confidence": ("CONFIRMED or CERTAIN", lambda entry: entry.confidence),
    "note": ("a remark of the curator", lambda entry: entry.note),
    "source": ("slug of the source of each citation", _each(lambda citation: citation.source.slug)),
    "source_title": ("its title", _each(lambda citation: citation.source.title)),
    "publisher": ("its publisher, and via whom", _each(lambda citation: wording.publishers(citation.source))),
    "published": ("when it appeared, EDTF", _each(lambda citation: citation.source.published)),
    "url": ("where it is", _each(lambda citation: citation.source.url)),
    "exact": ("the exact words", _each(lambda citation: citation.exact)),
    "prefix": ("the words before them", _each(lambda citation: citation.prefix)),
    "suffix": ("the words after them", _each(lambda citation: citation.suffix)),
    "offsets": ("where they are in the text, in code points", _each(_offsets)),
    "source_date": ("the date the source gives, where it differs", _each(lambda citation: citation.date)),
    "source_note": ("a remark on the citation", _each(lambda citation: citation.note)),
}
"""What stands in each column, and what fills it."""


def render(feed: Feed) -> Rendered:
    """A feed as a table."""
    written = io.StringIO(newline="")
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(["link", *COLUMNS])
    for entry in feed.entries:
        rows.writerow([feed.link(entry), *(_cell(name, tell(entry)) for name, (_, tell) in COLUMNS.items())])
    return Rendered(written.getvalue().encode(), feed.without_eras())


def _cell(name: str, value: object) -> str:
    text = "" if value is None else str(value)
    return text if name in _DATES_AND_NUMBERS else disarmed(text)


def disarmed(text: str) -> str:
    """A text no spreadsheet takes for a formula; numbers stay as they are."""
    if _NUMBER.fullmatch(text):
        return text
    risky = text.startswith(("\t", "\r")) or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if risky else text
