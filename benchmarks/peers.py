"""How many answers a second our server gives, beside others over the same data, each on one core.

    python benchmarks/peers.py [--shapes Q1,Q4] [--entries 300000] [--seconds 3] [--rounds 5]

Core 0 has the server that is asked, core 1 the load generator (wrk, 16 connections) and, unless a URL is given, the
PostgreSQL server. Before anything is measured, the answers are compared. Servers are asked in turn, round after
round; a ratio is the middle of the ratios of the rounds.
"""

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from answers import asked, compare
from cluster import cluster, given
from databases import FOLDER, postgresql_database, sqlite_database
from dataset import ENTRIES, Dataset
from documents import first_requests
from ratios import mean, ratio, table
from sample import Sample
from servers import PEERS, Server, floor, mercurius, postgraphile, strawberry, timeline
from shapes import Shape, chosen
from wrk import Load, require

OURS = ("timeline, SQLite", "timeline, PostgreSQL")
FEWEST, LONGEST = 20, 20
"""How many answers a round has at least, unless that takes more seconds than this."""
Rates = dict[str, dict[str, list[float]]]


class Field:
    """Servers that run, and the requests for each."""

    def __init__(self, shapes: Sequence[Shape], sample: Sample, folder: Path, stack: ExitStack) -> None:
        self.shapes, self.sample, self._folder, self._stack = shapes, sample, folder, stack
        self.servers: dict[str, Server] = {}
        self.urls: tuple[str, ...] = ()
        self._addresses: dict[str, str] = {}

    def start(self, server: Server) -> None:
        """Start a server that runs until the end, unless none of the questions is for it."""
        if server.kind != "floor" and not any(server.kind in shape.texts for shape in self.shapes):
            return
        log = self._folder / f"{len(self.servers)}.log"
        self._addresses[server.name] = self._stack.enter_context(server.serving(log))
        self.servers[server.name] = server

    def url(self, name: str, shape: Shape) -> str:
        """Where a server is asked."""
        return f"{self._addresses[name]}/{shape.name if name == 'floor' else 'graphql'}"

    def bodies(self, name: str, shape: Shape) -> list[bytes]:
        """The requests for a server: many different ones, or one where answers are kept."""
        kind = self.servers[name].kind
        found = shape.bodies("timeline" if kind == "floor" else kind, self.sample)
        return found[:1] if kind == "floor" or name.endswith("cached") else found

    def compare(self, shape: Shape) -> None:
        """See that all servers give the same data."""
        mine = (self.url(OURS[0], shape), self.bodies(OURS[0], shape))
        for name in self.servers:
            theirs = (self.url(name, shape), self.bodies(name, shape))
            if theirs[1] and name not in (OURS[0], "floor"):
                compare((mine[0], mine[1][: len(theirs[1])]), theirs)

    def load(self, name: str, shape: Shape, seconds: float, *, look: bool = False) -> Load:
        """Ask one server for some seconds."""
        path = self._folder / f"{name}-{shape.name}.bodies"
        if not path.exists():
            path.write_bytes(b"\n".join(self.bodies(name, shape)) + b"\n")
        return Load.on(self.url(name, shape), path, seconds, look=look)


def measure(field: Field, shape: Shape, rounds: int, seconds: float) -> dict[str, list[float]]:
    """Answers a second of each server that knows the shape, for each round."""
    names = [name for name in field.servers if field.bodies(name, shape)]
    slowest = min(field.load(name, shape, 2, look=True).rate for name in names)
    seconds = max(seconds, min(LONGEST, FEWEST / slowest))
    rates = defaultdict(list)
    for _ in range(rounds):
        for name in names:
            rates[name].append(field.load(name, shape, seconds).rate)
    return rates


def started(options: argparse.Namespace, dataset: Dataset, folder: Path, stack: ExitStack) -> Field:
    """Databases filled, all servers running over them, the floor with our answers."""
    server = options.postgresql or stack.enter_context(cluster(FOLDER / "postgresql"))
    sqlite, postgresql = sqlite_database(dataset), postgresql_database(dataset, server)
    sample = Sample(dataset, sqlite.removeprefix("sqlite:///"))
    field = Field(chosen(options.shapes), sample, folder, stack)
    field.urls = (sqlite, postgresql)
    for name, url in (("SQLite", sqlite), ("PostgreSQL", postgresql)):
        field.start(timeline(name, url, answers_kept=False))
        field.start(timeline(name, url, answers_kept=True))
        field.start(mercurius(name, url))
        field.start(strawberry(name, url))
    field.start(postgraphile(postgresql))
    answers = folder / "answers"
    answers.mkdir()
    for shape in field.shapes:
        body = shape.bodies("timeline", sample)[0]
        (answers / shape.name).write_bytes(asked(field.url(OURS[0], shape), body))
    field.start(floor(answers))
    return field


def print_rates(rates: Rates, field: Field) -> None:
    """Print answers a second, servers down, shapes across."""
    middle = {
        name: {shape: sorted(found[name]) for shape, found in rates.items() if name in found} for name in field.servers
    }
    rows = [
        [name, *(f"{found[shape][len(found[shape]) // 2]:,.0f}" if shape in found else "" for shape in rates)]
        for name, found in middle.items()
    ]
    print(table(["answers a second", *rates], rows), end="\n\n")


def print_ratios(rates: Rates) -> None:
    """Print our answers a second as multiples of others'."""
    pairs = [(mine, other) for other in ("PostGraphile",) for mine in OURS]
    for database in ("SQLite", "PostgreSQL"):
        pairs += [(f"timeline, {database}", f"{peer}, {database}") for peer in ("mercurius", "Strawberry")]
    pairs += [(f"{mine}, cached", "floor") for mine in OURS]
    rows = []
    for mine, other in pairs:
        found = {
            shape: ratio(measured[mine], measured[other]) for shape, measured in rates.items() if other in measured
        }
        if found:
            cells = [f"{found[shape]:.2f}" if shape in found else "" for shape in rates]
            rows.append([f"{mine} / {other}", *cells, f"{mean(found.values()):.2f}"])
    print(table(["times as many", *rates, "mean"], rows), end="\n\n")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shapes", default="", help="which, with commas between, such as Q1,Q4  [default: all]")
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3, help="how long a server is asked each round")
    parser.add_argument("--rounds", type=int, default=5)
    given(parser)
    options = parser.parse_args()
    require("wrk", "taskset")
    if not (PEERS / "node_modules").exists():
        raise SystemExit("the other servers are not installed; run: make bench, or npm ci in benchmarks/peers")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        field = started(options, Dataset(options.entries, options.seed), folder, stack)
        rates: Rates = {}
        try:
            for shape in field.shapes:
                field.compare(shape)
                rates[shape.name] = measure(field, shape, options.rounds, options.seconds)
                print(f"{shape.name}: {shape.what}", flush=True)
        finally:
            print()
            print_rates(rates, field)
            print_ratios(rates)
        print(first_requests(field.shapes, field.sample, field.urls))


if __name__ == "__main__":
    main()
