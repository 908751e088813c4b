"""Codes: the README lists each, messages are short and suggest nothing."""

from pathlib import Path

import pytest
from graphql import GraphQLError
from hypothesis import given
from hypothesis import strategies as st

from schema.codes import LONGEST_MESSAGE, Code, code_of, coded, cut

README = (Path(__file__).parents[1] / "README.md").read_text()


@pytest.mark.parametrize("code", Code)
def test_the_readme_lists_every_code(code: Code) -> None:
    legacy = f" ({code.legacy})" if code.legacy != code.status else ""
    assert f"| `{code}` | {code.status}{legacy} | {code.meaning} |\n" in README


@given(st.text(max_size=1000))
def test_a_message_is_one_short_line_of_utf_8(message: str) -> None:
    shown = cut(message)
    assert len(shown) <= LONGEST_MESSAGE
    assert len(shown.splitlines()) <= 1
    shown.encode()


def test_suggestions_are_taken_out() -> None:
    error = coded(Code.VALIDATION_FAILED, GraphQLError("No field 'a'. Did you mean 'b' or 'c'? So there."))
    assert error.message == "No field 'a'. So there."
    assert code_of(error) is Code.VALIDATION_FAILED
