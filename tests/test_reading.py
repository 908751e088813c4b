"""A text as read for reported speech: what is quoted, and sentences that no quotation breaks."""

from dataclasses import dataclass

from timeline.extraction.sentences import sentences
from timeline.extraction.speech.reading import Reading
from timeline.extraction.tokens import Tokens


@dataclass(frozen=True)
class Run:
    start: int
    end: int


def read(text: str, *runs: str) -> Reading:
    tokens = Tokens(text)
    places = [Run(text.index(run), text.index(run) + len(run)) for run in runs]
    return Reading(tokens, sentences(tokens), places)


def test_the_words_of_a_run_are_quoted_with_their_marks() -> None:
    reading = read("Brook said “no” twice.", "“no”")
    assert [word for word, quoted in zip(reading.tokens.words, reading.quoted, strict=False) if quoted] == [
        "“",
        "no",
        "”",
    ]


def test_marks_of_two_apostrophes_are_taken_in_whole() -> None:
    reading = read("Brook said ''no'' twice.", "'no'")
    assert (
        "".join(word for word, quoted in zip(reading.tokens.words, reading.quoted, strict=False) if quoted) == "''no''"
    )


def test_a_quotation_over_sentences_makes_them_one() -> None:
    assert len(read("She saw “a wall. Then a door.” It was late.", "“a wall. Then a door.”").units) == 2


def test_two_quotations_in_a_row_leave_their_sentences_apart() -> None:
    assert len(read("“One came.” “Two left.”", "“One came.”", "“Two left.”").units) == 2


def test_runs_inside_a_run_change_nothing() -> None:
    outer = "“She said ‘no’ twice.”"
    assert read(outer, outer, "‘no’").quoted == read(outer, outer).quoted


def test_a_quotation_with_a_capital_opens_a_sentence() -> None:
    reading = read("He said “Nobody came” and “fell”.", "“Nobody came”", "“fell”")
    opening = sorted(reading.openings)
    assert [reading.opens_sentence(i) for i in [0, *opening]] == [False, True, False]
