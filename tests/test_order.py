"""Every order walks all rows once, forwards and backwards, on both databases; cursors belong to one order."""

from typing import Any

import pytest
from oracle import BY_ID, ROWS, Ask, walk
from world import Row

from schema import schema
from schema.order import COLUMNS, Order
from timeline.kinds import Review

KEYS = {"entries": "entry", "sources": "source", "actors": "actor", "questions": "question"}
KEYS |= {"topics": "topic", "timelines": "timeline", "changes": "change", "accounts": "account"}
NAMES = {"accounts": "key"}
CORE = schema._schema


def orders(field: str) -> list[str]:
    """The orders a connection can come in."""
    return list(CORE.query_type.fields[field].args["orderBy"].type.of_type.values)  # type: ignore[union-attr]


ALL = [(field, order) for field in KEYS for order in orders(field)]


def expected(field: str, order: str) -> list[str]:
    """What names all rows, in an order."""
    rows = [row for row in ROWS[KEYS[field]] if row.get("review", Review.REVIEWED) == Review.REVIEWED]
    by = Order.of(next(value.value for name, value in _members(field) if name == order))
    rows.sort(key=lambda row: [compared(row, name, by.descending) for name in by.columns], reverse=by.descending)
    return [row[NAMES.get(field, "slug")] for row in rows]


def compared(row: Row, name: str, descending: bool) -> Any:
    """What an order compares; what is not known comes last."""
    match name:
        case "holder" | "source":
            table = {"holder": "actor"}.get(name, name)
            known = row[f"{name}_id"] and BY_ID[table][row[f"{name}_id"]]["slug"]
            return (known is None) != descending, known or ""
        case "held":
            return (row["date"] is None) != descending, row["date_earliest"] or 0
    return row[name]


def _members(field: str) -> list[tuple[str, object]]:
    return list(CORE.query_type.fields[field].args["orderBy"].type.of_type.values.items())  # type: ignore[union-attr]


def test_every_order_of_the_columns_can_be_asked_for() -> None:
    assert {order.rpartition("_")[0] for _, order in ALL} == COLUMNS.keys() - {"RANK"}  # of searches


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize(("field", "order"), ALL)
async def test_an_order_walks_all_rows_once(field: str, order: str, back: bool, ask: Ask) -> None:
    for size in (7, 100):
        found = await walk(ask, field, f"{{ it: {NAMES.get(field, 'slug')} }}", size, back, orderBy=order)
        assert [node["it"] for node in found] == expected(field, order)


@pytest.mark.parametrize(("field", "order"), ALL)
async def test_a_cursor_of_another_order_is_refused(field: str, order: str, ask: Ask, refused: Ask) -> None:
    page = await ask(f"{{ it: {field}(first: 1, orderBy: {order}) {{ pageInfo {{ endCursor }} }} }}")
    cursor = page["it"]["pageInfo"]["endCursor"]
    for other in set(orders(field)) - {order}:
        query = f'{{ {field}(after: "{cursor}", orderBy: {other}) {{ totalCount }} }}'
        assert "is not a cursor of this connection" in await refused(query)


@pytest.mark.parametrize("order", orders("entries"))
async def test_an_order_holds_below_an_owner(order: str, ask: Ask) -> None:
    members = {row["entry_id"] for row in ROWS["membership"] if row["timeline_id"] == 1}
    standing = {row["slug"] for row in ROWS["entry"] if row["id"] in members}
    query = f'{{ timeline(slug: "timeline-1") {{ entries(first: 100, orderBy: {order}) {{ nodes {{ slug }} }} }} }}'
    nodes = (await ask(query))["timeline"]["entries"]["nodes"]
    assert [node["slug"] for node in nodes] == [slug for slug in expected("entries", order) if slug in standing]


@pytest.mark.parametrize("order", orders("accounts"))
async def test_the_answers_to_a_question_come_in_any_order(order: str, ask: Ask) -> None:
    found = await ask(f"{{ questions {{ nodes {{ slug accounts(orderBy: {order}) {{ key }} }} }} }}")
    for node in found["questions"]["nodes"]:
        own = {row["key"] for row in ROWS["account"] if f"question-{row['question_id']}" == node["slug"]}
        assert [one["key"] for one in node["accounts"]] == [key for key in expected("accounts", order) if key in own]
