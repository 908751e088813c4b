"""What office words mean: ``the Russian president``, ``President of Russia`` and ``Russia's president`` are one."""

from collections.abc import Sequence
from typing import NamedTuple

from timeline.extraction import lexicon
from timeline.extraction.actors import states

HEADS = lexicon.table("offices")
RANKS = frozenset(("deputy", "vice", "assistant", "associate", "former", "ex", "first", "second", "junior"))
PASSING = lexicon.words("determiners") | {
    "incumbent", "acting", "current", "then", "outgoing", "new", "newly", "elected", "late", "longtime", "long-time",
    "'s", "’s", "'", "’", ",", ".", "-", "&", "and", "affairs", "embattled", "veteran", "chief", "top", "senior",
    "authoritarian",
}  # fmt: skip
LINKS = frozenset(("of", "for", "to", "at", "in", "with", "on", "from"))
RULERS = frozenset(("president", "chancellor", "premier", "king", "queen", "emir", "supreme"))
SAME = {"defence": "defense", "foreign": "foreign", "internal": "interior", "home": "interior"}
LONGEST = 14


class Office(NamedTuple):
    """An office: its head word, what else is said of it, and the state it is of."""

    head: str
    words: frozenset[str] = frozenset()
    state: str | None = None

    @property
    def heads(self) -> tuple[str, ...]:
        """The words by which it may be spoken of: a president is a leader."""
        leads = self.head in RULERS and self.state is not None and not self.words
        return (self.head, "leader", "head") if leads else (self.head,)

    def means(self, held: "Office") -> bool:
        """Whether these words, perhaps fewer than the full title, may mean that office."""
        if self.head not in held.heads or not self.words <= held.words:
            return False
        if self.words & RANKS != held.words & RANKS:
            return False
        return self.state in (None, held.state)


def read(words: Sequence[str]) -> Office | None:
    """The office that words name, or None: ``the Russian president``, ``chair of the Central Bank``.

    A possessive ``'s`` is a word of its own.
    """
    words = words[:LONGEST]
    if HEADS.keys().isdisjoint(map(str.lower, words)):
        return None
    main, rest = _halves(words)
    said: list[str] = []
    of, head = None, None
    for word in main:
        if state := states.state(word):
            of = of or state
            continue
        small = word.lower()
        if office := HEADS.get(small):
            said += [head] if head else []
            head = office
        elif small not in PASSING:
            said.append(SAME.get(small, small))
    if head is None:
        return None
    place, bodies = _rest(rest)
    return _plain(head, frozenset(said + bodies), of or place)


def _halves(words: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """What stands before the first link behind an office word, and what behind it."""
    seen = False
    for i, word in enumerate(words):
        small = word.lower()
        seen = seen or small in HEADS
        if small in LINKS and seen:
            return words[:i], words[i + 1 :]
    return words, ()


def _rest(words: Sequence[str]) -> tuple[str | None, list[str]]:
    place, bodies = None, []
    for i, word in enumerate(words):
        pair = f"{word} {words[i + 1]}" if i + 1 < len(words) else word
        if found := states.state(pair) or states.state(word):
            place = place or found
        elif word.lower() not in PASSING and word.lower() not in LINKS:
            bodies.append(SAME.get(word.lower(), word.lower()))
    return place, bodies


def _plain(head: str, words: frozenset[str], state: str | None) -> Office:
    """One form for what is said in two ways."""
    if head == "minister" and "prime" in words:
        head, words = "premier", words - {"prime"}
    if head == "head" and "state" in words:
        words = words - {"state"}
    if head == "secretary" and "press" in words:
        head, words = "spokesperson", words - {"press"}
    return Office(head, words, state)
