"""Runs of words in capitals."""

import pytest

from timeline.extraction.actors import runs
from timeline.extraction.sentences import sentences
from timeline.extraction.tokens import Tokens


def found(text: str) -> list[str]:
    tokens = Tokens(text)
    begins = {first for first, _ in sentences(tokens)}
    return [tokens.span(first, last) for first, last in runs.find(tokens, begins)]


@pytest.mark.parametrize(
    "run",
    [
        "Ada Berg",
        "Ada B. Berg",
        "Ada van der Berg",
        "Bank of the West",
        "Department of Roads and Bridges",
        "Berg & Sons",
        "Omar al-Basri",
    ],
)
def test_small_words_inside_a_name_hold_it_together(run: str) -> None:
    assert found(f"we saw {run} there") == [run]


@pytest.mark.parametrize("text", ["we saw Ada and Odd there", "we saw Ada, Odd there", "we saw Ada’s Odd there"])
def test_other_words_and_marks_hold_names_apart(text: str) -> None:
    assert found(text) == ["Ada", "Odd"]


def test_no_run_goes_over_the_end_of_a_sentence_or_line() -> None:
    assert found("It was Ada. Odd left.") == ["It", "Ada", "Odd"]
    assert found("It was Ada\nOdd left") == ["It", "Ada", "Odd"]


def test_a_run_has_an_end_in_a_text_of_nothing_but_capitals() -> None:
    assert max(len(run.split()) for run in found("Ada " * 1000)) == runs.LONGEST_RUN
