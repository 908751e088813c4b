"""Our own scripts and style sheets at ``/static``, which pages of any origin may load.

Source: RFC 9110, section 8.8.3; Fetch Standard, Cross-Origin-Resource-Policy.
"""

import hashlib
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from timeline.web import caching

FOLDER = Path(__file__).parent / "static"
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css"}
ANYWHERE = {
    "access-control-allow-origin": "*",  # a module script of another origin is asked for with CORS
    "cross-origin-resource-policy": "cross-origin",
}


async def show(request: Request) -> Response:
    """One file; its ETag is of its content, so that it is right for every worker and after every release.

    Raises:
        HTTPException: there is no such file.
    """
    path = FOLDER / request.path_params["name"]
    if path.parent != FOLDER or path.suffix not in MEDIA_TYPES or not path.is_file():
        raise HTTPException(404)
    body = path.read_bytes()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = ANYWHERE | caching.headers(etag, 0)
    if caching.kept(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=MEDIA_TYPES[path.suffix])


ROUTE = Route("/static/{name}", show)
