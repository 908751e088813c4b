"""Our own scripts and style sheets, as pages of other origins load them."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from timeline.web import assets


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """A browser's side of an application that serves nothing else."""
    transport = httpx.ASGITransport(Starlette(routes=[assets.ROUTE]))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.mark.parametrize(("name", "media_type"), [("timeline-view.js", "text/javascript"), ("embed.css", "text/css")])
async def test_a_file_may_be_loaded_from_anywhere(name: str, media_type: str, client: httpx.AsyncClient) -> None:
    response = await client.get(f"/static/{name}")
    assert response.content == (assets.FOLDER / name).read_bytes()
    assert response.headers["content-type"] == f"{media_type}; charset=utf-8"
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"


async def test_a_file_is_sent_once(client: httpx.AsyncClient) -> None:
    first = await client.get("/static/timeline-view.js")
    again = await client.get("/static/timeline-view.js", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["access-control-allow-origin"] == "*"


async def test_its_head_may_be_asked(client: httpx.AsyncClient) -> None:
    head = await client.head("/static/timeline-view.js")
    assert head.content == b""
    assert int(head.headers["content-length"]) == (assets.FOLDER / "timeline-view.js").stat().st_size


@pytest.mark.parametrize("path", ["..", "../app.py", "..%2fapp.py", "%2e%2e/app.py", "playground", "none.js", "%00.js"])
async def test_nothing_else_is_served(path: str, client: httpx.AsyncClient) -> None:
    assert (await client.get(f"/static/{path}")).status_code == 404
