"""The picture of how entries lie in time: bars of an inline SVG, each of them a link that narrows the window."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from timeline.web.pages.filters import Filters

MOST_BARS: Final = 36
WIDTH: Final = 24
"""Of a bar with its gap, in CSS pixels: the smallest target that WCAG 2.2 (2.5.8) allows."""
HEIGHT: Final = 96
GAP: Final = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of time; statements stand on events."""

    label: str
    link: str
    count: int
    x: int
    events: float
    """Heights."""
    statements: float

    @property
    def top(self) -> float:
        """Where the upper part begins."""
        return HEIGHT - self.events - self.statements


@dataclass(frozen=True, slots=True)
class Density:
    """The picture, and what stands below it."""

    bars: Sequence[Bar]
    first: str
    last: str
    total: int
    spread: int
    tallest: int
    height: int = HEIGHT
    bar: int = WIDTH - GAP
    step: int = WIDTH

    @property
    def width(self) -> int:
        """Of the whole."""
        return len(self.bars) * WIDTH


def picture(overview: dict[str, Any], filters: Filters) -> Density | None:
    """The density of a window, where it falls into stretches at all."""
    buckets = overview["buckets"]
    if len(buckets) < 2:
        return None
    tallest = max(bucket["count"] for bucket in buckets) or 1
    return Density(
        bars=[_bar(number, bucket, tallest, filters) for number, bucket in enumerate(buckets)],
        first=buckets[0]["date"]["display"],
        last=buckets[-1]["date"]["display"],
        total=overview["total"],
        spread=overview["spread"],
        tallest=tallest,
    )


def _bar(number: int, bucket: dict[str, Any], tallest: int, filters: Filters) -> Bar:
    scale = (HEIGHT - 4) / tallest
    start, _, end = bucket["date"]["edtf"].partition("/")
    counts = f"{numbered(bucket['events'], 'event')}, {numbered(bucket['statements'], 'statement')}"
    return Bar(
        label=f"{bucket['date']['display']}: {counts}",
        link=filters.query(from_=start, to=end or start),
        count=bucket["count"],
        x=number * WIDTH,
        events=round(bucket["events"] * scale, 1),
        statements=round(bucket["statements"] * scale, 1),
    )


def numbered(count: int, noun: str) -> str:
    """``1 event``, ``2,000 events``, ``no entries``."""
    several = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{f'{count:,}' if count else 'no'} {noun if count == 1 else several}"
