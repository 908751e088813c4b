"""How long our server takes to answer when there are ten and a hundred times as many entries.

    python benchmarks/growth.py [--shapes Q5,Q8] [--sizes 10000,100000,1000000] [--seconds 3]

The middle of the times in milliseconds over one connection, and the last as a multiple of the first.
"""

import argparse
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path

from cluster import cluster, given
from databases import FOLDER, postgresql_database, sqlite_database
from dataset import Dataset
from ratios import table
from sample import Sample
from servers import timeline
from shapes import Shape, chosen
from wrk import Load, require

SHAPES = "Q1,Q5,Q6r,Q7,Q8,Q9"
SIZES = "10000,100000,1000000"


def middle(address: str, shape: Shape, sample: Sample, folder: Path, seconds: float) -> float:
    """The middle of the times of a shape's answers, in milliseconds."""
    bodies = folder / f"{shape.name}-{sample.dataset.entries}.bodies"
    bodies.write_bytes(b"\n".join(shape.bodies("timeline", sample)) + b"\n")
    url = f"{address}/graphql"
    Load.on(url, bodies, 2, connections=1, look=True)
    return Load.on(url, bodies, seconds, connections=1).p50


def grown(options: argparse.Namespace, stack: ExitStack) -> dict[tuple[str, str], list[float]]:
    """The times of each shape on each database, one for each size."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    server = options.postgresql or stack.enter_context(cluster(FOLDER / "postgresql"))
    found = defaultdict(list)
    for size in map(int, options.sizes.split(",")):
        dataset = Dataset(size)
        sqlite, postgresql = sqlite_database(dataset), postgresql_database(dataset, server)
        sample = Sample(dataset, sqlite.removeprefix("sqlite:///"))
        for database, url in (("SQLite", sqlite), ("PostgreSQL", postgresql)):
            with timeline(database, url, answers_kept=False).serving(folder / "log") as address:
                for shape in chosen(options.shapes):
                    time = middle(address, shape, sample, folder, options.seconds)
                    found[f"{shape.name} {shape.what}", database].append(time)
    return found


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shapes", default=SHAPES, help=f"which, with commas between  [default: {SHAPES}]")
    parser.add_argument("--sizes", default=SIZES, help=f"numbers of entries, with commas between  [default: {SIZES}]")
    parser.add_argument("--seconds", type=float, default=3, help="how long each is asked")
    given(parser)
    options = parser.parse_args()
    require("wrk", "taskset")
    with ExitStack() as stack:
        found = grown(options, stack)
    sizes = [f"{int(size):,}" for size in options.sizes.split(",")]
    rows = [[*name, *(f"{time:.2f}" for time in times), f"{times[-1] / times[0]:.1f}"] for name, times in found.items()]
    print(table(["middle time, ms", "database", *sizes, "last / first"], sorted(rows)))


if __name__ == "__main__":
    main()
