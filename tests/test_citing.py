"""How entries and sources are cited: in plain words, as BibTeX, as CSL-JSON."""

import json

import pytest

from timeline.dates import parse
from timeline.web.pages.citing import Work, bibtex, csl, dated, plain

ARTICLE = Work(
    key="gazette-1",
    title="50% of the dam {old} & “gone”",
    address="https://gazette.example/a_{b}",
    kind="article-newspaper",
    author="Ann Writer",
    container="The Gazette",
    issued="2024-03-01",
)
QUOTED = Work("said-1", "The mayor: “The dam will hold.”", "https://t.example/entries/said-1", about="-0043~")


def test_a_plain_citation_is_one_line_with_a_full_stop_after_each_part() -> None:
    assert plain(ARTICLE) == (
        "Ann Writer. “50% of the dam {old} & ‘gone’.” The Gazette, 1 March 2024. https://gazette.example/a_{b}"
    )
    assert plain(QUOTED) == "“The mayor: ‘The dam will hold.’” Dated about 44 BC. https://t.example/entries/said-1"


def test_bibtex_escapes_what_latex_would_read_as_commands() -> None:
    assert bibtex(ARTICLE).splitlines() == [
        "@article{gazette-1,",
        "  author = {{Ann Writer}},",
        r"  title = {{50\% of the dam \{old\} \& “gone”}},",
        "  journaltitle = {The Gazette},",
        "  date = {2024-03-01},",
        "  url = {https://gazette.example/a_%7Bb%7D},",
        "}",
    ]


def test_the_day_an_entry_tells_of_is_a_remark_and_not_the_day_it_appeared() -> None:
    assert "  note = {Dated about 44 BC}," in bibtex(QUOTED)
    (item,) = json.loads(csl(QUOTED))
    assert item["note"] == "Dated about 44 BC"
    assert "issued" not in item


def test_csl_has_what_reference_managers_read() -> None:
    (item,) = json.loads(csl(ARTICLE))
    assert item == {
        "id": "gazette-1",
        "type": "article-newspaper",
        "title": "50% of the dam {old} & “gone”",
        "author": [{"literal": "Ann Writer"}],
        "container-title": "The Gazette",
        "issued": {"date-parts": [[2024, 3, 1]]},
        "URL": "https://gazette.example/a_{b}",
    }


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024", {"date-parts": [[2024]]}),
        ("2024-03", {"date-parts": [[2024, 3]]}),
        ("2024-03-01", {"date-parts": [[2024, 3, 1]]}),
        ("2020~", {"date-parts": [[2020]], "circa": True}),
        ("2020-08-16?", {"date-parts": [[2020, 8, 16]], "circa": True}),
        ("-0043-03-15", {"date-parts": [[-44, 3, 15]]}),
    ],
)
def test_a_date_that_numbers_can_say_is_numbers_with_historical_years(text: str, date: object) -> None:
    assert dated(parse(text)) == date


@pytest.mark.parametrize("text", ["0000", "202X", "2020-24", "2020/..", "2020-08-26/2020-08-29", "[..2020]", "Y17E7"])
def test_a_date_that_numbers_cannot_say_is_words(text: str) -> None:
    assert dated(parse(text)) == {"literal": parse(text).display}
