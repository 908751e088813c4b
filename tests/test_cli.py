"""The program itself, run as a user runs it: arguments in, output and exit code out."""

import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from timeline.cli import main
from timeline.cli.program import PIPE_CLOSED, STOPPED

FLOOD = """\
timeline:
  slug: flood
  title: The flood of 2024
actors:
  - {slug: meier, name: Anna Meier, kind: PERSON}
  - {slug: post, name: The Post, kind: MEDIA}
  - {slug: mirror, name: Mirror, kind: MEDIA}
sources:
  - {slug: post-1, publisher: post, hosts: [mirror], title: Water rises, published: 2024-03-02}
events:
  - slug: dam-breaks
    date: 2024-03-01
    title: The dam breaks
    summary: Water reaches the town in the night.
    place: {name: Altstadt}
    citations: [{source: post-1, date: 2024-02-29}]
  - {slug: dam-built, date: 1970~, title: The dam is built, citations: [{source: post-1}]}
  - {slug: guessed, date: 2024-03-01, title: Guessed by a rule, review: DRAFT}
statements:
  - slug: meier-safe
    date: 2024-02-28
    speakers: [meier]
    kind: DIRECT
    text: The dam is safe.
    medium: local radio
    attitude: DENIED
    citations: [{source: post-1}]
"""

PYTHON = shlex.quote(sys.executable)
Program = Callable[..., subprocess.CompletedProcess[str]]


def environment(home: Path) -> dict[str, str]:
    """Nothing but what a program needs to start."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "COLUMNS": "80"}


@pytest.fixture
def timeline(tmp_path: Path) -> Program:
    """Runs the program in a folder of its own."""

    def run(*arguments: str, stdin: str | bytes = "", **extra: str) -> subprocess.CompletedProcess[str]:
        given = stdin if isinstance(stdin, bytes) else stdin.encode()
        command = [sys.executable, "-m", "timeline", *arguments]
        ran = subprocess.run(command, cwd=tmp_path, env=environment(tmp_path) | extra, input=given, capture_output=True)
        return subprocess.CompletedProcess(command, ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    return run


@pytest.fixture(scope="session")
def flood(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the flood in it."""
    folder = tmp_path_factory.mktemp("flood")
    (folder / "timeline.yaml").write_text(FLOOD)
    for arguments in (["init"], ["load", "timeline.yaml"]):
        command = [sys.executable, "-m", "timeline", *arguments]
        subprocess.run(command, cwd=folder, env=environment(folder), check=True, capture_output=True)
    return folder / "timeline.db"


@pytest.fixture
def loaded(timeline: Program, flood: Path, tmp_path: Path) -> Program:
    """Runs the program where the flood is loaded."""
    shutil.copy(flood, tmp_path)
    return timeline


def fault(ran: subprocess.CompletedProcess[str], code: int = 1) -> str:
    """The one line a failed run left on stderr."""
    assert ran.returncode == code, ran.stderr
    assert ran.stderr.startswith("timeline: ")
    assert ran.stderr.count("\n") == 1
    return ran.stderr


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


def test_init_twice_is_init_once(timeline: Program, tmp_path: Path) -> None:
    assert timeline("init").stdout == timeline("init").stdout == "sqlite:///timeline.db is ready.\n"
    assert (tmp_path / "timeline.db").is_file()


def test_the_database_is_the_options_before_the_environments(timeline: Program, tmp_path: Path) -> None:
    timeline("init", "--database-url", "sqlite:///one.db", TIMELINE_DATABASE_URL="sqlite:///two.db")
    assert {path.name for path in tmp_path.glob("*.db")} == {"one.db"}


@pytest.mark.parametrize("url", ["mysql://host/name", "nonsense", "sqlite://", "postgresql://nobody@127.0.0.1:1/x"])
def test_a_database_that_is_none_is_told_in_one_line(url: str, timeline: Program) -> None:
    fault(timeline("init", "--database-url", url))


def test_a_password_is_not_told(timeline: Program) -> None:
    told = fault(timeline("init", "--database-url", "postgresql://nobody:secret@127.0.0.1:1/x"))
    assert "secret" not in told


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


def test_load_counts_what_it_added_and_the_second_time_nothing(timeline: Program, tmp_path: Path) -> None:
    (tmp_path / "timeline.yaml").write_text(FLOOD)
    timeline("init")
    assert timeline("load", "timeline.yaml").stdout == "Revision 1: 9 added, 0 changed, 0 removed.\n"
    assert timeline("load", "timeline.yaml").stdout == "Nothing has changed.\n"


def test_a_dry_run_tells_the_changes_and_makes_none(loaded: Program, tmp_path: Path) -> None:
    (tmp_path / "timeline.yaml").write_text(FLOOD.replace("The dam breaks", "The dam bursts"))
    told = loaded("load", "--dry-run", "timeline.yaml").stdout
    assert "dam-breaks" in told
    assert "1 changed" in told
    assert "dam bursts" not in loaded("show", "flood").stdout


def test_all_faults_of_a_load_are_listed_and_nothing_is_loaded(timeline: Program, tmp_path: Path) -> None:
    (tmp_path / "timeline.yaml").write_text(FLOOD.replace("1970~", "1970-13").replace("[meier]", "[nobody]"))
    timeline("init")
    ran = timeline("load", "timeline.yaml")
    first, second, last = ran.stderr.splitlines()
    assert ran.returncode == 1
    assert first.startswith("timeline.yaml:17:29: ")
    assert second.startswith("timeline.yaml:22:")
    assert last == "timeline: nothing was done; errors: 2"
    assert "no timeline" in fault(timeline("show"))


def test_a_whole_journey_works_on_either_database(url: str, timeline: Program, tmp_path: Path) -> None:
    (tmp_path / "timeline.yaml").write_text(FLOOD)
    for command in (["init"], ["load", "timeline.yaml"], ["show", "flood"], ["query", "{ revision }"]):
        ran = timeline(*command, TIMELINE_DATABASE_URL=url)
        assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout) == {"data": {"revision": 1}}


def test_load_without_a_path_says_what_to_name(timeline: Program) -> None:
    assert "PATH" in fault(timeline("load"), 2)


def test_the_schema_of_the_files_is_json_schema(timeline: Program) -> None:
    schema = json.loads(timeline("load", "--print-schema").stdout)
    assert "events" in schema["properties"]


def test_verify_finds_the_words_and_those_that_have_moved(timeline: Program, tmp_path: Path) -> None:
    cited = "citations: [{source: post-1, exact: water rises, start: 4, end: 15}]"
    (tmp_path / "timeline.yaml").write_text(FLOOD.replace("citations: [{source: post-1}]", cited))
    text = tmp_path / "text.txt"
    text.write_text("The water rises.")
    ran = timeline("verify", "timeline.yaml", "--text", "text.txt")
    assert (ran.returncode, ran.stdout) == (0, "Quotations: 2 exact.\n")
    text.write_text("Now the water rises.")
    ran = timeline("verify", "timeline.yaml", "--text", "text.txt")
    assert ran.returncode == 1
    assert "timeline.yaml:17:" in ran.stdout
    assert "Quotations: 2 moved.\n" in ran.stdout
    assert "name texts with --text" in fault(timeline("verify", "timeline.yaml"))


def test_show_draws_events_and_statements_apart_by_month(loaded: Program) -> None:
    assert (
        loaded("show", "flood").stdout
        == """\
The flood of 2024
2 events, 1 statement

1970
  about 1970        ■ The dam is built
                      — The Post via Mirror, 2 March 2024

February 2024
  28 February 2024  ❝ Anna Meier: “The dam is safe.”
                      denied · local radio
                      — The Post via Mirror, 2 March 2024

March 2024
  1 March 2024      ■ The dam breaks · Altstadt
                      Water reaches the town in the night.
                      — The Post via Mirror, 2 March 2024 (dates it 29 February
                      2024)
"""
    )


def test_show_keeps_to_its_window_and_width(loaded: Program) -> None:
    shown = loaded("show", "flood", "--from", "2024", "--to", "2024-02", "--width", "40").stdout
    assert "Anna Meier" in shown
    assert "is built" not in shown
    assert "breaks" not in shown
    assert max(map(len, shown.splitlines())) <= 40


def test_show_shows_drafts_when_asked(loaded: Program) -> None:
    assert "Guessed by a rule" not in loaded("show", "flood").stdout
    shown = loaded("show", "flood", "--drafts").stdout
    assert "Guessed by a rule" in shown
    assert "draft, not yet read by a person" in shown


def test_show_without_a_slug_lists_the_timelines(loaded: Program) -> None:
    assert loaded("show").stdout.split()[-6:] == ["flood", "The", "flood", "of", "2024", "4"]


def test_an_unknown_timeline_is_told_with_the_nearest(loaded: Program) -> None:
    assert fault(loaded("show", "flod")) == "timeline: there is no timeline 'flod'; there is flood\n"


def test_a_window_that_ends_before_it_begins_is_refused(loaded: Program) -> None:
    assert "--from 2024 comes after --to 2023" in fault(loaded("show", "flood", "--from", "2024", "--to", "2023"))
    assert "no month 13" in fault(loaded("show", "flood", "--from", "2024-13"), 2)


def test_show_works_on_a_terminal_that_knows_no_unicode(loaded: Program) -> None:
    shown = loaded("show", "flood", PYTHONIOENCODING="ascii")
    assert shown.returncode == 0
    assert r"\u201cThe dam is safe.\u201d" in shown.stdout


def test_query_takes_text_file_and_stdin(loaded: Program, tmp_path: Path) -> None:
    text = "query Q($slug: String!) { timeline(slug: $slug) { title } }"
    (tmp_path / "q.graphql").write_text(text)
    answers = [
        loaded("query", asked, "--variables", '{"slug": "flood"}', stdin=text).stdout
        for asked in (text, "q.graphql", "-")
    ]
    assert [json.loads(answer) for answer in answers] == [{"data": {"timeline": {"title": "The flood of 2024"}}}] * 3


def test_query_leaves_with_1_where_the_answer_has_errors(loaded: Program) -> None:
    ran = loaded("query", "{ nonsense }")
    assert ran.returncode == 1
    assert "nonsense" in json.loads(ran.stdout)["errors"][0]["message"]


@pytest.mark.parametrize("variables", ["[1]", "{", "1"])
def test_variables_that_are_no_object_are_told_in_one_line(variables: str, loaded: Program) -> None:
    assert "--variables" in fault(loaded("query", "{ revision }", "--variables", variables))


def test_a_query_that_is_no_file_is_told_in_one_line(loaded: Program, tmp_path: Path) -> None:
    (tmp_path / "latin.graphql").write_bytes(b"{ caf\xe9 }")
    assert "neither a query nor a file" in fault(loaded("query", "nowhere.graphql"))
    assert "byte 6 is not UTF-8" in fault(loaded("query", "latin.graphql"))


def test_the_schema_is_exported_to_stdout_or_a_file(timeline: Program, tmp_path: Path) -> None:
    timeline("export-schema", "--output", "api.graphql")
    assert (tmp_path / "api.graphql").read_text() == timeline("export-schema").stdout
    told = fault(timeline("export-schema", "--output", "nowhere/api.graphql"))
    assert told == "timeline: nowhere/api.graphql: No such file or directory\n"


def test_dates_are_told_one_line_each(timeline: Program) -> None:
    ran = timeline("dates", "2020-08~", "2020-02-30")
    first, second = map(json.loads, ran.stdout.splitlines())
    assert ran.returncode == 1
    assert (first["valid"], first["display"]) == (True, "about August 2020")
    assert (second["valid"], second["position"]) == (False, 8)


def test_a_year_before_christ_is_no_option(timeline: Program) -> None:
    ran = timeline("dates", "-0043", "-0043-03-15?")
    assert [json.loads(line)["display"] for line in ran.stdout.splitlines()] == ["44 BC", "15 March 44 BC (uncertain)"]


def test_dates_on_stdin_answer_line_for_line(timeline: Program) -> None:
    ran = timeline("dates", stdin=b"2020\r\n\n\xff\nno date\n2021")
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [answer["valid"] for answer in answers] == [True, False, False, False, True]


def test_dates_come_while_lines_go_in(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "timeline", "dates"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=tmp_path, env=environment(tmp_path), stdin=pipe, stdout=pipe) as running:
        assert running.stdin
        assert running.stdout
        for text in (b"2020", b"2021"):
            running.stdin.write(text + b"\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["text"] == text.decode()


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


@pytest.fixture
def serving(loaded: Program, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """A running server and the lines it printed."""
    command = [sys.executable, "-m", "timeline", "serve", "--port", "0"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(tmp_path), stdout=pipe, stderr=pipe, text=True
    ) as running:
        assert running.stdout
        lines: list[str] = []
        while not lines or not lines[-1].startswith("Stop"):
            lines.append(line := running.stdout.readline())
            assert line, running.stderr and running.stderr.read()
        yield running, lines
        running.kill()


def test_serve_prints_addresses_that_answer(serving: tuple[subprocess.Popen[str], list[str]]) -> None:
    running, lines = serving
    addresses = [line.split()[0] for line in lines if "http://" in line]
    assert [address.rpartition("/")[2] for address in addresses] == ["", "playground", "graphql"]
    answer = httpx.post(addresses[-1], json={"query": '{ timeline(slug: "flood") { title } }'})
    assert answer.json() == {"data": {"timeline": {"title": "The flood of 2024"}}}
    running.send_signal(signal.SIGINT)
    assert running.communicate() == ("Stopped.\n", "")
    assert running.returncode == 0


def test_a_port_in_use_is_told_in_one_line(loaded: Program) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = fault(loaded("serve", "--port", str(port)))
    assert f"cannot listen on 127.0.0.1 port {port}" in told
    assert "--port" in told
