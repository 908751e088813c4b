"""Words of citations in texts: found where a naive search finds them, and never moved in silence."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.drafts import CitationDraft
from timeline.kinds import AnchorState
from timeline.loaders import anchors
from timeline.loaders.anchors import Anchor, find, locate

TEXT = 'The dam holds. "The dam will hold," the mayor said. 🎈 The dam broke.'
SHORT = st.text("ab 🎈", min_size=1, max_size=5)


def anchor(exact: str | None = None, text: str = TEXT, **more: Any) -> Anchor:
    """How one citation stands."""
    (found,) = locate(text, [CitationDraft(exact=exact, **more)])
    return found


def test_words_that_stand_once_get_their_offsets() -> None:
    assert anchor("the mayor said") == Anchor(AnchorState.EXACT, 36, 50)
    assert anchor("The dam", prefix="🎈 ") == Anchor(AnchorState.EXACT, 54, 61)
    assert TEXT[54:61] == "The dam"


def test_words_at_the_offsets_given_are_exact_though_they_stand_elsewhere_too() -> None:
    assert anchor("The dam", start=54, end=61) == Anchor(AnchorState.EXACT, 54, 61)


def test_words_elsewhere_are_told_to_have_moved_and_keep_their_offsets() -> None:
    moved = anchor("the mayor said", start=30, end=44)
    assert (moved.state, moved.start, moved.end, moved.doubt) == (AnchorState.MOVED, 30, 44, "")
    assert moved.notice == "the words given at 30-44 stand at 36-50; correct start and end"


@pytest.mark.parametrize(
    ("given", "state", "doubt"),
    [
        ({"exact": "The dam"}, AnchorState.UNANCHORED, "several places, first at 0 and 16"),
        ({"exact": "The dam", "start": 1, "end": 8}, AnchorState.MOVED, "several places"),
        ({"exact": "the bridge"}, AnchorState.ORPHANED, "do not stand in the source's text"),
        ({"exact": "the mayor said", "prefix": "“"}, AnchorState.ORPHANED, "correct prefix and suffix"),
        ({"exact": "The dam will hold fast"}, AnchorState.ORPHANED, "then the text has ',\" the mayor said. 🎈'"),
    ],
)
def test_words_that_cannot_be_placed_are_doubted(given: dict[str, Any], state: AnchorState, doubt: str) -> None:
    found = anchor(**given)
    assert found.state is state
    assert doubt in found.doubt


def test_a_citation_without_words_is_unanchored() -> None:
    assert anchor() == Anchor(AnchorState.UNANCHORED)


def naive(text: str, needle: str) -> list[int]:
    """All places of a needle, one character after the other."""
    return [start for start in range(len(text)) if text[start : start + len(needle)] == needle]


@given(st.text("ab 🎈", max_size=60), st.sets(SHORT, max_size=8), st.integers(1, 4), st.booleans())
def test_needles_are_found_where_a_naive_search_finds_them(text: str, needles: set[str], gram: int, walk: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(anchors, "GRAM", gram)
        patch.setattr(anchors, "MANY", -1 if walk else anchors.MANY)
        assert find(text, needles) == {needle: naive(text, needle)[:2] for needle in needles}


@given(st.text("ab 🎈", min_size=1, max_size=60), st.data())
def test_any_passage_with_enough_around_it_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    citation = CitationDraft.model_construct(exact=text[start:end], prefix=text[:start], suffix=text[end:])
    assert locate(text, [citation]) == [Anchor(AnchorState.EXACT, start, end)]
