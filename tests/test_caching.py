"""Answers by GET: an ETag that holds until the data change, and trusted documents by sha256."""

from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from servers import Server, serving
from sqlalchemy import Connection, text

from timeline.cli import main
from timeline.database import run
from timeline.web.trusted import digest

QUERY = "{ revision }"
PARAMETERS = {"query": QUERY}


def revise(connection: Connection) -> None:
    """Commit one more revision."""
    number = "(SELECT coalesce(max(id), 0) + 1 FROM revision)"
    connection.execute(text(f"INSERT INTO revision (id, at, summary) VALUES ({number}, CURRENT_TIMESTAMP, 'x')"))  # noqa: S608


def test_an_answer_is_kept_until_the_data_change(database: str, tmp_path: Path) -> None:
    with serving(database, tmp_path) as server, httpx.Client(base_url=server.address) as client:
        first = client.get("/graphql", params=PARAMETERS)
        kept = {"if-none-match": f'"other", W/{first.headers["etag"]}'}
        again = client.get("/graphql", params=PARAMETERS, headers=kept)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
        run(database, revise)
        fresh = client.get("/graphql", params=PARAMETERS, headers=kept)
        assert fresh.status_code == 200
        assert fresh.json()["data"]["revision"] == first.json()["data"]["revision"] + 1
        assert fresh.headers["etag"] != first.headers["etag"]


def test_each_question_and_form_has_a_tag_of_its_own(serving_world: Server) -> None:
    asked = [({"query": query}, form) for query in (QUERY, "{revision}") for form in ("", "graphql-response+")]
    answers = [
        httpx.get(f"{serving_world.address}/graphql", params=given, headers={"accept": f"application/{form}json"})
        for given, form in asked
    ]
    assert len({answer.headers["etag"] for answer in answers}) == len(asked)
    assert all("accept" in answer.headers["vary"].lower() for answer in answers)
    assert {answer.headers["cache-control"] for answer in answers} == {"public, no-cache"}


@pytest.mark.parametrize("query", ["{ a }", "{ events(first: -1) { totalCount } }"])
def test_an_error_is_never_kept(query: str, serving_world: Server) -> None:
    answer = httpx.get(f"{serving_world.address}/graphql", params={"query": query}, headers={"if-none-match": "x"})
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_head_is_get_without_the_body(serving_world: Server) -> None:
    get, head = (
        httpx.request(method, f"{serving_world.address}/graphql", params=PARAMETERS) for method in ("GET", "HEAD")
    )
    assert head.content == b""
    assert (head.status_code, head.headers["etag"]) == (200, get.headers["etag"])
    assert head.headers["content-length"] == str(len(get.content))


def test_pages_of_any_origin_may_read_or_only_some(sqlite_world: str, serving_world: Server, tmp_path: Path) -> None:
    origin = {"origin": "https://example.org"}
    assert (
        httpx.get(serving_world.address + "/graphql", params=PARAMETERS, headers=origin).headers[
            "access-control-allow-origin"
        ]
        == "*"
    )
    with serving(sqlite_world, tmp_path, cors_origins="https://other.example") as server:
        answer = httpx.get(server.address + "/graphql", params=PARAMETERS, headers=origin)
        assert "access-control-allow-origin" not in answer.headers


def test_trusted_documents_are_named_by_sha256_and_may_be_all_there_is(sqlite_world: str, tmp_path: Path) -> None:
    folder, path = tmp_path / "trusted", tmp_path / "revision.graphql"
    path.write_text(QUERY)
    sha = digest(QUERY)
    with serving(sqlite_world, tmp_path, trusted=folder, trusted_only=True) as server:
        address = f"{server.address}/graphql"
        assert httpx.get(address, params={"documentId": f"sha256:{sha}"}).status_code == 404
        ran = CliRunner().invoke(main, ["trust", "--folder", str(folder), str(path)])
        assert ran.output == f"{sha}  {path}\n"
        assert "data" in httpx.get(address, params={"documentId": f"sha256:{sha}"}).json()
        extensions = {"persistedQuery": {"version": 1, "sha256Hash": sha}}
        assert "data" in httpx.post(address, json={"extensions": extensions}).json()
        assert "data" in server.post(QUERY).json()
        other = server.post("{ revision revision }")
        assert (other.status_code, other.json()["errors"][0]["extensions"]["code"]) == (403, "NOT_TRUSTED")


@pytest.mark.parametrize("query", ["{ nothing }", "{", "{ events { nodes } }"])
def test_what_the_schema_does_not_allow_is_not_trusted(query: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.graphql"
    path.write_text(query)
    ran = CliRunner().invoke(main, ["trust", "--folder", str(tmp_path / "trusted"), str(path)])
    assert ran.exit_code == 1
    assert not (tmp_path / "trusted").exists()
