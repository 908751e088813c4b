"""`timeline query`: questions without a server."""

import json
from pathlib import Path

import pytest
from program import Program, fault


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
