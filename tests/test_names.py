"""Names in running text. All people and bodies are invented, or known to everybody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extraction.actors import names
from timeline.extraction.sentences import sentences
from timeline.extraction.tokens import Tokens


def found(text: str) -> list[tuple[str, str | None]]:
    tokens = Tokens(text)
    return [(tokens.span(name.first, name.last), name.kind) for name in names.find(tokens, sentences(tokens))]


def persons(text: str) -> list[str]:
    return [name for name, kind in found(text) if kind == "PERSON"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("On Monday Greta Holmström left the hall.", "Greta Holmström"),
        ("It was Finance Minister Odd Rasmussen who paid.", "Odd Rasmussen"),
        ("We met Sen. Alma Quist there.", "Alma Quist"),
        ("The spokesman Brask refused.", "Brask"),
        ("They asked Mr. Tolliver.", "Tolliver"),
        ("A letter by Ludwig van Beethoven was sold.", "Ludwig van Beethoven"),
        ("He wrote to Khalid al-Basri again.", "Khalid al-Basri"),
        ("Nobody saw J. R. Pellman leave.", "J. R. Pellman"),
        ("Nobody saw Anna M. Pellman leave.", "Anna M. Pellman"),
        ("The vote went to Jean-Luc Perrot at last.", "Jean-Luc Perrot"),
        ("Swedish Foreign Minister Ebba Lind spoke first.", "Ebba Lind"),
        ("A call by Secretary of State John Perkins ended it.", "John Perkins"),
    ],
)
def test_persons_are_known_by_titles_first_names_and_what_joins_their_parts(text: str, name: str) -> None:
    assert persons(text) == [name]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("It is up to the Ministry of Rivers and Forests now.", "Ministry of Rivers and Forests", "GOVERNMENT"),
        ("She joined the Harbour Workers Union early.", "Harbour Workers Union", "ORGANIZATION"),
        ("As the Vienna Courier reported, it rained.", "Vienna Courier", "MEDIA"),
        ("Talks with New Zealand began.", "New Zealand", "STATE"),
        ("The U.S. sent nobody.", "U.S.", "STATE"),
        ("They work for the BBC in town.", "BBC", "MEDIA"),
        ("He answered NATO at once.", "NATO", "ORGANIZATION"),
        ("We flew to Los Angeles twice.", "Los Angeles", names.PLACE),
    ],
)
def test_bodies_and_states_are_known_by_their_words(text: str, name: str, kind: str) -> None:
    assert (name, kind) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Yesterday it rained. Many people stayed at home.",
        "On Tuesday the Germans won in May.",
        "A Swedish-led team came. The Republicans cheered.",
        "The Prime Minister resigned.",
        "“Nothing,” he said. “Perhaps later.”",
    ],
)
def test_capitals_of_beginnings_days_peoples_and_offices_are_no_names(text: str) -> None:
    assert [name for name, kind in found(text) if kind != names.OFFICE] == []


def test_a_last_name_that_is_a_colour_is_one() -> None:
    assert found("Greta White came. Then White left.") == [("Greta White", "PERSON"), ("White", None)]


def test_a_sentence_may_begin_with_small_words_before_a_name() -> None:
    assert persons("After Greta Holmström left, it rained.") == ["Greta Holmström"]


def test_words_of_a_headline_in_capitals_are_names_only_if_the_body_has_them() -> None:
    assert found("Mayor Greta Holmström Promises Norway Better Ferries") == [
        ("Greta Holmström", names.HEADLINE),
        ("Promises", names.HEADLINE),
        ("Norway", "STATE"),
        ("Ferries", names.HEADLINE),
    ]


@pytest.mark.parametrize(
    "text", ["It was the Greta Holm Prize.", "Much of Port Elda burnt.", "They fear Hindu Kush Highway."]
)
def test_places_and_things_are_nobody(text: str) -> None:
    assert {kind for _, kind in found(text)} == {names.PLACE}


def test_a_town_named_like_a_person_is_none_behind_in() -> None:
    assert persons("The fire began in Coral Springs at dawn.") == []


@given(st.text(alphabet="Aa Bb.'’-“\"(),\nÉé|1٣Ж漢\u202e\0", max_size=200))
def test_names_stand_in_order_inside_the_text_none_over_another(text: str) -> None:
    tokens = Tokens(text)
    ends = 0
    for name in names.find(tokens, sentences(tokens)):
        assert ends <= name.first < name.last <= len(tokens)
        assert 0 <= name.titled <= name.first
        ends = name.last


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We watched Al Dahl TV there.", ("Al Dahl TV", "MEDIA")),
        ("They met the Holm Bank on Monday.", ("Holm Bank", "ORGANIZATION")),
        ("Interestingly Greta Holm paid.", ("Greta Holm", "PERSON")),
        ("It was Landlady Uuna Terve.", ("Uuna Terve", "PERSON")),
    ],
)
def test_a_name_ends_where_it_ends(text: str, name: tuple[str, str]) -> None:
    assert found(text) == [name]
