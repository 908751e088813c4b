"""The actors a database knows already: found by any spelling of their names, by last name, by role on a day."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Self

from timeline import dates
from timeline.extraction.actors import collectives, offices
from timeline.extraction.actors.collectives import Collective
from timeline.extraction.actors.gender import FIRST_NAMES
from timeline.extraction.actors.offices import Office
from timeline.folding import fold
from timeline.kinds import ActorKind


@dataclass(frozen=True, slots=True)
class KnownRole:
    """An office, and the days (EDTF) between which it is held; no ``until`` or ``..`` for one still held."""

    title: str
    organization: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of the database; ``names`` are all its other names, in any script."""

    slug: str
    name: str
    kind: str
    names: tuple[str, ...] = ()
    roles: tuple[KnownRole, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """All its names, the main one first."""
        return (self.name, *self.names)


def key(words: Iterable[str]) -> tuple[str, ...]:
    """What words are compared by: without case, accents, script and articles."""
    return tuple(chain.from_iterable(fold(word) for word in words if word not in ("the", "The")))


class Register:
    """Known actors, arranged for look-up. Make one of many actors once and use it for many texts."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.known = {actor.slug: actor for actor in known}
        self._whole: dict[tuple[str, ...], Known] = {}
        self._parts: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._last: dict[str, set[str]] = defaultdict(set)
        for actor in self.known.values():
            self._enter(actor)

    @classmethod
    def of(cls, known: Sequence[Known] | Self) -> Self:
        """A register of actors, or the register that is given."""
        return known if isinstance(known, cls) else cls(known)  # type: ignore[arg-type]

    def _enter(self, actor: Known) -> None:
        for name in actor.spellings:
            self._whole.setdefault(key(name.split()), actor)
        if actor.kind != ActorKind.PERSON:
            return
        names = [parts for name in actor.spellings if (parts := key(name.split()))]
        lasts = {parts[-1] for parts in names}
        for parts in names:
            firsts = [parts[0], *([] if len(parts) == 1 else [parts[0][0]])]
            for first in firsts:
                for last in lasts:
                    self._parts[first, last].add(actor.slug)
        # Where the family's name comes first, as in Xi Jinping, it stands alone later on.
        family_first = {parts[0] for name, parts in zip(actor.spellings, names, strict=False)
                        if len(parts) == 2 and name.split()[0].lower() not in FIRST_NAMES}  # fmt: skip
        for last in lasts | family_first:
            self._last[last].add(actor.slug)

    def named(self, words: Sequence[str]) -> Known | None:
        """The actor by that name in any spelling, middle names and initials aside."""
        parts = key(words)
        if actor := self._whole.get(parts):
            return actor
        return self._only(self._parts.get((parts[0], parts[-1]), set())) if len(parts) > 1 else None

    def by_last_name(self, word: str) -> Known | None:
        """The only person of that last name."""
        parts = key((word,))
        return self._only(self._last.get(parts[-1], set())) if parts else None

    def _only(self, slugs: set[str]) -> Known | None:
        return self.known[next(iter(slugs))] if len(slugs) == 1 else None

    def holder(self, office: Office, day: datetime.date | None) -> Known | None:
        """The only actor who holds an office on a day."""
        asked = dates.parse(day.isoformat()) if day else None
        found = {
            actor.slug
            for held, since, until, actor in self._offices.get(office.head, ())
            if (asked is None or (since <= asked.upper and asked.lower <= until)) and office.means(held)
        }
        return self._only(found)

    def held(self, actor: Known, day: datetime.date | None) -> list[tuple[Office, KnownRole]]:
        """The offices an actor holds on a day."""
        asked = dates.parse(day.isoformat()) if day else None
        return [
            (office, role)
            for office, role, since, until in self._held.get(actor.slug, ())
            if asked is None or (since <= asked.upper and asked.lower <= until)
        ]

    @cached_property
    def _held(self) -> dict[str, list[tuple[Office, KnownRole, int, int]]]:
        held: dict[str, list[tuple[Office, KnownRole, int, int]]] = defaultdict(list)
        for actor in self.known.values():
            for role in actor.roles:
                office = offices.read(role.title.replace(",", " of ").split())
                if office:
                    held[actor.slug].append((office, role, *_bounds(role)))
        return held

    @cached_property
    def _offices(self) -> dict[str, list[tuple[Office, int, int, Known]]]:
        found: dict[str, list[tuple[Office, int, int, Known]]] = defaultdict(list)
        for slug, held in self._held.items():
            for office, _, since, until in held:
                for head in office.heads:
                    found[head].append((office, since, until, self.known[slug]))
        return found

    def collective(self, asked: Collective) -> Known | None:
        """The group, government or institution that a phrase means: ``Belarus' government``."""
        return self._collectives.get(asked.key)

    @cached_property
    def _collectives(self) -> dict[object, Known]:
        found: dict[object, Known] = {}
        for actor in self.known.values():
            if actor.kind in (ActorKind.PERSON, ActorKind.STATE):
                continue
            for name in actor.spellings:
                if read := collectives.read(name.replace("'", " '").split()):
                    found.setdefault(read.key, actor)
        return found


def _bounds(role: KnownRole) -> tuple[int, int]:
    since = dates.parse(role.since).lower if role.since and role.since != ".." else dates.EARLIEST_SECOND
    until = dates.parse(role.until).upper if role.until and role.until != ".." else dates.LATEST_SECOND
    return since, until
