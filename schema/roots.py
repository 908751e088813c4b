"""Where a plan begins: one row by slug, rows by id, one value, or a group of connections."""

from collections.abc import Callable, Sequence
from typing import Any

from graphql import GraphQLObjectType
from sqlalchemy import Select, String, null, select

from schema import filters, reads
from schema.arguments import Slot
from schema.pagination import few
from schema.plan import Level
from schema.planning import Asked, Planning
from schema.writer import Row, Run, Shape
from timeline.aliases import lend


def lookup(planning: Planning, what: reads.Lookup, asked: Asked) -> Shape:
    """The one row of a table with the slug given."""
    table = lend(what.target.__table__)
    level = planning.level(table, asked.path, asked.node)
    level.expression("key", null())
    given = planning.arguments(asked)
    with planning.as_of(given.get("knownBy")):
        day = planning.day
        shape = planning.entity(asked, level, table)

    def finish(level: Level) -> Select[Any]:
        statement = select(*level.columns).select_from(level.joined(table))
        found = statement.where(table.c.slug == level.binder.one(given["slug"], str, String))
        found = found.where(*filters.type_conditions(asked.kind, table))
        return found.where(*filters.known(what.target.__tablename__, table, day, level.binder))

    level.finish = finish
    return planning.writer.unless_none(lambda row: f"next(iter(run.rows[{level.number}].get(None, ())), None)", shape)


def nodes(planning: Planning, what: reads.Nodes, asked: Asked) -> Shape:
    """The rows with the global ids given, of any type, in the order of the ids."""
    given = planning.arguments(asked)
    single = "id" in given
    slot = given["id"] if single else given["ids"]
    listed = Slot(lambda variables: [slot.get(variables)] if single else slot.get(variables), None)
    planning.check(asked.path, asked.node).check("ids", lambda variables: few(listed.get(variables)))
    types = planning.schema.get_possible_types(asked.kind)
    shapes = {kind.name: _nodes_of(planning, kind, listed, asked) for kind in types}

    def found(text: str, run: Run) -> Any:
        kind, known = reads.read_global_id(text)
        shape = shapes.get(kind)
        return shape(known, run) if shape else None

    def answer(row: Row, run: Run) -> Any:
        answers = [found(text, run) for text in listed.get(run.variables)]
        return answers[0] if single else answers

    return planning.writer.call(answer)


def _nodes_of(planning: Planning, kind: GraphQLObjectType, ids: Slot, asked: Asked) -> Callable[[str, Run], Any]:
    entity = filters.entity_of(kind)
    assert entity is not None
    table = lend(entity.model.__table__)
    level = planning.level(table, asked.path, asked.node)

    def paths(texts: Sequence[str]) -> list[str]:
        return [path for name, path in map(reads.read_global_id, texts) if name == kind.name]

    level.expression("key", entity.path(table))
    shape = planning.object(kind, asked.sets, asked.path, level, table)

    def finish(level: Level) -> Select[Any]:
        def bind(convert: Callable[..., Any]) -> Any:
            return level.binder.many(ids, lambda texts: convert(paths(texts)))

        statement = select(*level.columns).select_from(level.joined(table))
        return statement.where(*entity.found(planning.dialect, table, bind))

    level.finish = finish
    level.needed = lambda variables: bool(paths(ids.get(variables)))
    return found_in(level, planning.writer.function(shape))


def found_in(level: Level, shape: Callable[[Row, Run], Any]) -> Callable[[Any, Run], Any]:
    """The writer of the one row of a level with a key; null where there is none."""

    def found(key: Any, run: Run) -> Any:
        rows = run.rows[level.number].get(key)
        return shape(rows[0], run) if rows else None

    return found


def group(planning: Planning, what: reads.Group, asked: Asked) -> Shape:
    """An object without a row, whose connections are filtered by its arguments, as of the later of its days."""
    around, planning.group = planning.group, planning.arguments(asked)
    with planning.as_of(planning.group["to"]):
        shape = planning.object(asked.kind, asked.sets, asked.path)
    planning.group = around
    return shape


def scalar(planning: Planning, what: reads.Scalar, asked: Asked) -> Shape:
    """The one value of a SELECT."""
    statement = what.statement()
    level = planning.level(statement.subquery(), asked.path, asked.node)
    level.expression("key", null())
    place = level.expression("value", statement.scalar_subquery())
    level.finish = lambda level: select(*level.columns)
    return lambda row: f"run.rows[{level.number}][None][0][{place}]"
