"""iCalendar, read back by the library that calendars in Python are read with."""

from dataclasses import replace
from datetime import UTC, date, datetime

from any_feeds import feeds, unhurried
from hypothesis import given
from icalendar import Calendar, Event
from sample_feed import FEED, expected

from timeline.dates import parse
from timeline.feeds import wording
from timeline.feeds.calendar_file import render
from timeline.feeds.entries import Feed


def events(feed: Feed) -> dict[str, Event]:
    """The events of a feed, by the slugs in their ids."""
    calendar = Calendar.from_ical(render(feed).body)
    assert not [event.errors for event in calendar.events if event.errors]
    return {str(event["uid"]).partition("@")[0]: event for event in calendar.events}


def bounds(event: Event) -> tuple[date | None, date | None]:
    """Start and end of an event, as they are written."""
    return event.DTSTART, event.DTEND


def test_the_feed_is_the_finished_example() -> None:
    assert render(FEED).body.decode() == expected("calendar_file.ics")


def test_days_end_on_the_day_after() -> None:
    found = events(FEED)
    assert bounds(found["ballot"]) == (date(2020, 8, 9), date(2020, 8, 10))
    assert bounds(found["camp"]) == (date(2020, 8, 26), date(2020, 8, 30))
    assert bounds(found["strike"]) == (date(2020, 8, 1), date(2020, 9, 1))


def test_moments_stand_in_utc_or_float_where_no_zone_is_known() -> None:
    found = events(FEED)
    assert bounds(found["quote"]) == (datetime(2020, 8, 9, 17, 30, tzinfo=UTC), None)
    assert bounds(found["midnight"]) == (datetime(2020, 8, 10, tzinfo=UTC), None)
    assert bounds(found["call"]) == (datetime(2020, 8, 9, 14, 5), None)


def test_what_has_no_end_stands_at_its_start_and_says_so() -> None:
    found = events(FEED)["protests"]
    assert bounds(found) == (date(2020, 8, 9), None)
    assert found["summary"] == "Protests (since 9 August 2020)"


def test_drafts_are_tentative() -> None:
    found = events(FEED)
    assert (found["strike"]["status"], found["ballot"]["status"]) == ("TENTATIVE", "CONFIRMED")


def test_what_a_calendar_cannot_hold_is_left_out_and_counted() -> None:
    rendered = render(FEED)
    assert {omission.slug: omission.reason for omission in rendered.omitted} == {
        "ides": "it reaches before AD 1",
        "year-nothing": "it reaches before AD 1",
        "sometime": "its year is not known",
        "until": "its start is open",
        "before": "its start is unknown",
    }
    assert Calendar.from_ical(rendered.body)["x-timeline-omitted"] == "5"


def test_commas_of_a_set_are_read_back() -> None:
    days = replace(FEED.entries[6], date=parse("{2020-08-09,2020-08-11}"))
    assert events(replace(FEED, entries=(days,)))["ballot"]["x-timeline-edtf"] == "{2020-08-09,2020-08-11}"


@unhurried
@given(feeds())
def test_any_feed_is_read_back_as_it_was_or_counted(feed: Feed) -> None:
    found, omitted = events(feed), {omission.slug for omission in render(feed).omitted}
    assert sorted([*found, *omitted]) == sorted(entry.slug for entry in feed.entries)
    for entry in feed.entries:
        if entry.slug in found:
            event = found[entry.slug]
            assert event["x-timeline-edtf"] == entry.date.edtf
            assert str(event["summary"]).startswith(wording.one_line(entry.label))
            assert event["description"] == wording.text(entry)
            assert event["url"] == feed.link(entry)


@unhurried
@given(feeds())
def test_every_line_is_folded_and_free_of_control_characters(feed: Feed) -> None:
    lines = render(feed).body.split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    assert not [line for line in lines if any(byte < 32 and byte != 9 for byte in line)]
