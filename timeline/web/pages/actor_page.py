"""The page of an actor: who that is, its own timeline, and with whom it appears."""

from typing import Any

from timeline.web.inside import Inside
from timeline.web.pages.told import PAGE, TOLD, paged

ACTOR = (
    """
query ActorPage($slug: String!, $first: Int, $last: Int, $after: String, $before: String) {
  actor(slug: $slug) {
    slug name kind description wikidata
    names { name language }
    roles { title current since { ...When } until { ...When } organization { slug name } }
    companions(first: 10) { together actor { slug name } }
    published(first: 20) { totalCount nodes { slug title published { ...When } } }
    entries(first: $first, last: $last, after: $after, before: $before) { """
    + PAGE
    + """ }
  }
}
"""
    + TOLD
)


async def actor_page(inside: Inside, slug: str, given: dict[str, str]) -> dict[str, Any] | None:
    """What the page of an actor shows; None where there is no such actor."""
    actor = (await inside.ask(ACTOR, {"slug": slug} | paged(given)))["actor"]
    return actor and {"actor": actor, "entries": actor["entries"]}
