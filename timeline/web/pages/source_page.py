"""The page of a source: who published it, and what it reports, in its own order and words."""

from typing import Any

from timeline.web.inside import Inside
from timeline.web.pages.citing import WRITERS, Work
from timeline.web.pages.entry_page import label
from timeline.web.pages.told import WHEN, named

SOURCE = (
    """
query SourcePage($slug: String!, $after: String) {
  source(slug: $slug) {
    slug title byline section url language localTime utcOffset note
    published { ...When }
    retrieved { ...When }
    publisher { slug name }
    hosts { slug name }
    accounts(first: 50) { nodes { value question { text about { slug } } holder { slug name } attribution } }
    citations(first: 100, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        key exact start state note
        date { ...When }
        entry {
          __typename slug
          date { ...When }
          ... on Event { title }
          ... on Statement { kind text speakers { slug name } }
        }
      }
    }
  }
}
"""
    + WHEN
)


async def source_page(inside: Inside, slug: str, given: dict[str, str]) -> dict[str, Any] | None:
    """What the page of a source shows; None where there is no such source."""
    source = (await inside.ask(SOURCE, {"slug": slug, "after": given.get("after") or None}))["source"]
    if source is None:
        return None
    work = cited(source, given["base"])
    reports = sorted(source["citations"]["nodes"], key=_place)
    return {
        "source": source,
        "label": named(source),
        "reports": [(citation, label(citation["entry"])) for citation in reports],
        "cite": {name: write(work) for name, write in WRITERS.items()},
    }


def _place(citation: dict[str, Any]) -> tuple[bool, int]:
    """Words without a place come last."""
    return (citation["start"] is None, citation["start"] or 0)


def cited(source: dict[str, Any], base: str) -> Work:
    """A source as a work to be cited: at its own address where it has one, else at our page of it."""
    return Work(
        key=source["slug"],
        title=source["title"] or "[no title]",
        address=source["url"] or base,
        kind="article-newspaper",
        author=source["byline"],
        container=source["publisher"] and source["publisher"]["name"],
        issued=source["published"] and source["published"]["edtf"],
    )
