"""Histograms and overviews, compared with counting one by one in plain Python, on both databases."""

from collections import defaultdict
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import ENDED, FEW, ROWS, WINDOWS, Ask, Where, known, latest
from wheres import TREES, shown
from world import Row

from timeline import dates
from timeline.buckets import Bucket, buckets, fitting
from timeline.dates import EARLIEST_SECOND, LATEST_SECOND
from timeline.exceptions import TimelineError
from timeline.kinds import Unit

BUCKET = "{ date { edtf earliest latest } count certain events statements entries(first: 3) { slug } }"
HISTOGRAM = (
    f"query ($w: EntryWhere, $by: Unit!) {{ histogram(by: $by, where: $w) {{ total spread buckets {BUCKET} }} }}"
)
OVERVIEW = "query ($w: EntryWhere, $max: Int!) { overview(where: $w, max: $max) { total spread entries { slug }"
OVERVIEW += f" buckets {BUCKET} }} }}"


def stretch(where: Where, rows: list[Row]) -> tuple[int, int] | None:
    """What a histogram spans: the window, and on a side without one as far as dates are known."""
    window = where.get("during") or {}
    lower = dates.parse(window["from"]).earliest if window.get("from") else None
    upper = dates.parse(window["to"]).latest if window.get("to") else None
    ends = [
        (row["earliest"], row["latest"])
        for row in rows
        if (row["earliest"], row["latest"]) != (EARLIEST_SECOND, LATEST_SECOND)
    ]
    if lower is None:
        lower = min((end if begin == EARLIEST_SECOND else begin for begin, end in ends), default=None)
    if upper is None:
        upper = max((begin if end == LATEST_SECOND else end for begin, end in ends), default=None)
    return None if lower is None or upper is None or lower > upper else (lower, upper)


def may_lie(row: Row, bucket: Bucket) -> bool:
    """Whether some reading of an entry's date lies in a bucket."""
    return bool(row["earliest"] <= bucket.end and row["latest"] >= bucket.start)


def told(row: Row, day: int | None = None) -> int:
    """How much is told of an entry, by a day or at all: citations and reviewed statements."""
    cited = [found for found in ROWS["citation"] if found["entry_id"] == row["id"] and known("citation", found, day)]
    about = {found["statement_id"] for found in ROWS["statement_about"] if found["event_id"] == row["id"]}
    return len(cited) + sum(found["id"] in about and known("entry", found, day) for found in shown({}))


def rank(row: Row, day: int | None = None) -> tuple[Any, ...]:
    """What sorts the most telling first."""
    return -told(row, day), row["earliest"], row["slug"]


def counted(rows: list[Row], pieces: list[Bucket], day: int | None = None) -> dict[str, Any]:
    """A histogram over buckets, entry by entry."""
    found = []
    for piece in pieces:
        inside = [row for row in rows if may_lie(row, piece)]
        certain = sum(row["earliest"] >= piece.start and row["latest"] <= piece.end for row in inside)
        events = sum(row["kind"] == "EVENT" for row in inside)
        date = dates.parse(piece.edtf)
        found.append(
            {
                "date": {"edtf": piece.edtf, "earliest": date.earliest, "latest": date.latest},
                "count": len(inside),
                "certain": certain,
                "events": events,
                "statements": len(inside) - events,
                "entries": [{"slug": row["slug"]} for row in sorted(inside, key=partial(rank, day=day))[:3]],
            }
        )
    total = len(rows) if pieces else 0
    return {"total": total, "spread": total - sum(piece["certain"] for piece in found), "buckets": found}


def day(where: Where) -> int | None:
    """The last second of the day a filter asks as of."""
    return latest(where["knownBy"]) if where.get("knownBy") else None


def cut(unit: Unit, span: tuple[int, int]) -> tuple[list[Bucket], str | None]:
    """The buckets of a stretch, or why there are too many."""
    try:
        return buckets(unit, *span, 1_000), None
    except TimelineError as error:
        return [], str(error)


@pytest.mark.parametrize("unit", Unit)
@FEW
@given(window=WINDOWS, where=TREES)
async def test_every_entry_counts_in_every_bucket_it_may_lie_in(
    unit: Unit, window: Where, where: Where, ask: Ask, refused: Ask
) -> None:
    where = where | {"during": window}
    rows = shown(where)
    span = stretch(where, rows)
    pieces, fault = cut(unit, span) if span else ([], None)
    if fault is not None:
        assert await refused(HISTOGRAM, w=where, by=unit.value) == fault
        return
    assert (await ask(HISTOGRAM, w=where, by=unit.value))["histogram"] == counted(rows, pieces, day(where))


def chosen(rows: list[Row], pieces: list[Bucket], most: int, day: int | None = None) -> list[str]:
    """The best of each bucket, then the second best, up to a number, in the order of their dates."""
    stretches: dict[int, list[Row]] = defaultdict(list)
    for row in rows if pieces else []:
        stretches[max((n for n, piece in enumerate(pieces) if piece.start <= row["earliest"]), default=-1)].append(row)
    by_rank = [sorted(found, key=partial(rank, day=day)) for found in stretches.values()]
    placed = [(place, row) for found in by_rank for place, row in enumerate(found)]
    best = sorted(placed, key=lambda pair: (pair[0], -told(pair[1], day), pair[1]["slug"]))[:most]
    dated = sorted((row for _, row in best), key=lambda row: (row["earliest"], row["latest"], row["slug"]))
    return [row["slug"] for row in dated]


async def see(where: Where, most: int, ask: Ask) -> None:
    """See that an overview counts all, and shows the best of each bucket."""
    rows = shown(where)
    span = stretch(where, rows)
    pieces = fitting(*span, most) if span else []
    found = (await ask(OVERVIEW, w=where, max=most))["overview"]
    assert [entry["slug"] for entry in found.pop("entries")] == chosen(rows, pieces, most, day(where))
    assert found == counted(rows, pieces, day(where))
    assert len(found["buckets"]) <= max(most, 1)


@pytest.mark.parametrize("most", [0, 1, 2, 7, 60, 100])
@FEW
@given(window=WINDOWS, where=TREES)
async def test_an_overview_shows_the_best_of_each_bucket(most: int, window: Where, where: Where, ask: Ask) -> None:
    await see(where | {"during": window}, most, ask)


@pytest.mark.parametrize("owner", ["timelines", "topics"])
@pytest.mark.parametrize("numbers", [[1], [1, 2, 3]])
@FEW
@given(window=WINDOWS, known_by=st.none() | ENDED)
async def test_an_entry_of_several_owners_is_shown_once(
    owner: str, numbers: list[int], window: Where, known_by: str | None, ask: Ask
) -> None:
    slugs = [f"{owner.removesuffix('s')}-{number}" for number in numbers]
    where = {owner: {"any": slugs}, "during": window} | ({"knownBy": known_by} if known_by else {})
    await see(where, 20, ask)


@FEW
@given(known_by=ENDED, where=TREES)
async def test_the_most_telling_of_a_day_are_told_of_by_that_day(known_by: str, where: Where, ask: Ask) -> None:
    await see(where | {"knownBy": known_by}, 20, ask)


async def test_all_of_time_is_one_overview(ask: Ask) -> None:
    found = (await ask("{ overview { total buckets { count } entries { slug } } }"))["overview"]
    assert found["total"] == len(shown({}))
    assert len(found["entries"]) == 60


@pytest.mark.parametrize("text", ["Y-17E11", "Y17E11", "Y-17E11/Y17E11"])
async def test_dates_beyond_64_bits_lie_in_the_outermost_bucket(text: str, ask: Ask) -> None:
    begin, _, end = text.partition("/")
    where = {"during": {"from": begin, "to": end or begin}}
    rows = shown(where)
    found = (await ask(OVERVIEW, w=where, max=5))["overview"]
    assert found["total"] == len(rows) > 0
    assert found["buckets"] == counted(rows, fitting(*stretch(where, rows) or (0, 0), 5))["buckets"]


@pytest.mark.parametrize(("given_max", "message"), [(101, "max: 101"), (-1, "max: -1")])
async def test_no_more_than_a_page_is_chosen(given_max: int, message: str, refused: Ask) -> None:
    for asked in ("total", "entries { slug }", "__typename"):
        assert message in await refused(f"{{ overview(max: {given_max}) {{ {asked} }} }}")


async def test_too_many_buckets_are_refused(refused: Ask) -> None:
    message = await refused('{ histogram(by: DAY, where: {during: {from: "0001", to: "2020"}}) { total } }')
    assert message == "737790 buckets by DAY, 1000 allowed; ask for a shorter window or a longer unit"


@pytest.mark.parametrize("field", ["histogram(by: YEAR, where: $w)", "overview(where: $w)"])
async def test_what_nothing_lies_in_is_empty(field: str, ask: Ask) -> None:
    query = f"query ($w: EntryWhere) {{ it: {field} {{ total spread buckets {{ count }} }} }}"
    assert (await ask(query, w={"kinds": []}))["it"] == {"total": 0, "spread": 0, "buckets": []}


@given(unit=st.sampled_from(Unit))
@FEW
async def test_a_window_without_entries_has_buckets_all_the_same(unit: Unit, ask: Ask) -> None:
    where = {"kinds": [], "during": {"from": "2020", "to": "2020"}}
    found = (await ask(HISTOGRAM, w=where, by=unit.value))["histogram"]
    assert found == counted([], buckets(unit, dates.parse("2020").lower, dates.parse("2020").upper, 1_000))
