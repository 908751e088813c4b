"""Many articles: lines in, lines out in the same order, by one process or several, in bounded memory.

Each worker is a process; threads ask whichever is free a batch of lines at a time, so that a slow batch holds up
nothing but the order of the answers. A worker whose asker is gone finds its pipe closed and ends.
"""

import gc
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import IO, Any

from timeline.exceptions import TimelineError
from timeline.extraction.lines import Extract, Told, answer

LONGEST_LINE = 64_000_000
LINES, BYTES = 32, 200_000
"""How much goes to a worker at a time, so that sending costs next to nothing."""
AHEAD = 3
"""How many batches there are for each worker at most, asked or answered, before the oldest is written."""

SELDOM = 50_000
"""How many objects are made between two searches for cycles."""

Line = tuple[int, bytes]
Answer = tuple[int, Told]


def numbered(stream: IO[bytes], longest: int = LONGEST_LINE) -> Iterator[Line]:
    """The lines of a stream that hold anything, with their numbers from 1; of one too long only the beginning."""
    number = 0
    while line := stream.readline(longest + 1):
        number += 1
        end = line
        while len(end) > longest - 1 and not end.endswith(b"\n"):
            end = stream.readline(longest)
        if not line.isspace():
            yield number, line


def answers(lines: Iterable[Line], extract: Extract, workers: int) -> Iterator[Answer]:
    """What is found on each line, in order; with several workers ``extract`` is sent to each.

    Raises:
        TimelineError: a worker was ended by somebody else.
    """
    answered = partial(_answered, extract=extract)
    _look_seldom_for_cycles()
    if workers == 1:
        yield from map(answered, lines)
        return
    crew = _Crew(workers, answered)
    askers = ThreadPoolExecutor(workers)
    try:
        yield from _in_order((askers.submit(crew.ask, batch) for batch in _batches(lines)), workers * AHEAD)
    finally:
        askers.shutdown(wait=False, cancel_futures=True)
        crew.stop()


def _look_seldom_for_cycles() -> None:
    """Have Python look less often for objects that hold each other: findings do not, and word lists stay to the end."""
    gc.freeze()
    gc.set_threshold(SELDOM, *gc.get_threshold()[1:])


def _in_order(asked: Iterable["Future[list[Answer]]"], most: int) -> Iterator[Answer]:
    waiting: deque[Future[list[Answer]]] = deque()
    for future in asked:
        waiting.append(future)
        while waiting and (len(waiting) >= most or waiting[0].done()):
            yield from waiting.popleft().result()
    for future in waiting:
        yield from future.result()


def _batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    batch: list[Line] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line[1])
        if len(batch) == LINES or size >= BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _answered(line: Line, extract: Extract) -> Answer:
    number, text = line
    if len(text) > LONGEST_LINE:
        return number, Told.refused(None, f"is longer than {LONGEST_LINE:,} bytes; split the article")
    return number, answer(text, extract)


class _Crew:
    """Processes that answer, and the pipes to those that are free."""

    def __init__(self, workers: int, answered: Callable[[Line], Answer]) -> None:
        # A copy of this process knows all lists already; elsewhere than on Linux copies are not safe.
        context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self.processes: list[Any] = []
        self.free: SimpleQueue[Connection] = SimpleQueue()
        for _ in range(workers):
            ours, theirs = context.Pipe()
            copied = ours if context.get_start_method() == "fork" else None
            process = context.Process(target=_work, args=(theirs, copied, answered), daemon=True)
            process.start()
            theirs.close()
            self.processes.append(process)
            self.free.put(ours)

    def ask(self, batch: list[Line]) -> list[Answer]:
        """Have a worker answer a batch."""
        pipe = self.free.get()
        try:
            pipe.send(batch)
            found: list[Answer] = pipe.recv()
        except (EOFError, OSError):
            mend = "perhaps for want of memory; try again with fewer --workers"
            raise TimelineError(f"the worker for lines {batch[0][0]} to {batch[-1][0]} was killed, {mend}") from None
        finally:
            self.free.put(pipe)
        return found

    def stop(self) -> None:
        """End the workers, whatever they do."""
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.join()


def _work(pipe: Connection, copied: Connection | None, answered: Callable[[Line], Answer]) -> None:
    """Answer batches until nobody asks any more."""
    # Who is at the keyboard speaks to the process that started this one, which then ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if copied:
        copied.close()
    try:
        while True:
            pipe.send([answered(line) for line in pipe.recv()])
    except (EOFError, OSError):
        return
