"""The README tells the truth: commands, outputs, settings, questions; ``make readme`` writes what it shows anew."""

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from timeline.cli import main
from timeline.config import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
SHOWN = re.compile(r"(?<=^```console\n)\$ timeline (.*)\n(?:.*\n)*?(?=```)", re.M)
TABLE = re.compile(r"(?:^\| `TIMELINE_.*\n)+", re.M)
ANNOTATION = re.search(r"^```yaml\n((?:.*\n)*?)```", README, re.M)
ARTICLE = re.search(r"^```text\n((?:.*\n)*?)```", README, re.M)
QUESTIONS = re.findall(r"^```graphql\n((?:.*\n)*?)```", README, re.M)
ANSWERED = re.compile(r"(^```graphql\n)((?:.*\n)*?)(```\n\n```json\n)(?:.*\n)*?(?=```)", re.M)
WIDTH = 120

Program = Callable[..., str]


def installed(folder: Path) -> Program:
    """Runs the program beside the article, where the seed data are loaded, as on a terminal of 100 columns."""
    assert ARTICLE
    (folder / "flood.txt").write_text(ARTICLE[1])
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "COLUMNS": "100"}

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "timeline", *arguments]
        ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    run("init")
    run("load", str(ROOT / "seed_data"))
    return run


def written(value: Any, indent: str = " ") -> str:
    """A value in JSON, in as few lines as fit: what does not stand on one begins where it is named."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent + line) < WIDTH or not isinstance(value, dict | list):
        return line
    if isinstance(value, dict):
        inside = [f"{json.dumps(name)}: {written(item, indent + ' ')}" for name, item in value.items()]
        return "{" + f",\n{indent}".join(inside) + "}"
    return "[" + f",\n{indent}".join(written(item, indent + " ") for item in value) + "]"


def shown_anew(run: Program) -> str:
    """The README with every output as the program gives it, and every setting as the program has it."""
    text = SHOWN.sub(lambda found: f"$ timeline {found[1]}\n{run(*shlex.split(found[1]))}", README)
    text = ANSWERED.sub(
        lambda found: f"{found[1]}{found[2]}{found[3]}{written(json.loads(run('query', found[2]))['data'])}\n", text
    )
    return TABLE.sub(lambda found: "".join(map(setting, Settings.model_fields)), text)


def setting(name: str) -> str:
    """The row of a setting: its variable, its default, what it is."""
    field = Settings.model_fields[name]
    default = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
    return f"| `TIMELINE_{name.upper()}` | {default and f'`{default}`'} | {field.description} |\n"


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Runs the program where the seed data are loaded."""
    return installed(tmp_path_factory.mktemp("seeded"))


def test_outputs_and_settings_are_the_programs(seeded: Program) -> None:
    assert SHOWN.search(README)
    assert TABLE.search(README)
    assert shown_anew(seeded) == README


@pytest.mark.parametrize("question", QUESTIONS, ids=range(len(QUESTIONS)))
def test_every_question_has_an_answer(question: str, seeded: Program) -> None:
    answer = json.loads(seeded("query", question))
    assert "errors" not in answer
    assert all(answer["data"].values())


def test_the_annotated_article_verifies_and_loads(seeded: Program, tmp_path: Path) -> None:
    assert ANNOTATION
    text = "It broke in the night, at one on Friday morning. “The dam is safe,” Meier said on Wednesday."
    (tmp_path / "timeline.yaml").write_text("timeline: {slug: floods, title: Floods of 2024}")
    (tmp_path / "2024-03-02-post-dam.yaml").write_text(ANNOTATION[1])
    (tmp_path / "flood.txt").write_text(text)
    assert seeded("verify", str(tmp_path), "--text", str(tmp_path / "flood.txt")) == "Quotations: 3 exact.\n"
    assert "6 added" in seeded("load", "--dry-run", str(tmp_path))


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_listed(name: str) -> None:
    assert re.search(rf"^\| `timeline {name}\b.*` \| \w", README, re.M)


@pytest.mark.parametrize("target", re.findall(r"^make (\w+)", README, re.M) + re.findall(r"`make (\w+)", README))
def test_every_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.M)


def test_every_folder_of_the_map_exists_and_none_is_missing() -> None:
    listed = set(re.findall(r"`(\w+)/`", README.partition("## ")[0].partition("| folder |")[2].partition("\n\n")[0]))
    there = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    assert listed - {"articles", "cli", "web"} == there - {"dist"}


def test_promise_command_and_output_stand_on_the_first_screen() -> None:
    screen = README.splitlines()[:50]
    assert any("make run" in line for line in screen)
    assert any(line == "```" for line in screen)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        (ROOT / "README.md").write_text(shown_anew(installed(Path(folder))))
