"""What filters say nothing of, refuse, and show of drafts, over the small world on both databases."""

from collections.abc import Callable
from typing import Any

import pytest
from oracle import ROWS, Ask
from world import Row

from timeline.kinds import Review

ENTRIES = "query ($w: EntryWhere) { entries(where: $w, first: 100) { totalCount nodes { slug } } }"
SOURCES = "query ($w: SourceWhere) { sources(where: $w, first: 100) { totalCount nodes { slug } } }"
LINKS = ("speakers", "participants", "actors", "topics", "sources", "timelines")


async def found(ask: Ask, where: dict[str, Any] | None, query: str = ENTRIES) -> set[str]:
    """The slugs of what meets a filter, counted alike."""
    (page,) = (await ask(query, w=where)).values()
    slugs = [node["slug"] for node in page["nodes"]]
    assert page["totalCount"] == len(slugs) == len(set(slugs))
    return set(slugs)


def expected(test: Callable[[Row], bool], table: str = "entry") -> set[str]:
    """The slugs of the rows shown that pass a test."""
    rows = ROWS[table]
    return {row["slug"] for row in rows if row.get("review", Review.REVIEWED) == Review.REVIEWED and test(row)}


@pytest.mark.parametrize(
    ("review", "shown"),
    [(None, ["REVIEWED"]), ("DRAFT", ["DRAFT"]), (["DRAFT", "REVIEWED"], ["DRAFT", "REVIEWED"]), ([], [])],
)
async def test_drafts_are_shown_where_they_are_asked_for(review: Any, shown: list[str], ask: Ask) -> None:
    rows = {row["slug"] for row in ROWS["entry"] if row["review"] in shown}
    assert await found(ask, {"review": review}) == rows


@pytest.mark.parametrize("where", [None, {}, {"during": None}, {"during": {}}, {"topics": {}}, {"topics": None}])
async def test_a_filter_that_says_nothing_lets_everything_through(where: Any, ask: Ask) -> None:
    assert await found(ask, where) == expected(lambda row: True)


@pytest.mark.parametrize("side", ["from", "to"])
@pytest.mark.parametrize("text", ["2020-13", "", "yesterday", "2020-08-32", "x" * 5000, "2020\0"])
@pytest.mark.parametrize("asked", ["nodes { slug }", "totalCount", "__typename"])
async def test_what_is_no_date_is_refused_by_place_and_value(side: str, text: str, asked: str, refused: Ask) -> None:
    message = await refused(
        f"query ($w: EntryWhere) {{ entries(where: $w) {{ {asked} }} }}", w={"during": {side: text}}
    )
    assert "is not an EDTF date" in message
    assert len(message) < 300


async def test_a_window_that_ends_before_it_begins_is_refused(refused: Ask) -> None:
    message = await refused(ENTRIES, w={"during": {"from": "2021", "to": "2020-12"}})
    assert message == "the window from '2021' to '2020-12' ends before it begins; exchange them"
    assert message == await refused(SOURCES, w={"published": {"from": "2021", "to": "2020-12"}})
    wrong = {"during": {"from": "2021", "to": "2020-12"}}
    assert message == await refused(ENTRIES, w={"or": [wrong, {"during": {"from": "2020"}}]})


@pytest.mark.parametrize("field", [*LINKS, "during"])
async def test_a_text_with_a_nul_is_refused(field: str, refused: Ask) -> None:
    value = {"from": "2020\0"} if field == "during" else {"any": ["topic-1\0"]}
    assert await refused(ENTRIES, w={field: value})


TREE = """
    slug review title summary partOf { review } parts(first: 100) { nodes { review } }
    participants { event { review } actor { participations(first: 100) { nodes { event { review } } } } }
    statements(first: 100) { nodes { review about { review } answers { review }
        answeredBy(first: 100) { nodes { review } } accounts { nodes { statement { review } } } } }
"""
DOORS = {
    "event": f"{{ events(first: 100) {{ nodes {{ {TREE} }} }} }}",
    "participation": "{ actors { nodes { participations(first: 100) { nodes { event { review } } } } } }",
    "officer": "{ actors { nodes { statements(first: 100) { nodes { review } } events(first: 100) { nodes { review } }"
    " addressed(first: 100) { nodes { review } } accounts { nodes { statement { review } } } } } }",
    "source": "{ sources { nodes { entries(first: 100) { nodes { review } }"
    " citations(first: 100) { nodes { entry { review } } } accounts { nodes { statement { review } } } } } }",
    "topic": "{ topics { nodes { entries(first: 100) { nodes { review } } } } }",
    "question": "{ questions { nodes { about { review } accounts { statement { review } } } } }",
    "timeline": "{ timelines { nodes { entries(first: 100) { nodes { review } }"
    " members(first: 100) { nodes { entry { review } } } } } }",
    "statement": "{ statements(first: 100) { nodes { about { review } answers { review }"
    " answeredBy { nodes { review } } citations { source { entries(first: 100) { nodes { review } } } } } } }",
    "membership": "{ entries(first: 100) { nodes { memberships { entry { review } timeline { slug } }"
    " questions { about { review } } citations { entry { review } } } } }",
}


def reviews(data: Any) -> list[str]:
    """Every review in an answer."""
    match data:
        case dict():
            below = [found for value in data.values() for found in reviews(value)]
            return [data["review"], *below] if "review" in data else below
        case list():
            return [found for item in data for found in reviews(item)]
    return []


@pytest.mark.parametrize("door", DOORS)
async def test_no_path_leads_from_what_is_shown_to_a_draft(door: str, ask: Ask) -> None:
    found = reviews(await ask(DOORS[door]))
    assert found
    assert set(found) == {"REVIEWED"}


async def test_drafts_lead_to_drafts(ask: Ask) -> None:
    query = "{ entries(first: 100, where: {review: DRAFT}) { nodes { ... on Statement { about { slug } }"
    query += " citations { entry { review } } memberships { entry { review } } } } }"
    nodes = (await ask(query))["entries"]["nodes"]
    assert set(reviews(nodes)) == {"DRAFT"}
    about = {row["statement_id"] for row in ROWS["statement_about"]}
    drafts = [row for row in ROWS["entry"] if row["review"] == Review.DRAFT and row["id"] in about]
    assert sum(bool(node.get("about")) for node in nodes) == len(drafts)
