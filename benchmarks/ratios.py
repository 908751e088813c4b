"""Ratios of what was measured in turn, so that what disturbs the machine disturbs both sides."""

from collections.abc import Iterable, Sequence
from statistics import geometric_mean, median


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """The middle of the ratios of each round."""
    return median(a / b for a, b in zip(one, other, strict=True))


def mean(ratios: Iterable[float]) -> float:
    """The geometric mean."""
    return geometric_mean(ratios)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as Markdown has it, its columns in line, all but the first to the right."""
    lines = [heads, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    made = [
        "| " + " | ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]) + " |" for line in lines
    ]
    rule = "|" + "|".join(["-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:])]) + "|"
    return "\n".join([made[0], rule, *made[1:]])
