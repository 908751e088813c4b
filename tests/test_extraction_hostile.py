"""The extraction under texts no newspaper prints: it ends, stays within the text, and works in proportion to it."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dates import parse
from timeline.exceptions import NotAnArticleError
from timeline.extraction.article import extract
from timeline.extraction.findings import Extraction

DAY = "2024-03-04"
SHORT, LONG = 4_000, 20_000

HOSTILE = {
    "nothing": "",
    "straight quotation marks": '"',
    "opening quotation marks": "“",
    "apostrophes": "'",
    "opened and closed": '"a" ',
    "quotation marks a line": '"\n',
    "open brackets": "([{",
    "no spaces": "abcdefghij",
    "capital letters": "ABC ",
    "names": "Ann Bee ",
    "initials": "A. ",
    "said": "said ",
    "said that he said": "he said that ",
    "denied by nobody": "“No,” said ",
    "according to": "according to ",
    "commas": ", ",
    "full stops": ". ",
    "colons": "A: ",
    "digits": "1234567890",
    "spaced digits": "1 ",
    "days": "Monday ",
    "months": "March 4, ",
    "ranges": "1990-91 to ",
    "ago": "two years ago ",
    "new lines": "\n",
    "paragraphs": "x\n\n",
    "blanks": " ",
    "tabs and carriage returns": "\t\r\n",
    "NULs": "\0",
    "right to left": "שלום עולם «مرحبا» ",
    "direction marks": "\u202e\u202d\u200f",
    "combining marks": "e\u0301\u0323",
    "emoji": "👩‍👩‍👧 ",
    "half of a pair": "\ud83d ",
    "widths and joiners": "\u200b\ufeff\u00ad",
    "other digits": "١٢٣ ",
    "tags": "<p>",
    "unclosed tags": "<a <a ",
    "entities": "&amp;&#8220;",
    "by": "By ",
    "dashes": "— (A) - ",
    "abbreviations": "Mr. U.S. ",
    "possessives": "'s ’s ",
    "pronouns": "he she they ",
    "the presidents": "the Russian president ",
    "addresses": "http://a.b/2024/03/04 ",
}


ORDINARY = "Nora Lind, the mayor, said on Monday that it had rained.\n\n"


def of_length(seed: str, length: int) -> str:
    """So much of a text behind an ordinary sentence, without which it would be no article and hardly be read."""
    return ORDINARY + (seed * (length // max(1, len(seed)) + 1))[:length]


def try_to_extract(text: str) -> Extraction | None:
    """What is found, or nothing where the program says that this is no article."""
    with suppress(NotAnArticleError):
        return extract(text, published=DAY)
    return None


def placed(value: Any) -> Iterator[Any]:
    """Everything in a finding that has a place in the text."""
    if isinstance(value, tuple):
        for item in value:
            yield from placed(item)
    elif is_dataclass(value):
        if hasattr(value, "start"):
            yield value
        for field in fields(value):
            yield from placed(getattr(value, field.name))


def assert_sound(text: str, found: Extraction | None) -> None:
    """Every place lies in the text and holds the words that are said to stand there; every date can be read."""
    for item in placed(found):
        assert 0 <= item.start < item.end <= len(text)
        assert getattr(item, "text", text[item.start : item.end]) == text[item.start : item.end]
    if found:
        edtf = [*(date.edtf for date in found.dates), *(event.date for event in found.events)]
        edtf += [*(statement.said for statement in found.statements), found.source.published, found.source.dateline]
        for date in filter(None, edtf):
            parse(date)


def calls(text: str) -> int:
    """How many functions are called for a text: the same number on every machine."""
    count = 0

    def tally(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tally)
    try:
        try_to_extract(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("seed", HOSTILE.values(), ids=HOSTILE)
def test_alone_it_ends_and_stays_within_the_text(seed: str) -> None:
    text = of_length(seed, LONG).removeprefix(ORDINARY)
    assert_sound(text, try_to_extract(text))


@pytest.mark.parametrize("seed", HOSTILE.values(), ids=HOSTILE)
def test_it_ends_and_stays_within_the_text(seed: str) -> None:
    text = of_length(seed, LONG)
    assert_sound(text, try_to_extract(text))


@pytest.mark.parametrize("seed", HOSTILE.values(), ids=HOSTILE)
def test_twice_the_text_is_twice_the_work(seed: str) -> None:
    try_to_extract(of_length(seed, 100))  # lists are read once
    once, twice = (calls(of_length(seed, length)) for length in (SHORT, 2 * SHORT))
    assert twice < 2.2 * once + 200


pieces = st.sampled_from(
    [
        *filter(None, HOSTILE.values()),
        "Mr Lind",
        " told ",
        " denied ",
        ", ",
        ". ",
        "\n\n",
        "“",
        "”",
        "‘",
        "’",
        "yesterday",
        "last ",
        "in 2019",
    ]
)


texts = st.builds("".join, st.lists(pieces, max_size=40)).map(lambda text: ORDINARY + text)


@settings(max_examples=150, deadline=None)
@given(st.text() | texts)
def test_whatever_the_text_every_place_lies_in_it(text: str) -> None:
    assert_sound(text, try_to_extract(text))


@settings(max_examples=50, deadline=None)
@given(texts)
def test_the_same_text_gives_the_same_findings(text: str) -> None:
    assert try_to_extract(text) == try_to_extract(text)
