"""Databases filled with a data set, made once and kept between runs.

The name of each holds what it was made from: the size, the seed, the migration, and the code of the data set.
"""

import asyncio
import sqlite3
import sys
import time
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import asyncpg
from alembic.script import ScriptDirectory
from dataset import Dataset, Row, Table

from timeline.config import migrations
from timeline.database import run, upgrade
from timeline.loaders.index import complete

FOLDER = Path(__file__).parent / ".data"
COUNTING = (
    ("entry", "tally_insert"),
    ("citation", "told_citation_insert"),
    ("statement_about", "told_statement_about_insert"),
)
VIEWS = Path(__file__).parent / "peers" / "views.sql"


def name_of(dataset: Dataset) -> str:
    """A name that changes with all that the rows depend on."""
    code = b"".join(Path(__file__).with_name(f"{name}.py").read_bytes() for name in ("dataset", "vocabulary"))
    head = ScriptDirectory(str(migrations())).get_current_head()
    return f"timeline_{head}_{dataset.entries}_{dataset.seed}_{sha256(code).hexdigest()[:6]}"


def sqlite_database(dataset: Dataset) -> str:
    """The URL of an SQLite file with these rows."""
    path = FOLDER / f"{name_of(dataset)}.db"
    if not path.exists():
        part = path.with_suffix(".part.db")
        _told("SQLite", dataset)
        for left in (part, part.with_name(f"{part.name}-wal"), part.with_name(f"{part.name}-shm")):
            left.unlink(missing_ok=True)
        upgrade(f"sqlite:///{part}", migrations())
        _fill_sqlite(part, dataset)
        run(f"sqlite:///{part}", complete)
        with closing(sqlite3.connect(part)) as connection:
            connection.executescript("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);")
        part.rename(path)
    return f"sqlite:///{path}"


def _fill_sqlite(path: Path, dataset: Dataset) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        for table in dataset.tables():
            places = ", ".join("?" * len(table.columns))
            into = f"INSERT INTO {table.name} ({_quoted(table)}) VALUES ({places})"  # noqa: S608
            connection.executemany(into, (_plain(row) for row in table.rows))


def _quoted(table: Table) -> str:
    return ", ".join(f'"{column}"' for column in table.columns)


def _plain(row: Row) -> Row:
    """A row as SQLAlchemy would have written it."""
    return tuple(str(value.replace(tzinfo=None)) if isinstance(value, datetime) else value for value in row)


def postgresql_database(dataset: Dataset, server: str) -> str:
    """The URL of a database with these rows on the server whose URL this is, views for peers among them."""
    name = name_of(dataset)
    url, part = _beside(server, name), _beside(server, f"{name}_part")
    if _asked(server, f"SELECT FROM pg_database WHERE datname = '{name}'") == "SELECT 0":
        _told("PostgreSQL", dataset)
        _asked(server, f"DROP DATABASE IF EXISTS {name}_part")
        _asked(server, f"CREATE DATABASE {name}_part ENCODING 'UTF8' TEMPLATE template0")
        upgrade(part, migrations())
        asyncio.run(_fill_postgresql(part, dataset))
        run(part, complete)
        _asked(part, "VACUUM ANALYZE")
        _asked(server, f"ALTER DATABASE {name}_part RENAME TO {name}")
    _asked(url, VIEWS.read_text())
    return url


async def _fill_postgresql(url: str, dataset: Dataset) -> None:
    connection = await asyncpg.connect(url)
    # This leaves the foreign keys unchecked, but not the entries uncounted.
    await connection.execute("SET session_replication_role = replica")
    for table, trigger in COUNTING:
        await connection.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")
    for table in dataset.tables():
        await connection.copy_records_to_table(table.name, columns=table.columns, records=table.rows)
    for table, trigger in COUNTING:
        await connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")
    await connection.close()


def _asked(url: str, statement: str) -> str:
    """Run a statement; what it came to, such as ``SELECT 1``."""

    async def ask() -> str:
        connection = await asyncpg.connect(url)
        try:
            return await connection.execute(statement)
        finally:
            await connection.close()

    return asyncio.run(ask())


def _beside(server: str, name: str) -> str:
    return f"{server.rpartition('/')[0]}/{name}"


def _told(what: str, dataset: Dataset) -> None:
    print(f"Filling {what} with {dataset.entries:,} entries ...", file=sys.stderr, flush=True)


def main() -> None:
    """Fill both databases and tell how long it took: ``python benchmarks/databases.py ENTRIES POSTGRESQL_URL``."""
    dataset = Dataset(int(sys.argv[1]))
    for fill in (sqlite_database, lambda dataset: postgresql_database(dataset, sys.argv[2])):
        began = time.perf_counter()
        print(fill(dataset), f"{time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
