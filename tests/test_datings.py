"""When an event happened: what its clause, its sentence and its text allow."""

from datetime import date

import pytest

from timeline.dates import parse
from timeline.extraction import events, times
from timeline.extraction.events.datings import is_future, lower, told_by, upper, within
from timeline.extraction.sentences import sentences
from timeline.extraction.tokens import Tokens


def dates(text: str) -> dict[str, str | None]:
    """The dates of the events of a text of Friday, 5 July 2024, by their verbs or kinds."""
    tokens = Tokens(text)
    spans = sentences(tokens)
    found = events.find(tokens, spans, times.find(tokens, spans, date(2024, 7, 5)), (), "2024-07-05")
    return {one.verb: one.event.date for one in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A dam burst on Monday.", {"burst": "2024-07-01"}),
        ("A dam burst.", {"burst": "[..2024-07-05]"}),
        ("Crowds have blocked the road since Monday.", {"block": "2024-07-01/.."}),
        ("Police raided a bar on Monday and arrested six men.", {"raid": "2024-07-01", "arrest": "2024-07-01"}),
        ("Police raided a bar on Monday. The port has closed.", {"raid": "2024-07-01", "close": "[..2024-07-05]"}),
        ("Six were hurt when a dam burst on Monday.", {"hurt": "2024-07-01", "burst": "2024-07-01"}),
        ("He lost Monday's vote.", {"lose": "2024-07-01", "election": "2024-07-01"}),
        ("The strike on Monday shut the port.", {"strike": "2024-07-01", "shut": "2024-07-01"}),
        ("The dam burst on Monday, when storms hit the coast.", {"burst": "2024-07-01", "hit": "2024-07-01"}),
    ],
)
def test_an_event_has_the_date_its_text_gives(text: str, expected: dict[str, str]) -> None:
    assert dates(text) == expected


def test_an_answer_is_not_older_than_what_it_answers() -> None:
    text = "Lind won the March 3 vote. Holm rejected the vote."
    assert dates(text) == {"election": "2024-03-03", "win": "2024-03-03", "reject": "[2024-03-03..2024-07-05]"}


def test_what_goes_on_since_an_event_began_with_it() -> None:
    text = "The election was held on March 3. Crowds have marched since the results were announced."
    assert dates(text) == {"hold": "2024-03-03", "march": "2024-03-03/..", "announce": "[2024-03-03..2024-07-05]"}


def test_a_day_to_come_dates_nothing_that_happened() -> None:
    assert dates("Lind announced a vote on 9 August 2024.") == {"announce": "[..2024-07-05]"}


@pytest.mark.parametrize("edtf", ["2024-07-01", "[2024-03-03..2024-07-05]", "2024-03/2024-05", "2024-07-01/2024-07-03"])
def test_the_ends_of_a_date_are_those_of_its_meaning(edtf: str) -> None:
    assert lower(edtf) == edtf.strip("[]").replace("..", "/").partition("/")[0]
    assert upper(edtf) == edtf.strip("[]").replace("..", "/").rpartition("/")[2]


def test_an_open_end_is_no_end() -> None:
    assert (lower("[..2024]"), upper("[..2024]")) == (None, "2024")
    assert (lower("2024/.."), upper("2024/..")) == ("2024", None)
    assert lower("2024-33") == "2024", "a quarter"


@pytest.mark.parametrize("ends", [("2024", "2025"), (None, "2024-07-05"), ("2024-07", None), ("2024-07", "2024-07")])
def test_bounds_are_edtf(ends: tuple[str | None, str | None]) -> None:
    assert parse(within(*ends) or "")


def test_the_future_begins_behind_publication() -> None:
    assert is_future("2024-07-06", "2024-07-05")
    assert not is_future("2024-07-05", "2024-07-05")
    assert not is_future("2024-07-06", None)


def test_nothing_was_told_before_it_was_said() -> None:
    assert told_by("2024-07-01", "2024-07-05") == "2024-07-01"
    assert told_by(None, "2024-07-05") == "2024-07-05"


@pytest.mark.parametrize(
    ("begins", "ends", "between"),
    [
        ("2022", "2022-06-15", "[2022-01-01..2022-06-15]"),
        ("2022", "2023-02", "[2022-01..2023-02]"),
        ("2021-10-02", "2022-02", "[2021-10-02..2022-02-28]"),
        ("2021-10", "2023", "[2021-10..2023-12]"),
    ],
)
def test_both_ends_of_a_bound_are_equally_exact(begins: str, ends: str, between: str) -> None:
    assert within(begins, ends) == between
    assert parse(between)
