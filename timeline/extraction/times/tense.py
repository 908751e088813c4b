"""The tense of the clause around an expression of time: whether it tells of what was or of what is to come."""

from typing import Final, Literal

from timeline.extraction import lexicon
from timeline.extraction.tokens import Tokens

Tense = Literal["past", "future"]
REACH: Final = 25  # words looked at on either side
FUTURE: Final = lexicon.words("future-verbs")
CALENDAR: Final = lexicon.words("calendar-verbs")
HEADS: Final = lexicon.words("future-heads")
PAST: Final = lexicon.words("past-verbs")
DETERMINERS: Final = lexicon.words("determiners")
FINITE: Final = frozenset(
    ["was", "were", "had", "did", "has", "have", "said", "told", "wasn't", "weren't", "hadn't", "didn't"]
)
MODALS: Final = frozenset(("could", "may", "might", "can", "should", "must"))  # but she could not be reached on Monday
OWNERS: Final = (["his"], ["her"], ["their"], ["its"], ["my"], ["our"])
POSSESSIVES: Final = (["'s"], ["’s"])
ENDINGS: Final = ("ed", "en", "wn", "one", "un", "ome")  # of participles: seen, known, done, begun, become
PRESENT: Final = ("is", "are", "'s", "’s")
PASSIVE: Final = frozenset(("be", "been", "being"))
OPENERS: Final = frozenset(
    ("but", "and", ";", "that", "while", "when", "where", "who", "which", "“", '"', "``", "because", "then", "also")
)
BEFORE_PARTICIPLE: Final = frozenset(
    (
        "is",
        "are",
        "to",
        "still",
        "previously",
        "newly",
        "recently",
        "of",
        "as",
        "if",
        "remain",
        "remains",
        "stay",
        "stays",
        "be",
    )
)


def around(tokens: Tokens, first: int, last: int, sentence: tuple[int, int], firm: bool = False) -> Tense | None:
    """The tense of the verb nearest before tokens ``first`` to ``last``, else nearest behind; None if unmarked.

    Where only what is ``firm`` counts, and for what belongs to a noun (``his Tuesday speech``, ``Tuesday's speech``),
    nothing is to come because it may be or stands on a calendar.
    """
    lower, begin, end = tokens.lower, *sentence
    firm = firm or lower[first - 1 : first] in OWNERS or lower[last : last + 1] in POSSESSIVES
    before = range(first - 1, max(begin, first - REACH) - 1, -1)
    behind = range(last, min(end, last + REACH))
    opens = _opens(lower, first, begin)
    for way in (behind, before) if opens else (before, behind):
        for i in way:
            if not firm and (opens or way is before) and _points_ahead(tokens, i, end):
                return "future"
            if (found := _tense(lower, i, begin, end)) is not None:
                return found
    return None


def _points_ahead(tokens: Tokens, i: int, end: int) -> bool:
    """Whether a word tells of what may be, depends on an if, or stands on a calendar."""
    word, following = tokens.lower[i], tokens.lower[i + 1] if i + 1 < end else ""
    if word in MODALS:
        perfect = following == "have" and _perfect(tokens.lower, i + 1, end)
        return following != "not" and not perfect and tokens.words[i] != "May"
    return word in CALENDAR or (word == "if" and following != "now")


def _opens(lower: list[str], first: int, begin: int) -> bool:
    """Whether an expression opens its clause, so that the verb behind it is its own: ``..., but on Thursday it``."""
    while first > begin and lower[first - 1] in ("on", "in", "early", "late", "by", "since"):
        first -= 1
    return first == begin or lower[first - 1] in OPENERS


def _tense(lower: list[str], i: int, begin: int, end: int) -> Tense | None:
    """What one word tells, if anything."""
    word = lower[i]
    if word in FUTURE:
        return "future"
    if word == "to":
        noun = i + 1 < end and lower[i + 1] in DETERMINERS  # agreed to a meeting
        return "future" if i > begin and lower[i - 1] in HEADS and not noun else None
    if word == "after":
        return "past" if i + 1 < end and lower[i + 1].endswith("ing") else None
    if word in PRESENT and i + 1 < end and lower[i + 1] in HEADS:
        return "future"
    if word in ("has", "have"):
        return "past" if _perfect(lower, i, end) else None
    if word in PAST or _regular_past(word):
        return None if _participle(lower, i, begin) else "past"
    return None


def _perfect(lower: list[str], i: int, end: int) -> bool:
    """Whether a participle follows ``have``: has been, have not yet seen, may have come."""
    return any(word in PAST or word in PASSIVE or word.endswith(ENDINGS) for word in lower[i + 1 : min(i + 4, end)])


def _regular_past(word: str) -> bool:
    """Whether a word ends as regular pasts do, unlike need and proceed."""
    return word.endswith("ed") and len(word) > 4 and (word[-3] != "e" or word in ("agreed", "freed", "guaranteed"))


def _participle(lower: list[str], i: int, begin: int) -> bool:
    """Whether a form of the past is only part of a longer verb (``will be held``), which decides."""
    if lower[i] in FINITE:
        return False
    before = lower[i - 1] if i > begin else ""
    if before in FUTURE or before in MODALS:  # will put, may cut
        return True
    return (
        before in DETERMINERS
        or before in BEFORE_PARTICIPLE
        or any(word in PASSIVE for word in lower[max(begin, i - 2) : i])
    )
