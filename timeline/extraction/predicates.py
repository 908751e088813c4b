"""The verbs of a sentence and how they stand: as told (past, perfect, going on) or only thought of (would, to, not)."""

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from timeline.extraction import lexicon
from timeline.extraction.tokens import Tokens

Sort = Literal["event", "report", "state"]
Shape = Literal["base", "third", "ing", "past", "simple", "participle", "either"]
Mood = Literal["past", "perfect", "ongoing", "participle", "present", "open"]

REACH = 6  # words a verb's auxiliaries may stand before it


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


BE_NOW = frozenset({"is", "are", "'s", "’s", "isn't", "aren't", "isn’t", "aren’t"})
BE_PAST = frozenset({"was", "were", "wasn't", "weren't", "wasn’t", "weren’t", "got", "get", "gets"})
HAVE = frozenset({"has", "have", "having", "hasn't", "haven't", "hasn’t", "haven’t"})
HAD = frozenset({"had", "hadn't", "hadn’t"})
OPENING = frozenset(
    ["to", "will", "would", "shall", "should", "can", "could", "may", "might", "must", "cannot", "do", "does", "did", "don't", "doesn't", "didn't", "won't", "wouldn't", "can't", "couldn't", "shouldn't", "mustn't", "don’t", "doesn’t", "didn’t", "won’t", "wouldn’t", "can’t", "couldn’t", "shouldn’t", "mustn’t"]
)
NEGATIONS = frozenset(["not", "never", "nor", "neither", "hardly"])
ADVERBS = frozenset(["also", "since", "already", "then", "later", "again", "now", "soon", "still", "once", "first", "even", "just", "yet", "today"])
AUXILIARIES = BE_NOW - {"'s", "’s"} | BE_PAST | HAVE | HAD | OPENING | {"be", "been", "being"}
PERSONS = frozenset(["i", "we", "you", "they", "he", "she", "it", "who", "which", "that"])
ATTRIBUTING = frozenset(["'s", "’s", "a", "an", "the", "its", "his", "her", "their", "our", "my", "your", "this", "these", "those", "some", "any", "no", "every"])


@cache
def forms() -> dict[str, tuple[str, Sort, Shape]]:
    """The forms of all verbs the lists know: the verb, what sort it is of, and which of its forms."""
    known: dict[str, tuple[str, Sort, Shape]] = {}
    sorts: tuple[Sort, ...] = ("event", "report", "state")
    for sort in sorts:
        for entry in lexicon.entries(f"{sort}-verbs"):
            verb, *past = entry.split()
            for form in lexicon.forms(entry):
                known.setdefault(form, (verb, sort, _shape(form, verb, past)))
    return known


def _shape(form: str, verb: str, past: list[str]) -> Shape:
    """Which form of a verb a word is; ``past`` are its own past and participle, where they are not made by rule."""
    if form in BE_NOW:
        return "third"
    if form == verb:
        return "either" if form in past else "base"
    if form in past or form.endswith("ed"):
        distinct = len(past) > 1 and past[0] != past[1]
        return "past" if not distinct else "simple" if form == past[0] else "participle"
    return "ing" if form.endswith("ing") else "third"


def predicates(tokens: Tokens, marked: list[int], first: int) -> list[Predicate]:
    """The predicates among the marked tokens of a sentence that begins with token ``first``, in order."""
    found: list[Predicate] = []
    for predicate in _each(tokens, marked, first):
        while found and found[-1].at >= predicate.first:
            found.pop()  # what seemed a verb of its own is the auxiliary of this one
        found.append(predicate)
    return found


def _each(tokens: Tokens, marked: list[int], first: int) -> Iterator[Predicate]:
    known, lower = forms(), tokens.lower
    for at in marked:
        form = known.get(lower[at])
        if form is None or (at > first and _named(tokens, at)):
            continue
        verb, sort, shape = form
        start, links = _group(lower, at, first)
        mood = _mood(tokens, at, first, shape, links)
        if mood is not None:
            passive = shape in ("past", "participle", "either") and bool(links & {"be", "was", "is", "being"})
            yield Predicate(at, start, verb, sort, mood, passive)


def _named(tokens: Tokens, at: int) -> bool:
    """Whether a word is part of a name: a capital behind a capital or before one (``Planned Parenthood``)."""
    words = tokens.words
    if not words[at][0].isupper():
        return False
    return words[at - 1][0].isalpha() or (at + 1 < len(words) and words[at + 1][0].isupper())


def _group(lower: list[str], at: int, first: int) -> tuple[int, set[str]]:
    """Where the auxiliaries before a verb begin, and which kinds of them there are."""
    links: set[str] = set()
    start, i = at, at - 1
    while i >= max(first, at - REACH):
        word = lower[i]
        link = _link(word)
        if link is None and not (word in ADVERBS or word.endswith("ly")):
            break
        if link is not None:
            links.add(link)
            start = i
            if "n't" in word or "n’t" in word:
                links.add("not")
        i -= 1
    return start, links


@cache
def _links() -> dict[str, str]:
    kinds = {"is": BE_NOW, "was": BE_PAST, "have": HAVE, "had": HAD, "open": OPENING, "not": NEGATIONS}
    table = {word: kind for kind, words in kinds.items() for word in words}
    return table | {"be": "be", "been": "be", "being": "being"}


def _link(word: str) -> str | None:
    return _links().get(word)


def _mood(tokens: Tokens, at: int, first: int, shape: Shape, links: set[str]) -> Mood | None:
    """How a verb stands; None where its word is rather an adjective or a noun."""
    if links & {"open", "not"}:
        return "open"
    if shape == "ing":
        return _ing(tokens, at, first, links)
    if shape in ("past", "simple", "participle") or (
        shape == "either" and (links or _subject_before(tokens, at, first))
    ):
        mood = _past(tokens, at, first, links)
        return "participle" if shape == "participle" and mood and not links else mood
    return _present(tokens, at, first, shape, links)


def _ing(tokens: Tokens, at: int, first: int, links: set[str]) -> Mood | None:
    if "is" in links or ("be" in links and links & {"have", "had"}):
        return "ongoing"
    if "was" in links:
        return "past"
    before = tokens.lower[at - 1] if at > first else ","
    return None if before in ATTRIBUTING else "participle"


def _past(tokens: Tokens, at: int, first: int, links: set[str]) -> Mood | None:
    if "have" in links:
        return "perfect"
    if "had" in links:
        return "past"
    if "being" in links:
        return "ongoing" if "is" in links else "past" if "was" in links else "participle"
    if "was" in links:
        return "past"
    if links:
        return "present" if "is" in links else "open"
    return _bare(tokens, at, first)


def _bare(tokens: Tokens, at: int, first: int) -> Mood | None:
    """A past form without an auxiliary: told, or a participle, or an adjective before its noun."""
    before = tokens.lower[at - 1] if at > first else ""
    if before.endswith("ly") and at - 1 > first:
        before = tokens.lower[at - 2]
    after = tokens.lower[at + 1] if at + 1 < len(tokens) else "."
    if before in ATTRIBUTING or before == "well" or before in lexicon.words("prepositions"):
        return None
    if before == "" or not before[0].isalnum():
        closed = not after[0].isalnum() or after in lexicon.words("prepositions")
        return "participle" if closed else ("past" if before == "," else None)
    return "past"


def _present(tokens: Tokens, at: int, first: int, shape: Shape, links: set[str]) -> Mood | None:
    before = tokens.lower[at - 1] if at > first else ""
    if links:
        return "open" if "be" in links else None
    if before in PERSONS:
        return "present"
    word = tokens.lower[at]
    if before in ATTRIBUTING or before in lexicon.words("prepositions") or word in nouns():
        return None
    return "present" if shape == "third" or before.endswith("s") else None


def _subject_before(tokens: Tokens, at: int, first: int) -> bool:
    """Whether a verb whose past looks like its present (``cut``, ``hit``) is told rather than a noun or a wish."""
    before = tokens.lower[at - 1] if at > first else ""
    return bool(before) and before[0].isalnum() and before not in ATTRIBUTING | lexicon.words("prepositions")


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
