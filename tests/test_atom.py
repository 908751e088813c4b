"""Atom, read by feedparser."""

from typing import Any
from xml.etree.ElementTree import fromstring

import feedparser
from any_feeds import feeds, unhurried
from hypothesis import given
from sample_feed import FEED, expected

from timeline.feeds import markup, wording
from timeline.feeds.atom import ATOM, TERMS, render
from timeline.feeds.entries import Feed


def read(feed: Feed) -> Any:
    """What feedparser reads."""
    found = feedparser.parse(render(feed).body, response_headers={"content-type": "application/atom+xml"})
    assert not found.bozo
    return found


def links(thing: Any) -> dict[str, str]:
    """The links of a feed or entry by what they are."""
    return {link["rel"]: link["href"] for link in thing["links"]}


def test_the_feed_is_the_finished_example() -> None:
    assert render(FEED).body.decode() == expected("atom.xml")


def test_the_feed_has_an_id_a_title_and_its_links() -> None:
    found = read(FEED)
    assert found.version == "atom10"
    assert (found.feed.id, found.feed.title, found.feed.updated) == (FEED.own, "Hard dates", "2026-01-02T03:04:05Z")
    assert links(found.feed) == {"self": FEED.own, "alternate": FEED.page, "next": FEED.following}


def test_an_entry_has_its_authors_tags_sources_and_date() -> None:
    entry = next(entry for entry in read(FEED).entries if entry.id.endswith("/quote"))
    assert [author["name"] for author in entry.authors] == ["Ann", "Bob & Co"]
    assert [tag["term"] for tag in entry.tags] == ["Labour; unions"]
    assert links(entry) == {
        "alternate": "https://timeline.example/entries/quote",
        "via": "https://gazette.example/ballot?id=1&page=2",
    }
    assert entry.published == "2020-08-09T17:30:00Z"
    assert entry.dcterms_temporal == "2020-08-09T20:30:00+03:00"


def test_only_days_and_moments_are_dates_of_publication() -> None:
    dated = [entry.id.rpartition("/")[2] for entry in read(FEED).entries if "published" in entry]
    assert dated == ["ballot", "quote", "call", "midnight"]


@unhurried
@given(feeds())
def test_any_feed_is_well_formed_and_has_every_entry_with_its_date_and_words(feed: Feed) -> None:
    assert not render(feed).omitted
    found = fromstring(render(feed).body).findall(f"{{{ATOM}}}entry")  # noqa: S314 (our own)
    assert [node.findtext(f"{{{ATOM}}}id") for node in found] == [feed.link(entry) for entry in feed.entries]
    for node, entry in zip(found, feed.entries, strict=True):
        assert node.findtext(f"{{{TERMS}}}temporal") == entry.date.edtf
        assert node.findtext(f"{{{ATOM}}}title") == wording.one_line(entry.label)
        assert node.findtext(f"{{{ATOM}}}content") == markup.html(feed, entry)


@unhurried
@given(feeds())
def test_any_feed_is_read_by_feedparser(feed: Feed) -> None:
    assert [entry.id for entry in read(feed).entries] == [feed.link(entry) for entry in feed.entries]
