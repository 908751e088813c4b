"""The bodies of a text by parts of their names: ``the ministry``, ``Holm`` for Holm Bank, ``URW``."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from timeline.extraction import lexicon
from timeline.extraction.actors import states
from timeline.extraction.actors.figures import Figure

PREPOSITIONS = lexicon.words("prepositions")
SMALL = PREPOSITIONS | {"and", "the", "&"}
LONGEST = 8


class Bodies:
    """Organizations, governments and media found by the end of their names, the first word, or the initials."""

    def __init__(self) -> None:
        self._parts: dict[str, list[tuple[int, Figure]]] = defaultdict(list)
        self.initials: dict[str, Figure] = {}

    def enter(self, figure: Figure, words: Sequence[str], at: int) -> None:
        """Know a body by a name, in small letters, that stands at token ``at``."""
        for k in range(1, min(len(words), LONGEST)):
            if words[k] not in PREPOSITIONS:
                self._parts[" ".join(words[k:])].append((at, figure))
        large = [word for word in words if word not in SMALL]
        if len(large) > 2:
            self.initials.setdefault("".join(word[0] for word in large), figure)
        headed = len(words) > 1 and words[1] in PREPOSITIONS
        if headed or (len(words[0]) > 3 and states.state(figure.name.partition(" ")[0]) is None):
            self._parts[words[0]].append((at, figure))

    def before(self, words: str, at: int) -> Figure | None:
        """The body last named before token ``at`` whose name ends or begins so."""
        found = self._parts.get(words)
        k = bisect_left(found, at, key=lambda one: one[0]) if found else 0
        return found[k - 1][1] if found and k else None
