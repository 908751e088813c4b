"""Lines into a database: a dump comes back the same, faults stop all of it, and what stands is respected."""

import gzip
import random
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from conftest import made_on
from factories import NOON, actor, annotate, dataset, event, loaded, rows, source, statement, timeline
from program import fault
from sqlalchemy import Connection, text
from test_export import exported
from test_index import anew, held
from test_store import TEXT, contents, whole

from timeline.config import seed_data
from timeline.database import run
from timeline.exceptions import DatabaseError, LoadError
from timeline.kinds import Action
from timeline.loaders import Outcome, load_lines

Record = tuple[str, dict[str, Any]]


@pytest.fixture
def other(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database of the other kind."""
    if backend == "sqlite":
        yield from made_on(request.getfixturevalue("server"), request.getfixturevalue("postgresql_template"))
    else:
        path = tmp_path / "other.db"
        path.write_bytes(request.getfixturevalue("sqlite_template").read_bytes())
        yield f"sqlite:///{path}"


def lines(path: Path, *records: Record, origin: str = "floods/entries.yaml") -> Path:
    """Write records, each a kind and a document, as lines."""
    told = [{"kind": kind, "origin": origin, "document": document} for kind, document in records]
    path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in told))
    return path


def brought(url: str, path: Path, **options: Any) -> Outcome:
    """Load lines into a database."""
    return run(url, lambda connection: load_lines(connection, path, NOON, **options))


def refused(url: str, path: Path) -> list[str]:
    """Why lines are not loaded, without the folder of the file."""
    before = contents(url)
    with pytest.raises(LoadError) as found:
        brought(url, path)
    assert contents(url) == before
    return [str(error).removeprefix(f"{path.parent}/") for error in found.value.errors]


def test_the_seed_data_come_back_the_same_in_the_other_database(tmp_path: Path, database: str, other: str) -> None:
    loaded(database, seed_data())
    dump = tmp_path / "dump.jsonl"
    dump.write_bytes(exported(database))
    outcome = brought(other, dump)
    assert outcome.revision == 1
    assert outcome.counts()[Action.ADDED] == len(dump.read_bytes().splitlines()) > 700
    assert exported(other) == dump.read_bytes()
    assert {name: normal(found) for name, found in contents(other).items()} == {
        name: normal(found) for name, found in contents(database).items()
    }
    assert run(other, held) == run(other, anew)
    for again in (brought(other, dump), loaded(other, seed_data())):
        assert (again.revision, again.changes) == (None, [])


def normal(found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows as both databases give them: SQLite has no truth values."""
    return sorted(
        (tuple(map(float, row)) if all(isinstance(x, float) for x in row) else row for row in found), key=repr
    )


def test_lines_in_any_order_give_the_same(tmp_path: Path, database: str, other: str) -> None:
    loaded(database, whole(tmp_path / "floods"))
    told = exported(database).splitlines(keepends=True)
    random.Random(1).shuffle(told)
    (tmp_path / "dump.jsonl").write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(told))
    brought(other, tmp_path / "dump.jsonl")
    assert exported(other) == exported(database)
    links = "SELECT a.slug, b.slug FROM entry a JOIN entry b ON b.id IN (a.part_of_id, a.answers_id) ORDER BY 1"
    assert rows(other, links) == [("crack", "flood"), ("reply", "warning")]
    assert rows(other, "SELECT a.slug FROM role JOIN actor a ON a.id = organization_id") == [("town",)]


def test_a_load_of_annotations_goes_on_behind_it(tmp_path: Path, database: str, other: str) -> None:
    loaded(database, whole(tmp_path / "floods"))
    (tmp_path / "dump.jsonl").write_bytes(exported(database))
    brought(other, tmp_path / "dump.jsonl")
    more = whole(tmp_path / "two" / "floods")
    annotate(more / "more.yaml", actors=[actor("new", roles=[{"title": "boss"}])], events=[event("new")])
    assert [change.slug for change in loaded(other, more).changes] == ["new", "new"]
    assert rows(other, "SELECT id, summary FROM revision ORDER BY id") == [
        (1, "load: 10 added, 0 changed, 0 removed"),
        (2, "load: 2 added, 0 changed, 0 removed"),
    ]


def test_lines_change_what_their_dataset_gave_and_remove_nothing(tmp_path: Path, database: str) -> None:
    loaded(database, whole(tmp_path / "floods"))
    told = [orjson.loads(line) for line in exported(database).splitlines()]
    (flood,) = (line["document"] for line in told if line["document"]["slug"] == "flood")
    changed = {**flood, "title": "Anew", "part_of": "older"}
    outcome = brought(
        database, lines(tmp_path / "a.jsonl", ("EVENT", changed), ("EVENT", event("older", timelines=[])))
    )
    assert outcome.counts() == {Action.ADDED: 1, Action.CHANGED: 1, Action.REMOVED: 0}
    assert [change.fields for change in outcome.changes] == [["title", "part_of"]]
    assert rows(database, "SELECT count(*) FROM entry") == [(5,)]
    part = "SELECT a.title, b.slug FROM entry a JOIN entry b ON a.part_of_id = b.id WHERE a.slug = 'flood'"
    assert rows(database, part) == [("Anew", "older")]
    assert run(database, held) == run(database, anew)


def test_what_another_dataset_gave_may_be_repeated_not_changed(tmp_path: Path, database: str) -> None:
    loaded(database, dataset(tmp_path / "floods", actors=[actor()]))
    assert brought(database, lines(tmp_path / "a.jsonl", ("ACTOR", actor()), origin="fires/a.yaml")).revision is None
    other = lines(tmp_path / "a.jsonl", ("ACTOR", actor(name="Somebody")), origin="fires/a.yaml")
    assert refused(database, other) == [
        "a.jsonl:1: the actor 'mayor' comes from floods/entries.yaml and differs from this one in name; "
        "take it out here, or change it there"
    ]


def test_a_dry_run_tells_all_and_writes_nothing(tmp_path: Path, database: str) -> None:
    loaded(database, dataset(tmp_path / "floods", actors=[actor()]))
    before = contents(database)
    told = lines(tmp_path / "a.jsonl", ("ACTOR", actor(name="Anew")), ("ACTOR", actor("guard")))
    outcome = brought(database, told, dry_run=True)
    assert sorted((change.slug, change.action) for change in outcome.changes) == [
        ("guard", Action.ADDED),
        ("mayor", Action.CHANGED),
    ]
    assert outcome.counts() == {Action.ADDED: 1, Action.CHANGED: 1, Action.REMOVED: 0}
    assert (outcome.revision, contents(database)) == (None, before)


def test_one_bad_line_among_many_stops_all(tmp_path: Path, database: str) -> None:
    many = [("EVENT", event(f"e{number:05}", timelines=[])) for number in range(5000)]
    path = lines(tmp_path / "a.jsonl", *many, ("EVENT", event("e", date="2024-13", timelines=[])))
    (fault,) = refused(database, path)
    assert fault.startswith("a.jsonl:5001: date '2024-13': there is no month 13")
    assert not any(contents(database).values())
    assert rows(database, "SELECT count(*) FROM revision") == [(0,)]


def test_faults_are_told_up_to_a_limit(tmp_path: Path, database: str) -> None:
    path = lines(tmp_path / "a.jsonl", *[("EVENT", event(f"e{number}", date="never")) for number in range(900)])
    assert len(refused(database, path)) == 200


def test_references_to_nothing_and_to_another_kind_are_told(tmp_path: Path, database: str) -> None:
    loaded(database, dataset(tmp_path / "floods", actors=[actor()], events=[event("dam")]))
    path = lines(
        tmp_path / "a.jsonl",
        ("STATEMENT", statement("a", speakers=["major"], timelines=[])),
        ("STATEMENT", statement("b", answers="dam", timelines=[])),
        ("STATEMENT", statement("c", about=["b"], timelines=[])),
        ("EVENT", event("d", part_of="nowhere", timelines=[])),
        ("EVENT", event("e", part_of="f", timelines=[])),
        ("EVENT", event("f", date="x", timelines=[])),
    )
    assert refused(database, path) == [
        "a.jsonl:1: there is no actor 'major'; did you mean 'mayor'?",
        "a.jsonl:2: there is no statement 'dam', it is the slug of an event; name another",
        "a.jsonl:3: there is no event 'b', it is the slug of a statement; name another",
        "a.jsonl:4: there is no event 'nowhere'; add it or correct the slug",
        "a.jsonl:6: date 'x': 'x' is not a digit; write X for an unspecified one (at character 1)",
    ]


def test_slugs_that_stand_twice_are_told(tmp_path: Path, database: str) -> None:
    loaded(database, dataset(tmp_path / "floods", actors=[actor()], events=[event("dam")]))
    bare = statement("dam", timelines=[]), event("a", timelines=[]), statement("a", timelines=[])
    path = lines(tmp_path / "a.jsonl", ("STATEMENT", bare[0]), ("EVENT", bare[1]), ("STATEMENT", bare[2]))
    assert refused(database, path) == [
        "a.jsonl:1: the slug 'dam' is that of an event loaded before; choose another",
        f"a.jsonl:3: the slug 'a' is that of the event at {tmp_path}/a.jsonl:2; choose another",
    ]


def test_circles_are_told_also_through_what_stands(tmp_path: Path, database: str) -> None:
    loaded(database, dataset(tmp_path / "floods", events=[event("a"), event("b", part_of="a")]))
    standing = [orjson.loads(line)["document"] for line in exported(database).splitlines()]
    (first,) = (document for document in standing if document["slug"] == "a")
    path = lines(tmp_path / "a.jsonl", ("EVENT", {**first, "part_of": "c"}), ("EVENT", event("c", part_of="b")))
    assert refused(database, path) == [
        "a.jsonl:1: part_of goes round in a circle: a -> c -> b -> a; break it somewhere"
    ]


def test_citations_stand_as_the_text_has_them_else_as_the_line_says(tmp_path: Path, database: str) -> None:
    def cited(slug: str, of: str, **more: Any) -> Record:
        return "EVENT", event(slug, timelines=[], citations=[{"source": of, "key": "k", "exact": "The dam", **more}])

    texts = ("SOURCE", source("kept", text={"content": TEXT})), ("SOURCE", source("away", text={"sha256": "0" * 64}))
    here = {"start": 31, "end": 38}
    path = lines(
        tmp_path / "a.jsonl", *texts,
        cited("a", "kept", suffix=" is"), cited("b", "kept", **here, state="EXACT"),
        cited("c", "away", **here), cited("d", "away", **here, state="MOVED"), cited("e", "away"),
    )  # fmt: skip
    brought(database, path)
    states = 'SELECT slug, "start", state FROM citation JOIN entry ON entry.id = entry_id ORDER BY slug'
    assert rows(database, states) == [
        ("a", 31, "EXACT"), ("b", 31, "EXACT"), ("c", 31, "EXACT"), ("d", 31, "MOVED"), ("e", None, "UNANCHORED"),
    ]  # fmt: skip
    wrong = cited("f", "kept", **here, state="MOVED"), cited("g", "kept"), cited("h", "away", state="EXACT")
    assert [told.partition(": ")[2] for told in refused(database, lines(tmp_path / "b.jsonl", *wrong))] == [
        "state MOVED is not how the words of 'k' stand: they are EXACT",
        "the words stand in several places, first at 0 and 31; add a longer prefix or suffix, or offsets",
        "state EXACT is not how the words of 'k' stand: start and end are missing; give them, or leave state out",
    ]


def test_a_new_text_is_held_against_what_other_records_quote(tmp_path: Path, database: str) -> None:
    cited = [{"source": "gazette-1", "key": "a", "exact": "mayor"}]
    first = source(text={"content": TEXT})
    loaded(database, dataset(tmp_path / "floods", sources=[first], events=[event(citations=cited)]))
    anew = source(text={"content": "The dam holds. So the mayor said."})
    outcome = brought(database, lines(tmp_path / "a.jsonl", ("SOURCE", anew)))
    assert [(change.slug, change.fields) for change in outcome.changes] == [
        ("gazette-1", ["text"]),
        ("flood", ["citations"]),
    ]
    assert rows(database, 'SELECT "start", state FROM citation') == [(19, "MOVED")]


LOAD = """
import sys
from datetime import UTC, datetime
from timeline.database import run
from timeline.loaders import load_lines
tell = lambda what, done, of: print(what, flush=True)
run(sys.argv[1], lambda connection: load_lines(connection, sys.argv[2], datetime.now(UTC), progress=tell))
"""


def test_a_load_that_is_killed_leaves_nothing(tmp_path: Path, database: str) -> None:
    many = [("EVENT", event(f"e{number:05}", timelines=[])) for number in range(20_000)]
    path = lines(tmp_path / "a.jsonl", ("TIMELINE", timeline()), *many)
    for number in range(3):
        process = subprocess.Popen([sys.executable, "-c", LOAD, database, str(path)], stdout=subprocess.PIPE)
        assert process.stdout
        assert b"writing\n" in iter(process.stdout.readline, b"")
        time.sleep(random.Random(number).uniform(0, 0.2))
        process.kill()
        process.wait()
        process.stdout.close()
        assert not any(contents(database).values())
        assert rows(database, "SELECT (SELECT count(*) FROM revision), (SELECT count(*) FROM change)") == [(0, 0)]
    assert brought(database, path).revision == 1


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_full_disk_is_told_in_one_line(tmp_path: Path, database: str) -> None:
    path = lines(tmp_path / "a.jsonl", *[("EVENT", event(f"e{number:05}", timelines=[])) for number in range(9_000)])
    command = f"ulimit -f 4000; exec {shlex.quote(sys.executable)} -m timeline load {path} --database-url {database}"
    ran = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True)
    assert "make room on the disk" in fault(ran)
    assert not any(contents(database).values())


@pytest.mark.parametrize("backend", ["postgresql"])
def test_what_the_bulk_path_refuses_is_told_in_one_line(tmp_path: Path, database: str) -> None:
    run(database, lambda connection: connection.execute(text("ALTER TABLE actor ADD CHECK (slug != 'mayor')")))
    with pytest.raises(DatabaseError, match="violates check constraint"):
        brought(database, lines(tmp_path / "a.jsonl", ("ACTOR", actor())))
    assert not any(contents(database).values())


def test_the_program_takes_a_dump_by_its_ending_or_from_stdin(tmp_path: Path, database: str) -> None:
    path = lines(tmp_path / "a.jsonl", ("ACTOR", actor()))

    def program(*arguments: str, stdin: bytes = b"") -> str:
        command = [sys.executable, "-m", "timeline", "load", "--database-url", database, *arguments]
        ran = subprocess.run(command, input=stdin, capture_output=True)
        return (ran.stdout + ran.stderr).decode()

    assert program("--dry-run", "-", "--format", "jsonl", stdin=path.read_bytes()) == (
        "added   actor mayor\nDry run: 1 added, 0 changed, 0 removed.\n"
    )
    assert program(str(path)) == "Revision 1: 1 added, 0 changed, 0 removed.\n"
    assert program("-", "--format", "jsonl", stdin=path.read_bytes()) == "Nothing has changed.\n"
    assert program("-", "--format", "jsonl", stdin=b"{") == (
        "stdin:1:2: is not JSON: unexpected end of data; write one record a line\n"
        "timeline: nothing was done; errors: 1\n"
    )
    assert "name one PATH" in program(str(path), "b.jsonl")
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert program(str(packed)) == "Nothing has changed.\n"
    for broken in (packed.read_bytes()[:-9], path.read_bytes()):
        packed.write_bytes(broken)
        assert program(str(packed)).startswith(f"timeline: {packed}: cannot be unpacked, ")


def test_a_database_is_read_while_lines_come_in(tmp_path: Path, database: str) -> None:
    path = lines(tmp_path / "a.jsonl", *[("EVENT", event(f"e{number}", timelines=[])) for number in range(3000)])
    seen: list[int] = []

    def work(connection: Connection) -> Outcome:
        def look(what: str, done: int, of: int) -> None:
            found = run(
                database, lambda other: other.exec_driver_sql("SELECT count(*) FROM entry").scalar(), reading=True
            )
            seen.append(found or 0)

        return load_lines(connection, path, NOON, progress=look if database.startswith("sqlite") else None)

    assert run(database, work).revision == 1
    assert set(seen) <= {0}
