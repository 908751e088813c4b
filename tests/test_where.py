"""Every filter keeps the rows that plain Python keeps, alone and joined by and, or, not, on both databases."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import FEW, LEAVES, MANY, ROWS, TREES, VALUES, Ask, Where, shown, walk

from timeline.kinds import Action, AnchorState

ENTRIES = "query ($w: EntryWhere) { entries(where: $w, first: 100) { totalCount nodes { slug } } }"


async def kept(ask: Ask, where: Where) -> set[str]:
    """The slugs of the entries a filter keeps, counted alike."""
    page = (await ask(ENTRIES, w=where))["entries"]
    slugs = [node["slug"] for node in page["nodes"]]
    assert page["totalCount"] == len(slugs) == len(set(slugs))
    return set(slugs)


def expected(where: Where) -> set[str]:
    """The slugs of the entries a filter is to keep."""
    return {row["slug"] for row in shown(where)}


def test_every_field_of_the_filter_is_compared() -> None:
    from schema import schema

    fields = schema._schema.type_map["EntryWhere"].fields  # type: ignore[attr-defined]
    assert set(fields) == {*LEAVES, "and", "or", "not"}


@pytest.mark.parametrize("field", LEAVES)
@FEW
@given(data=st.data())
async def test_one_condition_keeps_what_it_says(field: str, data: st.DataObject, ask: Ask) -> None:
    where = {field: data.draw(VALUES[field])}
    assert await kept(ask, where) == expected(where)


@pytest.mark.parametrize("field", LEAVES)
@FEW
@given(data=st.data())
async def test_not_keeps_what_the_condition_does_not_hold_of(field: str, data: st.DataObject, ask: Ask) -> None:
    where = {"not": {field: data.draw(VALUES[field])}, "review": ["DRAFT", "REVIEWED"]}
    assert await kept(ask, where) == expected(where)


@MANY
@given(where=TREES)
async def test_filters_join_to_any_tree(where: Where, ask: Ask) -> None:
    assert await kept(ask, where) == expected(where)


@pytest.mark.parametrize("field", ["attitudes", "categories", "confidence", "statementKinds"])
async def test_what_is_absent_is_kept_by_not_alone(field: str, ask: Ask) -> None:
    column = {"statementKinds": "statement_kind", "confidence": "confidence"}.get(field, field[:-1])
    column = {"categorie": "category"}.get(column, column)
    values = sorted({row[column] for row in ROWS["entry"] if row.get(column)})
    absent = {row["slug"] for row in shown({}) if row.get(column) is None}
    assert absent
    assert await kept(ask, {field: values}) == expected({}) - absent
    assert await kept(ask, {"not": {field: values}}) == absent


@pytest.mark.parametrize(
    ("where", "all_of_them"),
    [
        ({"and": []}, True),
        ({"or": []}, False),
        ({"not": {}}, False),
        ({"not": {"not": {}}}, True),
        ({"or": [{}]}, True),
        ({"kinds": []}, False),
        ({"not": {"kinds": []}}, True),
        ({"anchors": []}, False),
        ({"place": {}}, True),
        ({"place": {"countries": []}}, False),
        ({"topics": {"any": []}}, False),
        ({"topics": {"all": [], "none": []}}, True),
        ({"and": None, "or": None, "not": None, "datesDiffer": None, "place": None}, True),
    ],
)
async def test_what_is_empty_says_what_logic_says(where: Where, all_of_them: bool, ask: Ask) -> None:
    assert await kept(ask, where) == (expected({}) if all_of_them else set())
    assert expected(where) == (expected({}) if all_of_them else set())


async def test_one_filter_stands_for_a_list_of_one(ask: Ask) -> None:
    assert await kept(ask, {"or": {"kinds": "EVENT"}}) == expected({"or": [{"kinds": ["EVENT"]}]})
    written = await ask("{ entries(first: 100, where: {and: {kinds: EVENT}}) { nodes { slug } } }")
    assert {node["slug"] for node in written["entries"]["nodes"]} == expected({"kinds": ["EVENT"]})


async def test_dates_that_differ_or_do_not_are_all_there_is(ask: Ask) -> None:
    differ, agree = [await kept(ask, {"datesDiffer": wanted}) for wanted in (True, False)]
    assert differ
    assert agree
    assert differ | agree == expected({})
    assert not differ & agree


def place(**given: Any) -> Where:
    """A filter for places."""
    return {"place": given}


AROUND_FIJI = {"south": -30, "north": 0, "west": 170, "east": -170}


@pytest.mark.parametrize(
    ("where", "countries"),
    [
        (place(box=AROUND_FIJI), {"FJ", "WS"}),
        (place(box=AROUND_FIJI | {"west": -170, "east": 170}), set()),
        (place(box={"south": -90, "north": -90, "west": -1, "east": 1}), {None}),
        (place(box={"south": -90, "north": 90, "west": -180, "east": 180}), {"BY", "FJ", "WS", None}),
        (place(near={"latitude": -18, "longitude": -179, "kilometres": 300}), {"FJ"}),
        (place(near={"latitude": -90, "longitude": 123, "kilometres": 0}), {None}),
        (place(near={"latitude": -89, "longitude": 123, "kilometres": 112}), {None}),
        (place(near={"latitude": 53.5, "longitude": 27.5, "kilometres": 0}), {"BY"}),
        (place(near={"latitude": 90, "longitude": 0, "kilometres": 20_016}), {"BY", "FJ", "WS", None}),
        (place(near={"latitude": -53.5, "longitude": -152.5, "kilometres": 20_016}), {"BY", "FJ", "WS", None}),
    ],
)
async def test_places_across_the_meridian_and_at_the_poles(where: Where, countries: set[Any], ask: Ask) -> None:
    found = await kept(ask, where)
    assert found == expected(where)
    assert {row.get("country") for row in ROWS["entry"] if row["slug"] in found} == countries


@pytest.mark.parametrize(
    ("where", "message"),
    [
        (place(box=AROUND_FIJI | {"south": 1}), "south: 1 lies north of north: 0; exchange them"),
        (place(box=AROUND_FIJI | {"north": 91}), "north: 91 does not lie between -90 and 90"),
        (place(box=AROUND_FIJI | {"west": -180.5}), "west: -180.5 does not lie between -180 and 180"),
        (place(near={"latitude": 1e300, "longitude": 0, "kilometres": 1}), "latitude: 1e+300 does not lie between"),
        (place(near={"latitude": 0, "longitude": 0, "kilometres": -1}), "kilometres: -1 does not lie between 0 and"),
        ({"becameKnown": {"from": "2021", "to": "2020"}}, "the time between '2021' and '2020' ends before it begins"),
        ({"toldAnew": {"from": "2021", "to": "2020"}}, "the time between '2021' and '2020' ends before it begins"),
        ({"not": {"during": {"from": "2021", "to": "2020"}}}, "the window from '2021' to '2020' ends before it begins"),
        ({"knownBy": "soon"}, "'soon' is not an EDTF date"),
        ({"topics": {"none": ["a\0"]}}, "a text with a NUL character"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("asked", ["nodes { slug }", "totalCount", "__typename"])
async def test_what_does_not_fit_is_refused(where: Where, message: str, asked: str, refused: Ask) -> None:
    query = f"query ($w: EntryWhere) {{ entries(where: $w) {{ {asked} }} }}"
    assert message in await refused(query, w=where)


def _holder(row: dict[str, Any]) -> str | None:
    return row["holder_id"] and f"actor-{row['holder_id']}"


def _about(row: dict[str, Any]) -> set[int]:
    return {found["entry_id"] for found in ROWS["question_about"] if found["question_id"] == row["id"]}


def _differed(row: dict[str, Any]) -> set[str | None]:
    return {_holder(found) for found in ROWS["account"] if found["question_id"] == row["id"]}


OTHERS: list[tuple[str, str, str, str, Any]] = [
    ("actors", "actor", "slug", '{slugs: ["actor-1", "nobody"]}', lambda row: row["id"] == 1),
    ("sources", "source", "slug", '{languages: ["en"]}', lambda row: row.get("language") == "en"),
    ("sources", "source", "slug", '{publishers: {any: ["actor-7"]}}', lambda row: row["publisher_id"] == 7),
    ("accounts", "account", "key", '{holders: {any: ["actor-1"]}}', lambda row: row["holder_id"] == 1),
    ("accounts", "account", "key", '{holders: {none: ["actor-1"]}}', lambda row: row["holder_id"] != 1),
    ("accounts", "account", "key", '{sources: {any: ["source-2"]}}', lambda row: row["source_id"] == 2),
    ("questions", "question", "slug", '{about: {any: ["said-50", "event-3"]}}', lambda row: _about(row) & {50, 3}),
    ("questions", "question", "slug", '{holders: {any: ["actor-2"]}}', lambda row: "actor-2" in _differed(row)),
    ("changes", "change", "slug", "{kinds: [ACTOR]}", lambda row: row["kind"] == "ACTOR"),
    ("changes", "change", "slug", "{actions: [ADDED]}", lambda row: row["action"] == Action.ADDED),
    ("changes", "change", "slug", '{slugs: ["actor-3"]}', lambda row: row["slug"] == "actor-3"),
]


@pytest.mark.parametrize(("field", "table", "key", "where", "test"), OTHERS, ids=lambda value: str(value)[:40])
async def test_filters_of_other_lists(field: str, table: str, key: str, where: str, test: Any, ask: Ask) -> None:
    for written, wanted in ((where, True), (f"{{not: {where}}}", False)):
        found = await walk(ask, field, f"{{ {key} }}", where=written)
        assert [node[key] for node in found] == [row[key] for row in ROWS[table] if bool(test(row)) == wanted] or (
            field == "sources"
            and {node[key] for node in found} == {row[key] for row in ROWS[table] if bool(test(row)) == wanted}
        )


async def test_citations_by_state(ask: Ask) -> None:
    entries = {row["id"]: row["slug"] for row in shown({})}
    for state in AnchorState:
        found = await walk(ask, "citations", "{ key entry { slug } }", where=f"{{states: [{state}]}}")
        assert [(node["entry"]["slug"], node["key"]) for node in found] == [
            (entries[row["entry_id"]], row["key"])
            for row in ROWS["citation"]
            if row["state"] == state and row["entry_id"] in entries
        ]
