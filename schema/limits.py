"""What one request may ask at most, measured in one pass that reads each fragment once.

Cost is the number of rows the pages of an answer may hold: each connection counts 1 and the size of its page,
multiplied by the sizes of the pages it stands in; ``__schema`` counts 1,000, ``__type`` 100. Depth counts fields from
the root; the schema's questions about itself may go deeper. Measuring is linear in the length of the document, however
often its fragments are spread.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
)

from schema.codes import exceeded
from schema.pagination import DEFAULT_SIZE, LARGEST_SIZE
from schema.reads import Connection, Nodes, reads_of
from schema.recent import Recent

Variables = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one request may ask."""

    characters: int = 15_000
    tokens: int = 1_000
    depth: int = 10
    introspection_depth: int = 16
    aliases: int = 30
    definitions: int = 20
    directives: int = 50
    nesting: int = 20
    filters: int = 100
    cost: int = 5_000


DEFAULT = Limits()
NONE = Limits(*[1_000_000_000] * len(fields(Limits)))
KEPT_COSTS = 100  # for each document, of the sizes asked last
ASKING_ITSELF = {"__schema": 1_000, "__type": 100}


@dataclass(slots=True)
class Measure:
    """What a selection set comes to, fragments spread out."""

    depth: int = 0
    aliases: int = 0
    directives: int = 0
    nesting: int = 0
    filters: int = 0
    uses: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Measure", deeper: int = 0) -> None:
        """Take in what stands beside, or ``deeper`` levels below."""
        self.depth = max(self.depth, other.depth + deeper)
        self.aliases += other.aliases
        self.directives += other.directives
        self.nesting = max(self.nesting, other.nesting)
        self.filters += other.filters
        self.uses += other.uses


class Meter:
    """Measures one document with the variables of a request; what a fragment comes to is worked out once."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Variables) -> None:
        self.schema = schema
        self.variables = variables
        self.sized_by: set[str] = set()
        self.fragments = {
            found.name.value: found for found in document.definitions if isinstance(found, FragmentDefinitionNode)
        }
        self._measures: dict[str, Measure] = {}
        self._costs: dict[tuple[str, int | None], int] = {}

    def measure(self, selections: SelectionSetNode | None) -> Measure:
        """Depth, aliases, directives, nesting of values, conditions and uses of variables of a selection set."""
        total = Measure()
        for node in selections.selections if selections else ():
            total.directives += len(node.directives or ())
            match node:
                case FieldNode():
                    total.aliases += node.alias is not None
                    for argument in node.arguments or ():
                        total.nesting = max(total.nesting, nesting(argument.value))
                        total.filters += conditions(argument.value)
                        total.uses.update(variables_in(argument.value))
                    total.add(self.measure(node.selection_set), 1)
                case FragmentSpreadNode():
                    total.add(self._fragment(node.name.value))
                case InlineFragmentNode():
                    total.add(self.measure(node.selection_set))
        return total

    def _fragment(self, name: str) -> Measure:
        if name not in self._measures:
            self._measures[name] = Measure()  # what a fragment that spreads itself adds, until validation refuses it
            fragment = self.fragments.get(name)
            self._measures[name] = self.measure(fragment.selection_set if fragment else None)
        return self._measures[name]

    def cost(self, selections: SelectionSetNode | None, kind: Any, page: int | None = None) -> int:
        """The cost of a selection set on a type; ``page`` is the page's size where the type is a connection."""
        total = 0
        for node in selections.selections if selections else ():
            match node:
                case FieldNode(selection_set=SelectionSetNode() as below):
                    total += self._field(node, below, kind, page)
                case FragmentSpreadNode():
                    total += self._fragment_cost(node.name.value, page)
                case InlineFragmentNode():
                    total += self.cost(node.selection_set, self._named(node.type_condition) or kind, page)
        return total

    def _field(self, node: FieldNode, below: SelectionSetNode, kind: Any, page: int | None) -> int:
        definition = getattr(kind, "fields", {}).get(node.name.value)
        if definition is None:
            return ASKING_ITSELF.get(node.name.value, 0)
        what, inner = reads_of(definition), get_named_type(definition.type)
        if isinstance(what, Connection):
            return 1 + self.cost(below, inner, self._page(node))
        if page is not None and node.name.value in ("nodes", "edges"):
            return page * (1 + self.cost(below, inner))
        return self._ids(node, what) * self.cost(below, inner)

    def _page(self, node: FieldNode) -> int:
        for argument in node.arguments or ():
            if argument.name.value in ("first", "last"):
                size = self._value(argument.value)
                if isinstance(size, int):
                    return max(0, min(size, LARGEST_SIZE))
        return DEFAULT_SIZE

    def _ids(self, node: FieldNode, what: Any) -> int:
        if not isinstance(what, Nodes):
            return 1
        ids = [self._value(argument.value) for argument in node.arguments or ()]
        return max([len(found) for found in ids if isinstance(found, list)], default=1)

    def _value(self, node: ValueNode) -> Any:
        match node:
            case VariableNode():
                self.sized_by.add(node.name.value)
                return self.variables.get(node.name.value)
            case IntValueNode():
                return int(node.value[:12])
            case ListValueNode():
                return list(node.values)
        return None

    def _fragment_cost(self, name: str, page: int | None) -> int:
        key = (name, page)
        if key not in self._costs:
            self._costs[key] = 0
            if fragment := self.fragments.get(name):
                self._costs[key] = self.cost(fragment.selection_set, self._named(fragment.type_condition), page)
        return self._costs[key]

    def _named(self, condition: Any) -> Any:
        return self.schema.type_map.get(condition.name.value) if condition else None


class Costs:
    """The costs and filters of one document's operations, each measured once for the sizes that variables give."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self.schema = schema
        self.document = document
        self._sizing: dict[str | None, tuple[str, ...]] = {}
        self._measures: dict[str | None, Measure] = {}
        self._known: Recent[int] = Recent(KEPT_COSTS)

    def filters(self, operation: OperationDefinitionNode, variables: Variables) -> int:
        """How many conditions an operation comes to with these variables, each counted wherever it is used."""
        name = name_of(operation)
        if name not in self._measures:
            self._measures[name] = Meter(self.schema, self.document, {}).measure(operation.selection_set)
        measure = self._measures[name]
        return measure.filters + sum(times * conditions(variables.get(used)) for used, times in measure.uses.items())

    def fixed(self, operation: OperationDefinitionNode) -> bool:
        """Whether its cost is the same with all variables, as far as it was measured."""
        return self._sizing.get(name_of(operation)) == ()

    def of(self, operation: OperationDefinitionNode, variables: Variables) -> int:
        """The cost of an operation with these variables."""
        name = name_of(operation)
        if (sizing := self._sizing.get(name)) is not None:
            known = self._known.get((name, *_sizes(sizing, variables)))
            if known is not None:
                return known
        meter = Meter(self.schema, self.document, variables)
        cost = meter.cost(operation.selection_set, self.schema.query_type)
        self._sizing[name] = sizing = tuple(sorted(meter.sized_by))
        return self._known.put((name, *_sizes(sizing, variables)), cost)


def name_of(operation: OperationDefinitionNode) -> str | None:
    """The name of an operation, None where it has none."""
    return operation.name.value if operation.name else None


def _sizes(names: Iterable[str], variables: Variables) -> Iterator[Any]:
    found = (variables.get(name) for name in names)
    return (len(value) if isinstance(value, list) else value for value in found)


def nesting(value: Any) -> int:
    """How many lists and objects of a value stand in one another, written in a document or given in JSON."""
    deepest, pending = 0, [(value, 0)]
    while pending:
        found, level = pending.pop()
        if (inside := _inside(found)) is not None:
            deepest = max(deepest, level + 1)
            pending += [(item, level + 1) for item in inside]
    return deepest


def conditions(value: Any) -> int:
    """How many conditions an argument or variable holds: the fields of its objects, one for an empty object."""
    count, pending = 0, [value]
    while pending:
        found = pending.pop()
        inside = list(_inside(found) or ())
        count += max(1, len(inside)) if isinstance(found, dict | ObjectValueNode) else 0
        pending += inside
    return count


def variables_in(value: ValueNode) -> Iterator[str]:
    """The variables that stand in the value of an argument."""
    pending: list[Any] = [value]
    while pending:
        found = pending.pop()
        if isinstance(found, VariableNode):
            yield found.name.value
        pending += _inside(found) or ()


def _inside(value: Any) -> Iterable[Any] | None:
    match value:
        case list():
            return value
        case dict():
            return value.values()
        case ListValueNode():
            return value.values
        case ObjectValueNode():
            return (field.value for field in value.fields)
    return None


def check(schema: GraphQLSchema, document: DocumentNode, limits: Limits) -> list[GraphQLError]:
    """The limits on form that a document goes beyond: definitions, depth, aliases, directives, nesting, filters."""
    meter = Meter(schema, document, {})
    if len(document.definitions) > limits.definitions:
        return [exceeded("definitions", limits.definitions, len(document.definitions))]
    found: list[GraphQLError] = []
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            found += _beyond(meter.measure(node.selection_set), node, limits)
    return found


def _beyond(measure: Measure, node: OperationDefinitionNode, limits: Limits) -> Iterator[GraphQLError]:
    depth = limits.introspection_depth if _only_introspection(node) else limits.depth
    asked = {"depth": (depth, measure.depth), "aliases": (limits.aliases, measure.aliases)}
    asked["directives"] = (limits.directives, measure.directives + len(node.directives or ()))
    asked["nesting"] = (limits.nesting, measure.nesting)
    asked["filters"] = (limits.filters, measure.filters)
    return (exceeded(name, *pair, node) for name, pair in asked.items() if pair[1] > pair[0])


def _only_introspection(node: OperationDefinitionNode) -> bool:
    fields = node.selection_set.selections
    return all(isinstance(field, FieldNode) and field.name.value.startswith("__") for field in fields)
