"""A database that goes away and comes back: the server says so while it is away, and answers again by itself."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from polling import until
from servers import Server, serving


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL server of one's own."""

    call: list[str]
    options: str
    url: str

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._control("-o", self.options, "start")

    def stop(self) -> None:
        """Stop it, and break off all connections."""
        self._control("-m", "fast", "stop")

    def _control(self, *words: str) -> None:
        subprocess.run([*self.call, *words], check=True, capture_output=True, cwd="/")


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory, unused_tcp_port: int) -> Iterator[Cluster]:
    """A cluster that runs and has all tables."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not found:
        pytest.skip("there is no PostgreSQL here to start")
    tools = found[-1].parent
    if os.geteuid() == 0:
        user = ["runuser", "-u", "postgres", "--"]
        folder = Path(subprocess.check_output([*user, "mktemp", "-d"], text=True, cwd="/").strip())
    else:
        user, folder = [], tmp_path_factory.mktemp("cluster")
    initdb = [*user, str(tools / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "--no-sync"]
    subprocess.run(initdb, check=True, capture_output=True, cwd="/")
    made = Cluster(
        [*user, str(tools / "pg_ctl"), "-D", str(folder / "data"), "-s", "-w", "-l", str(folder / "log")],
        f"-p {unused_tcp_port} -k {folder} -c fsync=off -c listen_addresses=127.0.0.1",
        f"postgresql://postgres@127.0.0.1:{unused_tcp_port}/postgres",
    )
    made.start()
    subprocess.run([sys.executable, "-m", "timeline", "init", "--database-url", made.url], check=True)
    yield made
    subprocess.run([*made.call, "-m", "immediate", "stop"], capture_output=True, cwd="/")
    shutil.rmtree(folder)


def code(server: Server) -> str:
    """The code of the error that a question new to the server gets, or OK."""
    answer = server.post(f"query Now{time.monotonic_ns()} {{ revision }}").json()
    return str(answer["errors"][0]["extensions"]["code"]) if "errors" in answer else "OK"


def test_a_restart_of_the_database_is_survived(cluster: Cluster, tmp_path: Path) -> None:
    with serving(cluster.url, tmp_path) as server:
        for _ in range(2):
            assert code(server) == "OK"
            cluster.stop()
            away = server.post("{ revision }")
            assert (away.status_code, away.headers["retry-after"]) == (503, "1")
            assert code(server) == "UNAVAILABLE"
            assert httpx.get(f"{server.address}/readyz").status_code == 503
            assert httpx.get(f"{server.address}/healthz").status_code == 200
            cluster.start()
            back = time.monotonic()
            until(lambda: code(server) == "OK")
            print(f"answers again {time.monotonic() - back:.2f} s after the database does")
            until(lambda: httpx.get(f"{server.address}/readyz").status_code == 200)
