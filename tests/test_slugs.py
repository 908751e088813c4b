"""Slugs of proposed actors."""

import re

from hypothesis import given
from hypothesis import strategies as st

from timeline.drafts import SLUG
from timeline.extraction.slugs import slug


def test_a_slug_is_made_of_the_name_in_latin_letters() -> None:
    assert slug("Ingibjörg O'Hara-Жуков") == "ingibjorg-ohara-zhukov"


def test_no_slug_is_given_twice() -> None:
    assert slug("Ada Berg", {"ada-berg", "ada-berg-2"}) == "ada-berg-3"


@given(st.text(max_size=200))
def test_every_name_gives_a_slug_that_can_be_stored(name: str) -> None:
    assert re.fullmatch(SLUG, slug(name))
    assert len(slug(name)) <= 120
