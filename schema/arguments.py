"""Arguments of a field, known in shape when a plan is made and in value when it runs.

What decides the text of a statement (which keys are given, which members of enums, true or false) belongs to the
shape of the variables; what does not is a :class:`Slot`, read anew from the variables of each request.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    ListValueNode,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_non_null_type,
    value_from_ast,
)

Variables = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """A value to be read from the variables of a request; ``sample`` is what it was when the plan was made."""

    read: Callable[[Any], Any]
    sample: Any

    def get(self, variables: "Variables | Instead") -> Any:
        """The value in a request."""
        return variables.value(self) if isinstance(variables, Instead) else self.read(variables)


@dataclass(frozen=True, slots=True)
class Instead:
    """The variables of a request whose document asks the same as another: its own slots stand for those of the other.

    It is no mapping, so that a slot of the other document that none stands for cannot be read.
    """

    slots: Mapping[Slot, Slot]
    variables: Variables

    def value(self, slot: Slot) -> Any:
        """What stands for a slot; one made of others reads what stands for those."""
        return self.slots[slot].get(self.variables) if slot in self.slots else slot.read(self)


Tree = dict[str, Any]
"""Arguments by name: each a Slot, a Tree of an input object, or a list of Trees; what was not given is left out."""


def slots(given: Any) -> Iterator[Slot]:
    """All slots of arguments, in the order of their shape."""
    match given:
        case Slot():
            yield given
        case dict():
            for found in given.values():
                yield from slots(found)
        case list():
            for found in given:
                yield from slots(found)


def said(given: Tree, name: str) -> bool:
    """Whether an argument was given, and not as null."""
    return name in given and getattr(given[name], "sample", given[name]) is not None


def shape(value: Any) -> Hashable:
    """What of a variable's value, or of arguments, decides the text of a statement."""
    match value:
        case None | bool() | Enum():
            return value
        case Slot():
            return shape(value.sample)
        case Mapping():
            return tuple((key, shape(item)) for key, item in value.items())
        case list() if any(isinstance(item, Mapping | Slot) for item in value):
            return tuple(shape(item) for item in value)
    return ...


def arguments(field: GraphQLField, node: FieldNode, variables: Variables) -> Tree:
    """The arguments of a field as written in the document, defaults filled in.

    Raises:
        GraphQLError: a variable is null where that is not allowed, though its default hid it from validation.
    """
    written = {argument.name.value: argument.value for argument in node.arguments or ()}
    return _fill({name: (arg.type, arg.default_value) for name, arg in field.args.items()}, written, variables)


def _fill(known: Mapping[str, Any], written: Mapping[str, ValueNode], variables: Variables) -> Tree:
    tree = {}
    for name, (kind, default) in known.items():
        value = _resolve(written[name], kind, variables) if name in written else Undefined
        if value is Undefined and default is not Undefined:
            value = _constant(default)
        if value is not Undefined:
            tree[name] = value
    return tree


def _resolve(node: ValueNode, kind: Any, variables: Variables) -> Any:
    nullable = get_nullable_type(kind)
    if isinstance(node, VariableNode):
        name = node.name.value
        if name not in variables:
            return Undefined
        if variables[name] is None and is_non_null_type(kind):
            raise GraphQLError(f"${name} is null where {kind} is asked for", node)
        return _given(variables[name], lambda values: values[name])
    if isinstance(node, ObjectValueNode) and isinstance(nullable, GraphQLInputObjectType):
        return _fill(fields_of(nullable), {field.name.value: field.value for field in node.fields}, variables)
    if isinstance(node, ListValueNode) and isinstance(get_named_type(kind), GraphQLInputObjectType):
        inner = nullable.of_type if is_list_type(nullable) else nullable
        return [_resolve(item, inner, variables) for item in node.values]
    if isinstance(node, ObjectValueNode) and is_list_type(nullable):
        return [_resolve(node, nullable.of_type, variables)]
    sample = value_from_ast(node, kind, dict(variables))
    if sample is Undefined:
        raise GraphQLError(f"a variable is null where {kind} is asked for", node)
    if not _varies(node):
        return Slot(lambda values: sample, sample)
    return Slot(lambda values: value_from_ast(node, kind, dict(values)), sample)


def _varies(node: ValueNode) -> bool:
    """Whether a value has a variable in it."""
    match node:
        case ListValueNode():
            return any(map(_varies, node.values))
        case ObjectValueNode():
            return any(_varies(field.value) for field in node.fields)
    return isinstance(node, VariableNode)


def fields_of(kind: GraphQLInputObjectType) -> dict[str, tuple[GraphQLInputType, Any]]:
    """The fields of an input object with their types and defaults."""
    return {name: (field.type, field.default_value) for name, field in kind.fields.items()}


def _given(value: Any, get: Callable[[Variables], Any]) -> Any:
    if isinstance(value, Mapping):
        return {key: _given(item, _step(get, key)) for key, item in value.items()}
    if isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        return [_given(item, _step(get, index)) for index, item in enumerate(value)]
    return Slot(get, value)


def _step(get: Callable[[Variables], Any], key: Any) -> Callable[[Variables], Any]:
    return lambda values: get(values)[key]


def _constant(value: Any) -> Any:
    return _given(value, lambda values: value) if isinstance(value, Mapping) else Slot(lambda values: value, value)
