"""Libraries get a tree, whatever the page holds."""

import pytest

from timeline.extraction.pages.trees import tree


@pytest.mark.parametrize("html", ["", " ", "<!-- -->", "\0"])
def test_an_empty_page_has_no_tree(html: str) -> None:
    assert tree(html) is None or not tree(html).text_content().strip()


def test_a_declared_encoding_does_no_harm() -> None:
    page = tree('<?xml version="1.0" encoding="latin-1"?><html><body><p>São</p></body></html>')
    assert page is not None
    assert page.text_content().strip().endswith("São")
