"""Counts of what was right, and what is made of them: precision, recall and their harmonic mean, in per cent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from evaluation.gold import Marked


@dataclass(frozen=True, slots=True)
class Score:
    """How many of ``found`` and of ``gold`` were right; for an accuracy both are the number of questions."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return 100 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 200 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


class Placed(Protocol):
    """Something with a place in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


P_co = TypeVar("P_co", bound=Placed, covariant=True)
P = TypeVar("P", bound=Placed)


@dataclass(frozen=True, slots=True)
class Pairing(Generic[P_co]):
    """Which finding answers which gold item; what is optional stands in none of the three."""

    pairs: Sequence[tuple[Marked, P_co]]
    missed: Sequence[Marked]
    spurious: Sequence[P_co]

    def score(self, right: Callable[[Marked, Any], bool] = lambda gold, found: True) -> Score:
        """How many pairs are right, of all found and all gold."""
        return Score(
            sum(right(gold, found) for gold, found in self.pairs),
            len(self.pairs) + len(self.spurious),
            len(self.pairs) + len(self.missed),
        )

    def accuracy(self, right: Callable[[Marked, Any], bool], about: Callable[[Marked], object]) -> Score:
        """How many pairs are right, of those about which the reader says something."""
        asked = [pair for pair in self.pairs if about(pair[0])]
        return Score(sum(right(*pair) for pair in asked), len(asked), len(asked))


def pair(
    gold: Sequence[Marked], found: Sequence[P], agreement: Callable[[Marked, P], float], least: float
) -> Pairing[P]:
    """One finding to one gold item, the best agreements first, none below the least."""
    ranked = sorted(
        ((agreement(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if overlap(g, f)),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    answers: dict[int, int] = {}
    taken: set[int] = set()
    for value, i, j in ranked:
        if value >= least and i not in answers and j not in taken:
            answers[i] = j
            taken.add(j)
    excused = {j for value, i, j in ranked if gold[i].optional and value >= least / 2}
    return Pairing(
        [(gold[i], found[j]) for i, j in sorted(answers.items()) if not gold[i].optional],
        [g for i, g in enumerate(gold) if i not in answers and not g.optional],
        [f for j, f in enumerate(found) if j not in taken and j not in excused],
    )


def overlap(one: Placed, other: Placed) -> int:
    """How many characters two places share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def jaccard(one: Placed, other: Placed) -> float:
    """The share of what two places have in common in what they cover together."""
    shared = overlap(one, other)
    return shared / (one.end - one.start + other.end - other.start - shared) if shared else 0.0
