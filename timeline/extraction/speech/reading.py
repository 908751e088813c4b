"""A text as it is read for reported speech: what of it is quoted, and its sentences, none broken inside a quotation."""

from collections.abc import Sequence
from typing import Protocol

from timeline.extraction.tokens import Tokens

Pair = tuple[int, int]


class Quoted(Protocol):
    """A run of quotation: its place in the text, marks included."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Reading:
    """Tokens, which of them are quoted (``quoted``), where quotations open (``openings``), and sentences (``units``).

    The runs come in order, an outer one before those inside it; sentences and ``units`` are pairs of token indices.
    """

    __slots__ = ("openings", "quoted", "tokens", "units")

    def __init__(self, tokens: Tokens, sentences: Sequence[Pair], runs: Sequence[Quoted]) -> None:
        self.tokens = tokens
        self.quoted = bytearray(len(tokens) + 1)
        self.openings: set[int] = set()
        covered = 0
        for run in runs:
            first, last = _marks(tokens, tokens.at(run.start), tokens.before(run.end))
            if last > covered:
                self.openings.add(first)
                self.quoted[max(first, covered) : last] = b"\1" * (last - max(first, covered))
                covered = last
        self.units = self._joined(sentences)

    def _joined(self, sentences: Sequence[Pair]) -> list[Pair]:
        units: list[Pair] = []
        for first, last in sentences:
            if units and self.quoted[first] and self.quoted[first - 1] and first not in self.openings:
                units[-1] = (units[-1][0], last)
            else:
                units.append((first, last))
        return units

    def is_mark(self, i: int) -> bool:
        """Whether a token is a mark, no word and no ``'s``."""
        word = self.tokens.words[i]
        return not word[0].isalnum() and word not in ("'s", "’s")

    def opens_sentence(self, i: int) -> bool:
        """Whether a quotation opens here that is a sentence of its own, beginning with a capital."""
        if i not in self.openings:
            return False
        words = self.tokens.words
        word = next((word for word in words[i : i + 4] if word[0].isalnum()), "")
        return word[:1].isupper() and word != "I"


def _marks(tokens: Tokens, first: int, last: int) -> Pair:
    """The tokens of a run, both halves of a mark of two apostrophes taken in."""
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    if first and words[first] == words[first - 1] == "'" and ends[first - 1] == starts[first]:
        first -= 1
    if last < len(words) and words[last] == words[last - 1] == "'" and ends[last - 1] == starts[last]:
        last += 1
    return first, last
