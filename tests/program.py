"""The program as a user runs it, and a small dataset to run it on."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Program = Callable[..., subprocess.CompletedProcess[str]]

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


def environment(home: Path) -> dict[str, str]:
    """Nothing but what a program needs to start, where Python finds it as the tests do."""
    given = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return {**given, "HOME": str(home), "COLUMNS": "80"}


def runs_in(folder: Path) -> Program:
    """Runs the program in a folder."""

    def run(*arguments: str, stdin: str | bytes = "", **extra: str) -> subprocess.CompletedProcess[str]:
        given = stdin if isinstance(stdin, bytes) else stdin.encode()
        command = [sys.executable, "-m", "timeline", *arguments]
        ran = subprocess.run(command, cwd=folder, env=environment(folder) | extra, input=given, capture_output=True)
        return subprocess.CompletedProcess(command, ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    return run


def fault(ran: subprocess.CompletedProcess[str], code: int = 1) -> str:
    """The one line a failed run left on stderr."""
    assert ran.returncode == code, ran.stderr
    assert ran.stderr.startswith("timeline: ")
    assert ran.stderr.count("\n") == 1
    return ran.stderr
