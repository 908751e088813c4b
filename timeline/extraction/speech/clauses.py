"""Clauses, found by lists: whether one begins at a token, and where what somebody said ends."""

from functools import cache

from timeline.extraction import lexicon, phrases
from timeline.extraction.speech import cues
from timeline.extraction.speech.reading import Pair, Reading
from timeline.extraction.tokens import Tokens

DASHES = frozenset(("-", "--", "–", "—", "---"))
PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you", "there"])
SHORT = frozenset(p + mark + end for p in PRONOUNS for mark in "'’" for end in ("s", "re", "m", "ve", "d", "ll"))
SUBJECTS = PRONOUNS | SHORT
OBJECTS = PRONOUNS - {"there"} | lexicon.words("objects")
INTERROGATIVES = lexicon.words("interrogatives")
SUBORDINATE = lexicon.words("subordinators")
OPENING = frozenset(("if", "in", "after", "under", "for", "when", "while", "as"))  # may stand before a clause's subject
LOOSE = frozenset(["as", "when", "while", "until", "since"]) | lexicon.words("prepositions")
APPOSED = frozenset(["which", "who", "whom", "whose", "where", "a", "an", "the"])
RELATIVES = frozenset(["which", "who", "whom", "whose"])
BEFORE_VENUES = frozenset(("in", "on", "during", "through", "via"))
VENUES = lexicon.words("speech-venues")
TIMES = lexicon.words("deictic-times") | lexicon.words("calendar-words")
TAILS = lexicon.words("tails")
UNITS = lexicon.words("units-of-time") | {"spring", "summer", "fall", "autumn", "winter"}
REACH = 30  # words in which the verb of a clause is looked for


@cache
def verbal() -> frozenset[str]:
    """Forms that make a clause: auxiliaries, and verbs but for their -ing forms."""
    forms = {form for form in lexicon.verbs("verbs") if not form.endswith("ing")}
    return frozenset(forms) | (lexicon.words("auxiliaries") - {"being", "having", "be", "been"}) | SHORT


def has_verb(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a finite verb stands among the tokens."""
    words = tokens.lower[start:end]
    return not verbal().isdisjoint(words) or any(word.endswith("ed") and len(word) > 4 for word in words)


def begins(tokens: Tokens, start: int, last: int) -> bool:
    """Whether a clause begins here, without a conjunction: a subject, then its verb."""
    word = tokens.lower[start]
    ceiling = min(last, start + REACH)
    if word in SUBJECTS:
        return True
    if word in OPENING:
        return word == "if" or _introduces(tokens, start, ceiling)
    if word in LOOSE or word in phrases.CONJUNCTIONS or word in OBJECTS or not (word[0].isalnum() or word in "$#'"):
        return False
    if word.endswith("ing") and tokens.words[start].islower():
        return has_verb(tokens, start + 1, min(last, start + 16))
    return word in verbal() or has_verb(tokens, start + 1, ceiling)


def _introduces(tokens: Tokens, start: int, ceiling: int) -> bool:
    """Whether words before a comma introduce a clause: ``in May, the mayor resigned``."""
    stop = next((i for i in range(start, ceiling) if tokens.words[i] in "\"“”':"), ceiling)
    return "," in tokens.words[start:stop] and has_verb(tokens, start, stop)


def after_adverbials(tokens: Tokens, i: int, last: int) -> int:
    """The token behind the adverbials that stand here: ``on Tuesday``, ``in a statement``, ``last week``."""
    for _ in range(6):
        if i >= last:
            break
        i = _behind_span(tokens, i, last)
        if tokens.lower[i] in TIMES or phrases.is_adverb(tokens.lower[i]):
            i += 1
            while i < last and (tokens.lower[i] in UNITS or tokens.lower[i] in TIMES):
                i += 1
            continue
        found = phrases.after(tokens, i + 1, last) if tokens.lower[i] in phrases.PREPOSITIONS else None
        if found is None:
            break
        i = found[1]
        i += i + 1 < last and tokens.lower[i].endswith("ing") and tokens.lower[i + 1] == "that"  # at a board meeting
    return i


def _behind_span(tokens: Tokens, i: int, last: int) -> int:
    """The token behind ``a week earlier``, ``two years ago``; ``i`` where none of them stands."""
    for k in range(i + 2, min(last, i + 4)):
        if tokens.lower[k] in ("ago", "earlier", "later", "before") and tokens.lower[k - 1] in UNITS:
            return k + 1 if k + 1 < last else i
    return i


def beginning(tokens: Tokens, first: int, end: int) -> int:
    """Where content begins in a sentence: behind the agency's dateline, ``But``, and marks that open no quotation."""
    for i in range(first, min(end - 1, first + 14)):
        if tokens.words[i] == ")" and tokens.words[i + 1] in DASHES:
            first = i + 2
    while first < end and (
        tokens.lower[first] in ("but", "and", "so", "yet")
        or not (tokens.words[first][0].isalnum() or tokens.words[first] in "$#@'\"“‘")
    ):
        first += 1
    return first


def goes_on(tokens: Tokens, start: int, last: int) -> bool:
    """Whether content goes on behind ``, X said,``: no participle, no description of X."""
    word = tokens.lower[start]
    if word in ("who", "which", "a", "an", "and", "but", "when", "while", "as", "with", "after") or word.endswith(
        "ing"
    ):
        return False
    return has_verb(tokens, start, last)


def end(reading: Reading, start: int, last: int, participle: bool = False) -> int:
    """The token behind the content that begins with ``start``: the sentence's end, or where the reporter goes on.

    Behind a ``participle`` of reporting another one is the reporter's, too: ``claiming that … and demanding that``.
    """
    tokens, quoted = reading.tokens, reading.quoted
    for i in range(start + 2, last - 1):
        if quoted[i]:
            continue
        if quoted[i - 1] and tokens.words[i - 2] == "," and tokens.lower[i] in TAILS:
            return i
        word = tokens.lower[i]
        if word in ("although", "though") and cues.speaks(tokens, i + 1, min(last, i + 8), quoted):
            return i
        if participle and word in ("and", "but") and cues.goes_on_saying(tokens, i + 1):
            return i
        if (not word[0].isalnum() or word in ("and", "but")) and _ends(reading, start, i, last):
            return i
    return last


def _ends(reading: Reading, start: int, i: int, last: int) -> bool:
    """Whether content ends before token ``i``, a mark, ``and`` or ``but``."""
    tokens, mark, after = reading.tokens, reading.tokens.lower[i], reading.tokens.lower[i + 1]
    if mark in ("and", "but"):
        return cues.speaks_on(tokens, i + 1, last, reading.quoted)
    if mark == ";":
        return True
    if mark != "," and mark not in DASHES:
        return False
    if after in ("and", "but", "while", "though", "although"):
        return cues.speaks(tokens, i + 2, min(last, i + 10), reading.quoted)
    return after in TAILS or (after in APPOSED and _apposes(tokens, start, i, last))


def _apposes(tokens: Tokens, start: int, i: int, last: int) -> bool:
    """Whether an apposition or relative clause closes the sentence: mostly the reporter's, by what readers marked."""
    if tokens.lower[start] in SUBORDINATE and "," not in tokens.words[start:i]:
        return False  # when it was late, a boss left
    if tokens.lower[i + 1] in ("a", "an", "the") and not {"and", "or"}.isdisjoint(tokens.lower[i:last]):
        return False  # rather a list
    return has_verb(tokens, start, i) and not any(
        (tokens.words[k] == "," or tokens.words[k] in DASHES) and tokens.lower[k + 1] in verbal()
        for k in range(i + 1, last - 1)
    )


def resumed(reading: Reading, stop: int, last: int) -> Pair | None:
    """The content that goes on behind a relative clause: ``A had come, which B wanted, but C had stayed away``."""
    tokens = reading.tokens
    if stop + 2 >= last or tokens.words[stop] != "," or tokens.lower[stop + 1] not in RELATIVES:
        return None
    commas = (i for i in range(stop + 2, min(last, stop + REACH) - 2) if tokens.words[i] == ",")
    start = next((i + 2 for i in commas if tokens.lower[i + 1] in ("but", "and")), last)
    if start >= last or cues.speaks(tokens, start, min(last, start + 8), reading.quoted):
        return None
    return (start, end(reading, start, last)) if begins(tokens, start, last) else None


def end_of_subordinate(reading: Reading, start: int, end: int, before_verb: bool = False) -> int:
    """Where the content of a subordinate clause ends: at the comma (before a verb) where the main clause goes on."""
    tokens = reading.tokens
    for i in range(start + 1, end - 1):
        comma = tokens.words[i] == "," and (not reading.quoted[i] or not reading.quoted[i + 2])
        if comma and (not before_verb or tokens.lower[i + 1] in verbal()):
            return i
    return end


def end_of_thing(reading: Reading, start: int, end: int) -> int:
    """Where a noun phrase ends that is content: at a comma that makes no list, before another verb or a venue."""
    tokens, quoted = reading.tokens, reading.quoted
    for i in range(start + 1, end - 1):
        word, after = tokens.lower[i], tokens.lower[i + 1]
        if quoted[i]:
            continue
        if quoted[i - 1] and tokens.words[i - 2] == ",":
            return i
        if word in BEFORE_VENUES and not VENUES.isdisjoint(tokens.lower[i + 1 : i + 5]):
            return i
        if word == "and" and not quoted[i + 1] and (after in phrases.VERBS or after in verbal()):
            return i
        if word == "while" or word in DASHES or (word == "," and not _lists(tokens, i, end)):
            return i
    return end


def _lists(tokens: Tokens, comma: int, end: int) -> bool:
    rest = tokens.lower[comma + 1 : min(end, comma + 12)]
    if rest[0] in TAILS:
        return False
    if rest[0].isdigit() and rest[1:2] == [","]:
        return True  # an age
    if tokens.words[comma - 1].isdigit() and tokens.words[comma - 2] == ",":
        return rest[0] in LOOSE
    if rest[0] == "and" and has_verb(tokens, comma + 2, min(end, comma + 12)):
        return False
    return rest[0] in ("and", "or", "including", "such") or ("and" in rest[1:] and rest[0] not in APPOSED)


def is_relative(tokens: Tokens, that: int, last: int) -> bool:
    """Whether ``that`` behind a noun begins a relative clause: ``a claim that was made``, ``a claim he made``."""
    if that + 1 >= last or tokens.lower[that + 1] in verbal():
        return True
    verb = next((i for i in range(that + 1, min(last, that + 6)) if tokens.lower[i] in verbal()), that)
    if verb + 1 >= last:
        return True
    return tokens.words[verb + 1] in ",.;" or tokens.lower[verb + 1] in verbal()


def is_subject(tokens: Tokens, first: int, end: int) -> bool:
    """Whether the words up to ``end`` are a subject and its apposition between commas: ``Brook, a lawyer,``."""
    found = phrases.after(tokens, beginning(tokens, first, end), end)
    if found is None:
        return False
    i = after_adverbials(tokens, found[1], end)
    if i >= end - 1 or (tokens.words[i] not in (",", "(") and tokens.words[i] not in DASHES):
        return False
    return not any(
        tokens.words[k] == "," and (tokens.lower[k + 1] in verbal() or tokens.lower[k + 1] in SUBJECTS)
        for k in range(i, end - 1)
    )


def subject_apart(tokens: Tokens, first: int, verb: int) -> Pair | None:
    """The subject a sentence opens with, held apart from its verb by a long apposition between commas."""
    if verb - first < 3 or tokens.words[verb - 1] != "," or not is_subject(tokens, first, verb):
        return None
    return phrases.after(tokens, beginning(tokens, first, verb), verb)


def owner(tokens: Tokens, noun: int, first: int) -> Pair | None:
    """Whose a noun is: ``the mayor's repeated claim``, ``her promise``."""
    for i in range(noun - 1, max(first, noun - 5) - 1, -1):
        if tokens.lower[i] in ("his", "her", "their", "its", "my", "our"):
            return (i, i + 1)
        if tokens.lower[i] in ("'s", "’s", "'", "’"):
            return phrases.before(tokens, i, first)
    return None
