"""Words of reporting: the verbs that say somebody said something, as they stand in a text, with what may follow them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from timeline.extraction import lexicon
from timeline.extraction.tokens import Tokens

Form = Literal["finite", "participle", "infinitive", "passive", "according"]
BE = frozenset("am is are was were be been being 's ’s".split())
HAVE = frozenset("has have had having".split())
MODALS = frozenset("can could will would shall should may might must".split())
NOT = frozenset("not never n't n’t without".split()) | {
    word for word in lexicon.words("auxiliaries") if word.endswith(("n't", "n’t")) or word == "cannot"
}
ADVERBS = frozenset(
    "also later then now once still even often first just already again too repeatedly earlier never not only "
    "since always himself herself both all further long instead ever rather either soon have has had".split()
)
AUXILIARIES = lexicon.words("auxiliaries")
NOMINAL = frozenset("a an the this that its my your his her our their no any final 's ’s".split())
ACCUSES = frozenset(("called", "accused", "criticized"))
PASSING = frozenset("also later then has have had even again once".split())
WHEN = frozenset(("when", "if", "once", "though", "although", ","))
SAYS = frozenset(("say", "says"))
TO = frozenset(("refer", "allude", "object", "respond"))
LONGEST = 6  # words of a cue before its verb


@dataclass(slots=True)
class Cue:
    """A verb of reporting: its tokens ``first`` to ``end`` (exclusive), where the verb itself stands, and its frames."""

    first: int
    verb: int
    end: int
    lemma: str
    frames: frozenset[str]
    form: Form
    negated: bool = False
    modal: bool = False


@cache
def _grammar() -> dict[str, tuple[str, frozenset[str], str]]:
    """Form -> verb, its frames, and the kind of the form (present, participle, past)."""
    found: dict[str, tuple[str, frozenset[str], str]] = {}
    for entry, frames in lexicon.table("cues").items():
        forms = lexicon.forms(entry)
        verb, present = forms[0], len(forms) - len(entry.split()[1:] or [0]) - 1
        for i, form in enumerate(forms):
            kind = "present" if i < present else "participle" if i == present else "past"
            found.setdefault(form, (verb, frozenset(frames.split()), kind))
    return found


@cache
def _nouns() -> frozenset[str]:
    """Forms of these verbs that are mostly nouns."""
    return frozenset(_grammar()) - frozenset(lexicon.verbs("verbs"))


def find(tokens: Tokens, quoted: bytearray) -> Iterator[Cue]:
    """The words of reporting outside quotations, in order."""
    grammar = _grammar()
    for i, word in enumerate(tokens.lower):
        if word in grammar and not quoted[i]:
            cue = _cue(tokens, i, *grammar[word])
            if cue is not None:
                yield cue
        elif word == "according" and not quoted[i] and i + 1 < len(tokens) and tokens.lower[i + 1] == "to":
            yield Cue(i, i, i + 2, "according", frozenset(), "according")


def speaks(tokens: Tokens, start: int, last: int, quoted: bytearray, bare: bool = False) -> bool:
    """Whether a verb of reporting stands here, at once (``bare``) or behind its subject: the reporter goes on."""
    grammar = _grammar()
    for i in range(start, last):
        word = tokens.lower[i]
        if quoted[i] or (not bare and word in ("that", "to")):
            return False
        if word in grammar and (grammar[word][2] == "past" or word in SAYS):
            return not bare or "that" in grammar[word][1] or word in ACCUSES
        if bare and word not in PASSING and not word.endswith("ly"):
            return False
    return False


def _cue(tokens: Tokens, i: int, lemma: str, frames: frozenset[str], kind: str) -> Cue | None:
    lower = tokens.lower
    first = i
    while first > max(0, i - LONGEST) and _belongs(tokens, first - 1):
        first -= 1
    group = lower[first:i]
    negated = any(word in NOT for word in group)
    modal = any(word in MODALS for word in group)
    form: Form = "finite"
    if not group and i and lower[i - 1] in NOMINAL and _noun_before(lower, i):
        return None
    if kind == "participle":
        form = "finite" if any(word in BE for word in group) else "participle"
    elif kind == "past" and (any(word in BE for word in group) or lemma == "ask" and lower[first - 1] in WHEN):
        form = "passive"
    elif kind == "present":
        if group and group[0] == "to" or (first and lower[first - 1] == "to"):
            form = "infinitive"
        elif ("noun" in frames or lower[i] in _nouns()) and not group and not _speaks(tokens, i):
            return None
    if form != "finite" and group and lower[first] in ADVERBS and form == "participle":
        first = i
    return Cue(first, i, i + 1, lemma, frames, form, negated, modal)


def _noun_before(lower: list[str], i: int) -> bool:
    """Whether what stands before takes a noun: ``his proposed``, but not ``he's proposed``."""
    return lower[i - 1] not in ("'s", "’s") or i < 2 or lower[i - 2] not in ("he", "she", "it", "who", "that")


def _belongs(tokens: Tokens, i: int) -> bool:
    word = tokens.lower[i]
    if word in AUXILIARIES:
        return tokens.words[i].islower() or i == 0 or not tokens.words[i - 1][0].isalnum()
    return word in ADVERBS or word == "to" or adverb(tokens, i)


def adverb(tokens: Tokens, i: int) -> bool:
    """Whether a word is an adverb by its look: ``repeatedly``, not ``family`` or ``Kelly``."""
    word = tokens.words[i]
    return word.endswith("ly") and len(word) > 4 and word.islower() and word not in lexicon.words("ly-nouns")


def _speaks(tokens: Tokens, i: int) -> bool:
    """Whether the word before is a subject, so that a form such as ``claims`` is a verb."""
    if i == 0 or not tokens.words[i].islower():
        return False
    before = tokens.words[i - 1]
    after = tokens.lower[i + 1] if i + 1 < len(tokens) else ""
    if after in ("it", "him", "them", "himself", "herself", "themselves") or (
        tokens.lower[i].endswith("s") and after in ("the", "a", "an", "his", "her", "its", "their")
    ):
        return before.lower() not in NOMINAL
    return before.lower() in ("he", "she", "they", "it", "we", "i", "who", "which") or (
        before[0].isupper() and before.lower() not in lexicon.words("determiners") and i > 1
    )
