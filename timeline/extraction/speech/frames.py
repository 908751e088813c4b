"""Frames: a sentence of the reporter with the runs of quotation set into it.

Sentences end within quotations, too; a frame does not: ``“Stop! Go home,” the guard said.`` is one frame with one run.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from timeline.extraction.speech import saying
from timeline.extraction.speech.quotations import Run
from timeline.extraction.speech.saying import Cue
from timeline.extraction.tokens import Tokens

NEAR = 14  # words in which a verb of saying follows a question or a cry


class Frame:
    """A reporter's sentence: its tokens from ``first`` up to ``last``, the runs in it, and the cues between them."""

    __slots__ = ("_cues", "_cues_at", "_ends", "_starts", "_tokens", "first", "last", "runs")

    def __init__(self, tokens: Tokens, first: int, last: int, runs: Sequence[Run]) -> None:
        self.first, self.last, self.runs = first, last, runs
        self._starts = [run.first for run in runs]
        self._ends = [run.last for run in runs]
        self._tokens = tokens
        self._cues: list[Cue] | None = None
        self._cues_at: list[int] = []

    @property
    def cues(self) -> list[Cue]:
        """The cues in the reporter's words, looked for only where somebody asks: most sentences quote nobody."""
        if self._cues is None:
            gaps = zip([self.first, *self._ends], [*self._starts, self.last], strict=True)
            self._cues = [cue for gap in gaps for cue in saying.cues(self._tokens, *gap)]
            self._cues_at = [cue.first for cue in self._cues]
        return self._cues

    def lead(self) -> int:
        """Where the reporter's words before the first run end."""
        return self._starts[0] if self._starts else self.last

    def gap_before(self, place: int) -> int:
        """Where the reporter's words that end at a token begin."""
        behind = bisect_right(self._ends, place)
        return self._ends[behind - 1] if behind else self.first

    def gap_behind(self, place: int) -> int:
        """Where the reporter's words that begin at a token end."""
        ahead = bisect_left(self._starts, place)
        return self._starts[ahead] if ahead < len(self._starts) else self.last

    def cues_before(self, place: int) -> int:
        """How many cues stand before a token."""
        return bisect_left(self._cues_at, place) if self.cues else 0


def frames(tokens: Tokens, sentences: Sequence[tuple[int, int]], runs: Sequence[Run]) -> Iterator[Frame]:
    """The frames of a text in order, those without a run, too."""
    outer = [run for run in runs if not run.depth]
    begin = place = ahead = 0
    for (_, last), following in zip_longest(sentences, sentences[1:]):
        while ahead < len(outer) and outer[ahead].first < last:
            ahead += 1
        if following and ahead and _goes_on(tokens, outer[ahead - 1], following):
            continue
        yield Frame(tokens, begin, last, outer[place:ahead])
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
