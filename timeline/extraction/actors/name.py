"""One name in a text."""

from typing import NamedTuple


class Name(NamedTuple):
    """A name: its tokens, the first and the one behind the last, and what it names as far as its words tell."""

    first: int
    last: int
    kind: str | None
    """A value of ActorKind, PLACE, OFFICE, or None."""
    titled: int
    """The token with which the titles before it begin; ``first`` where there are none."""
    stands_for: str | None = None
    """The whole name an acronym in brackets stands for."""
