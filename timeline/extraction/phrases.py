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
CLOSED = PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | {"what", "not", "there"}
PAST = lexicon.words("past-forms")
UNITS = lexicon.words("units-of-time")
TIMES = CALENDAR | UNITS | lexicon.words("deictic-times")
JOINTS = frozenset({"of", "'s", "’s", "&", "/"})
RELATIVE = frozenset({"who", "which", "that"})
CLAUSAL = frozenset({"as", "after", "before", "since", "until", "till", "than", "like", "once"})
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
LOCAL = frozenset({"at", "for", "from", "in", "of"})
NOMINATIVE = frozenset({"he", "she", "they", "i", "we", "it", "you"})
ALONE = PRONOUNS - DETERMINERS - {"one", "others", "someone", "somebody", "everyone", "everybody", "nobody"}
DOUBTFUL = CLOSED | JOINTS | VERBS.keys()
MARKS = frozenset({",", "-", "–", "—", "--", ";", ":"})
SUBORDINATE = PREPOSITIONS | CONJUNCTIONS - {"and", "or"}


def before(tokens: Tokens, end: int, first: int) -> Phrase | None:
    """The noun phrase whose last word stands before token ``end``, not reaching before ``first``."""
    if end <= first:
        return None
    if tokens.lower[end - 1] in REFLEXIVE and end - 1 > first:
        end -= 1
    if tokens.lower[end - 1] in ALONE:
        return end - 1, end
    if tokens.words[end - 1] == ")":
        end = _opening(tokens, end - 1, first)
    start, floor = end, max(first, end - LONGEST)
    while start > floor and inside(tokens, start - 1) and not (start < end and _parts(tokens, start)):
        start -= 1
        if tokens.lower[start] in DETERMINERS and tokens.lower[max(floor, start - 1)] not in JOINTS:
            break
    while start < end and (tokens.lower[start] in JOINTS or is_adverb(tokens.lower[start])):
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
    while end > start and (tokens.lower[end - 1] in ("of", "&", "/") or is_adverb(tokens.lower[end - 1])):
        end -= 1
    return (start, end) if start < end else None


def subject(tokens: Tokens, verb: int, first: int) -> Phrase | None:
    """The noun phrase that is the subject of token ``verb``, standing before it and not before ``first``.

    Auxiliaries and adverbs before the verb, words in apposition, relative clauses and what hangs on the noun by a
    preposition are passed over: in ``the head of the school, a nun from Rome, has often said`` it is the head.
    """
    first = max(first, verb - REACH)
    end = _past_adverbs(tokens, verb, first)
    day = end - 1 - tokens.words[end - 1].isdigit()  # Ellis on May 3 said
    if day - 1 > first and tokens.lower[day] in CALENDAR and tokens.lower[day - 1] in PREPOSITIONS:
        end = _past_adverbs(tokens, day - 1, first)
    if end <= first:
        return None
    if tokens.words[end - 1] in MARKS or tokens.words[end - 1] == ")":
        return _before_apposition(tokens, end - 1, first)
    return _head(tokens, end, first)


def _past_adverbs(tokens: Tokens, end: int, first: int) -> int:
    while end > first and (tokens.lower[end - 1] in AUXILIARIES or is_adverb(tokens.lower[end - 1])):
        end -= 1
    return end


def joined(tokens: Tokens, phrase: Phrase) -> tuple[Phrase, ...]:
    """A name with the one joined to it: ``Ann Ellis and Tom Lee``; the phrase alone where none is."""
    start, end = phrase
    if not _is_name(tokens, phrase):
        return (phrase,)
    if start > 1 and tokens.lower[start - 1] == "and":
        left = before(tokens, start - 1, 0)
        if left and _is_name(tokens, left) and _begins_clause(tokens, left[0]):
            return left, phrase
    if end < len(tokens) - 1 and tokens.lower[end] == "and":
        right = after(tokens, end + 1, len(tokens))
        if right and _is_name(tokens, right) and (right[1] == len(tokens) or tokens.words[right[1]] in ".,"):
            return phrase, right
    return (phrase,)


def named(tokens: Tokens, phrase: Phrase, last: int) -> Phrase:
    """The name set behind a description: ``the mayor, Ann Ellis``; the phrase itself where none is."""
    comma = phrase[1]
    if comma + 1 < last and tokens.words[comma] == ",":
        name = after(tokens, comma + 1, last)
        if name and _describes(tokens, phrase, comma, name) and (name[1] >= last or tokens.words[name[1]] in ",."):
            return name
    return phrase


def _describes(tokens: Tokens, phrase: Phrase, comma: int, name: Phrase) -> bool:
    """Whether a phrase right before a comma describes the name behind it: ``the mayor, Ann Ellis,``."""
    return phrase[1] == comma and tokens.words[comma - 1].islower() and name[0] == comma + 1 and _is_name(tokens, name)


def _is_name(tokens: Tokens, phrase: Phrase) -> bool:
    return mention(tokens, phrase).form == "name"


def _begins_clause(tokens: Tokens, i: int) -> bool:
    return i == 0 or not tokens.words[i - 1][0].isalnum() or tokens.lower[i - 1] in CONJUNCTIONS


def is_time(tokens: Tokens, phrase: Phrase) -> bool:
    """Whether a phrase names a time and nobody: ``Saturday``, ``eight years``, ``earlier``."""
    return tokens.lower[phrase[1] - 1] in TIMES


def mention(tokens: Tokens, phrase: Phrase) -> Mention:
    """A phrase as words that stand for somebody: a pronoun, a name, or else a description."""
    start, end = phrase
    first, last = tokens.starts[start], tokens.ends[end - 1]
    text = tokens.text[first:last]
    if end - start == 1 and tokens.lower[start] in PRONOUNS:
        return Mention(first, last, text, "pronoun")
    return Mention(first, last, text, "name" if _named(tokens, start, end) else "nominal")


def inside(tokens: Tokens, i: int) -> bool:
    """Whether a token may belong to a noun phrase."""
    word = tokens.lower[i]
    if word not in DOUBTFUL and word[0].isalnum():
        return True  # nearly all words
    if word in JOINTS:
        return True
    if not word[0].isalnum():
        abbreviated = word == "." and i > 0 and tokens.lower[i - 1] in lexicon.words("abbreviations")
        return abbreviated or (word in ("'", "’") and _possessive(tokens, i))
    if word in CLOSED:
        return word in ("may", "will") and _in_name(tokens, i)
    return word not in VERBS or _noun_here(tokens, i)


def _possessive(tokens: Tokens, i: int) -> bool:
    """Whether an apostrophe belongs to a name in s and its possession behind it: ``Belarus' border``."""
    if not 0 < i < len(tokens) - 1 or tokens.starts[i] != tokens.ends[i - 1] or tokens.lower[i - 1][-1] != "s":
        return False
    word = tokens.lower[i + 1]
    return word[0].isalpha() and word not in CLOSED and word not in VERBS and tokens.starts[i + 1] > tokens.ends[i]


def _noun_here(tokens: Tokens, i: int) -> bool:
    """Whether a form of a verb stands where a noun does: ``the plan``, ``Smith's call``, ``a State Visit``."""
    previous = tokens.lower[i - 1] if i else ""
    return previous in DETERMINERS or previous in ("'s", "’s", "of") or (tokens.words[i][0].isupper() and i > 0)


def _in_name(tokens: Tokens, i: int) -> bool:
    """Whether a word with a capital stands next to another one."""
    near = tokens.words[max(0, i - 1) : i + 2 : 2] if i else tokens.words[1:2]
    return tokens.words[i][0].isupper() and any(word[0].isupper() for word in near)


def _parts(tokens: Tokens, i: int) -> bool:
    """Whether the word before token ``i`` is a verb with its object, in small letters before a name, or one to come."""
    word = tokens.lower[i - 1]
    if word in ALONE:
        return True
    return (tokens.words[i][0].isupper() or tokens.lower[i] in DETERMINERS) and _past_form(tokens, i - 1)


def _ends(tokens: Tokens, i: int) -> bool:
    """Whether a word can only begin another phrase: a pronoun, a determiner, a weekday behind a name."""
    word = tokens.lower[i]
    if word in ALONE or word in CALENDAR or (_past_form(tokens, i) and tokens.words[i - 1][0].isupper()):
        return True
    return word in DETERMINERS and tokens.lower[i - 1] not in ("of", "all", "both")


def is_adverb(word: str) -> bool:
    """Whether a word may stand as an adverb between a subject and its verb."""
    return word in ADVERBS or (
        len(word) > 4 and word.endswith("ly") and word not in ("family", "assembly", "ally", "daily")
    )


def _head(tokens: Tokens, end: int, first: int) -> Phrase | None:
    """The phrase before ``end`` or, where a preposition or a relative clause hangs it on another, that other one."""
    if tokens.lower[end - 1] in RELATIVE and end - 1 > first:
        end -= 1 + (tokens.words[end - 2] == ",")
        found = before(tokens, end, first)
        if found and tokens.lower[found[0] - 1] not in LOCAL:
            return found
    found = before(tokens, _past_time(tokens, end, first), first)
    while found and tokens.lower[found[0]] not in NOMINATIVE:
        start = _past_calendar(tokens, *found)
        if found[0] < start < found[1]:
            return start, found[1]
        head = _governor(tokens, found[0] - 1, first)
        if head is None:
            break
        found = head
    return found


def _governor(tokens: Tokens, i: int, first: int) -> Phrase | None:
    """The phrase on which token ``i``, a preposition or the verb of a relative clause, hangs what follows."""
    if i <= first or tokens.lower[i] in CLAUSAL:
        return None
    if tokens.lower[i].endswith("ing") and tokens.lower[i - 1] in PREPOSITIONS:
        i -= 1  # accused of poisoning his wife
    if tokens.lower[i] in PREPOSITIONS:
        head = before(tokens, i, first) or before(tokens, i - _past_form(tokens, i - 1), first)
        return None if head and is_time(tokens, head) else head
    if _is_verb(tokens, i):
        return _before_relative(tokens, i, first)
    return None


def _past_form(tokens: Tokens, i: int) -> bool:
    return tokens.words[i] in PAST or (tokens.words[i].endswith("ed") and tokens.words[i][0].islower())


def _is_verb(tokens: Tokens, i: int) -> bool:
    return tokens.lower[i] in VERBS or tokens.lower[i] in AUXILIARIES or _past_form(tokens, i)


def _past_time(tokens: Tokens, end: int, first: int) -> int:
    """Where a phrase ends before a time that stands between it and its verb: ``Ellis last week said``."""
    if tokens.lower[end - 1] not in UNITS:
        return end
    if tokens.lower[end] in ("ago", "earlier", "later") and end - 3 >= first and tokens.lower[end - 3] not in CLOSED:
        return end - 2
    for start in range(end - 2, max(first, end - 6), -1):
        if tokens.lower[start] in ("last", "this", "earlier", "less", "later", "one", "that"):
            return start if start - 1 >= first and tokens.lower[start - 1] not in CLOSED else end
    return end


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


def _before_apposition(tokens: Tokens, mark: int, first: int) -> Phrase | None:
    """The phrase before the words set between commas, dashes or brackets, whose last mark is a token."""
    if tokens.words[mark] == ")":
        opening = _opening(tokens, mark, first)
        return _head(tokens, opening, first) if opening > first else None
    found, place = None, mark
    while place > first:
        begin = _piece(tokens, place, first)
        word = tokens.lower[begin]
        if word in ("and", "but", "that"):
            return _head(tokens, place, begin + 1) if place > begin + 1 else found
        if not _parenthetical(tokens, begin, place):
            phrase = _head(tokens, place, begin)
            if phrase is None or (found and phrase[0] > begin and _is_verb(tokens, phrase[0] - 1)):
                break  # a clause, and not what is set beside it
            if found is not None and _describes(tokens, phrase, place, found):
                break
            if found is None or not is_time(tokens, phrase):
                found = phrase
        place = begin - 1
        if found and tokens.words[place] in ":;":
            break
    return found


def _piece(tokens: Tokens, end: int, first: int) -> int:
    """Where the words begin that end before a mark and hold none."""
    start = end
    while start > first and tokens.words[start - 1] not in MARKS:
        start -= 1
    return start


def _opening(tokens: Tokens, mark: int, first: int) -> int:
    """The bracket that opens what token ``mark`` closes; ``mark`` where it is far or missing."""
    near = range(mark - 1, max(first, mark - LONGEST) - 1, -1)
    return next((i for i in near if tokens.words[i] == "("), mark)


def _parenthetical(tokens: Tokens, start: int, end: int) -> bool:
    """Whether words hold no subject: ``on Monday``, ``who left``, ``asked about it``, ``still``."""
    word = tokens.lower[start]
    return (
        start == end
        or word in SUBORDINATE
        or word == "according"
        or is_adverb(word)
        or (end - start > 1 and word.endswith(("ing", "ed")) and tokens.lower[start + 1] not in JOINTS)
    )


def _named(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the head of a phrase, its last word before any ``of``, is written with a capital."""
    behind = tokens.lower[start + 1 : end]
    head = start + behind.index("of") if "of" in behind else end - 1
    word = tokens.words[head]
    return word[:1].isupper() and tokens.lower[head] not in DETERMINERS
