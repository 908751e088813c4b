"""`timeline export-schema`: the contract in a file."""

from pathlib import Path

from program import Program, fault


def test_the_schema_is_exported_to_stdout_or_a_file(timeline: Program, tmp_path: Path) -> None:
    timeline("export-schema", "--output", "api.graphql")
    assert (tmp_path / "api.graphql").read_text() == timeline("export-schema").stdout
    told = fault(timeline("export-schema", "--output", "nowhere/api.graphql"))
    assert told == "timeline: nowhere/api.graphql: No such file or directory\n"
