"""Findings moved to their places in another text."""

from findings import FOUND
from hypothesis import given
from hypothesis import strategies as st

from timeline.extraction.pages.places import moved


@given(st.integers(0, 1000))
def test_what_is_moved_to_and_fro_is_where_it_was(distance: int) -> None:
    there = moved(FOUND, lambda start, end: (start + distance, end + distance))
    assert moved(there, lambda start, end: (start - distance, end - distance)) == FOUND


def test_every_place_is_moved_and_every_word_kept() -> None:
    there = moved(FOUND, lambda start, end: (start + 1, end + 2))
    statement, before = there.statements[1], FOUND.statements[1]
    assert (statement.start, statement.end) == (before.start + 1, before.end + 2)
    assert statement.cue
    assert before.cue
    assert (statement.cue.start, statement.cue.text) == (before.cue.start + 1, "told")
    assert statement.speakers[0].end == before.speakers[0].end + 2
    assert there.actors[0].mentions[0].start == FOUND.actors[0].mentions[0].start + 1
    assert there.dates[0].start == FOUND.dates[0].start + 1
    assert there.events[0].end == FOUND.events[0].end + 2
