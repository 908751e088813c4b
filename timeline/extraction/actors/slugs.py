"""Slugs of proposed actors: made of their names, the same each time, none given twice."""

import re
from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii

LONGEST = 80
APART = re.compile("[^a-z0-9]+")


class Slugs:
    """Gives slugs, none twice, and none of those that are taken."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}

    def slug(self, name: str) -> str:
        """A new slug for a name: ``Ingibjörg Sólrún`` gives ``ingibjorg-solrun``, behind which a number may stand."""
        base = plain(name)
        found, number = base, self._numbers.get(base, 1)
        while found in self._taken:
            number += 1
            found = f"{base}-{number}"
        self._numbers[base] = number
        self._taken.add(found)
        return found


@lru_cache(maxsize=10_000)
def plain(name: str) -> str:
    """The slug of a name alone, in Latin letters; ``actor`` where nothing of it can stand in one."""
    latin = name if name.isascii() else anyascii(name)
    words = APART.sub("-", latin.lower().replace("'", "")).strip("-")
    return words[:LONGEST].rstrip("-") or "actor"
