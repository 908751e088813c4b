"""The page of what to copy, to show a timeline in a page of one's own."""

from typing import Any, Final

from timeline.web.inside import Inside

TIMELINE: Final = "query SnippetsPage($slug: String!) { timeline(slug: $slug) { slug title } }"


async def snippets_page(inside: Inside, slug: str, given: dict[str, str]) -> dict[str, Any] | None:
    """What the page of snippets shows; None where there is no such timeline."""
    timeline = (await inside.ask(TIMELINE, {"slug": slug}))["timeline"]
    return timeline and {"timeline": timeline, "address": given["base"].rpartition("/embed/")[0]}
