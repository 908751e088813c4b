"""The headline of a page is found by the page's own title."""

from timeline.extraction.pages import headings, markup


def headline(html: str) -> str | None:
    page = markup.read(html)
    number = headings.headline(page)
    return None if number is None else page.blocks[number].text


def test_the_heading_in_the_title_is_the_headline() -> None:
    page = "<title>Port Herald: Rain over the bay</title><h1>Port Herald</h1><h2>Rain over the bay</h2>"
    assert headline(page) == "Rain over the bay"


def test_a_block_in_the_title_stands_in_for_a_heading() -> None:
    assert headline("<title>Rain over the bay</title><h2>Wind</h2><b>Rain over the bay</b>") == "Rain over the bay"


def test_the_title_for_machines_goes_before_that_of_the_window() -> None:
    page = markup.read("<title>Port Herald</title><meta property='og:title' content='Rain over the bay'>")
    assert headings.title(page) == "Rain over the bay"


def test_without_a_title_the_first_long_heading_of_the_first_rank_is_it() -> None:
    assert headline("<h1>Herald</h1><h1>Rain over the whole bay</h1>") == "Rain over the whole bay"
    assert headline("<p>Rain over the whole bay</p>") is None
