"""Whose words a quotation may hold where no verb of saying has a subject: by the build of the sentence around it."""

from timeline.extraction import phrases
from timeline.extraction.phrases import Phrase
from timeline.extraction.speech import saying
from timeline.extraction.tokens import Tokens

CLAUSES = frozenset({"when", "while", "but"})
ARTICLES = frozenset({"a", "an", "the", "this", "that", "his", "her", "its", "their", "my", "our", "your"})
POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our"})


def main(tokens: Tokens, first: int, last: int) -> Phrase | None:
    """The first noun phrase of a clause that no preposition or conjunction hangs on another.

    What is set before it, such as a dateline or ``earlier in the day,``, is passed over.
    """
    last = min(last, first + phrases.REACH)
    i = _past_dateline(tokens, first, last)
    while i < last and not tokens.words[i][0].isalnum():
        i += 1
    if i < last and _leads(tokens, i):
        comma = next((k for k in range(i, min(last, i + 30)) if tokens.words[k] == ","), None)
        if comma is None:
            hangs = tokens.lower[i] in phrases.PREPOSITIONS
            return None if hangs else _proper(tokens, phrases.after(tokens, i + 1, last))
        i = comma + 1
    while i < last and (phrases.is_adverb(tokens.lower[i]) or tokens.lower[i] in (",", "and", "but")):
        i += 1
    phrase = phrases.after(tokens, i, last)
    if phrase and phrases.is_time(tokens, phrase):
        comma = next((k for k in range(phrase[1], last) if tokens.words[k] == ","), phrase[1] - 1)
        phrase = phrases.after(tokens, comma + 1, last)
    return _proper(tokens, phrase)


def _proper(tokens: Tokens, phrase: Phrase | None) -> Phrase | None:
    """A phrase that holds more than words such as ``the``, whose noun stands between quotation marks."""
    if phrase and phrase[1] - phrase[0] == 1 and tokens.lower[phrase[0]] in ARTICLES:
        return None
    return phrase


def _leads(tokens: Tokens, i: int) -> bool:
    """Whether a word begins what is set before a clause, up to a comma."""
    word = tokens.lower[i]
    following = tokens.lower[i + 1] if i + 1 < len(tokens) else ""
    return (
        word in phrases.SUBORDINATE
        or word.endswith(("ing", "ed"))
        or (phrases.is_adverb(word) and following in phrases.PREPOSITIONS)
    )


def _past_dateline(tokens: Tokens, first: int, last: int) -> int:
    """Where a paragraph begins behind its dateline: ``OSLO, May 3 (Agency) —``."""
    if not tokens.words[first].isupper() or len(tokens.words[first]) < 3:
        return first
    dashes = (i for i in range(first, min(last, first + 14)) if tokens.words[i] in saying.DASHES)
    return next(dashes, first - 1) + 1


def sharer(tokens: Tokens, first: int, i: int) -> Phrase | None:
    """The subject of the clause that goes on with a verb: ``when the crowd booed, shouting``."""
    for k in range(i - 1, max(first, i - phrases.REACH) - 1, -1):
        if tokens.lower[k] in CLAUSES:
            return _proper(tokens, phrases.after(tokens, k + 1, i))
    return None


def possessor(tokens: Tokens, first: int, last: int) -> Phrase | None:
    """Whose words are named last before a quotation: ``his remark that``, ``Ellis’s letter``."""
    for i in range(last - 1, max(first, last - 12), -1):
        if tokens.lower[i] not in saying.SPEECH:
            continue
        for k in range(i - 1, max(first, i - 4) - 1, -1):
            if tokens.lower[k] in POSSESSIVES:
                return k, k + 1
            if tokens.lower[k] in ("'s", "’s"):
                return phrases.before(tokens, k, first)
    return None


def named_before(tokens: Tokens, colon: int, first: int) -> Phrase | None:
    """The name right before a colon: ``The words of the coach, Ann Ellis:``."""
    found = phrases.before(tokens, colon, first)
    return found if found and phrases.mention(tokens, found).form == "name" else None
