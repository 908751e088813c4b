"""The verbs of a sentence and how they stand: as told (past, perfect, going on) or only thought of (would, to, not)."""

from collections.abc import Iterable
from functools import cache
from typing import Final, Literal, NamedTuple

from timeline.extraction import lexicon
from timeline.extraction.tokens import Tokens

Sort = Literal["event", "report", "state"]
Shape = Literal["base", "third", "ing", "past", "simple", "participle", "either"]
Mood = Literal["past", "perfect", "ongoing", "participle", "present", "open"]

REACH: Final = 6  # words a verb's auxiliaries may stand before it

# Kinds of words that stand before a verb and say how it stands, as bits.
IS, WAS, HAVE, HAD, BE, BEING, OPEN, NOT = (1 << bit for bit in range(8))
KINDS: Final = {
    **dict.fromkeys(("is", "are", "am", "'s", "’s"), IS),
    **dict.fromkeys(("was", "were", "got", "get", "gets"), WAS),
    **dict.fromkeys(("has", "have", "having"), HAVE),
    **dict.fromkeys(("had",), HAD),
    **dict.fromkeys(("be", "been"), BE),
    **dict.fromkeys(("being",), BEING),
    **dict.fromkeys(("to",), OPEN),
    **dict.fromkeys(("not", "never", "nor", "neither", "hardly"), NOT),
}
PREPOSITIONS: Final = lexicon.words("prepositions")
ADVERBS: Final = (lexicon.words("adverbs") | {"since"}) - KINDS.keys()
IRREGULAR: Final[dict[str, Shape]] = {
    **dict.fromkeys(("is", "are", "has", "does"), "third"),
    **dict.fromkeys(("was", "were", "had", "did"), "simple"),
}
PERSONS: Final = frozenset({"i", "we", "you", "they", "he", "she", "it", "who", "which", "that"})
ARTICLES: Final = frozenset({"a", "an", "the", "no", "every", "my", "your", "his", "her", "its", "our", "their"})
QUANTITIES: Final = lexicon.words("determiners") - ARTICLES
ATTRIBUTING: Final = ARTICLES | {"this", "that", "these", "those", "'s", "’s"}
NOMINAL: Final = ATTRIBUTING | PREPOSITIONS


class Predicate(NamedTuple):
    """A verb: the token of its last word, the first of its group (``has not been``), and how it stands.

    ``open`` is what is not told as having happened: denied, wanted, planned, possible.
    """

    at: int
    first: int
    verb: str
    sort: Sort
    mood: Mood
    passive: bool = False


@cache
def forms() -> dict[str, tuple[str, Sort, Shape]]:
    """The forms of all verbs the lists know: the verb, what sort it is of, and which of its forms."""
    known: dict[str, tuple[str, Sort, Shape]] = {}
    sorts: tuple[Sort, ...] = ("event", "report", "state")
    for sort in sorts:
        for entry in lexicon.entries(f"{sort}-verbs"):
            verb, *past = entry.removesuffix(" !").split()
            for form in lexicon.forms(entry):
                known.setdefault(form, (verb, sort, _shape(form, verb, past)))
    return known


def _shape(form: str, verb: str, past: list[str]) -> Shape:
    """Which form of a verb a word is; ``past`` are its own past and participle, where they are not made by rule."""
    if form in IRREGULAR:
        return IRREGULAR[form]
    if form == verb:
        return "either" if form in past else "base"
    if form in past or form.endswith("ed"):
        distinct = len(past) > 1 and past[0] != past[1]
        return "past" if not distinct else "simple" if form == past[0] else "participle"
    return "ing" if form.endswith("ing") else "third"


@cache
def links() -> dict[str, int]:
    """The words that stand before a verb and say how it stands, by the bits of their kinds."""
    table = dict(KINDS)
    for word in lexicon.words("auxiliaries"):
        stem = word.removesuffix("n't").removesuffix("n’t")
        table[word] = KINDS.get(stem, OPEN) | (NOT if stem != word else 0)
    return table


def predicates(tokens: Tokens, marked: Iterable[int], first: int) -> list[Predicate]:
    """The predicates among the marked tokens of a sentence that begins with token ``first``, in order."""
    known, linking, lower, words = forms(), links(), tokens.lower, tokens.words
    found: list[Predicate] = []
    for at in marked:
        form = known.get(lower[at])
        if form is None or (words[at][0].isupper() and at > first and _named(words, at)):
            continue
        start, linked = at, 0
        before = lower[at - 1] if at > first else ""
        if before in linking or before in ADVERBS or before.endswith("ly"):
            start, linked = _group(lower, at, first)
        elif form[2] == "base" and not before.endswith("s") and before not in PERSONS:
            continue
        mood = _mood(tokens, at, first, form[2], linked)
        if mood is None:
            continue
        while found and found[-1].at >= start:
            found.pop()  # what seemed a verb of its own is the auxiliary of this one
        if found and found[-1].at == start - 1 and found[-1].mood == "present" and mood in ("past", "perfect"):
            found.pop()  # what seemed a verb is the noun before one: key reforms stalled
        passive = linked & (BE | WAS | IS | BEING) > 0 and form[2] in ("past", "participle", "either")
        found.append(Predicate(at, start, form[0], form[1], mood, passive))
    return found


def _named(words: list[str], at: int) -> bool:
    """Whether a word in capitals is part of a name, not the first behind a mark: ``the Planned Giving Trust``."""
    return words[at - 1][0].isalpha() or (at + 1 < len(words) and words[at + 1][0].isupper())


def is_adverb(word: str) -> bool:
    """Whether a word may stand between a verb and its auxiliaries or subject."""
    return word in ADVERBS or word.endswith("ly")


def _group(lower: list[str], at: int, first: int) -> tuple[int, int]:
    """Where the auxiliaries before a verb begin, and the bits of their kinds."""
    linking, linked, start = links(), 0, at
    for i in range(at - 1, max(first, at - REACH) - 1, -1):
        word = lower[i]
        if word in linking:
            linked |= linking[word]
            start = i
        elif not (word in ADVERBS or word.endswith("ly")):
            break
    return start, linked


def _mood(tokens: Tokens, at: int, first: int, shape: Shape, linked: int) -> Mood | None:
    """How a verb stands; None where its word is rather an adjective or a noun."""
    if linked & (OPEN | NOT):
        return None if shape == "third" and tokens.lower[at - 1] == "to" else "open"
    before = tokens.lower[at - 1] if at > first else ""
    if shape == "ing":
        return _ing(before, linked)
    if shape in ("base", "third") or (shape == "either" and not linked and not _follows_subject(before)):
        object_ = at - 2 >= first and _is_object(tokens.lower[at - 2], before)
        after = tokens.lower[at + 1] if at + 1 < len(tokens.lower) else ""
        return None if object_ else _present(tokens.lower[at], before, after, shape, linked)
    if linked:
        return _linked(linked)
    mood = _bare(tokens, at, first, before)
    return "participle" if shape == "participle" and mood else mood


def _ing(before: str, linked: int) -> Mood | None:
    if linked & IS or (linked & BE and linked & (HAVE | HAD)):
        return "ongoing"
    if linked & WAS:
        return "past"
    return None if before in ATTRIBUTING else "participle"


def _linked(linked: int) -> Mood:
    """How a past form behind auxiliaries stands."""
    if linked & HAVE:
        return "perfect"
    if linked & HAD:
        return "past"
    if linked & BEING:
        return "ongoing" if linked & IS else "past" if linked & WAS else "participle"
    if linked & WAS:
        return "past"
    return "present" if linked & IS else "open"


def _bare(tokens: Tokens, at: int, first: int, before: str) -> Mood | None:
    """A past form without an auxiliary: told, or a participle, or an adjective before its noun."""
    if at - 1 > first and before.endswith("ly"):
        before = tokens.lower[at - 2]
    if before in NOMINAL or before == "well":
        return None
    after = tokens.lower[at + 1] if at + 1 < len(tokens.lower) else "."
    closed = after in PREPOSITIONS or not after[0].isalnum()
    if before in QUANTITIES:
        return "past" if closed or after in NOMINAL or after in KINDS else None
    if before and before[0].isalnum():
        return "past"
    return "participle" if closed else "past" if before == "," else None


def _present(word: str, before: str, after: str, shape: Shape, linked: int) -> Mood | None:
    if linked:
        return "open" if linked & BE else None
    if before in PERSONS:
        return "present"
    if before in NOMINAL or (word in nouns() and after not in ARTICLES):
        return None
    return "present" if shape == "third" or before.endswith("s") else None


def _is_object(linking: str, before: str) -> bool:
    """Whether a word behind another is rather the object of a verb: ``to send monitors``, ``sent monitors``."""
    form = forms().get(before)
    if form is None:
        return False
    if form[2] == "either":
        return _follows_subject(linking)
    return form[2] not in ("base", "third") or links().get(linking, 0) & OPEN > 0


def _follows_subject(before: str) -> bool:
    """Whether a verb whose past looks like its present (``cut``, ``hit``) is told rather than a noun or a wish."""
    return before == "," or (before[:1].isalnum() and before not in NOMINAL)


@cache
def nouns() -> dict[str, str]:
    """The nouns that name events, in singular and plural: the kind of event, named by its first word."""
    known: dict[str, str] = {}
    for entry in lexicon.entries("event-nouns"):
        kind, *others = entry.split()
        for noun in (kind, *others):
            known.setdefault(noun, kind)
            known.setdefault(_plural(noun), kind)
    return known


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeou":
        return noun[:-1] + "ies"
    return noun if noun.endswith("talks") else noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")
