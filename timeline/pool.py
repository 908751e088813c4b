"""Connections to PostgreSQL, lent to one journey at a time.

asyncpg's own pool tidies up each connection whenever it comes back and wraps it anew each time, which takes longer
than a small question. Those that only read leave nothing behind, so here a connection is tidied up after faults only.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

SECONDS_TO_MEND = 5


class Pool:
    """Up to ``size`` connections, each made when none is idle."""

    def __init__(self, connect: Callable[[], Awaitable[Any]], size: int) -> None:
        self._connect = connect
        self._room = asyncio.Semaphore(size)
        self._idle: list[Any] = []
        self._mending: set[asyncio.Task[None]] = set()

    async def take(self) -> Any:
        """A connection that nobody else has, until it is given back; what fails to connect is raised."""
        await self._room.acquire()
        try:
            return self._sound() or await self._connect()
        except BaseException:
            self._room.release()
            raise

    def give(self, connection: Any) -> None:
        """Have a connection back."""
        self._idle.append(connection)
        self._room.release()

    def mend(self, connection: Any) -> None:
        """Have a connection back from somebody who broke off, when the statement that was left is called off."""
        mending = asyncio.create_task(self._mend(connection))
        self._mending.add(mending)
        mending.add_done_callback(self._mending.discard)

    def _sound(self) -> Any:
        while self._idle:
            if not (connection := self._idle.pop()).is_closed():
                return connection
        return None

    async def _mend(self, connection: Any) -> None:
        try:
            await connection.reset(timeout=SECONDS_TO_MEND)
        except Exception:
            connection.terminate()  # one that is closed is not lent again
        self.give(connection)

    async def close(self) -> None:
        """Let go of all connections that nobody has."""
        await asyncio.gather(*self._mending)
        for connection in self._idle:
            await connection.close()
