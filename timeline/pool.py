"""Connections to PostgreSQL, lent to one journey at a time.

asyncpg's own pool tidies up each connection whenever it comes back and wraps it anew each time, which takes longer
than a small question. Those that only read leave nothing behind, so here a connection is tidied up after faults only.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

SECONDS_TO_MEND = 5


class Pool:
    """Up to ``size`` connections, each made when none is idle."""

    def __init__(self, connect: Callable[[], Awaitable[Any]], size: int) -> None:
        self._connect = connect
        self._room = asyncio.Semaphore(size)
        self._idle: list[Any] = []
        self._mending: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def lend(self) -> AsyncIterator[Any]:
        """A connection that nobody else has; what fails to connect is raised."""
        await self._room.acquire()
        try:
            connection = self._sound() or await self._connect()
        except BaseException:
            self._room.release()
            raise
        try:
            yield connection
        except BaseException:
            # The statement that was left is still being called off.
            mending = asyncio.create_task(self._mend(connection))
            self._mending.add(mending)
            mending.add_done_callback(self._mending.discard)
            raise
        self._idle.append(connection)
        self._room.release()

    def _sound(self) -> Any:
        while self._idle:
            if not (connection := self._idle.pop()).is_closed():
                return connection
        return None

    async def _mend(self, connection: Any) -> None:
        """Have a connection back from somebody who broke off; one that cannot be mended is let go."""
        try:
            await connection.reset(timeout=SECONDS_TO_MEND)
            self._idle.append(connection)
        except Exception:
            connection.terminate()
        finally:
            self._room.release()

    async def close(self) -> None:
        """Let go of all connections that nobody has."""
        await asyncio.gather(*self._mending)
        for connection in self._idle:
            await connection.close()
