"""Walks over the entries that hang on an owner, in the order of dates, in an index of the links that lead to them.

A walk is a table as good as that of entries for what its rows are chosen and ordered by: it has their ``id``, what
links hold of them (:class:`timeline.models.Walked`) under the names they have there, and their ``owner``.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Column, FromClause, MetaData, Table
from sqlalchemy.orm import RelationshipProperty

from timeline.aliases import lend
from timeline.models import Entry, Walked

COPIES = {name.removeprefix("entry_"): name for name in Walked.__annotations__}


def walk(relation: RelationshipProperty[Any]) -> FromClause | None:
    """The entries a relationship leads to, as a walk; None where it leads to others, or no index holds them so."""
    if relation.mapper.local_table is not Entry.__table__:
        return None
    links, owner = relation.secondary, relation.local_remote_pairs[0][1].name
    if links is None:
        return lend(_of_entries(owner))
    assert isinstance(links, Table)
    found = _of_links(links)
    return lend(found) if found is not None and found.c.owner.name == owner else None


@cache
def _of_links(links: Table) -> Table | None:
    for index in links.indexes:
        if index.name == f"ix_{links.name}_walk":
            owner, *_, entry = index.columns.keys()
            return _called(links, {"owner": owner, "id": entry, **COPIES})
    return None


@cache
def _of_entries(owner: str) -> Table:
    """Entries that lead to their owner themselves: so few that how long they last does not matter."""
    kept = {name: name for name in ("id", *COPIES) if name != "lasting"}
    return _called(Entry.metadata.tables["entry"], {"owner": owner, **kept})


def _called(table: Table, names: Mapping[str, str]) -> Table:
    """The same table with its columns called otherwise."""
    return Table(table.name, MetaData(), *(Column(real, table.c[real].type, key=name) for name, real in names.items()))
