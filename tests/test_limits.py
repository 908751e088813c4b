"""Limits: each is named with what is allowed and asked, costs are worked out by hand, measuring is linear."""

from typing import Any

import pytest
from graphql import parse

from schema import schema
from schema.codes import code_of
from schema.documents import Document
from schema.limits import DEFAULT, Limits, Meter, nesting

SCHEMA = schema._schema


def beyond(text: str, limits: Limits = DEFAULT) -> dict[str, Any]:
    """What the error of a text says of its limit."""
    (error,) = Document.read(SCHEMA, text, limits).errors
    assert str(error.extensions["allowed"]) in error.message
    assert str(error.extensions["asked"]) in error.message
    return {name: error.extensions[name] for name in ("limit", "allowed", "asked")}


def cost(text: str, **variables: Any) -> int:
    """The cost of the first operation of a text."""
    document = parse(text)
    return Meter(SCHEMA, document, variables).cost(document.definitions[0].selection_set, SCHEMA.query_type)  # type: ignore[attr-defined]


DEEP = "{ event(slug: 1) " + "{ partOf " * 10 + "{ id }" + "}" * 10 + " }"


@pytest.mark.parametrize(
    ("limit", "allowed", "asked", "text"),
    [
        ("characters", 15_000, 15_001, "{" + " " * 14_999 + "}"),
        ("tokens", 1_000, 1_002, "{" + "a " * 1_000 + "}"),
        ("depth", 10, 12, DEEP),
        ("depth", 16, 17, "{ __schema" + "{ a " * 16 + "}" * 16 + "}"),
        ("aliases", 30, 31, "{" + "a: revision " * 31 + "}"),
        ("aliases", 30, 32, "{ ...A ...A } fragment A on Query {" + "a: revision " * 16 + "}"),
        ("definitions", 20, 21, " ".join(f"query Q{n} {{ revision }}" for n in range(21))),
        ("directives", 50, 51, "{ revision " + "@include(if: true) " * 51 + "}"),
        ("nesting", 20, 21, "{ a(b: " + "[" * 21 + "]" * 21 + ") }"),
        ("nesting", 20, 400, "{ a(b: " + "[" * 398 + "]" * 398 + ") }"),
    ],
)
def test_beyond_a_limit_is_refused_by_name(limit: str, allowed: int, asked: int, text: str) -> None:
    assert beyond(text) == {"limit": limit, "allowed": allowed, "asked": asked}


def test_a_limit_is_a_parameter() -> None:
    assert beyond("{ a: revision }", Limits(aliases=0)) == {"limit": "aliases", "allowed": 0, "asked": 1}
    assert Document.read(SCHEMA, "{" + "a: revision " * 31 + "}", Limits(aliases=31)).errors == ()


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (0, "{ revision }"),
        (1 + 50, "{ events { nodes { slug } } }"),
        (1 + 7 + 7, "{ events(first: 7) { nodes { slug } edges { cursor node { slug } } } }"),
        (1 + 3 * (1 + 1 + 4), "{ topics(first: 3) { nodes { entries(last: 4) { nodes { slug } } } } }"),
        (1 + 3 * (1 + 1 + 4), "{ topics(first: 3) { ...T } } fragment T on TopicConnection { nodes { ...E } }"
                              " fragment E on Topic { entries(last: 4) { nodes { slug } } }"),
        (1 + 100, "{ events(first: 1000000000) { nodes { slug } } }"),
        (1, "{ events(first: -5) { nodes { slug } } }"),
        (1_000, "{ __schema { types { name } } }"),
    ],
)  # fmt: skip
def test_the_cost_is_the_rows_of_all_pages(expected: int, text: str) -> None:
    assert cost(text) == expected


def test_a_variable_sizes_a_page() -> None:
    text = "query ($n: Int) { events(first: $n) { nodes { slug } } }"
    assert [cost(text, n=size) for size in (0, 7, 100)] == [1, 8, 101]


def test_costs_are_measured_once_for_each_size(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[int] = []
    original = Meter.cost
    monkeypatch.setattr(Meter, "cost", lambda *given: measured.append(1) or original(*given))
    document = Document.read(SCHEMA, "query ($n: Int) { events(first: $n) { nodes { id } } }")
    assert document.costs
    operation = document.operations[0]
    assert [document.costs.of(operation, {"n": size}) for size in (5, 5, 5)] == [6, 6, 6]
    once = len(measured)
    assert document.costs.of(operation, {"n": 6}) == 7
    assert len(measured) == 2 * once


def test_doubling_fragments_are_measured_once_each() -> None:
    """Spread out this is two to the eighteenth aliases, which no measuring level by level would live to tell."""
    chain = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(18))
    assert beyond(f"{{ ...F0 }} {chain} fragment F18 on Query {{ a: revision }}")["asked"] == 2**18


def test_fragments_in_a_circle_end() -> None:
    text = "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"
    assert [str(code_of(error)) for error in Document.read(SCHEMA, text).errors] == ["VALIDATION_FAILED"]


def test_nesting_counts_lists_and_objects() -> None:
    assert [nesting(value) for value in (1, [], {"a": 1}, [{"a": [1]}, []])] == [0, 1, 1, 3]
