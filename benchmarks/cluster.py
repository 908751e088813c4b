"""A PostgreSQL server of the benchmarks' own, on the core of the load generator."""

import os
import shutil
import socket
import subprocess
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CORE = "1"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "shared_buffers": "1GB",
    "effective_cache_size": "4GB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "8GB",
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "0",
    "max_connections": "200",
}
"""Those of a server with its data on an SSD and in memory; parallel workers would take the cores of others."""


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """The URL of a server whose data lies in ``folder``, made where it is not there; stopped in the end."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not found:
        raise SystemExit("there is no PostgreSQL here to start; install it, or set TIMELINE_BENCH_POSTGRES_URL")
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder.mkdir(parents=True, exist_ok=True)
    if user:
        shutil.chown(folder, "postgres")
    call = [*user, "taskset", "-c", CORE, str(found[-1]), "-D", str(folder / "data"), "-s", "-w", "-t", "120"]
    if not (folder / "data").exists():
        _done([*user, str(found[-1].with_name("initdb")), "-D", str(folder / "data"), "-U", "postgres", "-A", "trust"])
    port = free_port()
    options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    _done([*call, "-l", str(folder / "log"), "-o", f"-p {port} -k {folder} {options}", "start"])
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        _done([*call, "-m", "fast", "stop"])


def _done(command: list[str]) -> None:
    with Path(os.devnull).open("wb") as nowhere:
        subprocess.run(command, check=True, stdout=nowhere, cwd="/")  # noqa: S603


def given(parser: ArgumentParser) -> None:
    """Add the option by which a server of somebody's own is named instead."""
    parser.add_argument(
        "--postgresql",
        default=os.environ.get("TIMELINE_BENCH_POSTGRES_URL"),
        help="URL of a server to make databases on  [default: TIMELINE_BENCH_POSTGRES_URL, else one is started]",
    )


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
