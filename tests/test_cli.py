"""The program itself, run as a user runs it: arguments in, output and exit code out."""

import json
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from program import FLOOD, Program, environment, fault

from timeline.cli import main
from timeline.cli.program import PIPE_CLOSED, STOPPED

PYTHON = shlex.quote(sys.executable)


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help_with_an_example(name: str, timeline: Program) -> None:
    ran = timeline(name, "--help")
    assert ran.returncode == 0
    assert f"timeline {name}" in ran.stdout.partition("Example")[2]


def test_help_imports_none_of_the_heavy_libraries(timeline: Program) -> None:
    ran = timeline("--help", PYTHONPROFILEIMPORTTIME="1")
    imported = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}
    assert "click" in imported
    assert not imported & {"sqlalchemy", "pydantic", "strawberry", "uvicorn", "rich", "graphql", "yaml"}


def test_the_version_is_the_distributions(timeline: Program) -> None:
    assert timeline("--version").stdout == "timeline, version 0.1.0\n"


def test_a_wrong_command_is_told_in_one_line(timeline: Program) -> None:
    assert "shwo" in fault(timeline("shwo"), 2)


def test_a_wrong_setting_is_told_in_one_line(timeline: Program) -> None:
    assert "TIMELINE_PORT='high'" in fault(timeline("init", TIMELINE_PORT="high"))


@pytest.mark.parametrize(
    "arguments", [["show"], ["query", "{ revision }"], ["serve", "--port", "0"], ["load", "timeline.yaml"]]
)
def test_without_a_database_every_command_says_what_to_run(
    arguments: list[str], timeline: Program, tmp_path: Path
) -> None:
    assert "run: timeline init" in fault(timeline(*arguments))
    assert not list(tmp_path.glob("*.db"))


def test_a_database_newer_than_the_program_is_told_in_one_line(loaded: Program, tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "timeline.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "9999" in fault(loaded("show"))
    assert "9999" in fault(loaded("init"))


def test_a_whole_journey_works_on_either_database(url: str, timeline: Program, tmp_path: Path) -> None:
    (tmp_path / "timeline.yaml").write_text(FLOOD)
    for command in (["init"], ["load", "timeline.yaml"], ["show", "flood"], ["query", "{ revision }"]):
        ran = timeline(*command, TIMELINE_DATABASE_URL=url)
        assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout) == {"data": {"revision": 1}}


@pytest.mark.parametrize("command", ["yes 2020 | timeline dates | head -1", "true | timeline show flood | true"])
def test_a_reader_that_goes_away_ends_the_program_quietly(command: str, loaded: Program, tmp_path: Path) -> None:
    script = f"timeline() {{ {PYTHON} -m timeline $@; }}; {command}; echo ${{PIPESTATUS[1]}}"
    ran = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environment(tmp_path), capture_output=True, text=True
    )
    assert ran.stdout.splitlines()[-1] == str(PIPE_CLOSED)
    assert ran.stderr == ""


def test_closed_streams_do_not_matter(loaded: Program, tmp_path: Path) -> None:
    script = f"{PYTHON} -m timeline dates <&- && {PYTHON} -m timeline show flood >&-"
    ran = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=environment(tmp_path), capture_output=True)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")


def test_ctrl_c_ends_the_program_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "timeline", "dates"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(tmp_path), stdin=pipe, stdout=pipe, stderr=pipe
    ) as running:
        assert running.stdin
        assert running.stdout
        running.stdin.write(b"2020\n")
        running.stdin.flush()
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        _, told = running.communicate()
    assert (running.returncode, told) == (STOPPED, b"timeline: stopped\n")
