"""Our own scripts, style sheets and signs at ``/static``, which pages of any origin may load.

Source: RFC 9110, section 8.8.3; RFC 8246 (immutable); Fetch Standard, Cross-Origin-Resource-Policy.
"""

import hashlib
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from timeline.web import caching

MEDIA_TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
FOLDER: Final = Path(__file__).parent / "static"
CONTENTS: Final = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.suffix in MEDIA_TYPES}
HASHES: Final = {name: hashlib.sha256(content).hexdigest()[:32] for name, content in CONTENTS.items()}
KEPT: Final = "public, max-age=31536000, immutable"
ANYWHERE: Final = {
    "access-control-allow-origin": "*",  # a module script of another origin is asked for with CORS
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
}


async def show(request: Request) -> Response:
    """One file; an address with its hash as the query may be kept for ever.

    Raises:
        HTTPException: there is no such file.
    """
    name = request.path_params["name"]
    if name not in CONTENTS:
        raise HTTPException(404)
    etag = f'"{HASHES[name]}"'
    headers = ANYWHERE | caching.headers(etag, 0)
    if request.url.query == HASHES[name]:
        headers["cache-control"] = KEPT
    if caching.kept(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(CONTENTS[name], headers=headers, media_type=MEDIA_TYPES[Path(name).suffix])


ROUTE = Route("/static/{name}", show)
