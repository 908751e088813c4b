"""Running it: health, readiness, counts, log lines, stopping, several workers."""

import json
import re
import signal
import socket
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from servers import serving
from sqlalchemy import text

from timeline.database import run

SLOW = "{ a: entries(first: 100) { nodes { slug citations { exact source { title } } } } }"


def test_ready_tells_revision_and_migration_and_why_not(database: str, tmp_path: Path) -> None:
    with serving(database, tmp_path) as server:
        ready = httpx.get(f"{server.address}/readyz")
        assert (ready.status_code, ready.json()["revision"]) == (200, 0)
        run(database, lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '0001'")))
        waiting = httpx.get(f"{server.address}/readyz")
        assert waiting.status_code == 503
        assert "0001" in waiting.json()["reason"]
        assert httpx.get(f"{server.address}/healthz").json() == {"status": "alive"}


@pytest.mark.parametrize("workers", [1, 2])
def test_questions_are_counted_by_name_and_never_by_text(workers: int, sqlite_world: str, tmp_path: Path) -> None:
    with serving(sqlite_world, tmp_path, workers=workers) as server:
        for _ in range(7):
            server.post("query Mine { revision }", operationName="Mine")
        server.post("{ unheardOf }")
        assert server.counted('timeline_operations_total{code="OK",operation="Mine"}') == 7
        assert server.counted('timeline_operation_seconds_count{operation="Mine"}') == 7
        for number in range(250):
            server.post(f"query N{number} {{ revision }}", operationName=f"N{number}")
        assert server.counted('timeline_operations_total{code="OK",operation="other"}') > 0
        assert "unheardOf" not in httpx.get(f"{server.address}/metrics").text


def test_requests_are_counted_by_page_and_feed_and_never_by_whose(sqlite_world: str, tmp_path: Path) -> None:
    asked = ["/timelines/timeline-1", "/timelines/timeline-1/feed/csv", "/entries/feed/ical", "/entries/event-1"]
    asked += ["/timelines/secret", "/timelines/secret/feed/secret", "/secret", "/embed/secret"]
    with serving(sqlite_world, tmp_path) as server, httpx.Client(base_url=server.address, timeout=30) as client:
        for path in asked:
            client.get(path)
        client.get("/timelines/timeline-1", headers={"accept": "text/csv"})
        told = client.get("/metrics").text
    counts = re.findall(r'timeline_http_requests_total{page="(.+)",status="(.+)"} (.+)', told)
    others = ("/healthz", "/graphql")
    assert {(page, status): float(count) for page, status, count in counts if page not in others} == {
        ("/timelines/{slug}", "200"): 1,
        ("/timelines/{slug}/feed/csv", "200"): 2,
        ("/entries/feed/ical", "200"): 1,
        ("/entries/{slug}", "200"): 1,
        ("/timelines/{slug}", "404"): 1,
        ("/timelines/{slug}/feed/{format}", "404"): 1,
        ("/embed/{slug}", "404"): 1,
        ("other", "404"): 1,
    }


def test_a_line_of_the_log_is_json_and_names_the_request(sqlite_world: str, tmp_path: Path) -> None:
    with serving(sqlite_world, tmp_path, log_format="json", log_requests=True) as server:
        given = {"x-request-id": "mine-1"}
        answer = httpx.get(f"{server.address}/nothing%0aforged", headers=given)
        assert answer.headers["x-request-id"] == "mine-1"
        assert httpx.get(server.address, headers={"x-request-id": "no id"}).headers["x-request-id"] != "no id"
        httpx.get(f"{server.address}/healthz")
        lines = [json.loads(line) for line in server.lines()]
        found = [line for line in lines if line["request"] == "mine-1"]
        assert [(line["status"], line["code"]) for line in found] == [(404, "NOT_FOUND")]


def test_all_in_flight_are_answered_when_it_is_told_to_stop(world_url: str, tmp_path: Path) -> None:
    with serving(world_url, tmp_path) as server, ExitStack() as opened:
        connections = []
        for number in range(10):
            body = json.dumps({"query": SLOW.replace("a:", f"a{number}:")}).encode()
            head = f"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
            connection = opened.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=10))
            connection.sendall(head.encode() + b"\r\n\r\n" + body)
            connections.append(connection)
        server.process.send_signal(signal.SIGTERM)
        answers = [connection.makefile("rb").read() for connection in connections]
        assert [answer[:15] for answer in answers] == [b"HTTP/1.1 200 OK"] * 10
        assert all(answer.endswith(b"}") and b'"data"' in answer for answer in answers)
        server.process.wait(10)
