"""Reads a selection set against what the schema's fields say they read, and makes the plan of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
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
from sqlalchemy import BigInteger, ColumnElement, FromClause, Select, String, and_, bindparam, null, select

from schema import filters, reads
from schema.arguments import Slot, Tree, Variables, arguments
from schema.connections import SIZE, Pages, Window
from schema.density import Density
from schema.pagination import few, page_size
from schema.plan import Binder, Level, Path, Plan, Row, Run, Shape, always
from schema.selection import Selection
from timeline import queries
from timeline.dialects import Dialect
from timeline.links import Link


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
        self.checks: list[Binder] = []
        self.shared: dict[Any, Shape] = {}
        self.day: Slot | None = None
        self.group: Tree = {}

    def plan(self, operation: OperationDefinitionNode) -> Plan:
        """The plan of an operation of queries."""
        query = self.schema.query_type
        assert query is not None
        shape = self._object(query, [operation.selection_set], None, None, ())
        return Plan.of(self.levels, self.checks, shape)

    def level(self, table: FromClause, path: Path, node: FieldNode, parent: Level | None, key: int) -> Level:
        binder = Binder(self.dialect, path, node)
        depth = parent.depth + 1 if parent else 0
        level = Level(len(self.levels), table, binder, parent, key, depth)
        self.levels.append(level)
        return level

    def check(self, path: Path, node: FieldNode) -> Binder:
        """What reads arguments that must fit whether or not a statement needs them."""
        self.checks.append(Binder(self.dialect, path, node))
        return self.checks[-1]

    @contextmanager
    def as_of(self, day: Slot | None) -> Iterator[None]:
        """Below here, the world as it stood on a day; as before where there is none."""
        before, self.day = self.day, day if day is not None and day.sample is not None else self.day
        yield
        self.day = before

    # Objects

    def _object(
        self,
        kind: GraphQLObjectType,
        sets: Sequence[Any],
        level: Level | None,
        table: FromClause | None,
        path: Path,
    ) -> Shape:
        """The writer of an object of one concrete type."""
        fields: list[tuple[str, Shape]] = []
        for key, nodes in self.selection.of(kind, sets).items():
            if nodes[0].name.value == "__typename":
                fields.append((key, always(kind.name)))
            elif not nodes[0].name.value.startswith("__"):
                fields.append((key, self._field(kind, nodes, level, table, (*path, key))))
        if self.nested:
            fields.append(("__typename", always(kind.name)))
        return lambda row, run: {key: shape(row, run) for key, shape in fields}

    def entity(self, kind: Any, nodes: Sequence[FieldNode], level: Level, table: FromClause, path: Path) -> Shape:
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
        self,
        kind: GraphQLObjectType,
        nodes: list[FieldNode],
        level: Level | None,
        table: FromClause | None,
        path: Path,
    ) -> Shape:
        definition = kind.fields[nodes[0].name.value]
        what = reads.reads_of(definition)
        if isinstance(what, reads.Id):
            assert level is not None
            assert table is not None
            return self._id(kind, level, table)
        # Types that share an interface share its fields: what one of them reads serves the others.
        same = (path, table, id(what), *map(id, nodes))
        if same not in self.shared:
            self.shared[same] = self._reading(what, definition, nodes, level, table, path)
        return self.shared[same]

    def _reading(
        self,
        what: Any,
        definition: GraphQLField,
        nodes: list[FieldNode],
        level: Level | None,
        table: FromClause | None,
        path: Path,
    ) -> Shape:
        match what:
            case reads.Connection():
                return self._connection(what, definition, nodes, level, table, path)
            case reads.Lookup():
                return self._lookup(what, definition, nodes, path)
            case reads.Nodes():
                return self._nodes(definition, nodes, path)
            case reads.Scalar():
                return self._scalar(what, nodes[0], path)
            case reads.Density():
                return Density(self, definition, nodes, path).shape
            case reads.Group():
                return self._group(definition, nodes, path)
        assert level is not None
        assert table is not None
        match what:
            case reads.Value():
                return self._value(what, definition, nodes, level, table)
            case reads.One():
                return self._one(what, definition, nodes, level, table, path)
            case reads.Many():
                return self._many(what, definition, nodes, level, table, path)
            case reads.Ranking():
                return self._ranking(what, definition, nodes, level, table, path)
            case reads.Cell():
                place = level.column(table, what.name)
                return lambda row, run: row[place]
            case reads.Leads():
                return self._leads(what, definition, nodes, level, table, path)
        raise TypeError(f"{nodes[0].name.value} says nothing of what it reads")

    # Values of the row

    def _value(
        self,
        what: reads.Value,
        definition: GraphQLField,
        nodes: list[FieldNode],
        level: Level,
        table: FromClause,
    ) -> Shape:
        places = [level.column(table, attribute.property.columns[0].name) for attribute in what.columns]
        if what.compute is None:
            place = places[0]
            return lambda row, run: row[place]
        compute = what.compute
        kind = get_named_type(definition.type)
        if self.nested or not isinstance(kind, GraphQLObjectType):
            return lambda row, run: compute(*[row[place] for place in places])
        parts = self.parts(kind, nodes)

        def whole(row: Row, run: Run) -> Any:
            value = compute(*[row[place] for place in places])
            return None if value is None else {key: part(value) for key, part in parts}

        return whole

    def parts(self, kind: GraphQLObjectType, nodes: list[FieldNode]) -> list[tuple[str, Callable[[Any], Any]]]:
        """What is asked of a value that has parts."""
        parts: list[tuple[str, Callable[[Any], Any]]] = []
        for key, found in self.selection.below(kind, nodes).items():
            name = found[0].name.value
            if name == "__typename":
                parts.append((key, lambda value: kind.name))
            else:
                parts.append((key, reads.reads_of(kind.fields[name]).compute))
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
        relation: Any = what.relationship.property
        ((local, remote),) = relation.local_remote_pairs

        def condition(alias: FromClause) -> ColumnElement[bool]:
            leads: ColumnElement[bool] = alias.c[remote.name] == table.c[local.name]
            if not local.nullable:
                return leads
            shown = [queries.reached(alias, table)] if "review" in alias.c else []
            return and_(leads, *shown, *filters.known(remote.table.name, alias, self.day, level.binder))

        target = level.join((table, relation.key), remote.table, condition)
        place = level.column(target, remote.name)
        shape = self.entity(get_named_type(definition.type), nodes, level, target, path)
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
        relation: Any = what.relationship.property
        link = Link(relation)
        shown = [self._shown(link, relation)] if "review" in link.table.c else []
        below = self.level(link.table, path, nodes[0], level, level.column(table, "id"))
        below.expression("key", link.owner)
        shape = self.entity(get_named_type(definition.type), nodes, below, link.table, path)
        shown += filters.known(relation.mapper.local_table.name, link.table, self.day, below.binder)
        given = arguments(definition, nodes[0], self.variables)
        shown += [put(link.table, given[name], below.binder) for name, put in what.narrowed.items()]

        def finish(level: Level) -> Select[Any]:
            statement = select(*level.columns).select_from(level.joined(link.source)).order_by(*link.order)
            return statement.where(self.dialect.among(link.owner, level.keys()), *shown)

        below.finish = finish
        number, key = below.number, below.key
        return lambda row, run: [shape(found, run) for found in run.rows[number].get(row[key], ())]

    def _shown(self, link: Link, relation: Any) -> ColumnElement[bool]:
        from_entry = "review" in relation.parent.local_table.c
        return queries.reached_by(link.table, link.owner) if from_entry else queries.reviewed(link.table)

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
        if what.preset:
            given["where"] = {**_tree(given, "where"), what.preset: self.group}
        window = Window(what, given)
        key = level.column(table, "id") if level is not None and table is not None else 0
        pages = Pages(self, what, definition, window, given, level, key, nodes[0])
        kind = get_named_type(definition.type)
        assert isinstance(kind, GraphQLObjectType)
        with self.as_of(_tree(given, "where").get("knownBy")):
            fields = [
                (name, pages.field(kind, found, (*path, name)))
                for name, found in self.selection.below(kind, nodes).items()
            ]
        if self.nested:
            fields.append(("__typename", lambda page, run: kind.name))
        pages.finish(path)

        def connection(row: Row, run: Run) -> Any:
            page = pages.page(row[key] if level else None, run)
            return {name: shape(page, run) for name, shape in fields}

        return connection

    # Roots

    def _lookup(self, what: reads.Lookup, definition: GraphQLField, nodes: list[FieldNode], path: Path) -> Shape:
        kind = get_named_type(definition.type)
        table = what.target.__table__.alias()
        level = self.level(table, path, nodes[0], None, 0)
        level.expression("key", null())
        given = arguments(definition, nodes[0], self.variables)
        conditions = [
            table.c.slug == level.binder.one(given["slug"], str, String),
            *filters.type_conditions(kind, table),
        ]
        with self.as_of(given.get("knownBy")):
            conditions += filters.known(what.target.__tablename__, table, self.day, level.binder)
            shape = self.entity(kind, nodes, level, table, path)
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
        self.check(path, nodes[0]).check("ids", lambda variables: few(listed.get(variables)))
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
        level = self.level(table, path, nodes[0], None, 0)

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

    def _group(self, definition: GraphQLField, nodes: list[FieldNode], path: Path) -> Shape:
        kind = get_named_type(definition.type)
        assert isinstance(kind, GraphQLObjectType)
        around, self.group = self.group, arguments(definition, nodes[0], self.variables)
        shape = self._object(kind, [node.selection_set for node in nodes], None, None, path)
        self.group = around
        return shape

    def _ranking(
        self,
        what: reads.Ranking,
        definition: GraphQLField,
        nodes: list[FieldNode],
        level: Level,
        table: FromClause,
        path: Path,
    ) -> Shape:
        first = arguments(definition, nodes[0], self.variables)["first"]
        ranked = what.statement(self.dialect, level.keys(), bindparam(SIZE, type_=BigInteger)).subquery()
        below = self.level(ranked, path, nodes[0], level, level.column(table, "id"))
        below.binder.check(SIZE, lambda variables: page_size(first.get(variables)))
        below.expression("key", ranked.c.value)
        below.expression("place", ranked.c.place)
        shape = self.entity(get_named_type(definition.type), nodes, below, ranked, path)
        below.finish = lambda below: (
            select(*below.columns).select_from(below.joined(ranked)).order_by(ranked.c.value, ranked.c.place)
        )
        number, key = below.number, below.key
        return lambda row, run: [shape(found, run) for found in run.rows[number].get(row[key], ())]

    def _leads(
        self,
        what: reads.Leads,
        definition: GraphQLField,
        nodes: list[FieldNode],
        level: Level,
        table: FromClause,
        path: Path,
    ) -> Shape:
        target = level.join((table, what.name), what.target.__table__, lambda alias: alias.c.id == table.c[what.name])
        return self.entity(get_named_type(definition.type), nodes, level, target, path)

    def _scalar(self, what: reads.Scalar, node: FieldNode, path: Path) -> Shape:
        statement = what.statement()
        level = self.level(statement.subquery(), path, node, None, 0)
        level.expression("key", null())
        place = level.expression("value", statement.scalar_subquery())
        level.finish = lambda level: select(*level.columns)
        return lambda row, run: run.rows[level.number][None][0][place]


def _tree(given: Tree, name: str) -> Tree:
    """The input object given as an argument, an empty one where none is."""
    found = given.get(name)
    return found if isinstance(found, dict) else {}
