"""Which rule tells who speaks."""

import pytest

from timeline.extraction.sentences import sentences
from timeline.extraction.speech.attributions import attribution
from timeline.extraction.speech.frames import frames
from timeline.extraction.speech.quotations import runs
from timeline.extraction.tokens import Tokens


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("“LEE: The oven is cold.”", "labelled"),
        ("Ellis said: “The oven is cold.”", "introduced"),
        ("That worries Ann Ellis: “The oven is cold.”", "after-colon"),
        ("“The oven is cold,” said Ellis.", "told-behind"),
        ("“Is it cold?” Ellis was asked.", "unnamed"),
        ("“The oven is cold.” — Ann Ellis", "signed"),
        ("Ellis said the oven had been quite “cold for years” by then.", "within"),
        ("It was her remark that “the oven is cold” that hurt.", "possessor"),
        ("The oven is “quite cold” in winter, Ellis said.", "final"),
        ("Ellis stands by the “cold oven for all” plan.", "subject"),
        ("“The oven is cold.”", None),
    ],
)
def test_each_construction_has_its_rule(text: str, rule: str | None) -> None:
    tokens = Tokens(text)
    frame = next(frames(tokens, sentences(tokens), runs(tokens)))
    found = attribution(tokens, frame, frame.runs[0])
    assert (found.rule if found else None) == rule
