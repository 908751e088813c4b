"""Plans: how many statements a question takes, which, and that what is known is not compiled again."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sent import Sent

from schema.compiler import Compiler
from schema.execution import Executor, Question
from timeline.dialects import POSTGRESQL

Ask = Callable[..., Awaitable[Any]]

STATEMENTS = {
    "a lookup": ('{ actor(slug: "actor-1") { slug name kind } }', 1),
    "to-one relations, joined": ("{ sources { nodes { publisher { name } } } }", 1),
    "to-one relations of to-one relations": ("{ events { nodes { partOf { partOf { partOf { title } } } } } }", 1),
    "the same to-one relation twice": ("{ events { nodes { a: partOf { slug } b: partOf { title } } } }", 1),
    "one list in another": ("{ topics { nodes { entries { nodes { slug } } } } }", 2),
    "three lists in one another": ("{ topics { nodes { entries { nodes { citations { source { slug } } } } } } }", 3),
    "two lists side by side": ("{ actors { nodes { names { name } roles { title } } } }", 3),
    "lists below a joined row": ("{ sources { nodes { publisher { names { name } } } } }", 2),
    "nodes and edges of one page": (
        "{ actors { nodes { slug } edges { cursor node { name } } pageInfo { endCursor } } }",
        1,
    ),
    "a count alone": ("{ entries { totalCount } }", 1),
    "a count beside its page": ("{ entries { totalCount nodes { slug } } }", 2),
    "counts of each parent": ("{ topics { nodes { entries { totalCount } } } }", 2),
    "a list that both kinds of entry have": ("{ entries { nodes { citations { key } } } }", 2),
    "the same list asked of each kind": (
        "{ entries { nodes { ... on Event { citations { key } } ... on Statement { citations { key } } } } }",
        3,
    ),
    "lists of either kind": (
        "{ entries { nodes { ... on Event { participants { role } } ... on Statement { speakers { slug } } } } }",
        3,
    ),
    "one connection under two names": ("{ a: entries(first: 1) { nodes { slug } } b: entries { nodes { slug } } }", 2),
    "one connection asked twice": ("{ topics { nodes { slug } } topics { nodes { name } } }", 1),
    "types alone": ("{ __typename entries { __typename } }", 0),
    "what is skipped": ("{ entries @skip(if: true) { nodes { slug } } revision }", 1),
}


@pytest.mark.parametrize("what", STATEMENTS)
async def test_one_statement_for_each_level_of_lists(what: str, ask: Ask, sent: Sent) -> None:
    query, number = STATEMENTS[what]
    await ask(query)
    assert len(sent) == number, "\n\n".join(sent)


async def test_the_number_of_statements_does_not_grow_with_the_rows(ask: Ask, sent: Sent) -> None:
    query = "query ($n: Int) { entries(first: $n) { nodes { slug citations { source { hosts { slug } } } } } }"
    await ask(query, n=1)
    few = len(sent)
    sent.clear()
    await ask(query, n=100)
    assert few <= len(sent) == 3


async def test_values_never_stand_in_the_text_of_a_statement(ask: Ask, sent: Sent) -> None:
    words = "o'hara\"); DROP TABLE entry; --"
    query = "query ($s: String!, $a: [String!]) { actor(slug: $s) { slug } "
    query += "entries(where: {topics: {any: $a}}) { totalCount } "
    written = 'b: entries(where: {topics: {none: ["%s"]}}) { totalCount } }' % words.replace('"', '\\"')  # noqa: UP031
    data = await ask(query + written, s=words, a=[words])
    assert data["actor"] is None
    assert data["entries"]["totalCount"] == 0
    assert data["b"]["totalCount"] > 0
    assert not any("hara" in text or "DROP" in text for text in sent)


async def test_a_question_known_is_not_compiled_again(executor: Executor, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    plan = Compiler.plan

    def counted(self: Compiler, *given: Any) -> Any:
        made.append(given)
        return plan(self, *given)

    monkeypatch.setattr(Compiler, "plan", counted)
    query = """query ($n: Int, $w: EntryWhere, $yes: Boolean = false) {
        entries(first: $n, where: $w) { nodes { slug title: slug @include(if: $yes) } } }"""
    for number in (1, 2, 3):
        for topic in ("topic-1", "topic-2"):
            await executor.answer(Question(query, {"n": number, "w": {"topics": {"any": [topic]}}}))
    assert len(made) == 1
    await executor.answer(Question(query, {"n": 1, "w": {"topics": {"all": ["topic-1"]}}}))
    await executor.answer(Question(query, {"n": 1, "yes": True}))
    assert len(made) == 3


async def test_tables_are_read_by_columns_that_are_asked_for(ask: Ask, sent: Sent) -> None:
    await ask("{ sources { nodes { title } } }")
    (statement,) = sent
    columns = statement.partition("FROM")[0]
    assert "title" in columns
    assert not any(name in columns for name in ("text", "sha256", "note", "byline"))


async def test_all_levels_make_one_journey_where_the_database_has_lists(
    ask: Ask, sent: Sent, executor: Executor
) -> None:
    await ask("{ actors { nodes { slug names { name } statements(first: 2) { totalCount nodes { cue } } } } }")
    assert (len(sent), sent.journeys) == (4, 1 if executor.reader.dialect is POSTGRESQL else 2)
