"""Who goes next: so many questions at a time, heavy ones on half of the readers, and planning one slice after another.

Python runs one thread at a time, so a crowd of threads that plan would make everybody wait. Here plan two at most: one
of what is small, one of the rest; and of each, who needs least goes next, unless another has waited far longer.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from heapq import heappop, heappush
from itertools import count
from typing import TypeVar, cast

from timeline.exceptions import BusyError, CrowdedError

Result = TypeVar("Result")
Steps = Generator[float, None, Result]
"""Work that may be laid aside wherever it yields, saying how many seconds it expects to need until it does so again."""

SLICE = 0.01
"""Seconds after which work is laid aside for others."""
SMALL = 0.05
"""Seconds that small work uses or expects to use."""
LATER = 100
"""Seconds for which others may pass, for each that work uses or expects to use."""
PLANNING_SECONDS = 0.5
"""Seconds of a processor that one question may use before its first statement."""


class Lane:
    """One thread, and those who wait for it: who came first goes next, each second needed making one come later."""

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(1, name)
        self._taken = False
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._arrivals = count()

    async def do(self, work: Callable[[], Result], rank: float) -> Result:
        """Do work in the thread when it is its turn; ``rank`` is when it came, later the more it needs."""
        await self._acquire(rank)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        finally:
            self._release()

    async def _acquire(self, rank: float) -> None:
        if not self._taken:
            self._taken = True
            return
        called = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (rank, next(self._arrivals), called))
        try:
            await called
        except asyncio.CancelledError:
            if called.done() and not called.cancelled():
                self._release()
            raise

    def _release(self) -> None:
        while self._waiting:
            *_, called = heappop(self._waiting)
            if not called.done():
                called.set_result(None)
                return
        self._taken = False


class Turns:
    """Turns at ``readers`` connections; who would be the ``most`` + 1st inside, or waits too long, is sent away."""

    def __init__(self, readers: int, most: int = 1000, seconds: float = 10, planning: float = PLANNING_SECONDS) -> None:
        self.inside = 0
        self.taken = 0
        self._most = most
        self._seconds = seconds
        self._planning = planning
        self._heavy = asyncio.Semaphore(max(1, readers // 2))
        self._small = Lane("small")
        self._large = Lane("large")

    def place(self) -> "Place":
        """Be one of those inside.

        Raises:
            CrowdedError: there are too many.
        """
        return Place(self)

    @property
    def full(self) -> bool:
        """Whether as many are inside as may be."""
        return self.inside >= self._most

    def enter(self) -> None:
        """Come inside; :meth:`place` does, and leaves again."""
        if self.full:
            raise CrowdedError
        self.inside += 1
        self.taken += 1

    @asynccontextmanager
    async def heavy(self) -> AsyncIterator[None]:
        """Hold one of the turns at reading that heavy questions share.

        Raises:
            CrowdedError: it took too long to come.
        """
        async with self._patience():
            await self._heavy.acquire()
        try:
            yield
        finally:
            self._heavy.release()

    async def prepare(self, work: Steps[Result], expected: float) -> tuple[Result, float]:
        """Take work to its end, slice by slice; its result and the seconds it used, which may be others than expected.

        Raises:
            CrowdedError: others were before it for too long.
            BusyError: it used more time than it may.
        """
        began, used, most, found = time.monotonic(), 0.0, expected, None
        async with self._patience():
            while found is None:
                lane = self._small if max(used, most) <= SMALL else self._large
                # What has begun is ended before the next of its kind begins: half a plan takes much room.
                found, took, expected = await lane.do(partial(_slice, work, most), began + LATER * most)
                used, most = used + took, max(most, expected)
                if found is None and used > self._planning:
                    raise BusyError(self._planning, "to plan")
        return found[0], used

    async def work(self, work: Callable[[], Result]) -> Result:
        """Do what cannot be laid aside, among the large."""
        async with self._patience():
            return await self._large.do(work, time.monotonic() + LATER * SMALL)

    @asynccontextmanager
    async def _patience(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._seconds):
                yield
        except TimeoutError:
            raise CrowdedError from None


@dataclass(frozen=True, slots=True)
class Place:
    """A place inside, from entering the block to leaving it."""

    turns: Turns

    def __enter__(self) -> None:
        """Take it."""
        self.turns.enter()

    def __exit__(self, *error: object) -> None:
        """Leave it."""
        self.turns.inside -= 1


def finished(work: Steps[Result]) -> Result:
    """Take work to its end at once."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return cast("Result", end.value)


def _slice(work: Steps[Result], expected: float) -> tuple[tuple[Result] | None, float, float]:
    """Go on with work for a slice; its result, if it came to its end, the seconds used, and those expected next."""
    began, most = time.thread_time(), expected
    try:
        while (took := time.thread_time() - began) < SLICE and expected <= most:
            expected = next(work)
    except StopIteration as end:
        return (end.value,), time.thread_time() - began, 0
    return None, took, expected
