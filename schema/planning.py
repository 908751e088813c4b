"""What is at hand while a plan is made: the schema, the selection, the levels so far, and the day to answer as of."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    SelectionSetNode,
    get_named_type,
)
from sqlalchemy import FromClause

from schema import reads
from schema.arguments import Slot, Tree, Variables, arguments
from schema.days import as_of
from schema.forms import Forms
from schema.plan import Binder, Level, Path, Step
from schema.selection import Selected, Selection
from schema.writer import Shape, Writer
from timeline.dialects import Dialect


@dataclass(frozen=True, slots=True)
class Asked:
    """A field as it is asked: its declaration, its merged nodes, its path, and the row it is asked of, if any."""

    definition: GraphQLField
    nodes: list[FieldNode]
    path: Path
    level: Level | None = None
    table: FromClause | None = None

    @property
    def kind(self) -> Any:
        """The type it leads to, lists and non-null aside."""
        return get_named_type(self.definition.type)

    @property
    def node(self) -> FieldNode:
        """The first of its nodes; the others have the same arguments."""
        return self.nodes[0]

    @property
    def sets(self) -> list[SelectionSetNode | None]:
        """What is asked below it."""
        return [node.selection_set for node in self.nodes]

    def row(self) -> tuple[Level, FromClause]:
        """The level and table of the row it is asked of."""
        assert self.level is not None
        assert self.table is not None
        return self.level, self.table


class Planning(ABC):
    """The making of one plan.

    With ``nested`` the plan's rows keep the values that parts are taken from, and every object tells its type: what
    graphql-core walks as the reference writer.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        dialect: Dialect,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Variables,
        *,
        forms: Forms | None = None,
        nested: bool = False,
    ) -> None:
        self.schema = schema
        self.forms = Forms() if forms is None else forms
        self.dialect = dialect
        self.variables = variables
        self.selection = Selection(schema, fragments, variables)
        self.nested = nested
        self.writer = Writer()
        self.levels: list[Level] = []
        self.checks: list[Binder] = []
        self.steps: dict[Path, Step] = {}
        self.shared: dict[Any, Shape] = {}
        self.day: Slot | None = None
        self.group: Tree = {}

    @abstractmethod
    def object(
        self,
        kind: GraphQLObjectType,
        sets: Sequence[Any],
        path: Path,
        level: Level | None = None,
        table: FromClause | None = None,
    ) -> Shape:
        """The writer of an object of one concrete type."""

    @abstractmethod
    def entity(self, asked: Asked, level: Level, table: FromClause) -> Shape:
        """The writer of the row of ``table`` that a field leads to, whichever of the possible types it is of."""

    def level(self, table: FromClause, path: Path, node: FieldNode, parent: Level | None = None, key: int = 0) -> Level:
        """One more SELECT, below another where it has a parent."""
        binder = Binder(self.dialect, path, node, self.day)
        depth = parent.depth + 1 if parent else 0
        way = [self.steps[path[:end]] for end in range(1, len(path) + 1) if path[:end] in self.steps]
        level = Level(len(self.levels), table, binder, parent, key, depth, way)
        self.levels.append(level)
        return level

    def check(self, path: Path, node: FieldNode) -> Binder:
        """What reads arguments that must fit whether or not a statement needs them."""
        self.checks.append(Binder(self.dialect, path, node, self.day))
        return self.checks[-1]

    def arguments(self, asked: Asked) -> Tree:
        """The arguments of a field."""
        step = self.step(asked)
        step.given = arguments(asked.definition, asked.node, self.variables)
        return step.given

    def step(self, asked: Asked) -> Step:
        """A field on the way to the levels below it."""
        known = self.steps.get(asked.path)
        if known is None or known.definition is not asked.definition:
            known = self.steps[asked.path] = Step(asked.definition)
        return known

    def below(self, asked: Asked) -> Selected:
        """The fields asked of the object that a field leads to."""
        return self.selection.of(asked.kind, asked.sets)

    def written(self, asked: Asked) -> bool:
        """Whether all that is asked of a value is its column as it stands."""
        below = [found[0].name.value for found in self.below(asked).values()]
        parts = [reads.reads_of(asked.kind.fields[name]) for name in below if name != "__typename"]
        return not self.nested and all(part.written for part in parts)

    def parts(self, asked: Asked, *, written: bool = False) -> Shape:
        """What is asked of a value with parts; the value as it is where graphql-core walks it, or it has none."""
        if self.nested or not isinstance(asked.kind, GraphQLObjectType):
            return lambda value: value
        below = self.below(asked).items()
        return self.writer.object([(key, self._part(asked.kind, found[0], written)) for key, found in below])

    def _part(self, kind: GraphQLObjectType, node: FieldNode, written: bool) -> Shape:
        if node.name.value == "__typename":
            return self.writer.constant(kind.name)
        if written:
            return lambda value: value
        compute = self.writer.name(reads.reads_of(kind.fields[node.name.value]).compute)
        return lambda value: f"{compute}({value})"

    @contextmanager
    def as_of(self, day: Slot | None) -> Iterator[None]:
        """Below here, the world as it stood on a day, or on an earlier one it already stands on."""
        before, self.day = self.day, as_of(self.day, day)
        yield
        self.day = before


def tree(given: Tree, name: str) -> Tree:
    """The input object given as an argument, an empty one where none is."""
    found = given.get(name)
    return found if isinstance(found, dict) else {}
