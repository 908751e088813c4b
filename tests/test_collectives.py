"""Groups and institutions by what they are called."""

import pytest

from timeline.extraction.actors import collectives
from timeline.extraction.actors.collectives import Collective
from timeline.extraction.tokens import Tokens


def collective(words: str) -> Collective:
    read = collectives.read(Tokens(words).words)
    assert read is not None
    return read


@pytest.mark.parametrize(
    "words", ["the Norwegian government", "Norway's government", "Norwegian authorities", "the government of Norway"]
)
def test_one_government_is_worded_in_many_ways(words: str) -> None:
    assert collective(words).key == ("government", "Norway", frozenset())
    assert collective(words).kind == "GOVERNMENT"


def test_a_ministry_is_the_same_in_both_orders() -> None:
    assert collective("Ministry of Foreign Affairs of Norway").key == collective("Norwegian Foreign Ministry").key


def test_what_a_group_is_counts_and_how_many_does_not() -> None:
    assert collective("about 300 angry fishermen voters").key == collective("the angry fishermen voters").key
    assert collective("angry voters").key != collective("voters").key


def test_one_person_is_no_group() -> None:
    assert collectives.read(["a", "voter"]) is None
    assert collectives.read([]) is None
