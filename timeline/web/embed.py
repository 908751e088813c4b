"""A timeline in somebody else's page: ``/embed/<slug>`` for a frame, and what to copy for each widget."""

import re

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from timeline import selections
from timeline.web import caching
from timeline.web.inside import Inside
from timeline.web.origin import origin

ENTRIES = 100
"""How many a reader without JavaScript sees."""

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


class Embed:
    """The page for frames, and the page of snippets."""

    def __init__(self, inside: Inside, address: str = "") -> None:
        self.inside = inside
        self.address = address

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
        address = origin(request, self.address)
        etag = caching.tag(await self.inside.revisions.newest(), request, f"text/html {address}")
        headers = headers | {"vary": "Host"} | caching.headers(etag, 0)
        if caching.kept(request, etag):
            return Response(status_code=304, headers=headers)
        slug, first = request.path_params["slug"], selections.read([("first", str(ENTRIES))])
        feed = await selections.feed(slug, first, self.inside.ask, selections.Address(address))
        return HTMLResponse(TEMPLATES.get_template(template).render(feed=feed), headers=headers)
