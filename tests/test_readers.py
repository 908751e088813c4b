"""Readers: one state of the data for a journey, statements cut off in time, and usable again after every fault."""

import asyncio
import os
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import administer
from polling import until
from sqlalchemy import Connection, text

from timeline.database import run
from timeline.exceptions import BusyError, DatabaseError
from timeline.readers import Journey, Reader, open_reader

COUNT = ("SELECT count(*) FROM topic", ())
ENDLESS = ("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n", ())


@pytest.fixture
async def reader(database: str) -> AsyncIterator[Reader]:
    """A reader with two connections and a third of a second for each journey."""
    found = await open_reader(database, 2, 0.3)
    yield found
    await found.close()


def topics(url: str, *slugs: str) -> None:
    """Commit some topics in one transaction, in a thread of their own."""

    def work(connection: Connection) -> None:
        for slug in slugs:
            connection.execute(text("INSERT INTO topic (slug, name) VALUES (:slug, 'Topic')"), {"slug": slug})

    thread = threading.Thread(target=run, args=(url, work))
    thread.start()
    thread.join()


def counting(between: Callable[[], None] = lambda: None) -> Generator[Any, Any, tuple[int, int]]:
    """A journey that counts the topics twice, in two waves."""
    ((first,),) = yield [COUNT]
    between()
    ((second,),) = yield [COUNT]
    return first[0], second[0]


def asking(statement: tuple[str, tuple[Any, ...]]) -> Journey[Any]:
    """A journey of one statement."""
    (rows,) = yield [statement]
    return [tuple(row) for row in rows]


async def works(reader: Reader) -> None:
    """See that a reader answers on all its connections."""
    counts = await asyncio.gather(*(reader.run(lambda: asking(COUNT)) for _ in range(8)))
    assert all(len(rows) == 1 for rows in counts)


async def test_a_journey_sees_one_state_of_the_data(reader: Reader, database: str) -> None:
    topics(database, "a")
    assert await reader.run(lambda: counting(lambda: topics(database, "b", "c"))) == (1, 1)
    assert await reader.run(counting) == (3, 3)


async def test_journeys_beside_a_writer_see_whole_transactions(reader: Reader, database: str) -> None:
    """The writer commits two topics at a time: whoever counts an odd number saw half of it."""

    def write() -> None:
        for number in range(25):
            topics(database, f"a-{number}", f"b-{number}")

    writer = asyncio.create_task(asyncio.to_thread(write))
    found = []
    while not writer.done():
        found += await asyncio.gather(*(reader.run(counting) for _ in range(4)))
    await writer
    found.append(await reader.run(counting))
    assert all(first == second and first % 2 == 0 for first, second in found)
    assert found[-1] == (50, 50)
    assert len({first for first, _ in found}) > 1


async def test_an_endless_statement_is_cut_off(reader: Reader) -> None:
    for _ in range(3):
        with pytest.raises(BusyError, match=r"took longer than 0\.3 s"):
            await reader.run(lambda: asking(ENDLESS))
    await works(reader)


async def test_the_statements_of_a_journey_share_its_time(reader: Reader) -> None:
    def journey() -> Journey[None]:
        while True:
            yield [COUNT]

    with pytest.raises(BusyError):
        await asyncio.wait_for(reader.run(journey), 30)
    await works(reader)


async def test_endless_statements_leave_nobody_waiting(reader: Reader) -> None:
    found = await asyncio.gather(
        *(reader.run(lambda: asking(ENDLESS)) for _ in range(4)),
        *(reader.run(lambda: asking(COUNT)) for _ in range(4)),
        return_exceptions=True,
    )
    assert [type(one) for one in found] == [BusyError] * 4 + [list] * 4


async def test_who_leaves_frees_the_connection(database: str) -> None:
    reader = await open_reader(database, 1, 60)
    leaving = asyncio.create_task(reader.run(lambda: asking(ENDLESS)))
    await asyncio.sleep(0.1)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    await asyncio.wait_for(works(reader), 30)
    await reader.close()


async def test_a_fault_of_the_journey_is_passed_on(reader: Reader) -> None:
    def journey() -> Journey[None]:
        yield [COUNT]
        raise ValueError("mine")

    with pytest.raises(ValueError, match="mine"):
        await reader.run(journey)
    await works(reader)


@pytest.mark.parametrize("statement", ["SELECT nothing FROM nowhere", "SELEC", "SELECT abs(-9223372036854775807 - 1)"])
async def test_a_fault_of_the_statement_is_told_in_one_line(statement: str, reader: Reader) -> None:
    with pytest.raises(DatabaseError, match="cannot be read") as told:
        await reader.run(lambda: asking((statement, ())))
    assert len(str(told.value).splitlines()) == 1
    await works(reader)


async def test_a_reader_does_not_write(reader: Reader) -> None:
    with pytest.raises(DatabaseError):
        await reader.run(lambda: asking(("INSERT INTO topic (slug, name) VALUES ('a', 'A') RETURNING id", ())))
    assert await reader.run(counting) == (0, 0)


async def test_an_empty_journey_comes_to_its_end(reader: Reader) -> None:
    def journey() -> Journey[str]:
        return "there"
        yield []

    assert await reader.run(journey) == "there"


async def test_fifty_journeys_at_the_same_time(reader: Reader) -> None:
    assert await asyncio.gather(*(reader.run(counting) for _ in range(50))) == [(0, 0)] * 50


async def test_a_file_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    reader = await open_reader(f"sqlite:///{tmp_path}/none.db", 1, 1.0)
    with pytest.raises(DatabaseError):
        await reader.run(lambda: asking(COUNT))
    await reader.close()
    assert os.listdir(tmp_path) == []


async def test_a_file_that_comes_later_is_read(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/later #1%20.db"
    reader = await open_reader(url, 1, 1.0)
    with pytest.raises(DatabaseError):
        await reader.run(lambda: asking(COUNT))
    run(url, lambda connection: connection.execute(text("CREATE TABLE topic (slug TEXT)")))
    assert await reader.run(lambda: asking(COUNT)) == [(0,)]
    await reader.close()


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_a_server_that_breaks_off_is_asked_again(backend: str, reader: Reader, database: str) -> None:
    await works(reader)
    kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid != "
    await asyncio.to_thread(administer, database, kill + "pg_backend_pid()")
    for _ in range(3):
        try:
            await works(reader)
        except DatabaseError:
            continue
        break
    await works(reader)


async def test_a_file_that_comes_into_the_place_of_another_is_read(tmp_path: Path) -> None:
    path, other = tmp_path / "a.db", tmp_path / "b.db"
    for number, each in enumerate((path, other)):
        with closing(sqlite3.connect(each)) as connection, connection:
            connection.execute("CREATE TABLE found AS SELECT ? AS number", (number,))
    reader = await open_reader(f"sqlite:///{path}", 2, 5)
    number = lambda: asking(("SELECT number FROM found", ()))  # noqa: E731
    assert await reader.run(number) == [(0,)]
    other.rename(path)
    until(lambda: reader.at_once(number) == [(1,)])
    await reader.close()
