"""Statements inside statements: the quotations that a mixed statement holds."""

from collections.abc import Sequence

from timeline.extraction.findings import Statement


def mixed_around(statements: Sequence[Statement]) -> list[int | None]:
    """For each statement in the order of the text, the number of the mixed one that holds it; None for no such."""
    mixed = [(statement.start, statement.end, i) for i, statement in enumerate(statements) if statement.kind == "mixed"]
    mixed.sort(key=lambda place: (place[0], -place[1]))
    order = sorted(range(len(statements)), key=lambda i: (statements[i].start, -statements[i].end))
    around: list[int | None] = [None] * len(statements)
    next_mixed, reaches = 0, (-1, -1, -1)
    for i in order:
        while next_mixed < len(mixed) and mixed[next_mixed][0] <= statements[i].start:
            reaches = max(reaches, mixed[next_mixed], key=lambda place: place[1])
            next_mixed += 1
        if statements[i].kind == "direct" and statements[i].end <= reaches[1]:
            around[i] = reaches[2]
    return around
