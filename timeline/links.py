"""How the rows of a to-many relationship hang on their owner, told to SQL."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, select
from sqlalchemy.orm import RelationshipProperty

from timeline.aliases import lend


class Link:
    """A to-many relationship, straight or through a table between.

    ``table`` is an alias of the target, ``source`` the same with what stands between joined in, ``owner`` the column
    that holds the owner's id, ``order`` the relationship's own order, or the target's slug or id.
    """

    def __init__(self, relation: RelationshipProperty[Any]) -> None:
        (self._own, *rest) = relation.local_remote_pairs or []
        self._rest = rest
        self._secondary = relation.secondary
        self.table: FromClause = lend(relation.mapper.local_table)
        between = self.table if self._secondary is None else lend(self._secondary)
        self.owner: ColumnElement[Any] = between.c[self._own[1].name]
        self.source: FromClause = self.table
        for target, other in rest:
            self.source = between.join(self.table, self.table.c[target.name] == between.c[other.name])
        names = [getattr(column, "name", "id") for column in relation.order_by or ()]
        known = between if names and names[0] in between.c else self.table
        self.order = [known.c[name] for name in names] or [self.table.c["slug" if "slug" in self.table.c else "id"]]

    def member(self, table: FromClause, key: Any) -> ColumnElement[bool]:
        """That a row of ``table``, another alias of the target, belongs to the owner with this id; each row once."""
        if self._secondary is None:
            owned: ColumnElement[bool] = table.c[self._own[1].name] == key
            return owned
        ((target, other),) = self._rest
        between = lend(self._secondary)
        members = select(between.c[other.name]).where(between.c[self._own[1].name] == key)
        member: ColumnElement[bool] = table.c[target.name].in_(members.correlate(key.table))
        return member
