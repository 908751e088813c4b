"""W3C Web Annotation, checked against the model written as a JSON schema."""

import json
from typing import Any

from any_feeds import feeds, unhurried
from hypothesis import given
from jsonschema import Draft202012Validator
from sample_feed import FEED, expected, indented

from timeline.feeds.entries import Feed
from timeline.feeds.web_annotation import render

IRI = {"type": "string", "pattern": '^https?://[^ <>"{}|\\\\^`]+$'}
QUOTE = {
    "required": ["type", "exact"],
    "properties": {
        "type": {"const": "TextQuoteSelector"},
        "exact": {"type": "string", "minLength": 1},
        "prefix": {"type": "string"},
        "suffix": {"type": "string"},
    },
    "additionalProperties": False,
}
POSITION = {
    "required": ["type", "start", "end"],
    "properties": {
        "type": {"const": "TextPositionSelector"},
        "start": {"type": "integer", "minimum": 0},
        "end": {"type": "integer", "minimum": 0},
    },
    "additionalProperties": False,
}
BODY = {
    "required": ["type"],
    "oneOf": [
        {"required": ["source"], "properties": {"type": {"const": "SpecificResource"}, "source": IRI}},
        {"required": ["value"], "properties": {"type": {"const": "TextualBody"}, "value": {"type": "string"}}},
    ],
}
ANNOTATION = {
    "required": ["id", "type", "target"],
    "properties": {
        "id": IRI,
        "type": {"const": "Annotation"},
        "body": {"type": "array", "items": BODY, "minItems": 1},
        "target": {
            "required": ["source", "selector"],
            "properties": {
                "source": IRI,
                "selector": {"type": "array", "items": {"oneOf": [QUOTE, POSITION]}, "minItems": 1, "maxItems": 2},
            },
        },
    },
}
SCHEMA = {
    "required": ["@context", "id", "type", "partOf", "items"],
    "properties": {
        "@context": {"contains": {"const": "http://www.w3.org/ns/anno.jsonld"}},
        "id": IRI,
        "type": {"const": "AnnotationPage"},
        "next": IRI,
        "items": {"type": "array", "items": ANNOTATION},
    },
}


def annotations(feed: Feed) -> list[dict[str, Any]]:
    """The annotations of a feed."""
    found: list[dict[str, Any]] = json.loads(render(feed).body)["items"]
    return found


def test_the_feed_is_the_finished_example() -> None:
    assert indented(render(FEED).body) == expected("web_annotation.json")


def test_words_are_found_by_quotation_and_by_position() -> None:
    ballot = next(found for found in annotations(FEED) if found["id"].endswith("/ballot#ballot-1"))
    assert ballot["target"] == {
        "source": "https://gazette.example/ballot?id=1&page=2",
        "selector": [
            {"type": "TextQuoteSelector", "exact": "polls opened", "prefix": "At eight ", "suffix": " all over"},
            {"type": "TextPositionSelector", "start": 9, "end": 21},
        ],
    }


def test_citations_without_words_are_counted() -> None:
    omitted = render(FEED).omitted
    assert len(annotations(FEED)) + len(omitted) == sum(len(entry.citations) for entry in FEED.entries)
    assert ("ballot", "a citation without exact words") in [(found.slug, found.reason) for found in omitted]
    assert "quote" not in {found.slug for found in omitted}


@unhurried
@given(feeds())
def test_any_feed_is_valid_and_has_the_exact_words_of_every_citation_or_counts_it(feed: Feed) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(render(feed).body))
    cited = [(entry, citation) for entry in feed.entries for citation in entry.citations]
    found = [(each["body"][0]["source"], each["target"]["selector"][0]["exact"]) for each in annotations(feed)]
    assert found == [(feed.link(entry), citation.exact) for entry, citation in cited if citation.exact]
    uncited = sum(not entry.citations for entry in feed.entries)
    assert len(render(feed).omitted) == len(cited) - len(found) + uncited
