"""The runs of a text that stand between quotation marks, whoever's words they are.

A run ends with its paragraph at the latest. Where a quotation goes over paragraphs, each begins with the mark anew and
only the last closes: every paragraph gives a run of its own, and all but the first are ``continued``.
"""

from collections.abc import Iterator
from typing import NamedTuple

from timeline.extraction import lexicon
from timeline.extraction.sentences import paragraphs
from timeline.extraction.tokens import Tokens

CLOSING = {"“": '”"', '"': '"”', "«": "»", "„": "“”", "‟": '”"', "＂": "＂", "「": "」"}
DOUBLED = frozenset(("``", "''", "‘‘", "’’"))  # as typewriters and wires write them
SINGLE = frozenset("'‘’‚‛`")
MARKS = frozenset(CLOSING) | frozenset("".join(CLOSING.values())) | SINGLE | DOUBLED
INCHES = frozenset("0123456789½¼¾⅛'’′")


class Run(NamedTuple):
    """A run of quoted words, marks included: its place in code points, and the tokens from ``first`` up to ``last``."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int
    """Which of :func:`timeline.extraction.sentences.paragraphs` it stands in."""
    closed: bool = True
    continued: bool = False
    """Whether it goes on from the paragraph before, which ended without a closing mark."""
    depth: int = 0
    """How many other runs it stands in."""
    title: bool = False
    """Whether it is written like the title of a work or the name of a thing: ``“The Long Road”``."""


def runs(tokens: Tokens) -> list[Run]:
    """All runs of a text in order, each outer one before those inside it."""
    marks = tokens.among(MARKS)
    if not marks:
        return []
    found: list[Run] = []
    place, unclosed = 0, False
    for number, (first, last) in enumerate(paragraphs(tokens)):
        here = place
        while place < len(marks) and marks[place] < last:
            place += 1
        spans = _paragraph(tokens, marks[here:place], last)
        made = [_run(tokens, number, *span) for span in spans]
        if made and unclosed and made[0].first == first:
            made[0] = made[0]._replace(continued=True)
        unclosed = any(not run.closed for run in made)
        found += made
    return found


def _run(tokens: Tokens, paragraph: int, first: int, last: int, closed: bool, depth: int) -> Run:
    inner = first + 1, last - closed
    return Run(
        tokens.starts[first],
        tokens.ends[last - 1],
        first,
        last,
        paragraph,
        closed,
        depth=depth,
        title=_is_title(tokens, *inner),
    )


def _paragraph(tokens: Tokens, marks: list[int], last: int) -> list[tuple[int, int, bool, int]]:
    """The runs of a paragraph as (first token, token behind the last, whether closed, depth)."""
    if not marks:
        return []
    double = list(_double(tokens, marks, last))
    single = list(_single(tokens, marks, double))
    spoken = [span for span in double + single if _holds_words(tokens, *span[:2])]
    return _nested(sorted(spoken, key=lambda span: (span[0], -span[1])))


def _holds_words(tokens: Tokens, first: int, last: int) -> bool:
    return any(word[0].isalnum() for word in tokens.words[first + 1 : last])


def _nested(spans: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool, int]]:
    found: list[tuple[int, int, bool, int]] = []
    open_until: list[int] = []
    for first, last, closed in spans:
        while open_until and open_until[-1] <= first:
            open_until.pop()
        found.append((first, last, closed, len(open_until)))
        open_until.append(last)
    return found


def _double(tokens: Tokens, marks: list[int], last: int) -> Iterator[tuple[int, int, bool]]:
    words, opening = tokens.words, None
    for i in marks:
        word = words[i]
        if opening is None:
            if (word in CLOSING and not _measures(tokens, i)) or (word in DOUBLED and _begins(tokens, i)):
                opening = i
        elif _ends(words[opening], word):
            if i > opening + 1:
                yield opening, i + 1, True
            opening = None
    if opening is not None and opening + 1 < last:
        yield opening, last, False


def _ends(opening: str, word: str) -> bool:
    """Whether a mark ends what another one began."""
    return word in DOUBLED if opening in DOUBLED else word in CLOSING[opening]


def _begins(tokens: Tokens, i: int) -> bool:
    """Whether a doubled mark stands behind no word: two single ones may also close there, one after another."""
    start = tokens.starts[i]
    return start == 0 or not (tokens.text[start - 1].isalnum() or tokens.text[start - 1] in ".,!?")


def _measures(tokens: Tokens, i: int) -> bool:
    """Whether a straight mark stands for inches: directly behind a digit and before no letter."""
    text, start = tokens.text, tokens.starts[i]
    return (
        tokens.words[i] == '"' and start > 0 and text[start - 1] in INCHES and not text[start + 1 : start + 2].isalnum()
    )


def _single(tokens: Tokens, marks: list[int], double: list[tuple[int, int, bool]]) -> Iterator[tuple[int, int, bool]]:
    """The runs between single marks, outside the double ones or wholly inside one."""
    around = iter([*double, (len(tokens), len(tokens), True)])
    begin, end, _ = next(around)
    outer, inner = _Open(), _Open()
    for i in marks:
        if i >= end:
            yield from inner.dropped()
            begin, end, _ = next(around)
        if tokens.words[i] in SINGLE:
            yield from (inner if begin <= i < end else outer).see(tokens, i)
    yield from inner.dropped()
    yield from outer.dropped()


class _Open:
    """A single mark that may have opened a run, and the last place where an apostrophe may have been its end."""

    __slots__ = ("doubtful", "opening")

    def __init__(self) -> None:
        self.opening: int | None = None
        self.doubtful: int | None = None

    def see(self, tokens: Tokens, i: int) -> Iterator[tuple[int, int, bool]]:
        if _opens(tokens, i):
            yield from self.dropped()
            self.opening = i
        elif self.opening is not None and _closes(tokens, i):
            if _may_be_possessive(tokens, i):
                self.doubtful = self.doubtful or i
            else:
                yield self.opening, i + 1, True
                self.opening = self.doubtful = None

    def dropped(self) -> Iterator[tuple[int, int, bool]]:
        """The run that ends at the doubtful place, where no better one came."""
        if self.opening is not None and self.doubtful is not None:
            yield self.opening, self.doubtful + 1, True
        self.opening = self.doubtful = None


def _opens(tokens: Tokens, i: int) -> bool:
    """Whether a single mark opens: before a word and not behind one, and no elision such as ``’tis`` or ``’90s``."""
    text, start = tokens.text, tokens.starts[i]
    if tokens.words[i] in "’`" or (start and (text[start - 1].isalnum() or text[start - 1] in ".,!?")):
        return False
    following = tokens.lower[i + 1] if i + 1 < len(tokens) and tokens.starts[i + 1] == start + 1 else ""
    return bool(following) and following not in lexicon.words("elisions") and not _decade(following)


def _decade(word: str) -> bool:
    return len(word) == 3 and word[:2].isdigit() and word[2] == "s"


def _closes(tokens: Tokens, i: int) -> bool:
    text, start = tokens.text, tokens.starts[i]
    return (
        tokens.words[i] != "‘"
        and start > 0
        and not text[start - 1].isspace()
        and not text[start + 1 : start + 2].isalnum()
    )


def _may_be_possessive(tokens: Tokens, i: int) -> bool:
    """Whether a mark may be the apostrophe of a plural: ``the miners’ strike``, ``dancin’ alone``."""
    if i + 1 >= len(tokens) or tokens.starts[i + 1] == tokens.ends[i]:
        return False
    return tokens.lower[i - 1].endswith(("s", "in")) and tokens.words[i + 1][0].islower()


def _is_title(tokens: Tokens, first: int, last: int) -> bool:
    """Whether words are written as titles are: all but small words with capitals, no verb in small letters, no end of
    a sentence but one that belongs to the title."""
    if last - first > 2 * LONGEST_TITLE:
        return False
    words = [word for word in tokens.words[first:last] if word[0].isalnum()]
    if not 1 < len(words) <= LONGEST_TITLE or not (words[0][0].isupper() or words[0][0].isdigit()):
        return False
    small = [word for word in words if word[0].islower()]
    return len(small) < len(words) - 1 and all(word in SMALL for word in small)


LONGEST_TITLE = 12  # words
SMALL = frozenset(lexicon.words("prepositions")) | {"a", "an", "the", "and", "or", "but", "is", "vs", "s"}
