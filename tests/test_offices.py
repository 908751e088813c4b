"""What office words mean."""

import pytest

from timeline.extraction.actors import offices
from timeline.extraction.actors.offices import Office
from timeline.extraction.tokens import Tokens


def office(words: str) -> Office:
    read = offices.read(Tokens(words).words)
    assert read is not None
    return read


@pytest.mark.parametrize(
    "words", ["the Norwegian president", "Norway's president", "President of Norway", "incumbent Norwegian President"]
)
def test_one_office_is_worded_in_many_ways(words: str) -> None:
    assert office(words) == Office("president", frozenset(), "Norway")


def test_ministers_are_told_apart_by_what_they_mind() -> None:
    assert office("Minister of Foreign Affairs of Norway") == office("the Norwegian foreign minister")
    assert office("Prime Minister of Norway") != office("the Norwegian foreign minister")


@pytest.mark.parametrize(
    ("said", "held", "meant"),
    [
        ("the president", "President of Norway", True),
        ("the Norwegian leader", "President of Norway", True),
        ("the Swedish president", "President of Norway", False),
        ("the vice president", "President of Norway", False),
        ("the former president", "President of Norway", False),
        ("the spokeswoman", "press secretary to the President of Norway", True),
        ("the mayor", "mayor of Drammen", True),
        ("the mayor of Bergen", "mayor of Drammen", False),
    ],
)
def test_fewer_words_may_mean_an_office_but_no_other_words(said: str, held: str, meant: bool) -> None:
    assert office(said).means(office(held)) is meant


def test_words_without_an_office_name_none() -> None:
    assert offices.read(["the", "old", "harbour"]) is None
    assert offices.read([]) is None
