"""Words that bring in somebody's words."""

import pytest

from timeline.extraction.speech import saying
from timeline.extraction.tokens import Tokens


def cues(text: str) -> list[tuple[str, str | None]]:
    tokens = Tokens(text)
    return [
        (tokens.span(cue.first, cue.last), tokens.span(*cue.speaker) if cue.speaker else None)
        for cue in saying.cues(tokens, 0, len(tokens))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ellis said", [("said", "Ellis")]),
        ("said Ellis, a baker", [("said", "Ellis")]),
        ("Ellis wept, saying", [("saying", None)]),
        ("Ellis came to say", [("say", None)]),
        ("according to the mayor", [("according to", "the mayor")]),
        ("the oven was called dead by Ellis", [("called", "Ellis")]),
        ("the claim of the Post raised questions", []),
    ],
)
def test_cue_has_its_subject_where_it_is_no_noun(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert cues(text) == expected


def test_what_might_be_said_is_not_told() -> None:
    tokens = Tokens("Ellis said he would call")
    assert [cue.told for cue in saying.cues(tokens, 0, len(tokens))] == [True, False]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (", she said softly", "she"),
        (", said the mayor.", "the mayor"),
        (", the mayor, Ann Lee, told us", "Ann Lee"),
        (", Lee roared.", "Lee"),
        (", but she said", None),
    ],
)
def test_who_speaks_stands_right_behind_a_quotation(text: str, speaker: str | None) -> None:
    tokens = Tokens(text)
    cue = saying.told_behind(tokens, 0, len(tokens))
    assert (tokens.span(*cue.speaker) if cue and cue.speaker else None) == speaker
