"""Filters: input objects whose fields say once which condition they put on a row."""

from collections.abc import Callable
from typing import Any

import strawberry
from graphql import GraphQLField, GraphQLInputObjectType, get_named_type, is_abstract_type
from sqlalchemy import BigInteger, ColumnElement, FromClause

from schema.arguments import Slot, Tree, said
from schema.kinds import ActorKind, EntryKind, Match, Review
from schema.plan import Binder
from schema.reads import Entity
from timeline import dates, queries
from timeline.exceptions import TimelineError

NOTHING = Slot(lambda variables: None, None)
Condition = ColumnElement[bool]
Put = Callable[[FromClause, Any, Binder], Condition]
"""A condition on a table, from what was given for the field and with the parameters it binds."""


def puts(condition: Put, description: str) -> Any:
    """Declare a field of a filter and the condition it puts."""
    return strawberry.field(description=description, default=strawberry.UNSET, metadata={"puts": condition})


def _date(text: str) -> dates.PartialDate:
    return dates.parse(text)


def during(within: Callable[..., Condition], surely: Callable[..., Condition]) -> Put:
    """A window, met possibly or certainly."""

    def put(table: FromClause, window: Tree, binder: Binder) -> Condition:
        begin, end = (window.get(name, NOTHING) for name in ("from", "to"))
        bounds = [binder.one(begin, _bound("lower"), BigInteger), binder.one(end, _bound("upper"), BigInteger)]
        binder.check("window", lambda variables: _ordered(begin.get(variables), end.get(variables)))
        certain = "match" in window and window["match"].sample == Match.CERTAINLY
        return (surely if certain else within)(table, *bounds)

    return put


def _ordered(begin: str | None, end: str | None) -> None:
    if _bound("lower")(begin) > _bound("upper")(end):
        raise TimelineError(f"the window from {begin!r} to {end!r} ends before it begins; exchange them")


def _bound(name: str) -> Callable[[str | None], int]:
    outermost = dates.EARLIEST_SECOND if name == "lower" else dates.LATEST_SECOND
    return lambda text: outermost if text is None else getattr(_date(text), name)


def among(linked: Callable[..., Condition]) -> Put:
    """Any, all or none of some slugs."""

    def put(table: FromClause, given: Tree, binder: Binder) -> Condition:
        found = [~linked(binder.dialect, table, binder.many(given["none"]))] if said(given, "none") else []
        if said(given, "any"):
            found.append(linked(binder.dialect, table, binder.many(given["any"])))
        if said(given, "all"):
            found.append(queries.all_of(binder.dialect, table, linked, binder.many(given["all"])))
        return queries.every(found)

    return put


def one_of(linked: Callable[..., Condition]) -> Put:
    """One of some values."""
    return lambda table, slot, binder: linked(binder.dialect, table, binder.many(slot, _names))


def _names(values: list[Any]) -> list[str]:
    return [str(value) for value in values]


def _kinds(table: FromClause, slot: Slot, binder: Binder) -> Condition:
    return binder.dialect.among(table.c.kind, binder.many(slot, _names))


def _review(table: FromClause, slot: Slot, binder: Binder) -> Condition:
    return binder.dialect.among(table.c.review, binder.many(slot, _names))


def _known_by(table: FromClause, slot: Slot, binder: Binder) -> Condition:
    return queries.known_by(table, binder.one(slot, _bound("upper"), BigInteger))


@strawberry.input(description="A window of time; a side left out is open.")
class Window:
    from_: str | None = strawberry.field(name="from", description="EDTF date it begins with.", default=strawberry.UNSET)
    to: str | None = strawberry.field(description="EDTF date it ends with, inclusive.", default=strawberry.UNSET)
    match: Match = strawberry.field(
        description="Whether the date must possibly or certainly lie in the window.", default=Match.POSSIBLY
    )


@strawberry.input(description="Which slugs; several conditions hold together.")
class Among:
    any: list[str] | None = strawberry.field(description="At least one of these slugs.", default=strawberry.UNSET)
    all: list[str] | None = strawberry.field(description="Every one of these slugs.", default=strawberry.UNSET)
    none: list[str] | None = strawberry.field(description="Not one of these slugs.", default=strawberry.UNSET)


@strawberry.input(description="Which entries; all conditions given hold together.")
class EntryWhere:
    during: Window | None = puts(during(queries.possibly, queries.certainly), "When it happened or was said.")
    known_by: str | None = puts(_known_by, "EDTF day by which a source that reports it was published for certain.")
    actors: Among | None = puts(among(queries.involving), "Who spoke or took part, by slug.")
    speakers: Among | None = puts(among(queries.spoken_by), "Who spoke, by slug.")
    participants: Among | None = puts(among(queries.joined_by), "Who took part, by slug.")
    topics: Among | None = puts(among(queries.filed_under), "Under which topics it is filed, by slug.")
    sources: Among | None = puts(among(queries.cited_from), "Which sources report it, by slug.")
    timelines: Among | None = puts(among(queries.standing_on), "On which timelines it stands, by slug.")
    kinds: list[EntryKind] | None = puts(_kinds, "Events, statements or both.")
    review: list[Review] | None = puts(_review, "Reviewed entries only where left out.")


@strawberry.input(description="Which actors; all conditions given hold together.")
class ActorWhere:
    kinds: list[ActorKind] | None = puts(_kinds, "Of which kinds.")


@strawberry.input(description="Which sources; all conditions given hold together.")
class SourceWhere:
    published: Window | None = puts(
        during(queries.published_possibly, queries.published_certainly), "When its publisher dated it."
    )
    publishers: Among | None = puts(among(queries.published_by), "Who published it, by slug.")
    hosts: Among | None = puts(among(queries.mirrored_by), "Who mirrors it, by slug.")


class Where:
    """The conditions a connection puts on its rows: those given, those of its type, and by default reviewed only."""

    def __init__(self, definition: GraphQLField, given: Tree, kind: Any) -> None:
        argument = definition.args.get("where")
        self.input = get_named_type(argument.type) if argument else None
        where = given.get("where")
        self.tree: Tree = where if isinstance(where, dict) else {}
        self.kind = kind

    def conditions(self, table: FromClause, binder: Binder) -> list[Condition]:
        """What must hold of a row of ``table``."""
        found = type_conditions(self.kind, table)
        if isinstance(self.input, GraphQLInputObjectType):
            for name, value in self.tree.items():
                if isinstance(value, Slot) and value.sample is None:
                    continue
                found.append(put_by(self.input, name)(table, value, binder))
        if "review" in table.c and not said(self.tree, "review"):
            found.append(queries.reviewed(table))
        if "entry_id" in table.c:
            found.append(queries.of_reviewed(table))
        return found


def put_by(kind: GraphQLInputObjectType, name: str) -> Put:
    """The condition a field of a filter puts."""
    put: Put = kind.fields[name].extensions["strawberry-definition"].metadata["puts"]
    return put


def entity_of(kind: Any) -> Entity | None:
    """The table behind a type of the schema."""
    definition = kind.extensions.get("strawberry-definition")
    return getattr(definition.origin, "__entity__", None) if definition else None


def type_conditions(kind: Any, table: FromClause) -> list[Condition]:
    """What tells rows of a type from others of its table."""
    entity = None if is_abstract_type(kind) else entity_of(kind)
    return entity.conditions(table) if entity else []
