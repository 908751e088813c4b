"""JSON Lines: a line holds all that is known of an entry."""

import json
from typing import Any

from feeds_made import citation, event, feed, selected
from sample_feed import FEED, WITH_ERA, expected

from timeline.feeds import json_lines
from timeline.feeds.entries import Feed


def lines(given: Feed) -> list[dict[str, Any]]:
    """What the lines of a feed hold."""
    return [json.loads(line) for line in json_lines.render(given).body.splitlines()]


def test_the_feed_is_the_finished_example() -> None:
    assert json_lines.render(FEED).body.decode() == expected("json_lines.jsonl")


def test_each_entry_is_one_line_whatever_its_text_holds() -> None:
    text = 'two\nlines\u2028and\x85a "mark" </script>'
    (line,) = json_lines.render(feed(event(title=text))).body.split(b"\n")[:-1]
    assert json.loads(line)["title"] == text


def test_dates_come_as_the_evidence_has_them() -> None:
    dates = {line["slug"]: line["date"] for line in lines(FEED)}
    assert (dates["ides"]["edtf"], dates["ides"]["display"]) == ("-0043-03-15", "15 March 44 BC")
    assert dates["ides"]["earliestIso"] == "-000043-03-15T00:00:00"
    assert (dates["protests"]["latest"], dates["protests"]["end"]) == (None, "OPEN")
    assert (dates["before"]["earliest"], dates["before"]["start"]) == (None, "UNKNOWN")
    assert dates["strike"]["approximate"]
    assert dates["letter"]["uncertain"]
    assert (dates["camp"]["lasts"], dates["before"]["lasts"]) == (True, False)


def test_citations_come_with_selectors_and_without_what_nobody_gave() -> None:
    (line,) = lines(feed(event(citations=(citation(suffix=" after", start=10, end=25), citation("bare", None)))))
    quoted, named = line["citations"]
    assert quoted["selectors"] == [
        {"type": "TextQuoteSelector", "exact": "polls opened", "suffix": " after"},
        {"type": "TextPositionSelector", "start": 10, "end": 25},
    ]
    assert quoted["source"]["published"]["edtf"] == "2020-08-10"
    assert named["selectors"] == []


def test_eras_are_counted_as_left_out() -> None:
    assert [omission.slug for omission in json_lines.render(WITH_ERA).omitted] == ["*"]


def test_every_entry_of_a_real_timeline_has_its_line(belarus_url: str) -> None:
    belarus = selected(belarus_url, "belarus-2020")
    assert [line["slug"] for line in lines(belarus)] == [entry.slug for entry in belarus.entries]
