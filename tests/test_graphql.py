"""GraphQL over HTTP: forms, statuses, bodies and addresses of every kind, at a real server; never a 5xx."""

import json
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from servers import Server, serving

MODERN = "application/graphql-response+json"
LEGACY = "application/json"
GOOD = {"query": "{ revision }"}
DATA = {"data": {"revision": 5}}
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def door(world_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over the small world."""
    with serving(world_url, tmp_path_factory.mktemp("server")) as found:
        yield found


@pytest.fixture(scope="module")
def client(door: Server) -> Iterator[httpx.Client]:
    """A client of that server."""
    with httpx.Client(base_url=door.address, timeout=30) as found:
        yield found


def refused(response: httpx.Response, status: int, code: str | None = None) -> None:
    """See that a response is a refusal as GraphQL has it: errors, no data, one line each."""
    assert response.status_code == status, response.text
    found = response.json()
    assert "data" not in found
    assert found["errors"]
    for error in found["errors"]:
        assert 0 < len(error["message"]) <= 300
        assert len(error["message"].splitlines()) == 1
        assert "Traceback" not in error["message"]
        assert code in (None, error["extensions"]["code"])


# Forms of the answer


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, LEGACY), ("", LEGACY), ("*/*", LEGACY), ("application/*", LEGACY), (LEGACY, LEGACY), (MODERN, MODERN),
        (f"{MODERN}, {LEGACY};q=0.9", MODERN), (f"{MODERN};q=0.5, {LEGACY}", LEGACY), (f"text/html, {MODERN}", MODERN),
        (f"{MODERN};charset=utf-8", MODERN), (f"{LEGACY};q=0, {MODERN}", MODERN), ("APPLICATION/JSON", LEGACY),
        (f"text/html,{MODERN};q=0.1,*/*;q=0.05", MODERN), (",, */*", LEGACY),
    ],
)  # fmt: skip
def test_the_answer_comes_in_the_form_asked_for(accept: str | None, form: str, client: httpx.Client) -> None:
    headers = {} if accept is None else {"accept": accept}
    for response in (
        client.post("/graphql", json=GOOD, headers=headers),
        client.get("/graphql", params=GOOD, headers=headers),
    ):
        assert response.status_code == 200
        assert response.headers["content-type"] == f"{form}; charset=utf-8"
        assert response.json() == DATA


@pytest.mark.parametrize("accept", ["text/html", "application/xml", f"{LEGACY};q=0", f"{LEGACY};q=x", "*", "nonsense"])
def test_other_forms_are_not_had(accept: str, client: httpx.Client) -> None:
    refused(client.post("/graphql", json=GOOD, headers={"accept": accept}), 406, "NOT_ACCEPTABLE")


@pytest.mark.parametrize(
    ("question", "legacy", "code"),
    [
        ({"query": "{"}, 200, "PARSE_FAILED"),
        ({"query": "{ nothing }"}, 200, "VALIDATION_FAILED"),
        ({"query": "query ($v: Int!) { entries(first: $v) { totalCount } }"}, 200, "VARIABLES_INVALID"),
        ({"query": "{ revision }", "operationName": "A"}, 400, "OPERATION_UNKNOWN"),
        ({"query": "{ entries(first: 101) { totalCount } }"}, 400, "BAD_USER_INPUT"),
    ],
)
def test_refused_questions_have_a_status_in_each_form(
    question: Any, legacy: int, code: str, client: httpx.Client
) -> None:
    modern = client.post("/graphql", json=question, headers={"accept": MODERN})
    plain = client.post("/graphql", json=question, headers={"accept": LEGACY})
    refused(modern, 400, code)
    refused(plain, legacy, code)


# Bodies


@pytest.mark.parametrize(
    "kind",
    [
        "application/json", "application/json; charset=utf-8", "application/json;charset=UTF-8", "Application/JSON",
        'application/json; charset="utf-8"', "application/json; charset=utf8",
    ],
)  # fmt: skip
def test_json_in_utf8_is_taken(kind: str, client: httpx.Client) -> None:
    assert client.post("/graphql", content=json.dumps(GOOD), headers={"content-type": kind}).json() == DATA


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"content-type": ""}, {"content-type": "text/plain"}, {"content-type": "application/graphql"},
        {"content-type": "application/x-www-form-urlencoded"}, {"content-type": "application/json; charset=utf-16"},
        {"content-type": "application/json; charset=latin-1"}, {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": "application/json", "content-encoding": "gzip"},
        {"content-type": "application/json", "content-encoding": "br"},
    ],
)  # fmt: skip
def test_other_bodies_are_refused(headers: dict[str, str], client: httpx.Client) -> None:
    response = client.post("/graphql", content=json.dumps(GOOD), headers=headers)
    refused(response, 415, "UNSUPPORTED_MEDIA_TYPE")


BODIES = {
    "nothing": b"",
    "null": b"null",
    "a number": b"5",
    "a text": b'"{ revision }"',
    "a list": b'[{"query": "{ revision }"}]',
    "an empty object": b"{}",
    "half an object": b'{"query": "{ revision }"',
    "two objects": b'{"query": "{ revision }"}{}',
    "no UTF-8": b'{"query": "\xff\xfe"}',
    "UTF-16": json.dumps(GOOD).encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf" + json.dumps(GOOD).encode(),
    "a lone surrogate": b'{"query": "\\ud800"}',
    "not a number": b'{"query": "{ revision }", "variables": {"a": NaN}}',
    "infinity": b'{"query": "{ revision }", "variables": {"a": Infinity}}',
    "depth": b'{"query": "{ revision }", "variables": {"a": ' + b"[" * 40_000 + b"]" * 40_000 + b"}}",
    "deep objects": b'{"query": "{ revision }", "variables": ' + b'{"a":' * 15_000 + b"1" + b"}" * 15_001,
    "no query": b'{"variables": {}}',
    "a null query": b'{"query": null}',
    "a number for a query": b'{"query": 5}',
    "an empty query": b'{"query": ""}',
    "a blank query": b'{"query": " \\n"}',
    "a list of variables": b'{"query": "{ revision }", "variables": []}',
    "a text of variables": b'{"query": "{ revision }", "variables": "{}"}',
    "a number for a name": b'{"query": "{ revision }", "operationName": 1}',
    "a list of extensions": b'{"query": "{ revision }", "extensions": []}',
    "the query twice": b'{"query": "{ revision }", "query": "{ nothing }"}',
    "comments": b'{"query": "{ revision }" /* five */}',
    "a NUL": b'{"query": "{ revision }"}\0',
    "a long number": b'{"query": "{ revision }", "variables": {"a": ' + b"9" * 5000 + b"}}",
}


@pytest.mark.parametrize("fault", BODIES)
@pytest.mark.parametrize("accept", [MODERN, LEGACY])
def test_what_is_no_question_is_refused(fault: str, accept: str, client: httpx.Client) -> None:
    headers = {"content-type": "application/json", "accept": accept}
    refused(client.post("/graphql", content=BODIES[fault], headers=headers), 400, "BAD_REQUEST")


TAKEN = {
    "unknown keys": b'{"query": "{ revision }", "more": {"query": 1}}',
    "nulls": b'{"query": "{ revision }", "variables": null, "operationName": null, "extensions": null}',
    "an empty name": b'{"query": "{ revision }", "operationName": ""}',
    "spaces": b' \r\n\t{"query" : "{ revision }"} \n',
    "a NUL in a variable": b'{"query": "{ revision }", "variables": {"a": "\\u0000"}}',
}


@pytest.mark.parametrize("form", TAKEN)
def test_what_is_a_question_after_all_is_answered(form: str, client: httpx.Client) -> None:
    response = client.post("/graphql", content=TAKEN[form], headers={"content-type": "application/json"})
    assert response.status_code == 200
    assert response.json() == DATA


def test_a_body_may_have_so_many_bytes(client: httpx.Client) -> None:
    def sized(size: int) -> bytes:
        body = json.dumps(GOOD).encode()
        return body + b" " * (size - len(body))

    headers = {"content-type": "application/json"}
    assert client.post("/graphql", content=sized(100_000), headers=headers).json() == DATA
    refused(client.post("/graphql", content=sized(100_001), headers=headers), 413, "TOO_LARGE")
    parts = iter([sized(60_000), b" " * 60_000])
    refused(client.post("/graphql", content=parts, headers=headers), 413, "TOO_LARGE")


# Addresses and methods


def test_a_question_in_the_address(client: httpx.Client) -> None:
    question = {"query": "query A($n: Int) { timelines(first: $n) { nodes { slug } } } query B { revision }"}
    found = client.get("/graphql", params={**question, "operationName": "A", "variables": '{"n": 1}'})
    assert found.json() == {"data": {"timelines": {"nodes": [{"slug": "timeline-1"}]}}}
    assert client.get("/graphql", params={**question, "operationName": "B", "variables": ""}).json() == DATA


@pytest.mark.parametrize(
    "address",
    [
        "", "?", "?query", "?query=", "?query=%20", "?query={revision}&variables=[]", "?query={revision}&variables=5",
        "?query={revision}&variables={", "?query={revision}&query={revision}", "?query=%ff", "?variables={}",
        "?query={revision}&extensions=5", "?query={revision}" + "&a=1" * 30,
    ],
)  # fmt: skip
def test_addresses_that_ask_nothing_are_refused(address: str, client: httpx.Client) -> None:
    refused(client.get(f"/graphql{address}"), 400, "BAD_REQUEST")


def test_the_head_of_an_answer_is_that_of_the_answer(client: httpx.Client) -> None:
    head, got = (client.request(method, "/graphql", params=GOOD) for method in ("HEAD", "GET"))
    assert head.status_code == got.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.headers["content-length"] == got.headers["content-length"]


def test_the_methods_taken_are_told(client: httpx.Client) -> None:
    assert client.options("/graphql").status_code == 204
    told = {method.strip() for method in client.options("/graphql").headers["allow"].split(",")}
    assert told == {"GET", "HEAD", "POST", "OPTIONS"}
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"):
        response = client.request(method, "/graphql", json=GOOD)
        refused(response, 405, "METHOD_NOT_ALLOWED")
        assert {"GET", "POST"} <= {found.strip() for found in response.headers["allow"].split(",")}


# Whatever comes


@MANY
@given(body=st.binary(max_size=200))
def test_no_bytes_upset_the_server(body: bytes, client: httpx.Client) -> None:
    response = client.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 400
    assert response.json()["errors"]


TEXTS = st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
)


@MANY
@given(value=VALUES)
@pytest.mark.parametrize("kind", ["EntryWhere", "[ID!]", "String", "Int", "EntryOrder!", "Boolean"])
def test_no_variable_upsets_the_server(kind: str, value: Any, client: httpx.Client) -> None:
    places = {
        "EntryWhere": "entries(where: $v) { totalCount }",
        "[ID!]": 'nodes(ids: [""]) { id } timelines @skip(if: true) { totalCount }',
        "String": "entries(after: $v) { nodes { slug } }",
        "Int": "entries(last: $v) { nodes { slug } }",
        "EntryOrder!": "entries(orderBy: $v, first: 1) { nodes { slug } }",
        "Boolean": "revision",
    }
    query = f"query ($v: {kind}) {{ {places[kind]} }}"
    response = client.post("/graphql", json={"query": query, "variables": {"v": value}})
    assert response.status_code < 500
    assert "INTERNAL" not in response.text


RAW = {
    "a host of no kind": b"GET /nowhere HTTP/1.1\r\nHost: [\r\nConnection: close\r\n\r\n",
    "no host": b"GET /graphql?query={revision} HTTP/1.0\r\n\r\n",
    "a path of no kind": b"GET /%ff%fe%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "a long path": b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "two slashes": b"GET //graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "a slash too many": b"GET /graphql/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "no UTF-8 in a header": b"GET / HTTP/1.1\r\nHost: x\r\nAccept: \xff\r\nConnection: close\r\n\r\n",
    "a length that is none": b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\nConnection: close\r\n\r\n",
    "nothing HTTP": b"hello\r\n\r\n",
    "a bare address": b"GET http://[/graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
}


@pytest.mark.parametrize("fault", RAW)
def test_no_head_upsets_the_server(fault: str, door: Server, client: httpx.Client) -> None:
    with socket.create_connection(("127.0.0.1", door.port), timeout=30) as connection:
        connection.sendall(RAW[fault])
        received = b""
        while part := connection.recv(65_536):
            received += part
    assert received.split(b" ")[1][:1] in (b"2", b"4"), received[:300]
    assert b"Traceback" not in received
    assert client.post("/graphql", json=GOOD).json() == DATA


def test_nothing_of_this_was_a_fault_of_the_server(door: Server) -> None:
    assert [line for line in door.lines() if "ERROR" in line or "Traceback" in line] == []
