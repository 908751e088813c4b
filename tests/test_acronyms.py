"""Acronyms in brackets."""

import pytest

from timeline.extraction.actors import acronyms, names
from timeline.extraction.sentences import sentences
from timeline.extraction.tokens import Tokens


def spelled(text: str) -> list[tuple[str, str | None]]:
    tokens = Tokens(text)
    found = names.find(tokens, sentences(tokens))
    return [(tokens.span(n.first, n.last), n.stands_for) for n in found if n.stands_for]


@pytest.mark.parametrize(
    ("whole", "acronym"),
    [
        ("Union of Railway Workers", "URW"),
        ("Organization for Seeds and Co-operation in Asia", "OSCA"),
        ("Board of Roads and Bridges", "BRB"),
        ("League of Lighthouse-Keepers", "LLK"),
    ],
)
def test_an_acronym_in_brackets_stands_for_the_words_of_those_initials(whole: str, acronym: str) -> None:
    assert spelled(f"A report by the {whole} ({acronym}) is out.") == [(acronym, whole)]


def test_other_letters_behind_a_body_are_those_of_its_name_in_another_language() -> None:
    assert spelled("A report by the Union of Railway Workers (XYZ) is out.") == [("XYZ", "Union of Railway Workers")]
    assert spelled("A report by Ada Berg (XYZ) is out.") == []


def test_initials_are_read_backwards_no_further_than_they_reach() -> None:
    tokens = Tokens("Clerks met the Union of Railway Workers")
    assert acronyms.initials(tokens, "URW", len(tokens)) == 3
    assert acronyms.initials(tokens, "QRW", len(tokens)) is None
