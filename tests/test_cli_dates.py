"""`timeline dates`: dates in, lines of JSON out."""

import json
import subprocess
import sys
from pathlib import Path

from program import Program, environment


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
