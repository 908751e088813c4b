"""Rows as the bulk paths of databases take them: tuples, in the order of their table's columns."""

from collections.abc import Callable
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, Enum

from timeline.loaders import rows
from timeline.models import Base

Values = tuple[Any, ...]


class _Table:
    """How a row as a dictionary becomes one as a tuple."""

    def __init__(self, name: str, *, with_id: bool) -> None:
        columns = Base.metadata.tables[name].c
        kept = [column for column in columns if not _made(column) and (with_id or column.name != "id")]
        self.columns = tuple(column.name for column in kept)
        self.kinds = tuple(column.name for column in kept if isinstance(column.type, Enum))
        self.pick: Callable[[dict[str, Any]], Values] = itemgetter(*self.columns)

    def values(self, row: dict[str, Any]) -> Values:
        """The values of a row in the order of the columns, members of vocabularies as plain texts."""
        for kind in self.kinds:
            if (member := row[kind]) is not None:
                row[kind] = member._value_
        return self.pick(row)


def _made(column: Column[Any]) -> bool:
    """Whether the database itself says what stands in a column."""
    return column.computed is not None or column.server_default is not None


WITH_ID = frozenset([*rows.TABLES.values(), "role"])
"""The tables whose ids are given by the load; those of other tables are left to the database."""

TABLES = {
    name: _Table(name, with_id=name in WITH_ID)
    for name in [
        *rows.TABLES.values(),
        *(part for parts in rows.PARTS.values() for part in parts),
        "searchable",
        "change",
    ]
}
