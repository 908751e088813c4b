"""Who goes on speaking."""

from timeline.extraction.sentences import sentences
from timeline.extraction.speech.quotations import runs
from timeline.extraction.speech.quoted import statements
from timeline.extraction.tokens import Tokens


def last(text: str) -> tuple[str, str | None]:
    """Rule and speaker of the last statement."""
    tokens = Tokens(text)
    found = statements(tokens, sentences(tokens), runs(tokens))[-1]
    return found.rule, found.speakers[0].text if found.speakers else None


def test_who_spoke_goes_on() -> None:
    assert last("“It is cold,” said Ellis. “It is dark.”") == ("quoted/goes-on", "Ellis")


def test_who_was_told_of_since_takes_over() -> None:
    assert last("“It is cold,” said Ellis.\n\nLee explained why.\n\n“The oven broke.”") == ("quoted/goes-on", "Lee")


def test_a_colon_announces() -> None:
    assert last("“It is cold,” said Ellis.\n\nLee added:\n\n“The oven broke.”") == ("quoted/announced", "Lee")


def test_who_was_asked_by_another_answers() -> None:
    assert last("“It is cold,” said Ellis.\n\n“Why?” Lee asked.\n\n“It broke.”") == ("quoted/answers", "Ellis")


def test_nobody_is_given_where_the_other_has_no_name() -> None:
    assert last("“Why?” Lee asked.\n\n“It broke.”") == ("quoted/answers", None)
