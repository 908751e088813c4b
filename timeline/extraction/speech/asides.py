"""Reporting set beside what was said: ``…, X said.``, ``…, said X, …``, ``As X said, …`` and ``according to X``."""

from dataclasses import dataclass

from timeline.extraction import phrases
from timeline.extraction.speech import clauses, conjuncts
from timeline.extraction.speech.cues import Cue
from timeline.extraction.speech.reading import Pair, Reading
from timeline.extraction.tokens import Tokens

HANGING = frozenset(("that", "because", "after", "which", "and", "but"))  # words that await what follows the aside
NEAR = 8  # words from a verb to a quotation it opens
BEHIND_SUBJECT = frozenset(["who", "whose", "as", "when", "of", "and"]) | phrases.PREPOSITIONS | clauses.TIMES


@dataclass(slots=True)
class Aside:
    """An aside: whose words they are, and the places of what was said before it and behind it."""

    speaker: Pair
    places: list[Pair]


def of(reading: Reading, cue: Cue, unit: Pair, subject: Pair | None) -> Aside | None:
    """Read a verb of reporting as an aside in its sentence; None where it is none."""
    if cue.form != "finite" or not {"aside", "last"} & cue.frames or cue.first == unit[0]:
        return None
    start = _beginning(reading.tokens, subject, unit[0]) if subject else unit[0]
    if subject is not None and start > unit[0] and reading.tokens.lower[start - 1] == "as":
        return Aside(subject, _as(reading, cue, unit, start - 1))
    behind = _subject_behind(reading, cue, unit) if "aside" in cue.frames else None
    if behind is not None:
        return _around(reading, unit, (cue.first, behind[1]), behind, inverted=True)
    if subject is None or (
        "last" in cue.frames and clauses.after_adverbials(reading.tokens, cue.end, unit[1]) < unit[1] - 1
    ):
        return None
    return _around(reading, unit, (start, _behind_addressee(reading, cue, unit[1])), subject, inverted=False)


def _beginning(tokens: Tokens, subject: Pair, first: int) -> int:
    """Where the subject begins, with all who speak and the description before a name: ``his aide, Ola Lind, said``."""
    start = conjuncts.before(tokens, subject, first)[0][0]
    if start - first < 3 or tokens.words[start - 1] != "," or phrases.mention(tokens, subject).form != "name":
        return start
    described = phrases.before(tokens, start - 1, first)
    if described is None or described[0] - first < 2 or tokens.words[described[0] - 1] != ",":
        return start
    return described[0] if tokens.words[start - 2].islower() else start


def according(reading: Reading, cue: Cue, unit: Pair, _: Pair | None = None) -> Aside | None:
    """Read ``according to X`` in its sentence, whose subject does not matter."""
    tokens, (first, last) = reading.tokens, unit
    source = phrases.after(tokens, cue.end, last)
    if source is None:
        return None
    source = conjuncts.after(tokens, source, last)[-1]
    places, stop = [], conjuncts.behind(tokens, source[1], last)
    if stop + 1 < last and tokens.words[stop] == "," and tokens.lower[stop + 1] in ("who", "which", "whose"):
        stop = next((i for i in range(stop + 1, last) if tokens.words[i] == ","), stop)
    goes_on = stop + 1 < last and tokens.words[stop] == "," and clauses.goes_on(tokens, stop + 1, last)
    end = cue.first - (reading.is_mark(cue.first - 1) and not reading.quoted[cue.first - 1]) if cue.first else 0
    start = clauses.beginning(tokens, first, end)
    complete = goes_on or bool(reading.quoted[end - 1]) or end - start > 5 or clauses.has_verb(tokens, start, end)
    if cue.first - first > 2 and tokens.lower[end - 1] not in HANGING and complete:
        places.append((start, end))
    if goes_on or not places:
        comma = next((i for i in range(stop, last) if tokens.words[i] == ","), last)
        if comma + 1 < last:
            places.append((comma + 1, clauses.end(reading, comma + 1, last)))
    return Aside(source, places)


def _around(reading: Reading, unit: Pair, words: Pair, speaker: Pair, inverted: bool) -> Aside | None:
    """The aside whose ``words`` stand behind a comma, a dash or a quotation; None where they do not."""
    tokens, (first, last), (end, after) = reading.tokens, unit, words
    quote = end > first and bool(reading.quoted[end - 1])
    if end <= first or not (quote or tokens.words[end - 1] == "," or tokens.words[end - 1] in clauses.DASHES):
        return None
    stop = clauses.after_adverbials(tokens, after, last)
    closes = stop >= last - 1 or tokens.words[stop] in ".!?;…"
    parts = not closes and not inverted and (tokens.words[stop] == "," or tokens.words[stop] in clauses.DASHES)
    trails = quote and (stop > after or after >= last or tokens.lower[after] in clauses.LOOSE)
    if not (closes or parts or inverted or trails) or _speaks_behind(reading, stop, last, quote, closes):
        return None
    place = clauses.beginning(tokens, first, end), end - (not quote)
    if parts and not quote and clauses.goes_on(tokens, stop + 1, last):
        if _is_cut(reading, place, stop + 1):
            return Aside(speaker, [(place[0], clauses.end(reading, stop + 1, last))])
        return Aside(speaker, [place, (stop + 1, clauses.end(reading, stop + 1, last))])
    if quote or (clauses.has_verb(tokens, *place) and not (parts and tokens.lower[place[0]] in clauses.SUBORDINATE)):
        return Aside(speaker, [place])
    return Aside(speaker, []) if parts else None


def _is_cut(reading: Reading, place: Pair, verb: int) -> bool:
    """Whether an aside parts a subject from its verb and a quotation: ``the river, he said, is "too long"``."""
    quotes = any(reading.quoted[verb + 1 : verb + NEAR]) and not reading.quoted[verb]
    return quotes and reading.tokens.lower[verb] in clauses.verbal() and not clauses.has_verb(reading.tokens, *place)


def _speaks_behind(reading: Reading, stop: int, last: int, quote: bool, closes: bool) -> bool:
    """Whether what was said stands behind the verb after all, and what stands before it is an introduction."""
    if stop >= last:
        return False
    tokens = reading.tokens
    if tokens.lower[stop] == "that":
        return True
    full = not closes and stop + 1 < last and reading.opens_sentence(stop + 1)
    return not quote and (full or tokens.words[stop] == ":")


def _subject_behind(reading: Reading, cue: Cue, unit: Pair) -> Pair | None:
    """The subject of a verb that stands before it: ``said the mayor, who …``, ``said he.``."""
    tokens, before = reading.tokens, cue.first - 1
    mark = reading.quoted[before] or tokens.words[before] == "," or tokens.words[before] in clauses.DASHES
    alone = cue.end - cue.first == 1 and ("someone" not in cue.frames or "clause" in cue.frames)
    found = phrases.after(tokens, cue.end, unit[1]) if mark and alone else None
    if found is None:
        return None
    start, end = found
    ends = end >= unit[1] or (reading.is_mark(end) and not reading.quoted[end])
    if tokens.lower[start] in clauses.PRONOUNS:
        return found if ends else None
    if tokens.lower[start] in clauses.TIMES or clauses.is_subject(tokens, unit[0], cue.first):
        return None
    return found if ends or (not reading.quoted[end] and tokens.lower[end] in BEHIND_SUBJECT) else None


def _behind_addressee(reading: Reading, cue: Cue, last: int) -> int:
    """The token behind the verb and whom it speaks to: ``…, she told the council``."""
    found = phrases.after(reading.tokens, cue.end, last) if "someone" in cue.frames else None
    return found[1] if found else cue.end


def _as(reading: Reading, cue: Cue, unit: Pair, conjunction: int) -> list[Pair]:
    """What was said around ``as X said``."""
    tokens, (first, last) = reading.tokens, unit
    stop = clauses.after_adverbials(tokens, cue.end, last)
    if conjunction - first < 2 or not clauses.has_verb(tokens, first, conjunction):
        behind = stop + 1 < last and tokens.words[stop] == "," and stop + 1 not in reading.openings
        return [(stop + 1, clauses.end(reading, stop + 1, last))] if behind else []
    closed = stop >= last - 1 or reading.is_mark(stop)
    if tokens.words[conjunction - 1] != "," or not closed:
        return []
    return [(clauses.beginning(tokens, first, conjunction - 1), conjunction - 1)]
