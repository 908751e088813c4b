"""Groups and institutions by what they are called: ``Norway's government``, ``the Norwegian authorities``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timeline.extraction import lexicon
from timeline.extraction.actors import offices, runs, states

HEADS = lexicon.table("collectives")
SPEAKING = {f"{word}s": "GROUP" for word in offices.HEADS} | HEADS | lexicon.table("speaking-bodies")
"""The heads, the plurals of offices, and those of bodies and groups that are told as such only by what they do."""
LEFT_OUT = lexicon.words("determiners") | lexicon.words("quantities") | runs.POSSESSIVES | {",", "."}
LINKS = frozenset(("of", "in", "from", "to"))
SAME = {"defence": "defense", "internal": "interior", "affairs": ""}
LONGEST = 12


@dataclass(frozen=True, slots=True)
class Collective:
    """Many who speak as one: what they are, of which state, and what else is said of them."""

    head: str
    """The word as written, in small letters."""
    kind: str
    key: tuple[str, str | None, frozenset[str]]
    """What it is compared by: the head's common word, the state, the other words."""

    @property
    def state(self) -> str | None:
        return self.key[1]

    def means(self, other: "Collective") -> bool:
        """Whether these words, perhaps fewer, may mean that group."""
        common, state, said = self.key
        return common == other.key[0] and state in (None, other.state) and said <= other.key[2]

    def of(self, state: str | None) -> "Collective":
        """The same of another state."""
        return Collective(self.head, self.kind, (self.key[0], state, self.key[2]))


def says(word: str) -> bool:
    """Whether a word says what a group is, rather than how many or which."""
    return word.lower() not in LEFT_OUT and not word[:1].isdigit()


def read(words: Sequence[str], heads: Mapping[str, str] = HEADS) -> Collective | None:
    """The group or institution that words name by one of the heads; None where they name none.

    A possessive ``'s`` is a word of its own.
    """
    main, rest = _halves(words[:LONGEST])
    head = main[-1].lower() if main else ""
    if head not in heads:
        return None
    kind, _, common = heads[head].partition(";")
    state, said = None, []
    for i, word in enumerate([*main[:-1], *rest]):
        small = word.lower()
        if found := states.state(word) or (
            states.state(f"{word} {rest[1]}") if i == len(main) - 1 and rest[1:] else None
        ):
            state = state or found
        elif says(word) and small not in LINKS and (plain := SAME.get(small, small)):
            said.append(plain)
    return Collective(head, kind.strip(), (common.strip() or head, state, frozenset(said)))


def _halves(words: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    for i, word in enumerate(words):
        if i and word.lower() in LINKS:
            return words[:i], words[i + 1 :]
    return words, ()
