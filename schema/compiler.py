"""Reads a selection set against what the schema's fields say they read, and makes the plan of it."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from graphql import GraphQLObjectType, OperationDefinitionNode, is_abstract_type
from sqlalchemy import FromClause

from schema import filters, reads
from schema.connections import connection
from schema.density import density
from schema.plan import Level, Path, Plan
from schema.planning import Asked, Planning
from schema.relations import cell, leads, many, one, ranking
from schema.roots import group, lookup, nodes, scalar
from schema.search import passage, record, search
from schema.writer import Row, Run, Shape
from timeline.aliases import lending
from timeline.turns import Steps


class Compiler(Planning):
    """Makes the plan of one operation."""

    def plan(self, operation: OperationDefinitionNode) -> Steps[Plan]:
        """The plan of an operation of queries, made level by level, each expected to take as long as the last."""
        query = self.schema.query_type
        assert query is not None
        lent: Counter[str] = Counter()
        with lending(lent):
            shape = self.object(query, [operation.selection_set], ())
            write = self.writer.done(shape)
        made: Counter[Any] = Counter()
        for level in self.levels:
            began, way = time.thread_time(), (level.binder.path, level.made)
            with lending(lent):
                level.compile(self.forms, made[way])
            made[way] += 1
            yield time.thread_time() - began
        return Plan.of(self.levels, self.checks, write)

    def object(
        self,
        kind: GraphQLObjectType,
        sets: Sequence[Any],
        path: Path,
        level: Level | None = None,
        table: FromClause | None = None,
    ) -> Shape:
        fields: list[tuple[str, Shape]] = []
        for key, found in self.selection.of(kind, sets).items():
            name = found[0].name.value
            if name == "__typename":
                fields.append((key, self.writer.constant(kind.name)))
            elif not name.startswith("__"):
                fields.append((key, self._field(kind, Asked(kind.fields[name], found, (*path, key), level, table))))
        if self.nested:
            fields.append(("__typename", self.writer.constant(kind.name)))
        return self.writer.object(fields)

    def entity(self, asked: Asked, level: Level, table: FromClause) -> Shape:
        if not is_abstract_type(asked.kind):
            return self.object(asked.kind, asked.sets, asked.path, level, table)
        place = level.column(table, "kind")
        variants: dict[str, Callable[[Row, Run], Any]] = {}
        for possible in self.schema.get_possible_types(asked.kind):
            if (entity := filters.entity_of(possible)) is not None and entity.kind:
                shape = self.object(possible, asked.sets, asked.path, level, table)
                variants[entity.kind] = self.writer.function(shape)
        return self.writer.call(lambda row, run: variants[row[place]](row, run))

    def _field(self, kind: GraphQLObjectType, asked: Asked) -> Shape:
        what = reads.reads_of(asked.definition)
        if isinstance(what, reads.Id):
            return self._id(kind, asked)
        # Types that share an interface share its fields: what one of them reads serves the others.
        same = (asked.path, asked.table, id(what), *map(id, asked.nodes))
        if same not in self.shared:
            self.step(asked)
            self.shared[same] = READERS[type(what)](self, what, asked)
        return self.shared[same]

    def _id(self, kind: GraphQLObjectType, asked: Asked) -> Shape:
        entity = filters.entity_of(kind)
        assert entity is not None
        level, table = asked.row()
        place = level.expression((table, "path"), entity.path(table))
        identify = self.writer.name(reads.global_id)
        return lambda row: f"{identify}({kind.name!r}, {row}[{place}])"


def value(planning: Planning, what: reads.Value, asked: Asked) -> Shape:
    """A value worked out from columns of the row, or a lone column."""
    level, table = asked.row()
    places = [level.column(table, attribute.property.columns[0].name) for attribute in what.columns]
    if what.compute is None:
        return lambda row: f"{row}[{places[0]}]"
    if what.written and planning.written(asked):
        return planning.writer.unless_none(lambda row: f"{row}[{places[0]}]", planning.parts(asked, written=True))
    compute = planning.writer.name(what.compute)
    return planning.writer.unless_none(
        lambda row: f"{compute}({', '.join(f'{row}[{place}]' for place in places)})", planning.parts(asked)
    )


READERS: dict[type, Callable[[Planning, Any, Asked], Shape]] = {
    reads.Value: value,
    reads.One: one,
    reads.Many: many,
    reads.Ranking: ranking,
    reads.Cell: cell,
    reads.Leads: leads,
    reads.Connection: connection,
    reads.Search: search,
    reads.Record: record,
    reads.Passage: passage,
    reads.Density: density,
    reads.Lookup: lookup,
    reads.Nodes: nodes,
    reads.Scalar: scalar,
    reads.Group: group,
}
"""What makes the writer of a field, by what the field says it reads."""
