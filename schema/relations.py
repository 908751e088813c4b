"""From a row to others: to-one relationships joined in, to-many ones as a level below."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, FromClause, Select, and_, bindparam, select

from schema import filters, reads
from schema.arguments import said
from schema.connections import SIZE
from schema.order import Order
from schema.pagination import page_size
from schema.plan import Level
from schema.planning import Asked, Planning, tree
from schema.writer import Shape
from timeline import conditions
from timeline.aliases import lend
from timeline.links import Link
from timeline.models import Entry


def one(planning: Planning, what: reads.One, asked: Asked) -> Shape:
    """The row a to-one relationship leads to, joined in; null where there is none, or none that may be shown."""
    level, table = asked.row()
    relation: Any = what.relationship.property
    ((local, remote),) = relation.local_remote_pairs
    day = planning.day

    def condition(alias: FromClause) -> ColumnElement[bool]:
        leads: ColumnElement[bool] = alias.c[remote.name] == table.c[local.name]
        if not local.nullable:
            return leads
        shown = [conditions.reached(alias, table)] if "review" in alias.c else []
        return and_(leads, *shown, *filters.known(remote.table.name, alias, day, level.binder))

    target = level.join((table, relation.key), remote.table, condition)
    shape = planning.entity(asked, level, target)
    if not local.nullable:
        return shape
    place = level.column(target, remote.name)
    return lambda row: f"(None if {row}[{place}] is None else {shape(row)})"


def many(planning: Planning, what: reads.Many, asked: Asked) -> Shape:
    """All rows a to-many relationship leads to, that may be shown and meet the field's arguments."""
    level, table = asked.row()
    relation: Any = what.relationship.property
    link = Link(relation)
    below = planning.level(link.table, asked.path, asked.node, level, level.column(table, "id"))
    below.expression("key", link.owner)
    given, day = planning.arguments(asked), planning.day
    with planning.as_of(tree(given, "where").get("knownBy")):
        below.binder.day = planning.day
        shape = planning.entity(asked, below, link.table)

    def finish(level: Level) -> Select[Any]:
        shown = _shown(link, relation)
        shown += filters.known(relation.mapper.local_table.name, link.table, day, level.binder)
        shown += [put(link.table, given[name], level.binder) for name, put in what.narrowed.items()]
        shown += filters.Where(asked.definition, given, asked.kind).given(link.table, level.binder)
        order: Sequence[ColumnElement[Any]] = link.order
        if said(given, "orderBy"):
            order = Order.of(given["orderBy"].sample).sorting(link.table, planning.dialect)
        statement = select(*level.columns).select_from(level.joined(link.source)).order_by(link.owner, *order)
        return statement.where(planning.dialect.among(link.owner, level.keys()), *shown)

    below.finish = finish
    return listed(planning, below, shape)


def _shown(link: Link, relation: Any) -> list[ColumnElement[bool]]:
    if "review" not in link.table.c:
        return []
    from_entry = "review" in relation.parent.local_table.c
    return [conditions.reached_by(link.table, link.owner) if from_entry else conditions.reviewed(link.table)]


def ranking(planning: Planning, what: reads.Ranking, asked: Asked) -> Shape:
    """The first rows of a SELECT made for each owner."""
    level, table = asked.row()
    first = planning.arguments(asked)["first"]
    below = planning.level(table, asked.path, asked.node, level, level.column(table, "id"))
    entry = lend(Entry.__table__)
    known = filters.known("entry", entry, planning.day, below.binder)
    ranked = what.statement(planning.dialect, level.keys(), entry, known, bindparam(SIZE, type_=BigInteger)).subquery()
    below.table = ranked
    below.binder.check(SIZE, lambda variables: page_size(first.get(variables)))
    below.expression("key", ranked.c.value)
    below.expression("place", ranked.c.place)
    shape = planning.entity(asked, below, ranked)
    below.finish = lambda below: (
        select(*below.columns).select_from(below.joined(ranked)).order_by(ranked.c.value, ranked.c.place)
    )
    return listed(planning, below, shape)


def cell(planning: Planning, what: reads.Cell, asked: Asked) -> Shape:
    """A column of a ranking."""
    level, table = asked.row()
    place = level.column(table, what.name)
    return lambda row: f"{row}[{place}]"


def leads(planning: Planning, what: reads.Leads, asked: Asked) -> Shape:
    """The row that a column of a ranking holds the id of."""
    level, table = asked.row()
    target = level.join((table, what.name), what.target.__table__, lambda alias: alias.c.id == table.c[what.name])
    return planning.entity(asked, level, target)


def listed(planning: Planning, below: Level, shape: Shape) -> Shape:
    """The writer of all rows of a level that belong to a row of its parent."""
    rows = f"rows[{below.number}]"
    return planning.writer.each(lambda row: f"write({rows}.get({row}[{below.key}], ()))", shape)
