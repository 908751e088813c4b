"""The day on which a page of HTML was published: every place that may tell is heard, and the days weighed.

What the page says of itself for machines weighs most (JSON for linked data, meta elements), then its address and what
it prints beside its headline; days of changes, comments, related articles and copyright lines do not count.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec

from timeline.extraction.pages import addresses, markup, trees
from timeline.extraction.pages.evidence import Evidence, heard
from timeline.extraction.pages.headings import property_of
from timeline.extraction.pages.markup import Markup

EARLIEST = date(1990, 1, 1)
LONGEST = 4_000_000  # characters of a page that htmldate is asked about


@dataclass(frozen=True, slots=True)
class Published:
    """A day of publication, where known with the time there and its distance from UTC, and the rule that found it."""

    date: date
    local_time: str | None
    utc_offset: str | None
    rule: str


def find(html: str, *, url: str | None = None, today: date | None = None) -> Published | None:
    """The day a page was published; None where nothing tells. No day after ``today`` is taken."""
    return of(markup.read(html), html, url=url, today=today)


def of(page: Markup, html: str, *, url: str | None = None, today: date | None = None) -> Published | None:
    """The day a page was published, whose HTML has been read already."""
    latest = (today or datetime.now(UTC).date()) + timedelta(days=1)
    address = url or page.canonical or property_of(page, "og:url")
    found = [item for item in heard(page, address) if EARLIEST <= item.date <= latest]
    if not found or max(item.weight for item in found) < 8:
        found += _from_htmldate(html, address, latest)
    for where, weight in ((address, 2), (property_of(page, "og:image"), 1)):
        month = addresses.month(where or "")
        found += [replace(i, weight=weight, rule="month") for i in found if month == (i.date.year, i.date.month)]
    return _weigh(_first_of_each(found))


def _first_of_each(heard: list[Evidence]) -> list[Evidence]:
    """Of each kind, the first and weightiest counts in full, other days less: they may be those of other articles."""
    kept: dict[str, date] = {}
    found = []
    for item in sorted(heard, key=lambda item: -item.weight):
        first = kept.setdefault(item.rule.partition("/")[0], item.date)
        found.append(item if item.date == first else replace(item, weight=item.weight * 0.5))
    return found


def _weigh(heard: list[Evidence]) -> Published | None:
    """The day for which most speaks, the earlier of two; a day in UTC speaks for the days beside it, too."""
    votes: dict[date, dict[str, float]] = defaultdict(dict)
    for item in heard:
        kind = item.rule.partition("/")[0]
        votes[item.date][kind] = max(item.weight, votes[item.date].get(kind, 0))
    if not votes:
        return None
    totals = {day: sum(kinds.values()) for day, kinds in votes.items()}
    for item in heard:
        if item.utc_offset in ("Z", "+00:00"):
            for near in (item.date - timedelta(days=1), item.date + timedelta(days=1)):
                printed = votes[near].keys() & {"address", "visible"} if near in votes else ()
                if printed and _could_be(item, near):
                    totals[near] += 0.75 * item.weight
    best = min(totals, key=lambda day: (-totals[day], day))
    first = max(
        (item for item in heard if item.date == best and item.rule != "month"),
        key=lambda item: (item.weight, bool(item.local_time)),
    )
    return Published(best, first.local_time, first.utc_offset, f"published/{first.rule}")


def _could_be(item: Evidence, near: date) -> bool:
    """Whether a moment in UTC may lie on a day beside its own somewhere on earth where there are newspapers."""
    hour = int((item.local_time or "12:00")[:2])
    return hour <= 12 if near < item.date else hour >= 10


def _from_htmldate(html: str, url: str | None, latest: date) -> Iterator[Evidence]:
    """What htmldate finds, where it is installed: the last resort, since it takes any day rather than none."""
    if find_spec("htmldate") is None or len(html) > LONGEST or (tree := trees.tree(html)) is None:
        return
    from htmldate import find_date

    found = find_date(tree, original_date=True, url=url, max_date=latest.isoformat())
    # The first of January is how it gives a year alone, which is mostly that of a copyright line.
    if found and not found.endswith("-01-01"):
        yield Evidence(date.fromisoformat(found), 2.5, "htmldate")
