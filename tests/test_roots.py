"""Where a question begins: rows by global id, and by slug."""

import base64
from typing import Any

import pytest
from oracle import Ask
from questions import global_id
from sent import Sent


async def test_every_id_leads_back_to_what_it_was_read_from(ask: Ask) -> None:
    query = """{ actors { nodes { id } } sources { nodes { id citations { nodes { id } } accounts { nodes { id } } } }
        entries(first: 100) { nodes { id } } topics { nodes { id } } timelines { nodes { id } }
        questions { nodes { id accounts { id } } } }"""
    found: list[tuple[str, str]] = []

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            found.extend([value["id"]] if "id" in value else [])
        for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            collect(item)

    collect(await ask(query))
    assert len(found) > 200
    for start in range(0, len(found), 100):
        ids = found[start : start + 100]
        nodes = (await ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }", ids=ids))["nodes"]
        assert [node["id"] for node in nodes] == ids
        kinds = [base64.b64decode(text).decode().partition(":")[0] for text in ids]
        assert [node["__typename"] for node in nodes] == kinds
    assert (await ask("query ($id: ID!) { node(id: $id) { id } }", id=found[7]))["node"] == {"id": found[7]}


async def test_ids_in_any_number_and_order(ask: Ask, sent: Sent) -> None:
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert await ask(query, ids=[]) == {"nodes": []}
    assert sent == []
    one, two, none = global_id("Actor", "actor-1"), global_id("Topic", "topic-1"), global_id("Actor", "nobody")
    found = (await ask(query, ids=[two, none, one, two]))["nodes"]
    assert found == [{"id": two}, None, {"id": one}, {"id": two}]
    assert len(sent) == 2
    assert (await ask(query, ids=one))["nodes"] == [{"id": one}]


STRANGE = [("Event", "said-41"), ("Entry", "said-41"), ("Date", "x"), ("Query", "x"), ("Citation", "said-41"),
           ("Citation", "said-41/"), ("Citation", "/"), ("Actor", "actor-1 "), ("actor", "actor-1"),
           ("Account", "a/b/c"), ("Actor", "A" * 5000), ("Actor", "é\u202e")]  # fmt: skip


@pytest.mark.parametrize(("kind", "path"), STRANGE)
async def test_ids_of_nothing_lead_nowhere(kind: str, path: str, ask: Ask) -> None:
    assert await ask("query ($id: ID!) { node(id: $id) { id } }", id=global_id(kind, path)) == {"node": None}


@pytest.mark.parametrize(
    "text", ["", "x", "é", "====", "QWN0b3I", global_id("", "x"), global_id("Actor", ""), "/w==", "A" * 5000, 7, "Q\0"]
)
async def test_what_is_no_id_is_refused(text: Any, refused: Ask) -> None:
    message = await refused("query ($id: ID!) { node(id: $id) { id } }", id=text)
    assert "is not an id of this API" in message
    assert len(message) <= 300
    assert message == await refused("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[text])


async def test_an_id_with_a_nul_is_refused(refused: Ask) -> None:
    assert "NUL" in await refused("query ($id: ID!) { node(id: $id) { id } }", id=global_id("Actor", "a\0"))


async def test_more_than_a_hundred_ids_are_refused(ask: Ask, refused: Ask) -> None:
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    some = global_id("Actor", "actor-1")
    assert len((await ask(query, ids=[some] * 100))["nodes"]) == 100
    assert await refused(query, ids=[some] * 101) == "ids: 101 given; ask for at most 100 at a time"
