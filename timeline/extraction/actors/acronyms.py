"""Acronyms in brackets and what they stand for: ``Union of Railway Workers (URW)``."""

from timeline.extraction.actors.name import Name
from timeline.extraction.tokens import Tokens

SMALL = frozenset(("of", "for", "and", "the", "in", "on", "to", "&", "-", "'s", "’s"))
BODIES = frozenset(("ORGANIZATION", "GOVERNMENT", "MEDIA"))
SHORTEST, LONGEST = 2, 10


def spelled_out(tokens: Tokens, names: list[Name]) -> list[Name]:
    """The names, those with an acronym in brackets behind them in their whole length."""
    found: list[Name] = []
    words = tokens.words
    for name in names:
        enclosed = name.first > 2 and words[name.first - 1] == "(" and name.last - name.first == 1
        first = _bracketed(tokens, name.first) if enclosed else None
        if first is None and enclosed and found and _behind_body(tokens, found[-1], name):
            first = found[-1].first
        if first is None:
            found.append(name)
            continue
        opening = name.first - 1
        kinds: list[str | None] = []
        while found and found[-1].first >= first:
            kinds.append(found.pop().kind)
        kind = next((kind for kind in kinds if kind in BODIES), None)
        found.append(Name(first, opening, kind, first))
        found.append(name._replace(kind=kind, stands_for=tokens.span(first, opening)))
    return found


def _behind_body(tokens: Tokens, body: "Name", name: "Name") -> bool:
    """Whether letters in brackets stand right behind a body, as those of its name in another language do."""
    word = tokens.words[name.first]
    closed = tokens.words[name.last : name.last + 1] == [")"]
    apart = body.last == name.first - 1 and body.last - body.first > 1 and body.kind in BODIES
    return closed and apart and word.isupper() and SHORTEST <= len(word) <= LONGEST


def _bracketed(tokens: Tokens, i: int) -> int | None:
    """The first token of what an acronym in brackets stands for; None where it is not one or stands for nothing."""
    word, words = tokens.words[i], tokens.words
    if not (SHORTEST <= len(word) <= LONGEST and i >= 3 and i + 1 < len(words)) or sum(map(str.isupper, word)) < 2:
        return None
    return initials(tokens, word, i - 1) if words[i - 1] == "(" and words[i + 1] == ")" else None


def initials(tokens: Tokens, acronym: str, end: int) -> int | None:
    """The first of the tokens before ``end`` whose initials make an acronym; small words may be left out."""
    letters, i = acronym.lower(), end
    left = len(letters)
    first = None
    while left and i > 0 and end - i < 3 * LONGEST:
        i -= 1
        word = tokens.lower[i]
        if word[0] == letters[left - 1] and (tokens.words[i][0].isupper() or word in SMALL):
            left -= 1
            first = i
        elif word not in SMALL and not _inner(word, letters, left):
            return None
        else:
            left -= _inner(word, letters, left)
            first = i if word not in SMALL else first
    return first if left == 0 and first is not None and tokens.words[first][0].isupper() else None


def _inner(word: str, letters: str, left: int) -> int:
    """How many of the acronym's letters a word in two parts gives: co-operation may give two, broadcasting one."""
    parts = word.split("-")
    size = len(parts)
    return (
        size
        if 1 < size <= left and all(p[:1] == x for p, x in zip(parts, letters[left - size : left], strict=True))
        else 0
    )
