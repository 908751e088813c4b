"""A file of lines read and checked by a process of its own, while this one writes.

Batches come through a pipe, each as its length and its bytes; a few of them wait in memory.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from queue import Queue
from threading import Thread
from typing import IO

from timeline.exceptions import TimelineError
from timeline.loaders.garbage import uncollected
from timeline.loaders.lines import batches
from timeline.loaders.survey import Batch, Job

WAITING = 3
"""How many batches wait at most."""

SMALL = 4_000_000
"""Up to how many bytes a file is read here, since another process takes longer to start."""


def taken_apart(job: Job) -> Iterator[Batch]:
    """The work a file of lines makes, by another process where that pays."""
    if os.path.getsize(job.path) <= SMALL:
        yield from batches(job)
        return
    # The other process finds this program where this one has found it.
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", f"from {__name__} import main; main()"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)  # noqa: S603
    try:
        yield from _received(process, job)
    finally:
        process.kill()
        process.wait()


def _received(process: "subprocess.Popen[bytes]", job: Job) -> Iterator[Batch]:
    assert process.stdin
    assert process.stdout
    with process.stdin:
        pickle.dump(job, process.stdin)
    queue: Queue[bytes | None] = Queue(WAITING)
    Thread(target=_receive, args=(process.stdout, queue), daemon=True).start()
    while data := queue.get():
        yield pickle.loads(data)  # noqa: S301
    if code := process.wait():
        raise TimelineError(f"the process that read {job.name} ended with {code}; see what it said, or try again")


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
            data = pickle.dumps(batch, pickle.HIGHEST_PROTOCOL)
            sys.stdout.buffer.write(len(data).to_bytes(8))
            sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Nobody is there any more; Python would complain when it closes stdout.
        os._exit(1)
