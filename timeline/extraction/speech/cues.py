"""Words of reporting: the verbs and nouns that say somebody said something, with the frames they open."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from timeline.extraction import lexicon, phrases
from timeline.extraction.phrases import is_adverb
from timeline.extraction.tokens import Tokens

Form = Literal["finite", "participle", "infinitive", "passive", "noun", "according"]
Kind = Literal["present", "participle", "past"]

AUXILIARIES = lexicon.words("auxiliaries")
BE = frozenset(["am", "is", "are", "was", "were", "be", "been", "being", "'s", "’s"])
MODALS = frozenset(["can", "could", "will", "would", "shall", "should", "may", "might", "must"])
NEGATIONS = frozenset(("not", "never")) | {word for word in AUXILIARIES if word.endswith(("n't", "n’t", "cannot"))}
NOMINAL = lexicon.words("noun-markers")
POINTED = frozenset(["it", "him", "them", "himself", "herself", "themselves"])
DETERMINED = frozenset(["the", "a", "an", "his", "her", "its", "their"])
SPEAKING = frozenset(["he", "she", "they", "it", "we", "i", "who", "which"])
BEFORE_ASKED = frozenset(["when", "if", "once", "though", "although"])
ASKED = lexicon.words("interrogatives") | lexicon.words("prepositions") | {"to", "again", "repeatedly"}
SAYS = frozenset(("says", "told", "adds"))  # never a noun behind an owner
PASSING = frozenset(["also", "later", "then", "has", "have", "had", "even", "again", "once", "repeatedly"])
JUDGING = frozenset(("call", "accuse", "criticize", "cite", "describe", "reject", "urge"))
SILENT = frozenset(("thought", "as", "for-to", "ruled"))  # frames of verbs with which no reporter goes on
LONGEST = 6  # words of a cue before its verb


@dataclass(slots=True)
class Cue:
    """A word of reporting: tokens ``first`` to ``end`` (exclusive), the verb or noun itself, what may follow it.

    ``form`` is how it stands there: ``finite`` has a subject before or behind it, ``passive`` and ``noun`` need none.
    """

    first: int
    verb: int
    end: int
    lemma: str
    frames: frozenset[str]
    form: Form
    negated: bool = False
    modal: bool = False


def find(tokens: Tokens, quoted: bytearray) -> Iterator[Cue]:
    """The words of reporting outside quotations, in order; ``quoted`` tells which tokens stand inside."""
    grammar, nouns, lower = _grammar(), lexicon.words("saying-nouns"), [*tokens.lower, ""]
    asking = _asking()
    for i in tokens.among(_reporting()):
        if quoted[i]:
            continue
        word = lower[i]
        cue = _verb(tokens, i, *grammar[word]) if word in grammar else None
        if cue is not None:
            yield cue
        elif word in nouns and lower[i + 1] == "that":
            yield Cue(i, i, i + 1, word, frozenset(("that",)), "noun")
        elif word in asking and lower[i + 1] in asking[word]:
            yield Cue(i, i, i + 1, word, asking[word], "noun")
        elif word == "according" and lower[i + 1] == "to":
            yield Cue(i, i, i + 2, word, frozenset(), "according")


def speaks(tokens: Tokens, start: int, last: int, quoted: bytearray) -> bool:
    """Whether the reporter goes on here: a verb of reporting behind a subject of its own."""
    grammar = _grammar()
    for i in range(start, last):
        word = tokens.lower[i]
        if quoted[i] or word in ("that", "to"):
            return False
        if _tells(word, grammar):
            return True
    return False


def speaks_on(tokens: Tokens, i: int, last: int, quoted: bytearray) -> bool:
    """Whether the reporter goes on with a verb of reporting for the same subject: ``and later said``."""
    grammar = _grammar()
    modal = i < last and tokens.lower[i] in MODALS | {"did"}
    while i < last and (tokens.lower[i] in PASSING or (modal and tokens.lower[i] in AUXILIARIES | NEGATIONS)):
        i += 1
    if modal and i < last and tokens.lower[i] in ("say", "comment"):
        return True
    if i >= last or quoted[i] or not (_tells(tokens.lower[i], grammar) or _tells_now(tokens, i)):
        return False
    return not {"that", "next"}.isdisjoint(grammar[tokens.lower[i]][1]) or grammar[tokens.lower[i]][0] in JUDGING


def _tells_now(tokens: Tokens, i: int) -> bool:
    """Whether a third person present tells: ``and insists that``, ``and calls it``, but not ``and calls for help``."""
    word = tokens.lower[i]
    if word not in _grammar() or not word.endswith("s") or not SILENT.isdisjoint(_grammar()[word][1]):
        return False
    return _grammar()[word][2] == "present" and (word not in _nouns() or _has_subject(tokens, i))


def goes_on_saying(tokens: Tokens, i: int) -> bool:
    """Whether a participle of reporting opens content here: ``demanding that``, ``urging him to``."""
    word = tokens.lower[i]
    if word not in _grammar() or _grammar()[word][2] != "participle":
        return False
    return not {"that", "to", "for"}.isdisjoint(tokens.lower[i + 1 : i + 4])


def _tells(word: str, grammar: dict[str, tuple[str, frozenset[str], Kind]]) -> bool:
    if (
        word not in grammar
        or not SILENT.isdisjoint(grammar[word][1])
        or grammar[word][0] in ("find", "order", "instruct")
    ):
        return False
    return grammar[word][2] == "past" or word in ("say", "says")


@cache
def _grammar() -> dict[str, tuple[str, frozenset[str], Kind]]:
    """Form -> verb, its frames, and the kind of the form."""
    found: dict[str, tuple[str, frozenset[str], Kind]] = {}
    for entry, frames in lexicon.table("cues").items():
        forms = lexicon.forms(entry)
        kinds: list[Kind] = ["present", "present", "participle", *["past"] * (len(forms) - 3)]  # type: ignore[list-item]
        for form, kind in zip(forms, kinds, strict=True):
            found.setdefault(form, (forms[0], frozenset(frames.split()), kind))
    return found


@cache
def _reporting() -> frozenset[str]:
    """All words of reporting."""
    return frozenset(_grammar()) | _asking().keys() | lexicon.words("saying-nouns") | {"according"}


@cache
def _asking() -> dict[str, frozenset[str]]:
    """Nouns of asking, with their prepositions."""
    return {noun: frozenset(words.split()) for noun, words in lexicon.table("asking-nouns").items()}


@cache
def _nouns() -> frozenset[str]:
    """Forms of these verbs that are mostly nouns."""
    return frozenset(_grammar()) - frozenset(lexicon.verbs("verbs"))


def _verb(tokens: Tokens, i: int, lemma: str, frames: frozenset[str], kind: Kind) -> Cue | None:
    first = i
    while first > max(0, i - LONGEST) and _belongs(tokens, first - 1):
        first -= 1
    if first == i and _modifies(tokens.lower, i):
        return None
    group = tokens.lower[first:i]
    form = _form(tokens, i, group, kind, lemma)
    noun = "noun" in frames or tokens.lower[i] in _nouns()
    if kind == "present" and form == "finite" and noun and not group and not _has_subject(tokens, i):
        return None
    negated, modal = not NEGATIONS.isdisjoint(group), not MODALS.isdisjoint(group)
    return Cue(first, i, i + 1, lemma, frames, form, negated, modal)


def _form(tokens: Tokens, i: int, group: list[str], kind: Kind, lemma: str) -> Form:
    is_be = not BE.isdisjoint(group)
    if kind == "participle":
        return "finite" if is_be else "participle"
    if kind == "present":
        return "infinitive" if "to" in group else "finite"
    before = tokens.lower[i - len(group) - 1] if i > len(group) else "."
    asked = lemma == "ask" and (before in BEFORE_ASKED or (not before[0].isalnum() and _is_asked(tokens, i + 1)))
    return "passive" if is_be or asked else "finite"


def _is_asked(tokens: Tokens, i: int) -> bool:
    """Whether ``asked`` behind a mark is a participle: ``asked about it``, but not ``Brook, a lawyer, asked him``."""
    if i >= len(tokens):
        return True
    return tokens.lower[i] in ASKED or not tokens.words[i][0].isalnum()


def _belongs(tokens: Tokens, i: int) -> bool:
    """Whether a word before a verb is part of the cue: an auxiliary (not the name ``May``), an adverb, ``to``."""
    word = tokens.lower[i]
    if word in AUXILIARIES:
        return tokens.words[i].islower() or i == 0 or tokens.words[i - 1] in ".!?\"“”'"
    return word in ("to", "not", "both", "all", "since") or (
        is_adverb(word) and (tokens.words[i].islower() or word == "also")
    )


def _modifies(lower: list[str], i: int) -> bool:
    """Whether a form stands as an adjective or noun: ``his proposed``, ``the final say``, but not ``he's said``."""
    if i == 0 or lower[i - 1] not in NOMINAL:
        return False
    return lower[i - 1] not in ("'s", "’s") or (lower[i] not in SAYS and (i < 2 or lower[i - 2] not in SPEAKING))


def _has_subject(tokens: Tokens, i: int) -> bool:
    """Whether a form that is mostly a noun, such as ``claims``, is a verb here: by what stands around it."""
    if i == 0 or not tokens.words[i].islower():
        return False
    before, after = tokens.words[i - 1], tokens.lower[i + 1] if i + 1 < len(tokens) else ""
    if after in POINTED or (tokens.lower[i].endswith("s") and after in DETERMINED):
        return True
    goes_on = after.isdigit() or (after in SPEAKING and not AUXILIARIES.isdisjoint(tokens.lower[i + 2 : i + 3]))
    if tokens.lower[i].endswith("s") and goes_on:  # claims he has, but not the claims he made
        subject = phrases.before(tokens, i, 0)
        return subject is not None and tokens.lower[subject[0]] in DETERMINED
    return before.lower() in SPEAKING or (i > 1 and before[0].isupper() and before.lower() not in NOMINAL)
