"""Histograms and overviews: how many entries may lie in each stretch of time, and the most telling of them.

An entry counts in every bucket some reading of its date may lie in. Counting looks at the first and at the last
seconds of their dates: as many lie in a bucket as have begun by its end, less those that have ended before its start.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, FromClause, Select, bindparam, null, select

from schema import filters, reads
from schema.arguments import Slot, Variables
from schema.connections import SIZE, asked_below
from schema.pagination import page_size
from schema.plan import KEYS, Binder, Level
from schema.planning import Asked, Planning, tree
from schema.writer import Row, Run, Shape
from timeline import conditions, queries
from timeline.aliases import lend
from timeline.buckets import Bucket, buckets, fitting
from timeline.dates import EARLIEST_SECOND, LATEST_SECOND, parse
from timeline.kinds import EntryKind
from timeline.models import Entry, Tally
from timeline.walks import walk

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


def density(planning: Planning, what: reads.Density, asked: Asked) -> Shape:
    """A histogram or an overview."""
    return planning.writer.call(Density(planning, asked).write)


class Density:
    """The levels behind one histogram or overview."""

    def __init__(self, planning: Planning, asked: Asked) -> None:
        self.planning = planning
        self.asked = asked
        self.day = planning.day
        self.given = planning.arguments(asked)
        self.where = filters.Where(asked.definition, self.given, planning.schema.type_map["Entry"])
        self.window = tree(tree(self.given, "where"), "during")
        self.led = self.where.led()
        self.counted_in = lend((Tally if self.where.tallied and self.day is None else Entry).__table__)
        with planning.as_of(tree(self.given, "where").get("knownBy")):
            self.bounds = self._level(None, self._select_bounds)
            self.bounds.needed = lambda variables: None in self._asked(variables)
            self.counts = self._level(self.bounds, self._select_counts)
            self.fields = [
                (key, self._field(asked_below(asked, key, found))) for key, found in planning.below(asked).items()
            ]
        if planning.nested:
            self.fields.append(("__typename", _always(asked.kind.name)))

    def write(self, row: Row, run: Run) -> Any:
        """The histogram or overview as it is answered."""
        counted = self._counted(run)
        return {key: shape(counted, run) for key, shape in self.fields}

    def _links(self) -> FromClause | None:
        """The links of owners asked for to their entries, where a walk of these tells all that is asked."""
        if self.led is None or not self.led.rest.walked or len(self.led.relationships) > 1:
            return None
        return walk(self.led.relationships[0].property)

    # The time it spans

    def _asked(self, variables: Variables) -> tuple[int | None, int | None]:
        """The first and last second of the window asked for, None where a side is open."""
        begin, end = (self.window[name].get(variables) if name in self.window else None for name in ("from", "to"))
        return (parse(begin).earliest if begin else None, parse(end).latest if end else None)

    def _pieces(self, run: Run) -> list[Bucket]:
        key = (Density, self.asked.path)
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
        if not pieces:
            return None
        # One more stretch before the first piece, where 64 bits reach any further; the last edge ends the last piece.
        return sorted({EARLIEST_SECOND, *(piece.start for piece in pieces), min(pieces[-1].end + 1, LATEST_SECOND)})

    def _size(self, variables: Variables) -> int:
        name = "max" if "max" in self.given else "first"
        return page_size(self.given[name].get(variables), name)

    # The SELECTs

    def _level(self, parent: Level | None, finish: Callable[[Level], Select[Any]]) -> Level:
        level = self.planning.level(self.counted_in, self.asked.path, self.asked.node, parent)
        level.expression("key", null())
        level.finish = finish
        if parent is not None:
            level.asks = self._edges
        return level

    def _conditions(self, table: FromClause, binder: Binder) -> list[Any]:
        """What must hold of an entry, or of a link to one."""
        where = self.led.rest if self.led and "owner" in table.c else self.where
        return where.conditions(table, binder) + filters.known("entry", table, self.day, binder)

    def _select_bounds(self, level: Level) -> Select[Any]:
        level.columns = [null(), *queries.bounds(level.table)]
        return select(*level.columns).where(*self._conditions(level.table, level.binder))

    def _stretches(self) -> FromClause:
        dialect = self.planning.dialect
        return queries.stretches(dialect.each(dialect.many(KEYS, BigInteger())))

    def _select_counts(self, level: Level) -> Select[Any]:
        shown = self._conditions(level.table, level.binder)
        counted = queries.counted_within(self.planning.dialect, self._stretches(), level.table, shown)
        level.columns = list(counted.selected_columns)
        return counted

    # What is answered

    def _field(self, asked: Asked | None) -> Callable[[Counted, Run], Any]:
        if asked is None:
            return _always(self.asked.kind.name)
        match reads.reads_of(asked.definition):
            case reads.Part() as what:
                return lambda counted, run: what.compute(counted)
            case reads.Pieces():
                return self._buckets(asked)
        return self._chosen(asked)

    def _buckets(self, asked: Asked) -> Callable[[Counted, Run], Any]:
        below = self.planning.below(asked).items()
        fields = [(key, self._of_bucket(asked_below(asked, key, found), asked.kind.name)) for key, found in below]
        if self.planning.nested:
            fields.append(("__typename", _always(asked.kind.name)))
        return lambda counted, run: [{key: shape(filled, run) for key, shape in fields} for filled in counted.buckets]

    def _of_bucket(self, asked: Asked | None, name: str) -> Callable[[Filled, Run], Any]:
        if asked is None:
            return _always(name)
        match reads.reads_of(asked.definition):
            case reads.Part() as what:
                return self._part(asked, what.compute)
        return self._telling(asked)

    def _part(self, asked: Asked, compute: Callable[[Any], Any]) -> Callable[[Filled, Run], Any]:
        write = self.planning.writer.function(self.planning.parts(asked))
        return lambda filled, run: write(compute(filled), run)

    def _telling(self, asked: Asked) -> Callable[[Filled, Run], Any]:
        """The most telling entries of each bucket."""
        stretches = self._stretches()
        level, shape = self._entries(asked, stretches.c.lo, self.planning.arguments(asked)["first"], "first")

        def finish(level: Level) -> Select[Any]:
            day = filters.day_of(level.binder)
            page = self._page(level, lambda table: conditions.possibly(table, stretches.c.lo, stretches.c.hi))
            source = level.joined(self.planning.dialect.pages(stretches, page, level.table))
            return select(*level.columns).select_from(source).order_by(*queries.most_telling(level.table, day))

        level.finish = finish
        number = level.number
        return lambda filled, run: [shape(row, run) for row in run.rows[number].get(filled.bucket.start, ())]

    def _chosen(self, asked: Asked) -> Callable[[Counted, Run], Any]:
        """The entries of an overview: the best of each bucket, then the second best, in the order of their dates."""
        level, shape = self._entries(asked, null(), self.given["max"], "max")

        def finish(level: Level) -> Select[Any]:
            stretches, page = self._begun(level)
            day, size = filters.day_of(level.binder), bindparam(SIZE, type_=BigInteger)
            chosen = queries.spread_over(self.planning.dialect, stretches, page, day, size)
            statement = select(*level.columns).select_from(level.joined(level.table))
            entry = level.table.c
            return statement.where(entry.id.in_(chosen)).order_by(entry.earliest, entry.latest, entry.slug)

        level.finish = finish
        number = level.number
        return lambda counted, run: [shape(row, run) for row in run.rows[number].get(None, ())]

    def _begun(self, level: Level) -> tuple[FromClause, Select[Any]]:
        """Stretches, and the ids of the most telling entries that begin in one; on a walk for each owner, if any."""
        stretches, binder, links = self._stretches(), level.binder, self._links()
        if self.led is None or links is None:
            return stretches, self._page(level, lambda table: queries.begun_in(stretches, table))
        owners = lend(self.led.relationships[0].property.parent.local_table)
        named = self.planning.dialect.among(owners.c.slug, binder.many(self.led.slugs))
        each = select(stretches.c.lo, stretches.c.hi, owners.c.id.label("owner")).where(named).subquery()
        shown = [links.c.owner == each.c.owner, queries.begun_in(each, links), *self._conditions(links, binder)]
        size = bindparam(SIZE, type_=BigInteger)
        return each, queries.most_told_on(links, shown, filters.day_of(binder), size)

    def _page(self, level: Level, lies: Callable[[FromClause], Any]) -> Select[Any]:
        """The ids of the most telling entries of a stretch they lie in."""
        table = self.planning.dialect.walked(lend(Entry.__table__))
        shown, day = [lies(table), *self._conditions(table, level.binder)], filters.day_of(level.binder)
        return queries.page(table, shown, queries.most_telling(table, day), bindparam(SIZE, type_=BigInteger))

    def _entries(self, asked: Asked, key: Any, size: Slot, name: str) -> tuple[Level, Callable[[Row, Run], Any]]:
        level = self.planning.level(lend(Entry.__table__), asked.path, asked.node, self.bounds)
        level.asks = self._edges
        level.binder.check(SIZE, lambda variables: page_size(size.get(variables), name))
        level.expression("key", key)
        return level, self.planning.writer.function(self.planning.entity(asked, level, level.table))

    def _counted(self, run: Run) -> Counted:
        """From counts of beginnings and ends to counts of what may lie in each bucket."""
        pieces = self._pieces(run)
        rows = run.rows[self.counts.number].get(None, ())
        begun, inside = _tally((start, found) for _, start, found, _ in rows)
        ended, _ = _tally((start, found) for _, start, _, found in rows)
        whole = bool(pieces) and pieces[0].start == EARLIEST_SECOND
        alive = _sum(None if whole else begun.get(EARLIEST_SECOND), {})
        over = _sum(None if whole else ended.get(EARLIEST_SECOND), {})
        total = -sum(over.values())
        filled = []
        for piece in pieces:
            alive = _sum(alive, begun.get(piece.start))
            counts = {kind: alive[kind] - over[kind] for kind in alive}
            filled.append(Filled(piece, counts, inside.get(piece.start, 0)))
            over = _sum(over, ended.get(piece.start))
        return Counted(filled, total + sum(alive.values()) if pieces else 0)


def _always(value: Any) -> Callable[[Any, Run], Any]:
    return lambda counted, run: value


def _tally(rows: Iterable[tuple[int, Sequence[int | None]]]) -> tuple[dict[int, Count], dict[int, int]]:
    """Counts by bucket and kind, and how many of a bucket lie wholly in it."""
    counts: dict[int, Count] = {}
    inside: dict[int, int] = {}
    for start, (*found, whole) in rows:
        counts[start] = {kind.value: number or 0 for kind, number in zip(EntryKind, found, strict=True)}
        inside[start] = whole or 0
    return counts, inside


def _sum(one: Count | None, other: Count | None) -> Count:
    one, other = one or {}, other or {}
    return {kind.value: one.get(kind.value, 0) + other.get(kind.value, 0) for kind in EntryKind}
