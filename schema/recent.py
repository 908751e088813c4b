"""What was used most recently, up to a number and a weight; for several threads."""

import sys
from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


class Recent(Generic[Kept]):
    """The most recently used of what was made: ``size`` at most, and no more than ``weight`` together."""

    def __init__(self, size: int, weight: int = sys.maxsize) -> None:
        self._size = size
        self._room = weight
        self._kept: OrderedDict[Hashable, tuple[Kept, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Kept | None:
        """What was kept under ``key``."""
        found = self._kept.get(key)
        if found is None:
            return None
        try:
            self._kept.move_to_end(key)
        except KeyError:  # another thread has let go of it
            return None
        return found[0]

    def put(self, key: Hashable, made: Kept, weight: int = 0) -> Kept:
        """Keep ``made``, letting go of what was not used for longest."""
        with self._lock:
            self._let_go(key)
            self._kept[key] = (made, weight)
            self._room -= weight
            while len(self._kept) > self._size or self._room < 0:
                self._let_go(next(iter(self._kept)))
            return made

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._kept)

    def _let_go(self, key: Hashable) -> None:
        _, weight = self._kept.pop(key, (None, 0))
        self._room += weight
