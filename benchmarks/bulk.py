"""Rows per second of a load of lines and of the database's own bulk path, which is given the same rows.

    python benchmarks/bulk.py [--entries 100000] [--only sqlite]

The own paths are ``.import`` of the sqlite3 shell, from CSV, and COPY, from
PostgreSQL's binary form: all tables in one transaction, into tables made by our migrations with all their indexes.
The tally of entries is among the rows, so that no trigger counts them. ``.import`` writes empty texts for NULL, so
that the checks of the tables are switched off for it; it does not know generated columns, so that the index over one
is made over its expression.
"""

import argparse
import asyncio
import csv
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Any

import asyncpg
from cluster import cluster, given
from databases import FOLDER
from sqlalchemy import make_url
from wrk import require

from timeline.config import migrations
from timeline.database import upgrade
from timeline.loaders.jsonl import written
from timeline.models import LASTING, Base

TOPICS, WORDS = 20, 20_000
Measured = tuple[str, int, float, int]
TABLES = Base.metadata.sorted_tables


def lines(entries: int) -> Iterator[bytes]:
    """A dump of so many entries, half of them statements, each with one citation or two."""
    random = Random(1)  # noqa: S311
    words = ["".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=random.randint(2, 9))) for _ in range(WORDS)]
    actors, sources = entries // 100 + 10, entries // 50 + 10

    def text(length: int) -> str:
        return " ".join(words[int(random.paretovariate(0.6)) % WORDS] for _ in range(length)).capitalize() + "."

    def shared(number: int) -> dict[str, Any]:
        start = random.randrange(5000)
        exact = text(6)
        first = {"source": f"source-{random.randrange(sources):06}", "key": "a", "exact": exact, "start": start,
                 "end": start + len(exact), "prefix": "and then ", "state": "EXACT"}  # fmt: skip
        second = {"source": f"source-{random.randrange(sources):06}", "key": "b", "state": "UNANCHORED"}
        return {
            "date": f"{1990 + random.randrange(35)}-{random.randrange(12) + 1:02}-{random.randrange(28) + 1:02}",
            "topics": [f"topic-{number % TOPICS:02}"],
            "timelines": [{"timeline": "bench"}],
            "citations": [first, second] if number % 2 else [first],
        }

    for n in range(TOPICS):
        yield written("TOPIC", "bench/lists.yaml", {"slug": f"topic-{n:02}", "name": f"Topic {n}"})
    yield written("TIMELINE", "bench/timeline.yaml", {"slug": "bench", "title": "A benchmark"})
    for n in range(actors):
        names = [{"name": text(2)}]
        actor = {"slug": f"actor-{n:06}", "name": text(2), "kind": "PERSON", "names": names}
        yield written("ACTOR", "bench/lists.yaml", actor)
    for n in range(sources):
        source = {
            "slug": f"source-{n:06}",
            "title": text(7),
            "publisher": f"actor-{n % actors:06}",
            "published": "2020",
        }
        yield written("SOURCE", "bench/lists.yaml", source)
    for n in range(entries // 2):
        people = [{"actor": f"actor-{random.randrange(actors):06}", "role": "organizer"}]
        event = {"slug": f"event-{n:07}", "title": text(6), "summary": text(25), "participants": people}
        yield written("EVENT", "bench/entries.yaml", event | shared(n))
    for n in range(entries - entries // 2):
        said = {"slug": f"said-{n:07}", "kind": "DIRECT", "text": text(20), "cue": "said"}
        about = [f"event-{random.randrange(entries // 2):07}"]
        who = [f"actor-{random.randrange(actors):06}"]
        yield written("STATEMENT", "bench/entries.yaml", said | {"speakers": who, "about": about} | shared(n))


def done(*command: str, given: str = "") -> tuple[float, int]:
    """Seconds until a command has ended, and the most memory that one of its processes took, in MiB."""
    since = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)  # noqa: S603
    assert process.stdin
    process.stdin.write(given)
    process.stdin.close()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return time.perf_counter() - since, used.ru_maxrss // 1024


def ours(url: str, dump: Path) -> tuple[float, int]:
    """Seconds a load takes as a whole command, and the most memory of its processes, in MiB."""
    return done(sys.executable, "-m", "timeline", "load", "--database-url", url, str(dump))


def columns(table: Any) -> list[str]:
    """The columns that are written, as the database reads them."""
    return [f'"{column.name}"' for column in table.c if column.computed is None]


def sqlite(folder: Path, dump: Path) -> Iterator[Measured]:
    """Measure SQLite: what is measured, rows, seconds, memory."""
    loaded, floor = folder / "ours.db", folder / "floor.db"
    for path in (loaded, floor):
        path.unlink(missing_ok=True)
        upgrade(f"sqlite:///{path}", migrations())
    seconds, peak = ours(f"sqlite:///{loaded}", dump)
    rows = sum(_export(sqlite3.connect(loaded), table, folder) for table in TABLES)
    yield "sqlite, timeline load", rows, seconds, peak
    prepared = sqlite3.connect(floor)
    prepared.executescript(
        f"DROP TRIGGER entry_added; DROP INDEX ix_entry_walk_by_lasting; ALTER TABLE entry DROP COLUMN lasting;"
        f"CREATE INDEX ix_entry_walk_by_lasting ON entry ({LASTING}, earliest, latest, slug, kind, review);"
    )
    prepared.close()
    script = [
        "PRAGMA synchronous=NORMAL;",
        "PRAGMA cache_size=-65536;",
        "PRAGMA ignore_check_constraints=ON;",
        "BEGIN;",
    ]
    script += [f'.import --csv "{folder}/{table.name}.csv" "{table.name}"' for table in TABLES]
    shell = shutil.which("sqlite3") or "sqlite3"
    seconds, peak = done(shell, "-bail", str(floor), given="\n".join([*script, "COMMIT;"]))
    assert sum(_count(sqlite3.connect(floor), table) for table in TABLES) == rows
    yield "sqlite, .import", rows, seconds, peak


def _export(connection: sqlite3.Connection, table: Any, folder: Path) -> int:
    names = ", ".join(columns(table))
    with (folder / f"{table.name}.csv").open("w", newline="") as file:
        csv.writer(file).writerows(connection.execute(f'SELECT {names} FROM "{table.name}"'))  # noqa: S608
    return _count(connection, table)


def _count(connection: sqlite3.Connection, table: Any) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0])  # noqa: S608


async def copied(source: str, target: str, folder: Path) -> tuple[int, float]:
    """Rows of one database, and the seconds COPY takes to bring them into another."""
    reading, writing = await asyncpg.connect(source), await asyncpg.connect(target)
    rows = 0
    for table in TABLES:
        names = [name.strip('"') for name in columns(table)]
        told = await reading.copy_from_table(
            table.name, columns=names, output=folder / f"{table.name}.copy", format="binary"
        )
        rows += int(told.split()[-1])
    await reading.close()
    await writing.execute("CHECKPOINT")
    await writing.execute("SET timeline.tally = 'later'")
    since = time.perf_counter()
    async with writing.transaction():
        for table in TABLES:
            names = [name.strip('"') for name in columns(table)]
            await writing.copy_to_table(
                table.name, columns=names, source=folder / f"{table.name}.copy", format="binary"
            )
    seconds = time.perf_counter() - since
    await writing.close()
    return rows, seconds


def postgresql(server: str, folder: Path, dump: Path) -> Iterator[Measured]:
    """Measure PostgreSQL, in two databases made for it."""

    async def administer(*statements: str) -> None:
        connection = await asyncpg.connect(server)
        for statement in statements:
            await connection.execute(statement)
        await connection.close()

    names = [f"bulk_{uuid.uuid4().hex[:8]}" for _ in range(2)]
    urls = [make_url(server).set(database=name).render_as_string(hide_password=False) for name in names]
    asyncio.run(administer(*(f"CREATE DATABASE {name}" for name in names), "CHECKPOINT"))
    try:
        for url in urls:
            upgrade(url, migrations())
        seconds, peak = ours(urls[0], dump)
        rows, floor = asyncio.run(copied(urls[0], urls[1], folder))
        yield "postgresql, timeline load", rows, seconds, peak
        yield "postgresql, COPY", rows, floor, 0
    finally:
        asyncio.run(administer(*(f"DROP DATABASE {name} WITH (FORCE)" for name in names)))


def tell(found: Iterator[Measured]) -> None:
    """Print the two measurements and their ratio."""
    speeds = []
    for what, rows, seconds, peak in found:
        speeds.append(rows / seconds)
        memory = f"{peak} MiB" if peak else ""
        print(f"{what:<28} {rows:>10,} rows {seconds:8.1f} s {rows / seconds:>10,.0f} rows/s  {memory}")
    print(f"{'of the own path':<28} {speeds[0] / speeds[1]:.2f}", flush=True)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    given(parser)
    options = parser.parse_args()
    require("sqlite3")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        dump = folder / "dump.jsonl"
        with dump.open("wb") as file:
            file.writelines(line + b"\n" for line in lines(options.entries))
        print(f"{options.entries:,} entries, {dump.stat().st_size / 1e6:.0f} MB of lines", flush=True)
        if options.only != "postgresql":
            tell(sqlite(folder, dump))
        if options.only != "sqlite":
            server = options.postgresql or stack.enter_context(cluster(FOLDER / "postgresql"))
            tell(postgresql(server, folder, dump))


if __name__ == "__main__":
    main()
