"""From selection set to plan: one SELECT a list level, and a function that shapes its rows into the answer.

A plan is made once for a document, an operation and the shape of its variables; it holds the text of each SELECT,
how its parameters are read from the variables, and the writer. Running it is a generator: it yields waves of
statements that do not depend on one another, is sent their rows, and returns the data.
"""

import sys
from collections.abc import Callable, Generator, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from graphql import FieldNode, GraphQLError, GraphQLField
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    String,
    bindparam,
)
from sqlalchemy.types import TypeEngine

from schema.arguments import Instead, Slot, Tree, Variables, shape, slots
from schema.forms import Columns, Form, Forms
from schema.writer import Row, Run
from timeline.aliases import lend
from timeline.dialects import Dialect, Part, Sql
from timeline.exceptions import TimelineError

Statement = tuple[str, tuple[Any, ...]]
Journey = Generator[list[Statement], list[Sequence[Row]], Any]
Path = tuple[str, ...]
On = Callable[[FromClause], ColumnElement[bool]]
Read = TypeVar("Read")


@dataclass(slots=True)
class Step:
    """A field on the way to a level: its declaration and its arguments, if it has any."""

    definition: GraphQLField
    given: Tree = field(default_factory=dict)

    @property
    def shape(self) -> Hashable:
        """What of it decides the texts of the levels below."""
        return id(self.definition), shape(self.given)


class Binder:
    """Makes parameters and remembers how each is read from the variables of a request.

    ``day`` is the day as of which its statement is to answer, None for today.
    """

    def __init__(self, dialect: Dialect, path: Path, node: FieldNode, day: Slot | None = None) -> None:
        self.dialect = dialect
        self.day = day
        self.path = path
        self.node = node
        self.readers: dict[str, Callable[[Any], Any]] = {}
        self.slots: Mapping[Slot, Slot] = {}

    def one(self, slot: Slot, convert: Callable[[Any], Any], kind: type[TypeEngine[Any]]) -> BindParameter[Any]:
        """A parameter with one value: the slot's, converted."""
        return bindparam(self._name(lambda variables: storable(convert(slot.get(variables)))), type_=kind)

    def many(
        self, slot: Slot, convert: Callable[[Any], Sequence[Any]] = list, kind: type[TypeEngine[Any]] = String
    ) -> BindParameter[Any]:
        """A parameter with many values."""

        dialect = self.dialect

        def packed(variables: Variables) -> Any:
            return dialect.pack(storable(convert(slot.get(variables))))

        return self.dialect.many(self._name(packed), kind())

    def _name(self, read: Callable[[Variables], Any]) -> str:
        name = f"v{len(self.readers)}"
        self.check(name, read)
        return name

    def expect(self, read: Callable[[Variables], Any]) -> None:
        """Read from the variables of each request what no statement needs, to see that it fits."""
        self._name(read)

    def check(self, name: str, read: Callable[[Variables], Any]) -> None:
        """Read ``name`` from the variables of each request, whether or not the statement has such a parameter."""
        self.readers[name] = read

    def take(self, readers: dict[str, Callable[[Any], Any]], instead: Mapping[Slot, Slot]) -> None:
        """Take over what reads the parameters of the same statement, with slots that stand for those it reads."""
        self.readers, self.slots = readers, instead

    def bind(self, variables: Variables) -> dict[str, Any]:
        """The values of all parameters.

        Raises:
            GraphQLError: an argument does not fit.
        """
        return self.told(self._values, variables)

    def _values(self, variables: Variables) -> dict[str, Any]:
        given = Instead(self.slots, variables) if self.slots else variables
        return {name: read(given) for name, read in self.readers.items()}

    def told(self, read: Callable[[Variables], Read], variables: Variables) -> Read:
        """What is read from the variables; where that does not fit, the error says at which field."""
        try:
            return read(variables)
        except TimelineError as error:
            extensions = {"code": "BAD_USER_INPUT"}
            raise GraphQLError(str(error), [self.node], path=list(self.path), extensions=extensions) from None


def storable(value: Any) -> Any:
    """The value of a parameter.

    Raises:
        TimelineError: a text in it holds a NUL, which PostgreSQL cannot compare with anything.
    """
    if not (all(map(_fits, value)) if isinstance(value, list) else _fits(value)):
        raise TimelineError("a text with a NUL character matches nothing; take it out")
    return value


def _fits(value: Any) -> bool:
    return not (isinstance(value, str) and "\0" in value)


KEYS = "keys"
WEIGHT_OF_A_LEVEL, WEIGHT_OF_A_CHARACTER = 5_000, 4


@dataclass(slots=True, eq=False)
class Level:
    """One SELECT of a plan; the columns it must have gather while the selection set is read."""

    number: int
    table: FromClause
    binder: Binder
    parent: "Level | None" = None
    key: int = 0
    depth: int = 0
    way: Sequence[Step] = ()
    needed: Callable[[Variables], bool] | None = None
    asks: Callable[[Run], list[Any] | None] | None = None
    asked: Columns = field(default_factory=Columns)
    columns: list[ColumnElement[Any]] = field(default_factory=list)
    joins: dict[Any, tuple[FromClause, On]] = field(default_factory=dict)
    finish: Callable[["Level"], Select[Any]] | None = None
    sql: Sql | None = None
    width: int = 0
    converters: list[tuple[int, Callable[[Any], Any]]] = field(default_factory=list)

    def column(self, table: FromClause, name: str) -> int:
        """The place of a column of ``table`` in this level's rows."""
        return self.asked.column(table, name)

    def expression(self, key: Any, element: ColumnElement[Any]) -> int:
        """The place of an expression in this level's rows."""
        return self.asked.place(key, element)

    def join(self, key: Any, table: FromClause, on: On) -> FromClause:
        """An alias of ``table`` joined in, the same one for the same key."""
        if key not in self.joins:
            self.joins[key] = (lend(table), on)
        return self.joins[key][0]

    def joined(self, source: FromClause) -> FromClause:
        """``source`` with all that is joined in."""
        for table, on in self.joins.values():
            source = source.outerjoin(table, on(table))
        return source

    def keys(self, kind: type[TypeEngine[Any]] = Integer) -> BindParameter[Any]:
        """The parameter that holds the keys of the parent's rows."""
        return self.binder.dialect.many(KEYS, kind())

    def compile(self, forms: Forms, nth: int = 0) -> None:
        """Have the text of the SELECT, and let go of what it is made from: all its columns are known by now.

        It is the ``nth`` of those at its path that are made in the same way.
        """
        dialect, tables = self.binder.dialect, self._tables()
        key = (dialect.name, nth, self._shape(tables))
        form = forms.get(key)
        if form is None:
            form = self._form(tables)
            forms.put(key, form, form.weight)
        else:
            self.binder.take(form.readers, dict(zip(form.slots, self._slots(), strict=True)))
        self.sql = form.filled(self.asked, tables, dialect)
        types = form.types or [element.type for element in self.asked.elements]
        self.width = len(types)
        readings = ((place, dialect.reading(kind)) for place, kind in enumerate(types))
        self.converters = [(place, reading) for place, reading in readings if reading]
        # A hundred conditions come to ten megabytes, and plans are kept.
        self.asked, self.columns, self.joins, self.finish, self.way = Columns(), [], {}, None, ()

    @property
    def made(self) -> Hashable:
        """The code that makes the SELECT."""
        finish: Any = self.finish
        code: Hashable = finish.__code__
        return code

    def _tables(self) -> dict[FromClause, int]:
        """Its tables, numbered."""
        return {
            table: number for number, table in enumerate([self.table, *(table for table, _ in self.joins.values())])
        }

    def _shape(self, tables: Mapping[FromClause, int]) -> Hashable:
        """What decides its text, whichever plain columns it reads."""
        joined = tuple((tables[origin], name) for origin, name in self.joins)
        return self.made, tuple(step.shape for step in self.way), joined, self.asked.shape(tables)

    def _slots(self) -> list[Slot]:
        return [found for step in self.way for found in slots(step.given)]

    def _form(self, tables: Mapping[FromClause, int]) -> Form:
        """The form of the SELECT, made with gaps for plain columns."""
        assert self.finish is not None
        gapped = self.columns = self.columns or self.asked.gapped()
        sql = self.binder.dialect.compile(self.finish(self))
        own = self.columns is not gapped or not self.asked.places
        types = [column.type for column in self.columns] if own else None
        names = [str(getattr(table, "name", "")) for table in tables]
        return Form(sql, names, self.binder.readers, self._slots(), types)

    def statement(self, bound: Mapping[str, Any], keys: Sequence[Any]) -> Statement:
        """Text and parameters for the driver."""
        assert self.sql is not None
        return self.sql.text, tuple(self.values({**bound, KEYS: self.binder.dialect.pack(keys)}))

    def part(self, places: Mapping[int, int]) -> Part:
        """This level among others, which stand in these places."""
        assert self.sql is not None
        return Part(self.sql, self.width, places[self.parent.number] if self.parent else None, self.key)

    def values(self, bound: Mapping[str, Any]) -> list[Any]:
        """Its parameters; without keys where ``bound`` has none, as they stand in another level."""
        assert self.sql is not None
        values = {**self.sql.constants, **bound}
        return [values[name] for name in self.sql.names if name != KEYS or KEYS in bound]

    def grouped(self, rows: Sequence[Row]) -> Mapping[Any, Sequence[Row]]:
        """The rows by their parent's key, which is their first column; under None where there is no parent."""
        if self.converters:
            rows = [self._converted(row) for row in rows]
        if rows and rows[0][0] is None:
            return {None: rows}
        groups: dict[Any, list[Row]] = {}
        for row in rows:
            if (key := row[0]) in groups:
                groups[key].append(row)
            else:
                groups[key] = [row]
        return groups

    def _converted(self, row: Row) -> Row:
        changed = list(row)
        for place, convert in self.converters:
            if changed[place] is not None:
                changed[place] = convert(changed[place])
        return changed


class Whole:
    """All levels of a plan as one statement: one journey to the database instead of one for each wave."""

    def __init__(self, levels: Sequence[Level], text: str) -> None:
        self._levels = levels
        self._text = text

    @classmethod
    def of(cls, levels: Sequence[Level]) -> "Whole | None":
        """The levels, each after its parent, as one; None where they cannot be, or are one already."""
        if len(levels) < 2 or any(level.asks or level.needed for level in levels):
            return None
        places = {level.number: place for place, level in enumerate(levels)}
        parts = [level.part(places) for level in levels]
        text = levels[0].binder.dialect.together(parts, KEYS)
        return cls(levels, text) if text else None

    def statement(self, bound: Mapping[int, Mapping[str, Any]]) -> Statement:
        """Text and parameters for the driver."""
        return self._text, tuple([value for level in self._levels for value in level.values(bound[level.number])])

    def rows(self, found: Row) -> Iterator[tuple[Level, Sequence[Row]]]:
        """The rows of each level, put together from the lists of their columns."""
        lists = iter(found)
        for level in self._levels:
            columns = list(islice(lists, level.width))
            yield level, list(zip(*columns, strict=True)) if columns[0] is not None else ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a document, operation and shape of variables come to; ``checks`` read arguments no statement needs."""

    waves: tuple[tuple[Level, ...], ...]
    checks: tuple[Binder, ...]
    shape: Callable[[Row, Run], Any]
    whole: Whole | None
    size: int

    @classmethod
    def of(cls, levels: Sequence[Level], checks: Sequence[Binder], shape: Callable[[Row, Run], Any]) -> "Plan":
        """Order the levels, which are compiled, in waves: each after its parent."""
        depths = sorted({level.depth for level in levels})
        waves = [tuple(level for level in levels if level.depth == depth) for depth in depths]
        whole = Whole.of([level for wave in waves for level in wave])
        return cls(tuple(waves), tuple(checks), shape, whole, len(levels))

    def check(self, variables: Variables) -> None:
        """See that the arguments fit which no statement reads.

        Raises:
            GraphQLError: one does not.
        """
        for binder in self.checks:
            binder.bind(variables)

    @property
    def alone(self) -> bool:
        """Whether it is one statement."""
        return self.whole is not None or self.size == 1

    @property
    def weight(self) -> int:
        """About how many bytes it takes to keep."""
        texts = [len(level.sql.text) for wave in self.waves for level in wave if level.sql]
        return sum(WEIGHT_OF_A_LEVEL + WEIGHT_OF_A_CHARACTER * length for length in [0, *texts])

    def run(self, variables: Variables, most_rows: int = sys.maxsize) -> Journey:
        """Yield waves of statements, take their rows, return the data.

        Raises:
            GraphQLError: an argument does not fit, before the first statement; or there are more than ``most_rows``.
        """
        run = Run(variables, [{}] * self.size, most_rows)
        self.check(variables)
        bound = {level.number: level.binder.bind(variables) for wave in self.waves for level in wave}
        if self.whole:
            ((found,),) = yield [self.whole.statement(bound)]
            for level, rows in self.whole.rows(found):
                run.rows[level.number] = level.grouped(rows)
            return self.shape((), run)
        for wave in self.waves:
            asked = [(level, keys) for level in wave if (keys := _keys(level, run)) is not None]
            if asked:
                answers = yield [level.statement(bound[level.number], keys) for level, keys in asked]
                for (level, _), rows in zip(asked, answers, strict=True):
                    run.rows[level.number] = level.grouped(rows)
        return self.shape((), run)


def _keys(level: Level, run: Run) -> list[Any] | None:
    """The keys to ask a level for, or None where it need not be asked."""
    if level.needed and not level.needed(run.variables):
        return None
    if level.asks:
        return level.asks(run)
    if level.parent is None:
        return []
    above = run.rows[level.parent.number].values()
    keys = {row[level.key] for rows in above for row in rows}
    keys.discard(None)
    return sorted(keys) if keys else None
