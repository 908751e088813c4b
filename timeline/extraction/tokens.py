"""A text cut into words and marks, with their places."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Set
from itertools import compress
from operator import add

# Nearly all tokens are plain words behind a space, or marks: what comes first finds them at once, as the rest would.
TOKEN = re.compile(
    r"""
    [ ]?(
      [a-zA-Z]{2,}+(?!['’‐‑\w-])
    | ``|''|‘‘|’’                                         # marks of quotation made of two
    | [^\w\s.\-'’]
    | (?:[^\W\d_]\.){2,}                                  # U.S., a.m.
    | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|am|pm)?(?![^\W_])  # 1,200  5:28  9/11  1990s  3rd  7:30pm
    | ['’]s\b                                           # the possessive, and 's for is
    | \w+(?:[-‐‑]\w+|['’](?!s\b)\w+)*                   # words with what joins them
    | \.{2,} | -{2,}
    | [^\w\s]
    )
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
        self.words: list[str] = TOKEN.findall(text)
        self.lower = list(map(str.lower, self.words))
        starts: list[int] = []
        place = 0
        for word in self.words:
            # Only white space stands between two tokens, so that the next begins where its word is found.
            place = text.index(word, place)
            starts.append(place)
            place += len(word)
        self.starts = starts
        self.ends = list(map(add, starts, map(len, self.words)))

    def __len__(self) -> int:
        return len(self.words)

    def at(self, offset: int) -> int:
        """The first token that ends behind an offset; as many as there are, where none does."""
        return bisect_right(self.ends, offset)

    def before(self, offset: int) -> int:
        """How many tokens start before an offset."""
        return bisect_left(self.starts, offset)

    def among(self, words: Set[str]) -> list[int]:
        """Which tokens are, in small letters, among some words."""
        # Most are not, so that this goes through them without a step of Python for each.
        return list(compress(range(len(self.lower)), map(words.__contains__, self.lower)))

    def span(self, first: int, last: int) -> str:
        """The text from one token up to another, exclusive."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""
