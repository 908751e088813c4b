"""The playground without a browser: its page, its files and its example queries."""

import gzip
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from graphql import build_schema, parse, validate
from starlette.applications import Starlette
from starlette.routing import Mount

from timeline.web import playground

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "playground/src/examples").glob("*.graphql"))
SCRIPT = "playground-3T4TBDFH.js"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder as a build leaves it."""
    (tmp_path / "secret.js").write_text("outside")
    folder = tmp_path / "built"
    folder.mkdir()
    (folder / "index.html").write_text(f'<script src="playground/{SCRIPT}"></script>')
    (folder / SCRIPT).write_text("run()")
    (folder / f"{SCRIPT}.gz").write_bytes(gzip.compress(b"run()"))
    (folder / "codicon-LAK3T5VE.ttf").write_bytes(b"font")
    (folder / "licences.txt").write_text("MIT")
    return folder


@pytest.fixture
async def client(built: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A browser's side of an application mounted under a prefix."""
    app = Starlette(routes=[Mount("/prefix", routes=playground.routes(built))])
    transport = httpx.ASGITransport(app)
    headers = {"accept-encoding": "identity"}
    async with httpx.AsyncClient(transport=transport, base_url="http://test/prefix/", headers=headers) as client:
        yield client


async def test_the_page_may_load_our_own_files_only(client: httpx.AsyncClient) -> None:
    page = await client.get("playground")
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = dict(rule.split(" ", 1) for rule in page.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["worker-src"] == policy["connect-src"] == "'self'"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "no-referrer"


async def test_the_page_is_asked_for_anew_and_files_named_by_content_are_kept(
    client: httpx.AsyncClient,
) -> None:
    for name, kept in {"": False, "/licences.txt": False, f"/{SCRIPT}": True}.items():
        response = await client.get(f"playground{name}")
        assert ("immutable" in response.headers["cache-control"]) is kept
        assert ("no-cache" in response.headers["cache-control"]) is not kept
        unchanged = {"if-none-match": response.headers["etag"]}
        assert (await client.get(f"playground{name}", headers=unchanged)).status_code == 304


@pytest.mark.parametrize(("name", "kind"), [(SCRIPT, "text/javascript"), ("codicon-LAK3T5VE.ttf", "font/ttf")])
async def test_a_file_has_its_media_type(client: httpx.AsyncClient, name: str, kind: str) -> None:
    response = await client.get(f"playground/{name}")
    assert response.headers["content-type"].split(";")[0] == kind
    assert response.headers["x-content-type-options"] == "nosniff"


async def test_a_file_comes_packed_to_who_takes_it_packed(client: httpx.AsyncClient) -> None:
    plain = await client.get(f"playground/{SCRIPT}")
    packed = await client.get(f"playground/{SCRIPT}", headers={"accept-encoding": "gzip"})
    assert plain.text == packed.text == "run()"
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-type"] == plain.headers["content-type"]
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == "accept-encoding"


@pytest.mark.parametrize(
    "path",
    ["../secret.js", "%2e%2e/secret.js", "..%2fsecret.js", "//etc/passwd", "%00", "a" * 5000, "none.js"],
)
async def test_nothing_outside_the_folder_is_served(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(f"http://test/prefix/playground/{path}")
    assert response.status_code == 404
    assert "outside" not in response.text


async def test_a_slash_at_the_end_leads_to_the_page(client: httpx.AsyncClient) -> None:
    response = await client.get("playground/", follow_redirects=True)
    assert str(response.url) == "http://test/prefix/playground"
    assert SCRIPT in response.text


async def test_unbuilt_it_says_how_to_build_it(client: httpx.AsyncClient, built: Path) -> None:
    (built / "index.html").unlink()
    response = await client.get("playground")
    assert response.status_code == 404
    assert "make playground" in response.text
    assert response.headers["cache-control"] == "no-cache"


async def test_unbuilt_its_files_are_not_found(tmp_path: Path) -> None:
    app = Starlette(routes=playground.routes(tmp_path / "none"))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        assert (await client.get(f"/playground/{SCRIPT}")).status_code == 404


@pytest.mark.skipif(not playground.BUILT.is_dir(), reason="the playground is not built: make playground")
def test_every_file_the_page_names_was_built() -> None:
    names = re.findall(r'="playground/([^"]+)"', (playground.BUILT / "index.html").read_text())
    assert {name.partition(".")[2] for name in names} == {"js", "css", "svg"}
    assert all((playground.BUILT / name).is_file() for name in names)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_fits_the_schema(path: Path) -> None:
    schema = build_schema((ROOT / "schema/schema.graphql").read_text())
    assert validate(schema, parse(path.read_text())) == []


def test_every_example_is_offered() -> None:
    offered = re.findall(r"from './examples/(\w+\.graphql)'", (ROOT / "playground/src/examples.jsx").read_text())
    assert offered == [path.name for path in EXAMPLES]


def test_the_lock_file_names_no_host() -> None:
    assert '"resolved"' not in (ROOT / "playground/package-lock.json").read_text()
