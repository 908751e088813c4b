"""Servers on one core, one process each, as one would run them in production."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cluster import free_port

CORE = "0"
HERE = Path(__file__).parent
PEERS = HERE / "peers"
NODE = PEERS / "node_modules" / ".bin" / "node"
UVICORN = (sys.executable, "-m", "uvicorn", "--no-access-log", "--log-level", "warning", "--app-dir", str(PEERS))


PATIENT = {"TIMELINE_STATEMENT_SECONDS": "60", "TIMELINE_WAITING_SECONDS": "60"}
"""What is slow is to be measured, not refused."""


@dataclass(frozen=True)
class Server:
    """How to start a server: ``{port}`` in the command is its port; ``kind`` says which schema it serves."""

    name: str
    kind: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)

    @contextmanager
    def serving(self, log: Path) -> Iterator[str]:
        """The address it listens on while it runs.

        Raises:
            SystemExit: it ended instead.
        """
        port = free_port()
        command = ["taskset", "-c", CORE, *(word.replace("{port}", str(port)) for word in self.command)]
        with log.open("wb") as written:
            environment = {**os.environ, **self.environment}
            process = subprocess.Popen(command, env=environment, stdout=written, stderr=subprocess.STDOUT)  # noqa: S603
        try:
            _wait(self.name, process, port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            if process.poll() is not None:
                told = f"{self.name} ended with {process.returncode} before its time; its log says:"
                print(told, log.read_text()[-2000:], sep="\n", file=sys.stderr)
            process.terminate()
            process.wait(30)


def _wait(name: str, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(600):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit(f"{name} does not serve; its log says:\n{log.read_text()[-2000:]}")


def _node() -> str:
    """The Node.js that came with the peers, where there is one for this machine; PostGraphile needs 22 or newer."""
    return str(NODE) if NODE.exists() else "node"


def timeline(database: str, url: str, *, answers_kept: bool) -> Server:
    """Our own, with its cache of whole answers or without."""
    environment = PATIENT if answers_kept else {**PATIENT, "TIMELINE_ANSWER_CACHE": "0"}
    name = f"timeline, {database}" + (", cached" if answers_kept else "")
    command = (sys.executable, "-m", "timeline", "serve", "--port", "{port}", "--database-url", url)
    return Server(name, "timeline", command, environment)


def postgraphile(url: str) -> Server:
    """PostGraphile over views and functions in PostgreSQL."""
    command = (_node(), str(PEERS / "postgraphile.mjs"), url, "{port}")
    return Server("PostGraphile", "postgraphile", command, {"NODE_ENV": "production", "GRAPHILE_ENV": "production"})


def mercurius(database: str, url: str) -> Server:
    """Mercurius with graphql-jit, by hand."""
    command = (_node(), str(PEERS / "mercurius.mjs"), url, "{port}")
    return Server(f"mercurius, {database}", "by hand", command, {"NODE_ENV": "production"})


def strawberry(database: str, url: str) -> Server:
    """Strawberry with entities and DataLoaders."""
    command = (*UVICORN, "--port", "{port}", "strawberry_orm:app")
    return Server(f"Strawberry, {database}", "by hand", command, {"DATABASE_URL": url})


def floor(answers: Path) -> Server:
    """An application that sends finished answers from a folder, one a path."""
    return Server("floor", "floor", (*UVICORN, "--port", "{port}", "floor:app"), {"FLOOR": str(answers)})
