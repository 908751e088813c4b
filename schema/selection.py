"""Which fields a selection set asks of an object of one type: fragments spread, ``@skip`` and ``@include`` heeded."""

from collections.abc import Iterable, Mapping
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    is_abstract_type,
)

Selected = dict[str, list[FieldNode]]
"""Field nodes by response key, in the order of the answer; nodes of one key are merged."""


class Selection:
    """Reads the selection sets of one operation.

    Source: GraphQL specification, section 6.3.2, CollectFields.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, Any],
    ) -> None:
        self.schema = schema
        self.fragments = fragments
        self.variables = variables

    def of(self, kind: GraphQLObjectType, sets: Iterable[SelectionSetNode | None]) -> Selected:
        """The fields asked of an object of type ``kind`` by these selection sets together."""
        selected: Selected = {}
        seen: set[str] = set()
        for selections in sets:
            if selections is not None:
                self._collect(kind, selections.selections, selected, seen)
        return selected

    def below(self, kind: GraphQLObjectType, nodes: Iterable[FieldNode]) -> Selected:
        """The fields asked of the object that these merged field nodes lead to."""
        return self.of(kind, [node.selection_set for node in nodes])

    def _collect(
        self, kind: GraphQLObjectType, selections: Iterable[SelectionNode], selected: Selected, seen: set[str]
    ) -> None:
        for node in selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                selected.setdefault((node.alias or node.name).value, []).append(node)
                continue
            fragment: Any = node
            if isinstance(node, FragmentSpreadNode):
                if node.name.value in seen:
                    continue
                seen.add(node.name.value)
                fragment = self.fragments[node.name.value]
            if self._applies(fragment.type_condition, kind):
                self._collect(kind, fragment.selection_set.selections, selected, seen)

    def _included(self, node: SelectionNode) -> bool:
        for directive in node.directives or ():
            if directive.name.value in ("skip", "include"):
                (argument,) = directive.arguments or ()
                if self._true(argument.value) == (directive.name.value == "skip"):
                    return False
        return True

    def _true(self, value: ValueNode) -> bool:
        if not isinstance(value, VariableNode):
            return bool(value.value)  # type: ignore[attr-defined]
        if (given := self.variables[value.name.value]) is None:
            raise GraphQLError(f"${value.name.value} is null where Boolean! is asked for", value)
        return bool(given)

    def _applies(self, condition: Any, kind: GraphQLNamedType) -> bool:
        if condition is None or condition.name.value == kind.name:
            return True
        wanted = self.schema.type_map[condition.name.value]
        return is_abstract_type(wanted) and self.schema.is_sub_type(wanted, kind)
