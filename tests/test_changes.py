"""The change log: what later revisions did, and a client that applies it keeps a true copy, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from factories import actor, dataset, event, loaded, source, statement
from oracle import ROWS, Ask, walk

from schema import schema
from schema.execution import Executor, Question
from schema.limits import NONE
from timeline.readers import open_reader

Copy = dict[tuple[str, str], Any]
CHANGE = "{ kind slug action before after revision { number } }"


@pytest.mark.parametrize("since", [-1, 0, 1, 2, 4, 5, 2**31 - 1])
async def test_changes_since_a_revision_are_the_later_ones(since: int, ask: Ask) -> None:
    found = await walk(ask, "changes", CHANGE, 2, since=str(since))
    later = [row for row in ROWS["change"] if row["revision_id"] > since]
    assert [(node["slug"], node["revision"]["number"]) for node in found] == [
        (row["slug"], row["revision_id"]) for row in later
    ]
    assert [(node["before"], node["after"]) for node in found] == [(row["before"], row["after"]) for row in later]
    count = await ask("query ($n: Int) { changes(since: $n) { totalCount } }", n=since)
    assert count["changes"]["totalCount"] == len(later)


async def test_without_a_revision_all_changes_come(ask: Ask) -> None:
    for written in ("", "(since: null)"):
        found = await ask(f"{{ changes{written} {{ totalCount }} }}")
        assert found["changes"]["totalCount"] == len(ROWS["change"])


@pytest.fixture
async def live(database: str) -> AsyncIterator[Ask]:
    """Asks a database that is loaded into meanwhile."""
    reader = await open_reader(database, 2, 5.0)
    executor = Executor(schema._schema, reader, limits=NONE)

    async def ask(query: str) -> Any:
        answer = await executor.answer(Question(query))
        assert not answer.errors
        return answer.data

    yield ask
    await reader.close()


def edition(folder: Path, random: Random) -> Path:
    """A dataset of some events and statements, each with words that change now and then."""

    def some(kind: str) -> list[str]:
        return [f"{kind}-{n}" for n in range(8) if random.random() < 0.6]

    events = [event(slug, title=random.choice(["One", "Two", "Три"])) for slug in some("event")]
    said = [statement(slug, text=random.choice(["Yes.", "No."])) for slug in some("said")]
    return dataset(folder, actors=[actor()], source=source(), events=events, statements=said)


async def catch_up(copy: Copy, since: int, ask: Ask) -> int:
    """Apply to a copy what was changed since a revision, and give back the newest."""
    for change in await walk(ask, "changes", CHANGE, 3, since=str(since)):
        key = (change["kind"], change["slug"])
        assert copy.get(key) == change["before"]
        assert (change["before"] is None) == (change["action"] == "ADDED")
        if change["action"] == "REMOVED":
            del copy[key]
        else:
            copy[key] = change["after"]
    return int((await ask("{ revision }"))["revision"])


async def standing(ask: Ask) -> dict[tuple[str, str], str]:
    """The words of all entries as the API has them."""
    found = await walk(ask, "entries", "{ slug entryKind ... on Event { title } ... on Statement { text } }")
    return {(node["entryKind"], node["slug"]): node.get("title") or node["text"] for node in found}


@pytest.mark.parametrize("seed", range(3))
async def test_a_client_that_applies_changes_keeps_a_true_copy(
    seed: int, tmp_path: Path, database: str, live: Ask
) -> None:
    random, copy, revision = Random(seed), Copy(), 0
    for _ in range(6):
        await asyncio.to_thread(loaded, database, edition(tmp_path / "floods", random))
        if random.random() < 0.7:
            revision = await catch_up(copy, revision, live)
    revision = await catch_up(copy, revision, live)
    afresh = Copy()
    assert await catch_up(afresh, 0, live) == revision
    assert copy == afresh
    entries = {key: record for key, record in copy.items() if key[0] in ("EVENT", "STATEMENT")}
    assert await standing(live) == {key: record.get("title") or record["text"] for key, record in entries.items()}
    assert await walk(live, "changes", CHANGE, since=str(revision)) == []
