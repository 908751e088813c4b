"""Many lines: order, batches, several processes, and what becomes of a worker that is killed."""

import io
import json
import os
import signal
from collections.abc import Iterator

import pytest

from timeline.exceptions import TimelineError
from timeline.extraction.findings import Extraction, Source
from timeline.extraction.workers import LINES, Line, answers, numbered

EMPTY = Extraction(Source(), (), (), (), ())


def lines(count: int) -> list[Line]:
    return [(number, json.dumps({"id": number, "text": "It rained."}).encode()) for number in range(1, count + 1)]


def finds_nothing(text: str, **_: object) -> Extraction:
    return EMPTY


def is_killed(text: str, **_: object) -> Extraction:
    os.kill(os.getpid(), signal.SIGKILL)
    return EMPTY


@pytest.mark.parametrize("workers", [1, 3])
def test_answers_come_in_the_order_of_the_lines(workers: int) -> None:
    count = LINES * 10 + 1
    answered = list(answers(lines(count), finds_nothing, workers))
    assert [number for number, _ in answered] == list(range(1, count + 1))
    assert [json.loads(told.line)["id"] for _, told in answered] == list(range(1, count + 1))


def test_no_more_is_read_than_the_workers_can_take() -> None:
    read = 0

    def counted() -> Iterator[Line]:
        nonlocal read
        for line in lines(LINES * 100):
            read += 1
            yield line

    answered = answers(counted(), finds_nothing, 2)
    next(answered)
    assert read <= LINES * 6
    answered.close()


def test_a_killed_worker_is_told_with_the_lines_it_had() -> None:
    with pytest.raises(TimelineError, match="the worker for lines 1 to 3 was killed"):
        list(answers(lines(3), is_killed, 2))


def test_lines_are_counted_and_blank_ones_skipped() -> None:
    assert list(numbered(io.BytesIO(b"a\n\n  \nb"))) == [(1, b"a\n"), (4, b"b")]


@pytest.mark.parametrize("length", [10, 11, 20, 21, 22, 40])
def test_a_line_too_long_is_cut_and_the_next_is_whole(length: int) -> None:
    first, second = numbered(io.BytesIO(b"x" * length + b"\nb\n"), longest=10)
    assert first == (1, (b"x" * length + b"\n")[:11])
    assert second == (2, b"b\n")
