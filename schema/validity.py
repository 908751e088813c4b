"""Whether a document is surely valid, told in one walk that reads each fragment once.

graphql-core asks some thirty rules of every node, which takes most of the time a new text needs; few texts break one.
What is found valid here, graphql-core finds valid. Of the rest, what is rare and what is wrong alike, nothing is said:
there graphql-core decides, and words what is wrong.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import (
    ArgumentNode,
    BooleanValueNode,
    DirectiveNode,
    DocumentNode,
    EnumValueNode,
    FieldNode,
    FloatValueNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLField,
    GraphQLFloat,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLString,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    NamedTypeNode,
    NullValueNode,
    ObjectFieldNode,
    ObjectValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    StringValueNode,
    TypeNameMetaFieldDef,
    Undefined,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    do_types_overlap,
    get_named_type,
    is_composite_type,
    is_input_type,
    is_type_sub_type_of,
    type_from_ast,
)

MOST_FIELDS = 1_000
"""How many fields a document has at most, those of a fragment counted wherever it is spread."""
MOST_AGAIN = 20
"""How many fragments are spread, and how many fields said again under the same name, at most."""
LITERALS: dict[GraphQLScalarType, tuple[type[ValueNode], ...]] = {
    GraphQLBoolean: (BooleanValueNode,),
    GraphQLFloat: (FloatValueNode, IntValueNode),
    GraphQLID: (StringValueNode, IntValueNode),
    GraphQLInt: (IntValueNode,),
    GraphQLString: (StringValueNode,),
}
FEW_DIGITS = 9
"""Numbers written in no more characters are neither too large for an Int nor for a Float, unless with an exponent."""

NONE: dict[str, GraphQLField] = {}
Input = GraphQLArgument | GraphQLInputField
Scope = dict[str, tuple[FieldNode, GraphQLField, "Scope | None"]]
"""The fields of an object by response key, with what is asked below each; None where a fragment asks for it."""


class DoubtError(Exception):
    """A document is wrong, or too rare to be known as valid."""


def surely_valid(schema: GraphQLSchema, document: DocumentNode) -> bool:
    """Whether a document surely breaks no rule of GraphQL; if not, it may be valid all the same."""
    try:
        _Walk(schema, document).document()
    except (DoubtError, RecursionError):
        return False
    return True


def _sure(holds: object) -> None:
    if not holds:
        raise DoubtError


class _Walk:
    """One walk over a document with one operation, which asks for data."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self.schema = schema
        self.definitions = document.definitions
        self.fragments: dict[str, FragmentDefinitionNode] = {}
        self.scopes: dict[str, Scope | None] = {}
        self.variables: dict[str, tuple[Any, VariableDefinitionNode]] = {}
        self.used: set[str] = set()
        self.fields = self.again = 0

    def document(self) -> None:
        operations = []
        for node in self.definitions:
            match node:
                case OperationDefinitionNode():
                    operations.append(node)
                case FragmentDefinitionNode():
                    self.fragments[node.name.value] = node
        _sure(len(operations) == 1 and len(operations) + len(self.fragments) == len(self.definitions))
        self.operation(operations[0])
        _sure(len(self.scopes) == len(self.fragments) and len(self.used) == len(self.variables))

    def operation(self, node: OperationDefinitionNode) -> None:
        _sure(node.operation is OperationType.QUERY and not node.directives)
        for definition in node.variable_definitions or ():
            self.variable(definition)
        self.selections(node.selection_set, self.schema.query_type, {})

    def variable(self, node: VariableDefinitionNode) -> None:
        kind: Any = type_from_ast(self.schema, node.type)
        _sure(is_input_type(kind) and not node.directives and node.variable.name.value not in self.variables)
        if node.default_value:
            self.value(node.default_value, kind)
        self.variables[node.variable.name.value] = (kind, node)

    def selections(self, node: SelectionSetNode, parent: Any, scope: Scope) -> None:
        for selection in node.selections:
            match selection:
                case FieldNode():
                    self.field(selection, parent, scope)
                case InlineFragmentNode():
                    self.selections(selection.selection_set, self.narrowed(selection.type_condition, parent), scope)
                case FragmentSpreadNode():
                    self.spread(selection, parent, scope)
            if selection.directives:
                self.directives(selection.directives)

    def field(self, node: FieldNode, parent: Any, scope: Scope) -> None:
        name = node.name.value
        known: dict[str, GraphQLField] = getattr(parent, "fields", NONE)  # a union has none
        definition = TypeNameMetaFieldDef if name == "__typename" else known.get(name)
        if definition is None:
            raise DoubtError
        if definition.args or node.arguments:
            self.given(node.arguments or (), definition.args)
        kind, below = get_named_type(definition.type), node.selection_set
        _sure(is_composite_type(kind) is (below is not None))
        inner = self.put((node.alias or node.name).value, (node, definition, {}), scope)
        if below:
            _sure(inner is not None)
            self.selections(below, kind, inner)

    def put(self, key: str, found: tuple[FieldNode, GraphQLField, Scope | None], scope: Scope) -> Any:
        """Put a field in its scope; the scope below it, or below those of the same name."""
        self.fields += 1
        known = scope.setdefault(key, found)
        if known[0] is not found[0]:
            self.again += 1
            (first, one, inner), (second, other, _) = known, found
            _sure(first.name.value == second.name.value and not first.arguments and not second.arguments)
            _sure(str(one.type) == str(other.type) and (first.selection_set is None or None not in (inner, found[2])))
        _sure(self.fields <= MOST_FIELDS and self.again <= MOST_AGAIN)
        return known[2]

    def spread(self, node: FragmentSpreadNode, parent: Any, scope: Scope) -> None:
        name = node.name.value
        _sure(name in self.fragments and not node.arguments)
        self.again += 1
        _sure(self.again <= MOST_AGAIN)
        fragment = self.fragments[name]
        kind = self.narrowed(fragment.type_condition, parent)
        if name not in self.scopes:
            self.scopes[name] = None
            made: Scope = {}
            _sure(not fragment.directives and not fragment.variable_definitions)
            self.selections(fragment.selection_set, kind, made)
            self.scopes[name] = made
        known = self.scopes[name]
        _sure(known is not None)  # else it spreads itself
        for key, (field, definition, _) in (known or {}).items():
            self.put(key, (field, definition, None), scope)

    def narrowed(self, condition: NamedTypeNode | None, parent: Any) -> Any:
        """The type that a fragment speaks of, which some objects of the type around it must have."""
        if condition is None:
            return parent
        kind: Any = self.schema.type_map.get(condition.name.value)
        _sure(is_composite_type(kind) and do_types_overlap(self.schema, kind, parent))
        return kind

    def directives(self, nodes: Sequence[DirectiveNode]) -> None:
        names = [node.name.value for node in nodes]
        _sure(len({*names}) == len(names) and {*names} <= {"skip", "include"})
        for node in nodes:
            known = self.schema.get_directive(node.name.value)
            _sure(known)
            self.given(node.arguments or (), known.args if known else {})

    def given(self, nodes: Sequence[ArgumentNode | ObjectFieldNode], known: Mapping[str, Input]) -> None:
        """The arguments of a field or the fields of an input object: known, each once, and all that are required."""
        names = set()
        for node in nodes:
            names.add(node.name.value)
            _sure(node.name.value in known)
            expected = known[node.name.value]
            self.value(node.value, expected.type, _has_default(expected))
        _sure(len(names) == len(nodes))
        for name, expected in known.items():
            _sure(name in names or _has_default(expected) or not isinstance(expected.type, GraphQLNonNull))

    def value(self, node: ValueNode, kind: Any, has_default: bool = False) -> None:
        if isinstance(node, VariableNode):
            self.use(node.name.value, kind, has_default)
            return
        nullable = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        if isinstance(node, NullValueNode):
            _sure(nullable is kind)
        elif isinstance(nullable, GraphQLList):
            for item in node.values if isinstance(node, ListValueNode) else [node]:
                self.value(item, nullable.of_type)
        elif isinstance(nullable, GraphQLInputObjectType):
            _sure(not nullable.is_one_of)
            self.given(_fields(node), nullable.fields)
        else:
            _sure(_fits(node, nullable))

    def use(self, name: str, kind: Any, has_default: bool) -> None:
        """That a variable may stand where a value of a type is asked for."""
        _sure(name in self.variables)
        self.used.add(name)
        declared, node = self.variables[name]
        if isinstance(kind, GraphQLNonNull) and not isinstance(declared, GraphQLNonNull):
            _sure(has_default or (node.default_value and not isinstance(node.default_value, NullValueNode)))
            kind = kind.of_type
        _sure(is_type_sub_type_of(self.schema, declared, kind))


def _has_default(expected: Input) -> bool:
    return expected.default is not None or expected.default_value is not Undefined


def _fields(node: ValueNode) -> Sequence[ObjectFieldNode]:
    if not isinstance(node, ObjectValueNode):
        raise DoubtError
    return node.fields


def _fits(node: ValueNode, kind: Any) -> bool:
    """Whether a literal is of an enum, or of a scalar of GraphQL's own."""
    if isinstance(kind, GraphQLEnumType):
        return isinstance(node, EnumValueNode) and node.value in kind.values
    if kind not in (GraphQLInt, GraphQLFloat):
        return isinstance(node, LITERALS.get(kind, ()))
    return (
        isinstance(node, IntValueNode | FloatValueNode) and isinstance(node, LITERALS[kind]) and _is_small(node.value)
    )


def _is_small(number: str) -> bool:
    return len(number) <= FEW_DIGITS and "e" not in number.lower()
