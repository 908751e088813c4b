"""Pages of an owner's entries, found in an index of its links: what sorting in Python gives, whatever is asked."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from factories import actor, dataset, event, loaded, source, statement
from hypothesis import given
from hypothesis import strategies as st
from oracle import ENDED, MANY, ROWS, WINDOWS, Ask, Where, during, entry_known, latest
from sent import Sent
from sqlalchemy import Connection, insert, select
from test_bulk import brought, lines
from world import Row, stale
from world import event as event_row

from schema.pagination import write_cursor
from timeline.database import run
from timeline.dates import EARLIEST_SECOND, LATEST_SECOND
from timeline.kinds import Review
from timeline.models import Base, lasting

ENTRY = Base.metadata.tables["entry"]
# By the field of an owner and the connection below it: the owner's table, and where its links lead from and to.
OWNERS = {
    ("actor", "statements"): ("actor", [("speaker", "actor_id", "entry_id")]),
    ("actor", "addressed"): ("actor", [("addressee", "actor_id", "entry_id")]),
    ("actor", "events"): ("actor", [("participation", "actor_id", "entry_id")]),
    ("topic", "entries"): ("topic", [("entry_topic", "topic_id", "entry_id")]),
    ("timeline", "entries"): ("timeline", [("membership", "timeline_id", "entry_id")]),
    ("source", "entries"): ("source", [("citation", "source_id", "entry_id")]),
    ("event", "statements"): ("entry", [("statement_about", "event_id", "statement_id")]),
    ("event", "parts"): ("entry", [("entry", "part_of_id", "id")]),
    ("statement", "answeredBy"): ("entry", [("entry", "answers_id", "id")]),
}
OWNERS["actor", "entries"] = (
    "actor",
    [link for name in ("statements", "addressed", "events") for link in OWNERS["actor", name][1]],
)
# By the condition of a filter, the connections it stands for.
FILTERS = {
    "speakers": [("actor", "statements")],
    "addressees": [("actor", "addressed")],
    "participants": [("actor", "events")],
    "actors": [("actor", "statements"), ("actor", "events")],
    "topics": [("topic", "entries")],
    "timelines": [("timeline", "entries")],
    "about": [("event", "statements")],
}
ARGUMENTS = "(where: $w, orderBy: $o, first: $f, last: $l, after: $a, before: $b)"
PAGE = f"{ARGUMENTS} {{ nodes {{ slug }} totalCount pageInfo {{ hasNextPage hasPreviousPage }} }}"
HEAD = "query ($s: String!, $w: EntryWhere, $o: EntryOrder!, $f: Int, $l: Int, $a: String, $b: String)"
ORDERS = st.sampled_from(["DATE_ASC", "DATE_DESC", "END_ASC", "SLUG_DESC"])
KEYS = {"DATE": ("earliest", "latest", "slug"), "END": ("latest", "earliest", "slug"), "SLUG": ("slug",)}
WHERES: st.SearchStrategy[Where] = st.fixed_dictionaries(
    {},
    optional={
        "during": WINDOWS,
        "kinds": st.lists(st.sampled_from(["EVENT", "STATEMENT"]), max_size=2),
        "review": st.lists(st.sampled_from(["REVIEWED", "DRAFT"]), max_size=2),
        "knownBy": ENDED,
        "categories": st.just(["vote"]),
    },
)
MARKS = st.sampled_from([None, None, *ROWS["entry"]])
SIZES = st.sampled_from([0, 1, 2, 5, 100])


def below(owner: int, links: list[tuple[str, str, str]]) -> set[int]:
    """The ids of the entries that hang on an owner."""
    return {row[to] for table, at, to in links for row in ROWS[table] if row.get(at) == owner}


def meets(row: Row, where: Where) -> bool:
    """Whether an entry is what a filter asks for."""
    return (
        ("during" not in where or during(row, where["during"]))
        and ("kinds" not in where or row["kind"] in where["kinds"])
        and row["review"] in where.get("review", [Review.REVIEWED])
        and ("knownBy" not in where or entry_known(row, latest(where["knownBy"])))
        and ("categories" not in where or row.get("category") in where["categories"])
    )


def key(row: Row, order: str) -> tuple[Any, ...]:
    """What an order compares of an entry."""
    return tuple(row[name] for name in KEYS[order.partition("_")[0]])


def page(rows: list[Row], order: str, size: int, back: bool, marks: tuple[Row | None, Row | None]) -> Any:
    """What a page of some rows is to hold."""
    backward, found = order.endswith("DESC"), sorted(rows, key=lambda row: key(row, order))
    for mark, after in zip(marks, (not backward, backward), strict=True):
        if mark:
            found = [
                row
                for row in found
                if key(row, order) != key(mark, order) and (key(row, order) > key(mark, order)) == after
            ]
    ordered = [row["slug"] for row in (reversed(found) if backward else found)]
    kept = (ordered[-size:] if size else []) if back else ordered[:size]
    more, beyond = len(ordered) > size, marks[back] is not None
    return {
        "nodes": [{"slug": slug} for slug in kept],
        "totalCount": len(rows),
        "pageInfo": {"hasNextPage": beyond if back else more, "hasPreviousPage": more if back else beyond},
    }


def arguments(order: str, size: int, back: bool, marks: tuple[Row | None, Row | None]) -> Where:
    """The arguments that ask for a page."""
    after, before = (mark and write_cursor(f"entry:{order}", key(mark, order)) for mark in marks)
    return {"o": order, "l" if back else "f": size, "a": after, "b": before}


@pytest.mark.parametrize(("field", "under"), OWNERS)
@MANY
@given(st.data(), WHERES, ORDERS, SIZES, st.booleans(), st.tuples(MARKS, MARKS))
async def test_a_page_below_an_owner(
    field: str,
    under: str,
    ask: Ask,
    data: st.DataObject,
    where: Where,
    order: str,
    size: int,
    back: bool,
    marks: tuple[Row | None, Row | None],
) -> None:
    table, links = OWNERS[field, under]
    owner = data.draw(st.sampled_from([row for row in ROWS[table] if table != "entry" or row["kind"].lower() == field]))
    given_ = {"s": owner["slug"], "w": where, **arguments(order, size, back, marks)}
    found = await ask(f"{HEAD} {{ owner: {field}(slug: $s) {{ page: {under}{PAGE} }} }}", **given_)
    ids = below(owner["id"], links)
    rows = [row for row in ROWS["entry"] if row["id"] in ids and meets(row, where)]
    assert found["owner"]["page"] == page(rows, order, size, back, marks)


@pytest.mark.parametrize("name", FILTERS)
@MANY
@given(st.data(), WHERES, ORDERS, SIZES, st.booleans(), st.tuples(MARKS, MARKS))
async def test_a_page_of_the_entries_of_any_of_some_owners(
    name: str,
    ask: Ask,
    data: st.DataObject,
    where: Where,
    order: str,
    size: int,
    back: bool,
    marks: tuple[Row | None, Row | None],
) -> None:
    table = OWNERS[FILTERS[name][0]][0]
    owners = data.draw(st.lists(st.sampled_from(ROWS[table]), max_size=3, unique_by=lambda row: row["id"]))
    given_ = {"w": where | {name: {"any": [row["slug"] for row in owners]}}}
    found = await ask(
        f"{HEAD.replace('$s: String!, ', '')} {{ page: entries{PAGE} }}",
        **given_,
        **arguments(order, size, back, marks),
    )
    links = [link for field in FILTERS[name] for link in OWNERS[field][1]]
    ids = {id for owner in owners for id in below(owner["id"], links)}
    rows = [row for row in ROWS["entry"] if row["id"] in ids and meets(row, where)]
    assert found["page"] == page(rows, order, size, back, marks)


# PostgreSQL reads tables as small as these from one end to the other.
@pytest.mark.parametrize("world_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("field", "under"), OWNERS)
@pytest.mark.parametrize("window", ["", ', during: {from: "2020", to: "2021"}'])
async def test_a_page_is_found_in_an_index_of_links_alone(
    field: str, under: str, window: str, ask: Ask, sent: Sent, world_url: str
) -> None:
    table, links = OWNERS[field, under]
    owner = next(row for row in ROWS[table] if below(row["id"], links))
    where = f'where: {{knownBy: "2021"{window}}}'
    await ask(f'{{ {field}(slug: "{owner["slug"]}") {{ {under}(last: 3, {where}) {{ nodes {{ slug }} }} }} }}')
    with sqlite3.connect(world_url.removeprefix("sqlite:///")) as connection:
        steps = connection.execute(f"EXPLAIN QUERY PLAN {sent[-1]}", [None] * sent[-1].count("?"))
        plan = "\n".join(step for *_, step in steps)
    walked = [f"ix_entry_{at}" if name == "entry" else f"ix_{name}_walk" for name, at, _ in links]
    assert all(f"USING COVERING INDEX {index}" in plan for index in walked)
    assert "SCAN entry" not in plan


def test_links_hold_what_their_entries_say_after_every_load(database: str, tmp_path: Path) -> None:
    people = {
        "actors": [actor(), actor("council")],
        "sources": [source()],
        "topics": [{"slug": "dams", "name": "Dams"}],
    }
    filed = {"topics": ["dams"], "citations": [{"source": "gazette-1"}]}
    flood = event(participants=[{"actor": "mayor"}, {"actor": "mayor", "role": "witness"}], **filed)
    warning = statement(addressees=["council"], about=["flood"], **filed)
    loads = [
        ([flood], [warning]),
        ([flood | {"date": "2024"}], [warning | {"date": "2020/2030"}]),
        ([flood | {"review": "DRAFT"}], [warning | {"speakers": ["council"]}]),
        ([flood], [warning | {"slug": "warned"}]),
        ([event("quake", **filed)], []),
    ]
    for events, statements in loads:
        loaded(database, dataset(tmp_path / "floods", **people, events=events, statements=statements))
        assert run(database, stale) == []
        assert run(database, held) == len(events) + len(statements)


def held(connection: Connection) -> int:
    """How many entries stand on timelines."""
    membership = Base.metadata.tables["membership"]
    return len(connection.execute(select(membership.c.entry_slug)).all())


def test_links_hold_what_their_entries_say_after_lines(database: str, tmp_path: Path) -> None:
    for date in ("2024-03-01", "2023", "2020/2030"):
        said = statement(date=date, topics=["dams"], timelines=[{"timeline": "floods"}])
        records = [("TOPIC", {"slug": "dams", "name": "Dams"}), ("TIMELINE", {"slug": "floods", "title": "Floods"})]
        brought(database, lines(tmp_path / "a.jsonl", *records, ("ACTOR", actor()), ("STATEMENT", said)))
        assert run(database, stale) == []
        assert run(database, held) == 1


BOUNDS = [EARLIEST_SECOND, -86_401, -86_400, -1, 0, 86_399, 86_400, LATEST_SECOND]
BOUNDS += [days * 86_400 + second for days in (1, 31, 32, 33, 366, 400, 401, 402, 3653, 3654) for second in (-1, 0, 1)]


def test_how_long_entries_last_is_worked_out_alike(database: str) -> None:
    pairs = [(begin, end) for begin in BOUNDS for end in BOUNDS if begin <= end]

    def told(connection: Connection) -> list[Any]:
        for number, (begin, end) in enumerate(pairs, 1):
            connection.execute(insert(ENTRY).values(event_row(number, earliest=begin, latest=end)))
        return connection.execute(select(ENTRY.c.earliest, ENTRY.c.latest, ENTRY.c.lasting)).all()

    assert {(begin, end): lasts for begin, end, lasts in run(database, told)} == {
        pair: lasting(*pair) for pair in pairs
    }
