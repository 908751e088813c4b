"""Aliases: different within a block, the same again in the next."""

from timeline.aliases import lend, lending
from timeline.models import Base

ENTRY, ACTOR = Base.metadata.tables["entry"], Base.metadata.tables["actor"]


def test_within_a_block_each_is_another_and_the_next_block_lends_them_again() -> None:
    with lending():
        first = [lend(ENTRY), lend(ACTOR), lend(ENTRY)]
    with lending():
        second = [lend(ENTRY), lend(ENTRY), lend(ACTOR)]
    assert len(set(first)) == 3
    assert [second[0], second[2], second[1]] == first


def test_a_block_within_a_block_begins_anew_and_leaves_the_outer_one_as_it_was() -> None:
    with lending():
        outer = lend(ENTRY)
        with lending():
            assert lend(ENTRY) is outer
        assert lend(ENTRY) is not outer


def test_outside_of_blocks_each_is_new() -> None:
    assert lend(ENTRY) is not lend(ENTRY)
