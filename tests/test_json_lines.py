"""JSON Lines: a line holds all that is known of an entry."""

import json
from pathlib import Path
from typing import Any

from feeds_made import cited, feed_of, hard, made, said, selected

from timeline.feeds import json_lines
from timeline.feeds.entries import Feed

EXPECTED = Path(__file__).parent / "expected" / "json_lines.jsonl"


def lines(feed: Feed) -> list[dict[str, Any]]:
    """What the lines of a feed hold."""
    return [json.loads(line) for line in json_lines.render(feed).body.splitlines()]


def test_a_timeline_of_hard_dates_is_what_is_expected() -> None:
    assert json_lines.render(hard()).body == EXPECTED.read_bytes()


def test_each_entry_is_one_line_whatever_its_text_holds() -> None:
    text = 'two\nlines\u2028and\x85a "mark" </script>'
    (line,) = json_lines.render(feed_of(made(title=text))).body.split(b"\n")[:-1]
    assert json.loads(line)["title"] == text


def test_dates_come_as_the_evidence_has_them() -> None:
    dates = {line["slug"]: line["date"] for line in lines(hard())}
    assert (dates["ides"]["edtf"], dates["ides"]["display"]) == ("-0043-03-15", "15 March 44 BC")
    assert dates["ides"]["earliestIso"] == "-000043-03-15T00:00:00"
    assert (dates["open-end"]["latest"], dates["open-end"]["end"]) == (None, "OPEN")
    assert (dates["unknown-end"]["latest"], dates["unknown-end"]["end"]) == (None, "UNKNOWN")
    assert dates["circa"]["approximate"]
    assert dates["perhaps"]["uncertain"]
    assert (dates["night"]["lasts"], dates["between"]["lasts"]) == (True, False)


def test_citations_come_with_selectors_and_without_what_nobody_gave() -> None:
    bare = cited("bare", None, prefix=None, suffix=None, start=None, end=None)
    (line,) = lines(feed_of(said(citations=(cited(prefix=None), bare))))
    quoted, named = line["citations"]
    assert quoted["selectors"] == [
        {"type": "TextQuoteSelector", "exact": "the exact words", "suffix": " after"},
        {"type": "TextPositionSelector", "start": 10, "end": 25},
    ]
    assert quoted["source"]["published"]["edtf"] == "2020-08-10"
    assert named["selectors"] == []


def test_eras_are_counted_as_left_out() -> None:
    assert [omission.slug for omission in json_lines.render(hard()).omitted] == ["*", "*"]


def test_every_entry_of_a_real_timeline_has_its_line(belarus_url: str) -> None:
    feed = selected(belarus_url, "belarus-2020")
    assert [line["slug"] for line in lines(feed)] == [entry.slug for entry in feed.entries]
