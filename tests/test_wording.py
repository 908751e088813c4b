"""An entry in words: the date, what it says, and who says so."""

from dataclasses import replace

import pytest
from any_feeds import texts
from feeds_made import GAZETTE, LEAFLET
from hypothesis import given
from sample_feed import ENTRIES, FEED

from timeline.feeds import wording
from timeline.feeds.entries import Named, Source

BY_SLUG = {entry.slug: entry for entry in ENTRIES}


def test_an_event_tells_its_date_what_happened_and_each_source_with_its_words() -> None:
    assert wording.text(BY_SLUG["ballot"]).split("\n\n") == [
        "9 August 2020",
        "Polls open,\nand close; nobody counts.",
        "“polls opened” — Polls close, The Gazette via Wire, 10 August 2020 https://gazette.example/ballot?id=1&page=2",
        "A leaflet (dates it 10 August 2020; printed later)",
    ]


def test_a_statement_tells_who_said_it_to_whom_and_where() -> None:
    said = wording.text(BY_SLUG["quote"]).split("\n\n")[1]
    assert said == "Ann, Bob & Co to the press (on television): “We won. </script> ]]> שלום”"


def test_a_source_without_a_title_goes_by_its_publisher_and_then_by_its_slug() -> None:
    assert wording.source_title(replace(GAZETTE, title=None)) == "The Gazette via Wire, 10 August 2020"
    assert wording.source_title(Source("letter-7")) == "letter-7"


def test_tags_are_topics_and_category_each_once_in_whatever_case() -> None:
    tagged = replace(BY_SLUG["ballot"], topics=(Named("a", "Arrest"), Named("b", "Ballot")), category="arrest")
    assert wording.tags(tagged) == ("Arrest", "Ballot")


def test_a_draft_says_so() -> None:
    assert "Draft: not yet read by a person." in wording.text(BY_SLUG["strike"])


def test_where_date_and_label_stand_the_rest_is_remarks() -> None:
    assert list(wording.remarks(BY_SLUG["quote"])) == ["on television"]
    assert list(wording.remarks(BY_SLUG["strike"])) == ["Draft: not yet read by a person."]
    reasoned = replace(BY_SLUG["ides"], date_reason="All chroniclers say so.", note="See Dio.")
    assert list(wording.remarks(reasoned)) == ["15 March 44 BC. All chroniclers say so.", "See Dio."]


def test_a_statement_that_a_timeline_gives_a_headline_is_told_beside_it() -> None:
    (told,) = wording.remarks(replace(BY_SLUG["quote"], headline="Victory is claimed"))
    assert told.startswith("Ann, Bob & Co to the press (on television): “We won.")


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "https://a b", 'https://a"', "ftp://a", "https://a\n"]
)
def test_a_source_without_an_address_on_the_web_links_to_its_page_here(url: str | None) -> None:
    assert wording.source_link(FEED, replace(LEAFLET, url=url)) == "https://timeline.example/sources/leaflet"


@given(texts)
def test_a_clean_text_holds_what_xml_and_calendars_hold_and_stays_as_it_is(text: str) -> None:
    cleaned = wording.clean(text)
    assert not [letter for letter in cleaned if (letter < " " and letter not in "\t\n") or letter in "\x7f\ufffe\uffff"]
    assert wording.clean(cleaned) == cleaned


@given(texts)
def test_one_line_is_one_line(text: str) -> None:
    assert len(wording.one_line(text).splitlines()) <= 1
