"""GraphQL texts, read and checked against the schema."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    parse,
    validate,
)

MAX_TOKENS = 1_000


@dataclass(frozen=True, slots=True)
class Document:
    """A text read and checked: its operations and fragments, or what is wrong with it."""

    node: DocumentNode | None
    errors: tuple[GraphQLError, ...]
    operations: tuple[OperationDefinitionNode, ...] = ()
    fragments: Mapping[str, FragmentDefinitionNode] = field(default_factory=dict)

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation asked for by name, or the only one.

        Raises:
            GraphQLError: there is none of that name, or no name where there are several.
        """
        named = {found.name.value if found.name else None: found for found in self.operations}
        if name is not None:
            if name not in named:
                raise GraphQLError(f"Unknown operation named {name[:80]!r}; name one that the document defines.")
            return named[name]
        if len(self.operations) != 1:
            raise GraphQLError(f"The document defines {len(self.operations)} operations; say by operationName which.")
        return self.operations[0]

    @classmethod
    def read(cls, schema: GraphQLSchema, text: str) -> "Document":
        """Parse a text and check it; what is wrong with it is kept instead of raised."""
        try:
            node = parse(text, max_tokens=MAX_TOKENS)
        except GraphQLError as error:
            return cls(None, (error,))
        errors = tuple(validate(schema, node))
        operations = tuple(found for found in node.definitions if isinstance(found, OperationDefinitionNode))
        fragments = {found.name.value: found for found in node.definitions if isinstance(found, FragmentDefinitionNode)}
        return cls(node, errors, operations, fragments)


def asks_schema(operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]) -> bool:
    """Whether the operation asks for the schema itself at its root."""
    pending: list[Any] = [operation.selection_set]
    seen: set[str] = set()
    while pending:
        for node in pending.pop().selections:
            name = node.name.value if getattr(node, "name", None) else ""
            if node.kind == "field" and name in ("__schema", "__type"):
                return True
            if node.kind == "inline_fragment":
                pending.append(node.selection_set)
            if node.kind == "fragment_spread" and name not in seen:
                seen.add(name)
                pending.append(fragments[name].selection_set)
    return False
