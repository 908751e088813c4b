"""Where the pages are, and how each is sent: found by its address, kept by its ETag, safe by its headers."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from timeline.web import caching
from timeline.web.answers import Kept
from timeline.web.inside import Inside
from timeline.web.origin import origin
from timeline.web.pages.actor_page import actor_page
from timeline.web.pages.citing import MEDIA_TYPES
from timeline.web.pages.entry_page import entry_page
from timeline.web.pages.home_page import home_page
from timeline.web.pages.layout import EDITION, filled
from timeline.web.pages.snippets_page import snippets_page
from timeline.web.pages.source_page import source_page
from timeline.web.pages.timeline_page import timeline_page

POLICY: Final = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
SAFE: Final = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "vary": "Accept",
}
MOST_OF_A_PARAMETER: Final = 1000
Gather = Callable[[Inside, str, dict[str, str]], Awaitable[dict[str, Any] | None]]

PAGES: Final[dict[str, tuple[str, Gather]]] = {
    "/": ("home.html", home_page),
    "/timelines/{slug}": ("timeline.html", timeline_page),
    "/entries/{slug}": ("entry.html", entry_page),
    "/actors/{slug}": ("actor.html", actor_page),
    "/sources/{slug}": ("source.html", source_page),
    "/embed/{slug}/snippets": ("snippets.html", snippets_page),
}


class Site:
    """All pages; they ask the API as any client does."""

    def __init__(self, inside: Inside, address: str = "") -> None:
        self.inside = inside
        self.address = address

    def routes(self) -> list[BaseRoute]:
        """The pages, and how entries and sources are cited."""
        found: list[BaseRoute] = [Route(path, self._shown(*page)) for path, page in PAGES.items()]
        for path in ("/entries/{slug}", "/sources/{slug}"):
            found.append(Route(f"{path}/cite/{{form}}", self._cited(PAGES[path][1])))
        return found

    def _shown(self, template: str, gather: Gather) -> Callable[[Request], Awaitable[Response]]:
        async def show(request: Request) -> Response:
            async def body() -> str:
                found = await self._gathered(request, gather)
                return await self.inside.executor.turns.work(lambda: filled(template, request, **found))

            return await self._kept(request, "text/html", body)

        return show

    def _cited(self, gather: Gather) -> Callable[[Request], Awaitable[Response]]:
        async def cite(request: Request) -> Response:
            form = request.path_params["form"]
            if form not in MEDIA_TYPES:
                raise HTTPException(404)

            async def body() -> str:
                text: str = (await self._gathered(request, gather))["cite"][form]
                return text + "\n"

            return await self._kept(request, MEDIA_TYPES[form], body)

        return cite

    async def _gathered(self, request: Request, gather: Gather) -> dict[str, Any]:
        given = {name: value[:MOST_OF_A_PARAMETER] for name, value in request.query_params.items()}
        given["base"] = origin(request, self.address) + request.scope["path"].partition("/cite/")[0]
        found = await gather(self.inside, request.path_params.get("slug", ""), given)
        if found is None:
            raise HTTPException(404)
        return found

    async def _kept(self, request: Request, media_type: str, body: Callable[[], Awaitable[str]]) -> Response:
        """A page as it was sent before, or made anew, or that the client has it already."""
        answers, base = self.inside.answers, origin(request, self.address)
        key, version = ("page", request.scope["path"], request.scope["query_string"], base), answers.version()
        etag = caching.tag(await self.inside.revisions.newest(), request, f"{media_type} {EDITION} {base}")
        headers = SAFE | caching.headers(etag, 0)
        if caching.kept(request, etag):
            return Response(status_code=304, headers=headers)
        if kept := answers.get(key):
            return Response(kept.body, media_type=media_type, headers=headers)
        response = Response(await body(), media_type=media_type, headers=headers)
        answers.put(key, Kept([], bytes(response.body), lambda seconds: None), version)
        return response
