"""The page of a timeline: its entries in the order of their dates, under its eras, with filters and a density."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from timeline import dates
from timeline.web.inside import Inside
from timeline.web.pages.density import MOST_BARS, picture
from timeline.web.pages.filters import Filters
from timeline.web.pages.told import PAGE, TOLD, paged

TIMELINE = (
    """
query TimelinePage(
  $slug: String!, $knownBy: String, $where: EntryWhere, $window: EntryWhere, $on: EntryWhere,
  $bars: Int!, $first: Int, $last: Int, $after: String, $before: String
) {
  timeline(slug: $slug, knownBy: $knownBy) {
    slug title description
    eras { title date { ...When } }
    entries(where: $where, first: $first, last: $last, after: $after, before: $before) { """
    + PAGE
    + """ }
  }
  overview(where: $window, max: $bars) {
    total spread
    buckets { count events statements date { ...When } }
  }
  topics(where: { entries: $on }, orderBy: NAME_ASC, first: 100) { nodes { slug name } }
}
"""
    + TOLD
)
DAYS = """
query Days($on: EntryWhere, $after: String) {
  sources(where: { entries: $on }, first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { published { latestIso } }
  }
}
"""
ACTORS = """
query Actors($on: EntryWhere, $after: String) {
  actors(where: { entries: $on }, orderBy: NAME_ASC, first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { slug name }
  }
}
"""
MOST_PAGES = 5
"""How many hundreds of actors are offered, and of sources looked through for their days; others can be searched."""


@dataclass(slots=True)
class Stretch:
    """Entries that follow one another in one era, or in none."""

    era: dict[str, Any] | None
    entries: list[dict[str, Any]] = field(default_factory=list)


async def timeline_page(inside: Inside, slug: str, given: dict[str, str]) -> dict[str, Any] | None:
    """What the page of a timeline shows; None where there is no such timeline."""
    filters = Filters.of(given)
    variables = {
        "slug": slug,
        "knownBy": filters.given.get("knownBy"),
        "where": filters.where(),
        "window": filters.where(slug),
        "on": {"timelines": {"any": [slug]}},
        "bars": MOST_BARS,
    }
    answer = await inside.ask(TIMELINE, variables | paged(given))
    timeline = answer["timeline"]
    if timeline is None:
        return None
    entries = timeline["entries"]
    return {
        "timeline": timeline,
        "entries": entries,
        "stretches": list(stretches(entries["nodes"], timeline["eras"])),
        "filters": filters,
        "actors": await several(inside, ACTORS, slug),
        "topics": answer["topics"]["nodes"],
        "days": await days(inside, slug, filters.given.get("knownBy")),
        "density": picture(answer["overview"], filters),
    }


async def several(inside: Inside, question: str, slug: str) -> list[dict[str, Any]]:
    """What a timeline has of one kind, page by page, as far as a page for readers goes through it."""
    found: list[dict[str, Any]] = []
    after = None
    for _ in range(MOST_PAGES):
        answer = await inside.ask(question, {"on": {"timelines": {"any": [slug]}}, "after": after})
        (page,) = answer.values()
        found += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    return found


async def days(inside: Inside, slug: str, chosen: str | None) -> list[tuple[str, str]]:
    """The days on which something of a timeline became known and the one chosen, with their wording, oldest first."""
    stamps = (source["published"] and source["published"]["latestIso"] for source in await several(inside, DAYS, slug))
    found = {stamp[:10] for stamp in stamps if stamp and stamp[:4].isdigit()} | ({chosen} if chosen else set())
    return [(day, dates.parse(day).display) for day in sorted(found)]


def stretches(entries: Iterable[dict[str, Any]], eras: list[dict[str, Any]]) -> Iterator[Stretch]:
    """Entries under the eras they begin in."""
    spans = [(dates.parse(era["date"]["edtf"]), era) for era in eras]

    def number(entry: dict[str, Any]) -> int:
        begin = dates.parse(entry["date"]["edtf"]).earliest
        if begin is None:
            return -1
        return next((place for place, (span, _) in enumerate(spans) if span.lower <= begin <= span.upper), -1)

    for place, some in groupby(entries, number):
        yield Stretch(None if place < 0 else eras[place], list(some))
