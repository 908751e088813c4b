"""What a field reads, said once where the field is declared: a column, a value, a relation or a connection."""

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import strawberry
from graphql import GraphQLField
from sqlalchemy import ColumnElement, FromClause, Select
from sqlalchemy.orm import InstrumentedAttribute

from timeline import conditions
from timeline.dialects import Dialect
from timeline.exceptions import TimelineError
from timeline.models import Base

DEFINITION = "strawberry-definition"

Expression = Callable[[FromClause], ColumnElement[Any]]
Attribute = InstrumentedAttribute[Any]


@dataclass(frozen=True, slots=True)
class Value:
    """A value worked out from columns of the row; a lone column where ``compute`` is None.

    With ``written`` its parts that say so are the column as it stands, for which nothing need be worked out.
    """

    columns: tuple[Attribute, ...]
    compute: Callable[..., Any] | None = None
    written: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the value the parent field worked out, which may be its column as it is ``written``."""

    compute: Callable[[Any], Any]
    written: bool = False


@dataclass(frozen=True, slots=True)
class Id:
    """The global id of the row: its type and what it is known by outside."""


@dataclass(frozen=True, slots=True)
class One:
    """The row a to-one relationship leads to, joined in."""

    relationship: Attribute


@dataclass(frozen=True, slots=True)
class Many:
    """All rows a to-many relationship leads to, in its order; ``narrowed`` tells which argument puts what condition."""

    relationship: Attribute
    narrowed: Mapping[str, Callable[..., ColumnElement[bool]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Connection:
    """A page of the rows of a table: of all, or of those that to-many relationships lead to, one or another.

    ``narrowed`` tells which argument puts which condition; ``preset`` names the field of the filter that the arguments
    of the group around it fill in.
    """

    target: type[Base]
    relationships: tuple[Attribute, ...] = ()
    narrowed: Mapping[str, Callable[..., ColumnElement[bool]]] = field(default_factory=dict)
    preset: str | None = None


@dataclass(frozen=True, slots=True)
class Search(Connection):
    """A page of what a search finds."""


@dataclass(frozen=True, slots=True)
class Record:
    """The record that was found."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a record that were found, marked, with those around them."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """The one row of a table with the slug given."""

    target: type[Base]


@dataclass(frozen=True, slots=True)
class Nodes:
    """The rows with the global ids given, of any type."""


@dataclass(frozen=True, slots=True)
class Group:
    """An object without a row, whose connections are filtered by its arguments."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first rows of a SELECT made for each owner: its columns are ``value`` (the owner's id) and those below.

    It counts entries, of the table and under the conditions it is given.
    """

    statement: Callable[..., Select[Any]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of a ranking."""

    name: str


@dataclass(frozen=True, slots=True)
class Leads:
    """The row of a table that a column of a ranking holds the id of."""

    target: type[Base]
    name: str


@dataclass(frozen=True, slots=True)
class Density:
    """How entries lie in time: a histogram by the unit given, or an overview of at most as many as given."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The buckets of a histogram or overview."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The most telling entries of a bucket, or of all."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """The one value of a SELECT."""

    statement: Callable[[], Select[Any]]


Reads = (
    Value
    | Part
    | Id
    | One
    | Many
    | Connection
    | Search
    | Record
    | Passage
    | Lookup
    | Nodes
    | Scalar
    | Group
    | Ranking
    | Cell
    | Leads
    | Density
    | Pieces
    | Telling
)


def reads(what: Reads | Attribute, description: str, resolver: Callable[..., Any] | None = None) -> Any:
    """Declare a field and what it reads; ``resolver`` lends its arguments only."""
    if isinstance(what, InstrumentedAttribute):
        relation = hasattr(what.property, "uselist")
        what = (Many if what.property.uselist else One)(what) if relation else Value((what,))
    lent: Any = resolver
    return strawberry.field(description=description, resolver=lent, metadata={"reads": what})


def reads_of(definition: GraphQLField) -> Any:
    """What a field of the schema says it reads; None for a field of GraphQL's own."""
    found = definition.extensions.get(DEFINITION)
    return found.metadata.get("reads") if found else None


@dataclass(frozen=True, slots=True)
class Entity:
    """The table behind a GraphQL type, and what its rows are known by outside.

    ``owner`` is the table whose slug stands before the row's own key, with the column that refers to it.
    ``kind`` names the rows of a shared table that are of this type.
    """

    model: type[Base]
    kind: str | None = None
    owner: tuple[type[Base], str] | None = None

    def path(self, table: FromClause) -> ColumnElement[str]:
        """What a row is known by outside."""
        return conditions.path(table, *self.owner) if self.owner else table.c.slug

    def conditions(self, table: FromClause) -> list[ColumnElement[bool]]:
        """What tells rows of this type from others of the table."""
        return [table.c.kind == self.kind] if self.kind else []

    def found(self, dialect: Dialect, table: FromClause, bind: Callable[..., Any]) -> list[ColumnElement[bool]]:
        """That a row is one of those known by the paths bound."""
        found = [*self.conditions(table), dialect.among(self.path(table), bind(list))]
        if self.owner:
            owners = bind(lambda paths: [path.partition("/")[0] for path in paths])
            found.append(conditions.owned_by(dialect, table, *self.owner, owners))
        return found


def global_id(type_name: str, path: str) -> str:
    """The id given to the outside; made from type and slug, so that it survives a reload."""
    return base64.b64encode(f"{type_name}:{path}".encode()).decode()


def read_global_id(text: str) -> tuple[str, str]:
    """The type and path of an id given to the outside.

    Raises:
        TimelineError: it is no id of ours.
    """
    try:
        kind, colon, path = base64.b64decode(text, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        kind = colon = path = ""
    if not (kind and colon and path):
        raise TimelineError(f"{text[:80]!r} is not an id of this API; take it from a field called id")
    return kind, path
