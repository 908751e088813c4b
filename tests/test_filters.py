"""Filters, compared with the same conditions worked out in plain Python over the small world, on both databases."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from world import DATES, Row, world

from timeline import dates
from timeline.dates import PartialDate
from timeline.kinds import Review

Ask = Callable[..., Awaitable[Any]]
ROWS = world()
MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ENTRIES = "query ($w: EntryWhere) { entries(where: $w, first: 100) { totalCount nodes { slug } } }"
SOURCES = "query ($w: SourceWhere) { sources(where: $w, first: 100) { totalCount nodes { slug } } }"
EDTF = st.sampled_from(sorted({*DATES, "2020-08-08", "2020-08-10", "2019", "2021", "-0044", "1969-12-31T23:59:59Z"}))
WHOLE = dates.parse("../..")


def numbers(table: str) -> dict[str, int]:
    """The ids of a table by slug."""
    return {row["slug"]: row["id"] for row in ROWS[table]}


def linked(table: str, owner: str, target: str, ids: dict[str, int]) -> dict[int, set[str]]:
    """The slugs each owner is linked to by a table between."""
    known = {number: slug for slug, number in ids.items()}
    found: dict[int, set[str]] = {}
    for row in ROWS[table]:
        if row[target] is not None:
            found.setdefault(row[owner], set()).add(known[row[target]])
    return found


ACTORS, TOPICS, LINES, ARTICLES = (numbers(table) for table in ("actor", "topic", "timeline", "source"))
SPEAKERS = linked("speaker", "entry_id", "actor_id", ACTORS)
PARTICIPANTS = linked("participation", "entry_id", "actor_id", ACTORS)
LINKS = {
    "speakers": (ACTORS, SPEAKERS),
    "participants": (ACTORS, PARTICIPANTS),
    "actors": (ACTORS, SPEAKERS | PARTICIPANTS),
    "topics": (TOPICS, linked("entry_topic", "entry_id", "topic_id", TOPICS)),
    "sources": (ARTICLES, linked("citation", "entry_id", "source_id", ARTICLES)),
    "timelines": (LINES, linked("membership", "entry_id", "timeline_id", LINES)),
}
SOURCE_LINKS = {
    "publishers": (ACTORS, linked("source", "id", "publisher_id", ACTORS)),
    "hosts": (ACTORS, linked("source_host", "source_id", "actor_id", ACTORS)),
}


def among(slugs: dict[str, int]) -> st.SearchStrategy[dict[str, Any]]:
    """Any, all, none of some slugs, known and unknown."""
    some = st.none() | st.lists(st.sampled_from([*slugs, "nobody", ""]), max_size=4)
    return st.fixed_dictionaries({}, optional={"any": some, "all": some, "none": some})


def meets(found: set[str], wanted: dict[str, list[str] | None]) -> bool:
    """Whether linked slugs meet any, all and none."""
    any_, all_, none = (wanted.get(name) for name in ("any", "all", "none"))
    return (
        (any_ is None or bool(found & set(any_)))
        and (all_ is None or found >= set(all_))
        and (none is None or not found & set(none))
    )


def window(given: dict[str, Any]) -> PartialDate:
    """A window as one date, from the first bound of one to the last of another."""
    begin, end = (dates.parse(given[name]) if given.get(name) else WHOLE for name in ("from", "to"))
    return replace(WHOLE, earliest=begin.earliest, latest=end.latest)


def lies(date: PartialDate, given: dict[str, Any]) -> bool:
    """Whether a date lies in a window, possibly or certainly."""
    test = dates.certainly if given.get("match") == "CERTAINLY" else dates.possibly
    return test(date, window(given))


WINDOWS = st.fixed_dictionaries(
    {},
    optional={
        "from": st.none() | EDTF,
        "to": st.none() | EDTF,
        "match": st.sampled_from(["POSSIBLY", "CERTAINLY"]),
    },
).filter(lambda given: window(given).lower <= window(given).upper)


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


@MANY
@given(given_window=WINDOWS)
async def test_a_window_is_met_possibly_or_certainly(given_window: dict[str, Any], ask: Ask) -> None:
    assert await found(ask, {"during": given_window}) == expected(
        lambda row: lies(dates.parse(row["date"]), given_window)
    )


@MANY
@given(given_window=WINDOWS)
async def test_a_source_is_published_in_a_window(given_window: dict[str, Any], ask: Ask) -> None:
    assert await found(ask, {"published": given_window}, SOURCES) == expected(
        lambda row: lies(dates.parse(row["published"]) if row["published"] else WHOLE, given_window), "source"
    )


@MANY
@given(edtf=EDTF)
async def test_an_entry_is_known_by_the_day_a_source_is_out_for_certain(edtf: str, ask: Ask) -> None:
    day = dates.parse(edtf).upper
    out = {row["id"] for row in ROWS["source"] if row["published_latest"] <= day}
    known = {row["entry_id"] for row in ROWS["citation"] if row["source_id"] in out}
    assert await found(ask, {"knownBy": edtf}) == expected(lambda row: row["id"] in known)


@pytest.mark.parametrize("field", LINKS)
@MANY
@given(data=st.data())
async def test_any_all_and_none_of_what_an_entry_is_linked_to(field: str, data: st.DataObject, ask: Ask) -> None:
    slugs, links = LINKS[field]
    wanted = data.draw(among(slugs))
    assert await found(ask, {field: wanted}) == expected(lambda row: meets(links.get(row["id"], set()), wanted))


@pytest.mark.parametrize("field", SOURCE_LINKS)
@MANY
@given(data=st.data())
async def test_any_all_and_none_of_what_a_source_is_linked_to(field: str, data: st.DataObject, ask: Ask) -> None:
    slugs, links = SOURCE_LINKS[field]
    wanted = data.draw(among(slugs))
    assert await found(ask, {field: wanted}, SOURCES) == expected(
        lambda row: meets(links.get(row["id"], set()), wanted), "source"
    )


@MANY
@given(data=st.data())
async def test_all_conditions_hold_together(data: st.DataObject, ask: Ask) -> None:
    links = {name: data.draw(among(slugs)) for name, (slugs, _) in LINKS.items() if data.draw(st.booleans())}
    kinds = data.draw(st.none() | st.lists(st.sampled_from(["EVENT", "STATEMENT"])))
    during = data.draw(st.none() | WINDOWS)
    assert await found(ask, {"kinds": kinds, "during": during, **links}) == expected(
        lambda row: (
            (kinds is None or row["kind"] in kinds)
            and (during is None or lies(dates.parse(row["date"]), during))
            and all(meets(LINKS[name][1].get(row["id"], set()), wanted) for name, wanted in links.items())
        )
    )


@pytest.mark.parametrize(("kinds", "met"), [("PERSON", ["PERSON"]), (["STATE", "MEDIA"], ["STATE", "MEDIA"]), ([], [])])
async def test_kinds_of_actors(kinds: Any, met: list[str], ask: Ask) -> None:
    query = "query ($w: ActorWhere) { actors(where: $w) { totalCount nodes { slug } } }"
    assert await found(ask, {"kinds": kinds}, query) == expected(lambda row: row["kind"] in met, "actor")


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
