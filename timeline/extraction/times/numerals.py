"""Numbers in words and digits: ``twenty-four``, ``2 1/2``, ``nineteen ninety-one``, ``a couple of``."""

from collections.abc import Sequence
from typing import Final

Number = int | float
KINDS: Final = ("numeral", "day", "digits", "year", "fraction", "half", "couple")  # kinds of words that are numbers


def number(values: Sequence[Number]) -> Number:
    """The number that a run of number words makes: 24 of 20 and 4, 2000 of 2 and 1000, 1991 of 19 and 91."""
    if year := _year(values):
        return year
    total: Number = 0
    current: Number = 0
    for value in values:
        if value in (100, 1000):
            current = (current or 1) * value
            if value == 1000:
                total, current = total + current, 0
        else:
            current += value
    return total + current


def _year(values: Sequence[Number]) -> int | None:
    """A year said in two halves: 19 and 91, 19 and 90 and 1."""
    if len(values) in (2, 3) and 13 <= values[0] <= 20 and 10 <= values[1] < 100:
        return int(values[0] * 100 + sum(values[1:]))
    return None
