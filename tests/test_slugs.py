"""Slugs of proposed actors."""

import re

from hypothesis import given
from hypothesis import strategies as st

from timeline.extraction.actors.slugs import Slugs
from timeline.values import SLUG


def test_a_slug_is_made_of_the_name_in_latin_letters() -> None:
    assert Slugs().slug("Ingibjörg O'Hara-Жуков") == "ingibjorg-ohara-zhukov"


def test_no_slug_is_given_twice_nor_one_that_is_taken() -> None:
    slugs = Slugs({"ada-berg-2"})
    assert [slugs.slug("Ada Berg") for _ in range(3)] == ["ada-berg", "ada-berg-3", "ada-berg-4"]


@given(st.lists(st.text(max_size=200)))
def test_every_name_gives_a_slug_of_its_own_that_can_be_stored(names: list[str]) -> None:
    slugs = Slugs()
    given = [slugs.slug(name) for name in names]
    assert len(set(given)) == len(names)
    assert all(re.fullmatch(SLUG, slug) and len(slug) <= 120 for slug in given)
