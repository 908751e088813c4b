"""Frames: a sentence of the reporter with the runs of quotation set into it.

Sentences end within quotations, too; a frame does not: ``“Stop! Go home,” the guard said.`` is one frame with one run.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from timeline.extraction import saying
from timeline.extraction.quotations import Run
from timeline.extraction.tokens import Tokens

NEAR = 14  # words in which a verb of saying follows a question or a cry


@dataclass(frozen=True, slots=True)
class Frame:
    """A reporter's sentence: its tokens from ``first`` up to ``last`` and the outer runs in it."""

    first: int
    last: int
    runs: tuple[Run, ...]

    def gaps(self) -> Iterator[tuple[int, int]]:
        """The reporter's own words, between the runs."""
        place = self.first
        for run in self.runs:
            if place < run.first:
                yield place, run.first
            place = run.last
        if place < self.last:
            yield place, self.last

    def left_of(self, run: Run) -> int:
        """Where the reporter's words before a run begin."""
        return max((other.last for other in self.runs if other.last <= run.first), default=self.first)

    def right_of(self, run: Run) -> int:
        """Where the reporter's words behind a run end."""
        return min((other.first for other in self.runs if other.first >= run.last), default=self.last)


def frames(tokens: Tokens, sentences: Sequence[tuple[int, int]], runs: Sequence[Run]) -> Iterator[Frame]:
    """The frames of a text in order, those without a run, too."""
    outer = [run for run in runs if not run.depth]
    begin = place = 0
    for (_, last), following in zip_longest(sentences, sentences[1:]):
        ahead = place
        while ahead < len(outer) and outer[ahead].first < last:
            ahead += 1
        if following and ahead and _goes_on(tokens, outer[ahead - 1], following):
            continue
        yield Frame(begin, last, tuple(outer[place:ahead]))
        place, begin = ahead, last


def _new_paragraph(tokens: Tokens, i: int) -> bool:
    return "\n" in tokens.text[tokens.ends[i - 1] : tokens.starts[i]]


def _goes_on(tokens: Tokens, run: Run, following: tuple[int, int]) -> bool:
    """Whether the sentence that follows belongs to the frame: it begins within the run, or tells who cried or asked."""
    first, last = following
    if first != run.last:
        return run.first < first < run.last
    if tokens.words[first - 2] == "." or _new_paragraph(tokens, first):
        return False
    return saying.told_behind(tokens, first, min(last, first + NEAR)) is not None
