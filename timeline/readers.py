"""Reading at the same time as others: statements of a plan run on the driver itself, SQLite's or PostgreSQL's.

A *journey* is a generator that yields waves of statements, is sent their rows, and returns its result; what it reads
is one state of the data from its first statement to its last.
"""

import asyncio
import math
import sqlite3
import threading
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from sqlalchemy import URL

from timeline.database import SECONDS_TO_CONNECT, libpq, parse_url, shown
from timeline.dialects import POSTGRESQL, SQLITE, Dialect
from timeline.exceptions import BusyError, DatabaseError
from timeline.pool import Pool
from timeline.watch import SECONDS_BETWEEN_LOOKS, standing

Result = TypeVar("Result")
Rows = Sequence[Sequence[Any]]
Journey = Generator[list[tuple[str, tuple[Any, ...]]], list[Rows], Result]

STEPS_BETWEEN_LOOKS_AT_THE_CLOCK = 20_000
QUICK = 0.02
"""Seconds that a journey may hold up everybody else."""
MANY_ROWS = 500


class Reader(Protocol):
    """Runs journeys over one database, ``size`` of them at the same time."""

    dialect: Dialect
    size: int

    def at_once(self, begin: Callable[[], Journey[Result]], *, alone: bool = False) -> Result | None:
        """Take a journey while all others wait, if this database is near enough for that; None where it is not.

        Raises:
            DatabaseError: the database is away or has no such tables.
            BusyError: it took too long for that.
        """
        ...

    async def run(self, begin: Callable[[], Journey[Result]], spent: float = 0, *, alone: bool = False) -> Result:
        """Take the journey that ``begin`` makes to its end, in its seconds less those ``spent`` before.

        One that has a statement ``alone`` needs no transaction.

        Raises:
            DatabaseError: the database is away or has no such tables.
            BusyError: its statements took longer than allowed.
        """
        ...

    async def close(self) -> None:
        """Let go of all connections."""
        ...


async def open_reader(url: str, readers: int, seconds: float) -> Reader:
    """A reader with up to ``readers`` connections; the statements of a journey have ``seconds`` together."""
    target = parse_url(url)
    if target.get_backend_name() == "sqlite":
        return SqliteReader(str(target.database), readers, seconds)
    return await PostgresqlReader.open(target, readers, seconds)


@dataclass(slots=True)
class Ride:
    """One journey on its way: when it must end, and whether somebody still waits for it."""

    until: float
    left: bool = False

    def over(self) -> bool:
        """Whether the database is to give up; SQLite asks every few thousand steps."""
        return self.left or time.monotonic() > self.until


@dataclass(slots=True)
class Opened:
    """A connection, and which file it was opened on."""

    connection: sqlite3.Connection
    path: Path
    file: tuple[int, int] | None
    until: float = 0

    def replaced(self) -> bool:
        """Whether another file has come into its place; asked of the system once a second."""
        if (now := time.monotonic()) < self.until:
            return False
        self.until = now + SECONDS_BETWEEN_LOOKS
        return standing(self.path) not in (None, self.file)


class SqliteReader:
    """A few threads, each with a connection that can only read."""

    dialect: Dialect = SQLITE

    def __init__(self, path: str, readers: int, seconds: float) -> None:
        self.size = readers
        self._path = path
        self._seconds = seconds
        self._threads = ThreadPoolExecutor(readers, "sqlite")
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []

    def at_once(self, begin: Callable[[], Journey[Result]], *, alone: bool = False) -> Result | None:
        return self._travel(begin, Ride(0), QUICK, alone)

    async def run(self, begin: Callable[[], Journey[Result]], spent: float = 0, *, alone: bool = False) -> Result:
        ride = Ride(float("inf"))
        try:
            seconds = self._seconds - spent
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, self._travel, begin, ride, seconds, alone)
        except asyncio.CancelledError:
            ride.left = True
            raise

    def _travel(self, begin: Callable[[], Journey[Result]], ride: Ride, seconds: float, alone: bool) -> Result:
        self._local.ride = ride
        ride.until = time.monotonic() + seconds
        try:
            connection = self._connection()
            if not alone:
                connection.execute("BEGIN")
            try:
                return _drive(begin(), lambda statement: connection.execute(*statement).fetchall())
            finally:
                if not alone:
                    connection.rollback()
        except sqlite3.Error as error:
            if "interrupted" in str(error):
                raise BusyError(self._seconds) from None
            raise DatabaseError(f"the database cannot be read: {error}") from error

    def _connection(self) -> sqlite3.Connection:
        opened: Opened | None = getattr(self._local, "opened", None)
        if opened is None or opened.replaced():
            opened = self._local.opened = self._opened()
        return opened.connection

    def _opened(self) -> "Opened":
        # A plain path would make an empty file where there is none; "rw", since even readers write beside a WAL.
        path = Path(self._path).absolute()
        file = standing(path)
        connection = sqlite3.connect(
            f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False, timeout=self._seconds
        )
        for pragma in ("query_only=ON", "mmap_size=1073741824", "cache_size=-65536"):
            connection.execute(f"PRAGMA {pragma}")
        supply(connection)
        connection.set_progress_handler(lambda: self._local.ride.over(), STEPS_BETWEEN_LOOKS_AT_THE_CLOCK)
        self._connections.append(connection)
        return Opened(connection, path, file)

    async def close(self) -> None:
        self._threads.shutdown()
        for connection in self._connections:
            connection.close()


def _of_number(function: Callable[[float], float]) -> Callable[[float | None], float | None]:
    return lambda value: None if value is None else function(value)


MATHEMATICS = {function.__name__: _of_number(function) for function in (math.sin, math.cos, math.radians)}


def supply(
    connection: sqlite3.Connection,
    functions: Mapping[str, Callable[[float | None], float | None]] = MATHEMATICS,
) -> None:
    """Give a connection those of the functions that its SQLite was built without."""
    known = {name for (name,) in connection.execute("SELECT name FROM pragma_function_list")}
    for name in functions.keys() - known:
        connection.create_function(name, 1, functions[name], deterministic=True)


def _drive(journey: Journey[Result], fetch: Callable[[tuple[str, tuple[Any, ...]]], Rows]) -> Result:
    rows: Any = None
    try:
        while True:
            rows = [fetch(statement) for statement in journey.send(rows)]
    except StopIteration as end:
        return cast("Result", end.value)


def _step(journey: Journey[Result], rows: Any) -> tuple[list[tuple[str, tuple[Any, ...]]] | None, Result | None]:
    """The next wave of a journey sent its rows, or None and its result."""
    try:
        return journey.send(rows), None
    except StopIteration as end:
        return None, end.value


class PostgresqlReader:
    """Connections that can only read."""

    dialect: Dialect = POSTGRESQL

    def __init__(self, pool: Pool, readers: int, seconds: float) -> None:
        import asyncpg

        self.size = readers
        self._pool = pool
        self._seconds = seconds
        self._late = (asyncpg.QueryCanceledError, TimeoutError)
        self._away = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)

    @classmethod
    async def open(cls, url: URL, readers: int, seconds: float) -> "PostgresqlReader":
        """Connect to the database at ``url``."""
        import asyncpg

        settings = {
            "application_name": "timeline",
            "statement_timeout": str(int(seconds * 1000)),
            "default_transaction_isolation": "repeatable read",
            "default_transaction_read_only": "on",
            # What is answered in a millisecond is not worth compiling, nor planning anew each time; and rows come in
            # the same order each time, from one process, which others wait for.
            "jit": "off",
            "plan_cache_mode": "force_generic_plan",
            "synchronize_seqscans": "off",
            "max_parallel_workers_per_gather": "0",
        }

        async def connect() -> Any:
            return await asyncpg.connect(libpq(url), timeout=SECONDS_TO_CONNECT, server_settings=settings)

        reader = cls(Pool(connect, readers), readers, seconds)
        try:
            reader._pool.give(await reader._pool.take())
        except (TimeoutError, *reader._away) as error:
            raise DatabaseError(f"{shown(url)}: {error}") from error
        return reader

    def at_once(self, begin: Callable[[], Journey[Result]], *, alone: bool = False) -> Result | None:
        return None

    async def run(self, begin: Callable[[], Journey[Result]], spent: float = 0, *, alone: bool = False) -> Result:
        try:
            connection = await self._pool.take()
            until = time.monotonic() + self._seconds - spent
            try:
                result = await self._taken(connection, begin(), until, alone)
            except BaseException:
                self._pool.mend(connection)
                raise
        except self._late:
            raise BusyError(self._seconds) from None
        except self._away as error:
            raise DatabaseError(f"the database cannot be read: {error}") from error
        self._pool.give(connection)
        return result

    async def _taken(self, connection: Any, journey: Journey[Result], until: float, alone: bool) -> Result:
        if alone:
            return await self._travel(connection, journey, until)
        async with connection.transaction():
            return await self._travel(connection, journey, until)

    async def _travel(self, connection: Any, journey: Journey[Result], until: float) -> Result:
        wave, result = _step(journey, None)
        while wave is not None:
            rows = [
                await connection.fetch(text, *values, timeout=max(0.001, until - time.monotonic()))
                for text, values in wave
            ]
            # Many rows take long to shape, and others wait for the loop.
            if sum(map(_many, rows)) > MANY_ROWS:
                wave, result = await asyncio.to_thread(_step, journey, rows)
            else:
                wave, result = _step(journey, rows)
        return cast("Result", result)

    async def close(self) -> None:
        await self._pool.close()


def _many(rows: Rows) -> int:
    """How many rows there are, those in lists among them."""
    lists = [value for value in rows[0] if type(value) is list] if len(rows) == 1 else []
    return max(map(len, lists), default=len(rows))
