"""Lines of JSON in, lines of JSON out: what each holds, and what becomes of a line that is no article."""

import json
from typing import Any

import pytest
from findings import ARTICLE, FOUND
from hypothesis import given
from hypothesis import strategies as st

from timeline.extraction.article import extract
from timeline.extraction.lines import answer, record

LINE = {"id": "dam", "text": ARTICLE, "published": "2024-03-02"}


def told(line: Any) -> Any:
    """The answer to a line."""
    return json.loads(answer(json.dumps(line).encode(), extract).line)


def test_a_record_holds_places_names_and_rules() -> None:
    found = json.loads(json.dumps(record(FOUND)))
    statement = found["statements"][1]
    assert {key: statement[key] for key in ("start", "end", "kind", "said", "rule")} == {
        "start": 82,
        "end": 100,
        "kind": "direct",
        "said": "2024-02-28",
        "rule": "quoted/behind",
    }
    assert statement["cue"] == {"start": 118, "end": 122, "text": "told"}
    assert statement["speaker"] | {"form": "name"} == {
        "start": 101,
        "end": 117,
        "text": "Mayor Anna Meier",
        "form": "name",
        "actor": "anna-meier",
        "name": "Anna Meier",
    }
    assert found["dates"][0]["timex"] == {"type": "DATE", "value": "2024-03-01"}
    assert found["events"][0]["participants"] == ["anna-meier"]
    assert found["source"]["publisher"] == "The Post"


def test_a_quotation_inside_a_mixed_statement_says_which() -> None:
    statements = record(FOUND)["statements"]
    assert [statement.get("within") for statement in statements] == [None, None, None, 2]


def test_the_answer_bears_the_id_of_the_line() -> None:
    found = told(LINE)
    assert found["id"] == "dam"
    assert found["source"]["published"] == "2024-03-02"
    assert any(ARTICLE[one["start"] : one["end"]] == "“The dam is safe,”" for one in found["statements"])


def test_a_byte_order_mark_before_a_line_means_nothing() -> None:
    line = json.dumps(LINE).encode()
    assert answer(b"\xef\xbb\xbf" + line, extract) == answer(line, extract)


def test_an_unknown_key_is_told_and_left_aside() -> None:
    answered = answer(json.dumps(LINE | {"dct": "2024"}).encode(), extract)
    assert answered.unknown == ("dct",)
    assert answered.fault is None


@pytest.mark.parametrize(
    ("line", "name", "fault"),
    [
        (b"no json", None, "is not JSON"),
        (b'{"id": "a", "text": "\xff"}', None, "is not JSON"),
        (b'["a"]', None, "is a list, not an object"),
        (b'{"text": "a"}', None, "has no 'id'"),
        (b'{"id": "a"}', "a", "has no 'text'"),
        (b'{"id": {}, "text": "a"}', {}, "'id' is an object"),
        (b'{"id": true, "text": "a"}', True, "'id' is true"),
        (b'{"id": 1.5, "text": "a"}', 1.5, "'id' is a number with a fraction"),
        (b'{"id": 7, "text": null}', 7, "'text' is null"),
        (b'{"id": "a", "text": "", "published": 2024}', "a", "'published' is a number"),
        (b'{"id": "a", "text": "It rained.", "published": "soon"}', "a", "'soon' is not an EDTF date"),
        (b'{"id": "a", "text": "It rained.", "published": "2020-01-01T25:61"}', "a", "is not an EDTF date"),
        (b'{"id": "a", "text": "It rained.", "published": "0000-01-01"}', "a", "no article is of that time"),
        (b'{"id": "a", "text": ""}', "a", "no article found"),
    ],
)
def test_a_line_that_is_no_article_gives_an_error_in_its_place(line: bytes, name: Any, fault: str) -> None:
    answered = answer(line, extract)
    assert answered.fault is not None
    assert fault in answered.fault
    assert json.loads(answered.line) == {"id": name, "error": answered.fault}


def test_a_stumble_of_the_program_costs_no_more_than_its_line() -> None:
    def stumbles(text: str, **_: Any) -> Any:
        return {}[text]

    assert "please report it: KeyError" in str(answer(json.dumps(LINE).encode(), stumbles).fault)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_places_in_any_text_are_places_of_the_words_told(text: str) -> None:
    text = f"It rained, he said. “{text}” said Anna Meier on Friday.\n{text}"
    found = told({"id": 1, "text": text})
    for one in [*found.get("dates", ()), *(one["cue"] or one for one in found.get("statements", ()))]:
        assert 0 <= one["start"] < one["end"] <= len(text)
        assert "text" not in one or text[one["start"] : one["end"]] == one["text"]
