"""A file of lines read and checked by a process of its own, while this one writes.

Batches come through a pipe, each as its length and its bytes; a few of them wait in memory.
"""

import marshal
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from queue import Queue
from threading import Thread
from typing import IO, Any

from timeline.exceptions import TimelineError
from timeline.loaders.garbage import uncollected
from timeline.loaders.lines import batches
from timeline.loaders.survey import Batch, Job

WAITING = 3
"""How many batches wait at most."""

WIDTH = 1_048_576
"""How many bytes the pipe holds, where it can be told: with fewer, a thread must come to its turn for each piece."""

SMALL = 4_000_000
"""Up to how many bytes a file is read here, since another process takes longer to start."""


def taken_apart(job: Job) -> Iterator[Batch]:
    """The work a file of lines makes, by another process where that pays: not beside SQLite on a single core."""
    if os.path.getsize(job.path) <= SMALL or not (job.folds or _cores() > 1):
        yield from batches(job)
        return
    # The other process finds this program where this one has found it.
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", f"from {__name__} import main; main()"]
    pipe: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "pipesize": WIDTH}
    with subprocess.Popen(command, env=environment, **pipe) as process:  # noqa: S603
        yield from _received(process, job)
        if code := process.wait():
            raise TimelineError(f"the process that read {job.name} ended with {code}; see what it said, or try again")


def _cores() -> int:
    """How many cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _received(process: "subprocess.Popen[bytes]", job: Job) -> Iterator[Batch]:
    """What the process sends; it ends when nobody takes more."""
    assert process.stdin
    assert process.stdout
    with process.stdin:
        pickle.dump(job, process.stdin)
    queue: Queue[bytes | None] = Queue(WAITING)
    thread = Thread(target=_receive, args=(process.stdout, queue), daemon=True)
    thread.start()
    data: bytes | None = b""
    try:
        while data := queue.get():
            batch, rows = pickle.loads(data)  # noqa: S301
            yield replace(batch, rows=marshal.loads(rows))  # noqa: S302
    finally:
        if data is not None:
            process.kill()
        while data is not None:
            data = queue.get()
        thread.join()


def _receive(pipe: IO[bytes], queue: "Queue[bytes | None]") -> None:
    """Put batches into the queue until there are no more, or the last one broke off."""
    while len(head := pipe.read(8)) == 8:
        size = int.from_bytes(head)
        if len(data := pipe.read(size)) < size:
            break
        queue.put(data)
    queue.put(None)


@uncollected()
def main() -> None:
    """Read the job from stdin and write its batches to stdout."""
    # Who is at the keyboard speaks to the process that started this one, which then ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    job = pickle.load(sys.stdin.buffer)  # noqa: S301
    try:
        for batch in batches(job):
            # Rows are nothing but plain values, and nothing is quicker with these than marshal.
            rows, bare = marshal.dumps(dict(batch.rows)), replace(batch, rows={})
            data = pickle.dumps((bare, rows), pickle.HIGHEST_PROTOCOL)
            sys.stdout.buffer.write(len(data).to_bytes(8))
            sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Nobody is there any more; Python would complain when it closes stdout.
        os._exit(1)
