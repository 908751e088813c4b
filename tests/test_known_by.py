"""The world as it stood on a day, and what became known between two, compared with plain Python on both databases."""

from typing import Any

import pytest
from hypothesis import given
from oracle import BETWEEN, BY_ID, ENDED, FEW, KNOWN, ROWS, Ask, Where, became, latest, told_anew, walk
from world import Row

from timeline.kinds import Review

TABLES = {"entries": "entry", "sources": "source", "citations": "citation", "accounts": "account"}
LISTS = TABLES | {"questions": "question"}


def seen(row: Row) -> bool:
    """Whether an entry, or the entry a citation belongs to, has been read by a person."""
    entry = BY_ID["entry"][row["entry_id"]] if "entry_id" in row else row
    return bool(entry.get("review", Review.REVIEWED) == Review.REVIEWED)


def names(table: str, day: int | None = None) -> list[str]:
    """What the rows of a table are called, of those known by a day."""
    return sorted(name(table, row) for row in ROWS[table] if seen(row) and (day is None or KNOWN[table](row, day)))


def name(table: str, row: Row) -> str:
    """What a row is called."""
    match table:
        case "citation":
            return f"{BY_ID['entry'][row['entry_id']]['slug']}/{row['key']}"
        case "account":
            return f"question-{row['question_id']}/{row['key']}"
    return str(row["slug"])


NODES = {"citations": "{ key entry { slug } }", "accounts": "{ key question { slug } }"}


def called(node: dict[str, Any]) -> str:
    """What a node of the answer is called."""
    owner = node.get("entry") or node.get("question")
    return f"{owner['slug']}/{node['key']}" if owner else str(node["slug"])


@pytest.mark.parametrize("field", LISTS)
@FEW
@given(day=ENDED)
async def test_lists_hold_what_was_known(field: str, day: str, ask: Ask) -> None:
    found = await walk(ask, field, NODES.get(field, "{ slug }"), where=f'{{knownBy: "{day}"}}')
    assert sorted(map(called, found)) == names(LISTS[field], latest(day))


BELOW = """{ slug citations { key source { slug } } sources(first: 100) { totalCount nodes { slug } }
    questions { slug about { slug } accounts { key source { slug } statement { slug } } }
    ... on Event { partOf { slug } parts(first: 100) { nodes { slug } } statements(first: 100) { nodes { slug } } }
    ... on Statement { about { slug } answers { slug } answeredBy(first: 100) { nodes { slug } }
        accounts(first: 100) { nodes { key } } } }"""


def below(row: Row, day: int) -> dict[str, Any]:
    """An entry and what hangs on it, as it stood on a day; lists sorted."""

    def known(table: str, rows: list[Row]) -> list[Row]:
        return [found for found in rows if KNOWN[table](found, day) and (table == "citation" or seen(found))]

    def one(number: int | None) -> Any:
        found = known("entry", [BY_ID["entry"][number]]) if number else []
        return {"slug": found[0]["slug"]} if found else None

    def slugs(rows: list[Row]) -> list[Any]:
        return sorted(({"slug": found["slug"]} for found in known("entry", rows)), key=repr)

    def linked(table: str, own: str, other: str, number: int) -> list[Row]:
        return [BY_ID["entry"][link[other]] for link in ROWS[table] if link[own] == number]

    def account(found: Row) -> dict[str, Any]:
        told = found["source_id"] and BY_ID["source"][found["source_id"]]["slug"]
        return {"key": found["key"], "source": told and {"slug": told}, "statement": one(found["statement_id"])}

    cited = known("citation", [found for found in ROWS["citation"] if found["entry_id"] == row["id"]])
    sources = [{"slug": f"source-{found['source_id']}"} for found in cited]
    asked = known(
        "question", [BY_ID["question"][q["question_id"]] for q in ROWS["question_about"] if q["entry_id"] == row["id"]]
    )
    whole = {
        "slug": row["slug"],
        "citations": sorted(
            ({"key": f["key"], "source": {"slug": f"source-{f['source_id']}"}} for f in cited), key=repr
        ),
        "sources": {"totalCount": len(sources), "nodes": sorted(sources, key=repr)},
        "questions": sorted(
            (
                {
                    "slug": question["slug"],
                    "about": slugs(linked("question_about", "question_id", "entry_id", question["id"])),
                    "accounts": sorted(
                        map(
                            account,
                            known("account", [a for a in ROWS["account"] if a["question_id"] == question["id"]]),
                        ),
                        key=repr,
                    ),
                }
                for question in asked
            ),
            key=repr,
        ),
    }
    if row["kind"] == "EVENT":
        return whole | {
            "partOf": one(row["part_of_id"]),
            "parts": {"nodes": slugs([found for found in ROWS["entry"] if found.get("part_of_id") == row["id"]])},
            "statements": {"nodes": slugs(linked("statement_about", "event_id", "statement_id", row["id"]))},
        }
    made = known("account", [found for found in ROWS["account"] if found["statement_id"] == row["id"]])
    return whole | {
        "about": slugs(linked("statement_about", "statement_id", "event_id", row["id"])),
        "answers": one(row["answers_id"]),
        "answeredBy": {"nodes": slugs([found for found in ROWS["entry"] if found.get("answers_id") == row["id"]])},
        "accounts": {"nodes": sorted(({"key": found["key"]} for found in made), key=repr)},
    }


def sorted_lists(data: Any) -> Any:
    """An answer with its lists sorted."""
    match data:
        case dict():
            return {key: sorted_lists(value) for key, value in data.items()}
        case list():
            return sorted(map(sorted_lists, data), key=repr)
    return data


@FEW
@given(day=ENDED)
async def test_lists_below_are_of_the_same_day(day: str, ask: Ask) -> None:
    found = await walk(ask, "entries", BELOW, where=f'{{knownBy: "{day}"}}')
    rows = [row for row in ROWS["entry"] if seen(row) and KNOWN["entry"](row, latest(day))]
    assert sorted_lists(found) == sorted((below(row, latest(day)) for row in rows), key=repr)


@pytest.mark.parametrize("slug", ["event-1", "event-2", "event-5", "said-41", "said-42", "said-50"])
async def test_a_lookup_is_of_the_day_or_null(slug: str, ask: Ask) -> None:
    (row,) = (row for row in ROWS["entry"] if row["slug"] == slug)
    for day in ("2020-08-09", "2020-08-10", "2020-08-30", "2021"):
        found = (await ask(f'{{ entry(slug: "{slug}", knownBy: "{day}") {BELOW} }}'))["entry"]
        known = KNOWN["entry"](row, latest(day))
        assert sorted_lists(found) == (sorted_lists(below(row, latest(day))) if known else None)


async def test_no_day_is_every_day(ask: Ask) -> None:
    found = await ask('query ($day: String) { a: source(slug: "source-5", knownBy: $day) { slug } }', day=None)
    assert found == {"a": {"slug": "source-5"}}


@FEW
@given(day=ENDED)
async def test_a_bucket_and_an_overview_are_of_the_day(day: str, ask: Ask) -> None:
    asked = f"{{ slug citations {{ source {{ slug published {{ edtf }} }} }} }}"  # noqa: F541
    found = await ask(
        f'{{ overview(where: {{knownBy: "{day}"}}, max: 5) {{ entries {asked} buckets {{ entries {asked} }} }} }}'
    )
    sources = {row["slug"]: row for row in ROWS["source"]}
    entries = [*found["overview"]["entries"], *(e for b in found["overview"]["buckets"] for e in b["entries"])]
    assert all(entry["citations"] for entry in entries)
    for entry in entries:
        assert all(KNOWN["source"](sources[one["source"]["slug"]], latest(day)) for one in entry["citations"])


@pytest.mark.parametrize("field", TABLES)
@FEW
@given(between=BETWEEN)
async def test_what_became_known_is_the_difference(field: str, between: Where, ask: Ask) -> None:
    arguments = f'from: "{between["from"]}", to: "{between["to"]}"'
    node = NODES.get(field, "{ slug }")
    query = f"{{ difference({arguments}) {{ {field}(first: 100) {{ totalCount nodes {node} }} }} }}"
    page = (await ask(query))["difference"][field]
    new = sorted(map(called, page["nodes"]))
    rows = [row for row in ROWS[TABLES[field]] if seen(row) and became(TABLES[field], row, between)]
    assert page["totalCount"] == len(rows)
    if len(rows) <= 100:
        assert new == sorted(name(TABLES[field], row) for row in rows)
        old = names(TABLES[field], latest(between["from"]))
        assert sorted(old + new) == names(TABLES[field], latest(between["to"]))


@FEW
@given(between=BETWEEN)
async def test_what_was_told_anew_was_known_before(between: Where, ask: Ask) -> None:
    days = f'from: "{between["from"]}", to: "{between["to"]}"'
    query = f"{{ difference({days}) {{ toldAnew(first: 100) {{ nodes {BELOW} }} }} }}"
    nodes = (await ask(query))["difference"]["toldAnew"]["nodes"]
    rows = [row for row in ROWS["entry"] if seen(row) and told_anew(row, between)]
    assert sorted_lists(nodes) == sorted((below(row, latest(between["to"])) for row in rows), key=repr)


async def test_days_turned_round_are_refused(refused: Ask) -> None:
    for field in (*TABLES, "toldAnew"):
        query = f'{{ difference(from: "2021", to: "2020") {{ {field} {{ totalCount }} }} }}'
        assert "the time between '2021' and '2020' ends before it begins; exchange them" in await refused(query)


@pytest.mark.parametrize("text", ["[2020..]", "2020/..", "2020-08-28/", "../..", "Y17E11"])
async def test_a_day_without_an_end_is_refused(text: str, refused: Ask) -> None:
    message = f"{text!r} has no last day to look back from; give a day like 2020-08-28"
    for asked in (
        f'entries(where: {{knownBy: "{text}"}}) {{ totalCount }}',
        f'entries(where: {{not: {{citations: {{knownBy: "{text}"}}}}}}) {{ __typename }}',
        f'sources(where: {{becameKnown: {{from: "2020", to: "{text}"}}}}) {{ totalCount }}',
        f'event(slug: "event-1", knownBy: "{text}") {{ slug }}',
        f'difference(from: "2020", to: "{text}") {{ entries {{ totalCount }} }}',
    ):
        assert message in await refused(f"{{ {asked} }}")


@FEW
@given(outer=ENDED, inner=ENDED)
async def test_of_two_days_within_one_another_the_earlier_counts(outer: str, inner: str, ask: Ask) -> None:
    below = f'entries(first: 100, where: {{knownBy: "{inner}"}}) {BELOW_ENTRIES}'
    found = await ask(f'{{ sources(first: 100, where: {{knownBy: "{outer}"}}) {{ nodes {{ slug {below} }} }} }}')
    day = min(latest(outer), latest(inner))
    for node in found["sources"]["nodes"]:
        for entry in node["entries"]["nodes"]:
            (row,) = (row for row in ROWS["entry"] if row["slug"] == entry["slug"])
            cited = [one for one in ROWS["citation"] if one["entry_id"] == row["id"] and KNOWN["citation"](one, day)]
            assert KNOWN["entry"](row, day)
            assert sorted(one["key"] for one in entry["citations"]) == sorted(one["key"] for one in cited)


BELOW_ENTRIES = "{ nodes { slug citations { key } } }"


@FEW
@given(day=ENDED)
async def test_parts_and_places_on_timelines_are_of_the_day(day: str, ask: Ask) -> None:
    parts = "participations(first: 100) { nodes { event { slug } } }"
    members = "members(first: 100) { nodes { entry { slug } } }"
    found = await ask(f'{{ actor(slug: "actor-1", knownBy: "{day}") {{ {parts} }} }}')
    rows = [BY_ID["entry"][row["entry_id"]] for row in ROWS["participation"] if row["actor_id"] == 1]
    assert [node["event"]["slug"] for node in found["actor"]["participations"]["nodes"]] == [
        row["slug"] for row in rows if seen(row) and KNOWN["entry"](row, latest(day))
    ]
    found = await ask(f'{{ timeline(slug: "timeline-1", knownBy: "{day}") {{ {members} }} }}')
    rows = [BY_ID["entry"][row["entry_id"]] for row in ROWS["membership"] if row["timeline_id"] == 1]
    assert [node["entry"]["slug"] for node in found["timeline"]["members"]["nodes"]] == [
        row["slug"] for row in rows if seen(row) and KNOWN["entry"](row, latest(day))
    ]
