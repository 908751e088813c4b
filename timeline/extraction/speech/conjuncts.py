"""Several who speak together: ``Brook, Lind and the mayor said``, ``said Brook and Lind``."""

from timeline.extraction import phrases
from timeline.extraction.speech import clauses
from timeline.extraction.speech.reading import Pair
from timeline.extraction.tokens import Tokens

MOST = 6  # who speak together


def before(tokens: Tokens, last: Pair, first: int) -> tuple[Pair, ...]:
    """The phrases joined by ``and`` of which the last is known, in order; only that one where none is joined to it.

    The others open the sentence, which begins with token ``first``, a clause of it, or stand behind ``according to``.
    """
    start = last[0]
    if start - first < 2 or tokens.lower[start - 1] != "and" or tokens.lower[start] in phrases.PRONOUNS:
        return (last,)
    other = phrases.before(tokens, start - 1 - (tokens.words[start - 2] == ","), first)
    if other is None or not _opens(tokens, other[0], first):
        return (last,)
    found = [last, other]
    while len(found) < MOST and (more := _listed(tokens, found[-1][0], first)):
        found.append(more)
    return tuple(reversed(found))


def after(tokens: Tokens, phrase: Pair, last: int) -> tuple[Pair, ...]:
    """A phrase behind its verb and the one joined to it by ``and``, where a mark follows: ``said Brook and Lind.``"""
    stop = phrase[1]
    if stop + 1 >= last or tokens.lower[stop] != "and":
        return (phrase,)
    other = phrases.after(tokens, stop + 1, last)
    stop = behind(tokens, other[1], last) if other else last
    ends = stop >= last or not tokens.words[stop][0].isalnum()
    return (phrase, other) if other and ends else (phrase,)


def behind(tokens: Tokens, i: int, last: int) -> int:
    """The token behind what a participle says of somebody: ``a banker involved in the deal``."""
    if i >= last or not tokens.lower[i].endswith("ed"):
        return i
    stop = clauses.after_adverbials(tokens, i + 1, last)
    return stop if stop < last and not tokens.words[stop][0].isalnum() else i


def _listed(tokens: Tokens, start: int, first: int) -> Pair | None:
    """The phrase before a comma in a list that opens the sentence."""
    if start - first < 2 or tokens.words[start - 1] != ",":
        return None
    found = phrases.before(tokens, start - 1, first)
    if found is None or phrases.is_time(tokens, found) or not _opens(tokens, found[0], first):
        return None
    return found if found[0] == first or tokens.words[found[0] - 1] == "," else None


def _opens(tokens: Tokens, i: int, first: int) -> bool:
    """Whether the sentence, a clause of it or a source begins here."""
    if i <= first or not tokens.words[i - 1][0].isalnum() or tokens.lower[i - 1] in ("but", "that", "as"):
        return True
    return tokens.lower[i - 1] == "to" and i > 1 and tokens.lower[i - 2] == "according"
