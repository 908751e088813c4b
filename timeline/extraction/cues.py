"""Words of reporting: the verbs that say somebody said something, as they stand in a text, with what may follow them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from timeline.extraction import lexicon
from timeline.extraction.tokens import Tokens

Form = Literal["finite", "participle", "infinitive", "passive"]
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


def find(tokens: Tokens, quoted: bytearray) -> list[Cue]:
    """The verbs of reporting outside quotations, in order."""
    grammar = _grammar()
    return [
        cue
        for i, word in enumerate(tokens.lower)
        if word in grammar and not quoted[i] and (cue := _cue(tokens, i, *grammar[word])) is not None
    ]


def _cue(tokens: Tokens, i: int, lemma: str, frames: frozenset[str], kind: str) -> Cue | None:
    lower = tokens.lower
    first = i
    while first > max(0, i - LONGEST) and _belongs(lower[first - 1]):
        first -= 1
    group = lower[first:i]
    negated = any(word in NOT for word in group)
    modal = any(word in MODALS for word in group)
    form: Form = "finite"
    if kind == "participle":
        form = "finite" if any(word in BE for word in group) else "participle"
    elif kind == "past" and any(word in BE for word in group):
        form = "passive"
    elif kind == "present":
        if group and group[0] == "to" or (first and lower[first - 1] == "to"):
            form = "infinitive"
        elif lower[i] in _nouns() and not group and not _speaks(tokens, i):
            return None
    if form != "finite" and group and lower[first] in ADVERBS and form == "participle":
        first = i
    return Cue(first, i, i + 1, lemma, frames, form, negated, modal)


def _belongs(word: str) -> bool:
    return word in AUXILIARIES or word in ADVERBS or word == "to" or (word.endswith("ly") and len(word) > 4)


def _speaks(tokens: Tokens, i: int) -> bool:
    """Whether the word before is a subject, so that a form such as ``claims`` is a verb."""
    if i == 0:
        return False
    before = tokens.words[i - 1]
    return before.lower() in ("he", "she", "they", "it", "we", "i", "who", "which") or (
        before[0].isupper() and before.lower() not in lexicon.words("determiners") and i > 1
    )


def words(cue: Cue) -> Iterator[int]:
    """The tokens of a cue."""
    yield from range(cue.first, cue.end)
