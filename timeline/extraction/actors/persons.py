"""The persons of a text by their names: ``Lind`` and ``Eva M. Lind`` are Eva Lind, if nobody else is called so."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

from timeline.extraction import lexicon
from timeline.extraction.actors.figures import SUFFIXES, Figure

PARTICLES = lexicon.words("name-particles")
MANY = 200
"""How many full names of one last name are looked at."""


class Persons:
    """The persons of a text, found by full name, by last name or by first name; ``begins`` are those of sentences."""

    def __init__(self, begins: Sequence[int]) -> None:
        self._begins = begins
        self._full: dict[tuple[str, str], Figure] = {}
        self._last: dict[str, list[tuple[int, Figure]]] = defaultdict(list)
        self._first: dict[str, Figure | None] = {}
        self._main: dict[str, Figure | None] = {}

    def enter(self, figure: Figure, words: Sequence[str], at: int) -> None:
        """Know a person by a full name, in small letters, that stands at token ``at``."""
        first, last = ends(words)
        self._full.setdefault((first, last), figure)
        self._first[first] = figure if self._first.get(first, figure) is figure else None
        self._named(figure, last, at)
        for k in range(1, len(words) - 1):
            if words[k] in PARTICLES:
                self._named(figure, " ".join(words[k:]), at)

    def _named(self, figure: Figure, last: str, at: int) -> None:
        if len(self._last[last]) < MANY:
            self._last[last].append((at, figure))
            self._main.pop(last, None)

    def called(self, words: Sequence[str]) -> Figure | None:
        """The person of that first and last name, middle names aside."""
        return self._full.get(ends(words))

    def only(self, last: str) -> Figure | None:
        """The only person of a last name."""
        figures = {figure for _, figure in self._last.get(last, ())}
        return next(iter(figures)) if len(figures) == 1 else None

    def has(self, last: str) -> bool:
        """Whether anybody has that last name."""
        return last in self._last

    def by_first(self, first: str) -> Figure | None:
        """The only person of a first name."""
        return self._first.get(first)

    def by_last(self, last: str, at: int, gender: str | None) -> Figure | None:
        """The person whom a last name alone at token ``at`` means.

        Of several, the one of the gender told; else the one whose full name stands much oftener, since reports give
        the others theirs each time; else whose full name stands nearest before; none where that does not tell.
        """
        found = self._last.get(last)
        if not found:
            return None
        if gender and len(fitting := {figure for _, figure in found if figure.gender == gender}) == 1:
            return next(iter(fitting))
        if last not in self._main:
            found.sort(key=lambda one: one[0])
            self._main[last] = _main(found)
        return self._main[last] or self._nearest(found[: bisect_left(found, at, key=lambda one: one[0])])

    def _nearest(self, found: Sequence[tuple[int, Figure]]) -> Figure | None:
        """The one named last; the first of two in one sentence: ``Ole Dahl denies robbing Eva Dahl``."""
        if not found:
            return None
        begin = self._begins[bisect_right(self._begins, found[-1][0]) - 1]
        return next(figure for place, figure in found[-2:] if place >= begin)


def ends(words: Sequence[str]) -> tuple[str, str]:
    """The first and the last name: of ``ada m berg jr`` ada and berg."""
    last = len(words) - 1
    while last > 1 and words[last] in SUFFIXES:
        last -= 1
    return words[0], words[last]


def _main(found: Sequence[tuple[int, Figure]]) -> Figure | None:
    """Whose full name stands much oftener than any other; None where none does."""
    counted = Counter(figure for _, figure in found).most_common(2)
    if len(counted) == 1 or counted[0][1] > 2 * counted[1][1]:
        return counted[0][0]
    return None
