"""Lines of JSON into the database: what is new goes in by the database's own bulk path, a batch at a time.

One load is one transaction and one revision, as with files of annotations (:mod:`timeline.loaders.store`), by the
same rules; but lines only add and change, they remove nothing. Memory does not grow with the number of new records;
records that stand already and change are kept until the end.
"""

import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, text, update
from sqlalchemy.util import await_only

from timeline.database import supersede
from timeline.exceptions import AnnotationError, LoadError
from timeline.kinds import Action, RecordKind
from timeline.loaders import rows
from timeline.loaders.annotation import Progress
from timeline.loaders.apart import taken_apart
from timeline.loaders.changes import Change, conflicts, differences
from timeline.loaders.citations import Citations
from timeline.loaders.garbage import uncollected
from timeline.loaders.ledger import Ledger
from timeline.loaders.lines import searchable
from timeline.loaders.names import Names
from timeline.loaders.names import Text as KnownText
from timeline.loaders.nodes import MAX_FAULTS, Mapping
from timeline.loaders.records import Drafts, File, Name, Record, from_document
from timeline.loaders.store import Outcome, Writer, lock
from timeline.loaders.survey import Batch, Job
from timeline.loaders.tally import uncounted, untold
from timeline.loaders.tuples import TABLES, WITH_ID
from timeline.models import Base, Revision, Searchable, Source

CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class BulkOutcome(Outcome):
    """What a load of lines has done: beside its changes it has ``added`` records, which only a dry run names."""

    added: int = 0

    def counts(self) -> dict[Action, int]:
        """How many records were added, changed, removed."""
        counted = Outcome.counts(self)
        return {**counted, Action.ADDED: counted[Action.ADDED] + self.added}


@uncollected()
def load_lines(
    connection: Connection,
    path: str | Path,
    now: datetime,
    summary: str = "load",
    *,
    name: str | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> BulkOutcome:
    """Bring what the lines of a file say into the database, within the connection's transaction.

    ``name`` is what errors call the file, its path without one. The same lines again change nothing and make no
    revision; ``dry_run`` checks all and writes nothing.

    Raises:
        LoadError: a line is at fault, or says other than what another dataset gave; nothing is to be kept.
    """
    lock(connection)
    with tempfile.TemporaryDirectory(prefix="timeline-") as folder:
        names = str(Path(folder, "names"))
        job = _job(connection, str(path), name or str(path), names)
        _stand(connection, names)
        load = _Load(connection, job, now, dry_run)
        for batch in taken_apart(job):
            load.take(batch)
            if progress:
                progress(batch.what, batch.done, batch.size)
        return load.finish(summary)


def _job(connection: Connection, path: str, name: str, names: str) -> Job:
    tables = Base.metadata.tables
    ids = {table: connection.scalar(select(func.max(tables[table].c.id))) or 0 for table in [*WITH_ID, "change"]}
    revision = connection.scalar(select(func.coalesce(func.max(Revision.id), 0))) or 0
    # Reading lines is most of the work. Of it this process takes a part where it would wait for lines, as it does with
    # SQLite; with PostgreSQL it would keep the server waiting.
    folds = connection.dialect.name == "postgresql"
    return Job(path, name, os.path.basename(name), names, ids, revision + 1, folds)


def _stand(connection: Connection, path: str) -> None:
    """Tell a file of names what stands in the database."""
    names, tables = Names(Path(path)), Base.metadata.tables
    names.begin()
    for kind, table in rows.TABLES.items():
        query = select(tables[table].c.slug, tables[table].c.id)
        names.stand(kind, _pairs(connection, query.where(tables[table].c.kind == kind) if table == "entry" else query))
    sources = select(Source.slug, Source.sha256, Source.length, Source.text).where(Source.sha256.is_not(None))
    for slug, sha256, length, content in _pairs(connection, sources):
        names.keep_text(slug, KnownText(bool(sha256), length, content))
    entry = tables["entry"]
    parent = func.coalesce(entry.c.part_of_id, entry.c.answers_id)
    names.keep_parents(_pairs(connection, select(entry.c.id, parent).where(parent.is_not(None))))
    names.commit()
    names.close()


def _pairs(connection: Connection, query: Any) -> Iterable[Any]:
    found = connection.execute(query.execution_options(stream_results=True))
    return (tuple(row) for part in found.partitions(CHUNK) for row in part)


class _Load:
    """Takes batches into the database."""

    def __init__(self, connection: Connection, job: Job, now: datetime, dry_run: bool) -> None:
        self.connection, self.job, self.now, self.dry_run = connection, job, now, dry_run
        self.errors: list[AnnotationError] = []
        self.warnings: list[str] = []
        self.changes: list[Change] = []
        self.links: list[tuple[str, str, int, int]] = []
        self.added = 0
        self.begun = False
        self.aside: list[str] = []

    def take(self, batch: Batch) -> None:
        """Write what is new, and compare what stands."""
        self.errors += batch.errors
        self.warnings += batch.warnings
        if batch.standing:
            self._compare(batch.standing)
        self._count(batch.rows.get("change", []))
        if self.errors or self.dry_run:
            return
        if batch.rows:
            self._begin()
        for name in TABLES:
            if found := batch.rows.get(name):
                if name == "searchable" and not self.job.folds:
                    found = list(map(searchable, found))
                write(self.connection, name, found)
        self.links += batch.links

    def _count(self, added: list[tuple[Any, ...]]) -> None:
        """Count what is added; a dry run names it."""
        if not self.dry_run:
            self.added += len(added)
            return
        logged = (dict(zip(TABLES["change"].columns, row, strict=True)) for row in added)
        self.changes += (
            Change(RecordKind(row["kind"]), row["slug"], Action.ADDED, row["origin"], None, None, None)
            for row in logged
        )

    def finish(self, summary: str) -> BulkOutcome:
        """Tie links, write what has changed, and sum up."""
        self.changes += self._anchored_anew()
        if self.errors:
            raise LoadError.of(self.errors[:MAX_FAULTS])
        if self.dry_run or not (self.added or self.changes):
            return BulkOutcome(self.changes, self.warnings)
        number = self.job.revision
        self._begin()
        self._link()
        for statement in self.aside:
            self.connection.exec_driver_sql(statement)
        if self.connection.dialect.name == "postgresql":
            self._set_sequences()
        if self.changes:
            Writer(self.connection, None).write(self.changes, number)
        outcome = BulkOutcome(self.changes, self.warnings, number, self.added)
        told = ", ".join(f"{count} {action.lower()}" for action, count in outcome.counts().items())
        self.connection.execute(update(Revision).where(Revision.id == number).values(summary=f"{summary}: {told}"))
        return outcome

    def _begin(self) -> None:
        """Make the revision, once there is anything to put into it."""
        if not self.begun:
            self.begun = True
            values = {"id": self.job.revision, "at": self.now, "summary": ""}
            self.connection.execute(insert(Revision), values)
            self.aside = put_aside(self.connection, indexes=not self.job.ids["change"])
            supersede(self.connection, self.job.revision - 1)

    def _compare(self, standing: Sequence[tuple[int, RecordKind, str, dict[str, Any]]]) -> None:
        """Keep what differs from what stands; what another dataset gave must not."""
        ledger = Ledger(self.connection, {document["slug"] for _, _, _, document in standing})
        stored = ledger.documents((kind, document["slug"]) for _, kind, _, document in standing)
        documented = [
            (self._record((kind, document["slug"]), line, origin, document), document)
            for line, kind, origin, document in standing
            if stored.get(name := (kind, document["slug"])) != document or ledger.heads[name].origin != origin
        ]
        drafts = Drafts()
        changes = list(differences(documented, stored, drafts, ledger))
        self.errors += conflicts(changes, drafts, ledger)
        self.changes += changes

    def _record(self, name: Name, line: int, origin: str, document: dict[str, Any]) -> Record:
        record = from_document(name, document, origin)
        return Record(record.kind, record.draft, File(self.job.name, origin, Mapping((line, 0))), (), record.states)

    def _anchored_anew(self) -> list[Change]:
        """Entries that the lines leave alone and that cite a source whose text comes with them."""
        sources = [change for change in self.changes if change.kind is RecordKind.SOURCE and change.record]
        if not sources or self.errors:
            return []
        records = [change.record for change in sources if change.record]
        texts = {record.slug: record.draft.text.content for record in records if record.draft.text}
        drafts = Drafts(records, texts={slug: content for slug, content in texts.items() if content is not None})
        stored = {(change.kind, change.slug): change.before or {} for change in sources}
        told = {(change.kind, change.slug) for change in self.changes}
        ledger = Ledger(self.connection)
        citations = Citations(drafts, ledger, stored, told)
        self.warnings += citations.warnings
        others = [(record, record.document()) for record in citations.others]
        return list(differences(others, ledger.documents(record.name for record, _ in others), drafts, ledger))

    def _link(self) -> None:
        """Lead columns to rows that came later than theirs."""
        for table, column in sorted({(table, column) for table, column, _, _ in self.links}):
            pairs = [(id, target) for name, where, id, target in self.links if (name, where) == (table, column)]
            for start in range(0, len(pairs), CHUNK):
                link(self.connection, table, column, pairs[start : start + CHUNK])

    def _set_sequences(self) -> None:
        """Let the ids the database gives go on behind those given here."""
        for table in sorted(WITH_ID):
            sequence = f"setval(pg_get_serial_sequence('{table}', 'id'), max(id))"
            self.connection.execute(text(f"SELECT {sequence} FROM {table} HAVING max(id) IS NOT NULL"))  # noqa: S608


def write(connection: Connection, name: str, values: list[tuple[Any, ...]]) -> None:
    """Add rows to a table by the quickest way its database has: COPY, or one prepared statement."""
    raw, columns = connection.connection.driver_connection, TABLES[name].columns
    assert raw is not None
    if connection.dialect.name == "postgresql":
        await_only(raw.copy_records_to_table(name, records=values, columns=columns))
        return
    listed, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    raw.executemany(f'INSERT INTO "{name}" ({listed}) VALUES ({marks})', values)  # noqa: S608


def put_aside(connection: Connection, *, indexes: bool) -> list[str]:
    """Take away what SQLite keeps in step with every row, and give back the statements that make it whole again.

    That is the index of the search, which is several times quicker to fill at once, and, where nothing stands, the
    ``indexes`` that no constraint needs. Those who read meanwhile see them as before. PostgreSQL would keep readers
    out, so that there nothing is taken away, but what is counted later. What rows are
    checked for, their drafts were checked for already.
    """
    later = [*untold(connection), *uncounted(connection)]
    if connection.dialect.name != "sqlite":
        return later
    connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
    first = connection.scalar(select(func.coalesce(func.max(Searchable.id), 0)))
    fill = "INSERT INTO searchable_words (rowid, name, text) SELECT id, name, text FROM searchable WHERE id > "
    again = ["PRAGMA ignore_check_constraints=OFF", *later, f"{fill}{first}"]
    found = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    for kind, name, statement in found:
        if (kind == "index" and indexes) or (kind, name) == ("trigger", "searchable_added"):
            connection.exec_driver_sql(f'DROP {kind} "{name}"')
            again.append(statement)
    return again


def link(connection: Connection, name: str, column: str, pairs: list[tuple[int, int]]) -> None:
    """Set a column of some rows, by id."""
    table = Base.metadata.tables[name]
    statement = update(table).where(table.c.id == bindparam("b_id")).values({column: bindparam("b_target")})
    connection.execute(statement, [{"b_id": id, "b_target": target} for id, target in pairs])
