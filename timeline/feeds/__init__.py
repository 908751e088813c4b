"""Timelines as what other programs read: pure functions from entries to bytes, one file a format."""

from collections.abc import Callable
from dataclasses import dataclass

from timeline.feeds.entries import Feed, Rendered


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name in addresses, its media type, the ending of files, and what renders it."""

    name: str
    media_type: str
    ending: str
    render: Callable[[Feed], Rendered]


_ALL: tuple[Format, ...] = ()

FORMATS: dict[str, Format] = {form.name: form for form in _ALL}
