"""Filters: input objects whose fields say once which condition they put on a row."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from functools import partial
from typing import Any, NamedTuple, TypeVar

import strawberry
from graphql import GraphQLField, GraphQLInputObjectType, get_named_type, is_abstract_type
from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Double,
    FromClause,
    Integer,
    Select,
    String,
    and_,
    false,
    func,
    not_,
    or_,
    select,
)

from schema.arguments import Slot, Tree, Variables, said
from schema.days import as_of, bound, last_second, reaching
from schema.kinds import Match
from schema.plan import Binder
from schema.reads import Entity
from timeline import conditions, knowledge
from timeline.aliases import lend
from timeline.dialects import Scope
from timeline.exceptions import TimelineError
from timeline.kinds import RecordKind
from timeline.models import LASTS, Base
from timeline.search import Search

Condition = ColumnElement[bool]
Put = Callable[[FromClause, Any, Binder], Condition]
"""A condition on a table, from what was given for the field and with the parameters it binds."""

Filter = TypeVar("Filter")

NOTHING = Slot(lambda variables: None, None)
JOINS = {
    "and": ('list["{}"] | None', "All of these hold."),
    "or": ('list["{}"] | None', "At least one of these holds."),
    "not": ('"{} | None"', "This does not hold."),
}
"""What joins whole filters: of which type, given the filter's name, and what it means."""
TALLIED = ("during", "kinds", "review")
"""The conditions on entries that need no more than their dates, kinds and reviews."""

WALKED = ("during", "kinds", "review", "knownBy", "becameKnown", "toldAnew", "datesDiffer")
"""The conditions on entries that a walk (:mod:`timeline.walks`) can tell one by one as well as anything else."""


def filters(what: str) -> Callable[[type[Filter]], type[Filter]]:
    """Make a class the filter of a kind of row: its conditions, and those that join whole filters."""

    def decorate(cls: type[Filter]) -> type[Filter]:
        for name, (kind, description) in JOINS.items():
            cls.__annotations__[f"{name}_"] = kind.format(cls.__name__)
            setattr(cls, f"{name}_", _field(description, {"joins": name}, name))
        return strawberry.input(cls, description=f"Which {what}; all conditions given hold together.")

    return decorate


def _field(description: str, metadata: dict[str, Any], name: str | None = None) -> Any:
    return strawberry.field(name=name, description=description, default=strawberry.UNSET, metadata=metadata)


def puts(condition: Put, description: str, *leads: Any) -> Any:
    """Declare a field of a filter and the condition it puts: that one of the relationships ``leads`` to the row."""
    return _field(description, {"puts": condition, "leads": leads})


def like(model: type[Base], linked: Callable[..., Condition], description: str) -> Any:
    """Declare a field of a filter that is itself a filter, of rows of another table that this one is linked to."""
    return _field(description, {"like": (model, linked)})


def during(within: Callable[..., Condition], surely: Callable[..., Condition]) -> Put:
    """A window, met possibly or certainly."""

    def put(table: FromClause, window: Tree, binder: Binder) -> Condition:
        begin, end = window.get("from", NOTHING), window.get("to", NOTHING)
        binder.expect(lambda variables: _ordered(begin.get(variables), end.get(variables)))
        bounds = [binder.one(begin, bound("lower"), BigInteger), binder.one(end, bound("upper"), BigInteger)]
        return (surely if _certain(window) else within)(table, *bounds)

    return put


def _certain(window: Tree) -> bool:
    return "match" in window and window["match"].sample == Match.CERTAINLY


def _ordered(begin: str | None, end: str | None) -> None:
    if bound("lower")(begin) > bound("upper")(end):
        raise TimelineError(f"the window from {begin!r} to {end!r} ends before it begins; exchange them")


def among(linked: Callable[..., Condition], by: str | None = None) -> Put:
    """Any, all or none of some slugs; linked ``by`` rows of a table that count where they were known."""

    def put(table: FromClause, given: Tree, binder: Binder) -> Condition:
        link = _seeing(linked, by, binder)
        found = [~link(binder.dialect, table, binder.many(given["none"]))] if said(given, "none") else []
        if said(given, "any"):
            found.append(link(binder.dialect, table, binder.many(given["any"])))
        if said(given, "all"):
            found.append(conditions.all_of(binder.dialect, table, link, binder.many(given["all"])))
        return conditions.every(found)

    return put


def _seeing(linked: Callable[..., Condition], by: str | None, binder: Binder) -> Callable[..., Condition]:
    return partial(linked, seen=lambda table: known(by, table, binder.day, binder)) if by else linked


def one_of(linked: Callable[..., Condition], by: str | None = None) -> Put:
    """One of some values; linked ``by`` rows of a table that count where they were known."""
    return lambda table, slot, binder: _seeing(linked, by, binder)(binder.dialect, table, binder.many(slot, _names))


def column_in(name: str) -> Put:
    """A column that is one of some values."""
    return lambda table, slot, binder: binder.dialect.among(table.c[name], binder.many(slot, _names))


def _names(values: list[Any]) -> list[str]:
    return [str(value) for value in values]


def numbered(name: str) -> Put:
    """A column that is one of some numbers."""
    return lambda table, slot, binder: binder.dialect.among(table.c[name], binder.many(slot, list, Integer))


def by_day(condition: Callable[..., Condition]) -> Put:
    """A condition that takes the last second of an EDTF date."""
    return lambda table, slot, binder: condition(table, binder.one(slot, last_second, BigInteger))


def searched(*kinds: RecordKind) -> Put:
    """Words that a record of one of the kinds is to have, whatever was typed."""

    def put(table: FromClause, slot: Slot, binder: Binder) -> Condition:
        dialect = binder.dialect

        def sought(text: str) -> str:
            return dialect.sought(Search.of(text).terms, Scope.ANYWHERE)

        return conditions.searched(dialect, table, kinds, binder.one(slot, sought, String))

    return put


def whether(condition: Callable[..., Condition], by: str | None = None) -> Put:
    """A condition that must hold, or must not; ``by`` rows of a table that count where they were known."""

    def put(table: FromClause, slot: Slot, binder: Binder) -> Condition:
        found = _seeing(condition, by, binder)(table)
        return found if slot.sample else not_(found)

    return put


def number(
    slot: Slot, low: int, high: int, what: str, binder: Binder, convert: Callable[[float], float] = float
) -> Any:
    """A parameter that holds a number between two others, converted."""

    def checked(value: float) -> float:
        if not low <= value <= high:
            raise TimelineError(f"{what}: {value:g} does not lie between {low} and {high}")
        return convert(value)

    return binder.one(slot, checked, Double)


def known(name: str, table: FromClause, day: Slot | None, binder: Binder) -> list[Condition]:
    """That a row of the table called ``name`` was known by a day, where there is one."""
    if day is None or name not in knowledge.KNOWN:
        return []
    return [by_day(knowledge.KNOWN[name])(table, day, binder)]


def day_of(binder: Binder) -> BindParameter[Any] | None:
    """The last second of the day as of which a statement answers, if there is one."""
    return None if binder.day is None else binder.one(binder.day, last_second, BigInteger)


def became_known(condition: Callable[..., Condition]) -> Put:
    """That what a condition says of a day was not so by one day, and was by another."""

    def put(table: FromClause, between: Tree, binder: Binder) -> Condition:
        before, after = (condition(table, day) for day in days(between, binder))
        return and_(after, not_(func.coalesce(before, false())))

    return put


def days(between: Tree, binder: Binder) -> list[Any]:
    """The last seconds of two days, the second not before the first."""

    def ordered(variables: Variables) -> None:
        begin, end = (between[name].get(variables) for name in ("from", "to"))
        if last_second(begin) > last_second(end):
            raise TimelineError(f"the time between {begin!r} and {end!r} ends before it begins; exchange them")

    binder.expect(ordered)
    return [binder.one(between[name], last_second, BigInteger) for name in ("from", "to")]


class Where:
    """The conditions a connection puts on its rows: those given, those of its type, and by default reviewed only."""

    def __init__(self, definition: GraphQLField, given: Tree, kind: Any) -> None:
        argument = definition.args.get("where")
        self.input = get_named_type(argument.type) if argument else None
        where = given.get("where")
        self.tree: Tree = where if isinstance(where, dict) else {}
        self.kind = kind

    def spans(self, table: FromClause, binder: Binder) -> list[Condition]:
        """For a window that dates must possibly overlap, where short, middling and long ones may begin that do."""
        window = self.tree.get("during")
        if not isinstance(window, dict) or "lasting" not in table.c or not said(window, "from") or _certain(window):
            return []
        starts = [binder.one(window["from"], reaching(days), BigInteger) for days in LASTS]
        return [conditions.begun(table, lasting, start) for lasting, start in enumerate([*starts, None])]

    @property
    def tallied(self) -> bool:
        """Whether all that it says of entries can be told from their tally."""
        return _says_only(self.tree, TALLIED)

    def led(self) -> "Led | None":
        """What it says of owners that lead to the rows, if it does so of those of one kind: any of them will do."""
        found = {name: leads for name in self.tree if (leads := self._leads(name))}
        if len(found) != 1:
            return None
        ((name, leads),) = found.items()
        rest = copy(self)
        rest.tree = {other: value for other, value in self.tree.items() if other != name}
        return Led(leads, self.tree[name]["any"], rest)

    def _leads(self, name: str) -> Sequence[Any]:
        value = self.tree[name]
        if not isinstance(value, dict) or [key for key in value if said(value, key)] != ["any"]:
            return ()
        leads: Sequence[Any] = _metadata(self.input, name).get("leads", ())
        return leads

    @property
    def walked(self) -> bool:
        """Whether all that it says of entries can be told on a walk, and most of them are likely to meet it."""
        return _says_only(self.tree, WALKED)

    def conditions(self, table: FromClause, binder: Binder) -> list[Condition]:
        """What must hold of a row of ``table``."""
        return type_conditions(self.kind, table) + list(_whole(self.input, self.tree, table, binder))

    def given(self, table: FromClause, binder: Binder) -> list[Condition]:
        """What the filter itself says of a row of ``table``, in a list that shows what it may already."""
        if not isinstance(self.input, GraphQLInputObjectType):
            return []
        return list(_put(self.input, self.tree, table, binder))


class Led(NamedTuple):
    """Relationships that lead to rows from owners with one of some slugs, and what else a filter says of the rows."""

    relationships: Sequence[Any]
    slugs: Slot
    rest: Where


def _whole(kind: Any, tree: Tree, table: FromClause, binder: Binder) -> Iterator[Condition]:
    """What a filter says of a row, and that it may be shown: a draft only where the filter speaks of reviews."""
    if isinstance(kind, GraphQLInputObjectType):
        yield from _put(kind, tree, table, binder)
    if "review" in table.c and not _mentions(tree, "review", JOINS):
        yield conditions.reviewed(table)
    if "entry_id" in table.c and not _mentions(tree, "review", (*JOINS, "entry", "event")):
        yield conditions.of_reviewed(table)


def _put(kind: GraphQLInputObjectType, tree: Tree, table: FromClause, binder: Binder) -> Iterator[Condition]:
    for name, value in tree.items():
        if isinstance(value, Slot) and value.sample is None:
            continue
        metadata = _metadata(kind, name)
        if "puts" in metadata:
            yield metadata["puts"](table, value, binder)
        elif "like" in metadata:
            model, linked = metadata["like"]
            yield linked(table, _found(model, get_named_type(kind.fields[name].type), value, binder))
        else:
            yield _joined(metadata["joins"], kind, value, table, binder)


def _metadata(kind: Any, name: str) -> dict[str, Any]:
    found: dict[str, Any] = kind.fields[name].extensions["strawberry-definition"].metadata
    return found


def _found(model: type[Base], kind: Any, tree: Tree, binder: Binder) -> Select[Any]:
    table = lend(model.__table__)
    before, binder.day = binder.day, as_of(binder.day, tree.get("knownBy"))
    found = [*_whole(kind, tree, table, binder), *known(model.__tablename__, table, before, binder)]
    binder.day = before
    return select(table.c.id).where(*found)


def _joined(how: str, kind: GraphQLInputObjectType, value: Any, table: FromClause, binder: Binder) -> Condition:
    trees = value if isinstance(value, list) else [] if isinstance(value, Slot) else [value]
    each = [conditions.every(list(_put(kind, tree, table, binder))) for tree in trees]
    match how:
        case "and":
            return conditions.every(each)
        case "or":
            return or_(false(), *each)
    # What is unknown of a row does not hold of it, so that it is among those the condition is denied of.
    return not_(func.coalesce(conditions.every(each), false()))


def _mentions(tree: Any, name: str, through: Iterable[str]) -> bool:
    if isinstance(tree, list):
        return any(_mentions(item, name, through) for item in tree)
    if not isinstance(tree, dict):
        return False
    return said(tree, name) or any(_mentions(tree.get(below), name, through) for below in through)


def _says_only(tree: Any, names: Iterable[str]) -> bool:
    if isinstance(tree, list):
        return all(_says_only(item, names) for item in tree)
    if not isinstance(tree, dict):
        return True
    return all(
        name in names or not said(tree, name) or (name in JOINS and _says_only(below, names))
        for name, below in tree.items()
    )


def entity_of(kind: Any) -> Entity | None:
    """The table behind a type of the schema."""
    definition = kind.extensions.get("strawberry-definition")
    return getattr(definition.origin, "__entity__", None) if definition else None


def type_conditions(kind: Any, table: FromClause) -> list[Condition]:
    """What tells rows of a type from others of its table."""
    entity = None if is_abstract_type(kind) else entity_of(kind)
    return entity.conditions(table) if entity else []
