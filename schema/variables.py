"""Variables that need no working out: texts, numbers and truths, given as what they are declared."""

from collections.abc import Mapping
from typing import Any

from graphql import NamedTypeNode, NonNullTypeNode, OperationDefinitionNode, VariableDefinitionNode

KINDS: dict[str, type] = {"String": str, "ID": str, "Boolean": bool, "Int": int, "Float": float}
LARGEST = 2**31 - 1


class Plain:
    """The variables of an operation, if all of them are of plain types and have no default."""

    def __init__(self, operation: OperationDefinitionNode) -> None:
        found = [_kind(definition) for definition in operation.variable_definitions or ()]
        self._kinds = None if None in found else dict(filter(None, found))

    def take(self, given: Mapping[str, Any]) -> dict[str, Any] | None:
        """The variables as they are; None where the schema has to say what they are, or what is wrong with them."""
        if self._kinds is None:
            return None
        taken: dict[str, Any] = {}
        for name, (kind, required) in self._kinds.items():
            value: Any = given.get(name)
            if value is None:
                if required:
                    return None
                if name in given:
                    taken[name] = None
            elif type(value) is not kind or (isinstance(value, int) and abs(value) > LARGEST):
                return None
            else:
                taken[name] = value
        return taken

    def whole(self, given: Mapping[str, Any]) -> dict[str, Any] | None:
        """The variables where all are given and none decides the text of a statement, as a truth or null would."""
        taken = self.take(given)
        if taken is None or len(taken) != len(self._kinds or ()):
            return None
        return None if any(value is None or value is True or value is False for value in taken.values()) else taken


def _kind(definition: VariableDefinitionNode) -> tuple[str, tuple[type, bool]] | None:
    required = isinstance(definition.type, NonNullTypeNode)
    named = definition.type.type if isinstance(definition.type, NonNullTypeNode) else definition.type
    if not isinstance(named, NamedTypeNode) or definition.default_value or definition.directives:
        return None
    kind = KINDS.get(named.name.value)
    return (definition.variable.name.value, (kind, required)) if kind else None
