"""The reference writer: graphql-core's own walk over the nested rows of a plan.

It answers introspection, and is what the plan's writer is checked against.
"""

from typing import Any

from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    execute,
)

from schema.documents import Document
from schema.reads import Part, reads_of


def referenced(schema: GraphQLSchema) -> GraphQLSchema:
    """The schema with resolvers that walk nested rows: by response key, and by part of a value."""
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLInterfaceType):
            kind.resolve_type = None
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
            kind.is_type_of = None
            for found in kind.fields.values():
                found.resolve = _resolver(found)
    return schema


def _resolver(definition: GraphQLField) -> Any:
    what = reads_of(definition)

    def resolve(value: Any, info: GraphQLResolveInfo[Any], **given: Any) -> Any:
        # A part is taken from the value itself, unless the plan has already worked out all that was asked of it.
        return what.compute(value) if isinstance(what, Part) and not isinstance(value, dict) else value[info.path.key]

    return resolve


def walk(
    schema: GraphQLSchema, document: Document, operation: str | None, variables: dict[str, Any], rows: Any
) -> tuple[Any, tuple[GraphQLError, ...]]:
    """Data and errors of an operation over nested rows."""
    assert document.node is not None
    result = execute(schema, document.node, root_value=rows, variable_values=variables, operation_name=operation)
    assert isinstance(result, ExecutionResult)
    return result.data, tuple(result.errors or ())
