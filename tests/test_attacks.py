"""What a stranger may send: each is a 4xx with one clear sentence and one log line, on both databases."""

import base64
import gzip
import json
import secrets
import socket
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
from servers import Server

OK = b'{"query": "{ revision }"}'
JSON = {"content-type": "application/json"}
GET, POST = (head + b" HTTP/1.1\r\nHost: a\r\n" for head in (b"GET /graphql?query={revision}", b"POST /graphql"))
LEAKS = (
    "Traceback",
    "SELECT",
    'File "',
    "sqlite",
    "asyncpg",
    "psycopg",
    "0x",
    "GraphQLError",
    "<class",
    "Did you mean",
)

Body = tuple[dict[str, str], bytes]


def asking(query: str, **more: object) -> Body:
    """A well-formed request for a query."""
    return JSON, json.dumps({"query": query, **more}).encode()


def cursor(*values: object) -> str:
    """A cursor that nobody gave out."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def paging(after: str) -> Body:
    """A request for the page after a cursor."""
    return asking("query ($c: String) { events(after: $c) { nodes { slug } } }", variables={"c": after})


FILTERED = " ".join(f"a{n}: entries(where: $w) {{ totalCount }}" for n in range(30))
MANY = [{"partOf": {"any": ["a"]}}] * 40
MANY_WRITTEN = '{partOf: {any: ["a"]}}' * 40

BODIES: dict[str, tuple[int, Body]] = {
    "nothing": (400, (JSON, b"")),
    "null": (400, (JSON, b"null")),
    "a number": (400, (JSON, b"5")),
    "a text": (400, (JSON, b'"{ revision }"')),
    "a batch": (400, (JSON, b"[" + OK + b"," + OK + b"]")),
    "half of it": (400, (JSON, OK[:-1])),
    "two of it": (400, (JSON, OK + OK)),
    "a key twice": (400, (JSON, b'{"query": "{ revision }", "query": "{ a }"}')),
    "no query": (400, (JSON, b'{"variables": {}}')),
    "a blank query": (400, (JSON, b'{"query": "  "}')),
    "variables in a list": (400, asking("{ revision }", variables=[1])),
    "a number for a name": (400, asking("{ revision }", operationName=5)),
    "a wrong sha256": (400, asking("", extensions={"persistedQuery": {"sha256Hash": "../../etc/passwd"}})),
    "a sha256 of a number": (400, asking("", extensions={"persistedQuery": {"sha256Hash": 5}})),
    "an unknown sha256": (404, asking("", extensions={"persistedQuery": {"sha256Hash": "0" * 64}})),
    "another's sha256": (400, asking("{ revision }", documentId="sha256:" + "0" * 64)),
    "not UTF-8": (400, (JSON, b'{"query": "\xff\xfe"}')),
    "UTF-16": (400, (JSON, OK.decode().encode("utf-16"))),
    "half a surrogate": (400, (JSON, b'{"query": "{ revision }", "operationName": "\\ud800"}')),
    "50,000 levels": (400, (JSON, b"[" * 49_999 + b"]" * 49_999)),
    "1,000 levels of variables": (400, (JSON, b'{"query": "query($a: EntryWhere) { entries(where: $a) { totalCount } }"'
                                        b', "variables": {"a": ' + b'{"not":' * 900 + b"null" + b"}" * 900 + b"}}")),
    "5,000 digits": (400, (JSON, b'{"query": "query ($n: Int) { events(first: $n) { totalCount } }",'
                           b' "variables": {"n": ' + b"9" * 4_999 + b"}}")),
    "5,000 digits in a query": (200, asking("{ events(first: " + "9" * 5000 + ") { totalCount } }")),
    "gzip": (415, (JSON | {"content-encoding": "gzip"}, gzip.compress(OK))),
    "brotli": (415, (JSON | {"content-encoding": "br"}, OK)),
    "a made-up encoding": (415, (JSON | {"content-encoding": "x" * 500}, OK)),
    "a form": (415, ({"content-type": "application/x-www-form-urlencoded"}, b"query={revision}")),
    "parts": (415, ({"content-type": "multipart/form-data; boundary=a"}, b"--a--")),
    "plain text": (415, ({"content-type": "text/plain"}, OK)),
    "no type": (415, ({}, OK)),
    "Latin-1": (415, ({"content-type": "application/json; charset=latin-1"}, OK)),
    "an answer nobody gives": (406, (JSON | {"accept": "text/html"}, OK)),
    "too long a body": (413, (JSON, b'{"query": "' + b"a" * 100_000 + b'"}')),
    "too long a query": (400, asking("{" + " " * 20_000 + "}")),
    "no GraphQL": (200, asking("DROP TABLE entry; --")),
    "a NUL in the query": (200, asking("{ \0 }")),
    "a NUL in an argument": (400, asking("{ actor(slug: $a) { name } }".replace("$a", '"a\\u0000b"'))),
    "a NUL in a variable": (400, asking("query ($s: String!) { actor(slug: $s) { name } }", variables={"s": "a\0b"})),
    "names nearly right": (200, asking("{ entires { nodes { slugg } } }")),
    "an unknown operation": (400, asking("query A { revision }", operationName="B")),
    "a mutation": (200, asking("mutation { drop }")),
    "a subscription": (200, asking("subscription { revision }")),
    "a page of -1": (400, asking("{ events(first: -1) { totalCount } }")),
    "a page of 10^9": (400, asking("{ events(first: 1000000000) { totalCount } }")),
    "both ends": (400, asking("{ events(first: 1, last: 1) { totalCount } }")),
    "no cursor": (400, asking('{ events(after: "%%%") { nodes { slug } } }')),
    "another's cursor": (400, paging(cursor("actor:slug,id", "a", 1))),
    "a cursor beyond bigint": (400, paging(cursor("entry", 10**30, 1))),
    "no id": (400, asking('{ node(id: "%%%") { id } }')),
    "no date": (400, asking('{ entries(where: { during: { from: "yesterday" } }) { totalCount } }')),
    "an enum's number": (200, asking("{ entries(where: { kinds: [1] }) { totalCount } }")),
    "a depth of 300": (400, asking("{ a " * 199 + "}" * 199)),
    "1,001 tokens": (400, asking("{" + "a " * 1_001 + "}")),
    "300 aliases": (400, asking("{" + "a: revision " * 300 + "}")),
    "a cost of millions": (400, asking("{ topics(first: 100) { nodes { entries(first: 100) { nodes { slug } } } } }")),
    "the schema six times": (400, asking("{" + "".join(f"a{n}: __schema{{types{{name}}}}" for n in range(6)) + "}")),
    "an empty selection": (200, asking("{ events { } }")),
    "a field a thousand times": (200, asking("{" + "revision " * 990 + "}")),
    "a filter in 30 places": (400, asking(f"query ($w: EntryWhere) {{ {FILTERED} }}", variables={"w": {"or": MANY}})),
    "a filter by default": (400, asking(f"query ($w: EntryWhere = {{or: [{MANY_WRITTEN}]}}) {{ {FILTERED} }}")),
    "fragments in a circle": (200, asking("{ ...A } fragment A on Query { ...A }")),
}  # fmt: skip

ADDRESSES: dict[str, tuple[int, str]] = {
    "no query": (400, "/graphql"),
    "a query twice": (400, "/graphql?query={revision}&query={a}"),
    "variables that are none": (400, "/graphql?query={revision}&variables=5"),
    "half a surrogate": (400, "/graphql?query=%ED%A0%80"),
    "not UTF-8": (400, "/graphql?query=%FF"),
    "a NUL": (200, "/graphql?query=%00"),
    "many parameters": (400, "/graphql?" + "&".join(f"a{n}=1" for n in range(100))),
    "a mutation": (405, "/graphql?query=" + quote("mutation { drop }")),
    "a long query": (400, "/graphql?query=" + "a" * 40_000),
    "a longer one": (400, "/graphql?query=" + "a" * 90_000),
    "no page": (404, "/wp-admin.php"),
    "a slash too many": (404, "/graphql/"),
    "up": (404, "/playground/../../../etc/passwd"),
    "up, encoded": (404, "/playground/%2e%2e/%2e%2e/app.py"),
    "up, encoded twice": (404, "/playground/%252e%252e/app.py"),
    "up, with backslashes": (404, "/playground/..%5c..%5capp.py"),
    "a NUL in a file": (404, "/playground/a%00b"),
    "a long file": (404, "/playground/" + "a" * 5_000),
}


@pytest.fixture(scope="module")
def attacked(serving_world: Server) -> Iterator[Server]:
    """A server that answers afterwards as it did before."""
    yield serving_world
    assert serving_world.post("{ revision }").status_code == 200
    assert serving_world.process.poll() is None


def told(response: httpx.Response) -> None:
    """Check that the answer is one clear error, and tells nothing of our inside."""
    errors = response.json()["errors"]
    assert all(0 < len(error["message"]) <= 300 and error["extensions"]["code"] for error in errors)
    assert "data" not in response.json()
    assert not [leak for leak in LEAKS if leak in response.text]
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("kind", BODIES)
def test_a_bad_body_is_refused_in_one_sentence(kind: str, attacked: Server) -> None:
    status, (headers, body) = BODIES[kind]
    name = secrets.token_hex(8)
    named = headers | {"x-request-id": name}
    response = httpx.post(f"{attacked.address}/graphql", content=body, headers=named, timeout=30)
    assert response.status_code == status, response.text[:500]
    told(response)
    assert response.headers["x-request-id"] == name
    if "accept" in headers:
        attacked.post("{ revision }")
    else:
        modern = {**headers, "accept": "application/graphql-response+json"}
        assert 400 <= httpx.post(f"{attacked.address}/graphql", content=body, headers=modern).status_code < 500
    # The line is written after the answer, and before that to the next request on the same loop.
    assert len([line for line in attacked.lines() if name in line]) == 1


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_bad_address_is_refused_in_one_sentence(name: str, attacked: Server) -> None:
    status, path = ADDRESSES[name]
    answer = raw(attacked, f"GET {path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith(f"HTTP/1.1 {status} ".encode()), answer[:300]
    assert b"evil.example" not in answer
    assert b'"errors"' in answer


@pytest.mark.parametrize(
    ("status", "request_"),
    [
        (400, b"NONSENSE\r\n\r\n"),
        (400, b"GET / HTTP/9.9\r\n\r\n"),
        (400, POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        (400, POST + b"Content-Length: -1\r\n\r\n"),
        (400, POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
        (431, b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 200_000),
        (413, POST + b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
              + (b"ffff\r\n" + b"a" * 0xFFFF + b"\r\n") * 3),
        (405, b"PATCH /graphql HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
        (200, GET + b"Content-Length: 3\r\nConnection: close\r\n\r\nabc"),
        (200, GET + b"Connection: upgrade, close\r\nUpgrade: websocket\r\n\r\n"),
    ],
)  # fmt: skip
def test_tricks_of_http_itself_end_with_an_answer(status: int, request_: bytes, attacked: Server) -> None:
    answer = raw(attacked, request_)
    assert answer.startswith(f"HTTP/1.1 {status} ".encode()), answer[:300]


def raw(server: Server, request: bytes) -> bytes:
    """What comes back until the server closes the connection, or has nothing more to say."""
    found = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        try:
            connection.sendall(request)
            while part := connection.recv(65_536):
                found += part
        except (TimeoutError, ConnectionError):
            pass
    return found
