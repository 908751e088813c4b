"""Pages of entries that overlap a window: what began long before it stands in its place, from both ends, below any."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import FEW, MANY, ROWS, WINDOWS, Ask, Where, during
from world import Row

from timeline.kinds import Review

INFO = "pageInfo { endCursor hasNextPage hasPreviousPage }"
PAGE = f"(where: {{during: $w}}, orderBy: $o, first: $f, last: $l) {{ nodes {{ slug }} {INFO} }}"
WALK = f"""
query ($w: Window, $a: String) {{ entries(first: 3, after: $a, where: {{during: $w}}) {{ nodes {{ slug }} {INFO} }} }}
"""
HEAD = "query ($w: Window!, $o: EntryOrder!, $f: Int, $l: Int)"


def expected(window: Where, order: str, rows: list[Row]) -> list[str]:
    """The slugs of the entries that overlap the window, in order."""
    shown = [row for row in rows if row["review"] == Review.REVIEWED and during(row, window)]
    shown.sort(key=lambda row: (row["earliest"], row["latest"], row["slug"]), reverse=order.endswith("DESC"))
    return [row["slug"] for row in shown]


def sides(size: int, back: bool) -> dict[str, Any]:
    """The arguments for a page from the front or the back."""
    return {"l" if back else "f": size}


def cut(slugs: list[str], size: int, back: bool) -> list[str]:
    """The first or last of a list."""
    return slugs[-size:] if back else slugs[:size]


@MANY
@given(WINDOWS, st.sampled_from(["DATE_ASC", "DATE_DESC"]), st.sampled_from([1, 3, 20, 100]), st.booleans())
async def test_entries_that_overlap_come_in_the_order_of_their_dates(
    ask: Ask, window: Where, order: str, size: int, back: bool
) -> None:
    found = (await ask(f"{HEAD} {{ entries{PAGE} }}", w=window, o=order, **sides(size, back)))["entries"]
    whole = expected(window, order, ROWS["entry"])
    assert [node["slug"] for node in found["nodes"]] == cut(whole, size, back)
    assert found["pageInfo"]["hasPreviousPage" if back else "hasNextPage"] == (len(whole) > size)


@FEW
@given(WINDOWS, st.sampled_from(["DATE_ASC", "DATE_DESC"]), st.sampled_from([2, 10]), st.booleans())
async def test_the_same_of_every_timeline(ask: Ask, window: Where, order: str, size: int, back: bool) -> None:
    query = f"{HEAD} {{ timelines {{ nodes {{ slug entries{PAGE} }} }} }}"
    found = await ask(query, w=window, o=order, **sides(size, back))
    for line in found["timelines"]["nodes"]:
        number = next(row["id"] for row in ROWS["timeline"] if row["slug"] == line["slug"])
        members = {row["entry_id"] for row in ROWS["membership"] if row["timeline_id"] == number}
        whole = expected(window, order, [row for row in ROWS["entry"] if row["id"] in members])
        assert [node["slug"] for node in line["entries"]["nodes"]] == cut(whole, size, back)


@pytest.mark.parametrize("match", ["POSSIBLY", "CERTAINLY"])
async def test_a_walk_through_a_window_meets_each_entry_once(match: str, ask: Ask) -> None:
    window, walked, after = {"from": "2020-08", "to": "2020-09", "match": match}, [], None
    while True:
        page = (await ask(WALK, w=window, a=after))["entries"]
        walked += [node["slug"] for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert walked == expected(window, "DATE_ASC", ROWS["entry"])
