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


def standing(table: str, day: int, **values: Any) -> list[Row]:
    """The rows of a table that have these values and stood on a day, as far as a person has read them."""
    rows = [row for row in ROWS[table] if values.items() <= row.items()]
    return [row for row in rows if KNOWN[table](row, day) and (table == "citation" or seen(row))]


def slugs(rows: list[Row]) -> list[Any]:
    """Rows as an answer that asks for their slugs has them."""
    return [{"slug": row["slug"]} for row in rows]


def entry(number: int | None, day: int) -> Any:
    """The entry that another row names, if it stood on a day."""
    return next(iter(slugs(standing("entry", day, id=number))), None)


def linked(table: str, to: str, day: int, **owner: int) -> list[Any]:
    """The entries that an owner is linked to by a table between."""
    numbers = [link[to] for link in ROWS[table] if owner.items() <= link.items()]
    return [found for number in numbers if (found := entry(number, day))]


def source(number: int | None) -> Any:
    """The source that a row names."""
    return {"slug": BY_ID["source"][number]["slug"]} if number else None


def citation(row: Row) -> dict[str, Any]:
    return {"key": row["key"], "source": source(row["source_id"])}


def account(row: Row, day: int) -> dict[str, Any]:
    return {"key": row["key"], "source": source(row["source_id"]), "statement": entry(row["statement_id"], day)}


def question(row: Row, day: int) -> dict[str, Any]:
    return {
        "slug": row["slug"],
        "about": linked("question_about", "entry_id", day, question_id=row["id"]),
        "accounts": [account(found, day) for found in standing("account", day, question_id=row["id"])],
    }


def event(row: Row, day: int) -> dict[str, Any]:
    """What hangs on events alone."""
    return {
        "partOf": entry(row["part_of_id"], day),
        "parts": {"nodes": slugs(standing("entry", day, part_of_id=row["id"]))},
        "statements": {"nodes": linked("statement_about", "statement_id", day, event_id=row["id"])},
    }


def statement(row: Row, day: int) -> dict[str, Any]:
    """What hangs on statements alone."""
    accounts = standing("account", day, statement_id=row["id"])
    return {
        "about": linked("statement_about", "event_id", day, statement_id=row["id"]),
        "answers": entry(row["answers_id"], day),
        "answeredBy": {"nodes": slugs(standing("entry", day, answers_id=row["id"]))},
        "accounts": {"nodes": [{"key": found["key"]} for found in accounts]},
    }


def below(row: Row, day: int) -> Any:
    """An entry and what hangs on it, as it stood on a day; lists sorted."""
    citations = [citation(found) for found in standing("citation", day, entry_id=row["id"])]
    sources = [found["source"] for found in citations]
    asked = [link["question_id"] for link in ROWS["question_about"] if link["entry_id"] == row["id"]]
    whole = {
        "slug": row["slug"],
        "citations": citations,
        "sources": {"totalCount": len(sources), "nodes": sources},
        "questions": [question(found, day) for number in asked for found in standing("question", day, id=number)],
    }
    return sorted_lists(whole | (event if row["kind"] == "EVENT" else statement)(row, day))


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
        assert sorted_lists(found) == (below(row, latest(day)) if known else None)


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
