"""Noun phrases found from one side: behind a word, before a word, as the subject of a verb. Shallow, by lists."""

from timeline.extraction import lexicon
from timeline.extraction.findings import Mention
from timeline.extraction.tokens import Tokens

LONGEST = 24  # words of one phrase
REACH = 60  # words in which the subject of a verb is looked for

Phrase = tuple[int, int]

PREPOSITIONS = lexicon.words("prepositions")
CONJUNCTIONS = lexicon.words("conjunctions")
AUXILIARIES = lexicon.words("auxiliaries")
DETERMINERS = lexicon.words("determiners")
PRONOUNS = lexicon.words("pronouns")
VERBS = lexicon.verbs("verbs")
ADVERBS = lexicon.words("adverbs")
CALENDAR = lexicon.words("calendar-words")
CLOSED = PREPOSITIONS | CONJUNCTIONS | AUXILIARIES
JOINTS = frozenset({"of", "'s", "’s", "&", "/"})
RELATIVE = frozenset({"who", "which", "whose", "that", "where", "whom"})
ALONE = PRONOUNS - DETERMINERS - {"one", "others", "someone", "somebody", "everyone", "everybody", "nobody"}
SUBORDINATE = PREPOSITIONS | CONJUNCTIONS - {"and", "or"}


def before(tokens: Tokens, end: int, first: int) -> Phrase | None:
    """The noun phrase whose last word stands before token ``end``, not reaching before ``first``."""
    if end <= first:
        return None
    if tokens.lower[end - 1] in ALONE:
        return end - 1, end
    start, floor = end, max(first, end - LONGEST)
    while start > floor and inside(tokens, start - 1):
        start -= 1
        if tokens.lower[start] in DETERMINERS and tokens.lower[max(floor, start - 1)] not in JOINTS:
            break
    while start < end and (tokens.lower[start] in JOINTS or _is_adverb(tokens.lower[start])):
        start += 1
    return (start, end) if start < end else None


def after(tokens: Tokens, start: int, last: int) -> Phrase | None:
    """The noun phrase whose first word is token ``start``, not reaching ``last``."""
    if start >= last:
        return None
    if tokens.lower[start] in ALONE:
        return start, start + 1
    end, ceiling = start, min(last, start + LONGEST)
    while end < ceiling and inside(tokens, end) and not (end > start and _ends(tokens, end)):
        end += 1
    while end > start and (tokens.lower[end - 1] in ("of", "&", "/") or _is_adverb(tokens.lower[end - 1])):
        end -= 1
    return (start, end) if start < end else None


def subject(tokens: Tokens, verb: int, first: int) -> Phrase | None:
    """The noun phrase that is the subject of token ``verb``, standing before it and not before ``first``.

    Auxiliaries and adverbs before the verb, words in apposition, relative clauses and what hangs on the noun by a
    preposition are passed over: in ``the head of the school, a nun from Rome, has often said`` it is the head.
    """
    first = max(first, verb - REACH)
    end = verb
    while end > first and (tokens.lower[end - 1] in AUXILIARIES or _is_adverb(tokens.lower[end - 1])):
        end -= 1
    if end <= first:
        return None
    if tokens.words[end - 1] in (",", "-", "–", "—", ")"):
        return _before_apposition(tokens, end - 1, first)
    return _head(tokens, end, first)


def mention(tokens: Tokens, phrase: Phrase) -> Mention:
    """A phrase as words that stand for somebody: a pronoun, a name, or else a description."""
    start, end = phrase
    text = tokens.span(start, end)
    place = tokens.starts[start], tokens.ends[end - 1]
    if end - start == 1 and tokens.lower[start] in PRONOUNS:
        return Mention(*place, text, "pronoun")
    return Mention(*place, text, "name" if _named(tokens, start, end) else "nominal")


def inside(tokens: Tokens, i: int) -> bool:
    """Whether a token may belong to a noun phrase."""
    word = tokens.lower[i]
    if word in JOINTS:
        return True
    if not word[0].isalnum():
        return word == "." and i > 0 and tokens.lower[i - 1] in lexicon.words("abbreviations")
    if word in CLOSED:
        return word in ("may", "will") and tokens.words[i][0].isupper() and _follows_name(tokens, i)
    return word not in VERBS or _noun_here(tokens, i)


def _noun_here(tokens: Tokens, i: int) -> bool:
    """Whether a form of a verb stands where a noun does: ``the plan``, ``Smith's call``, ``a State Visit``."""
    previous = tokens.lower[i - 1] if i else ""
    return previous in DETERMINERS or previous in ("'s", "’s", "of") or (tokens.words[i][0].isupper() and i > 0)


def _follows_name(tokens: Tokens, i: int) -> bool:
    return i > 0 and (tokens.words[i - 1][0].isupper() or tokens.words[i - 1] == ".")


def _ends(tokens: Tokens, i: int) -> bool:
    """Whether a word can only begin another phrase: a pronoun, a determiner, a weekday behind a name."""
    word = tokens.lower[i]
    if word in ALONE or word in CALENDAR:
        return True
    return word in DETERMINERS and tokens.lower[i - 1] not in ("of", "all", "both")


def _is_adverb(word: str) -> bool:
    return word in ADVERBS or (
        len(word) > 4 and word.endswith("ly") and word not in ("family", "assembly", "ally", "daily")
    )


def _head(tokens: Tokens, end: int, first: int) -> Phrase | None:
    """The phrase before ``end`` or, where a preposition or a relative clause hangs it on another, that other one."""
    found = before(tokens, end, first)
    while found:
        start = _past_calendar(tokens, *found)
        found = (start, found[1]) if start < found[1] else found
        left = found[0] - 1
        if left < first or (start < end and start != found[0]):
            return found
        word = tokens.lower[left]
        if word in PREPOSITIONS:
            head = before(tokens, left, first)
        elif word in VERBS or word in AUXILIARIES:
            head = _before_relative(tokens, left, first)
        elif word in RELATIVE:
            head = before(tokens, left - (tokens.words[left - 1] == ","), first)
        else:
            head = None
        if head is None or head[0] >= found[0]:
            return found
        found = head[0], head[1]
    return None


def _past_calendar(tokens: Tokens, start: int, end: int) -> int:
    """Where a phrase begins behind the weekday or date that stands before it: ``Tuesday Smith``."""
    if tokens.lower[start] not in CALENDAR or end - start < 2:
        return start
    start += 1
    while start < end and tokens.words[start][0].isdigit():
        start += 1
    return start


def _before_relative(tokens: Tokens, i: int, first: int) -> Phrase | None:
    """The noun before the relative word whose clause token ``i`` belongs to."""
    for place in range(i, max(first, i - 12), -1):
        if tokens.words[place] in (",", ";"):
            return None
        if tokens.lower[place] in ("who", "which", "whose"):
            return before(tokens, place - (tokens.words[place - 1] == ","), first)
    return None


def _before_apposition(tokens: Tokens, comma: int, first: int) -> Phrase | None:
    """The phrase before the words between commas (dashes, brackets) whose last mark is token ``comma``."""
    openers = "(" if tokens.words[comma] == ")" else ",-–—"
    found, place = None, comma
    while place > first:
        place -= 1
        if tokens.words[place][0] not in openers:
            continue
        if openers == "(":
            return _head(tokens, place, first)
        phrase = _head(tokens, place, first)
        if phrase is None:
            break
        found = phrase
        if phrase[0] == first or not _in_apposition(tokens, phrase[0], first):
            break
    return found


def _in_apposition(tokens: Tokens, start: int, first: int) -> bool:
    """Whether the phrase that begins with a token itself stands behind a comma, in apposition or as a place."""
    return tokens.words[start - 1] == "," and start - 2 >= first and not _adverbial(tokens, start - 1, first)


def _adverbial(tokens: Tokens, comma: int, first: int) -> bool:
    """Whether the words up to a comma are set before the clause: ``On Monday,`` ``After the vote,`` ``Still,``."""
    start = comma
    while start > first and tokens.words[start - 1] not in (",", "-", "–", "—"):
        start -= 1
    return tokens.lower[start] in SUBORDINATE or _is_adverb(tokens.lower[comma - 1])


def _named(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the head of a phrase, its last word before any ``of``, is written with a capital."""
    head = next((i for i in range(start + 1, end) if tokens.lower[i] == "of"), end) - 1
    word = tokens.words[head]
    return word[:1].isupper() and tokens.lower[head] not in DETERMINERS
