"""Words as they are searched: without case, accents, script or English endings, so that spellings of one word meet.

Тихановская, Tikhanovskaya and TIKHANOVSKAYA fold to the same; so do protest and protests. Letters of other scripts
become Latin ones (anyascii), endings go with the Snowball stemmer for English (Porter, "Snowball", 2001). What is
folded holds nothing but ``a`` to ``z`` and ``0`` to ``9``, so that every database takes it as it stands.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from threading import Lock
from typing import NamedTuple
from unicodedata import category, normalize

import snowballstemmer
from anyascii import anyascii

LONGEST_WORD = 40
"""How many letters stand together at most; what is longer counts as several words."""

MARKS = "".join(mark for mark in map(chr, range(0x10000)) if category(mark).startswith("M"))
"""Accents and vowels that stand apart from their letter; they are part of its word, as are apostrophes inside."""

# Hyphens where a line may break, joiners, and marks of direction stand in words without being seen.
UNSEEN = "\u00ad\u061c\u200c-\u200f\u2060\ufeff"
# Thai, Lao, Burmese, Khmer, Chinese and Japanese leave no space between words: each of their letters counts as one.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
LETTER = rf"(?:[^\W\d_{UNSPACED}][{MARKS}{UNSEEN}]{{0,10}}+)"
LETTERS = rf"{LETTER}{{1,{LONGEST_WORD}}}+"
WORD = re.compile(
    rf"(?=[^\W\d_])[{UNSPACED}][{MARKS}{UNSEEN}]{{0,10}}+|{LETTERS}(?:['’ʼ]{LETTERS}){{0,3}}+|\d{{1,{LONGEST_WORD}}}+"
)
# What WORD finds in a text of nothing but ASCII, found in half the time.
ASCII_LETTERS = f"[A-Za-z]{{1,{LONGEST_WORD}}}+"
ASCII_WORD = re.compile(rf"{ASCII_LETTERS}(?:'{ASCII_LETTERS}){{0,3}}+|[0-9]{{1,{LONGEST_WORD}}}+")
PLAIN = re.compile("[a-z]+|[0-9]+")
HIDDEN = re.compile(f"[{UNSEEN}]")

_stemmer, _alone = snowballstemmer.stemmer("english"), Lock()


class Word(NamedTuple):
    """A word of a text: what it folds to, mostly one piece, and where it stands, in code points, end exclusive."""

    folded: tuple[str, ...]
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of a text that fold to anything, in their order."""
    for found in WORD.finditer(text):
        if folded := fold(found.group()):
            yield Word(folded, found.start(), found.end())


@lru_cache(maxsize=100_000)
def fold(word: str) -> tuple[str, ...]:
    """What a word folds to."""
    latin = anyascii(normalize("NFC", HIDDEN.sub("", word))).lower().replace("’", "'")
    with _alone:  # the stemmer keeps the word it works on
        stem = _stemmer.stemWord(latin)
    return tuple(piece[:LONGEST_WORD] for piece in PLAIN.findall(stem.replace("'", "")))


def folded(text: str) -> list[str]:
    """All that the words of a text fold to."""
    # No word goes on behind a space, and what stands between two spaces is often known already.
    pieces = text.split()
    known = max(map(len, pieces), default=0) <= 2 * LONGEST_WORD
    return list(chain.from_iterable(map(_piece if known else _piece.__wrapped__, pieces)))


@lru_cache(maxsize=100_000)
def _piece(text: str) -> tuple[str, ...]:
    found = (ASCII_WORD if text.isascii() else WORD).findall(text)
    return tuple(chain.from_iterable(map(fold, found)))
