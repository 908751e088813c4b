"""What was found in a text, shown in it: places marked by role, and below them each finding with its rule."""

import unicodedata
from collections.abc import Iterator

from rich.text import Text

from timeline.extraction.findings import Extraction, Statement

# A later one lies over an earlier.
STYLES = {
    "event": "underline magenta",
    "content": "on grey23",
    "date": "bold green",
    "cue": "bold yellow",
    "speaker": "bold cyan",
}

Part = tuple[int, int, str]
"""Start, end, and the role a place plays."""


def coloured(text: str, found: Extraction) -> Text:
    """The text with what was found in colours, a legend, and the findings."""
    shown = Text(_plain(text).rstrip())
    parts = list(_parts(found))
    for role, style in STYLES.items():
        for start, end, _ in (part for part in parts if part[2] == role):
            shown.stylize(style, start, end)
    legend = Text("  ").join(Text(role, style) for role, style in STYLES.items())
    return Text("\n\n").join([shown, legend, Text("\n".join(findings(found)))])


def marked(text: str, found: Extraction) -> str:
    """The text with places between brackets that name their roles, as in ``[speaker Anna Meier]``; and the findings."""
    text = _plain(text)
    parts = sorted(set(_parts(found)), key=lambda part: (part[0], -part[1], part[2]))
    # At one place what ends comes before what begins, and of what begins the longest comes first.
    marks = [(end, 0, "]") for _, end, _ in parts] + [(start, 1, f"[{role} ") for start, _, role in parts]
    pieces, reached = [], 0
    for place, _, mark in sorted(marks, key=lambda mark: mark[:2]):
        pieces += [text[reached:place], mark]
        reached = place
    return "\n\n".join(["".join([*pieces, text[reached:]]).rstrip(), "\n".join(findings(found))])


def findings(found: Extraction) -> Iterator[str]:
    """A line for each finding: its place, what it is, what it means, and its rule."""
    for name, rule in found.source.rules.items():
        yield f"source {name}: {getattr(found.source, name, None)}  ({rule})"
    for zone in found.zones:
        yield f"{zone.start}-{zone.end} zone: {zone.name}"
    for statement in found.statements:
        yield f"{statement.start}-{statement.end} {statement.kind}: {_said(statement)}  ({statement.rule})"
    for event in found.events:
        yield f"{event.start}-{event.end} event: {event.title}, {event.date or 'no date'}  ({event.rule})"
    for date in found.dates:
        meaning = date.edtf or f"{date.type} {date.value}"
        yield f"{date.start}-{date.end} date: {_short(date.text)} is {meaning}  ({date.rule})"


def _said(statement: Statement) -> str:
    speakers = " and ".join(
        f"{_short(mention.text)} ({mention.actor})" if mention.actor else _short(mention.text)
        for mention in statement.speakers
    )
    cue = f" {_short(statement.cue.text)}" if statement.cue else ""
    return f"{speakers or 'nobody named'}{cue}, {statement.said or 'no date'}"


def _parts(found: Extraction) -> Iterator[Part]:
    for statement in found.statements:
        yield statement.start, statement.end, "content"
        if statement.cue:
            yield statement.cue.start, statement.cue.end, "cue"
        yield from ((mention.start, mention.end, "speaker") for mention in statement.speakers)
    yield from ((date.start, date.end, "date") for date in found.dates)
    yield from ((event.start, event.end, "event") for event in found.events)


def _short(words: str) -> str:
    return " ".join(words.split())[:80]


def _plain(text: str) -> str:
    """The text, as long as before, without the characters that would steer a terminal."""
    if text.isascii() and text.replace("\n", " ").isprintable():
        return text
    return "".join(" " if unicodedata.category(char) in ("Cc", "Cf") and char not in "\n\t" else char for char in text)
