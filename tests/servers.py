"""The program serving on a port of its own, as an operator starts it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx


@dataclass
class Server:
    """A process that serves, where it does, and what it writes."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.address.rpartition(":")[2])

    def lines(self) -> list[str]:
        """The lines of its log so far."""
        return self.log.read_text().partition("Stop with Ctrl-C.\n")[2].splitlines()

    def post(
        self, query: str, accept: str = "application/json", *, seconds: float = 30, **more: object
    ) -> httpx.Response:
        """Ask a question and wait so long for the answer."""
        headers = {"accept": accept}
        return httpx.post(f"{self.address}/graphql", json={"query": query, **more}, headers=headers, timeout=seconds)

    def counted(self, name: str) -> float:
        """The value of a count."""
        for line in httpx.get(f"{self.address}/metrics", timeout=30).text.splitlines():
            if line.startswith(f"{name} "):
                return float(line.rpartition(" ")[2])
        return 0


@contextmanager
def serving(url: str, folder: Path, **settings: object) -> Iterator[Server]:
    """A server over the database at ``url`` with these settings, stopped in the end."""
    given = {f"TIMELINE_{name.upper()}": str(value) for name, value in settings.items()}
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONUNBUFFERED": "1", **given}
    if "PYTHONPATH" in os.environ:
        environment["PYTHONPATH"] = os.environ["PYTHONPATH"]
    command = [sys.executable, "-m", "timeline", "serve", "--port", "0", "--database-url", url]
    log = folder / "server.log"
    with log.open("wb") as written:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=written, stderr=subprocess.STDOUT)
    try:
        yield Server(process, _listening(process, log), log)
    finally:
        process.terminate()
        process.wait(30)


def _listening(process: subprocess.Popen[bytes], log: Path) -> str:
    for _ in range(300):
        if "Stop with" in (text := log.read_text()):
            address = text.partition("  http://")[2].partition("/")[0]
            try:
                httpx.get(f"http://{address}/healthz", timeout=5)
            except httpx.TransportError:
                continue
            return f"http://{address}"
        assert process.poll() is None, text
        time.sleep(0.1)
    raise TimeoutError(log.read_text())
