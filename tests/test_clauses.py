"""Clauses: whether one begins, and where content ends."""

import pytest

from timeline.extraction.speech import clauses
from timeline.extraction.speech.reading import Reading
from timeline.extraction.tokens import Tokens


def read(text: str) -> Reading:
    tokens = Tokens(text)
    return Reading(tokens, [(0, len(tokens))], [])


@pytest.mark.parametrize(
    "text", ["the bridge is old", "he's late", "in May, the bridge fell", "leaving would be wrong"]
)
def test_a_clause_begins_with_a_subject_and_has_a_verb(text: str) -> None:
    tokens = Tokens(text)
    assert clauses.begins(tokens, 0, len(tokens))


@pytest.mark.parametrize("text", ["the old bridge", "him that it was", "on the bridge he built", "and the bridge fell"])
def test_other_words_begin_no_clause(text: str) -> None:
    tokens = Tokens(text)
    assert not clauses.begins(tokens, 0, len(tokens))


@pytest.mark.parametrize(
    "text", ["on Tuesday", "last week", "in a letter to the council", "early Monday morning in Oslo"]
)
def test_adverbials_are_passed_over(text: str) -> None:
    tokens = Tokens(f"{text} that it fell")
    assert tokens.lower[clauses.after_adverbials(tokens, 0, len(tokens))] == "that"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("the bridge is old, adding that it shook", "the bridge is old"),
        ("the bridge is old; the council met", "the bridge is old"),
        ("the bridge is old, a fact that nobody knew", "the bridge is old"),
        ("the bridge is old and later said it shook", "the bridge is old"),
        ("the bridge, which is old, will close", "the bridge, which is old, will close"),
        ("the bridge needs paint, a rail and lamps", "the bridge needs paint, a rail and lamps"),
    ],
)
def test_content_ends_where_the_reporter_goes_on(text: str, content: str) -> None:
    reading = read(text)
    assert reading.tokens.span(0, clauses.end(reading, 0, len(reading.tokens))) == content


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("the plan, saying it", "the plan"),
        ("the plan and left", "the plan"),
        ("roads, parks and schools", "roads, parks and schools"),
        ("the plan while it rained", "the plan"),
    ],
)
def test_a_noun_phrase_ends_before_another_verb_but_goes_through_lists(text: str, content: str) -> None:
    reading = read(text)
    assert reading.tokens.span(0, clauses.end_of_thing(reading, 0, len(reading.tokens))) == content


@pytest.mark.parametrize(
    ("text", "relative"), [("that was made", True), ("that Brook made", True), ("that Brook made a mistake", False)]
)
def test_relative_clauses_are_told_from_content(text: str, relative: bool) -> None:
    tokens = Tokens(text)
    assert clauses.is_relative(tokens, 0, len(tokens)) == relative


@pytest.mark.parametrize(("text", "whose"), [("the mayor's old claim", "the mayor"), ("her claim", "her")])
def test_a_noun_has_an_owner(text: str, whose: str) -> None:
    tokens = Tokens(text)
    place = clauses.owner(tokens, len(tokens) - 1, 0)
    assert place is not None
    assert tokens.span(*place) == whose


def test_a_noun_may_have_no_owner() -> None:
    assert clauses.owner(Tokens("an old claim"), 2, 0) is None
