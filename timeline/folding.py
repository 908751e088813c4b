"""Words as they are searched: without case, accents, script or English endings, so that spellings of one word meet.

Тихановская, Tikhanovskaya and TIKHANOVSKAYA fold to the same; so do protest and protests. Letters of other scripts
become Latin ones (anyascii), endings go with the Snowball stemmer for English (Porter, "Snowball", 2001). What is
folded holds nothing but ``a`` to ``z`` and ``0`` to ``9``, so that every database takes it as it stands.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import snowballstemmer
from anyascii import anyascii

# Chinese and Japanese leave no space between words, so each of their characters counts as one.
IDEOGRAPH = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# Accents that stand apart from their letter are part of its word, and so are apostrophes inside.
LETTER = rf"(?:[^\W\d_{IDEOGRAPH}][\u0300-\u036f\u0591-\u05bd\u064b-\u065f]*)"
WORD = re.compile(rf"[{IDEOGRAPH}]|{LETTER}+(?:['’ʼ]{LETTER}+)*|\d+")
PLAIN = re.compile("[a-z]+|[0-9]+")
LONGEST_WORD = 64

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
    latin = anyascii(word[:LONGEST_WORD]).lower().replace("’", "'")
    with _alone:  # the stemmer keeps the word it works on
        stem = _stemmer.stemWord(latin)
    return tuple(piece[:LONGEST_WORD] for piece in PLAIN.findall(stem.replace("'", "")))


def folded(text: str) -> list[str]:
    """All that the words of a text fold to."""
    return [piece for word in words(text) for piece in word.folded]
