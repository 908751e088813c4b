"""The application: its pages, what it refuses, and what it starts on."""

from collections.abc import Iterator

import httpx
import pytest
from servers import Server, serving

from timeline.config import Settings
from timeline.web.app import limits


@pytest.fixture(scope="module")
def closed(sqlite_world: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that shows as little as it can."""
    hidden = {"introspection": "false", "playground": "false", "metrics": "false", "max_depth": "3"}
    with serving(sqlite_world, tmp_path_factory.mktemp("closed"), **hidden) as server:
        yield server


def test_the_first_page_leads_to_the_others(client: httpx.Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    for address in ("graphql?query=%7Btimelines%7Bnodes%7Bslug%20title%7D%7D%7D", "playground"):
        assert f'href="./{address}"' in page.text
    assert client.get("/graphql?query=%7Btimelines%7Bnodes%7Bslug%20title%7D%7D%7D").json()["data"]["timelines"]


@pytest.mark.parametrize("path", ["/nowhere", "/graphql/", "/graphql/x", "/%2e%2e/etc/passwd", "/graphql%00"])
def test_other_pages_are_not_there(path: str, client: httpx.Client) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.json()["errors"][0]["extensions"] == {"code": "NOT_FOUND"}
    assert "location" not in response.headers


@pytest.mark.parametrize("path", ["/", "/graphql?query={revision}", "/graphql", "/nowhere", "/healthz", "/readyz"])
def test_every_page_is_sent_with_safe_headers(path: str, client: httpx.Client) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-request-id"]
    assert "server" not in headers


def test_the_process_lives_and_can_answer(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.get("/readyz").json()["revision"] == 5


def test_what_is_switched_off_is_not_there(closed: Server) -> None:
    for path in ("/playground", "/metrics"):
        assert httpx.get(closed.address + path).status_code == 404
    for query in ("{ __schema { queryType { name } } }", '{ __type(name: "Event") { name } }'):
        answer = closed.post(query)
        assert "data" not in answer.json()
        assert answer.json()["errors"]
    assert closed.post("{ __typename revision }").json() == {"data": {"__typename": "Query", "revision": 5}}


def test_a_setting_moves_a_limit(closed: Server) -> None:
    assert closed.post("{ timelines { nodes { slug } } }").json()["data"]
    error = closed.post("{ timelines { nodes { entries { totalCount } } } }").json()["errors"][0]
    assert error["extensions"] == {"code": "LIMIT_EXCEEDED", "limit": "depth", "allowed": 3, "asked": 4}


def test_every_limit_is_a_setting() -> None:
    asked = Settings(max_cost=7, max_depth=8)
    assert (limits(asked).cost, limits(asked).depth) == (7, 8)
