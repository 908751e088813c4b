"""The index of the search keeps in step with the records: after loads, removals and upgrades."""

from itertools import product
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pytest
from factories import actor, dataset, event, loaded
from sqlalchemy import Connection, delete, select
from world import fill, world

from timeline.cli import main
from timeline.config import migrations
from timeline.database import downgrade, run, upgrade
from timeline.loaders import index
from timeline.models import Base

SEARCHABLE = Base.metadata.tables["searchable"]


def held(connection: Connection) -> list[Any]:
    """What the index holds, but for its keys."""
    columns = [column for column in SEARCHABLE.c if column.name != "id"]
    return list(connection.execute(select(*columns).order_by("kind", "slug")))


def anew(connection: Connection) -> list[Any]:
    """What the index would hold, were it made from the records today."""
    connection.execute(delete(SEARCHABLE))
    index.complete(connection)
    return held(connection)


def test_what_loads_add_change_and_remove_is_found_so(database: str, tmp_path: Path) -> None:
    meier = actor("meier", name="Anna Meier", names=[{"name": "Анна Майер", "language": "ru"}])
    dam = event("dam", title="The dam breaks", citations=[])
    loaded(database, dataset(tmp_path / "floods", actors=[meier], events=[dam]))
    assert [(row.kind, row.name) for row in run(database, held)] == [
        ("ACTOR", "anna meier anna mayer"),
        ("EVENT", "the dam break"),
        ("TIMELINE", "timelin flood"),
    ]
    loaded(database, dataset(tmp_path / "floods", actors=[meier | {"name": "Ann Meyer"}], events=[dam]))
    assert run(database, held)[0].name == "ann meyer anna mayer"
    loaded(database, dataset(tmp_path / "floods", actors=[meier]))
    assert [row.slug for row in run(database, held)] == ["meier", "floods"]
    assert run(database, held) == run(database, anew)


def test_an_upgrade_from_before_the_search_makes_everything_found(database: str) -> None:
    run(database, lambda connection: fill(connection, world()))
    before = run(database, held)
    downgrade(database, migrations(), "0002")
    upgrade(database, migrations())
    assert run(database, held) == []
    with pytest.raises(SystemExit) as ended:
        main(["init", "--database-url", database])
    assert not ended.value.code
    assert run(database, held) == before != []


MANY_LONG_WORDS = " ".join("".join(letters) * 20 for letters in product(ascii_lowercase, repeat=3))


@pytest.mark.parametrize(
    ("text", "length"),
    [(MANY_LONG_WORDS, index.MOST_WORDS), ("word " * 400_000, index.MOST_TIMES), ("ж" * 2_000_000, index.MOST_TIMES)],
    ids=["many long words", "one word", "one long word"],
)
def test_texts_longer_than_any_index_takes_are_found_by_their_beginning(text: str, length: int, database: str) -> None:
    """PostgreSQL keeps at most a megabyte of words, and each of them at no more than 256 places."""
    rows = world()
    rows["source"][0]["text"] = text
    run(database, lambda connection: fill(connection, rows))
    (row,) = (row for row in run(database, held) if row.slug == "source-1")
    assert abs(row.length - length) < 5
