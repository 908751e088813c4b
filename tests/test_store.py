"""Loads: all or nothing, one revision, idempotent, with what was taken out of a file removed."""

import hashlib
import json
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from factories import actor, annotate, dataset, event, loaded, rows, source, statement, timeline

from timeline.exceptions import LoadError
from timeline.kinds import Action
from timeline.models import Base

TEXT = "The dam holds, the mayor said. The dam is new."


def whole(folder: Path) -> Path:
    """A dataset that fills every table."""
    said = {"exact": "the mayor said", "prefix": "holds, ", "date": "2024-02-29", "note": "page 1"}
    return dataset(
        folder,
        topics=[{"slug": "water", "name": "Water"}],
        actors=[
            actor(names=[{"name": "Der Bürgermeister", "language": "de"}],
                  roles=[{"title": "mayor", "organization": "town", "since": "2020", "until": ".."}]),
            actor("town", kind="GOVERNMENT"),
        ],
        source=source(publisher="town", hosts=["mayor"], published="2024-03", text={"content": TEXT}),
        events=[
            event("flood", topics=["water"], place={"name": "Dam", "latitude": 1.5, "country": "BY"},
                  participants=[{"actor": "mayor", "role": "witness"}]),
            event("crack", part_of="flood", date="[2024-02-27..2024-02-29]"),
        ],
        statements=[
            statement("warning", addressees=["town"], about=["flood"], citations=[said], attitude="DENIED"),
            statement("reply", answers="warning"),
        ],
        questions=[{"slug": "how-high", "text": "How high?", "about": ["flood"], "accounts": [
            {"value": "2 m", "holder": "mayor", "date": "2024", "source": "gazette-1", "statement": "warning"}]}],
    )  # fmt: skip


def contents(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but revisions, without the ids, which depend on the order of things."""
    found = {}
    for table in Base.metadata.sorted_tables:
        if table.name not in ("revision", "change"):
            plain = [f'"{column.name}"' for column in table.c if column.name != "id" and not column.foreign_keys]
            found[table.name] = sorted(rows(url, f'SELECT {", ".join(plain) or "1"} FROM "{table.name}"'), key=repr)  # noqa: S608
    return found


def test_a_load_fills_every_table_in_one_revision(tmp_path: Path, database: str) -> None:
    outcome = loaded(database, whole(tmp_path / "floods"))
    assert outcome.revision == 1
    assert outcome.counts() == {Action.ADDED: 10, Action.CHANGED: 0, Action.REMOVED: 0}
    assert [name for name, found in contents(database).items() if not found] == ["era"]
    assert rows(database, "SELECT id, summary FROM revision") == [(1, "load: 10 added, 0 changed, 0 removed")]
    assert rows(database, "SELECT count(*) FROM change WHERE revision_id = 1") == [(10,)]


def test_links_of_every_kind_lead_where_the_file_says(tmp_path: Path, database: str) -> None:
    loaded(database, whole(tmp_path / "floods"))
    one = "SELECT a.slug, b.slug FROM entry a JOIN entry b ON "
    assert rows(database, one + "a.part_of_id = b.id") == [("crack", "flood")]
    assert rows(database, one + "a.answers_id = b.id") == [("reply", "warning")]
    about = one + "1 = 1 JOIN statement_about s ON s.statement_id = a.id AND s.event_id = b.id"
    assert rows(database, about) == [("warning", "flood")]
    cited = 'SELECT c.key, c.exact, c."start", c."end", c.state, c.date FROM citation c JOIN entry e ON e.id = entry_id'
    assert rows(database, f"{cited} WHERE e.slug = 'warning'") == [
        ("gazette-1", "the mayor said", 15, 29, "EXACT", "2024-02-29")
    ]
    office = "SELECT r.since_earliest, r.until_latest, a.slug FROM role r JOIN actor a ON a.id = organization_id"
    assert rows(database, office) == [(1577836800, 2**63 - 1, "town")]
    kept = hashlib.sha256(TEXT.encode()).hexdigest(), len(TEXT), TEXT
    assert rows(database, "SELECT sha256, length, text FROM source") == [kept]


def test_the_same_files_again_change_nothing_and_make_no_revision(tmp_path: Path, database: str) -> None:
    loaded(database, whole(tmp_path / "floods"))
    before = contents(database)
    outcome = loaded(database, tmp_path / "floods")
    assert (outcome.revision, outcome.changes) == (None, [])
    for path in (tmp_path / "floods").iterdir():
        assert loaded(database, path).changes == []
    assert contents(database) == before
    assert rows(database, "SELECT count(*) FROM revision") == [(1,)]


def test_a_dry_run_tells_all_and_writes_nothing(tmp_path: Path, database: str) -> None:
    loaded(database, dataset(tmp_path / "floods", events=[event("a"), event("b")]))
    dataset(tmp_path / "floods", events=[event("a", title="Anew", summary="More"), event("c")])
    before = contents(database)
    outcome = loaded(database, tmp_path / "floods", dry_run=True)
    told = [
        (change.slug, change.action, change.fields if change.action is Action.CHANGED else [])
        for change in outcome.changes
    ]
    assert told == [("a", Action.CHANGED, ["title", "summary"]), ("c", Action.ADDED, []), ("b", Action.REMOVED, [])]
    assert outcome.revision is None
    assert contents(database) == before
    annotate(tmp_path / "floods" / "bad.yaml", events=[event("d", part_of="nothing")])
    with pytest.raises(LoadError, match="there is no event 'nothing'"):
        loaded(database, tmp_path / "floods", dry_run=True)


def test_loading_one_state_after_another_gives_what_the_last_gives_alone(tmp_path: Path, database: str) -> None:
    first = dataset(
        tmp_path / "one" / "floods",
        actors=[actor(), actor("guard"), actor("paper", kind="MEDIA")],
        source=source(publisher="paper"),
        events=[event("a"), event("warning", part_of="a")],
        statements=[statement("b", speakers=["guard", "mayor"])],
    )
    loaded(database, first)
    loaded(database, whole(tmp_path / "two" / "floods"))
    after = contents(database)
    removed = rows(database, "SELECT kind, slug FROM change WHERE action = 'REMOVED' ORDER BY kind, slug")
    assert removed == [("ACTOR", "guard"), ("ACTOR", "paper"), ("EVENT", "a"), ("EVENT", "warning"), ("STATEMENT", "b")]
    for path in (tmp_path / "two" / "floods").iterdir():
        annotate(path, timeline=timeline()) if path.name == "timeline.yaml" else annotate(path, topics=[])
    loaded(database, tmp_path / "two" / "floods")
    assert {name: found for name, found in contents(database).items() if found} == {
        "timeline": after["timeline"],
        "searchable": [row for row in after["searchable"] if row[0] == "TIMELINE"],
    }
    loaded(database, whole(tmp_path / "two" / "floods"))
    assert contents(database) == after


def test_files_in_another_order_give_the_same(tmp_path: Path, database: str) -> None:
    folder = whole(tmp_path / "floods")
    sections = json.loads((folder / "entries.yaml").read_text())
    article = {
        "source": sections.pop("source"),
        "statements": sections.pop("statements"),
        "events": sections.pop("events"),
    }
    (folder / "entries.yaml").unlink()
    names = ["a.yaml", "b.yaml", "c.yaml", "d.yaml"]
    parts = [article, *({key: value} for key, value in sections.items())]
    results = []
    for seed in range(3):
        random.Random(seed).shuffle(names)
        for name, part in zip(names, parts, strict=True):
            annotate(folder / name, **part)
        loaded(database, folder)
        results.append(contents(database))
    assert results[0] == results[1] == results[2]
    assert results[0]["citation"]


def test_what_is_taken_out_of_a_file_is_removed_and_nothing_else(tmp_path: Path, database: str) -> None:
    folder = dataset(tmp_path / "floods", events=[event("a"), event("b")])
    annotate(folder / "more.yaml", events=[event("c")])
    loaded(database, folder)
    annotate(folder / "entries.yaml", events=[event("b")])
    outcome = loaded(database, folder / "entries.yaml")
    assert [(change.slug, change.action) for change in outcome.changes] == [("a", Action.REMOVED)]
    (folder / "more.yaml").unlink()
    assert [change.slug for change in loaded(database, folder).changes] == ["c"]
    assert rows(database, "SELECT slug FROM entry") == [("b",)]


def test_a_record_moved_to_another_file_is_changed_not_lost(tmp_path: Path, database: str) -> None:
    folder = dataset(tmp_path / "floods", events=[event("a"), event("b")])
    loaded(database, folder)
    annotate(folder / "entries.yaml", events=[event("b")])
    annotate(folder / "more.yaml", events=[event("a")])
    (change,) = loaded(database, folder).changes
    assert (change.slug, change.action, change.fields, change.origin) == (
        "a",
        Action.CHANGED,
        ["origin"],
        "floods/more.yaml",
    )


def test_a_row_keeps_its_id_when_its_record_changes(tmp_path: Path, database: str) -> None:
    folder = whole(tmp_path / "floods")
    loaded(database, folder)
    before = rows(database, "SELECT id FROM entry WHERE slug = 'flood'")
    text = (folder / "entries.yaml").read_text().replace("Event flood", "The flood")
    (folder / "entries.yaml").write_text(text)
    loaded(database, folder)
    assert rows(database, "SELECT id, title FROM entry WHERE slug = 'flood'") == [(before[0][0], "The flood")]
    log = rows(database, "SELECT before, after FROM change WHERE action = 'CHANGED'")
    assert [json.loads(doc)["title"] if isinstance(doc, str) else doc["title"] for doc in log[0]] == [
        "Event flood",
        "The flood",
    ]


def test_nothing_is_removed_that_is_still_spoken_of(tmp_path: Path, database: str) -> None:
    loaded(database, dataset(tmp_path / "floods", actors=[actor()], events=[event()]))
    loaded(
        database,
        dataset(tmp_path / "fires", events=[event("fire", participants=[{"actor": "mayor"}], part_of="flood")]),
    )
    dataset(tmp_path / "floods", topics=[])
    with pytest.raises(LoadError) as refused:
        loaded(database, tmp_path / "floods")
    told = [error.message.partition(",")[0] for error in refused.value.errors]
    assert told == [f"the event 'fire' speaks of the {other}" for other in ("actor 'mayor'", "event 'flood'")]
    assert rows(database, "SELECT slug FROM actor") == [("mayor",)]


def test_another_dataset_may_repeat_a_record_but_not_change_it(tmp_path: Path, database: str) -> None:
    loaded(database, dataset(tmp_path / "floods", actors=[actor()]))
    fires = dataset(tmp_path / "fires", actors=[actor()], events=[event("fire", participants=[{"actor": "mayor"}])])
    assert [change.slug for change in loaded(database, fires).changes] == ["fire", "fires"]
    dataset(tmp_path / "fires", actors=[actor(name="Somebody")])
    with pytest.raises(
        LoadError, match=r"the actor 'mayor' comes from floods/entries\.yaml and differs from this one in name"
    ):
        loaded(database, fires / "entries.yaml")
    assert rows(database, "SELECT name FROM actor") == [("Mayor",)]


def test_an_event_and_a_statement_of_two_datasets_cannot_share_a_slug(tmp_path: Path, database: str) -> None:
    loaded(database, dataset(tmp_path / "floods", actors=[actor()], events=[event("a")]))
    with pytest.raises(LoadError, match="the slug 'a' is that of an event loaded before"):
        loaded(database, annotate(tmp_path / "x.yaml", statements=[statement("a")]))


def test_a_circle_closed_over_two_loads_is_refused(tmp_path: Path, database: str) -> None:
    loaded(database, dataset(tmp_path / "floods", events=[event("a"), event("b", part_of="a")]))
    annotate(tmp_path / "floods" / "more.yaml", events=[event("c", part_of="b")])
    loaded(database, tmp_path / "floods" / "more.yaml")
    annotate(tmp_path / "floods" / "entries.yaml", events=[event("a", part_of="c"), event("b", part_of="a")])
    with pytest.raises(LoadError, match="part_of goes round in a circle: a -> c -> b -> a"):
        loaded(database, tmp_path / "floods" / "entries.yaml")


def test_a_file_outside_datasets_does_not_remove_what_another_of_its_name_gave(tmp_path: Path, database: str) -> None:
    loaded(database, annotate(tmp_path / "one" / "x.yaml", events=[event("a")]))
    with pytest.raises(LoadError, match="all that a file of that name gave before would be removed"):
        loaded(database, annotate(tmp_path / "two" / "x.yaml", events=[event("b")]))


def test_a_new_text_is_held_against_what_other_files_quote(tmp_path: Path, database: str) -> None:
    folder = dataset(tmp_path / "floods", sources=[source(text={"content": TEXT})])
    cited = [{"source": "gazette-1", "key": key, "exact": key} for key in ("dam-holds", "mayor")]
    cited[0]["exact"] = "The dam holds"
    annotate(
        folder / "events.yaml",
        events=[event(citations=[*cited, {"source": "gazette-1", "key": "new", "exact": "new"}])],
    )
    loaded(database, folder)
    states = 'SELECT key, "start", state FROM citation ORDER BY position'
    assert rows(database, states) == [("dam-holds", 0, "EXACT"), ("mayor", 19, "EXACT"), ("new", 42, "EXACT")]
    annotate(folder / "entries.yaml", sources=[source(text={"content": "The dam holds. So the mayor said."})])
    outcome = loaded(database, folder / "entries.yaml")
    assert [(change.slug, change.fields) for change in outcome.changes] == [
        ("gazette-1", ["text"]),
        ("flood", ["citations"]),
    ]
    assert rows(database, states) == [("dam-holds", 0, "EXACT"), ("mayor", 19, "MOVED"), ("new", 42, "ORPHANED")]
    assert [warning.partition(":")[0] for warning in outcome.warnings] == [
        "event 'flood', citation 'mayor'", "event 'flood', citation 'new'"
    ]  # fmt: skip
    assert rows(database, "SELECT count(*) FROM revision") == [(2,)]


def test_what_was_found_in_a_text_is_kept_while_the_text_is_away(tmp_path: Path, database: str) -> None:
    total = hashlib.sha256(TEXT.encode()).hexdigest()
    folder = dataset(tmp_path / "floods", topics=[])
    (folder / "a.txt").write_text(TEXT)
    annotate(folder / "a.yaml", source=source(text={"sha256": total, "length": len(TEXT)}), events=[
        event(citations=[{"exact": "mayor"}])])  # fmt: skip
    loaded(database, folder)
    (folder / "a.txt").unlink()
    assert loaded(database, folder).changes == []
    assert rows(database, 'SELECT "start", state FROM citation') == [(19, "EXACT")]
    assert rows(database, "SELECT text FROM source") == [(None,)]


def test_two_loads_at_a_time_make_one_revision(tmp_path: Path, database: str) -> None:
    folder = whole(tmp_path / "floods")
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda _: loaded(database, folder), range(4)))
    assert sorted(outcome.revision or 0 for outcome in outcomes) == [0, 0, 0, 1]
    assert rows(database, "SELECT count(*) FROM revision") == [(1,)]


LOAD = """
import sys
from datetime import UTC, datetime
from timeline.database import run
from timeline.loaders import load, read
drafts = read([sys.argv[2]])
print("read", flush=True)
run(sys.argv[1], lambda connection: load(connection, drafts, datetime.now(UTC)))
"""


def start(database: str, folder: Path, number: int) -> subprocess.Popen[bytes]:
    """A process that has read a folder whose every event is of round ``number``, and now loads it."""
    cited = [{"source": "gazette-1", "key": f"round-{number}"}]
    annotate(folder / "many.yaml", events=[event(f"e{n}", title=str(number), citations=cited) for n in range(400)])
    process = subprocess.Popen([sys.executable, "-c", LOAD, database, str(folder)], stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    return process


def test_a_load_that_is_killed_leaves_all_or_nothing(tmp_path: Path, database: str) -> None:
    folder = whole(tmp_path / "floods")
    with start(database, folder, 0):
        began = time.monotonic()
    seconds, survived = time.monotonic() - began, [0]
    for number in range(1, 7):
        with start(database, folder, number) as process:
            time.sleep(random.Random(number).uniform(0, seconds))
            process.kill()
        titles = rows(database, "SELECT title, count(*) FROM entry WHERE slug LIKE 'e%' GROUP BY title")
        assert titles in ([(str(survived[-1]), 400)], [(str(number), 400)])
        survived.append(int(titles[0][0]))
        cited = "SELECT key, count(*) FROM citation WHERE key LIKE 'round%' GROUP BY key"
        assert rows(database, cited) == [(f"round-{survived[-1]}", 400)]
        logged = "SELECT (SELECT max(id) FROM revision), (SELECT max(revision_id) FROM change)"
        assert rows(database, logged) == [(len(set(survived)),) * 2]
    assert len(set(survived)) < len(survived)
