"""What differs between SQLite and PostgreSQL when a SELECT becomes text for the driver itself."""

import re
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
    CompoundSelect,
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
    literal_column,
    select,
    table,
    true,
    union_all,
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


class Part(NamedTuple):
    """A SELECT of so many columns among others; its keys, if it has any, stand in a column of an earlier part."""

    sql: Sql
    width: int
    parent: int | None = None
    key: int = 0

    def columns(self, form: str) -> str:
        """The names of its columns, each in a form."""
        return ", ".join(form.format(f"c{place}") for place in range(self.width))

    def bound(self, keys: str) -> list[str]:
        """The parameters that are not keys of an earlier part, as the text has them."""
        return [f"${place}" for place, name in enumerate(self.sql.names, 1) if self.parent is None or name != keys]

    def behind(self, before: int, keys: str) -> str:
        """Its text behind so many parameters of others."""
        above = f"ARRAY(SELECT DISTINCT c{self.key} FROM l{self.parent} WHERE c{self.key} IS NOT NULL)"  # noqa: S608
        places = {name: f"${before + place}" for place, name in enumerate(self.bound(keys), 1)}
        return PARAMETER.sub(lambda found: places.get(found[0], above), self.sql.text)


class Phrase(NamedTuple):
    """Folded words that stand together; the last may go on where ``begins``."""

    words: tuple[str, ...]
    begins: bool = False


class Scope(Enum):
    """Where all phrases of a search are to be found; ``ELSEWHERE`` is anywhere but not all of them in the name."""

    NAME = "name"
    ELSEWHERE = "elsewhere"
    ANYWHERE = "anywhere"


PARAMETER = re.compile(r"\$[0-9]+")
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

    def called(self, table: str, column: str) -> str:
        """A column as a text speaks of it."""
        quote = self.backend.identifier_preparer.quote
        return f"{quote(table)}.{quote(column)}"

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
    def listed(self, values: Sequence[ColumnElement[Any]]) -> ColumnElement[Any]:
        """Several values in one column, as a list."""

    @abstractmethod
    def walked(self, table: FromClause) -> FromClause:
        """A table whose rows are found in an index by their order, and not by their ids, of which many may do."""

    @abstractmethod
    def pages(self, keys: FromClause, page: Select[Any], child: FromClause) -> FromClause:
        """Each key of ``keys`` joined to the rows of ``child`` whose ids ``page`` selects for it."""

    @abstractmethod
    def merged(
        self, parts: Sequence[Select[Any]], order: Sequence[ColumnElement[Any]], limit: BindParameter[int], most: int
    ) -> CompoundSelect[Any]:
        """The first rows of several SELECTs, ``most`` at most, where an index has those of each in this order."""

    @abstractmethod
    def paged(self, keys: FromClause, page: Select[Any], child: FromClause) -> Select[Any]:
        """The ids that ``page`` selects for each key of ``keys``; ``child`` is a table that has them."""

    @abstractmethod
    def reading(self, kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
        """How the driver's value of a column, if not NULL, becomes ours; None where it already is."""

    @abstractmethod
    def matching(self, sought: BindParameter[str]) -> Select[int]:
        """The ids of what can be searched and has what is sought, in the words of :meth:`sought`."""

    @abstractmethod
    def first_found(
        self,
        records: FromClause,
        columns: Sequence[ColumnElement[Any]],
        sought: BindParameter[str],
        scope: Scope,
        most: int,
    ) -> Select[Any]:
        """Columns of records that have what is sought in a scope; of more than ``most`` those the index tells first."""

    def together(self, parts: Sequence[Part], keys: str) -> str | None:
        """One SELECT of all parts: one row with a list for each column of each; None where the database has no lists.

        Its parameters are those of the parts, one part after another, without ``keys`` of an earlier part.
        """
        return None

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

    def listed(self, values: Sequence[ColumnElement[Any]]) -> ColumnElement[Any]:
        return func.json_array(*values, type_=JSON())

    def walked(self, table: FromClause) -> FromClause:
        # By a sum SQLite looks nothing up.
        columns = ((found + 0).label("id") if found.key == "id" else found for found in table.c)
        return select(*columns).subquery()

    def pages(self, keys: FromClause, page: Select[Any], child: FromClause) -> FromClause:
        return keys.join(child, child.c.id.in_(page.correlate(keys)))

    def merged(
        self, parts: Sequence[Select[Any]], order: Sequence[ColumnElement[Any]], limit: BindParameter[int], most: int
    ) -> CompoundSelect[Any]:
        return union_all(*parts).order_by(*order).limit(limit)

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

    def first_found(
        self,
        records: FromClause,
        columns: Sequence[ColumnElement[Any]],
        sought: BindParameter[str],
        scope: Scope,
        most: int,
    ) -> Select[Any]:
        found = self.matching(sought)
        return select(*columns).where(records.c.id.in_(found.order_by(*found.selected_columns).limit(most)))

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

    def listed(self, values: Sequence[ColumnElement[Any]]) -> ColumnElement[Any]:
        return func.json_build_array(*values, type_=JSON())

    def walked(self, table: FromClause) -> FromClause:
        return table

    def pages(self, keys: FromClause, page: Select[Any], child: FromClause) -> FromClause:
        first = page.correlate(keys).lateral("page")
        return keys.join(first, true()).join(child, child.c.id == first.c.id)

    def merged(
        self, parts: Sequence[Select[Any]], order: Sequence[ColumnElement[Any]], limit: BindParameter[int], most: int
    ) -> CompoundSelect[Any]:
        # PostgreSQL merges what it knows to be few, for which the limit has to stand in the text.
        few = literal_column(str(most), Integer)
        return union_all(*(select(part.order_by(*order).limit(few).subquery()) for part in parts))

    def paged(self, keys: FromClause, page: Select[Any], child: FromClause) -> Select[Any]:
        first = page.correlate(keys).lateral("page")
        return select(first.c.id).select_from(keys.join(first, true()))

    def reading(self, kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
        return orjson.loads if isinstance(kind, JSON) else None

    def matching(self, sought: BindParameter[str]) -> Select[int]:
        index = table("searchable", column("id", Integer), column(WORDS))
        return select(index.c.id).where(index.c[WORDS].op("@@")(cast(sought, postgresql.TSQUERY)))

    def first_found(
        self,
        records: FromClause,
        columns: Sequence[ColumnElement[Any]],
        sought: BindParameter[str],
        scope: Scope,
        most: int,
    ) -> Select[Any]:
        # Names have an index of their own, since the other one does not know which words stand in them. Without an
        # order as many rows are read as are wanted; to sort those with a common word, all of them would be.
        names = func.to_tsvector(literal_column("'simple'::regconfig"), records.c.name)
        words = names if scope is Scope.NAME else literal_column(WORDS)
        found = select(*columns).where(words.op("@@")(cast(sought, postgresql.TSQUERY)))
        return select(found.limit(literal_column(str(most), Integer)).subquery())

    def together(self, parts: Sequence[Part], keys: str) -> str | None:
        before, tables = 0, []
        for number, part in enumerate(parts):
            tables.append(f"l{number} ({part.columns('{}')}) AS MATERIALIZED ({part.behind(before, keys)})")
            before += len(part.bound(keys))
        lists = (f"(SELECT {part.columns('array_agg({})')} FROM l{place})" for place, part in enumerate(parts))  # noqa: S608
        named = (f"{each} AS a{number}" for number, each in enumerate(lists))
        return f"WITH {', '.join(tables)} SELECT * FROM {', '.join(named)}"  # noqa: S608

    def sought(self, phrases: Sequence[Phrase], scope: Scope) -> str:
        """In the language of tsquery (PostgreSQL documentation, 8.11.2); names have weight A, texts weight B."""
        named = " & ".join(_together(phrase) for phrase in phrases)
        if scope is Scope.NAME:
            return named
        anywhere = " & ".join(map(_anywhere, phrases))
        if scope is Scope.ANYWHERE or not phrases:
            return anywhere
        return f"{anywhere} & !({' & '.join(_together(phrase, 'A') for phrase in phrases)})"


def _anywhere(phrase: Phrase) -> str:
    """A phrase in the name or in the text; a single word needs no look at where it stands."""
    if len(phrase.words) == 1:
        return _together(phrase)
    return f"({_together(phrase, 'A')} | {_together(phrase, 'B')})"


def _together(phrase: Phrase, weight: str = "") -> str:
    *words, last = phrase.words
    found = [f"'{word}':{weight}" if weight else f"'{word}'" for word in words]
    ending = "*" * phrase.begins + weight
    found.append(f"'{last}':{ending}" if ending else f"'{last}'")
    return "(" + " <-> ".join(found) + ")"


SQLITE = SqliteDialect()
POSTGRESQL = PostgresqlDialect()
