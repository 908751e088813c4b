"""Words that bring in somebody's words, and the phrases that tell whose they are."""

from collections.abc import Iterator
from typing import NamedTuple

from timeline.extraction import lexicon, phrases
from timeline.extraction.phrases import Phrase
from timeline.extraction.speech.quotations import MARKS
from timeline.extraction.tokens import Tokens

QUOTING = lexicon.verbs("quoting-verbs")
SAYING = frozenset(form for form, verb in QUOTING.items() if verb in lexicon.words("saying-verbs"))
NOUNS = lexicon.words("noun-verbs")
SPEECH = lexicon.words("speech-nouns")
BEHIND = SAYING | (frozenset(QUOTING) - NOUNS)
CLOSED = phrases.PREPOSITIONS | phrases.CONJUNCTIONS
BETWEEN = frozenset({",", ".", "-", "–", "—", "―", "--", ")"})
FINITE = (
    {"read", "reads"}
    | frozenset(word for word in SAYING - NOUNS if word not in lexicon.words("saying-verbs") and word[-3:] != "ing")
    | {"say"}
)
PASSIVE = frozenset(word for word in QUOTING if word.endswith("ed") or word in ("told", "written", "said"))
BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
HAVE = frozenset({"have", "has", "had", "having"})
MODALS = frozenset(
    {"would", "will", "could", "should", "can", "may", "might", "must", "wouldn’t", "won’t", "shouldn’t"}
)
DASHES = frozenset({"-", "–", "—", "―", "--"})
INVERTED = frozenset({"said", "says", "say", "added", "adds", "explained", "explains", "continued", "wrote", "writes"})
ASKED = frozenset({"asked", "told"})


class Cue(NamedTuple):
    """A word that brings in words, its tokens from ``first`` up to ``last``, and the phrase of who says them."""

    first: int
    last: int
    speaker: Phrase | None
    told: bool = True
    """Whether it tells that somebody says so, and not that somebody might, or is said to."""


def told_behind(tokens: Tokens, first: int, last: int) -> Cue | None:
    """The cue in the words right behind a quotation: ``she said``, ``said the mayor``, ``the mayor, a nun, told``."""
    while first < last and tokens.words[first] in BETWEEN:
        first += 1
    if first >= last:
        return None
    if tokens.lower[first] in FINITE or _past(tokens, first):
        speaker = phrases.after(tokens, first + 1, last)
        return Cue(first, first + 1, phrases.named(tokens, speaker, last)) if speaker else None
    if tokens.lower[first] in phrases.CLOSED and tokens.words[first][0].islower():
        return None
    near = range(first + 1, min(last, first + phrases.REACH))
    return next(filter(None, (_told_by(tokens, i, first) for i in near)), None)


def _told_by(tokens: Tokens, i: int, first: int) -> Cue | None:
    """The cue of a verb whose subject begins at token ``first``: a verb of saying, or any other right behind a name."""
    saying = tokens.words[i] in (SAYING if i > first + 3 else BEHIND)
    if not saying and not _past(tokens, i):
        return None
    speaker = phrases.subject(tokens, i, first)
    if speaker is None or not _begins(tokens, speaker, first) or not (saying or speaker[1] == i):
        return None
    if tokens.words[i] in ASKED and BE.intersection(_helpers(tokens, i, first)):
        return Cue(i, i + 1, None, False)
    return Cue(i, i + 1, speaker)


def _past(tokens: Tokens, i: int) -> bool:
    return tokens.words[i].endswith("ed") and tokens.words[i].islower()


def by_speech(tokens: Tokens, cue: Cue) -> bool:
    """Whether a cue tells of speech by itself, as ``said`` does and ``found`` does not."""
    return tokens.lower[cue.first] in SAYING or cue.last - cue.first > 1


def _begins(tokens: Tokens, speaker: Phrase, first: int) -> bool:
    """Whether the subject begins the clause, itself or by the description before its name."""
    if speaker[0] == first:
        return True
    described = phrases.after(tokens, first, speaker[0])
    return described is not None and phrases.named(tokens, described, speaker[1]) == speaker


def cues(tokens: Tokens, first: int, last: int) -> Iterator[Cue]:
    """All cues in the words of a reporter between two quotations, in order."""
    for i, word in enumerate(tokens.lower[first:last], first):
        if word in QUOTING:
            if _is_verb(tokens, i, first):
                yield _by_verb(tokens, i, first, last)
        elif word == "to" and i > first and tokens.lower[i - 1] == "according":
            yield Cue(i - 1, i + 1, phrases.after(tokens, i + 1, last))


def _by_verb(tokens: Tokens, i: int, first: int, last: int) -> Cue:
    before = frozenset(_helpers(tokens, i, first))
    passive = tokens.lower[i] in PASSIVE and not HAVE.intersection(before) and BE.intersection(before)
    if passive and tokens.lower[i] not in ("quoted", "said"):
        agent = tokens.lower.index("by", i, min(last, i + 8)) if "by" in tokens.lower[i : min(last, i + 8)] else last
        return Cue(i, i + 1, phrases.after(tokens, agent + 1, last), agent < last)
    if QUOTING[tokens.lower[i]] == "tell" and (i + 1 >= last or tokens.words[i + 1] == "."):
        return Cue(i, i + 1, None, False)  # in a headline: ``MPs told``
    return Cue(i, i + 1, _speaker(tokens, i, first, last), not MODALS.intersection(before))


def _helpers(tokens: Tokens, i: int, first: int) -> Iterator[str]:
    """The auxiliaries right before a verb, adverbs passed over."""
    while i > first and (tokens.lower[i - 1] in phrases.AUXILIARIES or phrases.is_adverb(tokens.lower[i - 1])):
        i -= 1
        yield tokens.lower[i]


def _speaker(tokens: Tokens, i: int, first: int, last: int) -> Phrase | None:
    """Who says, by a verb; None where the verb shares the subject of another."""
    previous = tokens.lower[i - 1] if i > first else ""
    if previous == "to":
        return None
    if tokens.lower[i].endswith("ing") and (not previous or previous in BETWEEN or previous in CLOSED):
        return None
    if tokens.lower[i] in (FINITE if not previous else INVERTED) and (not previous or previous in phrases.MARKS):
        inverted = phrases.after(tokens, i + 1, last)
        if inverted and _stands_alone(tokens, inverted[1], last):
            return phrases.named(tokens, inverted, last)
    speaker = phrases.subject(tokens, i, first)
    if speaker and tokens.lower[i].endswith("ing") and SPEECH.intersection(tokens.lower[speaker[0] : i]):
        return None
    return speaker


def _stands_alone(tokens: Tokens, i: int, last: int) -> bool:
    """Whether a phrase ends its clause before token ``i``, but for what hangs on it."""
    if i >= last:
        return last >= len(tokens) or tokens.words[last] not in MARKS
    return (
        tokens.words[i] in BETWEEN
        or tokens.lower[i] in phrases.PREPOSITIONS
        or tokens.lower[i] in ("who", "whose", ":", "(", ";")
    )


def _is_verb(tokens: Tokens, i: int, first: int) -> bool:
    """Whether a form of a verb of saying is one here and no noun: not ``the claim``, ``raised questions``.

    In headlines all in capitals, a verb is written like a name.
    """
    word, lower, previous = tokens.words[i], tokens.lower[i], tokens.lower[i - 1] if i > first else ""
    if word[0].isupper() and i > first and not (word.isupper() and tokens.words[i - 1].isupper()):
        return False
    if previous in phrases.DETERMINERS or previous in ("'s", "’s"):
        return False
    if previous in phrases.PREPOSITIONS and previous != "to" and not lower.endswith("ing"):
        return False
    return lower not in NOUNS or (i > first and _wants_verb(tokens, i - 1))


def _wants_verb(tokens: Tokens, i: int) -> bool:
    """Whether a word is a subject, or what stands before a verb, rather than what stands before a noun."""
    word = tokens.lower[i]
    if word in phrases.ALONE or word in phrases.AUXILIARIES or word in ("to", "which", "that"):
        return True
    return tokens.words[i][0].isupper() and not tokens.words[i].isupper()
