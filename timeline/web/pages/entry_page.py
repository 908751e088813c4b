"""The page of an entry, which stays: all that is known of it, its evidence, and how to cite it."""

from typing import Any

from timeline.web.inside import Inside
from timeline.web.pages.citing import WRITERS, Work
from timeline.web.pages.told import TOLD

ENTRY = (
    """
query EntryPage($slug: String!) {
  entry(slug: $slug) {
    ...Told
    ... on Event {
      parts(first: 50) { totalCount nodes { slug title date { ...When } } }
      statements(first: 50) {
        totalCount
        nodes { slug text kind date { ...When } speakers { slug name } }
      }
    }
    ... on Statement {
      answers { slug text kind speakers { slug name } }
      answeredBy(first: 50) { totalCount nodes { slug text kind date { ...When } speakers { slug name } } }
    }
  }
}
"""
    + TOLD
)


async def entry_page(inside: Inside, slug: str, given: dict[str, str]) -> dict[str, Any] | None:
    """What the page of an entry shows; None where there is no such entry."""
    entry = (await inside.ask(ENTRY, {"slug": slug}))["entry"]
    if entry is None:
        return None
    work = cited(entry, given["base"])
    return {"entry": entry, "label": label(entry), "cite": {name: write(work) for name, write in WRITERS.items()}}


def label(entry: dict[str, Any]) -> str:
    """One line for an entry: its title, or who said what."""
    if entry["__typename"] == "Event":
        return str(entry["title"])
    words = f"“{entry['text']}”" if entry["kind"] == "DIRECT" else entry["text"]
    return f"{', '.join(speaker['name'] for speaker in entry['speakers'])}: {words}"


def cited(entry: dict[str, Any], base: str) -> Work:
    """An entry as a work to be cited."""
    timelines = [place["timeline"]["title"] for place in entry["memberships"]]
    return Work(
        key=entry["slug"],
        title=label(entry),
        address=base,
        container=timelines[0] if timelines else None,
        about=entry["date"]["edtf"],
    )
