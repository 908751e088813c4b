"""Looks after the memory of the process: no long stops to look for what is not used, and gives back what is not needed.

Planning leaves many objects that refer to one another in circles. Python looks for them in the midst of answers, and
everybody waits; so it looks often, and never at what has been there from the beginning. And the C library keeps the
room of large answers for itself until it is told to give it back.
"""

import asyncio
import ctypes
import gc
from itertools import count

from timeline.turns import Turns
from timeline.web.answers import Answers

SECONDS_BETWEEN = 5.0
TIMES_BEFORE_AGEING = 4  # so that an answer nobody asks for is kept for twenty to forty seconds
NEW_OBJECTS = 20_000  # after which Python looks at the new ones
TIMES = (3, 2)  # of that, before it looks at those that were left; times of these, before it looks at all


def settle() -> None:
    """Take what is there by now for lasting."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, *TIMES)


async def tidy(turns: Turns, answers: Answers) -> None:
    """Clean up again and again when nobody is inside, if somebody was since the last time or answers were let go."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it
    cleaned = 0
    for number in count(1):
        await asyncio.sleep(SECONDS_BETWEEN)
        if aged := number % TIMES_BEFORE_AGEING == 0:
            answers.age()
        if turns.inside or (turns.taken == cleaned and not aged):
            continue
        cleaned = turns.taken
        gc.collect()
        if trim is not None:
            await asyncio.to_thread(trim, 0)
