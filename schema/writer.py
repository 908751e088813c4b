"""What writes the answer: one Python function, put together while a plan is made.

A *shape* tells, given the name of a row, the expression that writes what a field comes to; shapes of objects hold
those of their fields. Written out as one function they are called once a request, not once a field and row.
Names that reach the text are our own or GraphQL's, which are letters, digits and underscores.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schema.codes import exceeded

Row = Sequence[Any]
Shape = Callable[[str], str]
"""From the name of a row to the expression of what stands in the answer."""


@dataclass(slots=True)
class Run:
    """One running of a plan: the request's variables, the rows of each level by key, what was worked out from them."""

    variables: Mapping[str, Any]
    rows: list[Mapping[Any, Sequence[Row]]]
    most_rows: int = sys.maxsize
    written: int = 0
    notes: dict[Any, Any] = field(default_factory=dict)

    def write(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows of one list, counted: lists below lists multiply, however few rows were read.

        Raises:
            GraphQLError: the lists of the answer hold more rows than they may.
        """
        self.written += len(rows)
        if self.written > self.most_rows:
            raise exceeded("rows", self.most_rows, self.written)
        return rows


class Writer:
    """Gathers what the expressions speak of, and makes the function."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}
        self._lines: list[str] = []

    def name(self, thing: Any) -> str:
        """The name under which expressions may speak of a value or function."""
        name = self.fresh("known")
        self._known[name] = thing
        return name

    def fresh(self, prefix: str) -> str:
        """A name that nothing else has."""
        name = f"{prefix}_{len(self._known)}"
        self._known[name] = None
        return name

    def constant(self, value: Any) -> Shape:
        """What is the same for every row."""
        return lambda row: repr(value) if isinstance(value, str | int | None) else self.name(value)

    def call(self, function: Callable[[Row, Run], Any]) -> Shape:
        """What a function makes of the row and the run."""
        name = self.name(function)
        return lambda row: f"{name}({row}, run)"

    def object(self, fields: Sequence[tuple[str, Shape]]) -> Shape:
        """An object with these fields."""
        return lambda row: "{" + ", ".join(f"{key!r}: {shape(row)}" for key, shape in fields) + "}"

    def each(self, rows: Callable[[str], str], shape: Shape) -> Shape:
        """A list: of each of the rows that an expression gives, what the shape makes of it."""
        inner = self.fresh("row")
        return lambda row: f"[{shape(inner)} for {inner} in {rows(row)}]"

    def let(self, value: Callable[[str], str], shape: Shape) -> Shape:
        """What the shape makes of a value worked out once."""
        name = self.fresh("value")
        return lambda row: f"({name} := {value(row)}, {shape(name)})[1]"

    def unless_none(self, value: Callable[[str], str], shape: Shape) -> Shape:
        """What the shape makes of a value worked out once, null where it is None."""
        name = self.fresh("value")
        return lambda row: f"(None if ({name} := {value(row)}) is None else {shape(name)})"

    def function(self, shape: Shape) -> Callable[[Row, Run], Any]:
        """The shape as a function of row and run; it can be called once the writer is done."""
        name, known = self.fresh("function"), self._known
        self._lines.append(f"def {name}(row, run):\n rows, write = run.rows, run.write\n return {shape('row')}")
        return lambda row, run: known[name](row, run)

    def done(self, shape: Shape) -> Callable[[Row, Run], Any]:
        """The function that writes the whole answer."""
        root = self.function(shape)
        exec(compile("\n".join(self._lines), "<plan>", "exec"), self._known)  # noqa: S102
        return root
