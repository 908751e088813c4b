"""A text cut into paragraphs and sentences, each a pair of token indices, the second exclusive."""

from itertools import pairwise

from timeline.extraction import lexicon
from timeline.extraction.tokens import Tokens

STOPS = frozenset(".!?…") | {"..", "...", "...."}
CLOSERS = frozenset("\"'”’)]»")
OPENERS = frozenset("\"'“‘([«")


def paragraphs(tokens: Tokens) -> list[tuple[int, int]]:
    """The paragraphs: what line ends hold apart."""
    text, starts, ends = tokens.text, tokens.starts, tokens.ends
    cuts = [0, *(i for i in range(1, len(starts)) if "\n" in text[ends[i - 1] : starts[i]]), len(starts)]
    return [(first, last) for first, last in pairwise(cuts) if first < last]


def sentences(tokens: Tokens) -> list[tuple[int, int]]:
    """The sentences of all paragraphs, in order; a full stop of an abbreviation ends none."""
    return [sentence for paragraph in paragraphs(tokens) for sentence in _within(tokens, *paragraph)]


def _within(tokens: Tokens, first: int, last: int) -> list[tuple[int, int]]:
    cuts, i, words = [first], first, tokens.words
    while i < last:
        i += 1
        if words[i - 1] not in STOPS and not words[i - 1].endswith("."):
            continue
        end = i
        while end < last and words[end] in CLOSERS and tokens.starts[end] == tokens.ends[end - 1]:
            end += 1
        if end < last and _begins(tokens, end) and not _abbreviated(tokens, i - 1):
            cuts.append(end)
            i = end
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], last], strict=True) if a < b]


def _begins(tokens: Tokens, i: int) -> bool:
    """Whether a sentence may begin with a token."""
    if tokens.starts[i] == tokens.ends[i - 1]:
        return False
    while i < len(tokens) - 1 and tokens.words[i] in OPENERS:
        i += 1
    return not tokens.words[i][0].islower()


def _abbreviated(tokens: Tokens, i: int) -> bool:
    """Whether a full stop belongs to an abbreviation: ``Mr.``, ``J.``, ``U.S.`` before a name."""
    if tokens.words[i] != ".":
        return tokens.words[i][0].isupper() and tokens.lower[i + 1] not in lexicon.words("sentence-openers")
    if i == 0 or tokens.ends[i - 1] != tokens.starts[i]:
        return False
    return tokens.lower[i - 1] in lexicon.words("abbreviations") or (
        len(tokens.words[i - 1]) == 1 and tokens.words[i - 1].isupper()
    )
