"""The texts of SELECTs, kept for documents never seen that ask for what another asked, in other words.

What decides the text of a level is its shape: the fields that lead to it with the shape of their arguments, and the
rows joined in. Which plain columns it reads is filled in, and its parameters are read from the arguments of the
document itself. So a new document that differs in names, in values, or in which columns it asks for, needs no new text.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Alias, ColumnElement, FromClause, literal_column
from sqlalchemy.types import TypeEngine

from schema.arguments import Slot
from schema.recent import Recent
from timeline.dialects import Dialect, Sql

KEPT_FORMS = 1_000
BYTES_OF_FORMS = 8_000_000  # about
WEIGHT_OF_A_FORM, WEIGHT_OF_A_SLOT, WEIGHT_OF_A_CHARACTER = 10_000, 1_000, 4

Tables = Mapping[FromClause, int]
"""The tables of a level, numbered."""
Types = Sequence[TypeEngine[Any]]


@dataclass(slots=True)
class Columns:
    """The columns that a SELECT must have, each once, in the order in which they were first asked for.

    A key is a table with the name of a column or of what is worked out from its row, or a name alone.
    """

    places: dict[Any, int] = field(default_factory=dict)
    elements: list[ColumnElement[Any]] = field(default_factory=list)
    plain: set[Any] = field(default_factory=set)

    def place(self, key: Any, element: ColumnElement[Any]) -> int:
        """The place of an element."""
        if key not in self.places:
            self.places[key] = len(self.elements)
            self.elements.append(element)
        return self.places[key]

    def column(self, table: FromClause, name: str) -> int:
        """The place of a column."""
        if type(table) is Alias:
            self.plain.add((table, name))
        return self.place((table, name), table.c[name])

    def runs(self) -> list[tuple[bool, list[Any]]]:
        """The keys in their order: of plain columns that follow one another, and of others, by turns."""
        return [(plain, list(keys)) for plain, keys in groupby(self.places, self.plain.__contains__)]

    def shape(self, tables: Tables) -> Hashable:
        """All but which columns are plain ones."""
        return tuple(
            None if plain else tuple(key if isinstance(key, str) else (tables[key[0]], key[1]) for key in keys)
            for plain, keys in self.runs()
        )

    def gapped(self) -> list[ColumnElement[Any]]:
        """The elements, with gaps for plain columns."""
        found: list[ColumnElement[Any]] = []
        for number, (plain, keys) in enumerate(self.runs()):
            found += [literal_column(_gap(number))] if plain else [self.elements[self.places[key]] for key in keys]
        return found


@dataclass(frozen=True, slots=True)
class Form:
    """The text of a SELECT with gaps for plain columns, and what its tables are called there.

    ``readers`` read its parameters by the ``slots`` of the document it was made for; ``types`` are those of its
    columns where they are always the same.
    """

    sql: Sql
    tables: Sequence[str]
    readers: dict[str, Callable[[Any], Any]]
    slots: Sequence[Slot]
    types: Types | None

    def filled(self, columns: Columns, tables: Tables, dialect: Dialect) -> Sql:
        """The text with columns in its gaps."""
        text = self.sql.text
        for number, (plain, keys) in enumerate(columns.runs()):
            if plain:
                called = (dialect.called(self.tables[tables[table]], name) for table, name in keys)
                text = text.replace(_gap(number), ", ".join(called), 1)
        return Sql(text, self.sql.names, self.sql.constants)

    @property
    def weight(self) -> int:
        """About how many bytes it takes to keep."""
        characters = len(self.sql.text) + sum(_characters(slot.sample) for slot in self.slots)
        return WEIGHT_OF_A_FORM + WEIGHT_OF_A_SLOT * len(self.slots) + WEIGHT_OF_A_CHARACTER * characters


class Forms(Recent[Form]):
    """The forms that were needed last."""

    def __init__(self) -> None:
        super().__init__(KEPT_FORMS, BYTES_OF_FORMS)


def _gap(number: int) -> str:
    return f"~{number}~"


def _characters(sample: Any) -> int:
    """How many characters stand in a value, about."""
    if isinstance(sample, list):
        return sum(map(_characters, sample))
    return len(sample) if isinstance(sample, str) else 0
