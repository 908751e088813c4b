"""`timeline load`: what it counts, tells and refuses."""

import json
from pathlib import Path

from program import FLOOD, Program, fault


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


def test_load_without_a_path_says_what_to_name(timeline: Program) -> None:
    assert "PATH" in fault(timeline("load"), 2)


def test_the_schema_of_the_files_is_json_schema(timeline: Program) -> None:
    schema = json.loads(timeline("load", "--print-schema").stdout)
    assert "events" in schema["properties"]
