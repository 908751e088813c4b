"""The tables refuse what must not be in them, and let go of what hangs on what is removed, on both databases."""

from typing import Any

import pytest
from sqlalchemy import Connection, delete, func, insert, select, update
from world import Row, Rows, event, fill, statement, walked, world

from timeline.database import run
from timeline.exceptions import DatabaseError
from timeline.models import Base

TABLES = Base.metadata.tables
SMALL: Rows = {
    "actor": [{"id": 1, "slug": "actor-1", "name": "Actor", "kind": "PERSON"}],
    "source": [{"id": 1, "slug": "source-1", "published_earliest": 0, "published_latest": 1}],
    "entry": [event(1), statement(2)],
    "question": [{"id": 1, "slug": "question-1", "text": "How many?"}],
    "timeline": [{"id": 1, "slug": "timeline-1", "title": "Timeline"}],
    "topic": [{"id": 1, "slug": "topic-1", "name": "Topic"}],
    "revision": [],
}


def citation(**more: Any) -> Row:
    """A citation of the small rows."""
    return (
        walked(event(1))
        | {"entry_id": 1, "key": "a", "position": 0, "source_id": 1, "exact": "x", "state": "EXACT"}
        | more
    )


REFUSED: dict[str, tuple[str, Row]] = {
    "an actor's slug twice": ("actor", {"slug": "actor-1", "name": "x", "kind": "STATE"}),
    "an actor without a name": ("actor", {"slug": "x", "name": None, "kind": "STATE"}),
    "an unknown kind of actor": ("actor", {"slug": "x", "name": "x", "kind": "ROBOT"}),
    "a slug twice among events and statements": ("entry", statement(9, slug="event-1")),
    "an event without a title": ("entry", event(9, title=None)),
    "a statement without words": ("entry", statement(9, text=None)),
    "a statement without a kind": ("entry", statement(9, statement_kind=None)),
    "an end before its start": ("entry", event(9, earliest=2, latest=1)),
    "an unknown review": ("entry", event(9, review="MAYBE")),
    "an unknown state of an end": ("entry", event(9, start_state="MAYBE")),
    "part of nothing": ("entry", event(9, part_of_id=77)),
    "a key twice on one entry": ("citation", citation(key="taken")),
    "a start without an end": ("citation", citation(start=1)),
    "an end without a start": ("citation", citation(end=1)),
    "offsets without length": ("citation", citation(start=1, end=1)),
    "an anchor without words": ("citation", citation(exact=None)),
    "a citation of nothing": ("citation", citation(source_id=77)),
    "an unknown state of an anchor": ("citation", citation(state="LOST")),
    "a text without its sum": ("source", {"slug": "x", "published_earliest": 0, "published_latest": 1, "text": "x"}),
    "an answer's key twice": ("account", {"question_id": 1, "key": "taken", "position": 1, "value": "x"}),
    "twice on one timeline": ("membership", {"timeline_id": 1, "entry_id": 1} | walked(event(1))),
    "a topic twice": ("entry_topic", {"entry_id": 1, "topic_id": 1} | walked(event(1))),
    "two speakers at one place": ("speaker", {"entry_id": 2, "position": 0, "actor_id": 1} | walked(statement(2))),
    "a revision's number twice": ("revision", {"id": 1, "at": func.now(), "summary": "x"}),
}


def furnish(connection: Connection) -> None:
    """The small rows, and those that the refused ones repeat."""
    fill(connection, SMALL)
    connection.execute(insert(TABLES["citation"]).values(citation(key="taken")))
    connection.execute(insert(TABLES["account"]).values(question_id=1, key="taken", position=0, value="x"))
    connection.execute(insert(TABLES["membership"]).values(timeline_id=1, entry_id=1, **walked(event(1))))
    connection.execute(insert(TABLES["entry_topic"]).values(entry_id=1, topic_id=1, **walked(event(1))))
    connection.execute(insert(TABLES["speaker"]).values(entry_id=2, position=0, actor_id=1, **walked(statement(2))))
    connection.execute(insert(TABLES["revision"]).values(id=1, at=func.now(), summary="x"))


@pytest.mark.parametrize("fault", REFUSED)
def test_the_tables_refuse(fault: str, database: str) -> None:
    table, row = REFUSED[fault]
    run(database, furnish)
    before = run(database, counts)
    with pytest.raises((DatabaseError, LookupError)):
        run(database, lambda connection: connection.execute(insert(TABLES[table]).values(row)))
    assert run(database, counts) == before


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        name: connection.execute(select(func.count()).select_from(table)).scalar_one() for name, table in TABLES.items()
    }


def test_the_small_world_fills_every_table(database: str) -> None:
    run(database, lambda connection: fill(connection, world()))
    assert all(run(database, counts).values())


@pytest.mark.parametrize("table", ["actor", "source", "entry", "question", "timeline", "topic", "revision"])
def test_what_hangs_on_a_row_goes_with_it(table: str, database: str) -> None:
    def work(connection: Connection) -> dict[str, int]:
        fill(connection, world())
        connection.execute(delete(TABLES[table]))
        return counts(connection)

    left = run(database, work)
    gone = {
        "actor": {"actor_name", "role", "source_host", "speaker", "addressee", "participation"},
        "source": {"source_host", "citation"},
        "entry": {"citation", "participation", "speaker", "statement_about", "entry_topic", "membership"},
        "question": {"account", "question_about"},
        "timeline": {"membership", "era"},
        "topic": {"entry_topic"},
        "revision": {"change"},
    }[table] | {table}
    assert {name for name in gone if left[name]} == set()
    assert all(left[name] for name in {"entry", "question", "timeline", "topic", "revision"} - {table})


@pytest.mark.parametrize("column", ["part_of_id", "answers_id"])
def test_an_entry_outlives_the_one_it_refers_to(column: str, database: str) -> None:
    entry = TABLES["entry"]

    def work(connection: Connection) -> Any:
        fill(connection, {"entry": [event(1), event(2)]})
        connection.execute(update(entry).where(entry.c.id == 2).values({column: 1}))
        connection.execute(delete(entry).where(entry.c.id == 1))
        return connection.execute(select(entry.c.slug, entry.c[column])).all()

    assert run(database, work) == [("event-2", None)]


def test_slugs_are_sorted_by_code_point(database: str) -> None:
    slugs = ["a-b", "a0", "aa", "ab", "a", "a-", "b", "ä", "z", "A"]
    rows = [{"id": n, "slug": slug, "name": "x"} for n, slug in enumerate(slugs, 1)]
    topic = TABLES["topic"]

    def work(connection: Connection) -> list[str]:
        fill(connection, {"topic": rows})
        return list(connection.execute(select(topic.c.slug).order_by(topic.c.slug)).scalars())

    assert run(database, work) == sorted(slugs)


def test_values_come_back_as_they_went_in(database: str) -> None:
    document = {"b": [1, None, 1.5, "ü🎈"], "a": {}}

    def work(connection: Connection) -> Any:
        rows = world()
        rows["change"][0] |= {"before": document, "after": None}
        fill(connection, rows)
        change = TABLES["change"]
        query = select(change.c.before, change.c.after, change.c.after.is_(None)).where(change.c.id == 1)
        return connection.execute(query).one()

    assert tuple(run(database, work)) == (document, None, True)
