"""Connections: which page is asked for, the SELECTs behind it and its count, and how it is written."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from graphql import FieldNode, GraphQLField, GraphQLObjectType, get_named_type
from sqlalchemy import BigInteger, ColumnElement, FromClause, Integer, Select, String, bindparam, null, select

from schema import filters, reads
from schema.arguments import Slot, Tree, Variables, said
from schema.order import Order
from schema.pagination import page_size, read_cursor, write_cursor
from schema.plan import KEYS, Binder, Level, Path, Row, Run, Shape, always
from timeline import queries
from timeline.exceptions import TimelineError
from timeline.links import Link

if TYPE_CHECKING:
    from schema.compiler import Compiler

SIZE = "size"
ABSENT = Slot(lambda variables: None, None)


class Window:
    """Which page of a connection is asked for."""

    def __init__(self, what: reads.Connection, given: Tree) -> None:
        self.backward = said(given, "last")
        self.slots = {name: given.get(name, ABSENT) for name in ("first", "last", "after", "before")}
        self.both = self.backward and said(given, "first")
        order = Order.of(given["orderBy"].sample)
        self.order = order.columns
        self.descending = order.descending
        self.tag = f"{what.target.__tablename__}:{given['orderBy'].sample.value}"
        self.kinds = [what.target.__table__.c[name].type.python_type for name in self.order]

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
        columns = [table.c[name] for name in self.order]
        found = []
        for name, forward in (("after", True), ("before", False)):
            if self.slots[name].sample is not None:
                marks = self._marks(self.slots[name], binder)
                found.append(queries.beyond(columns, marks, forward != self.descending))
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
        columns: list[ColumnElement[Any]] = [table.c[name] for name in self.order]
        return [column.desc() for column in columns] if self.backward != self.descending else columns


class Page:
    """The rows of one page, and whether there are more."""

    __slots__ = ("key", "more", "rows")

    def __init__(self, rows: Sequence[Row], size: int, backward: bool, key: Any) -> None:
        self.more = len(rows) > size
        self.rows = rows[:size][::-1] if backward else rows[:size]
        self.key = key


class Pages:
    """The levels behind one connection, its page and its count, made only where something asks for them."""

    def __init__(
        self,
        compiler: "Compiler",
        what: reads.Connection,
        definition: GraphQLField,
        window: Window,
        given: Tree,
        parent: Level | None,
        key: int,
        asked: FieldNode,
    ) -> None:
        self.compiler = compiler
        self.asked = asked
        self.what = what
        self.window = window
        self.parent = parent
        self.key = key
        self.given = given
        self.day = compiler.day
        self.where = filters.Where(definition, given, entity_kind(definition))
        self.table: FromClause = what.target.__table__.alias()
        self.rows: Level | None = None
        self.count: Level | None = None
        self.parents: FromClause | None = None

    def field(self, kind: GraphQLObjectType, nodes: list[FieldNode], path: Path) -> Callable[[Page, Run], Any]:
        """The writer of a field of the connection."""
        name = nodes[0].name.value
        below = kind.fields.get(name)
        match name:
            case "nodes":
                assert below is not None
                node = self._node(below, nodes, path)
                return lambda page, run: [node(row, run) for row in page.rows]
            case "edges":
                assert below is not None
                edge = self._edge(get_named_type(below.type), nodes, path)
                return lambda page, run: [edge(row, run) for row in page.rows]
            case "pageInfo":
                assert below is not None
                return self._page_info(get_named_type(below.type), nodes, path)
            case "totalCount":
                return self._total(path)
        return lambda page, run: kind.name

    def page(self, key: Any, run: Run) -> Page:
        """The page below the key of a parent's row."""
        rows = run.rows[self.rows.number].get(key, ()) if self.rows else ()
        return Page(rows, self.window.size(run.variables) if self.rows else 0, self.window.backward, key)

    def _level(self, path: Path) -> Level:
        if self.rows is None:
            self.rows = self.compiler.level(self.table, path[:-1], self.asked, self.parent, self.key)
            self.rows.expression("key", self._parents().c.value if self.parent else null())
        return self.rows

    def _parents(self) -> FromClause:
        if self.parents is None:
            dialect = self.compiler.dialect
            self.parents = dialect.each(dialect.many(KEYS, Integer()))
        return self.parents

    def _node(self, definition: GraphQLField, nodes: list[FieldNode], path: Path) -> Shape:
        level = self._level(path)
        return self.compiler.entity(get_named_type(definition.type), nodes, level, self.table, path)

    def _cursor(self, path: Path) -> Callable[[Row], str]:
        level = self._level(path)
        places = [level.column(self.table, name) for name in self.window.order]
        tag = self.window.tag
        return lambda row: write_cursor(tag, [row[place] for place in places])

    def _edge(self, kind: Any, nodes: list[FieldNode], path: Path) -> Shape:
        self._level(path)
        fields: list[tuple[str, Shape]] = []
        for key, found in self.compiler.selection.below(kind, nodes).items():
            match found[0].name.value:
                case "cursor":
                    cursor = self._cursor(path)
                    fields.append((key, lambda row, run, cursor=cursor: cursor(row)))  # type: ignore[misc]
                case "node":
                    fields.append((key, self._node(kind.fields["node"], found, (*path, key))))
                case _:
                    fields.append((key, always(kind.name)))
        return lambda row, run: {key: shape(row, run) for key, shape in fields}

    def _page_info(self, kind: Any, nodes: list[FieldNode], path: Path) -> Callable[[Page, Run], Any]:
        cursor = self._cursor(path)
        backward, slots = self.window.backward, self.window.slots
        # Looking one row further answers for one side; on the other, a cursor given stands for what lies beyond it.
        beyond = slots["before" if backward else "after"].sample is not None
        parts: dict[str, Callable[[Page], Any]] = {
            "hasNextPage": (lambda page: beyond) if backward else (lambda page: page.more),
            "hasPreviousPage": (lambda page: page.more) if backward else (lambda page: beyond),
            "startCursor": lambda page: cursor(page.rows[0]) if page.rows else None,
            "endCursor": lambda page: cursor(page.rows[-1]) if page.rows else None,
            "__typename": lambda page: kind.name,
        }
        asked = self.compiler.selection.below(kind, nodes)
        fields = [(key, parts[found[0].name.value]) for key, found in asked.items()]
        return lambda page, run: {key: part(page) for key, part in fields}

    def _total(self, path: Path) -> Callable[[Page, Run], Any]:
        if self.count is None:
            self.count = self.compiler.level(self.table, path[:-1], self.asked, self.parent, self.key)
        level = self.count

        def total(page: Page, run: Run) -> int:
            rows = run.rows[level.number].get(page.key)
            return rows[0][1] if rows else 0

        return total

    def finish(self, path: Path) -> None:
        """Say how the levels become SELECTs, now that all columns are known, and check what these do not read."""
        if self.rows is None:
            spare = self.compiler.check(path, self.asked)
            spare.check(SIZE, self.window.limit)
            self.window.conditions(self.table, spare)
            if self.count is None:
                self._conditions(self.table, spare)
        if self.rows:
            self.rows.binder.check(SIZE, self.window.limit)
            self.rows.finish = self._select_each if self.parent else self._select
        if self.count:
            self.count.finish = self._count_each if self.parent else self._count

    def _conditions(self, table: FromClause, binder: Binder) -> list[ColumnElement[bool]]:
        """What must hold of a row, whichever page it is on."""
        found = self.where.conditions(table, binder)
        found += filters.known(self.what.target.__tablename__, table, self.day, binder)
        for name, put in self.what.narrowed.items():
            if said(self.given, name):
                found.append(put(table, self.given[name], binder))
        return found

    def _select(self, level: Level) -> Select[Any]:
        conditions = self._conditions(self.table, level.binder) + self.window.conditions(self.table, level.binder)
        statement = select(*level.columns).select_from(level.joined(self.table)).where(*conditions)
        return statement.order_by(*self.window.sorting(self.table)).limit(bindparam(SIZE, type_=BigInteger))

    def _select_each(self, level: Level) -> Select[Any]:
        inner = self.what.target.__table__.alias()
        conditions = [self._member(inner), *self._conditions(inner, level.binder)]
        conditions += self.window.conditions(inner, level.binder)
        page = queries.page(inner, conditions, self.window.sorting(inner), bindparam(SIZE, type_=BigInteger))
        source = self.compiler.dialect.pages(self._parents(), page, self.table)
        return select(*level.columns).select_from(level.joined(source)).order_by(*self.window.sorting(self.table))

    def _member(self, table: FromClause) -> ColumnElement[bool]:
        key = self._parents().c.value
        if self.what.members is not None:
            return self.what.members(table, key)
        assert self.what.relationship is not None
        return Link(self.what.relationship.property).member(table, key)

    def _count(self, level: Level) -> Select[Any]:
        conditions = self._conditions(self.table, level.binder)
        counted = queries.counted(self.table, conditions).scalar_subquery()
        level.columns = [null(), counted]
        return select(*level.columns)

    def _count_each(self, level: Level) -> Select[Any]:
        inner = self.what.target.__table__.alias()
        conditions = [self._member(inner), *self._conditions(inner, level.binder)]
        parents = self._parents()
        counted = queries.counted(inner, conditions).correlate(parents).scalar_subquery()
        level.columns = [parents.c.value, counted]
        return select(*level.columns).select_from(parents)


def entity_kind(definition: GraphQLField) -> Any:
    """The type of the nodes of a connection field."""
    connection = get_named_type(definition.type)
    assert isinstance(connection, GraphQLObjectType)
    return get_named_type(connection.fields["nodes"].type)
