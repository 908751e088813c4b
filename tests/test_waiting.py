"""Clients that wait and leave: no more wait than may, and nothing goes on for who has left, on both databases."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from polling import until
from servers import Server, serving
from sqlalchemy import text

from timeline.database import run

INSIDE = "timeline_operations_inside"
RUNNING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'timeline' AND state = 'active'
"""


@contextmanager
def waiting(server: Server, number: int = 0) -> Iterator[None]:
    """Somebody who asks for what never comes, and leaves in the end without a word."""
    body = json.dumps({"query": f"query Endless{number} {{ topics {{ nodes {{ slug }} }} }}"}).encode()
    head = f"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        client.sendall(head.encode() + body)
        yield


def running(url: str) -> int:
    """How many statements of readers run in PostgreSQL."""
    return int(run(url, lambda connection: connection.execute(text(RUNNING)).scalar_one()))


def test_who_leaves_frees_the_reader(endless: str, tmp_path: Path) -> None:
    with serving(endless, tmp_path, readers=1, statement_seconds=60) as server:
        for number in range(3):
            with waiting(server, number):
                until(lambda: server.counted(INSIDE) == 1)
                with pytest.raises(httpx.ReadTimeout):
                    server.post(f"query During{number} {{ revision }}", seconds=0.3)
            assert server.post(f"query After{number} {{ revision }}").status_code == 200
        until(lambda: server.counted(INSIDE) == 0)
        assert server.counted('timeline_http_requests_total{page="/graphql",status="499"}') >= 3


@pytest.mark.parametrize("backend", ["postgresql"])
def test_a_statement_ends_when_nobody_waits_for_it(backend: str, endless: str, tmp_path: Path) -> None:
    with serving(endless, tmp_path, readers=4, statement_seconds=60) as server:
        with waiting(server, 1), waiting(server, 2):
            until(lambda: running(endless) == 2)
        until(lambda: running(endless) == 0)
        assert server.post("{ revision }").status_code == 200


def test_no_more_wait_than_may(endless: str, tmp_path: Path) -> None:
    with serving(endless, tmp_path, max_waiting=2, statement_seconds=60) as server:
        with waiting(server, 1), waiting(server, 2):
            until(lambda: server.counted(INSIDE) == 2)
            sent_away = server.post("{ revision }")
            assert (sent_away.status_code, sent_away.headers["retry-after"]) == (429, "1")
            assert sent_away.json()["errors"][0]["extensions"]["code"] == "BUSY"
            assert httpx.get(f"{server.address}/healthz").status_code == 200
        until(lambda: server.counted(INSIDE) == 0)
        assert server.post("{ revision }").status_code == 200


def test_a_statement_has_its_time_and_no_more(endless: str, tmp_path: Path) -> None:
    with serving(endless, tmp_path, readers=1, statement_seconds=0.3) as server:
        late = server.post("{ topics { nodes { slug } } }")
        assert late.json()["errors"][0]["extensions"]["code"] == "TIMEOUT"
        assert server.post("{ revision }").status_code == 200
