"""A timeline drawn for a terminal: rows in, lines out, with no session and no clock."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, zip_longest
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from timeline.dates import EARLIEST_SECOND, Precision, iso, parse
from timeline.kinds import Attitude, EntryKind, Review, StatementKind

_MONTH = re.compile(r"^([+-]?\d+)-(\d\d)")
_MARKS = {EntryKind.EVENT: ("■", "cyan"), EntryKind.STATEMENT: ("❝", "yellow")}
_WIDEST_DATE = 26


@dataclass(frozen=True)
class Page:
    """What is drawn: the entries of one timeline in the order of their dates, and what belongs to them.

    The rows are those of :func:`timeline.queries.told`, ``speakers_of``, ``citations_of`` and ``hosts_of``.
    """

    title: str
    entries: Sequence[Any]
    speakers: dict[int, list[str]] = field(default_factory=dict)
    citations: dict[int, list[Any]] = field(default_factory=dict)
    hosts: dict[int, list[str]] = field(default_factory=dict)


class Terminal(Console):
    """A console that leaves it to the program what a reader's going away means."""

    def on_broken_pipe(self) -> None:
        """Raise what rich would leave the program for."""
        raise BrokenPipeError


def grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    """The second of each pair, listed under the first."""
    lists: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        lists[key].append(value)
    return dict(lists)


def draw(page: Page, console: Console) -> Iterator[Text]:
    """The lines of a timeline, none wider than the console: what happened and who said what, by month."""
    yield _text(page.title, "bold")
    yield _text(_summary(page.entries), "dim")
    dates = [parse(entry.date).display for entry in page.entries]
    column = min(max(map(len, dates), default=0), _WIDEST_DATE, console.width // 3)
    for heading, entries in groupby(page.entries, _heading):
        yield Text()
        yield _text(heading, "bold underline")
        shown = None
        for entry in entries:
            date = "" if entry.date == shown else parse(entry.date).display
            shown = entry.date
            yield from _beside(entry, date, _body(page, entry), column, console)


def contents(timelines: Sequence[Any]) -> Table:
    """The timelines there are; the rows are those of :func:`timeline.queries.timelines`."""
    table = Table("timeline", "title", Column("entries", justify="right"), box=SIMPLE_HEAD)
    for timeline in timelines:
        table.add_row(timeline.slug, _text(timeline.title), str(timeline.entries))
    return table


def _summary(entries: Sequence[Any]) -> str:
    events = sum(entry.kind is EntryKind.EVENT for entry in entries)
    return f"{_number(events, 'event')}, {_number(len(entries) - events, 'statement')}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _heading(entry: Any) -> str:
    """The month, or for dates known less exactly the year, in which an entry may begin at the earliest."""
    if entry.earliest == EARLIEST_SECOND:
        return "No known beginning"
    year, month = _MONTH.findall(str(iso(entry.earliest)))[0]
    if abs(int(year)) > 9999:
        return parse(f"Y{int(year)}").display
    grain = f"-{month}" if entry.precision.rank >= Precision.MONTH.rank else ""
    return parse(f"{int(year):0{5 if int(year) < 0 else 4}}{grain}").display


def _body(page: Page, entry: Any) -> list[Text]:
    """What is said of an entry: its headline or words, then details, then its sources."""
    drafted = [_text("draft, not yet read by a person", "magenta")] if entry.review is Review.DRAFT else []
    told = _event(entry) if entry.kind is EntryKind.EVENT else _statement(page, entry)
    sources = dict.fromkeys(_source(page, entry, citation) for citation in page.citations.get(entry.id, []))
    return [*told, *drafted, *([_text("— " + "; ".join(sources), "dim")] if sources else [])]


def _event(entry: Any) -> list[Text]:
    place = f" · {entry.place_name}" if entry.place_name else ""
    title = Text.assemble(_text(entry.headline or entry.title, "bold"), _text(place))
    return [title, _text(entry.summary)] if entry.summary else [title]


def _statement(page: Page, entry: Any) -> list[Text]:
    speakers = " and ".join(page.speakers.get(entry.id, []))
    words = f"“{entry.text}”" if entry.statement_kind is StatementKind.DIRECT else entry.text
    attitude = entry.attitude.lower() if entry.attitude not in (None, Attitude.ASSERTED) else None
    details = " · ".join(filter(None, [entry.headline, attitude, entry.medium]))
    said = Text.assemble(_text(speakers, "bold"), ": ", _text(words))
    return [said, _text(details, "italic")] if details else [said]


def _source(page: Page, entry: Any, citation: Any) -> str:
    """``Press TV via GlobalSecurity.org, 30 August 2020``, and the date it gives for the entry if that differs."""
    chain = [citation.publisher or citation.title, *page.hosts.get(citation.source_id, [])]
    published = citation.published and parse(citation.published).display
    named = ", ".join(filter(None, [" via ".join(filter(None, chain)), published]))
    differs = citation.date not in (None, entry.date)
    return f"{named} (dates it {parse(citation.date).display})" if differs else named


def _beside(entry: Any, when: str, body: list[Text], column: int, console: Console) -> Iterator[Text]:
    """An entry's date and mark in columns of their own, its body beside them, wrapped to the console."""
    mark, style = _MARKS[entry.kind]
    width = max(console.width - column - 6, 10)
    date = _text(when, "green").wrap(console, column)
    lines = [line for text in body for line in text.wrap(console, width)]
    for number, (left, right) in enumerate(zip_longest(date, lines, fillvalue=Text())):
        left.truncate(column, pad=True)
        line = Text.assemble("  ", left, "  ", (mark if number == 0 else " ", style), " ", right)
        line.rstrip()
        yield line


def _text(text: str | None, style: str = "") -> Text:
    """Text of the data on a terminal: its control characters would steer it, so they are left out."""
    kept = (char if char.isprintable() or unicodedata.category(char) != "Cc" else " " for char in text or "")
    return Text("".join(kept), style)
