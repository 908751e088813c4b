"""Timelines as what other programs read: pure functions from entries to bytes, one file a format."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from timeline.feeds import json_lines, table
from timeline.feeds.entries import Feed, Rendered

DENSITY = "density"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name in addresses, its media type, the ending of files, and what renders it."""

    name: str
    media_type: str
    ending: str
    render: Callable[[Feed], Rendered]


_ALL: tuple[Format, ...] = (
    Format("csv", "text/csv; charset=utf-8; header=present", "csv", table.render),
    Format("jsonl", "application/jsonl", "jsonl", json_lines.render),
)
FORMATS: dict[str, Format] = {form.name: form for form in _ALL}


def left_out(feed: Feed, rendered: Rendered) -> Counter[str]:
    """How much is not in a feed, by reason: what its format cannot carry, and what its density passed over."""
    found = Counter(omission.reason for omission in rendered.omitted)
    if feed.passed_over:
        found[DENSITY] += feed.passed_over
    return found
