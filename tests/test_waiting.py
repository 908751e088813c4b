"""Clients that wait and leave: no more wait than may, and the database does not go on working for who has left."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import asyncpg
from servers import serving

TRIES = 200
ENTRIES = "{ entries { nodes { slug } } }"
WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'timeline' AND wait_event_type = 'Lock'
"""


@contextmanager
def asking(port: int, query: str) -> Iterator[None]:
    """A client that has asked, and leaves without waiting for the answer."""
    body = json.dumps({"query": query}).encode()
    head = f"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(head.encode() + body)
        yield


async def until(connection: "asyncpg.Connection[asyncpg.Record]", number: int) -> int:
    """How many statements wait, once it is this number or after a while."""
    for _ in range(TRIES):
        if await connection.fetchval(WAITING) == number:
            break
        await asyncio.sleep(0.05)
    return int(await connection.fetchval(WAITING))


@asynccontextmanager
async def locked(url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A table locked, so that what reads it waits; and a connection to look at who does."""
    locking, looking = [await asyncpg.connect(url) for _ in range(2)]
    async with locking.transaction():
        await locking.execute("LOCK TABLE entry IN ACCESS EXCLUSIVE MODE")
        yield looking
    await locking.close()
    await looking.close()


async def test_a_statement_ends_when_nobody_waits_for_it(postgresql_world: str, tmp_path: Path) -> None:
    with serving(postgresql_world, tmp_path, readers=1, statement_seconds=30) as server:
        async with locked(postgresql_world) as looking:
            with asking(server.port, ENTRIES):
                assert await until(looking, 1) == 1
            assert await until(looking, 0) == 0
            assert server.post("{ actors { totalCount } }").json() == {"data": {"actors": {"totalCount": 8}}}


async def test_no_more_wait_than_may(postgresql_world: str, tmp_path: Path) -> None:
    with serving(postgresql_world, tmp_path, max_waiting=2, statement_seconds=30) as server:
        async with locked(postgresql_world) as looking:
            with asking(server.port, ENTRIES), asking(server.port, ENTRIES):
                assert await until(looking, 2) == 2
                sent_away = server.post("{ revision }")
                assert (sent_away.status_code, sent_away.headers["retry-after"]) == (429, "1")
                assert sent_away.json()["errors"][0]["extensions"]["code"] == "BUSY"
            assert await until(looking, 0) == 0
            assert server.post("{ revision }").status_code == 200


async def test_a_statement_has_its_time_and_no_more(postgresql_world: str, tmp_path: Path) -> None:
    with serving(postgresql_world, tmp_path, statement_seconds=0.3) as server:
        async with locked(postgresql_world) as looking:
            late = server.post(ENTRIES)
            assert late.json()["errors"][0]["extensions"]["code"] == "TIMEOUT"
            assert await until(looking, 0) == 0
