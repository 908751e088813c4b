"""Aliases of tables, made once and lent again: an alias with its columns costs more than the rest of a statement.

Within :func:`lending` each alias of a table is another one; the next block begins with the first again.
"""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import FromClause


class _Lent(threading.local):
    """How many aliases of tables of each name this thread has lent; None where nobody counts."""

    counts: Counter[str] | None = None


_lent = _Lent()


@contextmanager
def lending(counts: Counter[str] | None = None) -> Iterator[None]:
    """Lend aliases within the block, all of them different; for one statement, or for several that know each other.

    With ``counts`` the block goes on where another one with the same counts ended, in whichever thread.
    """
    before, _lent.counts = _lent.counts, Counter() if counts is None else counts
    try:
        yield
    finally:
        _lent.counts = before


def lend(table: FromClause) -> FromClause:
    """An alias of a table that nothing else within the block has; outside of any block a new one."""
    if _lent.counts is None:
        return table.alias()
    _lent.counts[table.description] += 1
    return _nth(table, _lent.counts[table.description])


@cache
def _nth(table: FromClause, number: int) -> FromClause:
    made = table.alias(f"{table.description}{number}")
    assert made.c  # made now, before another thread sees it
    return made
