"""Search: a page of hits, and from each hit to its record and to the words that were found."""

from functools import cache, partial
from typing import Any

from graphql import GraphQLObjectType
from sqlalchemy import FromClause, Select, String, bindparam, func, select

from schema import filters, reads
from schema.arguments import Slot, Variables
from schema.connections import Pages, paged
from schema.plan import Level
from schema.planning import Asked, Planning
from schema.roots import found_in
from schema.writer import Row, Run, Shape
from timeline import queries
from timeline.aliases import lend
from timeline.dialects import Dialect, Scope
from timeline.kinds import RecordKind
from timeline.search import LOOKED_THROUGH, Search, Segment

SCOPES = (Scope.NAME, Scope.ELSEWHERE)


def search(planning: Planning, what: reads.Search, asked: Asked) -> Shape:
    """A page of what a search finds, best first."""
    around, planning.group = planning.group, planning.arguments(asked)
    shape = paged(Hits(planning, what, asked, planning.group))
    planning.group = around
    return shape


class Hits(Pages):
    """The levels behind a search: they read what the database's own index finds."""

    def _table(self) -> FromClause:
        return _found(self.planning.dialect)

    def _new_level(self) -> Level:
        level = super()._new_level()
        for scope in SCOPES:
            level.binder.check(scope.value, partial(_sought, self.planning.dialect, self.given["text"], scope))
        return level


@cache
def _found(dialect: Dialect) -> FromClause:
    return queries.found(dialect, *(bindparam(scope.value, type_=String) for scope in SCOPES))


def _sought(dialect: Dialect, text: Slot, scope: Scope, variables: Variables) -> str:
    return dialect.sought(Search.of(text.get(variables)).terms, scope)


def record(planning: Planning, what: reads.Record, asked: Asked) -> Shape:
    """The record a hit stands for, of whichever type."""
    level, table = asked.row()
    kind, slug = level.column(table, "kind"), level.column(table, "slug")
    types = {found.name.upper(): found for found in planning.schema.get_possible_types(asked.kind)}
    shapes = {
        name: _record(planning, found, asked, RecordKind(name))
        for name, found in types.items()
        if name in RecordKind.__members__
    }
    return planning.writer.call(lambda row, run: shapes[row[kind]](row[slug], run))


def _record(planning: Planning, kind: GraphQLObjectType, asked: Asked, name: RecordKind) -> Any:
    entity = filters.entity_of(kind)
    assert entity is not None
    table = lend(entity.model.__table__)
    below = _below(planning, asked, table, name)
    below.expression("key", table.c.slug)
    shape = planning.object(kind, asked.sets, asked.path, below, table)
    conditions = [planning.dialect.among(table.c.slug, below.keys(String)), *entity.conditions(table)]
    below.finish = lambda level: select(*level.columns).select_from(level.joined(table)).where(*conditions)
    return found_in(below, planning.writer.function(shape))


def passage(planning: Planning, what: reads.Passage, asked: Asked) -> Shape:
    """The words of a record that were found, marked, with those around them."""
    level, table = asked.row()
    kind, slug = level.column(table, "kind"), level.column(table, "slug")
    numbers = {name.value: _texts(planning, asked, table, name).number for name in RecordKind}
    text = planning.group["text"]

    def segments(row: Row, run: Run) -> list[Segment]:
        ((_, *texts),) = run.rows[numbers[row[kind]]][row[slug]]
        return Search.of(text.get(run.variables)).passage(texts)

    return planning.writer.each(planning.writer.call(segments), planning.parts(asked))


def _texts(planning: Planning, asked: Asked, table: FromClause, kind: RecordKind) -> Level:
    below = _below(planning, asked, table, kind)
    statement = queries.texts(kind)
    columns = statement.selected_columns
    below.columns = [columns.slug, *(func.substr(columns[name], 1, LOOKED_THROUGH) for name in ("name", "text"))]

    def finish(level: Level) -> Select[Any]:
        found = planning.dialect.among(columns.slug, level.keys(String))
        return statement.with_only_columns(*level.columns).where(found)

    below.finish = finish
    return below


def _below(planning: Planning, asked: Asked, table: FromClause, kind: RecordKind) -> Level:
    """A level that is asked for the hits of one kind."""
    level, found = asked.row()
    slug, kinds = level.column(found, "slug"), level.column(found, "kind")
    below = planning.level(table, asked.path, asked.node, level, slug)

    def asks(run: Run) -> list[Any] | None:
        rows = (row for rows in run.rows[level.number].values() for row in rows)
        return sorted({row[slug] for row in rows if row[kinds] == kind}) or None

    below.asks = asks
    return below
