"""Words and marks of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extraction.tokens import Tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ellis’s oven isn't cold", ["Ellis", "’s", "oven", "isn't", "cold"]),
        ("at 5:28 a.m. on the 3rd", ["at", "5:28", "a.m.", "on", "the", "3rd"]),
        ("“Stop!” — he said...", ["“", "Stop", "!", "”", "—", "he", "said", "..."]),
        ("a well-known 1,200-page book", ["a", "well-known", "1,200", "-", "page", "book"]),
    ],
)
def test_text_is_cut_into_words_and_marks(text: str, words: list[str]) -> None:
    assert Tokens(text).words == words


@given(st.text(max_size=60))
def test_tokens_leave_out_nothing_but_space(text: str) -> None:
    tokens = Tokens(text)
    assert [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words
    assert "".join(tokens.words) == "".join(text.split())


def test_places_and_tokens_are_found_by_each_other() -> None:
    tokens = Tokens("Ann Ellis bakes")
    assert (tokens.at(4), tokens.before(4), tokens.span(0, 2)) == (1, 1, "Ann Ellis")
