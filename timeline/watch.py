"""Tells whether the data is still what it was: what was worked out from it may be kept until it changes.

In SQLite every look asks the file. In PostgreSQL a server that keeps answers holds a shared advisory lock on the
revision they are of; the commit of a load notifies everybody, and the load then takes that lock for itself, so that it
returns only when nobody keeps anything of the older revision any more. A server that dies lets go of its lock. The
row of the revision is the truth: it is read every second, too, should somebody have written it who notifies nobody,
or the connection be broken without a word.
"""

import asyncio
import logging
import sqlite3
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from timeline.database import CHANNEL, LOCKS, libpq, parse_url

LOG = logging.getLogger(__name__)
SECONDS_TO_CONNECT = 5
SECONDS_BETWEEN_TRIES = 0.5
SECONDS_BETWEEN_LOOKS = 1
SECONDS_TO_ANSWER = 3

HOLD = "SELECT pg_advisory_lock_shared($1, $2)"
LET_GO = "SELECT pg_advisory_unlock_all()"
NEWEST = "SELECT coalesce(max(id), 0) AS id, max(at) AS at FROM revision"


class Watch(Protocol):
    """Looks at the data of one database."""

    def version(self) -> int | None:
        """A number that is another one when the data has changed; None where nobody can tell."""
        ...

    async def close(self) -> None:
        """Look no more."""
        ...


async def open_watch(url: str) -> Watch:
    """A watch over the database at ``url``."""
    target = parse_url(url)
    if target.get_backend_name() == "sqlite":
        return SqliteWatch(Path(str(target.database)))
    return PostgresqlWatch(libpq(target))


class SqliteWatch:
    """Asks the file at every look, which takes three microseconds (SQLite documentation, ``PRAGMA data_version``).

    Whether another file has come into its place is asked once a second; from then on nobody can tell.
    """

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()
        self._file: tuple[int, int] | None = standing(self._path)
        self._connection = sqlite3.connect(f"{self._path.as_uri()}?mode=rw", uri=True, isolation_level=None)
        self._connection.execute("PRAGMA query_only=ON")
        self._until = 0.0

    def version(self) -> int | None:
        """The file's version as this connection sees it."""
        if (now := time.monotonic()) > self._until:
            self._until = now + SECONDS_BETWEEN_LOOKS
            self._file = self._file if standing(self._path) == self._file else None
        try:
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0]) if self._file else None
        except sqlite3.Error:
            return None

    async def close(self) -> None:
        """Close the file."""
        self._connection.close()


def standing(path: Path) -> tuple[int, int] | None:
    """Which file stands at a path, if any; none is the same as another while a connection to it is open."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


class PostgresqlWatch:
    """Holds the revision that is the newest, and hears when there is a newer one."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._version: int | None = None
        self._held = count()
        self._news = asyncio.Event()
        self._task = asyncio.create_task(self._look())

    def version(self) -> int | None:
        """The number of what is held; each holding has its own, as a backup brought back may repeat a revision."""
        return self._version

    async def close(self) -> None:
        """Let go and leave."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _look(self) -> None:
        import asyncpg

        while True:
            try:
                connection = await asyncpg.connect(self._url, timeout=SECONDS_TO_CONNECT)
                try:
                    await self._follow(connection)
                finally:
                    self._version = None
                    await connection.close(timeout=1)
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
                LOG.debug("nobody tells of changes; answers are not kept", exc_info=True)
            await asyncio.sleep(SECONDS_BETWEEN_TRIES)

    async def _follow(self, connection: Any) -> None:
        connection.add_termination_listener(self._heard)
        await connection.add_listener(CHANNEL, self._heard)
        while not connection.is_closed():
            self._news.clear()
            newest = await _newest(connection)
            await connection.execute(HOLD, LOCKS, newest["id"])
            # Only what is still the newest under the lock may be held.
            while not self._news.is_set() and await _newest(connection) == newest and not self._news.is_set():
                self._version = next(self._held) if self._version is None else self._version
                await self._quiet()
            self._version = None
            await connection.execute(LET_GO)

    async def _quiet(self) -> None:
        """Wait for news, but not for long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SECONDS_BETWEEN_LOOKS):
                await self._news.wait()

    def _heard(self, *_: object) -> None:
        """Somebody tells of a change, or the connection has broken: nothing is held from now on."""
        self._version = None
        self._news.set()


async def _newest(connection: Any) -> Any:
    """The newest revision: its number, and when it was made."""
    return await connection.fetchrow(NEWEST, timeout=SECONDS_TO_ANSWER)
