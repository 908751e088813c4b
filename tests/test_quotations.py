"""The runs between quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extraction.speech.quotations import Run, runs
from timeline.extraction.tokens import Tokens


def found(text: str) -> list[Run]:
    return runs(Tokens(text))


def words(text: str) -> list[str]:
    return [text[run.start : run.end] for run in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It rains,” she said. “It pours.”", ["“It rains,”", "“It pours.”"]),
        ('"It rains," she said. "It pours."', ['"It rains,"', '"It pours."']),
        ("‘It rains,’ she said. ‘It pours.’", ["‘It rains,’", "‘It pours.’"]),
        ("'It rains,' she said. 'It pours.'", ["'It rains,'", "'It pours.'"]),
        ("``It rains,'' she said. ``It pours.''", ["``It rains,''", "``It pours.''"]),
        ("''It rains,'' she said. ''It pours.''", ["''It rains,''", "''It pours.''"]),
        ("«It rains», she said.", ["«It rains»"]),
        ("„It rains“, she said.", ["„It rains“"]),
    ],
)
def test_marks_of_every_kind_hold_a_run(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "’Tis the bakers’ own rock ’n’ roll of the ’90s, isn’t it?",
        "'Tis the bakers' own rock 'n' roll of the '90s, isn't it?",
        'A man of 6\'2" took a 5" nail.',
    ],
)
def test_apostrophes_and_inches_are_no_marks(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    "quotation",
    ["‘The bakers’ oven don’t work, cos it’s old’", "'The bakers' oven don't work, cos it's old'", "‘I hate Mondays’"],
)
def test_apostrophes_do_not_end_a_run_of_single_marks(quotation: str) -> None:
    assert words(f"{quotation} he said.") == [quotation]


def test_a_quotation_in_a_quotation_is_deeper() -> None:
    text = "“He told me ‘go home’ twice,” she said. ‘She said “no” to me,’ he said."
    assert [(text[run.start : run.end], run.depth) for run in found(text)] == [
        ("“He told me ‘go home’ twice,”", 0),
        ("‘go home’", 1),
        ("‘She said “no” to me,’", 0),
        ("“no”", 1),
    ]


def test_a_quotation_over_paragraphs_gives_a_run_each() -> None:
    first, second, third = found("“We baked.\n\n“We sold.\n\n“We closed,” she said.")
    assert [run.closed for run in (first, second, third)] == [False, False, True]
    assert [run.continued for run in (first, second, third)] == [False, True, True]


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    assert words("“We bake\n\nThe oven cooled.") == ["“We bake"]


def test_what_an_editor_put_in_belongs_to_the_run() -> None:
    assert words("“[The baker] said teh [sic] oven”") == ["“[The baker] said teh [sic] oven”"]


@pytest.mark.parametrize(
    ("quotation", "title"),
    [
        ("“The Long Road to Hull”", True),
        ("“Ovens of the North,”", True),
        ("“The road is long”", False),
        ("“Hull”", False),
    ],
)
def test_a_title_is_told_by_its_capitals(quotation: str, title: bool) -> None:
    (run,) = found(f"She read {quotation} on the train.")
    assert run.title is title


@given(st.text(alphabet="aA .,\n\"'“”‘’«»„[]5s:", max_size=80))
def test_runs_lie_in_the_text_within_their_paragraphs_and_nest(text: str) -> None:
    made = found(text)
    assert made == found(text)
    for run in made:
        assert 0 <= run.start < run.end <= len(text)
        assert "\n" not in text[run.start : run.end]
    for one in made:
        for other in made:
            assert one.end <= other.start or other.end <= one.start or one.start <= other.start or other.end >= one.end
