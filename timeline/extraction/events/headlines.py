"""The words that tell an event, trimmed to a headline: subject, verb and object, without the date."""

from typing import NamedTuple

from timeline.extraction import phrases
from timeline.extraction.events import participants
from timeline.extraction.events.outlines import Outline
from timeline.extraction.events.participants import CLAUSAL, DANGLING, ON, POSSESSIVES
from timeline.extraction.findings import Mention
from timeline.extraction.tokens import Tokens

LONGEST = 120  # characters of a headline
WORDS = 18  # words behind the verb
ENDLESS = DANGLING | {"the", "a", "an"}  # what no headline ends with


class Words(NamedTuple):
    """Where an event is told, its headline, its first token and who took part."""

    start: int
    end: int
    title: str
    first: int
    mentions: tuple[Mention, ...]


def of_verb(tokens: Tokens, line: Outline, k: int) -> Words | None:
    """The words around the ``k``-th predicate of a sentence; None where nobody and nothing is named by them."""
    verb = line.predicates[k]
    last = _end(tokens, line, k)
    subjects = participants.subjects(tokens, line, k)
    mentions = (*subjects, *participants.objects(tokens, line, k, last))
    if not mentions and (verb.at not in line.dated or verb.mood == "participle"):
        return None
    first = verb.first
    start, lead = tokens.starts[verb.first], ""
    if subjects:
        opening = tokens.at(subjects[0].start)
        if line.opens(verb.first) < opening < verb.first and not _verb_between(line, opening, verb.first):
            first, start = opening, subjects[0].start
        else:
            lead = tokens.text[subjects[0].start : subjects[-1].end] + " "
    title = lead + _title(tokens, line, first, last)
    first = opening if lead else first
    end = tokens.ends[last - 1]
    return Words(start, end, _headline(title), first, mentions)


def of_noun(tokens: Tokens, line: Outline, at: int) -> Words:
    """The words around a dated event noun: ``the August elections in Arden``."""
    dated = line.dated[at]
    phrase = phrases.before(tokens, at + 1, line.opens(at) + 1) or (at, at + 1)
    first, last = min(phrase[0], dated.first), max(at + 1, dated.last)
    behind = at + 1
    if last == behind and behind < line.last and tokens.lower[behind] in ("of", "in", "between", "on", "with"):
        more = phrases.after(tokens, behind + 1, line.closes(at))
        last = more[1] if more else last
    owned = first <= dated.first < at and tokens.lower[dated.last] in POSSESSIVES
    title = _title(tokens, line, dated.last + 1 if owned else min(first, at), last)
    owner = participants.possessor(tokens, dated.last + 1 if owned else phrase[0], at)
    return Words(tokens.starts[first], tokens.ends[last - 1], _headline(title), first, owner)


def _verb_between(line: Outline, first: int, last: int) -> bool:
    return any(first <= verb.at < last and verb.mood != "participle" for verb in line.predicates)


def _end(tokens: Tokens, line: Outline, k: int) -> int:
    """Where the clause of a predicate ends: at a comma or the next clause; infinitives belong to it."""
    verb = line.predicates[k]
    last = line.closes(verb.at)
    if last == verb.at + 1 and last < line.last and tokens.lower[last] == "that":
        last = line.closes(last)
    last = min(last, verb.at + 1 + WORDS)
    for other in line.predicates[k + 1 :]:
        if other.first >= last:
            break
        joined = other.mood == "participle" and tokens.lower[other.first - 1] == "and"
        if joined or other.mood not in ("open", "participle"):
            last = other.first if tokens.lower[verb.at + 1] != "that" else last
    stop = next((i for i, word in enumerate(tokens.lower[verb.at + 1 : last], verb.at + 1) if word in CLAUSAL), last)
    if stop < last and _verb_between(line, stop, line.closes(stop)):
        last = stop
    while last > verb.at + 1 and (tokens.lower[last - 1] in ENDLESS or not tokens.lower[last - 1][0].isalnum()):
        last -= 1
    return last


def _title(tokens: Tokens, line: Outline, first: int, last: int) -> str:
    """The words from one token to another without dates, and the words that join them."""
    pieces: list[str] = []
    for start, end in line.dates:
        if end <= first or start >= last:
            continue
        while start - 1 > first and (tokens.lower[start - 1] in ON or tokens.lower[start - 1] == "of"):
            start -= 1
        if start > first and not (pieces and tokens.lower[first:start] in (["and"], ["to"])):
            pieces.append(tokens.span(first, start))
        first = end
    return " ".join([*pieces, tokens.span(first, last) if first < last else ""])


def _headline(words: str) -> str:
    """Words as a headline: on one line, without marks at its ends, no longer than may be."""
    kept = words.split()
    while len(kept) > 1 and kept[-1].lower() in ENDLESS:
        kept.pop()
    title = " ".join(kept).strip(' ,;:-–—"“”')
    if len(title) > LONGEST:
        title = title[: LONGEST + 1].rpartition(" ")[0] or title[:LONGEST]
    return title[:1].upper() + title[1:]
