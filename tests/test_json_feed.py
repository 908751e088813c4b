"""JSON Feed, checked against the specification written as a JSON schema."""

import json
from typing import Any

from any_feeds import feeds, unhurried
from hypothesis import given
from jsonschema import Draft202012Validator, FormatChecker
from sample_feed import FEED, expected, indented

from timeline.feeds import wording
from timeline.feeds.entries import Feed
from timeline.feeds.json_feed import render

TEXT = {"type": "string", "minLength": 1}
URL = {"type": "string", "pattern": "^https?://[^ ]+$"}
AUTHOR = {"type": "object", "required": ["name"], "properties": {"url": URL}}
ITEM = {
    "type": "object",
    "required": ["id", "content_text", "content_html"],
    "properties": {
        "id": TEXT,
        "url": URL,
        "title": {"type": "string"},
        "date_published": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"},
        "authors": {"type": "array", "items": AUTHOR, "minItems": 1},
        "tags": {"type": "array", "items": TEXT, "uniqueItems": True},
    },
    "patternProperties": {"^_[a-z]+$": {"type": "object"}},
    "propertyNames": {"pattern": "^(id|url|title|content_(text|html)|date_published|authors|tags|_timeline)$"},
}
SCHEMA = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string"},
        "home_page_url": URL,
        "feed_url": URL,
        "next_url": URL,
        "items": {"type": "array", "items": ITEM},
    },
}
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def items(feed: Feed) -> dict[str, Any]:
    """The items of a feed by their slugs."""
    return {item["id"].rpartition("/")[2]: item for item in json.loads(render(feed).body)["items"]}


def test_the_feed_is_the_finished_example() -> None:
    assert indented(render(FEED).body) == expected("json_feed.json")


def test_only_days_and_moments_are_dates_of_publication() -> None:
    published = {slug: item["date_published"] for slug, item in items(FEED).items() if "date_published" in item}
    assert published == {
        "ballot": "2020-08-09T00:00:00Z",
        "quote": "2020-08-09T17:30:00Z",
        "call": "2020-08-09T14:05:00Z",
        "midnight": "2020-08-10T00:00:00Z",
    }


def test_speakers_are_authors() -> None:
    assert items(FEED)["quote"]["authors"][0] == {"name": "Ann", "url": "https://timeline.example/actors/ann"}


def test_the_next_page_has_its_address() -> None:
    assert json.loads(render(FEED).body)["next_url"] == FEED.following


@unhurried
@given(feeds())
def test_any_feed_is_valid_and_has_every_entry_with_its_date_and_words(feed: Feed) -> None:
    VALIDATOR.validate(json.loads(render(feed).body))
    assert not render(feed).omitted
    found = items(feed)
    assert list(found) == [entry.slug for entry in feed.entries]
    for entry in feed.entries:
        item = found[entry.slug]
        assert (item["_timeline"]["edtf"], item["content_text"]) == (entry.date.edtf, wording.text(entry))
        quoted = [citation.get("exact") for citation in item["_timeline"].get("citations", [])]
        assert quoted == [citation.exact for citation in entry.citations]
