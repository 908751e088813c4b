"""Words that bring in somebody's words, and whose words they say these are."""

from collections.abc import Iterator
from dataclasses import dataclass

from timeline.extraction import lexicon, phrases
from timeline.extraction.phrases import Phrase
from timeline.extraction.tokens import Tokens

QUOTING = lexicon.verbs("quoting-verbs")
SAYING = frozenset(form for form, verb in QUOTING.items() if verb in lexicon.words("saying-verbs"))
BETWEEN = frozenset({",", ".", "-", "–", "—", "--", ")"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that brings in words, its tokens from ``first`` up to ``last``, and the phrase of who says them."""

    first: int
    last: int
    speaker: Phrase | None
    participle: bool = False
    """Whether it only goes along with another verb: ``…, adding``."""


def told_behind(tokens: Tokens, first: int, last: int) -> Cue | None:
    """The cue in the words right behind a quotation: ``she said``, ``said the mayor``, ``the mayor, a nun, told``."""
    while first < last and tokens.words[first] in BETWEEN:
        first += 1
    if first >= last:
        return None
    if tokens.lower[first] in QUOTING and not tokens.lower[first].endswith("ing"):
        speaker = phrases.after(tokens, first + 1, last)
        return Cue(first, first + 1, speaker) if speaker else None
    if tokens.lower[first] in phrases.CLOSED:
        return None
    for i in range(first + 1, last):
        if tokens.lower[i] in SAYING:
            speaker = phrases.subject(tokens, i, first)
            if speaker and speaker[0] == first:
                return Cue(i, i + 1, speaker)
    return None


def cues(tokens: Tokens, first: int, last: int) -> Iterator[Cue]:
    """All cues in the words of a reporter between two quotations, in order."""
    for i in range(first, last):
        word = tokens.lower[i]
        if word in QUOTING:
            if not _is_noun(tokens, i, first):
                yield _by_verb(tokens, i, first, last)
        elif word == "to" and i > first and tokens.lower[i - 1] == "according":
            yield Cue(i - 1, i + 1, phrases.after(tokens, i + 1, last))


def _by_verb(tokens: Tokens, i: int, first: int, last: int) -> Cue:
    participle = tokens.lower[i].endswith("ing") and not (i > first and tokens.lower[i - 1] in phrases.AUXILIARIES)
    infinitive = i > first and tokens.lower[i - 1] == "to"
    if participle or infinitive:
        return Cue(i, i + 1, None, True)
    speaker = phrases.subject(tokens, i, first)
    if speaker is None and i - first <= 1:
        speaker = phrases.after(tokens, i + 1, last)
    return Cue(i, i + 1, speaker)


def _is_noun(tokens: Tokens, i: int, first: int) -> bool:
    """Whether a form of a verb is a noun here: ``the claim``, ``a report``, ``in praise of``."""
    if i == first or not tokens.lower[i - 1]:
        return False
    previous = tokens.lower[i - 1]
    return previous in phrases.DETERMINERS or previous in phrases.PREPOSITIONS - {"to"} or previous in ("'s", "’s")


def main_subject(tokens: Tokens, first: int, last: int) -> Phrase | None:
    """The first noun phrase of a clause that no preposition or conjunction hangs on another."""
    i = first
    while i < last and not (tokens.words[i][0].isalnum()):
        i += 1
    if i < last and (tokens.lower[i] in phrases.SUBORDINATE or tokens.lower[i].endswith("ing")):
        comma = next((k for k in range(i, min(last, i + 30)) if tokens.words[k] == ","), None)
        if comma is None:
            return None if tokens.lower[i] in phrases.PREPOSITIONS else phrases.after(tokens, i + 1, last)
        i = comma + 1
    while i < last and (tokens.lower[i] in phrases.ADVERBS or tokens.words[i] == "," or tokens.lower[i] in ("and", "but")):
        i += 1
    return phrases.after(tokens, i, last)
