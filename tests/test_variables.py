"""Plain variables are taken as the library would take them, and left to it wherever it has more to say."""

from typing import Any

import pytest
from graphql import GraphQLSchema, OperationDefinitionNode, get_variable_values, parse
from hypothesis import given
from hypothesis import strategies as st

from schema import schema
from schema.variables import Plain

SCHEMA: GraphQLSchema = schema._schema
VALUES = st.none() | st.booleans() | st.integers(-(2**33), 2**33) | st.floats() | st.text() | st.lists(st.text())


def operation(declared: str) -> OperationDefinitionNode:
    """An operation with these variables."""
    found = parse(f"query ({declared}) {{ revision }}").definitions[0]
    assert isinstance(found, OperationDefinitionNode)
    return found


@given(st.dictionaries(st.sampled_from(["a", "b", "c", "d", "e", "f"]), VALUES))
def test_what_is_taken_is_what_the_library_takes(values: dict[str, Any]) -> None:
    asked = operation("$a: String!, $b: Int, $c: Boolean, $d: Float, $e: ID")
    if (taken := Plain(asked).take(values)) is not None:
        found = get_variable_values(SCHEMA, asked.variable_definitions, values)
        assert not isinstance(found, list)
        assert found.coerced == taken


def test_plain_values_are_taken() -> None:
    plain = Plain(operation("$a: String!, $b: Int, $c: Boolean, $e: ID"))
    values = {"a": "x", "b": 2**31 - 1, "c": False, "e": None}
    assert plain.take(values | {"more": 1}) == values
    assert plain.take({"a": ""}) == {"a": ""}


@pytest.mark.parametrize("values", [{}, {"a": None}, {"a": 1}, {"a": "x", "b": 2**31}, {"a": "x", "b": True}])
def test_what_does_not_fit_is_left_to_the_library(values: dict[str, Any]) -> None:
    assert Plain(operation("$a: String!, $b: Int")).take(values) is None


@pytest.mark.parametrize("declared", ["$a: [String]", "$a: String = null", "$a: EntryWhere", "$a: String @deprecated"])
def test_what_is_not_plain_is_left_to_the_library(declared: str) -> None:
    assert Plain(operation(declared)).take({}) is None
