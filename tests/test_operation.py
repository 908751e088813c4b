"""Running it: health, readiness, counts, log lines, stopping, a database that goes away, several workers."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
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


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[str]]]:
    """A PostgreSQL cluster of one's own: its folder, and how to call pg_ctl on it."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not found:
        pytest.skip("there is no PostgreSQL here to start")
    tools = found[-1].parent
    if os.geteuid() == 0:
        user = ["runuser", "-u", "postgres", "--"]
        folder = Path(subprocess.check_output([*user, "mktemp", "-d"], text=True, cwd="/").strip())
    else:
        user, folder = [], tmp_path_factory.mktemp("cluster")
    call = [*user, str(tools / "pg_ctl"), "-D", str(folder / "data"), "-s", "-w", "-l", str(folder / "log")]
    initdb = [*user, str(tools / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "--no-sync"]
    subprocess.run(initdb, check=True, capture_output=True, cwd="/")
    yield folder, call
    subprocess.run([*call, "-m", "immediate", "stop"], capture_output=True, cwd="/")
    shutil.rmtree(folder)


def test_a_restart_of_the_database_is_survived(
    cluster: tuple[Path, list[str]], tmp_path: Path, unused_tcp_port: int
) -> None:
    folder, call = cluster
    options = f"-p {unused_tcp_port} -k {folder} -c fsync=off -c listen_addresses=127.0.0.1"

    def control(*words: str) -> None:
        subprocess.run([*call, *words], check=True, capture_output=True, cwd="/")

    control("-o", options, "start")
    url = f"postgresql://postgres@127.0.0.1:{unused_tcp_port}/postgres"
    made = subprocess.run([sys.executable, "-m", "timeline", "init", "--database-url", url], capture_output=True)
    assert made.returncode == 0, made.stderr
    with serving(url, tmp_path) as server:
        assert server.post("{ revision }").status_code == 200
        control("-m", "fast", "stop")
        away = server.post("{ revision }")
        assert (away.status_code, away.json()["errors"][0]["extensions"]["code"]) == (503, "UNAVAILABLE")
        assert httpx.get(f"{server.address}/readyz").status_code == 503
        control("-o", options, "start")
        back = [server.post("{ revision }").status_code for _ in range(3)]
        assert back[-1] == 200
