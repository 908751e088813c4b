"""The day on which something was said."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extraction import times
from timeline.extraction.events import when
from timeline.extraction.findings import Mention, Span, Statement
from timeline.extraction.sentences import sentences
from timeline.extraction.tokens import Tokens


def place(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def told(text: str, speaker: str, cue: str, words: str) -> Statement:
    mention = Mention(*place(text, speaker), speaker, "pronoun" if speaker == "She" else "name")
    return Statement(*place(text, words), "indirect", Span(*place(text, cue), cue), (mention,), None, "")


def said(text: str, *statements: tuple[str, str, str]) -> list[str | None]:
    """When the statements of a text of Friday, 5 July 2024, were said; each is speaker, cue and words."""
    tokens = Tokens(text)
    spans = sentences(tokens)
    dates = times.find(tokens, spans, date(2024, 7, 5))
    found = [told(text, *one) for one in statements]
    return [one.said for one in when.said(tokens, spans, dates, found, "2024-07-05")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lind said on Monday the dam was safe.", "2024-07-01"),
        ("On Monday, Lind said the dam was safe.", "2024-07-01"),
        ("Lind on Monday said the dam was safe.", "2024-07-01"),
        ("In an interview aired on Monday, Lind said the dam was safe.", "2024-07-01"),
        ("In her Monday interview, Lind said the dam was safe.", "2024-07-01"),
        ("Lind, who took office in 2019, said the dam was safe.", "[..2024-07-05]"),
        ("Lind said the dam was safe.", "[..2024-07-05]"),
    ],
)
def test_the_date_of_the_cue_or_of_the_occasion_counts(text: str, expected: str) -> None:
    assert said(text, ("Lind", "said", "the dam was safe")) == [expected]


def test_when_it_happened_is_not_when_it_was_said() -> None:
    found = said("Lind said the dam burst in 2019.", ("Lind", "said", "the dam burst in 2019"))
    assert found == ["[..2024-07-05]"]


def test_what_the_same_speaker_goes_on_to_say_was_said_on_the_same_occasion() -> None:
    text = "Lind said on Monday the dam was safe. She added that it leaked. Holm claimed it burst."
    hers = ("Lind", "said", "the dam was safe"), ("She", "added", "that it leaked")
    assert said(text, *hers, ("Holm", "claimed", "it burst")) == ["2024-07-01", "2024-07-01", "[..2024-07-05]"]


def test_what_goes_on_without_a_cue_was_said_on_the_same_occasion() -> None:
    text = "The dam has burst. Lind said on Monday it leaked. It had to go, she knew."
    first = told(text, "Lind", "said", "it leaked")
    second = replace(told(text, "Lind", "said", "It had to go"), cue=None)
    tokens = Tokens(text)
    dates = times.find(tokens, sentences(tokens), date(2024, 7, 5))
    found = when.said(tokens, sentences(tokens), dates, [first, second], "2024-07-05")
    assert [one.said for one in found] == ["2024-07-01", "2024-07-01"]


def test_nothing_is_said_before_it_happened() -> None:
    text = "Lind said the dam burst on Friday. Holm said a mill fell on Monday."
    found = said(text, ("Lind", "said", "the dam burst on Friday"), ("Holm", "said", "a mill fell on Monday"))
    assert found == ["2024-07-05", "[2024-07-01..2024-07-05]"]


def test_a_speech_of_years_ago_is_not_where_a_speaker_goes_on() -> None:
    text = "Lind said in May 2015 the dam was safe. She added that it leaked. Lind warned of rain."
    hers = ("Lind", "said", "the dam was safe"), ("She", "added", "that it leaked")
    assert said(text, *hers, ("Lind", "warned", "of rain")) == ["2015-05", "2015-05", "[..2024-07-05]"]


def test_words_without_a_cue_are_of_the_occasion_of_their_speaker() -> None:
    text = "Lind has a dam. Lind said on Monday it was safe. “It has never leaked.”"
    lind = Mention(0, 4, "Lind", "name")
    first = told(text, "Lind", "said", "it was safe")
    bare = Statement(*place(text, "“It has never leaked.”"), "direct", None, (lind,), None, "")
    tokens = Tokens(text)
    spans = sentences(tokens)
    dates = times.find(tokens, spans, date(2024, 7, 5))
    assert [one.said for one in when.said(tokens, spans, dates, [first, bare], "2024-07-05")] == ["2024-07-01"] * 2


def test_what_has_been_said_some_time_is_of_no_known_occasion() -> None:
    text = "Lind said on Monday the dam was safe. Lind has warned of leaks."
    assert said(text, ("Lind", "said", "the dam was safe"), ("Lind", "warned", "of leaks"))[1] == "[..2024-07-05]"


def test_the_lead_sums_up_what_was_said_on_the_occasion_that_follows() -> None:
    text = "Lind says all is well. Rain fell. Lind told us on Monday the dam was safe."
    assert said(text, ("Lind", "says", "all is well"), ("Lind", "told", "the dam was safe"))[0] == "2024-07-01"


def test_an_answer_is_not_older_than_what_it_answers() -> None:
    text = "The vote was held on March 3. Holm rejected the outcome of the vote."
    assert said(text, ("Holm", "rejected", "the outcome of the vote")) == ["[2024-03-03..2024-07-05]"]


def test_what_goes_along_with_an_answer_is_of_the_same_time() -> None:
    text = "The vote was held on March 3. Holm rejected the vote, claiming that it was rigged."
    found = said(text, ("Holm", "rejected", "the vote,"), ("Holm", "claiming", "that it was rigged"))
    assert found == ["[2024-03-03..2024-07-05]"] * 2


def test_what_is_retold_was_said_before_it_was_retold() -> None:
    text = "Lind said on Monday that Holm had asked for help."
    found = said(text, ("Lind", "said", "that Holm had asked for help"), ("Holm", "asked", "for help"))
    assert found == ["2024-07-01", "[..2024-07-01]"]


@given(st.text("Lind said on Monday he. “”,\n", max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_every_statement_is_dated(text: str, start: int, end: int) -> None:
    tokens = Tokens(text)
    spans = sentences(tokens)
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    one = Statement(start, end, "direct", Span(start, end, text[start:end]), (), None, "")
    (found,) = when.said(tokens, spans, times.find(tokens, spans, date(2024, 7, 5)), [one], "2024-07-05")
    assert found.said
