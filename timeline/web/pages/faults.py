"""What cannot be shown, told to a browser in a page and to any other client as the API tells it."""

from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from schema.codes import Code, code_of
from timeline.web import refusals
from timeline.web.pages.layout import filled
from timeline.web.pages.site import SAFE

FAULTS: Final = {
    Code.NOT_FOUND: ("There is no such page", "It may have been moved, or the address mistyped."),
    Code.METHOD_NOT_ALLOWED: ("This page is for reading only", "It takes GET and HEAD."),
    Code.BUSY: ("Too many wait already", ""),
    Code.UNAVAILABLE: ("The database is away", ""),
    Code.INTERNAL: ("Something went wrong", "The fault is on our side, and logged."),
}
"""A title, and a message where the API's own is not for readers."""


async def shown(request: Request, error: Exception) -> Response:
    """A request that came to an error, answered."""
    told = await refusals.failed(request, error)
    if "text/html" not in request.headers.get("accept", ""):
        return told
    fault = request.scope["fault"]
    title, message = FAULTS.get(code_of(fault), ("This cannot be shown", ""))
    page = filled("fault.html", request, title=title, message=message or fault.message)
    more = {name: told.headers[name] for name in ("allow", "retry-after") if name in told.headers}
    return HTMLResponse(page, told.status_code, {**SAFE, **more, "cache-control": "no-store"})
