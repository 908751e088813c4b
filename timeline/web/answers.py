"""Answers that were given, kept as they were sent for as long as the data does not change."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from timeline.watch import Watch

Headers = list[tuple[bytes, bytes]]
Key = tuple[bytes | str, ...]
WEIGHT = 600
"""Bytes that an answer takes beside its own, about."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer: its headers but for those of a single request, its body, and what counts it."""

    headers: Headers
    body: bytes
    count: Callable[[float], None]


class Answers:
    """Answers by what they depend on, ``size`` bytes of them at most; those used longest ago go first."""

    def __init__(self, watch: Watch, size: int) -> None:
        self._watch = watch
        self._size = size
        self._version: int | None = None
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._old: set[Key] = set()
        self._bytes = 0

    def version(self) -> int | None:
        """What the answers kept are of; all are let go where it is another one than before."""
        version = self._watch.version() if self._size else None
        if version != self._version:
            self._version = version
            self._kept.clear()
            self._old.clear()
            self._bytes = 0
        return version

    def get(self, key: Key) -> Kept | None:
        """The answer that was given, if nothing has changed since."""
        if self.version() is None:
            return None
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            self._old.discard(key)
        return found

    def put(self, key: Key, kept: Kept, version: int | None) -> None:
        """Keep an answer that was begun when the data had a version."""
        weight = _weight(key, kept)
        if version is None or version != self.version() or weight > self._size // 8:
            return
        self._drop(key)
        self._old.discard(key)
        self._kept[key] = kept
        self._bytes += weight
        while self._bytes > self._size:
            self._drop(next(iter(self._kept)))

    def age(self) -> None:
        """Let go of what nobody has asked for since this was done the last time."""
        for key in self._old:
            self._drop(key)
        self._old = set(self._kept)

    def _drop(self, key: Key) -> None:
        if (kept := self._kept.pop(key, None)) is not None:
            self._bytes -= _weight(key, kept)


def _weight(key: Key, kept: Kept) -> int:
    return WEIGHT + len(kept.body) + sum(map(len, key))
