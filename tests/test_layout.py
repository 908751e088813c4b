"""What the templates are given: dates for machines and marks for people, and addresses that may be followed."""

from typing import Any

import pytest

from timeline.dates import parse
from timeline.web.pages.layout import machine, marks, outward


def date(text: str) -> dict[str, Any]:
    """A date as the API answers it."""
    found = parse(text)
    told = {name: getattr(found, name) for name in ("edtf", "approximate", "uncertain")}
    return told | {"start": found.start.value, "end": found.end.value}


@pytest.mark.parametrize("text", ["2020", "2020-08", "2020-08-09", "2020-08-09T20:00:00Z"])
def test_a_date_of_iso_is_told_to_machines(text: str) -> None:
    assert machine(date(text)) == text


@pytest.mark.parametrize("text", ["2020~", "2020-08-16?", "202X", "2020-24", "0000", "-0043", "2020/2021", "Y17E7"])
def test_a_date_that_html_has_no_words_for_is_text_alone(text: str) -> None:
    assert machine(date(text)) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2020-08-09", []),
        ("2020~", ["approximate"]),
        ("2020?", ["uncertain"]),
        ("2020%", ["approximate", "uncertain"]),
        ("2020/..", ["no end"]),
        ("../2020", ["no beginning"]),
        ("2020/", ["end not known"]),
        ("/2020", ["beginning not known"]),
    ],
)
def test_what_is_not_sure_has_a_word_and_a_sign(text: str, words: list[str]) -> None:
    found = marks(date(text))
    assert [word for _, word in found] == words
    assert all(sign for sign, _ in found)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//x", "https:", "http://[", "", None],
)
def test_an_address_that_is_none_of_the_web_is_not_followed(address: str | None) -> None:
    assert outward(address) is None


def test_an_address_of_the_web_is() -> None:
    assert outward("https://gazette.example/1") == "https://gazette.example/1"
