"""Memory of the server before, during and after crowds of expensive questions: python benchmarks/memory.py URL

``URL`` is that of an upgraded database with data in it. Prints one line of JSON for each kind of crowd, twenty clients
that ask always new questions: megabytes resident before all, at the height, and ``SECONDS_AFTER`` seconds after it.
"""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bystander import EXPENSIVE, KNOWN, besieged
from cluster import free_port

SECONDS = 10.0
SECONDS_AFTER = (1, 10, 45)


def resident(process: int) -> int:
    """Megabytes of a process that are in memory (Linux, proc(5))."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) // 1000


def height(process: int, others: ProcessPoolExecutor, address: str, query: str) -> tuple[int, dict[str, int]]:
    """The most memory while a crowd asks, and the codes it got."""
    crowd, most = others.submit(besieged, address, query, SECONDS), 0
    while not crowd.done():
        most = max(most, resident(process))
        time.sleep(0.05)
    return most, crowd.result()[1]


def after(process: int) -> dict[str, int]:
    """The memory so many seconds later."""
    found, passed = {}, 0
    for seconds in SECONDS_AFTER:
        time.sleep(seconds - passed)
        found[f"after {seconds} s"] = resident(process)
        passed = seconds
    return found


def main(url: str) -> None:
    """Measure one server."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/graphql"
    command = [sys.executable, "-m", "timeline", "serve", "--port", str(port), "--database-url", url]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=dict(os.environ))  # noqa: S603
    try:
        with ProcessPoolExecutor(1) as others:
            while others.submit(besieged, address, KNOWN, 0.1).exception():
                time.sleep(0.5)
            before = resident(server.pid)
            for name, query in EXPENSIVE.items():
                if query:
                    most, codes = height(server.pid, others, address, query)
                    told = {"crowd": name, "before": before, "height": most, **after(server.pid), "codes": codes}
                    print(json.dumps(told), flush=True)
    finally:
        server.terminate()
        server.wait(30)


if __name__ == "__main__":
    main(sys.argv[1])
