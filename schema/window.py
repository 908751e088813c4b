"""Which page of a connection is asked for: its size, its cursors, its order."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, FromClause, String

from schema import reads
from schema.arguments import Slot, Tree, Variables, said
from schema.order import Order
from schema.pagination import page_size, read_cursor, write_cursor
from schema.plan import Binder, Level
from schema.writer import Row
from timeline import conditions
from timeline.dialects import Dialect
from timeline.exceptions import TimelineError

ABSENT = Slot(lambda variables: None, None)


class Window:
    """Which page of a connection is asked for."""

    def __init__(self, what: reads.Connection, given: Tree, table: FromClause, dialect: Dialect) -> None:
        self.backward = said(given, "last")
        self.slots = {name: given.get(name, ABSENT) for name in ("first", "last", "after", "before")}
        self.both = self.backward and said(given, "first")
        self.dialect = dialect
        self.order = Order.of(given["orderBy"].sample)
        self.tag = f"{what.target.__tablename__}:{given['orderBy'].sample.value}"
        self.kinds = [self.order.expression(table, name).type.python_type for name in self.order.columns]

    def size(self, variables: Variables) -> int:
        """How many rows the page has at most."""
        name = "last" if self.backward else "first"
        return page_size(self.slots[name].get(variables), name)

    def limit(self, variables: Variables) -> int:
        """How many rows to fetch: one more than the page has, to know whether more follow."""
        if self.both:
            raise TimelineError("first and last together have no meaning; ask for one of them")
        return self.size(variables) + 1

    def conditions(self, table: FromClause, binder: Binder) -> list[ColumnElement[bool]]:
        """That a row lies after one cursor and before another."""
        columns = self.order.expressions(table, self.dialect)
        found = []
        for name, forward in (("after", True), ("before", False)):
            if self.slots[name].sample is not None:
                marks = self._marks(self.slots[name], binder)
                found.append(conditions.beyond(columns, marks, forward != self.order.descending))
        return found

    def _marks(self, slot: Slot, binder: Binder) -> list[Any]:
        def mark(place: int) -> Callable[[str], Any]:
            return lambda text: read_cursor(self.tag, self.kinds, text)[place]

        return [
            binder.one(slot, mark(place), BigInteger if kind is int else String)
            for place, kind in enumerate(self.kinds)
        ]

    def sorting(self, table: FromClause) -> list[ColumnElement[Any]]:
        """The order of the rows as they are fetched: from the back where the last are asked for."""
        return self.order.sorting(table, self.dialect, self.backward)

    def cursor(self, level: Level, table: FromClause) -> Callable[[Row], str]:
        """What makes the cursor of a row of a level."""
        tag = self.tag
        places = [
            level.column(table, name) if name in table.c else level.expression(name, self.order.expression(table, name))
            for name in self.order.columns
        ]
        return lambda row: write_cursor(tag, [row[place] for place in places])

    def info(self, cursor: Callable[[Row], str]) -> "dict[str, Callable[[Page], Any]]":
        """What makes each field of a page's info."""
        backward = self.backward
        # Looking one row further answers for one side; on the other, a cursor given stands for what lies beyond it.
        beyond = self.slots["before" if backward else "after"].sample is not None
        return {
            "hasNextPage": (lambda page: beyond) if backward else (lambda page: page.more),
            "hasPreviousPage": (lambda page: page.more) if backward else (lambda page: beyond),
            "startCursor": lambda page: cursor(page.rows[0]) if page.rows else None,
            "endCursor": lambda page: cursor(page.rows[-1]) if page.rows else None,
        }


class Page:
    """The rows of one page, and whether there are more."""

    __slots__ = ("key", "more", "rows")

    def __init__(self, rows: Sequence[Row], size: int, backward: bool, key: Any) -> None:
        self.more = len(rows) > size
        kept = rows[:size] if self.more else rows
        self.rows = kept[::-1] if backward else kept
        self.key = key
