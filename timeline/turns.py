"""Who reads next: heavy requests take turns on half of the readers, so that light ones find one free."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from timeline.exceptions import CrowdedError


class Turns:
    """Turns at ``readers`` connections; who would be the ``most`` + 1st to wait, or waits too long, is sent away."""

    def __init__(self, readers: int, most: int = 1000, seconds: float = 10) -> None:
        self.inside = 0
        self._most = most
        self._seconds = seconds
        self._heavy = asyncio.Semaphore(max(1, readers // 2))

    @asynccontextmanager
    async def turn(self, heavy: bool) -> AsyncIterator[None]:
        """Hold a turn.

        Raises:
            CrowdedError: too many wait, or it took too long.
        """
        if self.inside >= self._most:
            raise CrowdedError
        self.inside += 1
        try:
            if heavy:
                await self._acquire()
            try:
                yield
            finally:
                if heavy:
                    self._heavy.release()
        finally:
            self.inside -= 1

    async def _acquire(self) -> None:
        try:
            async with asyncio.timeout(self._seconds):
                await self._heavy.acquire()
        except TimeoutError:
            raise CrowdedError from None
