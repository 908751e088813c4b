"""Reading at the same time as others: statements of a plan run on the driver itself, SQLite's or PostgreSQL's.

A *journey* is a generator that yields waves of statements, is sent their rows, and returns its result; what it reads
is one state of the data from its first statement to its last.
"""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from timeline.database import parse_url
from timeline.dialects import POSTGRESQL, SQLITE, Dialect
from timeline.exceptions import BusyError, DatabaseError

Result = TypeVar("Result")
Rows = Sequence[Sequence[Any]]
Journey = Generator[list[tuple[str, tuple[Any, ...]]], list[Rows], Result]

STEPS_BETWEEN_LOOKS_AT_THE_CLOCK = 20_000


class Reader(Protocol):
    """Runs journeys over one database."""

    dialect: Dialect

    async def run(self, begin: Callable[[], Journey[Result]]) -> Result:
        """Take the journey that ``begin`` makes to its end.

        Raises:
            DatabaseError: the database is away or has no such tables.
            BusyError: a statement took longer than allowed.
        """
        ...

    async def close(self) -> None:
        """Let go of all connections."""
        ...


async def open_reader(url: str, readers: int, seconds: float) -> Reader:
    """A reader with up to ``readers`` connections, each statement bounded to ``seconds``."""
    target = parse_url(url)
    if target.get_backend_name() == "sqlite":
        return SqliteReader(str(target.database), readers, seconds)
    return await PostgresqlReader.open(target.set(drivername="postgresql"), readers, seconds)


class SqliteReader:
    """A few threads, each with a connection that can only read."""

    dialect: Dialect = SQLITE

    def __init__(self, path: str, readers: int, seconds: float) -> None:
        self._path = path
        self._seconds = seconds
        self._threads = ThreadPoolExecutor(readers, "sqlite")
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []

    async def run(self, begin: Callable[[], Journey[Result]]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._travel, begin)

    def _travel(self, begin: Callable[[], Journey[Result]]) -> Result:
        try:
            connection = self._connection()
            connection.execute("BEGIN")
            try:
                return _drive(begin(), lambda statement: self._fetch(connection, *statement))
            finally:
                connection.rollback()
        except sqlite3.Error as error:
            if "interrupted" in str(error):
                raise BusyError(self._seconds) from None
            raise DatabaseError(f"the database cannot be read: {error}") from error

    def _fetch(self, connection: sqlite3.Connection, text: str, values: tuple[Any, ...]) -> Rows:
        self._local.until = time.monotonic() + self._seconds
        return connection.execute(text, values).fetchall()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self._path, isolation_level=None, check_same_thread=False, timeout=self._seconds
            )
            for pragma in ("query_only=ON", "mmap_size=1073741824", "cache_size=-65536"):
                connection.execute(f"PRAGMA {pragma}")
            connection.set_progress_handler(self._late, STEPS_BETWEEN_LOOKS_AT_THE_CLOCK)
            self._local.connection = connection
            self._connections.append(connection)
        return connection

    def _late(self) -> bool:
        return time.monotonic() > getattr(self._local, "until", float("inf"))

    async def close(self) -> None:
        self._threads.shutdown()
        for connection in self._connections:
            connection.close()


def _drive(journey: Journey[Result], fetch: Callable[[tuple[str, tuple[Any, ...]]], Rows]) -> Result:
    try:
        wave = next(journey)
        while True:
            wave = journey.send([fetch(statement) for statement in wave])
    except StopIteration as end:
        result: Result = end.value
        return result


class PostgresqlReader:
    """A pool of connections in read-only transactions."""

    dialect: Dialect = POSTGRESQL

    def __init__(self, pool: Any, seconds: float) -> None:
        self._pool = pool
        self._seconds = seconds

    @classmethod
    async def open(cls, url: Any, readers: int, seconds: float) -> "PostgresqlReader":
        """Connect to the database at ``url``."""
        import asyncpg

        settings = {"statement_timeout": str(int(seconds * 1000)), "application_name": "timeline"}
        try:
            pool = await asyncpg.create_pool(
                url.render_as_string(hide_password=False),
                min_size=1,
                max_size=readers,
                server_settings=settings,
            )
        except (OSError, asyncpg.PostgresError) as error:
            raise DatabaseError(f"{url.render_as_string()}: {error}") from error
        return cls(pool, seconds)

    async def run(self, begin: Callable[[], Journey[Result]]) -> Result:
        import asyncpg

        try:
            async with (
                self._pool.acquire() as connection,
                connection.transaction(isolation="repeatable_read", readonly=True),
            ):
                return await self._travel(connection, begin())
        except asyncpg.QueryCanceledError:
            raise BusyError(self._seconds) from None
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise DatabaseError(f"the database cannot be read: {error}") from error

    async def _travel(self, connection: Any, journey: Journey[Result]) -> Result:
        try:
            wave = next(journey)
            while True:
                wave = journey.send([await connection.fetch(text, *values) for text, values in wave])
        except StopIteration as end:
            result: Result = end.value
            return result

    async def close(self) -> None:
        await self._pool.close()
