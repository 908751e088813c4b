"""Clients that dawdle: heads, bodies and readers that never come to an end hold up nobody and are sent away."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import repeat
from pathlib import Path

from polling import until
from servers import Server, serving

HEAD = b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
SCHEMA = "{ __schema { types { %s description fields { name description args { name description } } } } }"
AHEAD = 40
INSIDE = "timeline_operations_inside"


@contextmanager
def client(server: Server, sent: bytes = b"") -> Iterator[socket.socket]:
    """A client with little room for answers, and what it has sent."""
    with socket.socket() as made:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        made.settimeout(30)
        made.connect(("127.0.0.1", server.port))
        made.sendall(sent)
        yield made


def asked(query: str) -> bytes:
    """A request for a query."""
    body = json.dumps({"query": query}).encode()
    return HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body


def large(client: int) -> bytes:
    """Many requests at once for large answers, each another one."""
    return b"".join(asked(SCHEMA % f"a{client}_{number}: name") for number in range(AHEAD))


def drip(dawdler: socket.socket, sign: bytes) -> bytes:
    """Send signs one by one until there is an answer or an end; give it back."""
    dawdler.settimeout(0.05)
    for sent in repeat(sign, 600):
        try:
            dawdler.sendall(sent)
            return dawdler.recv(65_536)
        except TimeoutError:
            continue
        except ConnectionError:
            return b""
    raise AssertionError("it goes on for ever")


def broken(client: socket.socket) -> bool:
    """Whether the other side has closed."""
    try:
        client.send(b"\r\n")
    except ConnectionError:
        return True
    return False


def test_a_head_sent_sign_by_sign_is_cut_off(sqlite_world: str, tmp_path: Path) -> None:
    with serving(sqlite_world, tmp_path, body_seconds=0.3) as server:
        for begun in (b"GET /", b"GET / HTTP/1.1\r\nHost: a\r\nX: "):
            with client(server, begun) as dawdler:
                assert drip(dawdler, b"A") == b""
        assert server.post("{ revision }").status_code == 200


def test_a_body_that_never_ends_is_cut_off(sqlite_world: str, tmp_path: Path) -> None:
    with serving(sqlite_world, tmp_path, body_seconds=0.3) as server:
        for kind, sign in ((b"Content-Length: 9999", b"a"), (b"Transfer-Encoding: chunked", b"1\r\na\r\n")):
            with client(server, HEAD + kind + b"\r\n\r\n") as dawdler:
                assert drip(dawdler, sign).startswith(b"HTTP/1.1 408 ")
        assert server.post("{ revision }").status_code == 200


def test_who_does_not_read_holds_up_nobody(world_url: str, tmp_path: Path) -> None:
    with serving(world_url, tmp_path, readers=1) as server, ExitStack() as opened:
        for number in range(5):
            opened.enter_context(client(server, large(number)))
        assert server.post("{ events { totalCount } }").json()["data"]
        until(lambda: server.counted(INSIDE) == 0)
        assert server.post("{ actors { totalCount } }").json()["data"]


def test_who_does_not_read_is_cut_off(sqlite_world: str, tmp_path: Path) -> None:
    with serving(sqlite_world, tmp_path, body_seconds=0.5) as server:
        with client(server, large(1)) as deaf:
            until(lambda: broken(deaf))
        assert server.post("{ revision }").status_code == 200
        assert server.lines() == []


def test_who_reads_slowly_gets_every_answer(sqlite_world: str, tmp_path: Path) -> None:
    with serving(sqlite_world, tmp_path, body_seconds=2) as server, client(server, large(1)) as slow:
        found = b""
        while found.count(b'{"data"') < AHEAD or not found.endswith(b"}}"):
            found += slow.recv(16_384)
            time.sleep(0.004)
        assert found.count(b"HTTP/1.1 200 OK") == AHEAD


def test_more_requests_than_may_come_at_once_are_not_read(sqlite_world: str, tmp_path: Path) -> None:
    with serving(sqlite_world, tmp_path) as server:
        with client(server, asked("{ revision }") * 2000) as hasty:
            until(lambda: broken(hasty))
        assert server.post("{ revision }").status_code == 200
