"""The process that reads lines: it gives what reading them here gives, faults and all, and is never left behind."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories import event
from test_bulk import lines

from timeline.exceptions import TimelineError
from timeline.loaders import apart
from timeline.loaders.lines import batches
from timeline.loaders.survey import Batch, Job
from timeline.loaders.tuples import WITH_ID

Work = Iterator[Batch]


@pytest.fixture(autouse=True)
def _in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SMALL", 0)


def job(folder: Path, number: int, **more: str) -> Job:
    """So many events to read, the last of which has more."""
    many = [event(f"e{index:05}", timelines=[], citations=[]) for index in range(number)]
    many[-1] |= more
    path = lines(folder / "a.jsonl", *(("EVENT", one) for one in many))
    return Job(
        str(path),
        "a.jsonl",
        "a.jsonl",
        str(folder / f"names-{os.urandom(4).hex()}"),
        dict.fromkeys(WITH_ID, 0),
        1,
        True,
    )


def children() -> set[str]:
    """The processes this one has started and not seen end."""
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


def test_it_gives_what_reading_here_gives(tmp_path: Path) -> None:
    found = list(apart.taken_apart(job(tmp_path, 5000)))
    assert found == list(batches(job(tmp_path, 5000)))
    assert sum(len(batch.rows.get("entry", [])) for batch in found) == 5000


def test_faults_come_with_their_places(tmp_path: Path) -> None:
    (error,) = [error for batch in apart.taken_apart(job(tmp_path, 3000, part_of="none")) for error in batch.errors]
    assert str(error) == "a.jsonl:3000: there is no event 'none'; add it or correct the slug"


def test_it_ends_when_nobody_takes_more(tmp_path: Path) -> None:
    before, work = children(), apart.taken_apart(job(tmp_path, 30_000))
    next(work)
    assert len(children() - before) == 1
    work.close()
    assert children() == before


def test_its_own_end_is_told(tmp_path: Path) -> None:
    before, work = children(), apart.taken_apart(job(tmp_path, 30_000))
    next(work)
    (process,) = children() - before
    os.kill(int(process), signal.SIGKILL)
    with pytest.raises(TimelineError, match=r"the process that read a\.jsonl ended with -9"):
        list(work)
