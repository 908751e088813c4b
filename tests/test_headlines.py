"""The words that tell an event, as a headline."""

from datetime import date

import pytest

from timeline.extraction import events, times
from timeline.extraction.sentences import sentences
from timeline.extraction.tokens import Tokens


def titles(text: str) -> list[str]:
    tokens = Tokens(text)
    spans = sentences(tokens)
    found = events.find(tokens, spans, times.find(tokens, spans, date(2024, 7, 5)), (), "2024-07-05")
    return [one.event.title for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday, the mayor of Arden signed a treaty.", ["The mayor of Arden signed a treaty"]),
        ("The mayor signed a treaty on Monday.", ["The mayor signed a treaty"]),
        ("Lind, the mayor, resigned.", ["Lind resigned"]),
        ("Police raided a bar and arrested six men.", ["Police raided a bar", "Police arrested six men"]),
        ("The dam, which burst in May, was rebuilt.", ["The dam burst", "The dam was rebuilt"]),
        ("Holm refused to send troops.", ["Holm refused to send troops"]),
        ("Holm demanded that the vote be repeated.", ["Holm demanded that the vote be repeated"]),
        ("It toured between May 2019 and June 2020 in Arden.", ["It toured in Arden"]),
        ("Her Monday interview was short.", ["Her interview"]),
        ("Brook & Sons, founded in 1898, makes hats.", ["Brook & Sons founded"]),
    ],
)
def test_a_headline_is_made_of_subject_verb_and_object(text: str, expected: list[str]) -> None:
    assert titles(text) == expected


def test_a_headline_is_no_longer_than_120_characters() -> None:
    title = titles("Holm " + "sold " + "antidisestablishmentarian " * 12 + "hats.")[0]
    assert len(title) <= 120
    assert title.endswith("antidisestablishmentarian")
