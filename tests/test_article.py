"""The parts put together: what is found in a whole article."""

import pytest
from findings import ARTICLE
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dates import parse
from timeline.exceptions import DateError, NotAnArticleError
from timeline.extraction.actors.known import Known
from timeline.extraction.article import extract
from timeline.extraction.findings import Extraction

HTML = """<!doctype html><html><head><title>Dam breaks</title>
<meta property="article:published_time" content="2024-03-02T08:00:00Z"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Dam above Altstadt breaks in the night</h1>
<p>The dam broke on Friday, and water ran down to the town all night while people slept in their beds.</p>
<p>&#8220;The dam is safe,&#8221; Mayor Anna Meier told The Post on Wednesday, two days before it broke.</p>
<p>Four hundred people were brought to safety by the fire service before the sun rose over the valley.</p>
</article><footer>Join our list</footer></body></html>"""


def spoken(found: Extraction, text: str = ARTICLE) -> dict[str, tuple[str | None, ...]]:
    """By the words of each statement, the actors who said it."""
    return {text[one.start : one.end]: tuple(who.actor for who in one.speakers) for one in found.statements}


def test_statements_have_speakers_dates_and_rules() -> None:
    found = extract(ARTICLE, published="2024-03-02")
    said = next(one for one in found.statements if ARTICLE[one.start : one.end] == "“The dam is safe,”")
    assert [mention.actor for mention in said.speakers] == ["anna-meier"]
    assert said.said == "2024-02-28"
    assert [part.partition("/")[0] for part in said.rule.split(", ")] == ["quoted", "said"]


def test_a_pronoun_is_the_speaker_before() -> None:
    assert spoken(extract(ARTICLE))["“people who never saw a dam”"] == ("anna-meier",)


def test_an_actor_known_already_keeps_its_slug() -> None:
    known = [Known("mayor-meier", "Anna Meier", "PERSON")]
    found = extract(ARTICLE, known=known)
    assert spoken(found)["“The dam is safe,”"] == ("mayor-meier",)
    assert [actor.known for actor in found.actors if actor.slug == "mayor-meier"] == [True]


def test_no_place_is_found_twice() -> None:
    places = [(one.start, one.end) for one in extract(ARTICLE).statements]
    assert len(places) == len(set(places))


def test_a_page_of_html_has_its_places_in_the_html() -> None:
    found = extract(HTML)
    assert found.source.published == "2024-03-02"
    assert "&#8220;The dam is safe,&#8221;" in spoken(found, HTML)


def test_what_is_too_long_for_an_article_is_refused() -> None:
    with pytest.raises(NotAnArticleError, match="too long: it has 2,600,000 characters, and one article at most"):
        extract("It rained on Friday, she said." + "\n" * 2 + "The rain ended. " * 162_498)


def test_what_is_no_article_and_no_date_is_refused() -> None:
    with pytest.raises(NotAnArticleError, match="no article found"):
        extract("Home\nNews\n")
    with pytest.raises(DateError, match="'soon'"):
        extract(ARTICLE, published="soon")


WHEN = [
    "since",
    "until",
    "from",
    "in",
    "by",
    "May",
    "2022",
    "Friday",
    "last",
    "autumn",
    "two",
    "days",
    "ago",
    "had",
    "has",
]
PIECES = st.sampled_from(
    [*ARTICLE.split(" "), *WHEN, "“", "”", '"', "’", "\n", "\n\n", " ", "said", "2024", "Mr.", "(", "…"]
)


@settings(max_examples=100)
@given(st.lists(PIECES, max_size=60))
def test_whatever_is_found_stands_in_the_text_and_is_found_again(pieces: list[str]) -> None:
    text = f"It rained all day. {' '.join(pieces)}\n\nIt rained all night, too."
    found = extract(text, published="2024-03-02")
    assert extract(text, published="2024-03-02") == found
    spans = [*found.dates, *(span for one in found.statements for span in (*one.speakers, *filter(None, [one.cue])))]
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert all(0 <= one.start < one.end <= len(text) for one in (*found.statements, *found.events))
    dated = [
        *(one.said for one in found.statements),
        *(one.date for one in found.events),
        *(d.edtf for d in found.dates),
    ]
    assert all(parse(edtf) for edtf in dated if edtf)
    slugs = {actor.slug for actor in found.actors}
    assert {who.actor for one in found.statements for who in one.speakers if who.actor} <= slugs
    assert {slug for event in found.events for slug in event.participants} <= slugs
