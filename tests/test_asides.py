"""Asides: whose words stand around ``X said``, ``said X`` and ``according to X``."""

import pytest

from timeline.extraction import phrases
from timeline.extraction.speech import asides, cues
from timeline.extraction.speech.reading import Reading
from timeline.extraction.tokens import Tokens


def aside(text: str) -> tuple[str, list[str]] | None:
    tokens = Tokens(text)
    reading, unit = Reading(tokens, [(0, len(tokens))], []), (0, len(tokens))
    cue = next(cues.find(tokens, reading.quoted))
    if cue.form == "according":
        found = asides.according(reading, cue, unit)
    else:
        found = asides.of(reading, cue, unit, phrases.subject(tokens, cue.first, 0))
    return found and (tokens.span(*found.speaker), [tokens.span(*place) for place in found.places])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It fell, Brook said.", ("Brook", ["It fell"])),
        ("It fell, said Brook, who ran.", ("Brook", ["It fell"])),
        ("It fell — a warden said.", ("a warden", ["It fell"])),
        ("The bridge, Brook said, fell.", ("Brook", ["The bridge", "fell."])),
        ("It fell, she told the council.", ("she", ["It fell"])),
        ("It fell, according to Brook.", ("Brook", ["It fell"])),
        ("The bridge, according to Brook, fell.", ("Brook", ["The bridge", "fell."])),
    ],
)
def test_what_stands_around_an_aside_was_said(text: str, found: tuple[str, list[str]]) -> None:
    assert aside(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "On Monday, Brook said it fell.",
        "Brook, a warden, said Lind fell.",
        "Brook said it fell.",
        "In May, Brook said: it fell.",
    ],
)
def test_an_introduction_or_apposition_makes_no_aside(text: str) -> None:
    assert aside(text) is None
