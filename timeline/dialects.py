"""What differs between SQLite and PostgreSQL when a SELECT becomes text for the driver itself."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

import orjson
from sqlalchemy import (
    ARRAY,
    BindParameter,
    Boolean,
    ColumnElement,
    DateTime,
    FromClause,
    Integer,
    Select,
    String,
    any_,
    bindparam,
    cast,
    collate,
    column,
    func,
    select,
    table,
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


class Phrase(NamedTuple):
    """Folded words that stand together; the last may go on where ``begins``."""

    words: tuple[str, ...]
    begins: bool = False


class Scope(Enum):
    """Where all phrases of a search are to be found; ``ELSEWHERE`` is anywhere but not all of them in the name."""

    NAME = "name"
    ELSEWHERE = "elsewhere"
    ANYWHERE = "anywhere"


WORDS = "searchable_words"
"""What holds the words to search: a table of SQLite's FTS5, a column of PostgreSQL's type ``tsvector``."""


class Dialect(ABC):
    """What both databases share; each child says the rest."""

    name: str
    backend: Backend
    foresees = True
    """Whether it plans well without the values of parameters; if not, the text says how few rows may come."""

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
    def by_letter(self, text: ColumnElement[Any]) -> ColumnElement[Any]:
        """A text that is compared letter for letter, as Unicode numbers them; anything else as it is."""

    @abstractmethod
    def pages(self, keys: FromClause, page: Select[Any], child: FromClause) -> FromClause:
        """Each key of ``keys`` joined to the rows of ``child`` whose ids ``page`` selects for it."""

    @abstractmethod
    def paged(self, keys: FromClause, page: Select[Any], child: FromClause) -> Select[Any]:
        """The ids that ``page`` selects for each key of ``keys``; ``child`` is a table that has them."""

    @abstractmethod
    def reading(self, kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
        """How the driver's value of a column, if not NULL, becomes ours; None where it already is."""

    @abstractmethod
    def matching(self, sought: BindParameter[str]) -> Select[int]:
        """The ids of what can be searched and has what is sought, in the words of :meth:`sought`."""

    def first_matching(self, sought: BindParameter[str], most: int) -> Select[int]:
        """Those of them with the lowest ids."""
        found = self.matching(sought)
        (id,) = found.selected_columns
        return found.order_by(id).limit(most)

    @abstractmethod
    def sought(self, phrases: Sequence[Phrase], scope: Scope) -> str:
        """What is sought in the database's own language; no phrases are nowhere."""


class SqliteDialect(Dialect):
    """SQLite through the standard library's driver."""

    name = "sqlite"
    backend = sqlite.dialect()

    def pack(self, values: Sequence[Any]) -> Any:
        return orjson.dumps(values).decode()

    def many(self, name: str, kind: TypeEngine[Any]) -> BindParameter[Any]:
        return bindparam(name, type_=String, required=False)

    def among(self, column: ColumnElement[Any], values: BindParameter[Any]) -> ColumnElement[bool]:
        return column.in_(select(self.each(values).c.value))

    def each(self, values: BindParameter[Any]) -> FromClause:
        return func.json_each(values).table_valued("value")

    def by_letter(self, text: ColumnElement[Any]) -> ColumnElement[Any]:
        return text

    def pages(self, keys: FromClause, page: Select[Any], child: FromClause) -> FromClause:
        return keys.join(child, child.c.id.in_(page.correlate(keys)))

    def paged(self, keys: FromClause, page: Select[Any], child: FromClause) -> Select[Any]:
        return select(child.c.id).select_from(self.pages(keys, page, child))

    def reading(self, kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
        if isinstance(kind, Boolean):
            return bool
        if isinstance(kind, JSON | DateTime):
            return kind.dialect_impl(self.backend).result_processor(self.backend, None)
        return None

    def matching(self, sought: BindParameter[str]) -> Select[int]:
        index = table(WORDS, column("rowid", Integer), column(WORDS))
        return select(index.c.rowid).where(index.c[WORDS].op("MATCH")(sought))

    def sought(self, phrases: Sequence[Phrase], scope: Scope) -> str:
        """In the language of FTS5 (SQLite documentation, "Full-text Query Syntax")."""
        if not phrases:
            return '""'
        texts = [f'"{" ".join(phrase.words)}"' + "*" * phrase.begins for phrase in phrases]
        anywhere, named = (" AND ".join(prefix + text for text in texts) for prefix in ("", "name : "))
        return {Scope.NAME: named, Scope.ANYWHERE: anywhere}.get(scope, f"({anywhere}) NOT ({named})")


class PostgresqlDialect(Dialect):
    """PostgreSQL through asyncpg."""

    name = "postgresql"
    foresees = False
    backend = postgresql.asyncpg.dialect()  # type: ignore[no-untyped-call]

    def pack(self, values: Sequence[Any]) -> Any:
        return values

    def many(self, name: str, kind: TypeEngine[Any]) -> BindParameter[Any]:
        return bindparam(name, type_=ARRAY(kind), required=False)

    def among(self, column: ColumnElement[Any], values: BindParameter[Any]) -> ColumnElement[bool]:
        return column == any_(values)

    def each(self, values: BindParameter[Any]) -> FromClause:
        return func.unnest(values).table_valued("value").render_derived()

    def by_letter(self, text: ColumnElement[Any]) -> ColumnElement[Any]:
        # A slug compares so of itself, and only without more can its index be used.
        kind = text.type.dialect_impl(self.backend)
        return collate(text, "C") if isinstance(kind, String) and kind.collation is None else text

    def pages(self, keys: FromClause, page: Select[Any], child: FromClause) -> FromClause:
        first = page.correlate(keys).lateral("page")
        return keys.join(first, true()).join(child, child.c.id == first.c.id)

    def paged(self, keys: FromClause, page: Select[Any], child: FromClause) -> Select[Any]:
        first = page.correlate(keys).lateral("page")
        return select(first.c.id).select_from(keys.join(first, true()))

    def reading(self, kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
        return orjson.loads if isinstance(kind, JSON) else None

    def matching(self, sought: BindParameter[str]) -> Select[int]:
        index = table("searchable", column("id", Integer), column(WORDS))
        return select(index.c.id).where(index.c[WORDS].op("@@")(cast(sought, postgresql.TSQUERY)))

    def first_matching(self, sought: BindParameter[str], most: int) -> Select[int]:
        # By the id as it is, PostgreSQL may walk the whole table to find the few rows that have a rare word.
        found = self.matching(sought)
        (id,) = found.selected_columns
        return found.order_by(id + 0).limit(most)

    def sought(self, phrases: Sequence[Phrase], scope: Scope) -> str:
        """In the language of tsquery (PostgreSQL documentation, 8.11.2); names have weight A, texts weight B."""
        pairs = [(_together(phrase, "A"), _together(phrase, "B")) for phrase in phrases]
        named = " & ".join(name for name, _ in pairs)
        anywhere = " & ".join(f"({name} | {told})" for name, told in pairs)
        elsewhere = f"{anywhere} & !({named})" if pairs else ""
        return {Scope.NAME: named, Scope.ANYWHERE: anywhere}.get(scope, elsewhere)


def _together(phrase: Phrase, weight: str) -> str:
    *words, last = phrase.words
    found = [f"'{word}':{weight}" for word in words] + [f"'{last}':{'*' * phrase.begins}{weight}"]
    return "(" + " <-> ".join(found) + ")"


SQLITE = SqliteDialect()
POSTGRESQL = PostgresqlDialect()
