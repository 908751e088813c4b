"""Reads a selection set against what the schema's fields say they read, and makes the plan of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
    is_abstract_type,
)
from sqlalchemy import BigInteger, ColumnElement, FromClause, Integer, Select, String, bindparam, null, select
from sqlalchemy.orm import RelationshipProperty

from schema import filters, reads
from schema.arguments import Slot, Tree, Variables, arguments
from schema.pagination import page_size, read_cursor, write_cursor
from schema.plan import Binder, Level, Path, Plan, Row, Run, Shape
from schema.selection import Selection
from timeline import queries
from timeline.dialects import Dialect
from timeline.exceptions import TimelineError

SIZE = "size"
ABSENT = Slot(lambda variables: None, None)
DEFINITION = "strawberry-definition"


class Compiler:
    """Makes the plan of one operation.

    With ``nested`` the plan's rows keep the values that parts are taken from, and every object tells its type: what
    graphql-core walks as the reference writer.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        dialect: Dialect,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Variables,
        *,
        nested: bool = False,
    ) -> None:
        self.schema = schema
        self.dialect = dialect
        self.variables = variables
        self.selection = Selection(schema, fragments, variables)
        self.nested = nested
        self.levels: list[Level] = []

    def plan(self, operation: OperationDefinitionNode) -> Plan:
        """The plan of an operation of queries."""
        query = self.schema.query_type
        assert query is not None
        shape = self._object(query, [operation.selection_set], None, None, ())
        return Plan.of(self.levels, shape)

    def _level(self, table: FromClause, path: Path, node: FieldNode, parent: Level | None, key: int) -> Level:
        binder = Binder(self.dialect, path, node)
        depth = parent.depth + 1 if parent else 0
        level = Level(len(self.levels), table, binder, parent, key, depth)
        self.levels.append(level)
        return level

    # Objects

    def _object(
        self, kind: GraphQLObjectType, sets: Sequence[Any], level: Level | None, table: FromClause | None, path: Path
    ) -> Shape:
        """The writer of an object of one concrete type."""
        fields: list[tuple[str, Shape]] = []
        for key, nodes in self.selection.of(kind, sets).items():
            if nodes[0].name.value == "__typename":
                fields.append((key, _always(kind.name)))
            elif not nodes[0].name.value.startswith("__"):
                fields.append((key, self._field(kind, nodes, level, table, (*path, key))))
        if self.nested:
            fields.append(("__typename", _always(kind.name)))
        return lambda row, run: {key: shape(row, run) for key, shape in fields}

    def _entity(self, kind: Any, nodes: Sequence[FieldNode], level: Level, table: FromClause, path: Path) -> Shape:
        """The writer of a row of ``table``, whichever of the possible types it is of."""
        sets = [node.selection_set for node in nodes]
        if not is_abstract_type(kind):
            return self._object(kind, sets, level, table, path)
        place = level.column(table, "kind")
        variants: dict[str, Shape] = {}
        for possible in self.schema.get_possible_types(kind):
            if (entity := filters.entity_of(possible)) is not None and entity.kind:
                variants[entity.kind] = self._object(possible, sets, level, table, path)
        return lambda row, run: variants[row[place]](row, run)

    def _field(
        self, kind: GraphQLObjectType, nodes: list[FieldNode], level: Level | None, table: FromClause | None, path: Path
    ) -> Shape:
        definition = kind.fields[nodes[0].name.value]
        what = reads_of(definition)
        match what:
            case reads.Connection():
                return self._connection(what, definition, nodes, level, table, path)
            case reads.Lookup():
                return self._lookup(what, definition, nodes, path)
            case reads.Nodes():
                return self._nodes(definition, nodes, path)
            case reads.Scalar():
                return self._scalar(what, nodes[0], path)
        assert level is not None
        assert table is not None
        match what:
            case reads.Value():
                return self._value(what, definition, nodes, level, table)
            case reads.Id():
                return self._id(kind, level, table)
            case reads.One():
                return self._one(what, definition, nodes, level, table, path)
            case reads.Many():
                return self._many(what, definition, nodes, level, table, path)
        raise TypeError(f"{kind.name}.{nodes[0].name.value} says nothing of what it reads")

    # Values of the row

    def _value(
        self, what: reads.Value, definition: GraphQLField, nodes: list[FieldNode], level: Level, table: FromClause
    ) -> Shape:
        places = [level.column(table, attribute.property.columns[0].name) for attribute in what.columns]
        if what.compute is None:
            place = places[0]
            return lambda row, run: row[place]
        compute = what.compute
        kind = get_named_type(definition.type)
        if self.nested or not isinstance(kind, GraphQLObjectType):
            return lambda row, run: compute(*[row[place] for place in places])
        parts = self._parts(kind, nodes)

        def whole(row: Row, run: Run) -> Any:
            value = compute(*[row[place] for place in places])
            return None if value is None else {key: part(value) for key, part in parts}

        return whole

    def _parts(self, kind: GraphQLObjectType, nodes: list[FieldNode]) -> list[tuple[str, Callable[[Any], Any]]]:
        parts: list[tuple[str, Callable[[Any], Any]]] = []
        for key, found in self.selection.below(kind, nodes).items():
            name = found[0].name.value
            if name == "__typename":
                parts.append((key, lambda value: kind.name))
            else:
                parts.append((key, reads_of(kind.fields[name]).compute))
        return parts

    def _id(self, kind: GraphQLObjectType, level: Level, table: FromClause) -> Shape:
        entity = filters.entity_of(kind)
        assert entity is not None
        place = level.expression((table, "path"), entity.path(table))
        return lambda row, run: reads.global_id(kind.name, row[place])

    # Relations

    def _one(
        self,
        what: reads.One,
        definition: GraphQLField,
        nodes: list[FieldNode],
        level: Level,
        table: FromClause,
        path: Path,
    ) -> Shape:
        relation: RelationshipProperty[Any] = what.relationship.property
        ((local, remote),) = relation.local_remote_pairs or ()
        target = level.join(
            (table, relation.key), remote.table, lambda alias: alias.c[remote.name] == table.c[local.name]
        )
        place = level.column(target, remote.name)
        shape = self._entity(get_named_type(definition.type), nodes, level, target, path)
        return lambda row, run: None if row[place] is None else shape(row, run)

    def _many(
        self,
        what: reads.Many,
        definition: GraphQLField,
        nodes: list[FieldNode],
        level: Level,
        table: FromClause,
        path: Path,
    ) -> Shape:
        link = Link(what.relationship.property)
        below = self._level(link.table, path, nodes[0], level, level.column(table, "id"))
        below.expression("key", link.owner)
        shape = self._entity(get_named_type(definition.type), nodes, below, link.table, path)

        def finish(level: Level) -> Select[Any]:
            statement = select(*level.columns).select_from(level.joined(link.source))
            return statement.where(self.dialect.among(link.owner, level.keys())).order_by(*link.order)

        below.finish = finish
        number, key = below.number, below.key
        return lambda row, run: [shape(found, run) for found in run.rows[number].get(row[key], ())]

    # Connections

    def _connection(
        self,
        what: reads.Connection,
        definition: GraphQLField,
        nodes: list[FieldNode],
        level: Level | None,
        table: FromClause | None,
        path: Path,
    ) -> Shape:
        given = arguments(definition, nodes[0], self.variables)
        window = Window(what, given)
        key = level.column(table, "id") if level is not None and table is not None else 0
        pages = Pages(self, what, definition, window, given, level, key)
        kind = get_named_type(definition.type)
        assert isinstance(kind, GraphQLObjectType)
        fields = [
            (name, pages.field(kind, found, (*path, name))) for name, found in self.selection.below(kind, nodes).items()
        ]
        if self.nested:
            fields.append(("__typename", lambda page, run: kind.name))
        pages.finish(nodes[0], path)

        def connection(row: Row, run: Run) -> Any:
            page = pages.page(row[key] if level else None, run)
            return {name: shape(page, run) for name, shape in fields}

        return connection

    # Roots

    def _lookup(self, what: reads.Lookup, definition: GraphQLField, nodes: list[FieldNode], path: Path) -> Shape:
        kind = get_named_type(definition.type)
        table = what.target.__table__.alias()
        level = self._level(table, path, nodes[0], None, 0)
        level.expression("key", null())
        slug = arguments(definition, nodes[0], self.variables)["slug"]
        conditions = [table.c.slug == level.binder.one(slug, str, String), *filters.type_conditions(kind, table)]
        shape = self._entity(kind, nodes, level, table, path)
        level.finish = lambda level: select(*level.columns).select_from(level.joined(table)).where(*conditions)

        def lookup(row: Row, run: Run) -> Any:
            rows = run.rows[level.number].get(None)
            return shape(rows[0], run) if rows else None

        return lookup

    def _nodes(self, definition: GraphQLField, nodes: list[FieldNode], path: Path) -> Shape:
        given = arguments(definition, nodes[0], self.variables)
        single = "id" in given
        slot = given["id"] if single else given["ids"]
        listed = Slot(lambda variables: [slot.get(variables)] if single else slot.get(variables), None)
        shapes = {
            kind.name: self._nodes_of(kind, listed, nodes, path)
            for kind in self.schema.get_possible_types(get_named_type(definition.type))  # type: ignore[arg-type]
        }

        def found(text: str, run: Run) -> Any:
            kind, known = reads.read_global_id(text)
            shape = shapes.get(kind)
            return shape(known, run) if shape else None

        def answer(row: Row, run: Run) -> Any:
            answers = [found(text, run) for text in listed.get(run.variables)]
            return answers[0] if single else answers

        return answer

    def _nodes_of(
        self, kind: GraphQLObjectType, ids: Slot, nodes: list[FieldNode], path: Path
    ) -> Callable[[str, Run], Any]:
        entity = filters.entity_of(kind)
        assert entity is not None
        table = entity.model.__table__.alias()
        level = self._level(table, path, nodes[0], None, 0)

        def paths(texts: Sequence[str]) -> list[str]:
            return [path for name, path in map(reads.read_global_id, texts) if name == kind.name]

        level.expression("key", entity.path(table))
        shape = self._object(kind, [node.selection_set for node in nodes], level, table, path)
        conditions = entity.found(
            self.dialect, table, lambda convert: level.binder.many(ids, lambda texts: convert(paths(texts)))
        )
        level.finish = lambda level: select(*level.columns).select_from(level.joined(table)).where(*conditions)
        level.needed = lambda variables: bool(paths(ids.get(variables)))

        def node(known: str, run: Run) -> Any:
            rows = run.rows[level.number].get(known)
            return shape(rows[0], run) if rows else None

        return node

    def _scalar(self, what: reads.Scalar, node: FieldNode, path: Path) -> Shape:
        statement = what.statement()
        level = self._level(statement.subquery(), path, node, None, 0)
        level.expression("key", null())
        place = level.expression("value", statement.scalar_subquery())
        level.finish = lambda level: select(*level.columns)
        return lambda row, run: run.rows[level.number][None][0][place]


class Link:
    """How the rows of a to-many relationship hang on their owner."""

    def __init__(self, relation: RelationshipProperty[Any]) -> None:
        pairs = relation.local_remote_pairs or []
        self.table: FromClause = relation.mapper.local_table.alias()
        self.source: FromClause = self.table
        if relation.secondary is None:
            ((_, remote),) = pairs
            self.owner: ColumnElement[Any] = self.table.c[remote.name]
            between = self.table
        else:
            (_, own), (target, other) = pairs
            between = relation.secondary.alias()
            self.owner = between.c[own.name]
            self.source = between.join(self.table, self.table.c[target.name] == between.c[other.name])
        wanted = [column for column in relation.order_by or () if isinstance(column, ColumnElement)]
        names = [getattr(column, "name", "id") for column in wanted]
        known = between if names and names[0] in between.c else self.table
        self.order = [known.c[name] for name in names] or [self.table.c["slug" if "slug" in self.table.c else "id"]]


class Window:
    """Which page of a connection is asked for."""

    def __init__(self, what: reads.Connection, given: Tree) -> None:
        self.backward = _said(given, "last")
        self.slots = {name: given.get(name, ABSENT) for name in ("first", "last", "after", "before")}
        self.both = self.backward and _said(given, "first")
        self.tag = f"{what.target.__table__.name}:{','.join(what.order)}"
        columns = what.target.__table__.c
        self.types = [columns[name].type for name in what.order]
        self.kinds = [kind.python_type for kind in self.types]
        self.order = what.order

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
                found.append(queries.beyond(columns, self._marks(self.slots[name], binder), forward))
        return found

    def _marks(self, slot: Slot, binder: Binder) -> list[Any]:
        def mark(place: int) -> Callable[[str], Any]:
            return lambda text: read_cursor(self.tag, self.kinds, text)[place]

        return [
            binder.one(slot, mark(place), BigInteger if kind is int else String) for place, kind in enumerate(self.kinds)
        ]

    def sorting(self, table: FromClause) -> list[ColumnElement[Any]]:
        """The order of the rows as they are fetched: from the back where the last are asked for."""
        columns = [table.c[name] for name in self.order]
        return [column.desc() for column in columns] if self.backward else columns


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
        compiler: Compiler,
        what: reads.Connection,
        definition: GraphQLField,
        window: Window,
        given: Tree,
        parent: Level | None,
        key: int,
    ) -> None:
        self.compiler = compiler
        self.what = what
        self.window = window
        self.parent = parent
        self.key = key
        self.where = filters.Where(definition, given, entity_kind(definition))
        self.table: FromClause = what.target.__table__.alias()
        self.rows: Level | None = None
        self.count: Level | None = None
        self.checks: list[Binder] = []

    def field(self, kind: GraphQLObjectType, nodes: list[FieldNode], path: Path) -> Callable[[Page, Run], Any]:
        """The writer of a field of the connection."""
        name = nodes[0].name.value
        below = kind.fields[name] if name in kind.fields else None
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
                return self._total(nodes[0], path)
        return lambda page, run: kind.name

    def page(self, key: Any, run: Run) -> Page:
        """The page below the key of a parent's row."""
        rows = run.rows[self.rows.number].get(key, ()) if self.rows else ()
        return Page(rows, self.window.size(run.variables) if self.rows else 0, self.window.backward, key)

    def _level(self, nodes: Sequence[FieldNode], path: Path) -> Level:
        if self.rows is None:
            self.rows = self.compiler._level(self.table, path[:-1], nodes[0], self.parent, self.key)
            self.rows.expression("key", self._parents().c.value if self.parent else null())
        return self.rows

    def _parents(self) -> FromClause:
        if not hasattr(self, "_keys"):
            keys = self.compiler.dialect.many("keys", Integer())
            self._keys = self.compiler.dialect.each(keys)
        return self._keys

    def _node(self, definition: GraphQLField, nodes: list[FieldNode], path: Path) -> Shape:
        level = self._level(nodes, path)
        return self.compiler._entity(get_named_type(definition.type), nodes, level, self.table, path)

    def _cursor(self, nodes: Sequence[FieldNode], path: Path) -> Callable[[Row], str]:
        level = self._level(nodes, path)
        places = [level.column(self.table, name) for name in self.window.order]
        tag = self.window.tag
        return lambda row: write_cursor(tag, [row[place] for place in places])

    def _edge(self, kind: Any, nodes: list[FieldNode], path: Path) -> Shape:
        self._level(nodes, path)
        fields: list[tuple[str, Shape]] = []
        for key, found in self.compiler.selection.below(kind, nodes).items():
            match found[0].name.value:
                case "cursor":
                    cursor = self._cursor(nodes, path)
                    fields.append((key, lambda row, run, cursor=cursor: cursor(row)))  # type: ignore[misc]
                case "node":
                    fields.append((key, self._node(kind.fields["node"], found, (*path, key))))
                case _:
                    fields.append((key, _always(kind.name)))
        return lambda row, run: {key: shape(row, run) for key, shape in fields}

    def _page_info(self, kind: Any, nodes: list[FieldNode], path: Path) -> Callable[[Page, Run], Any]:
        cursor = self._cursor(nodes, path)
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

    def _total(self, node: FieldNode, path: Path) -> Callable[[Page, Run], Any]:
        if self.count is None:
            self.count = self.compiler._level(self.table, path[:-1], node, self.parent, self.key)
        level = self.count

        def total(page: Page, run: Run) -> int:
            rows = run.rows[level.number].get(page.key)
            return rows[0][1] if rows else 0

        return total

    def finish(self, node: FieldNode, path: Path) -> None:
        """Say how the levels become SELECTs, now that all columns are known."""
        for level in (self.rows, self.count):
            if level:
                level.binder.check(SIZE, self.window.limit)
        if self.rows:
            self.rows.finish = self._select_each if self.parent else self._select
        if self.count:
            self.count.finish = self._count_each if self.parent else self._count

    def _conditions(self, table: FromClause, binder: Binder) -> list[ColumnElement[bool]]:
        return self.where.conditions(table, binder)

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
        return (
            select(*level.columns).select_from(level.joined(source)).order_by(*self.window.sorting(self.table))
        )

    def _member(self, table: FromClause) -> ColumnElement[bool]:
        """That a row of ``table`` belongs to the key."""
        assert self.what.relationship is not None
        key = self._parents().c.value
        relation = self.what.relationship.property
        pairs = relation.local_remote_pairs or []
        if relation.secondary is None:
            ((_, remote),) = pairs
            return table.c[remote.name] == key
        (_, own), (target, other) = pairs
        between = relation.secondary.alias()
        members = select(between.c[other.name]).where(between.c[own.name] == key)
        return table.c[target.name].in_(members.correlate(self._parents()))

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


def reads_of(definition: GraphQLField) -> Any:
    """What a field of the schema says it reads."""
    found = definition.extensions.get(DEFINITION)
    return found.metadata.get("reads") if found else None


def entity_kind(definition: GraphQLField) -> Any:
    """The type of the nodes of a connection field."""
    connection = get_named_type(definition.type)
    assert isinstance(connection, GraphQLObjectType)
    return get_named_type(connection.fields["nodes"].type)


def _always(value: Any) -> Shape:
    return lambda row, run: value


def _said(given: Tree, name: str) -> bool:
    return name in given and given[name].sample is not None
