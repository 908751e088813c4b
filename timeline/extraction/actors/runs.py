"""Runs of words in capitals, with the small words that hold them together: ``Ministry of Justice``, ``J. van Dyk``."""

from collections.abc import Iterator
from itertools import compress
from operator import ne

from timeline.extraction import lexicon
from timeline.extraction.actors.gender import FIRST_NAMES, HONORIFICS
from timeline.extraction.actors.offices import HEADS as OFFICES
from timeline.extraction.tokens import Tokens

POSSESSIVES = frozenset(("'s", "’s", "'", "’"))
LINKS = frozenset(("of", "for", "on", "and", "the", "in"))
OPENING = frozenset("\"“‘'«([:—–-•*") | {"--"}
FULL_STOPS = frozenset('.!?…"”’)') | {"...", "..", "...."}
PARTICLES = lexicon.words("name-particles")
BROAD = lexicon.words("broad-organizations")
LED = lexicon.words("organization-words") | lexicon.words("broad-organizations") | frozenset(OFFICES) | {
    "states", "republic", "kingdom", "house", "chief", "voice",
}  # fmt: skip
PREFIXES = ("al-", "el-", "ad-", "an-", "ar-", "as-", "at-", "az-")
LONGEST_WORD, LONGEST_RUN = 40, 12


def find(tokens: Tokens, begins: set[int]) -> Iterator[tuple[int, int]]:
    """The runs of a text as pairs of tokens; ``begins`` holds those with which sentences begin: none goes over one."""
    words = tokens.words
    # Nearly all words are written small, so that this goes through them without a step of Python for each.
    unlike = compress(range(len(words)), map(ne, words, tokens.lower))
    capitals = [i for i in unlike if words[i][0].isupper() or words[i][:3] in PREFIXES]
    capitals.append(len(words) + LONGEST_RUN)
    first = end = -1
    for i in capitals:
        if first >= 0 and end <= i <= end + 2 and i - first < LONGEST_RUN and _joins(tokens, begins, first, end, i):
            end = i + 1
            continue
        if first >= 0:
            yield first, end
        first, end = i, i + 1
        if i < len(words) and len(words[i]) > LONGEST_WORD:
            first = -1


def _joins(tokens: Tokens, begins: set[int], first: int, end: int, i: int) -> bool:
    """Whether a word in capitals goes on with a run that ends before token ``end``."""
    if i in begins or len(tokens.words[i]) > LONGEST_WORD or (i > end and end in begins):
        return False
    if i == end:
        return tokens.starts[i] - tokens.ends[i - 1] < 2 and tokens.words[i] != "The"
    lower = tokens.lower
    small = lower[end]
    if i - end == 1:
        return _joins_by(tokens, small, first, end, i)
    if small in PARTICLES and lower[end + 1] in PARTICLES:
        return True
    return small in ("of", "for", "on") and lower[end + 1] == "the" and lower[end - 1] in LED


def _joins_by(tokens: Tokens, small: str, first: int, end: int, i: int) -> bool:
    before = tokens.lower[end - 1]
    if small == ".":
        return len(before) == 1 or before in HONORIFICS
    if small in PARTICLES and small != "y":
        return before not in OFFICES or before in FIRST_NAMES
    if small == "&":
        return True
    if small in ("of", "for", "on"):
        return before in LED or (small == "of" and before in BROAD)
    return small == "and" and _broad(tokens, first, end, i)


def _broad(tokens: Tokens, first: int, end: int, i: int) -> bool:
    """Whether ``and`` may stand inside a name: behind ``Department of``, before no person."""
    lower = tokens.lower
    if lower[i] in FIRST_NAMES or lower[i] in BROAD:
        return False
    return any(lower[k] in ("of", "for", "on") and lower[k - 1] in BROAD for k in range(first + 1, end))
