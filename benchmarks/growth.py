"""How long our server takes to answer when there are ten and a hundred times as many entries.

    python benchmarks/growth.py [--shapes Q5,Q8] [--sizes 10000,100000,1000000] [--seconds 1] [--rounds 7]

The middle of the times in milliseconds over one connection, and the last as a multiple of the first: each size is
asked in turn, round after round, and the multiple is the middle of those of all rounds.
"""

import argparse
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from cluster import cluster, given
from databases import FOLDER, postgresql_database, sqlite_database
from dataset import Dataset
from ratios import ratio, table
from sample import Sample
from servers import timeline
from shapes import Shape, chosen
from wrk import Load, require

SHAPES = "Q1,Q5,Q6r,Q6k,Q7,Q8,Q9"
SIZES = "10000,100000,1000000"


def grown(options: argparse.Namespace, database: str, samples: list[Sample], urls: list[str]) -> list[list[str]]:
    """A row for each shape: the middle time at each size, and the middle multiple."""
    rows = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        servers = [timeline(database, url, answers_kept=False) for url in urls]
        addresses = [stack.enter_context(server.serving(folder / f"{n}.log")) for n, server in enumerate(servers)]
        for shape in chosen(options.shapes):
            bodies = [_bodies(shape, sample, folder) for sample in samples]
            times = _times([*zip(addresses, bodies, strict=True)], options.seconds, options.rounds)
            middles = [f"{median(found):.2f}" for found in times]
            rows.append([f"{shape.name} {shape.what}", database, *middles, f"{ratio(times[-1], times[0]):.2f}"])
    return rows


def _bodies(shape: Shape, sample: Sample, folder: Path) -> Path:
    path = folder / f"{shape.name}-{sample.dataset.entries}.bodies"
    path.write_bytes(b"\n".join(shape.bodies("timeline", sample)) + b"\n")
    return path


def _times(places: list[tuple[str, Path]], seconds: float, rounds: int) -> list[list[float]]:
    """The middle time of each round at each place; before the first, all is asked once and looked at."""
    for address, bodies in places:
        Load.on(f"{address}/graphql", bodies, 2, connections=1, look=True)
    times: list[list[float]] = [[] for _ in places]
    for _ in range(rounds):
        for found, (address, bodies) in zip(times, places, strict=True):
            found.append(Load.on(f"{address}/graphql", bodies, seconds, connections=1).p50)
    return times


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shapes", default=SHAPES, help=f"which, with commas between  [default: {SHAPES}]")
    parser.add_argument("--sizes", default=SIZES, help=f"numbers of entries, with commas between  [default: {SIZES}]")
    parser.add_argument("--seconds", type=float, default=1, help="how long each is asked in a round")
    parser.add_argument("--rounds", type=int, default=7, help="how many rounds there are")
    given(parser)
    options = parser.parse_args()
    require("wrk", "taskset")
    sizes = [int(size) for size in options.sizes.split(",")]
    with ExitStack() as stack:
        server = options.postgresql or stack.enter_context(cluster(FOLDER / "postgresql"))
        datasets = [Dataset(size) for size in sizes]
        sqlite = [sqlite_database(dataset) for dataset in datasets]
        postgresql = [postgresql_database(dataset, server) for dataset in datasets]
        samples = [
            Sample(dataset, url.removeprefix("sqlite:///")) for dataset, url in zip(datasets, sqlite, strict=True)
        ]
        rows = grown(options, "SQLite", samples, sqlite) + grown(options, "PostgreSQL", samples, postgresql)
    print(table(["middle time, ms", "database", *(f"{size:,}" for size in sizes), "last / first"], sorted(rows)))


if __name__ == "__main__":
    main()
