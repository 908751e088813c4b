"""What stands behind a word of reporting: its frame and its place."""

import pytest

from timeline.extraction import phrases
from timeline.extraction.speech import contents, cues
from timeline.extraction.speech.reading import Reading
from timeline.extraction.tokens import Tokens


def content(text: str) -> tuple[str, str] | None:
    tokens = Tokens(text)
    reading, unit = Reading(tokens, [(0, len(tokens))], []), (0, len(tokens))
    cue = next(cues.find(tokens, reading.quoted))
    found = contents.of(reading, cue, unit, phrases.subject(tokens, cue.first, 0))
    return found and (found[0], tokens.span(*found[1:]))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Brook said that it fell", ("that", "that it fell")),
        ("Brook said it fell", ("clause", "it fell")),
        ("Brook asked whether it fell", ("whether", "whether it fell")),
        ("Brook vowed to leave", ("to", "to leave")),
        ("Brook told Lind that it fell", ("someone", "that it fell")),
        ("Brook mentioned the flood", ("thing", "the flood")),
        ("Brook warned of a flood", ("of", "a flood")),
        ("Brook alluded to the flood", ("to", "the flood")),
        ("Brook did not respond to a letter", ("to", "a letter")),
        ("Lind was asked to leave", ("to", "to leave")),
    ],
)
def test_each_frame_opens_its_content(text: str, found: tuple[str, str]) -> None:
    assert content(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Brook spoke and said nothing",
        "Brook could say it fell",
        "Brook replied to Lind",
        "a firm called Brook",
        "Brook wanted to say it",
    ],
)
def test_words_that_do_not_report_have_no_content(text: str) -> None:
    assert content(text) is None
