"""The export: one line a record, the same bytes for the same data, from both databases."""

import subprocess
import sys
from pathlib import Path

import orjson
from factories import actor, annotate, dataset, event, loaded
from test_store import whole

from timeline.cli.program import PIPE_CLOSED
from timeline.database import run
from timeline.loaders import dump


def exported(url: str) -> bytes:
    """All lines."""
    return run(url, lambda connection: b"".join(dump(connection)), reading=True)


def program(*arguments: str, url: str) -> list[str]:
    """The command as a list of arguments."""
    return [sys.executable, "-m", "timeline", "export", "--database-url", url, *arguments]


def test_each_record_comes_after_those_it_refers_to_sorted_by_slug(tmp_path: Path, database: str) -> None:
    loaded(database, whole(tmp_path / "floods"))
    lines = [orjson.loads(line) for line in exported(database).splitlines()]
    assert [(line["kind"], line["document"]["slug"]) for line in lines] == [
        ("TOPIC", "water"),
        ("TIMELINE", "floods"),
        ("ACTOR", "mayor"),
        ("ACTOR", "town"),
        ("SOURCE", "gazette-1"),
        ("EVENT", "crack"),
        ("EVENT", "flood"),
        ("STATEMENT", "reply"),
        ("STATEMENT", "warning"),
        ("QUESTION", "how-high"),
    ]
    assert {line["origin"] for line in lines} == {"floods/entries.yaml", "floods/timeline.yaml"}


def test_only_what_stands_is_exported_as_it_was_told_last(tmp_path: Path, database: str) -> None:
    folder = dataset(tmp_path / "floods", events=[event("a"), event("b")])
    loaded(database, folder)
    annotate(folder / "entries.yaml", events=[event("b", title="Anew")])
    loaded(database, folder)
    lines = [orjson.loads(line)["document"] for line in exported(database).splitlines()]
    assert [(line["slug"], line["title"]) for line in lines] == [("floods", "Timeline floods"), ("b", "Anew")]


def test_numbers_are_written_alike_by_both_databases(tmp_path: Path, database: str) -> None:
    place = {"name": "Dam", "latitude": "-0.0", "longitude": "1e-7"}
    loaded(
        database,
        dataset(tmp_path / "floods", events=[event("a", place=place), event("b", place=place | {"latitude": 27})]),
    )
    found = [orjson.loads(line)["document"].get("place") for line in exported(database).splitlines()]
    assert [orjson.dumps(one, option=orjson.OPT_SORT_KEYS) for one in found[1:]] == [
        b'{"latitude":0.0,"longitude":1e-7,"name":"Dam"}',
        b'{"latitude":27.0,"longitude":1e-7,"name":"Dam"}',
    ]


def test_an_empty_database_gives_no_line(database: str) -> None:
    assert exported(database) == b""


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, database: str) -> None:
    loaded(database, whole(tmp_path / "floods"))
    file = tmp_path / "out" / "dump.jsonl"
    failed = subprocess.run(program("--output", str(file), url=database), capture_output=True, text=True)
    assert (failed.returncode, failed.stderr) == (1, f"timeline: {file}: No such file or directory\n")
    file.parent.mkdir()
    subprocess.run(program("--output", str(file), url=database), check=True)
    assert file.read_bytes() == exported(database)
    assert [path.name for path in file.parent.iterdir()] == ["dump.jsonl"]


def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path, database: str) -> None:
    actors = [actor(f"a{number}", description="A man of many words. " * 40) for number in range(2000)]
    loaded(database, dataset(tmp_path / "floods", actors=actors))
    with subprocess.Popen(program(url=database), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().startswith(b'{"kind":"TIMELINE"')
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == PIPE_CLOSED
