"""Whose words a quotation may hold by the build of the sentence."""

import pytest

from timeline.extraction.speech import subjects
from timeline.extraction.tokens import Tokens


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Ellis left", "Ellis"),
        ("After the fire, Ellis left", "Ellis"),
        ("Earlier in the day, Ellis left", "Ellis"),
        ("Two years ago, Ellis left", "Ellis"),
        ("OSLO, May 3 (Agency) — Ellis left", "Ellis"),
    ],
)
def test_subject_of_a_sentence_stands_behind_what_is_set_before_it(text: str, subject: str) -> None:
    tokens = Tokens(text)
    found = subjects.main(tokens, 0, len(tokens))
    assert found
    assert tokens.span(*found) == subject


@pytest.mark.parametrize(
    ("text", "owner"),
    [("It was his remark that", "his"), ("In Ann Ellis’s last letter", "Ann Ellis"), ("In the oven", None)],
)
def test_owner_of_words_stands_before_their_noun(text: str, owner: str | None) -> None:
    tokens = Tokens(text)
    found = subjects.possessor(tokens, 0, len(tokens))
    assert (tokens.span(*found) if found else None) == owner
