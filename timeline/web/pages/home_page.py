"""The first page: the timelines there are, and a search over everything."""

from typing import Any

from timeline.web.inside import Inside

TIMELINES = """
query Timelines($after: String) {
  timelines(orderBy: TITLE_ASC, first: 50, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { slug title description entries(first: 0) { totalCount } }
  }
}
"""
SEARCH = """
query Search($text: String!, $after: String) {
  search(text: $text, first: 20, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      kind slug
      passage { text marked }
      node {
        ... on Actor { name }
        ... on Source { title publisher { name } published { display } }
        ... on Topic { name entries(first: 1) { nodes { timelines { slug } } } }
        ... on Question { text about { slug } }
        ... on Timeline { headline: title }
        ... on Event { headline: title date { display } }
        ... on Statement { date { display } speakers { name } }
      }
    }
  }
}
"""


async def home_page(inside: Inside, slug: str, given: dict[str, str]) -> dict[str, Any]:
    """What the first page shows."""
    after, text = given.get("after") or None, given.get("text", "").strip()
    if text:
        answer = await inside.ask(SEARCH, {"text": text, "after": after})
        return {"text": text, "found": answer["search"], "timelines": None}
    answer = await inside.ask(TIMELINES, {"after": after})
    return {"text": "", "found": None, "timelines": answer["timelines"]}
