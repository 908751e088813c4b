"""A text cut into paragraphs and sentences, each a pair of token indices, the second exclusive."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from timeline.extraction import lexicon
from timeline.extraction.tokens import Tokens

ENDS = frozenset(".!?…")
CLOSERS = frozenset("\"'”’)]»") | {"''", "’’"}
OPENERS = frozenset("\"'“‘([«") | {"``", "''", "‘‘"}


def paragraphs(tokens: Tokens) -> list[tuple[int, int]]:
    """The paragraphs: what line ends hold apart."""
    cuts = sorted({0, len(tokens), *(tokens.before(offset) for offset in _line_ends(tokens.text))})
    return list(pairwise(cuts))


def _line_ends(text: str) -> Iterator[int]:
    offset = text.find("\n")
    while offset >= 0:
        yield offset
        offset = text.find("\n", offset + 1)


def sentences(tokens: Tokens) -> list[tuple[int, int]]:
    """The sentences of all paragraphs, in order; a full stop of an abbreviation ends none."""
    stops = [i for i, word in enumerate(tokens.words) if word[-1] in ENDS]
    found: list[tuple[int, int]] = []
    place = 0
    for first, last in paragraphs(tokens):
        here = place
        while place < len(stops) and stops[place] < last:
            place += 1
        found += pairwise([first, *_cuts(tokens, stops[here:place], last), last])
    return found


def _cuts(tokens: Tokens, stops: Sequence[int], last: int) -> Iterator[int]:
    """Where sentences begin behind the stops of a paragraph that ends before a token."""
    behind = 0
    for stop in stops:
        if stop < behind:
            continue
        end = stop + 1
        while end < last and tokens.words[end] in CLOSERS and tokens.starts[end] == tokens.ends[end - 1]:
            end += 1
        if end < last and _begins(tokens, end) and not _abbreviated(tokens, stop):
            yield end
            behind = end


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
