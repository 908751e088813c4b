"""A text cut into words and marks, with their places."""

import re
from bisect import bisect_left, bisect_right

TOKEN = re.compile(
    r"""
    (?:[^\W\d_]\.){2,}                                  # U.S., a.m.
    | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|am|pm)?(?![^\W_])  # 1,200  5:28  9/11  1990s  3rd  7:30pm
    | ['’]s\b                                           # the possessive, and 's for is
    | \w+(?:[-‐‑]\w+|['’](?!s\b)\w+)*                   # words with what joins them
    | \.{2,} | -{2,}
    | [^\w\s]
    """,
    re.VERBOSE,
)


class Tokens:
    """The words and marks of a text: what they are, as written and in small letters, and where they stand.

    ``starts`` and ``ends`` count code points of the text, ends exclusive. A possessive ``'s`` is a token of its own.
    """

    __slots__ = ("ends", "lower", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        found = [match.span() for match in TOKEN.finditer(text)]
        self.words = [text[start:end] for start, end in found]
        self.lower = [word.lower() for word in self.words]
        self.starts = [start for start, _ in found]
        self.ends = [end for _, end in found]

    def __len__(self) -> int:
        return len(self.words)

    def at(self, offset: int) -> int:
        """The first token that ends behind an offset; as many as there are, where none does."""
        return bisect_right(self.ends, offset)

    def before(self, offset: int) -> int:
        """How many tokens start before an offset."""
        return bisect_left(self.starts, offset)

    def span(self, first: int, last: int) -> str:
        """The text from one token up to another, exclusive."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""
