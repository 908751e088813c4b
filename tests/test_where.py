"""Every filter keeps the rows that plain Python keeps, alone and joined by and, or, not, on both databases."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import BY_ID, FEW, MANY, ROWS, Ask, Where
from wheres import LEAVES, TREES, shown, trees
from world import Row

from schema import schema

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


# For each filter a list that takes it: below which other list, of which table, and what names its rows.
LISTS = {
    "EntryWhere": (None, "entries", "entry", "slug"),
    "ActorWhere": (None, "actors", "actor", "slug"),
    "SourceWhere": (None, "sources", "source", "slug"),
    "QuestionWhere": (None, "questions", "question", "slug"),
    "AccountWhere": (None, "accounts", "account", "key"),
    "TopicWhere": (None, "topics", "topic", "slug"),
    "TimelineWhere": (None, "timelines", "timeline", "slug"),
    "ChangeWhere": (None, "changes", "change", "slug"),
    "RevisionWhere": (None, "revisions", "revision", "number"),
    "RoleWhere": ("actors", "officers", "role", "title"),
    "CitationWhere": ("sources", "citations", "citation", "entry { slug } source { slug }"),
    "ParticipationWhere": ("actors", "participations", "participation", "role actor { slug } event { slug }"),
    "MembershipWhere": ("timelines", "members", "membership", "entry { slug } timeline { slug }"),
}
CONDITIONS = [(kind, field) for kind, fields in LEAVES.items() for field in fields]


def node(kind: str, row: Row) -> dict[str, Any]:
    """What the API answers of a row to what names it."""
    linked = ("actor", "entry", "source", "timeline")
    slugs = {name: {"slug": BY_ID[name][row[f"{name}_id"]]["slug"]} for name in linked if row.get(f"{name}_id")}
    match kind:
        case "CitationWhere":
            return {"entry": slugs["entry"], "source": slugs["source"]}
        case "ParticipationWhere":
            return {"role": row["role"], "actor": slugs["actor"], "event": slugs["entry"]}
        case "MembershipWhere":
            return {"entry": slugs["entry"], "timeline": slugs["timeline"]}
        case "RevisionWhere":
            return {"number": row["id"]}
    name = LISTS[kind][3]
    return {name: row[name]}


async def asked(ask: Ask, kind: str, where: Where) -> list[Any]:
    """What the API answers to a filter, in the list that takes it, each count checked."""
    owners, field, _, names = LISTS[kind]
    found = f"{field}(where: $w, first: 100) {{ totalCount nodes {{ {names} }} }}"
    below = f"{owners}(first: 100) {{ nodes {{ {found} }} }}" if owners else found
    data = await ask(f"query ($w: {kind}) {{ {below} }}", w=where)
    pages = [node[field] for node in data[owners]["nodes"]] if owners else [data[field]]
    assert all(page["totalCount"] == len(page["nodes"]) for page in pages)
    return [node for page in pages for node in page["nodes"]]


def named(kind: str, where: Where) -> list[Any]:
    """What the API is to answer."""
    rows = shown(where, kind, LISTS[kind][2])
    return [node(kind, row) for row in rows if kind != "RoleWhere" or row["organization_id"]]


def test_every_field_of_every_filter_is_compared() -> None:
    kinds = {name: kind for name, kind in schema._schema.type_map.items() if name.endswith("Where")}
    assert {"PlaceWhere", "SearchWhere"} | LEAVES.keys() == kinds.keys()  # of hits: tests/test_search.py
    for name, fields in LEAVES.items():
        assert set(kinds[name].fields) == {*fields, "and", "or", "not"}  # type: ignore[union-attr]


def test_every_connection_takes_a_filter() -> None:
    for kind in schema._schema.type_map.values():
        for name, field in getattr(kind, "fields", {}).items():
            if str(field.type).endswith("Connection!"):
                assert "where" in field.args, f"{kind.name}.{name}"


@pytest.mark.parametrize(("kind", "field"), CONDITIONS)
@FEW
@given(data=st.data())
async def test_a_condition_keeps_what_it_says_and_not_the_others(
    kind: str, field: str, data: st.DataObject, ask: Ask
) -> None:
    condition = {field: data.draw(LEAVES[kind][field][0])}
    drafts = {"review": ["DRAFT", "REVIEWED"]} if kind == "EntryWhere" else {}
    for where in (condition, {"not": condition} | drafts):
        assert sorted(await asked(ask, kind, where), key=repr) == sorted(named(kind, where), key=repr)


@pytest.mark.parametrize("kind", LEAVES)
@FEW
@given(data=st.data())
async def test_filters_of_every_kind_join_to_any_tree(kind: str, data: st.DataObject, ask: Ask) -> None:
    where = data.draw(trees(kind))
    assert sorted(await asked(ask, kind, where), key=repr) == sorted(named(kind, where), key=repr)


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


@FEW
@given(where=trees("AccountWhere"), cited=trees("CitationWhere"))
async def test_lists_below_take_filters_too(where: Where, cited: Where, ask: Ask) -> None:
    query = """query ($a: AccountWhere, $c: CitationWhere) {
        questions { nodes { slug accounts(where: $a) { key } } }
        entries(first: 100) { nodes { slug citations(where: $c) { key } } } }"""
    found = await ask(query, a=where, c=cited)
    answers, citations = shown(where, "AccountWhere", "account"), shown(cited, "CitationWhere", "citation")
    for field, below, owner, rows in (
        ("questions", "accounts", "question", answers),
        ("entries", "citations", "entry", citations),
    ):
        for node in found[field]["nodes"]:
            keys = [row["key"] for row in rows if BY_ID[owner][row[f"{owner}_id"]]["slug"] == node["slug"]]
            assert [one["key"] for one in node[below]] == keys
