"""The short way: answers are those of the long one, to the byte, whatever comes before and behind."""

import asyncio
import json
import re
import select
import socket
from collections.abc import Iterator
from contextlib import closing

import pytest
from servers import Server, serving
from test_attacks import BODIES as ATTACKS

from timeline.config import Settings
from timeline.web.app import create_app
from timeline.web.lane import Lane

QUERY = "query ($slug: String!) { event(slug: $slug) { slug title date { edtf display } } }"
LISTED = "query ($n: Int!) { entries(first: $n) { nodes { slug citations { source { slug } } } } }"
ONE = {"query": QUERY, "variables": {"slug": "event-1"}}
BODIES = {
    "one": json.dumps(ONE),
    "another": json.dumps({"query": QUERY, "variables": {"slug": "event-2"}}),
    "none": json.dumps({"query": QUERY, "variables": {"slug": "nothing"}}),
    "many": json.dumps({"query": LISTED, "variables": {"n": 7}}),
    "too many": json.dumps({"query": LISTED, "variables": {"n": 101}}),
    "no variable": json.dumps({"query": QUERY, "variables": {}}),
    "null": json.dumps({"query": QUERY, "variables": {"slug": None}}),
    "wrong type": json.dumps({"query": QUERY, "variables": {"slug": 5}}),
    "a NUL": json.dumps({"query": QUERY, "variables": {"slug": "\0"}}),
    "costs": json.dumps({**ONE, "extensions": {"cost": True}}),
    "named": json.dumps({**ONE, "operationName": "X"}),
    "twice": '{"query": "{ revision }", "query": "{ revision }"}',
    "no JSON": "{",
    "a list": "[]",
    "no query": "{}",
    "wrong": json.dumps({"query": "{ nothing }"}),
}


def packed(body: str, *headers: str, path: str = "/graphql", length: int | None = None) -> bytes:
    """A request by POST."""
    lines = [f"POST {path} HTTP/1.1", "Host: here", "Content-Type: application/json", *headers]
    lines.append(f"Content-Length: {len(body.encode()) if length is None else length}")
    return ("\r\n".join(lines) + f"\r\n\r\n{body}").encode()


LONG = "X-Request-ID: the-long-way"


class Line:
    """A connection that is kept."""

    def __init__(self, server: Server) -> None:
        self._socket = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        self._file = self._socket.makefile("rb")

    def close(self) -> None:
        """Close it."""
        self._file.close()
        self._socket.close()

    def send(self, data: bytes) -> None:
        """Send bytes in one packet."""
        self._socket.sendall(data)

    def answer(self) -> tuple[bytes, list[bytes], bytes]:
        """Status, headers but for those of each answer alone, and body."""
        status, *headers = self.head().splitlines(keepends=True)
        (length,) = (int(line[16:]) for line in headers if line.startswith(b"content-length: "))
        shared = [line for line in headers if not line.startswith((b"date: ", b"x-request-id: "))]
        return status, sorted(shared), self._file.read(length)

    def head(self) -> bytes:
        """Status and headers."""
        lines = [self._file.readline()]
        while lines[-1] not in (b"\r\n", b""):
            lines.append(self._file.readline())
        return b"".join(lines[:-1])

    def silent(self) -> bool:
        """Whether nothing comes for a while."""
        return not select.select([self._socket], [], [], 0.05)[0]

    def ask(self, data: bytes) -> tuple[bytes, list[bytes], bytes]:
        """Send a request and read its answer."""
        self.send(data)
        return self.answer()


@pytest.fixture(scope="module", params=[0, 32_000_000], ids=["made anew", "kept"])
def served(
    request: pytest.FixtureRequest, world_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with serving(world_url, tmp_path_factory.mktemp("lane"), answer_cache=request.param) as found:
        yield found


@pytest.fixture
def line(served: Server) -> Iterator[Line]:
    """A connection whose server has read these heads, and knows the questions."""
    with closing(Line(served)) as found:
        for body in [*BODIES.values()] * 3:
            found.ask(packed(body))
        yield found


@pytest.mark.parametrize("what", BODIES)
def test_the_answer_is_that_of_the_long_way(what: str, line: Line) -> None:
    assert line.ask(packed(BODIES[what])) == line.ask(packed(BODIES[what], LONG))


@pytest.mark.parametrize("kind", ATTACKS)
def test_an_attack_repeated_is_refused_as_on_the_long_way(kind: str, served: Server) -> None:
    _, (given, body) = ATTACKS[kind]
    lines = [*(f"{name}: {value}" for name, value in given.items()), f"content-length: {len(body)}"]
    answers = []
    for head in [[]] * 3 + [[LONG]]:  # the first is how the head becomes known
        with closing(Line(served)) as line:
            request = "\r\n".join(["POST /graphql HTTP/1.1", "host: here", *lines, *head]) + "\r\n\r\n"
            answers.append(line.ask(request.encode() + body))
    assert answers == [answers[-1]] * 4


@pytest.mark.parametrize("accept", ["application/graphql-response+json", "text/html", "*/*;q=0.1"])
def test_the_form_is_the_one_asked_for(accept: str, line: Line) -> None:
    for _ in range(3):
        found = line.ask(packed(BODIES["one"], f"Accept: {accept}"))
    assert found == line.ask(packed(BODIES["one"], f"Accept: {accept}", LONG))


@pytest.mark.parametrize("kept", ["keep-alive", "Keep-Alive", "close"])
def test_the_connection_is_kept_or_closed_as_asked(kept: str, served: Server) -> None:
    for _ in range(4):
        with closing(Line(served)) as line:
            found = line.ask(packed(BODIES["one"], f"Connection: {kept}"))
            assert found == line.ask(packed(BODIES["one"], LONG)) if kept != "close" else not line.head()


def test_every_answer_has_a_date_and_an_id_of_its_own(line: Line) -> None:
    heads = b""
    for _ in range(2):
        line.send(packed(BODIES["one"]))
        heads += line.head()
    assert len(set(re.findall(rb"x-request-id: ([0-9a-f]{16})\r\n", heads))) == 2
    assert len(re.findall(rb"date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\n", heads)) == 2


def test_requests_sent_ahead_are_answered_in_their_order(line: Line) -> None:
    names = ["one", "many", "another", "wrong", "none", "many", "one"]
    line.send(b"".join(packed(BODIES[name]) for name in names))
    together = [line.answer() for _ in names]
    for name in names:
        line.send(packed(BODIES[name]))
    assert [line.answer() for _ in names] == together == [line.ask(packed(BODIES[name], LONG)) for name in names]


def test_a_request_in_pieces_is_answered_once_it_is_whole(line: Line) -> None:
    whole = packed(BODIES["one"])
    for cut in (1, 20, whole.index(b"\r\n\r\n") + 4, len(whole) - 1):
        line.send(whole[:cut])
        assert line.silent()
        assert line.ask(whole[cut:])[0] == b"HTTP/1.1 200 OK\r\n"


def test_a_length_that_is_not_the_bodys_is_no_short_way(line: Line) -> None:
    body = BODIES["one"]
    line.send(packed(body, length=len(body) + 2) + b"  ")
    assert line.answer()[0] == b"HTTP/1.1 200 OK\r\n"
    line.send(packed(body, length=len(body) - 1))
    assert not line.head()


def test_what_is_answered_is_counted(served: Server, line: Line) -> None:
    name = 'timeline_http_requests_total{page="/graphql",status="200"}'
    before = served.counted(name)
    for _ in range(5):
        line.ask(packed(BODIES["one"]))
    assert served.counted(name) == before + 5


async def test_known_questions_do_go_the_short_way(world_url: str) -> None:
    app = create_app(Settings(database_url=world_url, answer_cache=0))
    async with app.journal.app.pages.router.lifespan_context(app.journal.app.pages):
        assert app.lane
        body = BODIES["one"].encode()
        given = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        scope = {"type": "http", "http_version": "1.1", "method": "POST", "path": "/graphql", "query_string": b""}
        request = packed(BODIES["one"])
        app.lane.learn(request, {**scope, "headers": [(b"host", b"here"), *given]})
        assert await taken(app.lane, request) is None
        question = app.lane._door.questions.posted(body)
        for _ in range(2):
            await app.lane._door.executor.answer(question)
        answer = await taken(app.lane, request)
        assert answer
        assert b'\r\n\r\n{"data":{"event":{"slug":"event-1",' in answer


async def taken(lane: Lane, request: bytes) -> bytes | None:
    """What comes of a request on the short way."""
    found = lane.take(request, lambda: b"today")
    return found if found is None or isinstance(found, bytes) else await asyncio.wait_for(found, 20)
