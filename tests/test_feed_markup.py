"""An entry as HTML: escaped, in whichever direction its words are read, its sources linked."""

from dataclasses import replace

from feeds_made import LEAFLET
from sample_feed import ENTRIES, FEED

from timeline.feeds import markup
from timeline.feeds.entries import Citation

BY_SLUG = {entry.slug: entry for entry in ENTRIES}


def test_words_stand_before_their_source_and_what_is_to_be_known_of_it() -> None:
    address = "https://gazette.example/ballot?id=1&amp;page=2"
    assert [markup.evidence(FEED, citation) for citation in BY_SLUG["ballot"].citations] == [
        '<blockquote dir="auto">polls opened</blockquote>'
        f'<p dir="auto"><a href="{address}">Polls close, The Gazette via Wire, 10 August 2020</a></p>',
        '<p dir="auto"><a href="https://timeline.example/sources/leaflet">A leaflet</a>'
        " (dates it 10 August 2020; printed later)</p>",
    ]


def test_no_word_of_the_data_is_markup() -> None:
    assert "<b>" not in markup.html(FEED, replace(BY_SLUG["ballot"], summary="<b>by hand</b>"))
    assert "</script>" not in markup.html(FEED, BY_SLUG["quote"])


def test_nothing_links_to_a_host_that_nobody_knows() -> None:
    assert markup.credit(replace(FEED, address=""), Citation("a", LEAFLET)) == "A leaflet"
