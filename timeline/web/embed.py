"""A timeline in somebody else's page: ``/embed/<slug>`` for a frame, and what to copy for each widget."""

import re
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from timeline.exceptions import TimelineError
from timeline.web import caching
from timeline.web.inside import AskingError, Inside
from timeline.web.refusals import LEGACY, answered

ENTRIES = 100
"""How many a reader without JavaScript sees."""

QUESTION = f"""query Embedded($slug: String!) {{
  timeline(slug: $slug) {{
    slug title description
    entries(first: {ENTRIES}) {{
      totalCount
      nodes {{
        slug entryKind date {{ edtf display }} memberships {{ headline timeline {{ slug }} }}
        ... on Event {{ title }}
        ... on Statement {{ said: kind text speakers {{ name }} }}
      }}
    }}
  }}
}}"""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
)
FRAMED = {
    "content-security-policy": POLICY + "frame-ancestors *",
    "cross-origin-resource-policy": "cross-origin",
    "x-frame-options": "",  # it knows no "anybody"
}
ALONE = {"content-security-policy": POLICY + "frame-ancestors 'none'"}

TEMPLATES = Environment(
    loader=PackageLoader("timeline.web", "embedded"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.tests["exact"] = re.compile(r"(?!0000)\d{4}(-\d\d(-\d\d)?)?").fullmatch  # what the attribute datetime takes


def label(entry: dict[str, Any], slug: str) -> str:
    """One line for an entry: what the timeline calls it, its title, or who said what."""
    for membership in entry["memberships"]:
        if membership["timeline"]["slug"] == slug and membership["headline"]:
            return str(membership["headline"])
    if "title" in entry:
        return str(entry["title"])
    words = f"“{entry['text']}”" if entry["said"] == "DIRECT" else entry["text"]
    return f"{', '.join(speaker['name'] for speaker in entry['speakers'])}: {words}"


class Embed:
    """The page for frames, and the page of snippets."""

    def __init__(self, inside: Inside) -> None:
        self.inside = inside

    def routes(self) -> list[BaseRoute]:
        """Where they stand."""
        return [Route("/embed/{slug}", self.show), Route("/embed/{slug}/snippets", self.snippets)]

    async def show(self, request: Request) -> Response:
        """The bare page: the component, and within it the list for readers without JavaScript."""
        return await self._page(request, "embed.html", FRAMED)

    async def snippets(self, request: Request) -> Response:
        """What to copy into a page of one's own."""
        return await self._page(request, "snippets.html", ALONE)

    async def _page(self, request: Request, template: str, headers: dict[str, str]) -> Response:
        headers = headers | {"vary": "Host"} | await self._kept_by(request)
        if caching.kept(request, headers["etag"]):
            return Response(status_code=304, headers=headers)
        try:
            timeline = await self._timeline(request.path_params["slug"])
        except AskingError as error:
            return answered(request, error.answer, LEGACY)
        address = str(request.base_url).rstrip("/")
        text = TEMPLATES.get_template(template).render(timeline=timeline, address=address, label=label)
        return HTMLResponse(text, headers=headers)

    async def _kept_by(self, request: Request) -> dict[str, str]:
        """The headers by which browsers keep a page until the data changes."""
        try:
            newest = await self.inside.revisions.newest()
        except TimelineError as error:
            raise HTTPException(503, str(error)) from error
        return caching.headers(caching.tag(newest, request, f"text/html {request.headers.get('host', '')}"), 0)

    async def _timeline(self, slug: str) -> dict[str, Any]:
        timeline: dict[str, Any] | None = (await self.inside.ask(QUESTION, {"slug": slug}))["timeline"]
        if timeline is None:
            raise HTTPException(404)
        return timeline
