"""Waiting for what happens in another process, by looking again and again."""

import time
from collections.abc import Callable

TRIES = 600
SECONDS_BETWEEN = 0.05


def until(happened: Callable[[], bool]) -> int:
    """Look until something has happened; how many looks it took.

    Raises:
        AssertionError: it has not happened after half a minute.
    """
    for number in range(1, TRIES + 1):
        if happened():
            return number
        time.sleep(SECONDS_BETWEEN)
    raise AssertionError(f"it has not happened after {TRIES} looks")
