"""The watch over the data: it tells of every change, whoever makes it, and of nothing where it cannot tell."""

import asyncio
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import asyncpg
import pytest
from factories import dataset, event, loaded, rows
from servers import serving
from sqlalchemy import Connection, text
from test_answers import told

from timeline.database import run
from timeline.watch import Watch, open_watch

KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from timeline import database
from timeline.loaders import load, read
async def end(connection):
    os.kill(os.getpid(), signal.SIGKILL)
database._settled = end
database.run(sys.argv[1], lambda connection: load(connection, read([sys.argv[2]]), datetime.now(UTC)))
"""


@pytest.fixture
async def watch(database: str) -> AsyncIterator[Watch]:
    """A watch that tells a version."""
    watch = await open_watch(database)
    await until(lambda: watch.version() is not None)
    yield watch
    await watch.close()


async def until(true: Callable[[], bool]) -> None:
    """Wait until something is so; that it becomes so is what a test asks."""
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


def execute(url: str, *statements: str) -> None:
    """Change the data by hand, telling nobody."""

    def work(connection: Connection) -> None:
        for statement in statements:
            connection.execute(text(statement))

    run(url, work)


REVISION = "INSERT INTO revision (id, at, summary) VALUES (1, '2024-01-0{} 00:00:00+00', 'by hand')"


async def test_a_load_is_told_before_it_has_returned(watch: Watch, database: str, tmp_path: Path) -> None:
    seen = {watch.version()}
    for number in range(3):
        flood = dataset(tmp_path / "floods", events=[event(title=f"Dam {number}")])
        await asyncio.to_thread(loaded, database, flood)
        assert watch.version() not in seen
        await until(lambda: watch.version() is not None)
        assert watch.version() not in seen
        seen.add(watch.version())


async def test_a_change_by_hand_is_told_and_so_is_one_that_repeats_a_number(watch: Watch, database: str) -> None:
    seen = {watch.version()}
    for number in (1, 2):
        await asyncio.to_thread(execute, database, "DELETE FROM revision", REVISION.format(number))
        await until(lambda: watch.version() not in {None, *seen})
        seen.add(watch.version())


async def test_who_only_reads_changes_nothing(watch: Watch, database: str) -> None:
    before = watch.version()
    await asyncio.to_thread(rows, database, "SELECT count(*) FROM entry")
    await asyncio.sleep(0.1)
    assert watch.version() == before


def test_a_load_that_ends_before_it_is_over_is_told_by_its_commit(database: str, tmp_path: Path) -> None:
    loaded(database, dataset(tmp_path / "floods", events=[event("dam", title="Dam 1")]))
    again = dataset(tmp_path / "two" / "floods", events=[event("dam", title="Dam 2")])
    with serving(database, tmp_path) as server:
        assert told(server) == ("Dam 1", 1)
        if database.startswith("sqlite"):
            loaded(database, again)
        else:
            ended = subprocess.run([sys.executable, "-c", KILLED, database, str(again)])
            assert ended.returncode == -signal.SIGKILL
        while told(server) != ("Dam 2", 2):
            assert told(server)[0] in {"Dam 1", "Dam 2"}


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_a_watch_that_loses_its_connection_tells_nothing_until_it_has_another(
    watch: Watch, database: str
) -> None:
    before = watch.version()
    connection = await asyncpg.connect(database)
    ended = await connection.fetch(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid != pg_backend_pid()"
    )
    assert len(ended) == 1
    await until(lambda: watch.version() is None)
    await until(lambda: watch.version() is not None)
    assert watch.version() != before
    await connection.close()


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_a_watch_tells_nothing_once_another_file_stands_there(
    watch: Watch, sqlite_template: Path, tmp_path: Path
) -> None:
    shutil.copy(sqlite_template, tmp_path / "other.db")
    (tmp_path / "other.db").rename(tmp_path / "timeline.db")
    await until(lambda: watch.version() is None)
