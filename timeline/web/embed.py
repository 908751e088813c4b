"""A timeline in a frame of somebody else's page: ``/embed/<slug>``."""

import re

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from timeline import selections
from timeline.web import caching
from timeline.web.inside import Inside

ENTRIES = 100
"""How many a reader without JavaScript sees."""

FRAMED = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none';"
        " form-action 'none'; frame-ancestors *"
    ),
    "cross-origin-resource-policy": "cross-origin",
    "x-frame-options": "",  # it knows no "anybody"
}

TEMPLATES = Environment(
    loader=PackageLoader("timeline.web", "embedded"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.tests["exact"] = re.compile(r"(?!0000)\d{4}(-\d\d(-\d\d)?)?").fullmatch  # what the attribute datetime takes


class Embed:
    """The bare page: the component, and within it the list for readers without JavaScript."""

    def __init__(self, inside: Inside) -> None:
        self.inside = inside

    def routes(self) -> list[BaseRoute]:
        """Where it stands."""
        return [Route("/embed/{slug}", self.show)]

    async def show(self, request: Request) -> Response:
        """The page of one timeline."""
        etag = caching.tag(await self.inside.revisions.newest(), request, "text/html")
        headers = FRAMED | caching.headers(etag, 0)
        if caching.kept(request, etag):
            return Response(status_code=304, headers=headers)
        slug, first = request.path_params["slug"], selections.read([("first", str(ENTRIES))])
        feed = await selections.feed(slug, first, self.inside.ask, selections.Address())
        return HTMLResponse(TEMPLATES.get_template("embed.html").render(feed=feed), headers=headers)
