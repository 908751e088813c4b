"""schema.org in JSON-LD: what a search engine would read from a page that has it in a script."""

import json
import re
from html.parser import HTMLParser
from typing import Any

from any_feeds import feeds, unhurried
from hypothesis import given
from sample_feed import FEED, expected, indented

from timeline.feeds import wording
from timeline.feeds.entries import Feed
from timeline.feeds.schema_org import render


class Scripts(HTMLParser):
    """What stands in the scripts of a page, as its reader hears it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        if self.lasttag == "script":
            self.found.append(data)


def read(feed: Feed) -> dict[str, Any]:
    """The list as it is read out of a page."""
    scripts = Scripts()
    scripts.feed(f'<script type="application/ld+json">{render(feed).body.decode()}</script>')
    found: dict[str, Any] = json.loads("".join(scripts.found))
    return found


def items(feed: Feed) -> dict[str, Any]:
    """The items by the slugs of their entries."""
    found = [element["item"] for element in read(feed)["itemListElement"]]
    return {item["@id"].rpartition("/")[2]: item for item in found}


def test_the_feed_is_the_finished_example() -> None:
    assert indented(render(FEED).body) == expected("schema_org.json")


def test_events_start_and_end_where_the_evidence_says_so() -> None:
    found = items(FEED)
    dates = {slug: (item.get("startDate"), item.get("endDate")) for slug, item in found.items()}
    assert {slug: ends for slug, ends in dates.items() if any(ends)} == {
        "until": (None, "2020"),
        "ballot": ("2020-08-09", None),
        "protests": ("2020-08-09", None),
        "call": ("2020-08-09T14:05:00", None),
        "midnight": ("2020-08-10T00:00:00Z", None),
        "camp": ("2020-08-26", "2020-08-29"),
    }


def test_a_quotation_has_its_speaker_and_what_it_is_based_on() -> None:
    found = items(FEED)["quote"]
    assert found["@type"] == "Quotation"
    assert found["spokenByCharacter"][0] == {"@id": "https://timeline.example/actors/ann", "name": "Ann"}
    assert found["dateCreated"] == "2020-08-09T20:30:00+03:00"
    assert found["isBasedOn"][0]["isPartOf"]["url"] == "https://gazette.example/ballot?id=1&page=2"


def test_dates_that_are_no_iso_8601_are_counted() -> None:
    omitted = [(omission.slug, omission.reason) for omission in render(FEED).omitted]
    assert omitted == [
        ("ides", "startDate: its date is not one of ISO 8601"),
        ("year-nothing", "startDate: its date is not one of ISO 8601"),
        ("sometime", "startDate: its date is not one of ISO 8601"),
        ("until", "startDate: it is open"),
        ("strike", "startDate: its date is not one of ISO 8601"),
        ("letter", "startDate: its date is not one of ISO 8601"),
        ("protests", "endDate: it is open"),
        ("before", "startDate: its date is not one of ISO 8601"),
    ]
    assert read(FEED)["additionalProperty"]["value"] == len(omitted)


@unhurried
@given(feeds())
def test_any_feed_is_read_from_a_script_with_every_entry_its_date_and_words(feed: Feed) -> None:
    assert not re.search(b"[<>&]", render(feed).body)
    found, omitted = items(feed), {omission.slug for omission in render(feed).omitted}
    assert list(found) == [entry.slug for entry in feed.entries]
    for entry in feed.entries:
        item = found[entry.slug]
        assert item["name"] == wording.one_line(entry.label)
        assert item["additionalProperty"][0]["value"] == entry.date.edtf
        evidence = item.get("subjectOf", []) + item.get("isBasedOn", [])
        assert [piece.get("text") for piece in evidence] == [citation.exact for citation in entry.citations]
        assert entry.slug in omitted or "startDate" in item or "dateCreated" in item
