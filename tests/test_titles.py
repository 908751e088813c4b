"""Headlines are told from first sentences."""

from datetime import date

import pytest

from timeline.extraction.pages import frame, titles


def is_headline(
    first: str, body: str = "The towns will share two ships, their mayors said.", framed: bool = False
) -> bool:
    text = f"{first}\n\n{body}"
    return titles.is_headline(text, next(frame.lines(text)), framed=framed)


@pytest.mark.parametrize(
    "line",
    [
        "Three towns plan ferry line",
        "Three Towns Plan a Ferry Line and the Sea Is Calm.",
        "Towns plan ferry line, two ships.",
        "Calder: the sea is a road.",
        "'The sea is a road'",
    ],
)
def test_a_short_first_paragraph_worded_as_one_is_a_headline(line: str) -> None:
    assert is_headline(line)


@pytest.mark.parametrize(
    "line", ["The towns of the bay plan a ferry.", "“It is so,” said Calder.", "- Ferry", "Said Calder:"]
)
def test_a_first_sentence_is_not(line: str) -> None:
    assert not is_headline(line)


def test_before_a_dateline_every_first_line_is_a_headline() -> None:
    assert is_headline("The towns of the bay plan a ferry.", "PORT ANSELM (AP) — The towns agreed.")


def test_without_a_text_below_there_is_none() -> None:
    assert not is_headline("Three towns plan ferry line", "")


def test_a_title_may_give_a_span_of_days() -> None:
    assert titles.span("Elbonia Weekly (April 27 - May 3, 2009)") == (date(2009, 4, 27), date(2009, 5, 3))
    assert titles.span("Elbonia Weekly (May 25 - 31, 2009)") == (date(2009, 5, 25), date(2009, 5, 31))
    assert titles.span("Elbonia Weekly (May 31 - 25, 2009)") is None
