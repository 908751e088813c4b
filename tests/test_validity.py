"""What is told to be surely valid, graphql-core finds valid, however a text was bent; and common texts are told so."""

import re

import pytest
from graphql import GraphQLError, GraphQLSchema, parse, validate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis_graphql import queries
from questions import questions

from schema import schema
from schema.validity import MOST_AGAIN, surely_valid

SCHEMA: GraphQLSchema = schema._schema
MANY = settings(deadline=None, suppress_health_check=list(HealthCheck))
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\.\.\.|[$@]?\w+|[^\s\w]')
WORDS = [
    *("entries", "events", "nodes", "slug", "title", "text", "date", "edtf", "citations", "first", "where", "orderBy"),
    *("on", "Event", "Statement", "Entry", "Query", "Nobody", "EntryWhere", "String", "Int", "Boolean", "DATE_DESC"),
    *("query", "fragment", "mutation", "$v1", "$a: Int", "$v1: [String!]!", "...F1", "...F2", "... on Event", "a1:"),
    *("{", "}", "(", ")", "[", "]", "!", ":", "= 1", "= null", '"x"', "1", "-1.5", "99999999999", "true", "null"),
    *("@skip(if: true)", "@include(if: $v1)", "@include", "@defer", "{ slug }", "__typename", "__schema", "DRAFT"),
]


@st.composite
def bent(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """A text with some of its tokens taken out, said twice, or exchanged for others."""
    tokens: list[str] = TOKEN.findall(draw(texts))
    for _ in range(draw(st.integers(0, 2))):
        place, more = draw(st.integers(0, len(tokens) - 1)), draw(st.integers(1, 4))
        own = tokens[draw(st.integers(0, len(tokens) - 1))]
        put = [[], tokens[place : place + more] * 2, [draw(st.sampled_from(WORDS))], [own]]
        tokens[place : place + draw(st.integers(0, more))] = draw(st.sampled_from(put))
    return " ".join(tokens)


COMMON = [
    "{ revision }",
    "query Named($slug: String!) { event(slug: $slug) { id slug date { edtf } } }",
    "query ($first: Int = 5, $order: EntryOrder) { entries(first: $first, orderBy: $order) { totalCount } }",
    "query ($where: EntryWhere) { entries(where: $where) { edges { cursor node { slug } } } }",
    'query ($a: [String!]) { entries(where: { actors: { any: $a, none: ["x"] }, kinds: EVENT }) { totalCount } }',
    'query ($a: String!) { entries(where: { topics: { any: [$a, "x"] }, or: [{ not: null }] }) { totalCount } }',
    "{ entries { nodes { __typename slug ... on Event { slug title } ... on Statement { text } } } }",
    "{ entries { nodes { ...F ... on Event { ...F } } } } fragment F on Entry { ...G } fragment G on Entry { slug }",
    "{ entries { nodes { ... on Event { date { edtf } } ... on Statement { date { display } } } } }",
    "query ($with: Boolean!) { a: revision @include(if: $with) ... @skip(if: false) { b: revision } }",
    "{ entries(where: { place: { near: { latitude: 1, longitude: -2.5, kilometres: 3 } } }) { totalCount } }",
]


@pytest.mark.parametrize("text", COMMON)
def test_common_texts_are_surely_valid(text: str) -> None:
    assert surely_valid(SCHEMA, parse(text))


WRONG = [
    "{ revision } type A { b: Int }",
    "subscription { revision }",
    "query A { revision } query A { revision }",
    "{ revision } query A { revision }",
    "query ($a: Nobody) { entries(first: $a) { totalCount } }",
    "{ ... on Nobody { revision } }",
    "{ ... on Int { revision } }",
    "query ($a: Event) { revision @skip(if: $a) }",
    "{ entries }",
    "{ revision { a } }",
    "{ nothing }",
    "{ ...F } fragment F on Query { revision } fragment F on Query { revision }",
    "{ ...F }",
    "{ revision } fragment F on Query { revision }",
    "{ entries { nodes { ... on Actor { name } } } }",
    "{ entries { nodes { ...F } } } fragment F on Actor { name }",
    "{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }",
    "query ($a: Int, $a: Int) { entries(first: $a) { totalCount } }",
    "{ entries(first: $a) { totalCount } }",
    "query ($a: Int) { revision }",
    "{ revision @nothing }",
    "query @skip(if: true) { revision }",
    "{ revision @skip(if: true) @skip(if: true) }",
    "{ revision @skip }",
    "{ revision(a: 1) }",
    "{ entries(first: 1, first: 1) { totalCount } }",
    '{ entries(first: "1") { totalCount } }',
    "{ entries(first: 2147483648) { totalCount } }",
    "{ entries(orderBy: null) { totalCount } }",
    "{ entries(orderBy: NOTHING) { totalCount } }",
    "{ entries(where: { topics: [1] }) { totalCount } }",
    "{ entries(where: { nothing: 1 }) { totalCount } }",
    "{ entries(where: { text: null, text: null }) { totalCount } }",
    "{ entries(where: { becameKnown: { } }) { totalCount } }",
    "{ entries(where: { or: [null] }) { totalCount } }",
    "{ event { slug } }",
    "query ($a: String) { event(slug: $a) { slug } }",
    "query ($a: String! = null) { event(slug: $a) { slug } }",
    "query ($a: String = null) { event(slug: $a) { slug } }",
    "query ($a: String!) { entries(where: { slugs: $a }) { totalCount } }",
    "query ($a: Int!) { entries(where: { slugs: [$a] }) { totalCount } }",
    "{ a: revision a: __typename }",
    "{ entries { a: totalCount } entries(first: 1) { a: totalCount } }",
    "{ entries { nodes { a: slug ...F } } } fragment F on Entry { a: id }",
    "{ entries { nodes { date { a: edtf } ...F } } } fragment F on Entry { date { a: display } }",
    "{ entries { nodes { ... on Event { a: title } ... on Statement { a: date { edtf } } } } }",
    "{ " + "revision " * 400 + "}",
    "{ ...F0 } "
    + " ".join(f"fragment F{n} on Query {{ {'revision ' * 40} ...F{n + 1} }}" for n in range(10))
    + " fragment F10 on Query { revision }",
]


@pytest.mark.parametrize("text", WRONG)
def test_what_breaks_a_rule_is_not_surely_valid(text: str) -> None:
    document = parse(text)
    assert validate(SCHEMA, document)
    assert not surely_valid(SCHEMA, document)


def test_a_text_that_says_the_same_often_is_left_to_the_library() -> None:
    fragment = " fragment F on Query { revision }"
    assert surely_valid(SCHEMA, parse("{ " + "...F " * MOST_AGAIN + "}" + fragment))
    assert not surely_valid(SCHEMA, parse("{ " + "...F " * (MOST_AGAIN + 1) + "}" + fragment))


def see(text: str) -> None:
    """See that a text told to be surely valid is valid."""
    try:
        document = parse(text)
    except GraphQLError:
        return
    if surely_valid(SCHEMA, document):
        assert validate(SCHEMA, document) == []


@settings(MANY, max_examples=1000)
@given(bent(st.sampled_from(COMMON + WRONG)))
def test_what_is_surely_valid_of_texts_bent_is_valid(text: str) -> None:
    see(text)


@settings(MANY, max_examples=50)
@given(bent(questions(SCHEMA).map(lambda question: question.query) | queries(schema.as_str())))
def test_what_is_surely_valid_of_texts_made_up_is_valid(text: str) -> None:
    see(text)
