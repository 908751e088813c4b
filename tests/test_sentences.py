"""Paragraphs and sentences of a text."""

from timeline.extraction.sentences import sentences
from timeline.extraction.tokens import Tokens


def cut(text: str) -> list[str]:
    tokens = Tokens(text)
    return [tokens.span(first, last) for first, last in sentences(tokens)]


def test_a_full_stop_ends_a_sentence_but_not_behind_an_abbreviation() -> None:
    assert cut("Mr. Lind met Sen. A. Brook in the U.S. Capitol. He left at noon.") == [
        "Mr. Lind met Sen. A. Brook in the U.S. Capitol.",
        "He left at noon.",
    ]


def test_a_closing_mark_belongs_to_the_sentence_before_it() -> None:
    assert cut("“We go. We stay.” So she said.\n\nNobody went") == [
        "“We go.",
        "We stay.”",
        "So she said.",
        "Nobody went",
    ]
