"""Several who speak together, before their verb and behind it."""

import pytest

from timeline.extraction import phrases
from timeline.extraction.speech import conjuncts
from timeline.extraction.tokens import Tokens


def before(text: str) -> list[str]:
    tokens = Tokens(text)
    last = phrases.before(tokens, len(tokens), 0)
    assert last is not None
    return [tokens.span(*one) for one in conjuncts.before(tokens, last, 0)]


def after(text: str) -> list[str]:
    tokens = Tokens(text)
    first = phrases.after(tokens, 0, len(tokens))
    assert first is not None
    return [tokens.span(*one) for one in conjuncts.after(tokens, first, len(tokens))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Brook", ["Brook"]),
        ("Brook and Lind", ["Brook", "Lind"]),
        ("It fell, Brook and the mayor", ["Brook", "the mayor"]),
        ("The bakers, the council and Ola Lind", ["The bakers", "the council", "Ola Lind"]),
        ("according to Brook and Lind", ["Brook", "Lind"]),
    ],
)
def test_all_before_a_verb_speak(text: str, found: list[str]) -> None:
    assert before(text) == found


@pytest.mark.parametrize("text", ["It hit Brook and Lind", "It fell and Lind", "Brook left and she"])
def test_what_belongs_to_another_verb_does_not_speak(text: str) -> None:
    assert len(before(text)) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Brook and Lind.", ["Brook", "Lind"]),
        ("two bakers and a judge involved in the case, who", ["two bakers", "a judge"]),
        ("Brook and Lind left.", ["Brook"]),
        ("Brook, a judge", ["Brook"]),
    ],
)
def test_who_stands_behind_a_verb_before_a_mark_speaks(text: str, found: list[str]) -> None:
    assert after(text) == found
