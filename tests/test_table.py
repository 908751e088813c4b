"""Plain CSV: rows any reader of CSV takes, and no formula among the cells."""

import csv
import io

import pytest
from feeds_made import citation, event, feed, selected, statement
from sample_feed import FEED, WITH_ERA, expected

from timeline.feeds import table
from timeline.feeds.entries import Feed, Named


def rows(given: Feed) -> list[dict[str, str]]:
    """The rows of a feed by the names of their columns."""
    return list(csv.DictReader(io.StringIO(table.render(given).body.decode(), newline="")))


def test_the_feed_is_the_finished_example() -> None:
    assert table.render(FEED).body.decode() == expected("table.csv")


def test_dates_are_there_as_written_in_words_and_with_their_bounds() -> None:
    found = {row["slug"]: row for row in rows(FEED)}
    ides = found["ides"]
    assert (ides["date"], ides["display_date"]) == ("-0043-03-15", "15 March 44 BC")
    assert (ides["earliest"], ides["latest"]) == ("-000043-03-15T00:00:00", "-000043-03-15T23:59:59")
    assert (found["protests"]["latest"], found["protests"]["end"]) == ("", "OPEN")
    assert (found["strike"]["approximate"], found["ballot"]["approximate"]) == ("true", "false")
    assert ides["latitude"] == "41.8953"


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@SUM(1)", "\tx", "\rx", " =1", "\n=1", "＝1", "-1+1", "-0043+1"])
def test_a_cell_that_would_be_a_formula_begins_with_an_apostrophe(text: str) -> None:
    (row,) = rows(feed(event(title=text)))
    assert (row["title"], row["label"]) == (f"'{text}", f"'{text}")


@pytest.mark.parametrize("text", ["-43", "-0043", "+5", "-1.5", "1,000", "a=1", "44 BC", "", "“-x”"])
def test_numbers_and_plain_words_stay_as_they_are(text: str) -> None:
    assert table.disarmed(text) == text


def test_a_formula_among_speakers_and_words_is_disarmed_too() -> None:
    (row,) = rows(feed(statement(speakers=(Named("x", "=cmd()"),), citations=(citation(exact="=HYPERLINK(1)"),))))
    assert (row["speakers"], row["exact"], row["label"][0]) == ("'=cmd()", "'=HYPERLINK(1)", "'")


def test_lines_of_citations_stand_side_by_side() -> None:
    (row,) = rows(feed(event(citations=(citation("bare", None), citation(exact="two\nlines", start=10, end=25)))))
    assert row["exact"].split("\n") == ["", "two lines"]
    assert row["offsets"].split("\n") == ["", "10–25"]
    assert row["publisher"].split("\n") == ["The Gazette via Wire"] * 2


def test_quotation_marks_and_line_breaks_come_back(belarus_url: str) -> None:
    belarus = selected(belarus_url, "belarus-2020")
    found = rows(belarus)
    assert [row["slug"] for row in found] == [entry.slug for entry in belarus.entries]
    assert [row["text"] for row in found] == [entry.text or "" for entry in belarus.entries]
    (row,) = rows(feed(event(summary='a "b",\r\nc')))
    assert row["summary"] == 'a "b",\r\nc'


def test_eras_are_counted_as_left_out() -> None:
    assert [omission.slug for omission in table.render(WITH_ERA).omitted] == ["*"]
