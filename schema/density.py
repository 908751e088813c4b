"""Histograms and overviews: how many entries may lie in each stretch of time, and the most telling of them.

An entry counts in every bucket some reading of its date may lie in. Counting walks the entries twice, once by the
first and once by the last second of their dates: as many lie in a bucket as have begun by its end, less those that
have ended before its start.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import FieldNode, GraphQLField, GraphQLObjectType, get_named_type
from sqlalchemy import BigInteger, FromClause, Select, bindparam, null, select

from schema import filters, reads
from schema.arguments import Slot, Tree, Variables, arguments
from schema.connections import SIZE
from schema.pagination import page_size
from schema.plan import KEYS, Binder, Level, Path, Row, Run, Shape, always
from timeline import queries
from timeline.buckets import Bucket, buckets, fitting
from timeline.dates import EARLIEST_SECOND, parse
from timeline.kinds import EntryKind
from timeline.models import Entry

if TYPE_CHECKING:
    from schema.compiler import Compiler

MOST_BUCKETS = 1_000
Count = dict[str, int]


@dataclass(frozen=True, slots=True)
class Filled:
    """A bucket with what may lie in it, by kind, and how much of that surely does."""

    bucket: Bucket
    counts: Count
    certain: int

    @property
    def count(self) -> int:
        """How many entries may lie in it."""
        return sum(self.counts.values())

    @property
    def edtf(self) -> str:
        """The bucket as EDTF."""
        return self.bucket.edtf


@dataclass(frozen=True, slots=True)
class Counted:
    """All buckets, how many entries are in them, and how many of those in more than one."""

    buckets: list[Filled]
    total: int

    @property
    def spread(self) -> int:
        """How many entries do not surely lie in one bucket."""
        return self.total - sum(filled.certain for filled in self.buckets)


class Density:
    """The levels behind one histogram or overview."""

    def __init__(self, compiler: "Compiler", definition: GraphQLField, nodes: list[FieldNode], path: Path) -> None:
        self.compiler = compiler
        self.node = nodes[0]
        self.path = path
        self.given = arguments(definition, nodes[0], compiler.variables)
        self.where = filters.Where(definition, self.given, compiler.schema.type_map["Entry"])
        window = self.given["where"].get("during", {}) if isinstance(self.given.get("where"), dict) else {}
        self.window: Tree = window if isinstance(window, dict) else {}
        self.bounds = self._level(None, self._select_bounds)
        self.bounds.needed = lambda variables: None in self._asked(variables)
        self.starts = self._level(self.bounds, lambda level: self._select_counts(level, "earliest"))
        self.ends = self._level(self.bounds, lambda level: self._select_counts(level, "latest"))
        kind = get_named_type(definition.type)
        assert isinstance(kind, GraphQLObjectType)
        self.fields = [
            (key, self._field(kind, found, (*path, key)))
            for key, found in compiler.selection.below(kind, nodes).items()
        ]
        if compiler.nested:
            self.fields.append(("__typename", always(kind.name)))

    def shape(self, row: Row, run: Run) -> Any:
        """The histogram or overview as it is answered."""
        counted = self._counted(run)
        return {key: shape(counted, run) for key, shape in self.fields}

    # The time it spans

    def _asked(self, variables: Variables) -> tuple[int | None, int | None]:
        """The first and last second of the window asked for, None where a side is open."""
        begin, end = (self.window[name].get(variables) if name in self.window else None for name in ("from", "to"))
        return (parse(begin).earliest if begin else None, parse(end).latest if end else None)

    def _pieces(self, run: Run) -> list[Bucket]:
        key = (Density, self.path)
        if key not in run.notes:
            run.notes[key] = self._cut(run)
        pieces: list[Bucket] = run.notes[key]
        return pieces

    def _cut(self, run: Run) -> list[Bucket]:
        lower, upper = self._asked(run.variables)
        if lower is None or upper is None:
            (found,) = run.rows[self.bounds.number][None]
            lower, upper = (found[1] if lower is None else lower, found[2] if upper is None else upper)
        if lower is None or upper is None or lower > upper:
            return []
        if "max" in self.given:
            return fitting(lower, upper, self._size(run.variables))
        unit = self.given["by"].sample
        pieces: list[Bucket] = self.bounds.binder.told(lambda variables: buckets(unit, lower, upper, MOST_BUCKETS), {})
        return pieces

    def _edges(self, run: Run) -> list[int] | None:
        pieces = self._pieces(run)
        return [EARLIEST_SECOND, *(piece.start for piece in pieces), pieces[-1].end + 1] if pieces else None

    def _size(self, variables: Variables) -> int:
        name = "max" if "max" in self.given else "first"
        return page_size(self.given[name].get(variables), name)

    # The SELECTs

    def _level(self, parent: Level | None, finish: Callable[[Level], Select[Any]]) -> Level:
        level = self.compiler.level(Entry.__table__.alias(), self.path, self.node, parent, 0)
        level.expression("key", null())
        level.finish = finish
        if parent is not None:
            level.asks = self._edges
        return level

    def _conditions(self, table: FromClause, binder: Binder) -> list[Any]:
        return self.where.conditions(table, binder) + filters.known("entry", table, self.compiler.day, binder)

    def _select_bounds(self, level: Level) -> Select[Any]:
        level.columns = [null(), *queries.bounds(level.table)]
        return select(*level.columns).where(*self._conditions(level.table, level.binder))

    def _stretches(self) -> FromClause:
        dialect = self.compiler.dialect
        return queries.stretches(dialect.each(dialect.many(KEYS, BigInteger())))

    def _select_counts(self, level: Level, bound: str) -> Select[Any]:
        return queries.counted_within(
            self._stretches(), level.table, bound, self._conditions(level.table, level.binder)
        )

    # What is answered

    def _field(self, kind: GraphQLObjectType, nodes: list[FieldNode], path: Path) -> Callable[[Counted, Run], Any]:
        definition = kind.fields.get(nodes[0].name.value)
        if definition is None:
            return always(kind.name)
        match reads.reads_of(definition):
            case reads.Part() as asked:
                return lambda counted, run: asked.compute(counted)
            case reads.Pieces():
                return self._buckets(get_named_type(definition.type), nodes, path)
        return self._chosen(definition, nodes, path)

    def _buckets(self, kind: Any, nodes: list[FieldNode], path: Path) -> Callable[[Counted, Run], Any]:
        fields = [
            (key, self._of_bucket(kind, found, (*path, key)))
            for key, found in self.compiler.selection.below(kind, nodes).items()
        ]
        if self.compiler.nested:
            fields.append(("__typename", always(kind.name)))
        return lambda counted, run: [{key: shape(filled, run) for key, shape in fields} for filled in counted.buckets]

    def _of_bucket(self, kind: Any, nodes: list[FieldNode], path: Path) -> Callable[[Filled, Run], Any]:
        definition = kind.fields.get(nodes[0].name.value)
        if definition is None:
            return always(kind.name)
        match reads.reads_of(definition):
            case reads.Part() as asked:
                return self._part(definition, nodes, asked.compute)
        return self._telling(definition, nodes, path)

    def _part(
        self, definition: GraphQLField, nodes: list[FieldNode], compute: Callable[[Any], Any]
    ) -> Callable[[Filled, Run], Any]:
        inner = get_named_type(definition.type)
        if self.compiler.nested or not isinstance(inner, GraphQLObjectType):
            return lambda filled, run: compute(filled)
        parts = self.compiler.parts(inner, nodes)
        return lambda filled, run: {key: part(compute(filled)) for key, part in parts}

    def _telling(self, definition: GraphQLField, nodes: list[FieldNode], path: Path) -> Callable[[Filled, Run], Any]:
        """The most telling entries of each bucket."""
        first = arguments(definition, nodes[0], self.compiler.variables)["first"]
        stretches = self._stretches()
        level, shape = self._entries(definition, nodes, path, stretches.c.lo, first)

        def finish(level: Level) -> Select[Any]:
            inner = Entry.__table__.alias()
            conditions = [queries.possibly(inner, stretches.c.lo, stretches.c.hi)]
            conditions += self._conditions(inner, level.binder)
            page = queries.page(inner, conditions, queries.most_telling(inner), bindparam(SIZE, type_=BigInteger))
            source = level.joined(self.compiler.dialect.pages(stretches, page, level.table))
            return select(*level.columns).select_from(source).order_by(*queries.most_telling(level.table))

        level.finish = finish
        number = level.number
        return lambda filled, run: [shape(row, run) for row in run.rows[number].get(filled.bucket.start, ())]

    def _chosen(self, definition: GraphQLField, nodes: list[FieldNode], path: Path) -> Callable[[Counted, Run], Any]:
        """The entries of an overview: the best of each bucket, then the second best, in the order of their dates."""
        level, shape = self._entries(definition, nodes, path, null(), self.given["max"])

        def finish(level: Level) -> Select[Any]:
            inner = Entry.__table__.alias()
            chosen = queries.spread_over(
                self._stretches(), inner, self._conditions(inner, level.binder), bindparam(SIZE, type_=BigInteger)
            )
            statement = select(*level.columns).select_from(level.joined(level.table))
            entry = level.table.c
            return statement.where(entry.id.in_(chosen)).order_by(entry.earliest, entry.latest, entry.slug)

        level.finish = finish
        number = level.number
        return lambda counted, run: [shape(row, run) for row in run.rows[number].get(None, ())]

    def _entries(
        self, definition: GraphQLField, nodes: list[FieldNode], path: Path, key: Any, size: Slot
    ) -> tuple[Level, Shape]:
        level = self.compiler.level(Entry.__table__.alias(), path, nodes[0], self.bounds, 0)
        level.asks = self._edges
        level.binder.check(SIZE, lambda variables: page_size(size.get(variables)))
        level.expression("key", key)
        shape = self.compiler.entity(get_named_type(definition.type), nodes, level, level.table, path)
        return level, shape

    def _counted(self, run: Run) -> Counted:
        """From counts of beginnings and ends to counts of what may lie in each bucket."""
        pieces = self._pieces(run)
        begun, inside = _tally(run.rows[self.starts.number].get(None, ()))
        ended, _ = _tally(run.rows[self.ends.number].get(None, ()))
        alive = _sum(begun.get(EARLIEST_SECOND), {})
        over = _sum(ended.get(EARLIEST_SECOND), {})
        total = -sum(over.values())
        filled = []
        for piece in pieces:
            alive = _sum(alive, begun.get(piece.start))
            counts = {kind: alive[kind] - over[kind] for kind in alive}
            filled.append(Filled(piece, counts, inside.get(piece.start, 0)))
            over = _sum(over, ended.get(piece.start))
        return Counted(filled, total + sum(alive.values()) if pieces else 0)


def _tally(rows: Sequence[Row]) -> tuple[dict[int, Count], dict[int, int]]:
    """Counts by bucket and kind, and how many of a bucket lie wholly in it."""
    counts: dict[int, Count] = {}
    inside: dict[int, int] = {}
    for _, start, kind, count, whole in rows:
        counts.setdefault(start, {})[kind] = count
        inside[start] = inside.get(start, 0) + whole
    return counts, inside


def _sum(one: Count | None, other: Count | None) -> Count:
    one, other = one or {}, other or {}
    return {kind.value: one.get(kind.value, 0) + other.get(kind.value, 0) for kind in EntryKind}
