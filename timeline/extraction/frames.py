"""Frames: a sentence of the reporter with the runs of quotation set into it.

Sentences end within quotations, too; a frame does not: ``“Stop! Go home,” the guard said.`` is one frame with one run.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
    opens: bool
    """Whether it opens its paragraph."""

    def gaps(self) -> Iterator[tuple[int, int]]:
        """The reporter's own words, between the runs."""
        place = self.first
        for run in self.runs:
            if place < run.first:
                yield place, run.first
            place = run.last
        if place < self.last:
            yield place, self.last


def frames(tokens: Tokens, sentences: Sequence[tuple[int, int]], runs: Sequence[Run]) -> Iterator[Frame]:
    """The frames of a text in order, those without a run, too."""
    outer = [run for run in runs if not run.depth]
    begin, opens, place = 0, True, 0
    for number, (first, last) in enumerate(sentences):
        ahead = place
        while ahead < len(outer) and outer[ahead].first < last:
            ahead += 1
        if number + 1 < len(sentences) and ahead and _goes_on(tokens, outer[ahead - 1], sentences[number + 1]):
            continue_ = True
        else:
            continue_ = False
        if continue_:
            continue
        yield Frame(begin, last, tuple(outer[place:ahead]), opens)
        place, begin = ahead, last
        opens = last < len(tokens) and _new_paragraph(tokens, last)


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
