"""The words that tell an event, trimmed to a headline: subject, verb and object, without the date."""

from typing import NamedTuple

from timeline.extraction import lexicon, phrases
from timeline.extraction.findings import Mention
from timeline.extraction.outlines import RELATIVES, Outline
from timeline.extraction.predicates import is_adverb
from timeline.extraction.tokens import Tokens

LONGEST = 120  # characters of a headline
WORDS = 18  # words behind the verb
SHORT = 5  # words of a subject that looks like no phrase
VERBS = 8  # verbs between one and the one it shares its subject with
JOINED = 4  # phrases joined by commas and "and"
STOPPERS = frozenset(
    ["when", "while", "because", "since", "although", "though", "as", "until", "before", "after", "where", "but"]
)
DANGLING = (
    lexicon.words("prepositions") | lexicon.words("conjunctions") | {"the", "a", "an", ",", "of", "'s", "’s", "’", "'"}
)
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
LINKING = frozenset(["to", "with", "by", "for", "against", "on", "at", "of", "from", "into", "over", "in"])
ON = frozenset(["on", "in", "at", "since", "until", "by", "before", "after", "during", "from", "between"])


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
    subjects = _subjects(tokens, line, k)
    mentions = (*subjects, *_objects(tokens, verb.at + 1, _before_date(line, verb.at, last)))
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
    owner = _possessor(tokens, dated.last + 1 if owned else phrase[0], at)
    return Words(tokens.starts[first], tokens.ends[last - 1], _headline(title), first, owner)


def _possessor(tokens: Tokens, first: int, at: int) -> tuple[Mention, ...]:
    for i in range(at - 1, first - 1, -1):
        if tokens.lower[i] in POSSESSIVES:
            return (phrases.mention(tokens, (first, i)),) if first < i else ()
    if tokens.lower[first] in ("his", "her", "their"):
        return (Mention(tokens.starts[first], tokens.ends[first], tokens.words[first], "pronoun"),)
    return ()


def _verb_between(line: Outline, first: int, last: int) -> bool:
    return any(first <= verb.at < last for verb in line.predicates)


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
        if other.mood != "open" and other.mood != "participle":
            last = other.first if tokens.lower[verb.at + 1] != "that" else last
    stop = next((i for i in range(verb.at + 2, last) if tokens.lower[i] in STOPPERS), last)
    if stop < last and _verb_between(line, stop, line.closes(stop)):
        last = stop
    while last > verb.at + 1 and (tokens.lower[last - 1] in DANGLING or not tokens.lower[last - 1][0].isalnum()):
        last -= 1
    return last


def _subjects(tokens: Tokens, line: Outline, k: int, shared: int = 0) -> tuple[Mention, ...]:
    """Who or what did it; a verb joined to another shares its subject."""
    verb = line.predicates[k]
    opens = line.opens(verb.first)
    floor = max(opens + 1, line.predicates[k - 1].at + 1 if k else line.first)
    if opens >= line.first and tokens.lower[opens] in RELATIVES and _adverbs(tokens, opens + 1, verb.first):
        phrase = phrases.before(tokens, opens - (tokens.lower[opens - 1] == ","), line.first)
        return (phrases.mention(tokens, phrase),) if phrase else ()
    before = tokens.lower[verb.first - 1] if verb.first > floor else ","
    if verb.mood == "participle" and before == "," and not tokens.lower[verb.at].endswith("ing"):
        phrase = phrases.before(tokens, verb.first - 1, line.first)
        return (phrases.mention(tokens, phrase),) if phrase else ()
    if before in ("and", ",", "or", "but", "then") or verb.mood == "participle":
        main = _main(line, k)
        aside = before == "," and verb.mood != "participle" and _in_aside(line, main, opens)
        if main is not None and verb.first > line.first and not aside:
            return _subjects(tokens, line, main, shared + 1) if shared < JOINED else ()
        floor = line.first
    floor = next((i + 1 for i in range(verb.first - 1, floor - 1, -1) if tokens.lower[i] in STOPPERS), floor)
    floor = max([floor, *(last for _, last in line.dates if last < verb.first)])
    end = _before_dates(tokens, line, verb.first)
    if end <= floor:
        return ()
    phrase = phrases.subject(tokens, end, floor) or _rest(tokens, floor, end) or phrases.after(tokens, floor, end)
    return _with_joined(tokens, phrase, floor) if phrase else ()


def _adverbs(tokens: Tokens, first: int, last: int) -> bool:
    return all(is_adverb(word) for word in tokens.lower[first:last])


def _main(line: Outline, k: int) -> int | None:
    """The verb whose subject one without its own shares: the last that is no participle of the same speech."""
    owners, verbs = line.owners, line.predicates
    behind = range(k - 1, max(-1, k - 1 - VERBS), -1)
    finite = [i for i in behind if verbs[i].mood not in ("participle", "open")]
    return next((i for i in finite if owners[verbs[i].at] == owners[verbs[k].at]), finite[0] if finite else None)


def _in_aside(line: Outline, main: int | None, comma: int) -> bool:
    """Whether the comma before a verb ends words in between: ``Brook, the mayor, resigned``."""
    return main is None or line.opens(comma) > line.predicates[main].at


def _rest(tokens: Tokens, first: int, last: int) -> phrases.Phrase | None:
    """All words before a verb where they look like no phrase: ``mass protests``, whose last word may be a verb."""
    words = tokens.lower[first:last]
    plain = 0 < len(words) <= SHORT and all(word[0].isalnum() and word not in DANGLING for word in words[1:])
    return (first, last) if plain and words[0] not in DANGLING - {"the", "a", "an"} else None


def _before_dates(tokens: Tokens, line: Outline, end: int) -> int:
    """Where the words before a verb end without the date right before it: ``Brook on Monday signed``."""
    first = next((first for first, last in line.dates if last == end), None)
    return end if first is None else first - (tokens.lower[first - 1] in ON)


def _before_date(line: Outline, at: int, last: int) -> int:
    """Where the words behind a verb end before the first date there."""
    return next((first for first, _ in line.dates if at < first < last), last)


def _with_joined(tokens: Tokens, phrase: phrases.Phrase, floor: int) -> tuple[Mention, ...]:
    found = [phrase]
    while len(found) < JOINED and found[-1][0] - 1 > floor and tokens.lower[found[-1][0] - 1] == "and":
        other = phrases.before(tokens, found[-1][0] - 1, floor)
        if other is None:
            break
        found.append(other)
    return tuple(phrases.mention(tokens, one) for one in reversed(found))


def _objects(tokens: Tokens, first: int, last: int) -> list[Mention]:
    """What was done to, for, by or with whom: the phrases behind a verb, over ``to``, ``by``, ``with`` and ``and``."""
    found: list[Mention] = []
    while first < last and len(found) < JOINED:
        if tokens.lower[first] in LINKING or tokens.lower[first] in ("and", "not"):
            first += 1
            continue
        phrase = phrases.after(tokens, first, last)
        if phrase is None:
            break
        found.append(phrases.mention(tokens, phrase))
        first = phrase[1]
    return found


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
    title = " ".join(words.split()).strip(' ,;:-–—"“”')
    if len(title) > LONGEST:
        title = title[: LONGEST + 1].rpartition(" ")[0] or title[:LONGEST]
    return title[:1].upper() + title[1:]
