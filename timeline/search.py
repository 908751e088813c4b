"""What somebody types to find something: any text is a valid search, for all of its words.

Words in double quotes must stand together, ``luka*`` finds what begins so, and everything else that is not a word is
nothing. Words that hold English sentences together count only where there are no others.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from timeline.dialects import Phrase
from timeline.folding import Word, words

MOST_TERMS = 32
"""How many terms of a search count, the first ones."""

QUOTED = re.compile(r'"([^"]*)"')
COMMON_WORDS = """
    a an and are as at be been but by did do does for from had has have he her his how i in is it its not of on or she
    so that the their there they this to was we were what when where which who whom whose why will with you
"""
COMMON = frozenset(COMMON_WORDS.split())
PASSAGE = 240
"""How many characters of a long text a passage shows, about."""

LOOKED_THROUGH = 20_000
"""How many characters of a text are looked through for a passage."""


class Segment(NamedTuple):
    """A stretch of a passage, and whether it is what was searched."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Search:
    """The terms of a search; none where nothing that was typed is a word."""

    terms: tuple[Phrase, ...]

    @classmethod
    @lru_cache(maxsize=1000)
    def of(cls, text: str) -> "Search":
        """Read what somebody typed."""
        found = dict.fromkeys(_terms(text))
        telling = [term for term, common in found if not common]
        return cls(tuple((telling or [term for term, _ in found])[:MOST_TERMS]))

    def passage(self, texts: Sequence[str | None]) -> list[Segment]:
        """Of some texts, what has most of the terms, with these marked; long ones cut to about 240 characters."""
        pieces = [piece for text in texts if text for piece in text[:LOOKED_THROUGH].split("\n") if piece.strip()]
        best, most = (pieces[0] if pieces else ""), 0
        marks: list[Word] = []
        for piece in pieces:
            found = [word for word in words(piece) if any(_has(term, word) for term in self.terms)]
            if (count := len({word.folded for word in found})) > most:
                best, most, marks = piece, count, found
        return list(_segments(best, marks))


def _terms(text: str) -> Iterator[tuple[Phrase, bool]]:
    """Each term, and whether it is one of the common words."""
    for place, part in enumerate(QUOTED.split(text)):
        if place % 2:
            if phrase := tuple(piece for word in words(part) for piece in word.folded):
                yield Phrase(phrase), False
        else:
            for word in words(part):
                said = part[word.start : word.end].lower()
                begins = part[word.end : word.end + 1] == "*"
                yield Phrase(word.folded, begins), said in COMMON


def _has(term: Phrase, word: Word) -> bool:
    """Whether a word of a text is one of a term's."""
    if term.begins and any(piece.startswith(term.words[-1]) for piece in word.folded):
        return True
    return any(piece in term.words for piece in word.folded)


def _segments(text: str, marks: Sequence[Word]) -> Iterator[Segment]:
    start, end = _cut(text, marks[0].start if marks else 0)
    found, place = [Segment("… " if start else "", False)], start
    for mark in marks:
        if start <= mark.start and mark.end <= end:
            found += [Segment(text[place : mark.start], False), Segment(text[mark.start : mark.end], True)]
            place = mark.end
    found += [Segment(text[place:end], False), Segment(" …" if end < len(text) else "", False)]
    return (segment for segment in found if segment.text)


def _cut(text: str, mark: int) -> tuple[int, int]:
    """Where a passage round a mark begins and ends, at the bounds of words."""
    if len(text) <= PASSAGE:
        return 0, len(text)
    start = max(0, min(mark - PASSAGE // 3, len(text) - PASSAGE))
    end = min(len(text), start + PASSAGE)
    after = text.find(" ", start, mark)
    before = text.rfind(" ", mark, end)
    return (after + 1 if start and after >= 0 else start), (before if end < len(text) and before > mark else end)
