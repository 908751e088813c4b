"""What a load would change: its records held against those the database holds."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from timeline.exceptions import AnnotationError, Place
from timeline.kinds import Action, RecordKind
from timeline.loaders.ledger import Ledger
from timeline.loaders.records import Drafts, Name, Record, is_article

Documents = dict[Name, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Change:
    """What a load does to one record; ``record`` is None where it is removed."""

    kind: RecordKind
    slug: str
    action: Action
    origin: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    record: Record | None

    @property
    def fields(self) -> list[str]:
        """The keys of the document that differ; ``origin`` alone where it only came from another file."""
        before, after = self.before or {}, self.after or {}
        differing = [key for key in {**before, **after} if before.get(key) != after.get(key)]
        return differing or ["origin"]


def removed(drafts: Drafts, ledger: Ledger) -> set[Name]:
    """What the database holds from where the load has looked, and the load has not found."""
    if not drafts.whole:
        return set()
    found = {record.name for record in drafts.records}
    return {
        name
        for name, head in ledger.heads.items()
        if name not in found and name[1] not in drafts.broken and drafts.covers(head.origin)
    }


def differences(
    records: Iterable[tuple[Record, dict[str, Any]]], stored: Documents, drafts: Drafts, ledger: Ledger
) -> Iterator[Change]:
    """What is new and what is other than before; what another dataset says in the same words stays its own."""
    for record, after in records:
        before, origin = stored.get(record.name), record.file.origin
        if before is None:
            yield Change(*record.name, Action.ADDED, origin, None, after, record)
        elif before != after or (ledger.heads[record.name].origin != origin and _same_root(record, drafts, ledger)):
            yield Change(*record.name, Action.CHANGED, origin, before, after, record)


def removals(names: set[Name], ledger: Ledger) -> Iterator[Change]:
    """The changes that take records out."""
    for name, before in sorted(ledger.documents(names).items()):
        yield Change(*name, Action.REMOVED, ledger.heads[name].origin, before, None, None)


def conflicts(changes: Iterable[Change], drafts: Drafts, ledger: Ledger) -> Iterator[AnnotationError]:
    """Each change that would overwrite what another dataset or file says."""
    for change in changes:
        if change.action is Action.CHANGED and change.record and not _same_root(change.record, drafts, ledger):
            origin = ledger.heads[change.record.name].origin
            message = (
                f"the {change.kind.lower()} {change.slug!r} comes from {origin} and differs from this one "
                f"in {', '.join(change.fields)}; take it out here, or change it there"
            )
            yield change.record.error(("slug",), message)


def strangers(drafts: Drafts, ledger: Ledger, gone: set[Name]) -> Iterator[AnnotationError]:
    """Each file outside any dataset that would remove all that another file of its name has given."""
    held = Counter(head.origin for head in ledger.heads.values())
    lost = Counter(ledger.heads[name].origin for name in gone)
    for origin in drafts.scopes & lost.keys():
        if "/" not in origin and lost[origin] == held[origin]:
            message = (
                "all that a file of that name gave before would be removed, since nothing of it is here; "
                "rename this file, or put it in a folder with a timeline.yaml"
            )
            yield AnnotationError(Place(origin), message)


def _same_root(record: Record, drafts: Drafts, ledger: Ledger) -> bool:
    """Whether the database has the record from the same dataset, or from a file this load has read.

    What was drafted from an article gives way to every file, and takes the place of none.
    """
    before = ledger.heads[record.name].origin
    if drafts.covers(before):
        return True
    if is_article(record.file.origin):
        return False
    return is_article(before) or _root(before) == _root(record.file.origin)


def _root(origin: str) -> str:
    return origin.partition("/")[0]
