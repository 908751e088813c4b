"""Plain CSV: rows any reader of CSV takes, and no formula among the cells."""

import csv
import io
from pathlib import Path

import pytest
from feeds_made import cited, feed_of, hard, made, said, selected

from timeline.feeds import table
from timeline.feeds.entries import Feed, Named

EXPECTED = Path(__file__).parent / "expected" / "table.csv"


def rows(feed: Feed) -> list[dict[str, str]]:
    """The rows of a feed by the names of their columns."""
    return list(csv.DictReader(io.StringIO(table.render(feed).body.decode(), newline="")))


def test_a_timeline_of_hard_dates_is_what_is_expected() -> None:
    assert table.render(hard()).body == EXPECTED.read_bytes()


def test_dates_are_there_as_written_in_words_and_with_their_bounds() -> None:
    found = {row["slug"]: row for row in rows(hard())}
    ides = found["ides"]
    assert (ides["date"], ides["display_date"]) == ("-0043-03-15", "15 March 44 BC")
    assert (ides["earliest"], ides["latest"]) == ("-000043-03-15T00:00:00", "-000043-03-15T23:59:59")
    assert (found["open-end"]["latest"], found["open-end"]["end"]) == ("", "OPEN")
    assert (found["circa"]["approximate"], found["day"]["approximate"]) == ("true", "false")
    assert found["day"]["longitude"] == "-16.5"


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@SUM(1)", "\tx", "\rx", " =1", "\n=1", "＝1", "-1+1", "-0043+1"])
def test_a_cell_that_would_be_a_formula_begins_with_an_apostrophe(text: str) -> None:
    (row,) = rows(feed_of(made(title=text)))
    assert (row["title"], row["label"]) == (f"'{text}", f"'{text}")


@pytest.mark.parametrize("text", ["-43", "-0043", "+5", "-1.5", "1,000", "a=1", "44 BC", "", "“-x”"])
def test_numbers_and_plain_words_stay_as_they_are(text: str) -> None:
    assert table.disarmed(text) == text


def test_a_formula_among_speakers_and_words_is_disarmed_too() -> None:
    (row,) = rows(feed_of(said(speakers=(Named("x", "=cmd()"),), citations=(cited(exact="=HYPERLINK(1)"),))))
    assert (row["speakers"], row["exact"], row["label"][0]) == ("'=cmd()", "'=HYPERLINK(1)", "'")


def test_lines_of_citations_stand_side_by_side() -> None:
    bare = cited("bare", None, start=None, end=None)
    (row,) = rows(feed_of(made(citations=(bare, cited(exact="two\nlines")))))
    assert row["exact"].split("\n") == ["", "two lines"]
    assert row["offsets"].split("\n") == ["", "10–25"]
    assert row["publisher"].split("\n") == ["The Post via Mirror"] * 2


def test_quotation_marks_and_line_breaks_come_back(belarus_url: str) -> None:
    feed = selected(belarus_url, "belarus-2020")
    found = rows(feed)
    assert [row["slug"] for row in found] == [entry.slug for entry in feed.entries]
    assert [row["text"] for row in found] == [entry.text or "" for entry in feed.entries]
    (row,) = rows(feed_of(made(summary='a "b",\r\nc')))
    assert row["summary"] == 'a "b",\r\nc'


def test_eras_are_counted_as_left_out() -> None:
    assert [omission.slug for omission in table.render(hard()).omitted] == ["*", "*"]
