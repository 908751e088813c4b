"""Drafts into the database: one load, one transaction, one revision; all of it or nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, text, update

from timeline.database import supersede
from timeline.exceptions import AnnotationError, LoadError
from timeline.kinds import Action, RecordKind
from timeline.loaders import index, rows
from timeline.loaders.annotation import Progress
from timeline.loaders.changes import Change, conflicts, differences, removals, removed, strangers
from timeline.loaders.citations import Citations
from timeline.loaders.garbage import uncollected
from timeline.loaders.ledger import Ledger, chunks
from timeline.loaders.records import Drafts, Name, Record
from timeline.loaders.references import PARENTS, bereft, circles, dangling, duplicates, references, taken
from timeline.loaders.tally import uncounted
from timeline.models import Base

Documented = tuple[Record, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a load has done, or would do: its changes, what a curator should know, and the revision it made.

    ``revision`` is None where nothing changed, and in a dry run.
    """

    # Asyncio takes the repr of a finished task's result, which would cost more than the load.
    changes: list[Change] = field(repr=False)
    warnings: list[str] = field(repr=False)
    revision: int | None = None

    def counts(self) -> dict[Action, int]:
        """How many records were added, changed, removed."""
        counted = Counter(change.action for change in self.changes)
        return {action: counted[action] for action in Action}


@uncollected()
def load(
    connection: Connection,
    drafts: Drafts,
    now: datetime,
    summary: str = "load",
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Bring the database to what the drafts say, within the connection's transaction.

    What the drafts' scopes held before and do not hold now is removed. The same drafts again change nothing and
    make no revision. The revision is summed up as ``summary`` with the counts behind it; ``dry_run`` checks all
    and writes nothing.

    Raises:
        LoadError: something in the drafts, or against what the database holds, is at fault; nothing is written.
    """
    lock(connection)
    ledger = Ledger(connection)
    outcome = _compare(drafts, ledger)
    if dry_run or not outcome.changes:
        return outcome
    number = ledger.revision() + 1
    supersede(connection, number - 1)
    told = ", ".join(f"{count} {action.lower()}" for action, count in outcome.counts().items())
    connection.execute(insert(_table("revision")), {"id": number, "at": now, "summary": f"{summary}: {told}"})
    Writer(connection, progress).write(outcome.changes, number)
    return Outcome(outcome.changes, outcome.warnings, number)


def lock(connection: Connection) -> None:
    """Let no other load in until this one is over; SQLite's transactions begin so."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE revision IN SHARE ROW EXCLUSIVE MODE"))


def _compare(drafts: Drafts, ledger: Ledger) -> Outcome:
    """What the drafts change, once nothing is at fault."""
    gone = removed(drafts, ledger)
    stored = ledger.documents(record.name for record in drafts.records)
    citations = Citations(drafts, ledger, stored, gone)
    documented = [(record, record.document()) for record in citations.records]
    changes = list(differences(documented, stored, drafts, ledger))
    others = [(record, record.document()) for record in citations.others]
    before = ledger.documents(record.name for record, _ in others)
    changes += differences(others, before, drafts, ledger)
    errors = [*drafts.errors, *citations.errors, *duplicates(drafts.records)]
    errors += _misreferences(drafts, ledger, documented, gone)
    errors += conflicts(changes, drafts, ledger)
    errors += strangers(drafts, ledger, gone)
    if errors:
        raise LoadError.of(errors)
    return Outcome([*changes, *removals(gone, ledger)], citations.warnings)


def _misreferences(
    drafts: Drafts, ledger: Ledger, documented: list[Documented], gone: set[Name]
) -> list[AnnotationError]:
    """What refers to nothing or goes round in a circle, in the load and in what stands beside it."""
    loaded = {record.name for record in drafts.records}
    standing = ledger.heads.keys() - gone
    errors = [*taken(drafts.records, standing), *circles(drafts.records, _parents(ledger, documented, gone))]
    missing = dangling(documented, standing | loaded)
    if drafts.whole:
        errors += (error for slug, error in missing if slug not in drafts.broken)
    if gone:
        errors += bereft(ledger.records(standing - loaded), standing | loaded)
    return errors


def _parents(ledger: Ledger, documented: Iterable[Documented], gone: set[Name]) -> dict[Name, str]:
    """What each entry is part of or answers, once the load is done."""
    parents = {name: parent for name, parent in ledger.parents().items() if name not in gone}
    for record, document in documented:
        parents.pop(record.name, None)
        if parent := document.get(PARENTS.get(record.kind, "")):
            parents[record.name] = parent
    return parents


class Writer:
    """Writes changes as rows, in bulk and in an order that no foreign key minds."""

    def __init__(self, connection: Connection, progress: Progress | None) -> None:
        self.connection = connection
        self.progress = progress or (lambda what, done, of: None)
        self.ids: rows.Ids = {}

    def write(self, changes: list[Change], revision: int) -> None:
        kept = [change for change in changes if change.record]
        lost = [change for change in changes if not change.record]
        # Actors go last: a source goes with the actor that published it, until it is told of another.
        self._remove([change for change in lost if change.kind is not RecordKind.ACTOR])
        tables, needed = list(dict.fromkeys(rows.TABLES.values())), _needed(kept)
        for number, table in enumerate(tables, 1):
            mine = [change for change in kept if rows.TABLES[change.kind] == table]
            self._write_main(table, mine)
            self._learn(table, needed[table])
            if table == "entry":
                self._link(mine)
            self.progress("writing", number, len(tables) + 2)
        self._write_parts(kept)
        self.progress("writing", len(tables) + 1, len(tables) + 2)
        self._remove([change for change in lost if change.kind is RecordKind.ACTOR])
        index.refresh(self.connection, [(change.kind, change.slug) for change in changes])
        self._log(changes, revision)
        self.progress("writing", len(tables) + 2, len(tables) + 2)

    def _remove(self, changes: list[Change]) -> None:
        for name, slugs in _grouped((rows.TABLES[change.kind], change.slug) for change in changes).items():
            for chunk in chunks(slugs):
                table = _table(name)
                self.connection.execute(delete(table).where(table.c.slug.in_(chunk)))

    def _write_main(self, name: str, changes: list[Change]) -> None:
        table = _table(name)
        written = {
            change.slug: (change.action, rows.row(change.record, self.ids)) for change in changes if change.record
        }
        added = [row for action, row in written.values() if action is Action.ADDED]
        changed = [{**row, "b_slug": row["slug"]} for action, row in written.values() if action is Action.CHANGED]
        if added:
            later = uncounted(self.connection) if name == "entry" else []
            self.connection.execute(insert(table), added)
            for statement in later:
                self.connection.exec_driver_sql(statement)
        if changed:
            values: dict[str, Any] = {column: bindparam(column) for column in changed[0] if column != "b_slug"}
            self.connection.execute(update(table).where(table.c.slug == bindparam("b_slug")).values(values), changed)

    def _learn(self, name: str, slugs: Iterable[str]) -> None:
        """Look up the ids of the slugs."""
        table = _table(name)
        for chunk in chunks(sorted(slugs)):
            found = self.connection.execute(select(table.c.slug, table.c.id).where(table.c.slug.in_(chunk)))
            self.ids.update({(name, slug): id for slug, id in found})

    def _link(self, changes: list[Change]) -> None:
        """Tie entries to those they are part of or answer, all of which have ids by now."""
        table = _table("entry")
        links = [
            {"b_id": self.ids["entry", change.slug], **link}
            for change in changes
            if change.record
            and ((link := rows.link(change.record, self.ids)) and (any(link.values()) or change.before))
        ]
        if links:
            columns: dict[str, Any] = {column: bindparam(column) for column in ("part_of_id", "answers_id")}
            self.connection.execute(update(table).where(table.c.id == bindparam("b_id")).values(columns), links)

    def _write_parts(self, changes: list[Change]) -> None:
        rewritten = _grouped(
            (rows.TABLES[change.kind], self.ids[rows.TABLES[change.kind], change.slug])
            for change in changes
            if change.action is Action.CHANGED
        )
        for main, owners in rewritten.items():
            for name, column in rows.PARTS.get(main, {}).items():
                for chunk in chunks(owners):
                    table = _table(name)
                    self.connection.execute(delete(table).where(table.c[column].in_(chunk)))
        parts: dict[str, list[rows.Row]] = defaultdict(list)
        for change in changes:
            for name, written in rows.parts(change.record, self.ids) if change.record else ():
                parts[name] += written
        for name, written in parts.items():
            self.connection.execute(insert(_table(name)), written)

    def _log(self, changes: Sequence[Change], revision: int) -> None:
        columns = ("kind", "slug", "action", "origin", "before", "after")
        logged = [
            {"revision_id": revision, **{column: getattr(change, column) for column in columns}} for change in changes
        ]
        self.connection.execute(insert(_table("change")), logged)


def _needed(changes: Iterable[Change]) -> dict[str, set[str]]:
    """By table, the slugs that the changes are about or refer to."""
    needed: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        needed[rows.TABLES[change.kind]].add(change.slug)
        for reference in references(change.kind, change.after or {}):
            needed[rows.TABLES[reference.kinds[0]]].add(reference.slug)
    return needed


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
