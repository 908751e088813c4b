"""What somebody types to find something: any text is a valid search, for all of its words.

Words in double quotes must stand together, and so must those that are typed together, as in ``2020-08-09`` or 北京;
``luka*`` finds what begins so, and everything else that is not a word is nothing. Words that hold English sentences
together count only where there are no others.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from timeline.dialects import Phrase
from timeline.folding import MARKS, Word, words

MOST_TERMS = 32
"""How many terms of a search count, the first ones, and how many words of a term."""

MOST_BEGINNINGS = 3
"""How many terms may stand for all words that begin so, the first ones; the others do not count."""

MOST_CHARACTERS = 10_000
"""How much of what is typed is read."""

QUOTED = re.compile(r'"([^"]*)"')
TOGETHER = re.compile(r"[-‐‑.]?|(?<=\d)[,:]")
COMMON_WORDS = """
    a an and are as at be been but by did do does for from had has have he her his how i in is it its not of on or she
    so that the their there they this to was we were what when where which who whom whose why will with you
"""
COMMON = frozenset(COMMON_WORDS.split())
PASSAGE = 240
"""How many characters of a long text a passage shows, about."""

LOOKED_THROUGH = 20_000
"""How many characters of a text are looked through for a passage."""

# What is one with the character before it: accents, and what changes or joins emoji.
ATTACHED = re.compile(rf"[{MARKS}\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]|(?<=\u200d).")


class Segment(NamedTuple):
    """A stretch of a passage, and whether it is what was searched."""

    text: str
    marked: bool


class Mark(NamedTuple):
    """Where a term stands in a text, in code points, end exclusive."""

    start: int
    end: int
    term: Phrase


@dataclass(frozen=True, slots=True)
class Search:
    """The terms of a search; none where nothing that was typed is a word."""

    terms: tuple[Phrase, ...]

    @classmethod
    def of(cls, text: str) -> "Search":
        """Read what somebody typed."""
        return _read(text[:MOST_CHARACTERS])

    def passage(self, texts: Sequence[str | None]) -> list[Segment]:
        """Of some texts, what has most of the terms, with these marked; long ones cut to about 240 characters."""
        pieces = [piece for text in texts if text for piece in text[:LOOKED_THROUGH].split("\n") if piece.strip()]
        if not pieces:
            return []
        # The words of a phrase may stand on several lines, which the index does not tell apart.
        single = tuple(Phrase((word,)) for term in self.terms for word in term.words)
        for terms in (self.terms, single):
            marks = [_marks(piece, terms) for piece in pieces]
            best = max(range(len(pieces)), key=lambda number: len({mark.term for mark in marks[number]}))
            if marks[best]:
                break
        return list(_segments(pieces[best], marks[best]))


@lru_cache(maxsize=1000)
def _read(text: str) -> Search:
    found = dict(_terms(text))
    telling = [term for term, common in found.items() if not common] or list(found)
    beginnings = [term for term in telling if term.begins][:MOST_BEGINNINGS]
    return Search(tuple([term for term in telling if not term.begins or term in beginnings][:MOST_TERMS]))


def _terms(text: str) -> Iterator[tuple[Phrase, bool]]:
    """Each term, and whether it is one of the common words."""
    for place, part in enumerate(QUOTED.split(text)):
        quoted = place % 2 == 1
        for run in [list(words(part))] if quoted else _runs(part):
            if pieces := tuple(piece for word in run for piece in word.folded):
                begins = part[run[-1].end : run[-1].end + 1] == "*"
                said = part[run[0].start : run[-1].end].lower()
                yield Phrase(pieces[:MOST_TERMS], begins), said in COMMON and not begins and not quoted


def _runs(text: str) -> Iterator[list[Word]]:
    """The words of a text, those together that are typed together."""
    run: list[Word] = []
    for word in words(text):
        if run and not TOGETHER.fullmatch(text, run[-1].end, word.start):
            yield run
            run = []
        run.append(word)
    yield run


def _marks(text: str, terms: Iterable[Phrase]) -> list[Mark]:
    """Every place of every term in a text, in their order."""
    found = [(piece, word) for word in words(text) for piece in word.folded]
    starting: dict[str, list[Phrase]] = defaultdict(list)
    for term in terms:
        starting["" if term.begins and len(term.words) == 1 else term.words[0]].append(term)
    return [
        Mark(word.start, found[place + len(term.words) - 1][1].end, term)
        for place, (piece, word) in enumerate(found)
        for term in [*starting.get(piece, ()), *starting.get("", ())]
        if _stands(term, [piece for piece, _ in found[place : place + len(term.words)]])
    ]


def _stands(term: Phrase, there: list[str]) -> bool:
    """Whether a term is what stands there."""
    *before, last = term.words
    return there[:-1] == before and (there[-1].startswith(last) if term.begins else there[-1] == last)


def _segments(text: str, marks: Sequence[Mark]) -> Iterator[Segment]:
    start, end = _cut(text, _densest(marks))
    found, place = [Segment("… " if start else "", False)], start
    for mark in marks:
        if place <= mark.start and mark.end <= end:
            found += [Segment(text[place : mark.start], False), Segment(text[mark.start : mark.end], True)]
            place = mark.end
    found += [Segment(text[place:end], False), Segment(" …" if end < len(text) else "", False)]
    return (segment for segment in found if segment.text)


def _densest(marks: Sequence[Mark]) -> tuple[int, int]:
    """The place of the mark that most other terms stand near behind, in what a passage shows; the first of equals."""
    best, most, last = (0, 0), 0, 0
    for first, mark in enumerate(marks):
        while last < len(marks) and marks[last].end <= mark.start + PASSAGE * 2 // 3:
            last += 1
        terms = {near.term for near in marks[first:last]} | {mark.term}
        if len(terms) > most:
            best, most = (mark.start, mark.end), len(terms)
    return best


def _cut(text: str, mark: tuple[int, int]) -> tuple[int, int]:
    """Where a passage round a mark begins and ends, at the bounds of words, or at least of characters as seen."""
    if len(text) <= PASSAGE:
        return 0, len(text)
    first, last = mark
    start = max(0, min(first - PASSAGE // 3, len(text) - PASSAGE))
    end = min(len(text), max(start + PASSAGE, last))
    after, before = text.find(" ", start, first), text.rfind(" ", last, end)
    start = after + 1 if start and after >= 0 else start
    end = before if end < len(text) and before > last else end
    while start < first and ATTACHED.match(text, start):
        start += 1
    while last < end < len(text) and ATTACHED.match(text, end):
        end -= 1
    return start, end
