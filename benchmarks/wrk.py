"""Load from wrk, on a core of its own."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Self

CORE = "1"
LONGEST = 60
SCRIPT = Path(__file__).with_suffix(".lua")


def require(*programs: str) -> None:
    """See that programs are installed.

    Raises:
        SystemExit: one is not.
    """
    for program in programs:
        if shutil.which(program) is None:
            raise SystemExit(f"{program} is not installed; on Debian: apt-get install wrk util-linux sqlite3")


@dataclass(frozen=True)
class Load:
    """What came of asking again and again: answers a second, and times in milliseconds."""

    rate: float
    p50: float
    p99: float

    @classmethod
    def on(cls, url: str, bodies: Path, seconds: float, *, connections: int = 16, look: bool = False) -> Self:
        """Ask what stands in a file, a body a line, over and over; ``look`` into the answers, which takes time.

        Where no answer came in that time, ask four times as long.

        Raises:
            SystemExit: an answer had a status other than 2xx, did not come, or held errors where somebody looked.
        """
        options = ["-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "60s", "-s", str(SCRIPT)]
        command = ["taskset", "-c", CORE, "wrk", *options, url, "--", str(bodies), *(["look"] if look else [])]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
        told = json.loads(output.partition("\ntold ")[2])
        if not told["faults"] and not told["requests"] and seconds < LONGEST:
            return cls.on(url, bodies, seconds * 4, connections=connections, look=look)
        if told["faults"] or not told["requests"]:
            raise SystemExit(f"{url}: {told['faults']} of {told['requests']} requests failed\n{output}")
        return cls(told["requests"] / told["microseconds"] * 1e6, told["p50"] / 1000, told["p99"] / 1000)
