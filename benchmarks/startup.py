"""How long the program takes to start, beside Python doing nothing.

    python benchmarks/startup.py [--entries 1000000] [--times 5] [--postgresql postgresql://...]

``timeline --help``, and ``timeline serve`` until ``/readyz`` says yes and until the first answer is there, over each
database: middle seconds of some runs, which take turns, and the seconds of processor time, which others on the
machine lengthen less.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack

import httpx
from cluster import cluster, free_port, given
from databases import FOLDER, postgresql_database, sqlite_database
from dataset import Dataset
from ratios import table

QUESTION = {"query": "{ entries(first: 50) { nodes { slug date { display } citations { source { title } } } } }"}
SECONDS_BETWEEN = 0.01

Times = dict[str, float]


def ended(*arguments: str) -> Times:
    """The seconds until a process has ended."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return {"": time.perf_counter() - began}


def served(url: str) -> Times:
    """The seconds until a server is ready, and until it has answered."""
    port = free_port()
    command = [sys.executable, "-m", "timeline", "serve", "--port", str(port), "--database-url", url]
    began = time.perf_counter()
    process = subprocess.Popen(command, env=os.environ, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
            while not _is_ready(client):
                time.sleep(SECONDS_BETWEEN)
            ready = time.perf_counter() - began
            answer = client.post("/graphql", json=QUESTION).json()
            assert "errors" not in answer, answer
            return {"ready": ready, "first answer": time.perf_counter() - began}
    finally:
        process.terminate()
        process.wait(30)


def _is_ready(client: httpx.Client) -> bool:
    try:
        return client.get("/readyz").status_code == 200
    except httpx.TransportError:
        return False


def measured(runs: dict[str, Callable[[], Times]], times: int) -> list[list[str]]:
    """The middle of the times of each, and of its processor time, taken in turns."""
    seconds, worked = defaultdict(list), defaultdict(list)
    for _ in range(times):
        for name, run in runs.items():
            before = _worked()
            for what, passed in run().items():
                seconds[name, what].append(passed)
            worked[name].append(_worked() - before)
    rows = []
    for (name, what), passed in seconds.items():
        middle = statistics.median(worked[name])
        rows.append([f"{name} {what}".strip(), f"{statistics.median(passed):.2f}", f"{middle:.2f}"])
    return rows


def _worked() -> float:
    """The processor time of all processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=5, help="how often each is started")
    given(parser)
    options = parser.parse_args()
    with ExitStack() as stack:
        server = options.postgresql or stack.enter_context(cluster(FOLDER / "postgresql"))
        dataset = Dataset(options.entries)
        sqlite, postgresql = sqlite_database(dataset), postgresql_database(dataset, server)
        runs: dict[str, Callable[[], Times]] = {
            "python -c pass": lambda: ended("-c", "pass"),
            "timeline --help": lambda: ended("-m", "timeline", "--help"),
            "timeline serve, SQLite,": lambda: served(sqlite),
            "timeline serve, PostgreSQL,": lambda: served(postgresql),
        }
        print(table(["started", "seconds", "of them at work"], measured(runs, options.times)))


if __name__ == "__main__":
    main()
