"""The tally of entries and what is told of each, compared with counting row by row, on both databases."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random

import pytest
from factories import actor, dataset, event, loaded, rows, source, statement
from hypothesis import given
from hypothesis import strategies as st
from oracle import FEW, WINDOWS, Where
from sqlalchemy import Connection, delete, insert, update
from test_bulk import brought, lines
from world import dated, fill, world
from world import event as event_row
from world import statement as statement_row

from schema.execution import Answer
from timeline.database import run
from timeline.kinds import Review
from timeline.models import Base

Asks = Callable[..., Awaitable[Answer]]
ENTRY = Base.metadata.tables["entry"]
KEY = "earliest, latest, kind, review"
REVIEWS = st.lists(st.sampled_from(["REVIEWED", "DRAFT"]), max_size=2)
KINDS = st.lists(st.sampled_from(["EVENT", "STATEMENT"]), max_size=2)
PLAIN = st.fixed_dictionaries({}, optional={"during": WINDOWS, "kinds": KINDS, "review": REVIEWS})
JOINED = st.recursive(
    PLAIN,
    lambda below: st.fixed_dictionaries(
        {}, optional={"and": st.lists(below, max_size=2), "or": st.lists(below, max_size=2), "not": below}
    ),
    max_leaves=4,
)
COUNTS = """query ($w: EntryWhere, $by: Unit!) {
  entries(where: $w, first: 0) { totalCount }
  histogram(by: $by, where: $w) { total spread buckets { date { edtf } count certain events statements } }
}"""


CITED = "SELECT count(*) FROM citation WHERE entry_id = entry.id"
SPOKEN = "SELECT count(*) FROM statement_about WHERE event_id = entry.id AND entry_review = 'REVIEWED'"
TOLD = f"SELECT slug, told, ({CITED}) + ({SPOKEN}) FROM entry"  # noqa: S608


def kept(url: str) -> bool:
    """Whether the tally, and each entry of what is told of it, says what counting says."""
    counted = rows(url, f"SELECT {KEY}, count(*) FROM entry GROUP BY {KEY} ORDER BY {KEY}")  # noqa: S608
    told = all(told == links for _, told, links in rows(url, TOLD))
    return told and counted == rows(url, f"SELECT {KEY}, number FROM tally ORDER BY {KEY}")  # noqa: S608


@pytest.mark.parametrize("seed", range(3))
def test_rows_added_changed_and_removed_are_counted(seed: int, database: str) -> None:
    random, made = Random(seed), 0
    days = ["2020", "2020-08", "2020-08-09", "2020-08-09", "2020-08-09/..", "../2020-08-09", "Y-17E11"]

    def anew(connection: Connection) -> None:
        nonlocal made
        for _ in range(random.randrange(1, 4)):
            make = random.choice([event_row, statement_row])
            values = [make(made + n, random.choice(days), review=random.choice([*Review])) for n in range(5)]
            made += len(values)
            fill(connection, {"entry": values})
        some = ENTRY.c.id.in_(random.sample(range(made), made // 3))
        date = {name: value for name, value in dated(random.choice(days)).items() if name in ("earliest", "latest")}
        connection.execute(update(ENTRY).where(some).values(date))
        connection.execute(update(ENTRY).where(ENTRY.c.id == random.randrange(made)).values(review="DRAFT"))
        connection.execute(delete(ENTRY).where(ENTRY.c.id.in_(random.sample(range(made), made // 4))))

    for _ in range(6):
        run(database, anew)
        assert kept(database)
    run(database, lambda connection: connection.execute(delete(ENTRY)))
    assert rows(database, "SELECT count(*) FROM tally") == [(0,)]


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM citation WHERE id % 3 = 0",
        "UPDATE citation SET entry_id = (SELECT min(id) FROM entry), key = 'moved-' || id WHERE id % 3 = 0",
        "DELETE FROM statement_about WHERE statement_id % 2 = 0",
        "UPDATE statement_about SET entry_review = 'DRAFT' WHERE statement_id % 2 = 0",
        "UPDATE statement_about SET entry_review = 'REVIEWED'",
        "DELETE FROM entry WHERE kind = 'STATEMENT' AND id % 2 = 0",
    ],
)
def test_links_added_changed_and_removed_are_told_of_their_entries(change: str, database: str) -> None:
    run(database, lambda connection: fill(connection, world()))
    before = rows(database, TOLD)
    assert kept(database)
    assert sum(told for _, told, _ in before) > 0
    run(database, lambda connection: connection.exec_driver_sql(change))
    assert kept(database)
    assert rows(database, TOLD) != before


def test_what_is_rolled_back_is_not_counted(database: str) -> None:
    def fails(connection: Connection) -> None:
        connection.execute(insert(ENTRY), [event_row(777)])
        raise KeyError

    run(database, lambda connection: fill(connection, world()))
    with pytest.raises(KeyError):
        run(database, fails)
    assert kept(database)


def test_loads_of_files_and_of_lines_are_counted(tmp_path: Path, database: str) -> None:
    folder = tmp_path / "floods"
    flood, again = event("flood", date="2024-03-02"), event("again", date="2024-03-02")
    for events in ([flood, again], [flood], [flood | {"date": "2024-03-03"}, again | {"review": "DRAFT"}]):
        loaded(database, dataset(folder, source=source(), actors=[actor()], events=events, statements=[statement()]))
        assert kept(database)
        assert rows(database, "SELECT sum(number) FROM tally") == [(len(events) + 1,)]
    more = {**event("more", date="2024-03-03"), "citations": [{"source": "gazette-1"}]}
    said = statement("said", about=["flood", "more"]) | {"citations": more["citations"]}
    entries = [("EVENT", more), ("EVENT", more | {"slug": "others"}), ("STATEMENT", said)]
    brought(database, lines(tmp_path / "more.jsonl", *entries))
    assert kept(database)
    assert rows(database, "SELECT sum(number) FROM tally") == [(6,)]
    assert rows(database, "SELECT told FROM entry WHERE slug IN ('more', 'flood', 'others') ORDER BY slug") == [
        (2,),
        (2,),
        (1,),
    ]


@FEW
@given(where=JOINED, unit=st.sampled_from(["MONTH", "YEAR", "CENTURY"]))
async def test_counting_in_the_tally_is_counting_entries(
    where: Where, unit: str, answer: Asks, sent: list[str]
) -> None:
    found = await answer(COUNTS, w=where, by=unit)
    assert " entry " not in " ".join(sent)
    one_by_one = where | {"and": [*where.get("and", ()), {"not": {"slugs": ["there-is-none"]}}]}
    expected = await answer(COUNTS, w=one_by_one, by=unit)
    assert (found.data, list(map(str, found.errors))) == (expected.data, list(map(str, expected.errors)))
    assert " entry " in " ".join(sent) or found.errors
    sent.clear()
