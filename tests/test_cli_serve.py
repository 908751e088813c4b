"""`timeline serve`: a server and where it is found."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from program import Program, environment, fault


@pytest.fixture
def serving(loaded: Program, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """A running server and the lines it printed."""
    command = [sys.executable, "-m", "timeline", "serve", "--port", "0"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(tmp_path), stdout=pipe, stderr=pipe, text=True
    ) as running:
        assert running.stdout
        lines: list[str] = []
        while not lines or not lines[-1].startswith("Stop"):
            lines.append(line := running.stdout.readline())
            assert line, running.stderr and running.stderr.read()
        yield running, lines
        running.kill()


def test_serve_prints_addresses_that_answer(serving: tuple[subprocess.Popen[str], list[str]]) -> None:
    running, lines = serving
    addresses = [line.split()[0] for line in lines if "http://" in line]
    assert [address.rpartition("/")[2] for address in addresses] == ["", "playground", "graphql"]
    answer = httpx.post(addresses[-1], json={"query": '{ timeline(slug: "flood") { title } }'})
    assert answer.json() == {"data": {"timeline": {"title": "The flood of 2024"}}}
    running.send_signal(signal.SIGINT)
    assert running.communicate() == ("Stopped.\n", "")
    assert running.returncode == 0


def test_a_port_in_use_is_told_in_one_line(loaded: Program) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = fault(loaded("serve", "--port", str(port)))
    assert f"cannot listen on 127.0.0.1 port {port}" in told
    assert "--port" in told
