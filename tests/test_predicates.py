"""How the verbs of a sentence stand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extraction.events.predicates import forms, nouns, predicates
from timeline.extraction.tokens import Tokens


def moods(text: str) -> list[tuple[str, str]]:
    tokens = Tokens(text)
    return [(one.verb, one.mood) for one in predicates(tokens, range(len(tokens)), 0)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brook resigned.", ("resign", "past")),
        ("Brook has not yet resigned.", ("resign", "open")),
        ("Brook has since resigned.", ("resign", "perfect")),
        ("Brook had resigned.", ("resign", "past")),
        ("Brook would have resigned.", ("resign", "open")),
        ("Brook didn't resign.", ("resign", "open")),
        ("The bridge was closed.", ("close", "past")),
        ("The bridge is being closed.", ("close", "ongoing")),
        ("The bridge has been closed.", ("close", "perfect")),
        ("The bridge will be closed.", ("close", "open")),
        ("Crowds are marching.", ("march", "ongoing")),
        ("Crowds have been marching.", ("march", "ongoing")),
        ("Closed in May, it rusts.", ("close", "participle")),
        ("Hundreds fled the town.", ("flee", "past")),
        ("The council cut wages.", ("cut", "past")),
    ],
)
def test_auxiliaries_say_how_a_verb_stands(text: str, expected: tuple[str, str]) -> None:
    assert moods(text) == [expected]


def test_a_participle_before_its_noun_is_no_verb() -> None:
    assert moods("the injured men, two wounded dogs, a newly elected mayor, the broken bridge") == []


def test_an_auxiliary_is_no_verb_beside_the_verb_it_belongs_to() -> None:
    assert moods("She was in Arden and has been elected.") == [("be", "past"), ("elect", "perfect")]


def test_a_noun_that_looks_like_a_verb_is_none() -> None:
    assert moods("The attack on the town, his visit to monitors and their plans") == []


def test_a_capital_inside_a_name_is_no_verb() -> None:
    assert moods("Guests of the Planned Giving Trust slept.") == [("sleep", "past")]


def test_every_kind_of_event_is_its_own_first_word() -> None:
    assert all(nouns()[kind] == kind for kind in nouns().values())


def test_each_list_of_verbs_gives_its_forms() -> None:
    known = forms()
    assert known["fled"] == ("flee", "event", "past")
    assert known["went"] == ("go", "event", "simple")
    assert known["gone"] == ("go", "event", "participle")
    assert known["said"][1] == "report"
    assert known["cut"][2] == "either"


@given(st.lists(st.sampled_from([*list(forms())[:400], "was", "not", "to", "has", ",", "the", "Brook"]), max_size=30))
def test_predicates_stand_in_order_and_apart(words: list[str]) -> None:
    found = predicates(Tokens(" ".join(words)), range(len(words)), 0)
    assert all(0 <= one.first <= one.at < len(words) for one in found)
    assert all(one.at < other.first for one, other in pairwise(found))
