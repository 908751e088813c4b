"""Connections: the SELECTs behind a page and its count, made only where something asks for them, and their writer."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    bindparam,
    literal_column,
    null,
    or_,
    select,
    true,
)

from schema import filters, reads
from schema.arguments import Tree, said
from schema.order import COLUMNS
from schema.pagination import LARGEST_SIZE
from schema.plan import KEYS, Binder, Level
from schema.planning import Asked, Planning, tree
from schema.window import Page, Window
from schema.writer import Row, Run, Shape
from timeline import conditions, queries
from timeline.aliases import lend
from timeline.links import Link
from timeline.models import Entry, Tally
from timeline.walks import walk

SIZE = "size"
"""The name of the parameter that holds how many rows to fetch."""


def connection(planning: Planning, what: reads.Connection, asked: Asked) -> Shape:
    """A page of rows, with cursors, where it stands, and how many rows there are in all."""
    given = planning.arguments(asked)
    if what.preset:
        given["where"] = {**tree(given, "where"), what.preset: planning.group}
    return paged(Pages(planning, what, asked, given))


def paged(pages: "Pages") -> Shape:
    """The writer of one page, with what is asked of it."""
    planning, asked, given = pages.planning, pages.asked, pages.given
    with planning.as_of(tree(given, "where").get("knownBy")):
        fields = [(key, pages.field(asked_below(asked, key, found))) for key, found in planning.below(asked).items()]
    if planning.nested:
        fields.append(("__typename", planning.writer.constant(asked.kind.name)))
    pages.finish()
    turn = planning.writer.name(pages.reader())
    return planning.writer.let(lambda row: f"{turn}({row}, run)", planning.writer.object(fields))


def asked_below(asked: Asked, key: str, nodes: list[Any]) -> Asked | None:
    """A field of the object that another field leads to; None for ``__typename``."""
    definition = asked.kind.fields.get(nodes[0].name.value)
    return Asked(definition, nodes, (*asked.path, key)) if definition else None


class Pages:
    """The levels behind one connection."""

    def __init__(self, planning: Planning, what: reads.Connection, asked: Asked, given: Tree) -> None:
        self.planning = planning
        self.what = what
        self.asked = asked
        self.given = given
        self.table = self._table()
        self.window = Window(what, given, self.table, planning.dialect)
        self.parent = asked.level
        self.key = asked.level.column(asked.table, "id") if asked.level and asked.table is not None else 0
        self.day = planning.day
        self.where = filters.Where(asked.definition, given, _named(asked.kind.fields["nodes"]))
        self.rows: Level | None = None
        self.count: Level | None = None
        self.parents: FromClause | None = None

    def field(self, asked: Asked | None) -> Shape:
        """The writer of a field of the connection, from its page."""
        match asked.node.name.value if asked else "":
            case "nodes":
                assert asked is not None
                return self._each(self.planning.entity(asked, self._level(), self.table))
            case "edges":
                assert asked is not None
                return self._each(self._edge(asked))
            case "pageInfo":
                assert asked is not None
                return self._page_info(asked)
            case "totalCount":
                return self._total()
        return self.planning.writer.constant(self.asked.kind.name)

    def _each(self, shape: Shape) -> Shape:
        return self.planning.writer.each(lambda page: f"{page}.rows", shape)

    def reader(self) -> Callable[[Row, Run], Page]:
        """What finds the page below a parent's row; it keeps nothing of what the SELECTs are made from."""
        window, key, below = self.window, self.key, self.parent is not None
        if self.rows is None:
            return lambda row, run: Page((), 0, window.backward, row[key] if below else None)
        number = self.rows.number

        def page(row: Row, run: Run) -> Page:
            owner, size = row[key] if below else None, run.notes.get(number)
            if size is None:
                size = run.notes[number] = window.size(run.variables)
            return Page(run.write(run.rows[number].get(owner, ())), size, window.backward, owner)

        return page

    def _table(self) -> FromClause:
        return lend(self.what.target.__table__)

    def _new_level(self) -> Level:
        return self.planning.level(self.table, self.asked.path, self.asked.node, self.parent, self.key)

    def _level(self) -> Level:
        if self.rows is None:
            self.rows = self._new_level()
            self.rows.expression("key", self._parents().c.value if self.parent else null())
        return self.rows

    def _parents(self) -> FromClause:
        if self.parents is None:
            dialect = self.planning.dialect
            self.parents = dialect.each(dialect.many(KEYS, Integer()))
        return self.parents

    def _cursor(self) -> Callable[[Row], str]:
        return self.window.cursor(self._level(), self.table)

    def _edge(self, asked: Asked) -> Shape:
        level = self._level()
        fields: list[tuple[str, Shape]] = []
        for key, found in self.planning.below(asked).items():
            below = asked_below(asked, key, found)
            if below is None:
                fields.append((key, self.planning.writer.constant(asked.kind.name)))
            elif below.node.name.value == "cursor":
                fields.append((key, self._made(self._cursor())))
            else:
                fields.append((key, self.planning.entity(below, level, self.table)))
        return self.planning.writer.object(fields)

    def _page_info(self, asked: Asked) -> Shape:
        parts, name = self.window.info(self._cursor()), asked.kind.name
        parts["__typename"] = lambda page: name
        below = self.planning.below(asked).items()
        return self.planning.writer.object([(key, self._made(parts[found[0].name.value])) for key, found in below])

    def _made(self, function: Callable[[Any], Any]) -> Shape:
        name = self.planning.writer.name(function)
        return lambda row: f"{name}({row})"

    def _total(self) -> Shape:
        if self.count is None:
            self.count = self._new_level()
        number = self.count.number

        def total(page: Any, run: Run) -> int:
            rows = run.rows[number].get(page.key)
            return rows[0][1] if rows else 0

        return self.planning.writer.call(total)

    def finish(self) -> None:
        """Say how the levels become SELECTs, now that all columns are known, and check what these do not read."""
        if self.rows is None:
            spare = self.planning.check(self.asked.path, self.asked.node)
            spare.check(SIZE, self.window.limit)
            self.window.conditions(self.table, spare)
            if self.count is None:
                self._conditions(self.table, spare)
        if self.rows:
            self.rows.binder.check(SIZE, self.window.limit)
            self.rows.finish = self._select_each if self.parent else self._select
        if self.count:
            self.count.finish = self._count_each if self.parent else self._count

    def _conditions(
        self, table: FromClause, binder: Binder, where: filters.Where | None = None
    ) -> list[ColumnElement[bool]]:
        """What must hold of a row, whichever page it is on."""
        found = (where or self.where).conditions(table, binder)
        found += filters.known(self.what.target.__tablename__, table, self.day, binder)
        for name, put in self.what.narrowed.items():
            if said(self.given, name):
                found.append(put(table, self.given[name], binder))
        return found

    def _select(self, level: Level) -> Select[Any]:
        statement = select(*level.columns).select_from(level.joined(self.table))
        statement = statement.order_by(*self.window.sorting(self.table)).limit(bindparam(SIZE, type_=BigInteger))
        if (led := self.where.led()) and (page := self._led(led, level.binder)) is not None:
            return statement.where(self.table.c.id.in_(page))
        if self._spans(self.table, level.binder):
            inner = lend(self.what.target.__table__)
            return statement.where(self.table.c.id.in_(self._page(inner, level.binder)))
        return statement.where(*self._shown(self.table, level.binder))

    def _select_each(self, level: Level) -> Select[Any]:
        inner = lend(self.what.target.__table__)
        parents = self._parents()
        page = self._walked(self.where, self.what.relationships, parents, parents.c.value, level.binder)
        if page is None:
            page = self._page(inner, level.binder, self._member(inner))
        source = self.planning.dialect.pages(self._parents(), page, self.table)
        return select(*level.columns).select_from(level.joined(source)).order_by(*self.window.sorting(self.table))

    def _page(self, table: FromClause, binder: Binder, *member: ColumnElement[bool]) -> Select[Any]:
        """The ids of one page; of entries that overlap a window from stretches that hold few others."""
        shown, limit = [*member, *self._shown(table, binder)], bindparam(SIZE, type_=BigInteger)
        if spans := self._spans(table, binder):
            order, most = self.window.sorting(table), LARGEST_SIZE + 1
            table = queries.spanned(self.planning.dialect, table, spans, shown, order, limit, most, self.parents)
            shown = []
        return queries.page(table, shown, self.window.sorting(table), limit)

    def _led(self, led: filters.Led, binder: Binder) -> Select[Any] | None:
        """The ids of a page for each of some owners; None where walks do not tell all that is asked."""
        owners = lend(led.relationships[0].property.parent.local_table)
        page = self._walked(led.rest, led.relationships, owners, owners.c.id, binder)
        if page is None:
            return None
        dialect = self.planning.dialect
        found = dialect.paged(owners, page, lend(self.what.target.__table__))
        return found.where(dialect.among(owners.c.slug, binder.many(led.slugs)))

    def _walked(
        self,
        where: filters.Where,
        relationships: Sequence[Any],
        owners: FromClause,
        owner: ColumnElement[int],
        binder: Binder,
    ) -> Select[Any] | None:
        """The ids of a page of the entries of one owner, from walks; None where these do not tell all that is asked."""
        tables = self._walks(where, relationships) if self.window.order.columns == COLUMNS["DATE"] else []
        if not tables:
            return None
        limit, found = bindparam(SIZE, type_=BigInteger), list[Select[Any]]()
        foresees = self.planning.dialect.foresees
        most = limit if foresees else literal_column(str(LARGEST_SIZE + 1))
        for table in tables:
            shown = [table.c.owner == owner, *self._conditions(table, binder, where)]
            shown, order = shown + self.window.conditions(table, binder), self.window.sorting(table)
            spans = self._spans(table, binder) or [true()]
            longer = [true(), *(conditions.lasts(table) for _ in spans[1:])]
            found += (queries.walked(table, [*shown, *each], order, most) for each in zip(spans, longer, strict=True))
        first = found[0]
        if len(found) > 1 or not foresees:
            together = queries.gathered(found, owners)
            first = queries.walked(together, [], self.window.sorting(together), limit)
        return first.with_only_columns(first.selected_columns.id)

    def _walks(self, where: filters.Where, relationships: Sequence[Any]) -> list[FromClause]:
        """Walks that meet all rows the relationships lead to; none where they do not tell all that is asked."""
        tables = [walk(relationship.property) for relationship in relationships] if where.walked else []
        found = [table for table in tables if table is not None]
        return found if len(found) == len(tables) else []

    def _shown(self, table: FromClause, binder: Binder) -> list[ColumnElement[bool]]:
        return self._conditions(table, binder) + self.window.conditions(table, binder)

    def _spans(self, table: FromClause, binder: Binder) -> list[ColumnElement[bool]]:
        return self.where.spans(table, binder) if self.window.order.columns[0] == "earliest" else []

    def _member(self, table: FromClause) -> ColumnElement[bool]:
        key = self._parents().c.value
        relations: list[Any] = [relationship.property for relationship in self.what.relationships]
        members = (Link(relation).member(table, key) for relation in relations)
        return or_(*members)

    def _count(self, level: Level) -> Select[Any]:
        table = lend(Tally.__table__) if self._tallied() else self.table
        counted = queries.counted(table, self._conditions(table, level.binder)).scalar_subquery()
        level.columns = [null(), counted]
        return select(*level.columns)

    def _tallied(self) -> bool:
        """Whether the rows are entries, and what must hold of them can be told from their tally."""
        narrowed = any(said(self.given, name) for name in self.what.narrowed)
        entries = self.what.target.__table__ is Entry.__table__
        return entries and self.where.tallied and self.day is None and not narrowed

    def _count_each(self, level: Level) -> Select[Any]:
        parents, binder = self._parents(), level.binder
        key = parents.c.value
        if walks := self._walks(self.where, self.what.relationships):
            met = [queries.met(table, [table.c.owner == key, *self._conditions(table, binder)]) for table in walks]
            count = queries.counted_apart(met, parents)
        else:
            inner = lend(self.what.target.__table__)
            count = queries.counted(inner, [self._member(inner), *self._conditions(inner, binder)])
        counted = count.correlate(parents).scalar_subquery()
        level.columns = [parents.c.value, counted]
        return select(*level.columns).select_from(parents)


def _named(definition: Any) -> Any:
    return Asked(definition, [], ()).kind
