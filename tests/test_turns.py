"""Turns: who goes next, who is sent away, and that nobody who leaves keeps a place."""

import asyncio
import threading
import time

import pytest

from timeline.exceptions import BusyError, CrowdedError
from timeline.turns import PLANNING_SECONDS, SLICE, Steps, Turns, finished


def burning(seconds: float, done: list[str], name: str) -> Steps[str]:
    """Work that uses so much of a processor, and may be laid aside a thousand times a second."""
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        end = time.thread_time() + 0.001
        while time.thread_time() < end:
            pass
        yield 0.001
    done.append(name)
    return name


def waiting(gate: threading.Event) -> Steps[str]:
    """Work that stands still until a gate opens."""
    gate.wait(10)
    yield 0
    return "through"


async def test_small_work_passes_large_work_that_came_before() -> None:
    turns, done = Turns(2), []
    large = [asyncio.create_task(turns.prepare(burning(0.1, done, "large"), 0.1)) for _ in range(3)]
    await asyncio.sleep(0)
    await turns.prepare(burning(SLICE / 2, done, "small"), 0.0)
    await asyncio.gather(*large)
    assert done == ["small", "large", "large", "large"]


async def test_what_turns_out_to_be_large_makes_room_for_what_is_small() -> None:
    turns, done = Turns(2), []
    hidden = [asyncio.create_task(turns.prepare(burning(0.2, done, "hidden"), 0.0)) for _ in range(3)]
    await asyncio.sleep(0)
    await turns.prepare(burning(SLICE / 2, done, "small"), 0.0)
    await asyncio.gather(*hidden)
    assert done[0] == "small"


async def test_work_is_one_generator_whichever_threads_go_on_with_it() -> None:
    found, used = await Turns(2).prepare(burning(0.1, [], "large"), 0.0)
    assert found == "large"
    assert used >= 0.1
    assert finished(burning(0, [], "at once")) == "at once"


async def test_work_that_uses_too_much_is_given_up() -> None:
    turns, done = Turns(2), []
    with pytest.raises(BusyError, match=r"longer than 0\.5 s to plan"):
        await turns.prepare(burning(PLANNING_SECONDS * 2, done, "endless"), 0.0)
    assert await turns.prepare(burning(0, done, "next"), 0.0)
    assert done == ["next"]


async def test_a_fault_in_work_leaves_the_thread_free() -> None:
    def faulty() -> Steps[None]:
        yield 0
        raise ValueError("mine")

    turns = Turns(2)
    with pytest.raises(ValueError, match="mine"):
        await turns.prepare(faulty(), 0.0)
    assert (await turns.prepare(burning(0, [], "next"), 0.0))[0] == "next"


async def test_who_waits_too_long_for_a_thread_is_sent_away_and_the_next_is_not() -> None:
    turns, gate = Turns(2, seconds=0.1), threading.Event()
    first = asyncio.create_task(turns.prepare(waiting(gate), 1.0))
    await asyncio.sleep(0)
    second = asyncio.create_task(turns.prepare(burning(0, [], "second"), 1.0))
    found = await asyncio.gather(first, second, return_exceptions=True)
    gate.set()
    assert [type(one) for one in found] == [CrowdedError] * 2
    assert (await turns.prepare(burning(0, [], "third"), 1.0))[0] == "third"


async def test_who_leaves_the_queue_is_not_called() -> None:
    turns, gate, done = Turns(2), threading.Event(), []
    first = asyncio.create_task(turns.prepare(waiting(gate), 1.0))
    await asyncio.sleep(0)
    leaving = [asyncio.create_task(turns.prepare(burning(0, done, "gone"), 1.0)) for _ in range(5)]
    last = asyncio.create_task(turns.prepare(burning(0, done, "last"), 1.0))
    await asyncio.sleep(0)
    for one in leaving:
        one.cancel()
    await asyncio.gather(*leaving, return_exceptions=True)
    gate.set()
    assert (await first)[0] == "through"
    await last
    assert done == ["last"]


async def test_no_more_come_inside_than_may() -> None:
    turns = Turns(2, most=1)
    with turns.place(), pytest.raises(CrowdedError), turns.place():
        pass
    with turns.place():
        assert turns.inside == 1
    assert turns.inside == 0


async def test_heavy_readers_leave_half_of_the_places_to_others() -> None:
    turns = Turns(2, seconds=0.05)
    async with turns.heavy():
        with pytest.raises(CrowdedError):
            async with turns.heavy():
                pass
    async with turns.heavy():
        pass
