"""The plan's writer and the reference writer, graphql-core, give the same data on both databases, whatever is asked."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from graphql import GraphQLError
from hypothesis import HealthCheck, given, settings
from hypothesis_graphql import queries
from questions import questions

from schema import schema
from schema.execution import Answer, Executor, Question, RefusedError
from schema.limits import NONE
from timeline.readers import open_reader
from timeline.turns import Turns

CORE = schema._schema
MANY = settings(deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
async def executors(sqlite_world: str, postgresql_world: str) -> AsyncIterator[list[Executor]]:
    """One executor for each database."""
    readers = [await open_reader(url, 2, 20.0) for url in (sqlite_world, postgresql_world)]
    yield [Executor(CORE, reader, limits=NONE, turns=Turns(2, planning=60)) for reader in readers]
    for reader in readers:
        await reader.close()


async def both(executor: Executor, question: Question) -> tuple[Answer, Answer]:
    """The answer of the plan's writer, and that of the reference writer."""
    answer = await executor.answer(question)
    try:
        return answer, await executor.reference(executor.read(question))
    except RefusedError as refused:
        return answer, Answer(errors=refused.errors, executed=False)
    except GraphQLError as error:
        return answer, Answer(errors=(error,), executed=False)


def plain(answer: Answer) -> Any:
    """The data as a client reads it, in the order it is written."""
    return json.loads(answer.body()).get("data")


def faults(answer: Answer) -> list[tuple[str, Any]]:
    """What an answer complains of, and where."""
    return [(error.message, error.path) for error in answer.errors]


async def agree(executors: list[Executor], question: Question) -> Answer:
    """See that all writers on all databases answer alike, and give back the answer."""
    answers = [answer for executor in executors for answer in await both(executor, question)]
    first, *others = answers
    for other in others:
        assert plain(other) == plain(first)
        assert faults(other) == faults(first)
        assert not any(error.original_error for error in other.errors)
    assert "INTERNAL" not in first.body().decode()
    assert json.dumps(plain(answers[0])) == json.dumps(plain(answers[1]))
    return first


@settings(MANY, max_examples=60)
@given(question=questions(CORE))
async def test_questions_that_hit_rows_get_the_same_answer(question: Question, executors: list[Executor]) -> None:
    await agree(executors, question)


@settings(MANY, max_examples=25)
@given(query=queries(schema.as_str()))
async def test_questions_made_up_blindly_get_the_same_answer(query: str, executors: list[Executor]) -> None:
    await agree(executors, Question(query))
