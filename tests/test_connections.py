"""Connections: pages, their cursors and counts, over the small world on both databases."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sent import Sent
from world import Row, world

from schema.pagination import write_cursor
from timeline.kinds import EntryKind, Review

Ask = Callable[..., Awaitable[Any]]
ROWS = world()
SIZES = st.one_of(st.integers(1, 12), st.integers(1, 100))
MANY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def by_date(row: Row) -> tuple[Any, ...]:
    """The order entries are walked in."""
    return row["earliest"], row["latest"], row["slug"]


def by_publication(row: Row) -> tuple[Any, ...]:
    """The order sources are walked in."""
    return row["published_earliest"], row["slug"]


def reviewed(ids: set[int] | None = None, kind: EntryKind | None = None) -> list[str]:
    """The slugs of the entries not hidden, among these ids, in the order of their dates."""
    rows = [row for row in ROWS["entry"] if row["review"] == Review.REVIEWED]
    rows = [row for row in rows if (ids is None or row["id"] in ids) and kind in (None, row["kind"])]
    return [row["slug"] for row in sorted(rows, key=by_date)]


def linked(table: str, owner: str, key: int, target: str) -> set[int]:
    """What a row is linked to by a table between."""
    return {row[target] for row in ROWS[table] if row[owner] == key}


WALKS = {
    "entries": reviewed(),
    "events": reviewed(kind=EntryKind.EVENT),
    "statements": reviewed(kind=EntryKind.STATEMENT),
    "sources": [row["slug"] for row in sorted(ROWS["source"], key=by_publication)],
    "actors": sorted(row["slug"] for row in ROWS["actor"]),
    "timelines": sorted(row["slug"] for row in ROWS["timeline"]),
    "topics": sorted(row["slug"] for row in ROWS["topic"]),
    "questions": sorted(row["slug"] for row in ROWS["question"]),
}
PAGE = """
query ($first: Int, $after: String, $last: Int, $before: String) {{
  page: {field}(first: $first, after: $after, last: $last, before: $before) {{
    nodes {{ slug }}
    edges {{ cursor node {{ slug }} }}
    pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
  }}
}}
"""


def slugs(nodes: list[Any]) -> list[str]:
    """The slugs of some nodes."""
    return [node["slug"] for node in nodes]


@pytest.mark.parametrize("field", WALKS)
@MANY
@given(sizes=st.lists(SIZES, min_size=1, max_size=5))
async def test_a_walk_forwards_meets_every_row_once(field: str, sizes: list[int], ask: Ask) -> None:
    met: list[str] = []
    cursor, more = None, True
    while more:
        size = sizes[len(met) % len(sizes)]
        page = (await ask(PAGE.format(field=field), first=size, after=cursor))["page"]
        assert page["pageInfo"]["hasPreviousPage"] == (cursor is not None)
        assert len(page["nodes"]) == size or not page["pageInfo"]["hasNextPage"]
        assert slugs(page["nodes"]) == slugs([edge["node"] for edge in page["edges"]])
        cursor, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        met += slugs(page["nodes"])
    assert met == WALKS[field]


@pytest.mark.parametrize("field", WALKS)
@MANY
@given(size=SIZES)
async def test_a_walk_backwards_meets_every_row_once(field: str, size: int, ask: Ask) -> None:
    met: list[str] = []
    cursor, more = None, True
    while more:
        page = (await ask(PAGE.format(field=field), last=size, before=cursor))["page"]
        assert page["pageInfo"]["hasNextPage"] == (cursor is not None)
        cursor, more = page["pageInfo"]["startCursor"], page["pageInfo"]["hasPreviousPage"]
        met = slugs(page["nodes"]) + met
    assert met == WALKS[field]


@MANY
@given(bounds=st.tuples(st.integers(0, 60), st.integers(0, 60)), size=SIZES, backward=st.booleans())
async def test_a_page_between_two_cursors_is_a_slice(
    bounds: tuple[int, int], size: int, backward: bool, ask: Ask
) -> None:
    edges = (await ask("{ entries(first: 100) { edges { cursor } } }"))["entries"]["edges"]
    after, before = sorted(bounds)
    cursors = {"after": edges[after]["cursor"], "before": edges[before]["cursor"]}
    page = (await ask(PAGE.format(field="entries"), **{"last" if backward else "first": size}, **cursors))["page"]
    between = WALKS["entries"][after + 1 : before]
    assert slugs(page["nodes"]) == (between[-size:] if backward else between[:size])
    assert page["pageInfo"]["hasPreviousPage" if backward else "hasNextPage"] == (len(between) > size)


NESTED = {
    ("actors", "statements"): lambda row: reviewed(linked("speaker", "actor_id", row["id"], "entry_id")),
    ("actors", "addressed"): lambda row: reviewed(linked("addressee", "actor_id", row["id"], "entry_id")),
    ("actors", "events"): lambda row: reviewed(linked("participation", "actor_id", row["id"], "entry_id")),
    ("topics", "entries"): lambda row: reviewed(linked("entry_topic", "topic_id", row["id"], "entry_id")),
    ("timelines", "entries"): lambda row: reviewed(linked("membership", "timeline_id", row["id"], "entry_id")),
    ("sources", "entries"): lambda row: reviewed(linked("citation", "source_id", row["id"], "entry_id")),
    ("events", "statements"): lambda row: reviewed(linked("statement_about", "event_id", row["id"], "statement_id")),
    ("events", "parts"): lambda row: reviewed(linked("entry", "part_of_id", row["id"], "id") - {None}),
    ("statements", "answeredBy"): lambda row: reviewed(linked("entry", "answers_id", row["id"], "id")),
}
for _row in ROWS["entry"]:
    _row.setdefault("part_of_id", None)
    _row.setdefault("answers_id", None)


@pytest.mark.parametrize(("field", "below"), NESTED)
@MANY
@given(size=st.integers(0, 9), outer=st.integers(1, 12), backward=st.booleans())
async def test_the_first_or_last_of_each_parent(
    field: str, below: str, size: int, outer: int, backward: bool, ask: Ask
) -> None:
    end = "last" if backward else "first"
    page = "nodes { slug } totalCount pageInfo { hasNextPage hasPreviousPage }"
    below_each = f"{below}({end}: $n) {{ {page} }}"
    query = f"query ($n: Int, $o: Int) {{ {field}(first: $o) {{ nodes {{ slug {below_each} }} }} }}"
    parents = (await ask(query, n=size, o=outer))[field]["nodes"]
    rows = {row["slug"]: row for table in ("actor", "topic", "timeline", "source", "entry") for row in ROWS[table]}
    assert slugs(parents) == WALKS[field][:outer]
    for parent in parents:
        found = NESTED[field, below](rows[parent["slug"]])
        page = parent[below]
        assert slugs(page["nodes"]) == ((found[-size:] if size else []) if backward else found[:size])
        assert page["totalCount"] == len(found)
        assert page["pageInfo"]["hasPreviousPage" if backward else "hasNextPage"] == (len(found) > size)


async def test_pages_of_pages_of_pages(ask: Ask) -> None:
    query = """{ topics { nodes { slug entries(last: 3) { nodes { slug
        sources(first: 2) { nodes { slug entries(first: 2) { nodes { slug } } } } } } } } }"""
    entries = {row["slug"]: row for row in ROWS["entry"]}
    sources = {row["slug"]: row for row in ROWS["source"]}
    for topic in (await ask(query))["topics"]["nodes"]:
        for entry in topic["entries"]["nodes"]:
            cited = linked("citation", "entry_id", entries[entry["slug"]]["id"], "source_id")
            ordered = [slug for slug in WALKS["sources"] if sources[slug]["id"] in cited]
            assert slugs(entry["sources"]["nodes"]) == ordered[:2]
            for source in entry["sources"]["nodes"]:
                expected = NESTED["sources", "entries"](sources[source["slug"]])
                assert slugs(source["entries"]["nodes"]) == expected[:2]


@pytest.mark.parametrize("field", [*WALKS, "revisions"])
async def test_a_page_of_none_says_whether_there_are_more(field: str, ask: Ask) -> None:
    page = "edges { cursor } nodes { __typename } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
    query = f"{{ page: {field}(first: 0) {{ {page} }} }}"
    assert (await ask(query))["page"] == {
        "edges": [],
        "nodes": [],
        "pageInfo": {"hasNextPage": True, "hasPreviousPage": False, "startCursor": None, "endCursor": None},
    }


@pytest.mark.parametrize("size", [-1, 101, 2**31 - 1, -(2**31)])
@pytest.mark.parametrize("end", ["first", "last"])
@pytest.mark.parametrize("asked", ["nodes { slug }", "totalCount", "__typename", "pageInfo { hasNextPage }"])
async def test_other_page_sizes_are_refused(size: int, end: str, asked: str, refused: Ask) -> None:
    message = await refused(f"query ($n: Int) {{ entries({end}: $n) {{ {asked} }} }}", n=size)
    assert message == f"{end}: {size} is not a page size; ask for 0 to 100"
    assert await refused(f"{{ entries({end}: {size}) {{ {asked} }} }}") == message
    assert await refused(f"{{ topics {{ nodes {{ entries({end}: {size}) {{ {asked} }} }} }} }}") == message


@pytest.mark.parametrize("asked", ["nodes { slug }", "totalCount", "__typename"])
async def test_first_and_last_together_are_refused(asked: str, refused: Ask) -> None:
    assert "first and last together" in await refused(f"{{ entries(first: 1, last: 1) {{ {asked} }} }}")


async def test_null_is_no_size_and_no_cursor(ask: Ask) -> None:
    whole = await ask("{ entries { nodes { slug } } }")
    assert len(whole["entries"]["nodes"]) == 50
    assert whole == await ask("{ entries(first: null, last: null, after: null, before: null) { nodes { slug } } }")
    assert whole == await ask("query ($n: Int, $c: String) { entries(first: $n, after: $c) { nodes { slug } } }")


FOREIGN = {
    "of another connection": lambda mine: mine["topics"]["pageInfo"]["endCursor"],
    "of another order": lambda mine: mine["sources"]["pageInfo"]["endCursor"],
    "with a part missing": lambda mine: write_cursor("entry:DATE_ASC", [1, 2]),
    "with a part too many": lambda mine: write_cursor("entry:DATE_ASC", [1, 2, "a", 3]),
    "with a text for a number": lambda mine: write_cursor("entry:DATE_ASC", ["1", 2, "a"]),
    "with true for a number": lambda mine: write_cursor("entry:DATE_ASC", [True, 2, "a"]),
    "with a fraction": lambda mine: write_cursor("entry:DATE_ASC", [1.5, 2, "a"]),
    "beyond 64 bits": lambda mine: write_cursor("entry:DATE_ASC", [2**63, 2, "a"]),
    "with a NUL": lambda mine: write_cursor("entry:DATE_ASC", [1, 2, "a\0"]),
    "of nothing": lambda mine: "",
    "of no base64": lambda mine: "é",
    "of no JSON": lambda mine: "W10x",
    "with a null": lambda mine: write_cursor("entry:DATE_ASC", [None, 2, "a"]),
}


@pytest.mark.parametrize("fault", FOREIGN)
@pytest.mark.parametrize("side", ["after", "before"])
@pytest.mark.parametrize("asked", ["nodes { slug }", "totalCount"])
async def test_foreign_cursors_are_refused(fault: str, side: str, asked: str, ask: Ask, refused: Ask) -> None:
    mine = await ask("{ topics { pageInfo { endCursor } } sources { pageInfo { endCursor } } }")
    cursor = FOREIGN[fault](mine)
    message = await refused(f"query ($c: String) {{ entries({side}: $c) {{ {asked} }} }}", c=cursor)
    assert "is not a cursor of this connection" in message or "NUL" in message


async def test_a_cursor_reaches_the_ends_of_time(ask: Ask) -> None:
    for mark, number in ((-(2**63), 0), (2**63 - 1, 0)):
        cursor = write_cursor("entry:DATE_ASC", [mark, mark, ""])
        page = await ask(
            "query ($c: String) { entries(after: $c, first: 100) { nodes { date { earliest } } } }", c=cursor
        )
        first = [row for row in ROWS["entry"] if row["review"] == Review.REVIEWED and by_date(row) > (mark, mark, "")]
        assert len(page["entries"]["nodes"]) == len(first) + number


async def test_a_count_is_asked_of_the_database_only_where_it_is_selected(ask: Ask, sent: Sent) -> None:
    await ask("{ topics { nodes { slug entries { nodes { slug } } } } }")
    assert len(sent) == 2
    assert not any("count(" in text for text in sent)
    sent.clear()
    await ask("{ topics { nodes { slug entries { totalCount } } } }")
    assert ["count(" in text for text in sent] == [False, True]


async def test_one_statement_a_list_level(ask: Ask, sent: Sent) -> None:
    await ask(
        """{ timeline(slug: "timeline-1") { title eras { title } entries(first: 9) {
            totalCount pageInfo { endCursor } edges { cursor node {
                slug topics { slug } citations { source { publisher { name } hosts { name } } }
                ... on Event { partOf { partOf { title } } participants { role } statements { nodes { cue } } }
                ... on Statement { speakers { name } answers { text } }
            } }
        } } }"""
    )
    # timeline, eras, entries, their count, topics, citations, hosts, participants, statements, speakers
    assert len(sent) == 10


async def test_what_no_row_leads_to_is_not_asked(ask: Ask, sent: Sent) -> None:
    await ask('{ timeline(slug: "nothing") { entries { nodes { citations { exact } } } } }')
    assert sent.journeys == 1
