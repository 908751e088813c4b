"""JSON for linked data gives the day of the page itself, not that of its parts."""

import json

from timeline.extraction.pages import json_ld


def days(tree: object) -> list[str]:
    return [value for value, _ in json_ld.published(json.dumps(tree))]


def test_graphs_and_lists_are_walked_from_the_outside_in() -> None:
    assert days([{"@graph": [{"@type": "NewsArticle", "datePublished": "2021-05-17"}]}]) == ["2021-05-17"]


def test_comments_items_of_lists_and_events_are_something_else() -> None:
    article = {"@type": "Article", "datePublished": "2021-05-17"}
    assert days({"@type": "ItemList", "itemListElement": [article]}) == []
    assert days({"@type": "Event", "datePublished": "2021-05-17"}) == []
    assert days(article | {"comment": [{"datePublished": "2021-05-18"}]}) == ["2021-05-17"]


def test_an_article_is_trusted_more_than_a_page_or_a_video() -> None:
    trust = [
        next(json_ld.published(json.dumps({"@type": kind, "datePublished": "2021-05-17"})))[1]
        for kind in ("NewsArticle", "WebPage", "VideoObject")
    ]
    assert trust == sorted(trust, reverse=True)
    assert len(set(trust)) == 3


def test_broken_json_still_gives_its_first_day() -> None:
    assert list(json_ld.published('{"datePublished": "2021-05-17", "x": }')) == [("2021-05-17", 8)]


def test_deep_nesting_does_no_harm() -> None:
    assert list(json_ld.published("[" * 100_000)) == []
