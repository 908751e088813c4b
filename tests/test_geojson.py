"""GeoJSON, checked against RFC 7946 and the ``time`` of JSON-FG written as a JSON schema."""

import json
from typing import Any

from any_feeds import feeds, unhurried
from hypothesis import given
from jsonschema import Draft202012Validator
from sample_feed import FEED, expected, indented

from timeline.feeds.entries import Feed
from timeline.feeds.geojson import render

DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
STAMP = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"}
LIMIT = {"anyOf": [DAY, {"const": ".."}]}
TIME = {
    "type": ["object", "null"],
    "minProperties": 1,
    "additionalProperties": False,
    "properties": {
        "date": DAY,
        "timestamp": STAMP,
        "interval": {"type": "array", "items": LIMIT, "minItems": 2, "maxItems": 2, "uniqueItems": False},
    },
}
POINT = {
    "type": ["object", "null"],
    "required": ["type", "coordinates"],
    "properties": {
        "type": {"const": "Point"},
        "coordinates": {
            "prefixItems": [
                {"type": "number", "minimum": -180, "maximum": 180},
                {"type": "number", "minimum": -90, "maximum": 90},
            ],
            "minItems": 2,
            "maxItems": 2,
        },
    },
}
FEATURE = {
    "type": "object",
    "required": ["type", "id", "geometry", "place", "time", "properties"],
    "properties": {
        "type": {"const": "Feature"},
        "geometry": POINT,
        "place": {"type": "null"},
        "time": TIME,
        "properties": {"type": "object"},
    },
}
SCHEMA = {
    "type": "object",
    "required": ["type", "conformsTo", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "bbox": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
        "features": {"type": "array", "items": FEATURE},
    },
}


def features(feed: Feed) -> dict[str, Any]:
    """The features of a feed by their slugs."""
    return {feature["id"].rpartition("/")[2]: feature for feature in json.loads(render(feed).body)["features"]}


def test_the_feed_is_the_finished_example() -> None:
    assert indented(render(FEED).body) == expected("geojson.json")


def test_times_are_days_moments_and_intervals() -> None:
    assert {slug: feature["time"] for slug, feature in features(FEED).items()} == {
        "ides": None,
        "year-nothing": {"interval": ["0000-01-01", "0000-12-31"]},
        "sometime": None,
        "until": {"interval": ["..", "2020-12-31"]},
        "strike": {"interval": ["2020-08-01", "2020-08-31"]},
        "letter": {"interval": ["2020-08-01", "2020-08-31"]},
        "ballot": {"date": "2020-08-09"},
        "protests": {"interval": ["2020-08-09", ".."]},
        "quote": {"timestamp": "2020-08-09T17:30:00Z"},
        "call": {"date": "2020-08-09"},
        "midnight": {"timestamp": "2020-08-10T00:00:00Z"},
        "camp": {"interval": ["2020-08-26", "2020-08-29"]},
        "before": {"interval": ["..", "2020-08-30"]},
    }


def test_what_time_cannot_hold_is_counted() -> None:
    omitted = render(FEED).omitted
    assert {omission.slug: omission.reason for omission in omitted} == {
        "ides": "time: it reaches beyond the years 0 to 9999",
        "sometime": "time: its year is not known",
        "call": "time: its clock has no zone, only the day is there",
        "before": "time: its start is unknown, and written as if it were open",
    }
    assert json.loads(render(FEED).body)["omitted"] == len(omitted)


def test_points_have_the_longitude_first_and_entries_without_place_none() -> None:
    found = features(FEED)
    assert found["ballot"]["geometry"] == {"type": "Point", "coordinates": [27.5667, 53.9]}
    assert found["strike"]["geometry"] is None
    assert json.loads(render(FEED).body)["bbox"] == [12.4823, 41.8953, 27.5667, 53.9]


@unhurried
@given(feeds())
def test_any_feed_is_valid_and_has_every_entry_with_its_date_and_words(feed: Feed) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(render(feed).body))
    found, omitted = features(feed), {omission.slug for omission in render(feed).omitted}
    assert list(found) == [entry.slug for entry in feed.entries]
    for entry in feed.entries:
        feature = found[entry.slug]
        assert feature["properties"]["edtf"] == entry.date.edtf
        assert [citation["exact"] for citation in feature["properties"]["citations"]] == [
            citation.exact for citation in entry.citations
        ]
        assert feature["time"] or entry.slug in omitted
