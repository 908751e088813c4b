"""The change log read as a ledger: what stands in the database, in the words of the files it came from."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.orm import aliased

from timeline.kinds import Action, RecordKind
from timeline.loaders.records import Name, Record, from_document
from timeline.models import Change, Citation, Entry, Revision, Source

CHUNK = 500
Item = TypeVar("Item")


class Head(NamedTuple):
    """The newest change of a record that stands."""

    id: int
    origin: str


class Ledger:
    """The records of a database as of the beginning of a transaction; where slugs are given, those that have them."""

    def __init__(self, connection: Connection, slugs: Collection[str] | None = None) -> None:
        self.connection = connection
        self.heads: dict[Name, Head] = {}
        for chunk in [None] if slugs is None else chunks(list(slugs)):
            found = connection.execute(_heads(chunk))
            self.heads.update(((kind, slug), Head(id, origin)) for kind, slug, id, origin in found)

    def revision(self) -> int:
        """The number of the newest revision, 0 before the first."""
        return int(self.connection.scalar(select(func.coalesce(func.max(Revision.id), 0))) or 0)

    def documents(self, names: Iterable[Name]) -> dict[Name, dict[str, Any]]:
        """The documents of those of the names that stand."""
        ids = {self.heads[name].id: name for name in names if name in self.heads}
        found: dict[Name, dict[str, Any]] = {}
        for chunk in chunks(list(ids)):
            for id, after in self.connection.execute(select(Change.id, Change.after).where(Change.id.in_(chunk))):
                found[ids[id]] = after
        return found

    def records(self, names: Iterable[Name]) -> list[Record]:
        """The records of those of the names that stand."""
        documents = self.documents(names)
        return [from_document(name, after, self.heads[name].origin) for name, after in documents.items()]

    def citing(self, sources: Collection[str]) -> set[Name]:
        """The entries that cite any of the sources."""
        found: set[Name] = set()
        for chunk in chunks(list(sources)):
            query = select(Entry.kind, Entry.slug).join(Citation).join(Source).where(Source.slug.in_(chunk))
            found.update((RecordKind(kind), slug) for kind, slug in self.connection.execute(query.distinct()))
        return found

    def parents(self) -> dict[Name, str]:
        """For each event the one it is part of, for each statement the one it answers."""
        table, parent = Entry.__table__, aliased(Entry.__table__)
        query = select(table.c.kind, table.c.slug, parent.c.slug).join(
            parent, parent.c.id == func.coalesce(table.c.part_of_id, table.c.answers_id)
        )
        return {(RecordKind(kind), slug): upper for kind, slug, upper in self.connection.execute(query)}


def _heads(slugs: list[str] | None) -> Select[RecordKind, str, int, str]:
    """The newest change of every record that stands, or of those with one of the slugs."""
    newest = select(func.max(Change.id)).group_by(Change.kind, Change.slug)
    if slugs is not None:
        newest = newest.where(Change.kind.in_(list(RecordKind)), Change.slug.in_(slugs))
    heads = select(Change.kind, Change.slug, Change.id, Change.origin)
    return heads.where(Change.id.in_(newest), Change.action != Action.REMOVED)


def chunks(items: list[Item]) -> Iterator[list[Item]]:
    """Slices short enough for one statement's parameters."""
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
