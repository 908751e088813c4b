"""What cannot be shown: a page for browsers, JSON for all others, whatever went wrong and wherever."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from polling import until
from program import FLOOD, runs_in
from servers import Server, serving
from sqlalchemy import text
from starlette.requests import Request
from starlette.routing import Route

from timeline.config import Settings
from timeline.database import run
from timeline.web.app import create_app

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
ADDRESSES = ("/timelines/flood", "/timelines/flood/feed/csv", "/embed/flood", "/entries/dam-breaks/cite/txt")


@pytest.fixture(scope="module")
def broken(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over data that nobody could have loaded: dates that are no texts, to which SQLite does not object."""
    folder = tmp_path_factory.mktemp("broken")
    shutil.copy(sqlite_template, folder / "timeline.db")
    (folder / "flood.yaml").write_text(FLOOD)
    assert runs_in(folder)("load", "flood.yaml").returncode == 0
    url = f"sqlite:///{folder}/timeline.db"
    run(url, lambda connection: connection.execute(text("UPDATE entry SET date = x'00'")))
    with serving(url, folder, log_format="json") as server:
        yield server


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("accept", [HTML, {}], ids=["browser", "program"])
def test_a_fault_of_ours_is_told_in_the_clients_form_and_logged(
    accept: dict[str, str], address: str, broken: Server
) -> None:
    answer = httpx.get(f"{broken.address}{address}", headers=accept, timeout=30)
    assert (answer.status_code, answer.headers["cache-control"]) == (500, "no-store")
    if accept:
        assert "<h1>Something went wrong</h1>" in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    else:
        assert answer.json()["errors"][0]["extensions"]["code"] == "INTERNAL"
    until(lambda: any(answer.headers["x-request-id"] in line for line in broken.lines()))


@pytest.mark.parametrize("path", ["/timelines/timeline-1", "/timelines/timeline-1/feed/csv"])
def test_a_mistake_of_the_reader_is_told_in_the_clients_form(path: str, serving_world: Server) -> None:
    address = f"{serving_world.address}{path}?from=August"
    page = httpx.get(address, headers=HTML, timeout=30)
    assert page.status_code == 400
    assert "<h1>This cannot be shown</h1>" in page.text
    told = httpx.get(address, timeout=30)
    assert (told.status_code, told.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_USER_INPUT")


@pytest.mark.parametrize("accept", [HTML, {}], ids=["browser", "program"])
async def test_what_nobody_foresaw_is_told_in_the_clients_form(accept: dict[str, str], url: str) -> None:
    async def stumble(request: Request) -> None:
        raise ZeroDivisionError("once upon a time")

    app = create_app(Settings(database_url=url))
    app.journal.app.pages.router.routes.append(Route("/stumble", stumble))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here", headers=accept) as client:
        answer = await client.get("/stumble")
    assert (answer.status_code, "once upon" in answer.text) == (500, False)
    assert ("<h1>Something went wrong</h1>" in answer.text) is bool(accept)
