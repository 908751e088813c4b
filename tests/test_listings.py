"""Pages that are no article are refused with what they are."""

import pytest

from timeline.exceptions import NotAnArticleError
from timeline.extraction.pages import listings

ITEMS = """May 2021 - Elbonia Security News
  • Rain falls VOA 3 May 2021 -- It rained.
  - Sun shinesVOA 4 May 2021 2021 --It shone."""


def test_lists_of_articles_are_refused() -> None:
    with pytest.raises(NotAnArticleError, match="index page: 2 of its lines"):
        listings.refuse_index(ITEMS)


def test_an_article_that_names_one_day_so_is_none() -> None:
    listings.refuse_index("The port closed on 3 May 2021 -- and opened.\nIt rained.\nIt shone.\nIt rained again.")


@pytest.mark.parametrize("body", ["It rained.", "雨が降った。船は出なかった。", "نزل المطر أمس؟", "word " * 25])
def test_a_sentence_makes_an_article(body: str) -> None:
    listings.refuse_empty(body, 0)


@pytest.mark.parametrize("body", ["", "Home\nNews", "...", "1. 2. 3."])
def test_without_a_sentence_there_is_none(body: str) -> None:
    with pytest.raises(NotAnArticleError, match="no article found"):
        listings.refuse_empty(body, 0)
