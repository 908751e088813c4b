"""The playground at ``/playground``: GraphiQL, built by ``make playground`` and served from our own files."""

import os
import re
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

BUILT = Path(__file__).parent / "static" / "playground"

# Scripts, workers and fonts are our own. Styles are the one exception: the editor writes them into the page.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "style-src 'self' 'unsafe-inline'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
SAFE = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
FRESH = SAFE | {"cache-control": "no-cache"}
KEPT = SAFE | {"cache-control": "public, max-age=31536000, immutable"}
HASHED = re.compile(r"-[A-Z0-9]{8}\.")

# Not left to the machine's own table, which may lack fonts or call a script plain text.
MEDIA_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}

NOT_BUILT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The playground is not built</title>
<body style="margin: 3rem auto; max-width: 40rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif">
<h1>The playground is not built</h1>
<p>In the project's folder, with Node.js 20 or newer:</p>
<pre>make playground</pre>
<p>That is <code>npm ci</code> and <code>npm run build</code> in <code>playground/</code>. Then load this page
again. The API needs none of it: send GraphQL to <a href="graphql">/graphql</a>.</p>
"""


class Files(StaticFiles):
    """The built files; those with a hash of their content in the name may be kept for ever."""

    async def check_config(self) -> None:
        """Serve 404 where nothing is built yet, instead of failing."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Answer with the file, or with its ``.gz`` neighbour where the client takes gzip."""
        path, asked = Path(full_path), Headers(scope=scope)
        headers = (KEPT if HASHED.search(path.name) else FRESH) | {"vary": "accept-encoding"}
        packed = path.with_name(f"{path.name}.gz")
        if "gzip" in asked.get("accept-encoding", "") and packed.is_file():
            headers["content-encoding"] = "gzip"
            full_path, stat_result = packed, packed.stat()
        response = FileResponse(
            full_path,
            status_code=status_code,
            headers=headers,
            media_type=MEDIA_TYPES.get(path.suffix),
            stat_result=stat_result,
        )
        if self.is_not_modified(response.headers, asked):
            return NotModifiedResponse(response.headers)
        return response


def routes(built: Path = BUILT) -> list[BaseRoute]:
    """The page and its files; every address in them is relative, so they may be mounted under any prefix."""
    files = Files(directory=built, check_dir=False)

    async def page(request: Request) -> Response:
        if not (built / "index.html").is_file():
            return HTMLResponse(NOT_BUILT, status_code=404, headers=FRESH)
        return await files.get_response("index.html", request.scope)

    async def without_slash(request: Request) -> Response:
        return RedirectResponse("../playground", headers=SAFE)

    return [
        Route("/playground", page, name="playground"),
        Route("/playground/", without_slash),
        Mount("/playground", files, name="playground-files"),
    ]
