"""Noun phrases found from one side: the phrase that ends before a word, or begins with one. Shallow, by lists."""

from timeline.extraction import lexicon
from timeline.extraction.tokens import Tokens

LONGEST = 24  # words of one phrase


def before(tokens: Tokens, end: int, first: int) -> tuple[int, int] | None:
    """The noun phrase whose last word stands before token ``end``, not reaching before ``first``."""
    start = end
    while start > max(first, end - LONGEST) and _inside(tokens, start - 1):
        start -= 1
    while start < end and tokens.lower[start] in lexicon.words("prepositions"):
        start += 1
    return (start, end) if start < end else None


def after(tokens: Tokens, start: int, last: int) -> tuple[int, int] | None:
    """The noun phrase whose first word is token ``start``, not reaching ``last``."""
    end = start
    while end < min(last, start + LONGEST) and _inside(tokens, end):
        end += 1
    return (start, end) if start < end else None


def _inside(tokens: Tokens, i: int) -> bool:
    word = tokens.lower[i]
    if word in ("of", "'s", "’s", "&"):
        return True
    if not word[0].isalnum():
        return False
    closed = ("prepositions", "conjunctions", "auxiliaries")
    return not any(word in lexicon.words(name) for name in closed) and word not in lexicon.verbs("verbs")
