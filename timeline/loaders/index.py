"""Keeps what can be searched in step with the records: their words, folded, in the table ``searchable``."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from timeline import queries
from timeline.folding import LONGEST_WORD, folded
from timeline.kinds import RecordKind
from timeline.loaders.ledger import chunks
from timeline.loaders.records import Name
from timeline.models import Base

MOST_WORDS = 16_000
"""How many words of one record can be found; PostgreSQL knows no further place of a word in a text (16,383)."""

MOST_TIMES = 200
"""How often one word of a record can be found; PostgreSQL keeps no more places of a word than 256."""

MOST_LETTERS = MOST_WORDS * 2 * LONGEST_WORD
"""How much of a text is looked through for its words."""


def refresh(connection: Connection, names: Iterable[Name]) -> None:
    """Bring the words of the records with these names in step; of those that are gone there will be none."""
    slugs: dict[RecordKind, list[str]] = defaultdict(list)
    for kind, slug in names:
        slugs[RecordKind(kind)].append(slug)
    table = Base.metadata.tables["searchable"]
    for kind, mine in slugs.items():
        for chunk in chunks(mine):
            connection.execute(delete(table).where(table.c.kind == kind.value, table.c.slug.in_(chunk)))
            _write(connection, kind, chunk)


def complete(connection: Connection) -> None:
    """Write the words of all records where not every record has its own, as after an upgrade."""
    table = Base.metadata.tables["searchable"]
    for kind in RecordKind:
        mine = table.c.kind == kind.value
        held, records = select(func.count()).where(mine), queries.counted(queries.texts(kind).subquery(), [])
        if connection.scalar(held) != connection.scalar(records):
            connection.execute(delete(table).where(mine))
            _write(connection, kind)


def _write(connection: Connection, kind: RecordKind, slugs: Sequence[str] | None = None) -> None:
    statement = queries.texts(kind)
    slug = statement.selected_columns.slug
    if slugs is not None:
        statement = statement.where(slug.in_(slugs))
    for rows in connection.execute(statement.order_by(slug)).partitions(1000):
        connection.execute(insert(Base.metadata.tables["searchable"]), [row(kind, *found) for found in rows])


def row(kind: str, slug: str, review: str, name: str, text: str) -> dict[str, Any]:
    """What a record is found by, from the lines of its names and of its other texts."""
    names = [folded(line) for line in name[:MOST_LETTERS].splitlines()]
    words, told = list(chain.from_iterable(names)), folded(text[:MOST_LETTERS])
    # In fewer words than that none can stand too often.
    if len(words) + len(told) > MOST_TIMES:
        times: Counter[str] = Counter()
        words = _telling(words, times, MOST_WORDS)
        told = _telling(told, times, MOST_WORDS - len(words))
    return {
        "kind": kind,
        "slug": slug,
        "review": review,
        "name": " ".join(words),
        "name_length": min((len(line) for line in names if line), default=0),
        "text": " ".join(told),
        "length": len(told),
    }


def _telling(words: Iterable[str], times: Counter[str], most: int) -> list[str]:
    """The first ``most`` of some words, without those that stood ``MOST_TIMES`` before; ``times`` keeps count."""

    def rare(word: str) -> bool:
        times[word] += 1
        return times[word] <= MOST_TIMES

    return list(islice(filter(rare, words), most))
