"""Paragraphs that begin with who speaks."""

from timeline.extraction.sentences import sentences
from timeline.extraction.speech.transcripts import turns
from timeline.extraction.tokens import Tokens


def heard(text: str) -> list[tuple[str, str]]:
    tokens = Tokens(text)
    return [(tokens.span(*label), tokens.span(*words)) for label, words in turns(tokens, sentences(tokens))]


def test_turn_goes_on_to_the_next_label() -> None:
    assert heard("Q: Why?\nA: It broke.\n\nWe wept.\nQ: And now?\nA: We wait.") == [
        ("Q", "Why?"),
        ("A", "It broke.\n\nWe wept."),
        ("Q", "And now?"),
        ("A", "We wait."),
    ]


def test_labels_in_small_letters_count_where_they_come_again() -> None:
    text = "Bread News: it rains.\nAnn Lee: Why?\nTom Ellis: It broke.\nAnn Lee: And?\nTom Ellis: We wait."
    assert [label for label, _ in heard(text)] == ["Ann Lee", "Tom Ellis", "Ann Lee", "Tom Ellis"]


def test_two_labels_make_no_transcript() -> None:
    assert heard("NOTE: it rains.\nBREAD: it is gone.") == []
