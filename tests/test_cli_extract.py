"""`timeline extract`: a draft of one article, lines of many, and what it refuses."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from findings import ARTICLE
from program import Program, environment, fault

from timeline.cli.program import PIPE_CLOSED, STOPPED

LINE = json.dumps({"id": "dam", "text": ARTICLE, "published": "2024-03-02"}) + "\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """The article in a file."""
    path = tmp_path / "dam.txt"
    path.write_text(ARTICLE)
    return path


def test_a_draft_verifies_and_loads_as_it_stands(timeline: Program, article: Path) -> None:
    drafted = timeline("extract", "dam.txt", "--published", "2024-03-02")
    assert (drafted.returncode, drafted.stderr) == (0, "")
    article.with_suffix(".yaml").write_text(drafted.stdout)
    verified = timeline("verify", "dam.yaml")
    assert (verified.returncode, verified.stderr) == (0, "")
    assert "exact" in verified.stdout
    timeline("init")
    loaded = timeline("load", "dam.yaml")
    assert (loaded.returncode, loaded.stderr) == (0, "")


def test_every_entry_is_a_draft_below_its_rule(timeline: Program, article: Path) -> None:
    printed = timeline("extract", "dam.txt").stdout
    entries = yaml.safe_load(printed)["statements"]
    assert entries
    assert {entry["review"] for entry in entries} == {"DRAFT"}
    lines = printed.splitlines()
    for entry in entries:
        assert lines[lines.index(f"  - slug: {entry['slug']}") - 1].startswith("  # ")


def test_the_source_is_named_by_its_file_or_its_day_and_headline(timeline: Program, article: Path) -> None:
    assert "  slug: dam\n" in timeline("extract", "dam.txt").stdout
    assert "  slug: flood\n" in timeline("extract", "dam.txt", "--slug", "flood").stdout
    piped = timeline("extract", "-", "--published", "2024-03-02", stdin=ARTICLE).stdout
    assert "  slug: 2024-03-02-dam-above-altstadt-breaks-in-the-night\n" in piped


def test_json_is_the_same_draft(timeline: Program, article: Path) -> None:
    printed = json.loads(timeline("extract", "dam.txt", "--format", "json").stdout)
    assert [entry["slug"] for entry in printed["statements"]] == [
        entry["slug"] for entry in yaml.safe_load(timeline("extract", "dam.txt").stdout)["statements"]
    ]


def test_day_and_address_can_be_given(timeline: Program, article: Path) -> None:
    source = yaml.safe_load(
        timeline("extract", "dam.txt", "--published", "2024-03-02", "--url", "https://example.org/dam").stdout
    )["source"]
    assert (str(source["published"]), source["url"]) == ("2024-03-02", "https://example.org/dam")


def test_explained_text_without_a_terminal_has_roles_in_brackets(timeline: Program, article: Path) -> None:
    told = timeline("extract", "--explain", "dam.txt").stdout
    assert "[content “The dam is safe,”]" in told
    assert "\x1b" not in told


def test_explained_text_on_a_terminal_has_colours_and_a_legend(timeline: Program, article: Path) -> None:
    told = timeline("extract", "--explain", "dam.txt", FORCE_COLOR="1").stdout
    assert "\x1b[" in told
    assert "[content" not in told
    assert "speaker" in told


def test_explained_text_on_a_terminal_without_colours_has_brackets(timeline: Program, article: Path) -> None:
    told = timeline("extract", "--explain", "dam.txt", FORCE_COLOR="1", NO_COLOR="1").stdout
    assert told == timeline("extract", "--explain", "dam.txt").stdout


def test_lines_are_answered_in_order_by_several_processes(timeline: Program) -> None:
    lines = "".join(json.dumps({"id": number, "text": ARTICLE}) + "\n" for number in range(100))
    one = timeline("extract", "--jsonl", "-", stdin=lines)
    assert [json.loads(line)["id"] for line in one.stdout.splitlines()] == list(range(100))
    assert timeline("extract", "--jsonl", "--workers", "3", stdin=lines).stdout == one.stdout


def test_a_bad_line_is_told_with_its_number_and_the_others_are_answered(timeline: Program) -> None:
    ran = timeline("extract", "--jsonl", stdin=LINE + '{"id": "bad"}\n' + LINE)
    assert ran.returncode == 1
    assert ran.stderr == 'stdin:2: has no \'text\'; write {"id": ..., "text": ...}\n'
    assert [json.loads(line)["id"] for line in ran.stdout.splitlines()] == ["dam", "bad", "dam"]


def test_an_unknown_key_is_told_once(timeline: Program) -> None:
    line = LINE.replace('"published"', '"dct"')
    ran = timeline("extract", "--jsonl", stdin=line + line)
    assert (ran.returncode, ran.stderr.count("\n")) == (0, 1)
    assert "stdin:1: the key 'dct'" in ran.stderr


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "dam.txt: holds no text"),
        (b" \n", "dam.txt: holds no text"),
        (b"It \xff rained.", "dam.txt:1:4: byte 0xff is not UTF-8"),
        (b"It\nrained\0.", "dam.txt:2:7: character U+0000 is no text"),
        (b"Home\nNews\n", "dam.txt: no article found"),
        (b"It rained. " * 2_000_000, "dam.txt: has 22,000,000 bytes"),
    ],
)
def test_what_is_no_article_is_told_in_one_line(content: bytes, told: str, timeline: Program, tmp_path: Path) -> None:
    (tmp_path / "dam.txt").write_bytes(content)
    assert told in fault(timeline("extract", "dam.txt"))


def test_a_character_that_is_no_text_is_told_with_its_place_in_the_page(timeline: Program, tmp_path: Path) -> None:
    prose = "The dam broke on Friday, the mayor of the old town said, and nobody was hurt by the flood."
    (tmp_path / "dam.html").write_text(f"<html>\n<body>\n<p>\1{prose}</p></body></html>")
    assert "dam.html:3:4: character U+0001" in fault(timeline("extract", "dam.html"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["extract"], "FILE"),
        (["extract", "dam.txt", "--published", "soon"], "'soon' is not an EDTF date"),
        (["extract", "dam.txt", "--slug", "The Dam"], "'The Dam' is no slug"),
        (["extract", "dam.txt", "--url", "dam"], "'dam' is no address"),
        (["extract", "dam.txt", "--url", ""], "'' is no address"),
        (["extract", "dam.txt", "--slug", ""], "'' is no slug"),
        (["extract", "dam.txt", "--explain", "--format", "json"], "--format is for a draft"),
        (["extract", "dam.txt", "--explain", "--slug", "dam"], "--slug is for a draft"),
        (["extract", "dam.txt", "--text", "./dam.txt"], "write over the article"),
        (["extract", "dam.txt", "--text", "-"], "--text"),
        (["extract", "dam.txt", "--workers", "2"], "--jsonl"),
        (["extract", "--jsonl", "--workers", "0"], "0 is not in the range"),
        (["extract", "--jsonl", "--explain"], "--explain"),
    ],
)
def test_options_that_do_not_go_are_told_in_one_line(
    arguments: list[str], told: str, timeline: Program, article: Path
) -> None:
    assert told in fault(timeline(*arguments), 2)


@pytest.mark.parametrize("arguments", [["nowhere.txt"], ["--jsonl", "nowhere.jsonl"], ["--jsonl", "."], ["."]])
def test_a_file_that_cannot_be_read_is_named(arguments: list[str], timeline: Program) -> None:
    assert arguments[-1] in fault(timeline("extract", *arguments))


def test_a_database_that_was_named_has_to_be_there(timeline: Program, article: Path) -> None:
    told = fault(timeline("extract", "dam.txt", "--database-url", "sqlite:///typing-error.db"))
    assert "there is no database" in told
    assert timeline("extract", "dam.txt").returncode == 0


def test_a_tagger_that_is_not_installed_is_told_once_for_all_lines(timeline: Program) -> None:
    ran = timeline("extract", "--jsonl", "--tagger", "quiet", stdin=LINE + LINE)
    assert "no tagger 'quiet' is installed" in fault(ran)


def test_a_day_before_there_were_articles_is_refused(timeline: Program, article: Path) -> None:
    assert "no article is of that time" in fault(timeline("extract", "dam.txt", "--published", "0001-01-01"))


def test_a_database_of_an_older_version_can_be_gone_without(timeline: Program, article: Path, tmp_path: Path) -> None:
    (tmp_path / "timeline.db").touch()
    assert "run: timeline init" in fault(timeline("extract", "dam.txt"))
    assert timeline("extract", "dam.txt", "--no-database").returncode == 0


def started(folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    """The program answering more lines than its output holds, of which one is read."""
    (folder / "dam.jsonl").write_text(LINE * 2000)
    command = [sys.executable, "-m", "timeline", "extract", "--jsonl", "dam.jsonl", *arguments]
    pipe = subprocess.PIPE
    running = subprocess.Popen(command, cwd=folder, env=environment(folder), stdout=pipe, stderr=pipe)
    assert running.stdout
    running.stdout.readline()
    return running


def children(process: "subprocess.Popen[bytes]") -> list[int]:
    """The processes a process has started, as Linux tells."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(child) for child in listed.split()]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_the_program_and_its_workers(workers: str, tmp_path: Path) -> None:
    with started(tmp_path, "--workers", workers) as running:
        theirs = children(running)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=30)
    assert (running.returncode, told) == (STOPPED, b"timeline: stopped\n")
    assert not any(Path(f"/proc/{child}").exists() for child in theirs)


def test_a_reader_that_goes_away_ends_the_program_and_its_workers(tmp_path: Path) -> None:
    with started(tmp_path, "--workers", "2") as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(30) == PIPE_CLOSED


def test_a_killed_worker_is_told_in_one_line(tmp_path: Path) -> None:
    with started(tmp_path, "--workers", "2") as running:
        os.kill(children(running)[0], signal.SIGKILL)
        _, told = running.communicate(timeout=30)
    assert running.returncode == 1
    assert told.startswith(b"timeline: the worker for lines ")
    assert told.count(b"\n") == 1


def test_workers_end_with_a_program_that_is_killed(tmp_path: Path) -> None:
    with started(tmp_path, "--workers", "2") as running:
        theirs = children(running)
        running.kill()
    for _ in range(100):
        if not any(Path(f"/proc/{child}/exe").exists() for child in theirs):
            return
        time.sleep(0.1)
    raise AssertionError(f"still there: {theirs}")
