"""Questions answered: variables of every kind, directives, fragments, merging, operations, ids, and what is refused."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from questions import global_id
from sent import Sent
from world import world

from schema import schema
from schema.execution import Answer, Executor, Question
from schema.limits import NONE
from timeline.kinds import Review
from timeline.readers import open_reader

Ask = Callable[..., Awaitable[Any]]
ROWS = world()
SHOWN = sorted(
    (row for row in ROWS["entry"] if row["review"] == Review.REVIEWED),
    key=lambda row: (row["earliest"], row["latest"], row["slug"]),
)
WHERE = "query ($w: EntryWhere) { entries(where: $w, first: 100) { nodes { slug } } }"


async def entries(ask: Ask, query: str, *operation: str, **variables: Any) -> list[str]:
    """The slugs of the entries a query gets."""
    return [node["slug"] for node in (await ask(query, *operation, **variables))["entries"]["nodes"]]


# Variables

EVENTS = "entries(where: {kinds: $k}) { nodes { slug } }"
ITEM = "entries(where: {kinds: [$k]}) { nodes { slug } }"
SAME = {
    "an argument": (WHERE, {"w": {"kinds": ["EVENT"]}}),
    "a field": (f"query ($k: [EntryKind!]) {{ {EVENTS} }}", {"k": ["EVENT"]}),
    "an item": (f"query ($k: EntryKind!) {{ {ITEM} }}", {"k": "EVENT"}),
    "an item twice": (f"query ($k: EntryKind!) {{ {ITEM.replace('[$k]', '[$k, EVENT]')} }}", {"k": "EVENT"}),
    "one for a list": (f"query ($k: [EntryKind!]) {{ {EVENTS} }}", {"k": "EVENT"}),
    "one for a list in it": (WHERE, {"w": {"kinds": "EVENT"}}),
    "a default": (f"query ($k: [EntryKind!] = [EVENT]) {{ {EVENTS} }}", {}),
    "a default of one": (f"query ($k: [EntryKind!] = EVENT) {{ {EVENTS} }}", {}),
    "a default object": (WHERE.replace("EntryWhere", "EntryWhere = {kinds: EVENT}"), {}),
    "written out": (f"{{ {EVENTS.replace('$k', '[EVENT]')} }}", {}),
    "one written out": (f"{{ {EVENTS.replace('$k', 'EVENT')} }}", {}),
    "one filter for a list": ("{ entries(where: {and: {kinds: EVENT}}) { nodes { slug } } }", {}),
    "one of a list": ("{ entries(where: {or: {kinds: EVENT}}) { nodes { slug } } }", {}),
    "one filter for a list in a variable": (WHERE, {"w": {"or": {"kinds": "EVENT"}}}),
}


@pytest.mark.parametrize("form", SAME)
async def test_a_value_means_the_same_however_it_is_given(form: str, ask: Ask) -> None:
    query, variables = SAME[form]
    events = [row["slug"] for row in SHOWN if row["kind"] == "EVENT"]
    assert (await entries(ask, query, **variables))[:50] == events[:50]


ABSENT = {
    "first": "query ($v: Int) { entries(first: $v) { nodes { slug } } }",
    "after": "query ($v: String) { entries(after: $v) { nodes { slug } } }",
    "where": "query ($v: EntryWhere) { entries(where: $v) { nodes { slug } } }",
    "during": "query ($v: Window) { entries(where: {during: $v}) { nodes { slug } } }",
    "from": "query ($v: String) { entries(where: {during: {from: $v}}) { nodes { slug } } }",
    "topics": "query ($v: Among) { entries(where: {topics: $v}) { nodes { slug } } }",
    "any": "query ($v: [String!]) { entries(where: {topics: {any: $v}}) { nodes { slug } } }",
    "kinds": "query ($v: [EntryKind!]) { entries(where: {kinds: $v}) { nodes { slug } } }",
    "review": "query ($v: [Review!]) { entries(where: {review: $v}) { nodes { slug } } }",
    "knownBy": "query ($v: String) { entries(where: {knownBy: $v}) { nodes { slug } } }",
}


@pytest.mark.parametrize("place", ABSENT)
@pytest.mark.parametrize("variables", [{}, {"v": None}], ids=["absent", "null"])
async def test_what_is_absent_or_null_asks_for_nothing(place: str, variables: dict[str, Any], ask: Ask) -> None:
    assert await entries(ask, ABSENT[place], **variables) == [row["slug"] for row in SHOWN[:50]]


async def test_an_absent_variable_leaves_the_default_of_its_place(ask: Ask) -> None:
    query = 'query ($m: Match, $o: EntryOrder) { entries(where: {during: {from: "2020", match: $m}}, orderBy: $o)'
    query += " { nodes { slug } } }"
    given = await entries(ask, query.replace("match: $m", "match: POSSIBLY").replace("$m: Match, ", ""), o="DATE_ASC")
    assert await entries(ask, query) == given


NULLS = {
    "slug": 'query ($v: String = "x") { actor(slug: $v) { slug } }',
    "id": 'query ($v: ID = "x") { node(id: $v) { id } }',
    "ids": 'query ($v: [ID!] = ["x"]) { nodes(ids: $v) { id } }',
    "an id": 'query ($v: ID = "x") { nodes(ids: [$v]) { id } }',
    "an item": 'query ($v: String = "x") { entries(where: {topics: {any: [$v]}}) { nodes { slug } } }',
    "match": "query ($v: Match = CERTAINLY) { entries(where: {during: {match: $v}}) { nodes { slug } } }",
    "order": "query ($v: EntryOrder = SLUG_ASC) { entries(orderBy: $v) { nodes { slug } } }",
    "skip": "query ($v: Boolean = true) { revision @skip(if: $v) }",
    "include": "query ($v: Boolean = true) { revision @include(if: $v) }",
    "a fragment": "query ($v: Boolean = true) { ... @include(if: $v) { revision } }",
}


@pytest.mark.parametrize("place", NULLS)
async def test_null_is_refused_where_the_default_hides_that_it_may_not_be(place: str, refused: Ask) -> None:
    """The specification lets such a variable through validation; it must be refused when it is null at last."""
    assert "null" in await refused(NULLS[place], v=None)


async def test_a_default_of_a_variable_is_taken_where_it_is_absent(ask: Ask) -> None:
    query = 'query ($v: String = "actor-1") { actor(slug: $v) { slug } }'
    assert await ask(query) == {"actor": {"slug": "actor-1"}}
    assert await ask(query, v="actor-2") == {"actor": {"slug": "actor-2"}}


async def test_requests_with_the_same_query_keep_their_variables_apart(ask: Ask) -> None:
    query = """query ($w: EntryWhere, $n: Int, $yes: Boolean!) {
        entries(where: $w, first: $n) { nodes { slug title: __typename @include(if: $yes) } } }"""
    for yes in (True, False, True):
        for kind in ("EVENT", "STATEMENT"):
            for size in (1, None, 3):
                shown = [row for row in SHOWN if row["kind"] == kind][: size or 50]
                names = [{"slug": row["slug"]} | ({"title": kind.title()} if yes else {}) for row in shown]
                found = await ask(query, w={"kinds": [kind]}, n=size, yes=yes)
                assert found == {"entries": {"nodes": names}}


async def test_filters_of_every_shape_through_one_query(ask: Ask) -> None:
    everything = [row["slug"] for row in SHOWN]
    for where in (None, {}, {"kinds": None}, {"topics": {}}, {"topics": {"none": []}}, {"during": {"from": None}}):
        assert await entries(ask, WHERE, w=where) == everything
    assert await entries(ask, WHERE, w={"kinds": []}) == await entries(ask, WHERE, w={"topics": {"any": []}}) == []


BAD = {
    "of another type": ("query ($v: Int) { entries(first: $v) { totalCount } }", {"v": "five"}),
    "of no member": ("query ($v: EntryKind!) { entries(where: {kinds: [$v]}) { totalCount } }", {"v": "WAR"}),
    "with a key too many": (WHERE, {"w": {"nothing": 1}}),
    "required": ("query ($v: String!) { actor(slug: $v) { slug } }", {}),
    "null where it may not be": ("query ($v: String!) { actor(slug: $v) { slug } }", {"v": None}),
    "too large a number": ("query ($v: Int) { entries(first: $v) { totalCount } }", {"v": 2**31}),
    "a fraction": ("query ($v: Int) { entries(first: $v) { totalCount } }", {"v": 1.5}),
    "a list in a list": (WHERE, {"w": {"kinds": [["EVENT"]]}}),
}


@pytest.mark.parametrize("fault", BAD)
async def test_variables_that_do_not_fit_are_refused(fault: str, refused: Ask) -> None:
    query, variables = BAD[fault]
    assert "$" in await refused(query, **variables)


# Directives, fragments, merging


async def test_skip_and_include(ask: Ask) -> None:
    query = """query ($no: Boolean!, $yes: Boolean!) {
        a: revision @skip(if: $no) b: revision @include(if: $no) c: revision @skip(if: $yes) @include(if: $yes)
        ... @include(if: $yes) { d: revision } ...F @skip(if: $yes) ...F @include(if: $no)
        timelines @skip(if: true) { totalCount } }
        fragment F on Query { e: revision }"""
    assert await ask(query, no=False, yes=True) == {"a": 5, "d": 5}
    assert await ask(query, no=True, yes=False) == {"b": 5, "e": 5}


async def test_a_root_without_any_field_left_is_empty(ask: Ask, sent: Sent) -> None:
    assert await ask("{ revision @skip(if: true) }") == {}
    assert sent == []


async def test_the_same_field_twice_is_one_with_both_selections(ask: Ask, sent: Sent) -> None:
    query = """{ topics(first: 1) { nodes { slug } nodes { name ...F }
        edges { node { slug entries(first: 1) { nodes { slug } } } }
        edges { cursor node { entries(first: 1) { totalCount } } } } topics(first: 1) { totalCount } }
        fragment F on Topic { name slug }"""
    topics = (await ask(query))["topics"]
    assert topics["nodes"] == [{"slug": "topic-1", "name": "Topic 1"}]
    assert set(topics["edges"][0]) == {"node", "cursor"}
    assert set(topics["edges"][0]["node"]["entries"]) == {"nodes", "totalCount"}
    assert len(sent) == 4


async def test_aliases_ask_the_same_field_for_different_things(ask: Ask) -> None:
    query = """{ topic(slug: "topic-1") { all: entries { totalCount }
        events: entries(where: {kinds: EVENT}) { totalCount }
        said: entries(where: {kinds: STATEMENT}, last: 1) { totalCount nodes { x: slug y: slug } } } }"""
    topic = (await ask(query))["topic"]
    assert topic["all"]["totalCount"] == topic["events"]["totalCount"] + topic["said"]["totalCount"]
    assert topic["said"]["nodes"][0]["x"] == topic["said"]["nodes"][0]["y"]


async def test_fields_come_in_the_order_they_are_asked(ask: Ask) -> None:
    query = """{ revision entries(first: 1) { totalCount nodes { slug ... on Entry { id } ...F } } __typename }
        fragment F on Statement { text } fragment G on Event { title }""".replace("...F }", "...F ...G }")
    data = await ask(query)
    assert list(data) == ["revision", "entries", "__typename"]
    assert list(data["entries"]) == ["totalCount", "nodes"]
    assert list(data["entries"]["nodes"][0])[:2] == ["slug", "id"]


async def test_every_object_tells_its_type(ask: Ask) -> None:
    query = """{ __typename entries(first: 1, where: {kinds: EVENT}) { __typename pageInfo { __typename } edges {
        __typename node { __typename date { __typename } ... on Event { place { __typename } } } } } }"""
    data = await ask(query)
    page = data["entries"]
    assert data["__typename"] == "Query"
    assert page["__typename"] == "EntryConnection"
    assert page["pageInfo"] == {"__typename": "PageInfo"}
    assert page["edges"][0]["__typename"] == "EntryEdge"
    assert page["edges"][0]["node"]["__typename"] == "Event"
    assert page["edges"][0]["node"]["date"] == {"__typename": "Date"}


async def test_fragments_on_interfaces_and_types(ask: Ask) -> None:
    query = """{ nodes(ids: %s) { id ... on Entry { slug } ... on Event { title } ... on Statement { text }
        ... on Node { again: id } ... on Actor { name } } }"""
    ids = [global_id("Event", "event-1"), global_id("Statement", "said-41"), global_id("Actor", "actor-1")]
    event, statement, actor = (await ask(query % str(ids).replace("'", '"')))["nodes"]
    assert event == {"id": ids[0], "slug": "event-1", "title": "Event 1", "again": ids[0]}
    assert statement == {"id": ids[1], "slug": "said-41", "text": "Words 41", "again": ids[1]}
    assert actor == {"id": ids[2], "again": ids[2], "name": "Actor 1"}


# Operations and faults


async def test_the_operation_is_chosen_by_name(ask: Ask, refused: Ask) -> None:
    query = "query A { revision } query B { timelines { totalCount } }"
    assert await ask(query, "A") == {"revision": 5}
    assert await ask(query, "B") == {"timelines": {"totalCount": 3}}
    assert await ask("query A { revision }") == {"revision": 5}
    assert "operationName" in await refused(query)
    assert "'C'" in await refused(query, "C")
    assert await refused("fragment F on Query { revision }")


@pytest.mark.parametrize(
    "query",
    ["", " ", "{", "{ nothing }", "{ revision { x } }", "{ timelines }", "{ ...F }", "mutation { revision }", "{ a b }",
     "subscription { revision }", "{ entries(first: 1.5) { totalCount } }", "{ entries(kinds: EVENT) { totalCount } }",
     "{ entries { nodes { title } } }", "query ($x: Int) { revision }", "{ revision @unknown }", "\0", "{ é }",
     "{ a: revision a: timelines { totalCount } }", "fragment F on Query { ...F } { ...F }", 'query { node { id } }'],
)  # fmt: skip
async def test_what_is_no_question_to_this_schema_is_refused(query: str, answer: Ask) -> None:
    found: Answer = await answer(query)
    assert found.errors
    assert not found.executed
    assert b'"data"' not in found.body()


async def test_an_argument_that_does_not_fit_is_told_with_its_place(answer: Ask) -> None:
    query = "{ topics { nodes { e: entries(first: 1) { nodes { slug } } f: entries(first: 101) { nodes { slug } } } } }"
    (error,) = (await answer(query)).errors
    assert error.path == ["topics", "nodes", "f"]
    assert error.extensions == {"code": "BAD_USER_INPUT"}
    assert [(place.line, place.column) for place in error.locations or ()] == [(1, query.index("f: entries") + 1)]


# What comes back


async def test_the_ends_of_time_come_back_whole(ask: Ask) -> None:
    query = "{ entries(first: 100) { nodes { slug date { edtf earliest latest start end earliestIso latestIso } } } }"
    rows = {row["slug"]: row for row in ROWS["entry"]}
    for node in (await ask(query))["entries"]["nodes"]:
        date, row = node["date"], rows[node["slug"]]
        assert date["edtf"] == row["date"]
        assert (date["earliest"] if date["start"] == "KNOWN" else -(2**63)) == row["earliest"]
        assert (date["latest"] if date["end"] == "KNOWN" else 2**63 - 1) == row["latest"]
        assert (date["earliestIso"] is None) == (date["earliest"] is None)


async def test_values_come_back_as_they_were_stored(ask: Ask) -> None:
    query = """{ actor(slug: "actor-1") { description wikidata } revisions { nodes { number at changes { nodes {
        slug before after } } } } event(slug: "event-1") { date { approximate uncertain lasts } } }"""
    data = await ask(query)
    assert data["actor"] == {"description": ROWS["actor"][0]["description"], "wikidata": "Q1"}
    assert [revision["number"] for revision in data["revisions"]["nodes"]] == [1, 2, 5]
    assert data["revisions"]["nodes"][0]["at"] == "2024-03-01T23:59:59.000120+00:00"
    changes = [change for revision in data["revisions"]["nodes"] for change in revision["changes"]["nodes"]]
    stored = {row["slug"]: (row["before"], row["after"]) for row in ROWS["change"]}
    assert {change["slug"]: (change["before"], change["after"]) for change in changes} == stored


async def test_an_empty_to_one_ends_what_is_asked_below_it(ask: Ask) -> None:
    query = "{ sources { nodes { slug publisher { slug names { name } published(first: 1) { totalCount } } } } }"
    for node in (await ask(query))["sources"]["nodes"]:
        row = next(row for row in ROWS["source"] if row["slug"] == node["slug"])
        assert (node["publisher"] is None) == (row["publisher_id"] is None)
        if node["publisher"]:
            assert node["publisher"]["slug"] == f"actor-{row['publisher_id']}"


async def test_larger_events_up_the_chain(ask: Ask) -> None:
    levels = 6
    below = "slug"
    for _ in range(levels):
        below = f"slug partOf {{ {below} }}"
    rows = {row["slug"]: row for row in ROWS["entry"]}
    by_id = {row["id"]: row for row in ROWS["entry"]}
    for node in (await ask(f"{{ events(first: 100) {{ nodes {{ {below} }} }} }}"))["events"]["nodes"]:
        found: Any = node
        for _ in range(levels):
            row = rows[found["slug"]]
            larger = by_id.get(row["part_of_id"])
            if larger is not None and larger["review"] == Review.DRAFT != row["review"]:
                larger = None
            assert (found["partOf"] or {}).get("slug") == (larger or {}).get("slug")
            found = found["partOf"]
            if found is None:
                break


async def test_lists_keep_the_order_they_were_entered_in(ask: Ask) -> None:
    query = """{ sources { nodes { slug hosts { slug } } } statements(first: 100) { nodes { slug speakers { slug }
        citations { key } } } questions { nodes { slug accounts { key } } } }"""
    data = await ask(query)
    ids = {row["slug"]: row["id"] for table in ("source", "entry", "question") for row in ROWS[table]}
    for node in data["sources"]["nodes"]:
        links = [row for row in ROWS["source_host"] if row["source_id"] == ids[node["slug"]]]
        assert [host["slug"] for host in node["hosts"]] == [f"actor-{row['actor_id']}" for row in links]
    for node in data["statements"]["nodes"]:
        links = [row for row in ROWS["speaker"] if row["entry_id"] == ids[node["slug"]]]
        assert [actor["slug"] for actor in node["speakers"]] == [f"actor-{row['actor_id']}" for row in links]
        cited = [row for row in ROWS["citation"] if row["entry_id"] == ids[node["slug"]]]
        cited.sort(key=lambda row: row["position"])
        assert [citation["key"] for citation in node["citations"]] == [row["key"] for row in cited]


async def test_the_schema_and_data_in_one_question(ask: Ask) -> None:
    query = """query ($id: ID!) {
        ...S revision x: timelines(first: 1) { edges { cursor node { ...T } } pageInfo { endCursor } }
        y: __type(name: "Entry") { kind possibleTypes { name } } node(id: $id) { __typename id ... on Actor { name } } }
        fragment S on Query { __schema { queryType { ...N } } } fragment N on __Type { name }
        fragment T on Timeline { slug eras { date { edtf precision } } }"""
    data = await ask(query, id=global_id("Actor", "actor-1"))
    assert data["__schema"] == {"queryType": {"name": "Query"}}
    assert data["revision"] == 5
    assert data["x"]["edges"][0]["node"]["eras"][0] == {"date": {"edtf": "2020-05/2020-08", "precision": "MONTH"}}
    assert {"name": "Event"} in data["y"]["possibleTypes"]
    assert data["node"] == {"__typename": "Actor", "id": global_id("Actor", "actor-1"), "name": "Actor 1"}


async def test_fifty_questions_at_the_same_time(executor: Executor) -> None:
    query = "query ($n: Int, $s: String!) { actor(slug: $s) { slug } entries(first: $n) { nodes { slug } } }"
    asked = [Question(query, {"n": number, "s": f"actor-{number % 8 + 1}"}) for number in range(50)]
    answers = await asyncio.gather(*map(executor.answer, asked))
    for number, found in enumerate(answers):
        assert found.data["actor"]["slug"] == f"actor-{number % 8 + 1}"
        assert [node["slug"] for node in found.data["entries"]["nodes"]] == [row["slug"] for row in SHOWN[:number]]


async def test_plans_come_and_go(executor: Executor) -> None:
    small = Executor(executor.schema, executor.reader, kept=2)
    for number in [*range(5), *range(5)]:
        found = await small.answer(Question(f"{{ entries(first: {number}) {{ nodes {{ slug }} }} }}"))
        assert len(found.data["entries"]["nodes"]) == number


async def test_lists_below_lists_that_hold_too_many_rows_are_refused(world_url: str) -> None:
    reader = await open_reader(world_url, 1, 5.0)
    executor = Executor(schema._schema, reader, limits=replace(NONE, cost=10))
    below = "accounts { question { " * 3 + "accounts { value }" + " } }" * 3
    answer = await executor.answer(Question(f'{{ question(slug: "question-1") {{ {below} }} }}'))
    await reader.close()
    assert [error.message for error in answer.errors] == ["rows: 104 asked, 100 allowed; ask for less at a time"]
