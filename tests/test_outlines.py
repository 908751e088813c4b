"""Which verb or noun a date belongs to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extraction import times
from timeline.extraction.events.outlines import contents, outlines
from timeline.extraction.findings import Statement
from timeline.extraction.sentences import sentences
from timeline.extraction.tokens import Tokens


def dated(text: str, *contents_of: str) -> dict[str, str]:
    """The words that stand on a date, by word; told on Friday, 5 July 2024, with some words as somebody's."""
    tokens = Tokens(text)
    told = [Statement(text.index(w), text.index(w) + len(w), "indirect", None, (), None, "") for w in contents_of]
    spans = sentences(tokens)
    found = outlines(tokens, spans, times.find(tokens, spans, date(2024, 7, 5)), contents(tokens, told))
    return {tokens.words[at]: one.date.edtf or "" for line in found for at, one in line.dated.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ruta Lind resigned on Monday.", {"resigned": "2024-07-01"}),
        ("On Monday, Ruta Lind resigned.", {"resigned": "2024-07-01"}),
        ("Lind on Monday signed the law.", {"signed": "2024-07-01"}),
        ("The man held on Monday was freed on Thursday.", {"held": "2024-07-01", "freed": "2024-07-04"}),
        ("Lind, who won in 2019, resigned.", {"won": "2019"}),
        ("On Monday, Lind, who fled, was caught.", {"caught": "2024-07-01"}),
        ("Police said on Monday that a bridge fell.", {"said": "2024-07-01"}),
        ("Police said that on Monday a bridge fell.", {"fell": "2024-07-01"}),
        ("She was hurt in Arden, a port, on Monday.", {"hurt": "2024-07-01"}),
        ("Lind left on Monday to rest.", {"left": "2024-07-01"}),
        ("The storm, a big one, hit Arden on Monday.", {"hit": "2024-07-01"}),
        ("Lind has tried to leave since 2019.", {"tried": "2019/.."}),
    ],
)
def test_a_date_belongs_to_the_verb_of_its_clause(text: str, expected: dict[str, str]) -> None:
    assert dated(text) == expected


def test_a_date_before_an_event_is_that_of_the_event() -> None:
    assert dated("He watched the March 3 election and the July 1 debate.") == {
        "election": "2024-03-03",
        "debate": "2024-07-01",
    }


def test_a_date_behind_an_event_is_that_of_the_verb_too() -> None:
    assert dated("Two were hurt in the attack on Monday.") == {"attack": "2024-07-01", "hurt": "2024-07-01"}


def test_a_date_that_only_names_a_thing_dates_nothing() -> None:
    assert dated("They quoted the 2015 law.") == {}
    assert dated("They reported a fall in first-quarter profit.") == {}


def test_a_record_is_not_what_happened_since() -> None:
    assert dated("Arden won its first cup since 2004.") == {}


@pytest.mark.parametrize(
    "text", ["Sales rose 4 percent compared with May.", "Sales rose from a year ago.", "They made plans for May."]
)
def test_a_date_of_comparison_is_not_when_it_happened(text: str) -> None:
    assert dated(text) == {}


def test_no_date_crosses_the_edge_of_what_somebody_said() -> None:
    assert dated("Lind said the bridge fell on Monday.", "the bridge fell on Monday") == {"fell": "2024-07-01"}
    assert dated("The bridge fell, Lind said on Monday.", "The bridge fell") == {"said": "2024-07-01"}


def test_a_thing_that_was_told_leaves_its_date_to_the_telling() -> None:
    assert dated("Lind reported a fall on Monday and left.", "a fall on Monday") == {"reported": "2024-07-01"}


def test_the_day_of_a_dateline_belongs_to_no_verb() -> None:
    assert dated("ARDEN, July 4 (ABC) -- Lind resigned.") == {}


def test_of_nested_statements_the_inner_owns_a_word() -> None:
    text = "Lind said Holm told him to go"
    told = [Statement(10, 29, "indirect", None, (), None, ""), Statement(24, 29, "indirect", None, (), None, "")]
    assert contents(Tokens(text), told) == [-1, -1, 0, 0, 0, 1, 1]


@given(st.text("on Monday, fell. said “that” which (1999) May 3\n", max_size=120))
def test_what_stands_on_a_date_stands_in_its_sentence(text: str) -> None:
    tokens = Tokens(text)
    spans = sentences(tokens)
    for line in outlines(tokens, spans, times.find(tokens, spans, date(2024, 7, 5)), contents(tokens, [])):
        assert all(line.first <= at < line.last for at in line.dated)
