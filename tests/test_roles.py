"""Offices beside names. All people are invented."""

import pytest

from timeline.extraction.actors import names, roles
from timeline.extraction.findings import Role
from timeline.extraction.sentences import sentences
from timeline.extraction.tokens import Tokens


def beside(text: str, name: str) -> list[Role]:
    tokens = Tokens(text)
    found = names.find(tokens, sentences(tokens))
    place = next(i for i, n in enumerate(found) if tokens.span(n.first, n.last) == name)
    return [role for _, role in roles.beside(tokens, found, place, 0)]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("On Monday Finance Minister Ada Berg paid.", Role("Finance Minister")),
        ("Then ferry company director Ada Berg paid.", Role("ferry company director")),
        ("That is one reason Mayor Ada Berg paid.", Role("Mayor")),
        ("Norway's president Ada Berg paid.", Role("Norway's president")),
        ("Ada Berg, the mayor of Drammen, paid.", Role("mayor", "Drammen")),
        ("Ada Berg, 45, a nurse at the Harbour Clinic, paid.", Role("nurse", "Harbour Clinic")),
        ("Ada Berg, who is chair of the Ferry Board, paid.", Role("chair", "Ferry Board")),
        ("Ada Berg is the mayor of Drammen.", Role("mayor", "Drammen")),
        ("The mayor of Drammen, Ada Berg, paid.", Role("mayor", "Drammen")),
    ],
)
def test_an_office_stands_before_or_behind_a_name(text: str, role: Role) -> None:
    assert beside(text, "Ada Berg") == [role]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Berg, President Ole Dahl and others paid.",
        "After the mayor left, Ada Berg paid.",
        "Ada Berg, in a letter to the mayor, paid.",
        "Ada Berg met the mayor.",
    ],
)
def test_the_office_of_somebody_else_is_not_taken(text: str) -> None:
    assert beside(text, "Ada Berg") == []
