"""What differs between SQLite and PostgreSQL when a SELECT becomes text for the driver itself."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import (
    ARRAY,
    BindParameter,
    Boolean,
    ColumnElement,
    DateTime,
    FromClause,
    Select,
    String,
    any_,
    bindparam,
    func,
    select,
    true,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect as Backend
from sqlalchemy.types import JSON, TypeEngine


@dataclass(frozen=True, slots=True)
class Sql:
    """A SELECT as the driver takes it: its text, the order of its parameters, and those that never change."""

    text: str
    names: tuple[str, ...]
    constants: dict[str, Any]


class Dialect(ABC):
    """What both databases share; each child says the rest."""

    name: str
    backend: Backend

    def compile(self, statement: Select[*tuple[Any, ...]]) -> Sql:
        """The statement's text with its parameters by position."""
        compiled = statement.compile(dialect=self.backend, compile_kwargs={"render_postcompile": True})
        names = tuple(compiled.positiontup or ())
        return Sql(str(compiled), names, dict(compiled.params))

    @abstractmethod
    def pack(self, values: Sequence[Any]) -> Any:
        """Many values as one parameter."""

    @abstractmethod
    def many(self, name: str, kind: TypeEngine[Any]) -> BindParameter[Any]:
        """A parameter that holds many values, packed by :meth:`pack`."""

    @abstractmethod
    def among(self, column: ColumnElement[Any], values: BindParameter[Any]) -> ColumnElement[bool]:
        """That the column is one of many values."""

    @abstractmethod
    def each(self, values: BindParameter[Any]) -> FromClause:
        """The many values as a table with one column, ``value``."""

    @abstractmethod
    def pages(self, keys: FromClause, page: Select[Any], child: FromClause) -> FromClause:
        """Each key of ``keys`` joined to the rows of ``child`` whose ids ``page`` selects for it."""

    @abstractmethod
    def reading(self, kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
        """How the driver's value of a column, if not NULL, becomes ours; None where it already is."""


class SqliteDialect(Dialect):
    """SQLite through the standard library's driver."""

    name = "sqlite"
    backend = sqlite.dialect()

    def pack(self, values: Sequence[Any]) -> Any:
        return orjson.dumps(values).decode()

    def many(self, name: str, kind: TypeEngine[Any]) -> BindParameter[Any]:
        return bindparam(name, type_=String)

    def among(self, column: ColumnElement[Any], values: BindParameter[Any]) -> ColumnElement[bool]:
        return column.in_(select(self.each(values).c.value))

    def each(self, values: BindParameter[Any]) -> FromClause:
        return func.json_each(values).table_valued("value")

    def pages(self, keys: FromClause, page: Select[Any], child: FromClause) -> FromClause:
        return keys.join(child, child.c.id.in_(page.correlate(keys)))

    def reading(self, kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
        if isinstance(kind, Boolean):
            return bool
        if isinstance(kind, JSON | DateTime):
            return kind.dialect_impl(self.backend).result_processor(self.backend, None)
        return None


class PostgresqlDialect(Dialect):
    """PostgreSQL through asyncpg."""

    name = "postgresql"
    backend = postgresql.asyncpg.dialect()  # type: ignore[no-untyped-call]

    def pack(self, values: Sequence[Any]) -> Any:
        return values

    def many(self, name: str, kind: TypeEngine[Any]) -> BindParameter[Any]:
        return bindparam(name, type_=ARRAY(kind))

    def among(self, column: ColumnElement[Any], values: BindParameter[Any]) -> ColumnElement[bool]:
        return column == any_(values)

    def each(self, values: BindParameter[Any]) -> FromClause:
        return func.unnest(values).table_valued("value").render_derived()

    def pages(self, keys: FromClause, page: Select[Any], child: FromClause) -> FromClause:
        first = page.correlate(keys).lateral("page")
        return keys.join(first, true()).join(child, child.c.id == first.c.id)

    def reading(self, kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
        return orjson.loads if isinstance(kind, JSON) else None


SQLITE = SqliteDialect()
POSTGRESQL = PostgresqlDialect()
