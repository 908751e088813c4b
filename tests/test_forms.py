"""Texts of SELECTs that are kept are those that would be made anew, whatever was asked before, in whatever words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from graphql import GraphQLError, GraphQLSchema, get_variable_values
from hypothesis import HealthCheck, given, settings
from questions import questions

from schema import schema
from schema.compiler import Compiler
from schema.documents import Document
from schema.execution import Question
from schema.forms import Forms
from schema.limits import NONE
from schema.plan import Level
from timeline.dialects import POSTGRESQL, SQLITE, Dialect
from timeline.exceptions import TimelineError
from timeline.turns import finished

SCHEMA: GraphQLSchema = schema._schema
DIALECTS = (SQLITE, POSTGRESQL)
KEPT = Forms()
MANY = settings(deadline=None, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Read:
    """A question read: its document and its variables as the schema takes them."""

    document: Document
    variables: Mapping[str, Any]

    @classmethod
    def of(cls, question: Question) -> "Read":
        """Read a question that is as it should be."""
        document = Document.read(SCHEMA, question.query, NONE)
        assert not document.errors
        definitions = document.operations[0].variable_definitions or ()
        found = get_variable_values(SCHEMA, definitions, dict(question.variables))
        assert not isinstance(found, list)
        return cls(document, found.coerced)

    def levels(self, dialect: Dialect, forms: Forms) -> list[Level]:
        """The levels of its plan; none where an argument does not fit."""
        compiler = Compiler(SCHEMA, dialect, self.document.fragments, self.variables, forms=forms)
        try:
            plan = finished(compiler.plan(self.document.operations[0]))
        except GraphQLError:
            return []
        return [level for wave in plan.waves for level in wave]

    def bound(self, level: Level) -> object:
        """The parameters of a level, or what is wrong with them."""
        try:
            return level.binder.bind(self.variables)
        except (GraphQLError, TimelineError) as error:
            return str(error)


def text(level: Level) -> str:
    """The text of a level, its tables numbered in the order they come in."""
    assert level.sql
    names: dict[str, str] = {}

    def named(found: re.Match[str]) -> str:
        return names.setdefault(found[0], f"{found[1]}_{len(names)}")

    return re.sub(r"\b([a-z_]+)\d+\b", named, level.sql.text)


def converted(level: Level) -> list[tuple[int, str]]:
    """Which columns of a level are converted, and by what."""
    return [(place, convert.__qualname__) for place, convert in level.converters]


def see(question: Question) -> None:
    """See that what is kept serves a question as what is made anew."""
    read = Read.of(question)
    for dialect in DIALECTS:
        for made, kept in zip(read.levels(dialect, Forms()), read.levels(dialect, KEPT), strict=True):
            assert made.sql
            assert kept.sql
            assert text(made) == text(kept)
            assert (made.sql.names, made.sql.constants) == (kept.sql.names, kept.sql.constants)
            assert converted(made) == converted(kept)
            assert read.bound(made) == read.bound(kept)


@settings(MANY, max_examples=60)
@given(questions(SCHEMA))
def test_a_text_kept_is_the_text_made_anew(question: Question) -> None:
    see(question)


ONE = "query ($a: String!) { event(slug: $a) { slug title citations { source { slug } } } }"
OTHER = 'query Named { found: event(slug: "it") { citations { key source { title slug } } date { edtf } } }'


@pytest.mark.parametrize("dialect", DIALECTS, ids=["SQLite", "PostgreSQL"])
def test_other_names_values_and_columns_need_no_new_text(dialect: Dialect) -> None:
    forms = Forms()
    first, second = Read.of(Question(ONE, {"a": "x"})), Read.of(Question(OTHER))
    known = [text(level).partition("FROM") for level in first.levels(dialect, forms)]
    assert len(forms) == 2
    found = second.levels(dialect, forms)
    asked = [text(level).partition("FROM") for level in found]
    assert len(forms) == 2
    assert [of for *_, of in asked] == [of for *_, of in known]
    assert ("title" in asked[0][0], "date" in asked[0][0], "title" in asked[1][0]) == (False, True, True)
    assert second.bound(found[0]) == {"v0": "it"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{ entries { totalCount nodes { slug } } }", "{ entries { nodes { slug } totalCount } }"),
        ("{ entries(first: 1) { nodes { slug } } }", "{ entries(last: 1) { nodes { slug } } }"),
        ("{ entries { nodes { slug } } }", "{ entries(orderBy: DATE_DESC) { nodes { slug } } }"),
        (
            "{ entries(where: { datesDiffer: true }) { totalCount } }",
            "{ entries(where: { datesDiffer: false }) { totalCount } }",
        ),
        (
            "{ entries(where: { review: DRAFT }) { totalCount } }",
            "{ entries(where: { not: { review: DRAFT } }) { totalCount } }",
        ),
        ('{ event(slug: "a") { citations { key } } }', '{ event(slug: "a", knownBy: "2020") { citations { key } } }'),
        (
            '{ node(id: "a") { ... on Event { slug } ... on Statement { speakers { slug } } } }',
            '{ node(id: "a") { ... on Event { place { name } } ... on Statement { slug } } }',
        ),
        ("{ events { nodes { slug } } }", "{ statements { nodes { slug } } }"),
    ],
)
def test_what_is_asked_otherwise_is_not_mixed_up(one: str, other: str) -> None:
    for question in (one, other, one):
        see(Question(question))
