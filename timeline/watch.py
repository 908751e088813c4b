"""Tells whether the data is still what it was: what was worked out from it may be kept until it changes.

In SQLite every look asks the file. In PostgreSQL a server that keeps answers holds a shared advisory lock on the
revision they are of; a load, once committed, notifies everybody and takes that lock for itself, and so returns only
when nobody keeps anything of the older revision any more. A server that dies lets go of its lock.
"""

import asyncio
import logging
import sqlite3
from pathlib import Path
from typing import Any, Protocol

from timeline.database import CHANNEL, LOCKS, libpq, parse_url

LOG = logging.getLogger(__name__)
SECONDS_TO_CONNECT = 5
SECONDS_BETWEEN_TRIES = 0.5

HOLD = "SELECT pg_advisory_lock_shared($1, $2)"
LET_GO = "SELECT pg_advisory_unlock_all()"
NEWEST = "SELECT coalesce(max(id), 0) FROM revision"


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
    """Asks the file at every look, which takes three microseconds (SQLite documentation, ``PRAGMA data_version``)."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
        self._connection.execute("PRAGMA query_only=ON")

    def version(self) -> int | None:
        """The file's version as this connection sees it."""
        try:
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error:
            return None

    async def close(self) -> None:
        """Close the file."""
        self._connection.close()


class PostgresqlWatch:
    """Holds the revision that is the newest, and hears when there is a newer one."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._version: int | None = None
        self._news = asyncio.Event()
        self._task = asyncio.create_task(self._look())

    def version(self) -> int | None:
        """The revision held."""
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
            newest = await connection.fetchval(NEWEST)
            await connection.execute(HOLD, LOCKS, newest)
            # Only what is still the newest under the lock may be held.
            if not self._news.is_set() and await connection.fetchval(NEWEST) == newest:
                self._version = newest
                await self._news.wait()
            await connection.execute(LET_GO)

    def _heard(self, *_: object) -> None:
        """Somebody tells of a change, or the connection has broken: nothing is held from now on."""
        self._version = None
        self._news.set()
