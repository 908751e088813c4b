"""Whom names and descriptions mean: ``Mr Berg's lawyer``, ``the Russian president``, ``the ministry``, ``police``."""

from bisect import bisect_left

from timeline.extraction import collectives, lexicon, offices, states
from timeline.extraction.cast import Cast, Figure
from timeline.extraction.offices import Office
from timeline.extraction.pronouns import Antecedents
from timeline.extraction.roles import role

PREPOSITIONS = lexicon.words("prepositions")
INDEFINITE = frozenset(
    ("a", "an", "one", "another", "any", "some", "many", "several", "two", "three", "no", "every", "each", "most")
)
DETERMINERS = lexicon.words("determiners")
BREAKS = frozenset((",", "(", "who", "which", "that", "whose", "-", "–", "—", "--", ";", ":"))
POSSESSIVES = frozenset(("'s", "’s", "'", "’"))
FIRMS = frozenset(("company", "firm", "group", "agency", "organization", "organisation", "network", "newspaper", "paper",
                   "bank", "party", "union", "magazine", "channel", "broadcaster", "station", "website", "corporation"))  # fmt: skip
NEWSPAPERS = frozenset(("newspaper", "paper", "magazine", "channel", "broadcaster", "station", "website", "network"))
OWNERS = frozenset(("his", "her", "their", "its"))
LONGEST = 40


class Descriptions:
    """Finds whom the names and descriptions of a text mean."""

    def __init__(self, cast: Cast, antecedents: Antecedents) -> None:
        self.cast, self.tokens, self.antecedents = cast, cast.tokens, antecedents
        self._named = [(s.first, s.last, s.figure) for s in cast.sightings]
        self._firsts = [first for first, _, _ in self._named]

    def find(self, first: int, last: int) -> tuple[Figure | None, int, int]:
        """Whom the words from token ``first`` up to ``last`` mean, and the tokens that say so."""
        while first < last - 1 and self.tokens.lower[first] in PREPOSITIONS:
            first += 1
        core = self._core(first, min(last, first + LONGEST))
        if core == first:
            return None, first, last
        k = bisect_left(self._firsts, core) - 1
        if k >= 0 and self._named[k][1] >= core and (self._named[k][0] >= first or self._named[k][1] >= last):
            at, end, figure = self._named[k]
            return figure, at, end
        if self._possessive(first, core):
            return self._named[bisect_left(self._firsts, first)][2], first, core
        if behind := self._named_behind(first, core, last):
            return behind
        return self._described(first, core, last), first, core

    def _named_behind(self, first: int, core: int, last: int) -> tuple[Figure, int, int] | None:
        """The person named behind a description and a comma: ``Ms Berg's lawyer, Ole Dahl``."""
        tokens = self.tokens
        if core + 1 >= last or tokens.lower[core] != "," or offices.HEADS.get(tokens.lower[core - 1]) is None:
            return None
        k = bisect_left(self._firsts, core + 1)
        if k < len(self._named) and self._named[k][0] <= core + 2 and self._named[k][2].kind in ("PERSON", None):
            at, end, figure = self._named[k]
            return figure, at, end
        return None

    def _possessive(self, first: int, core: int) -> bool:
        """Whether the words are a name and its possessive ``'s`` alone."""
        if self.tokens.lower[core - 1] not in POSSESSIVES:
            return False
        k = bisect_left(self._firsts, first)
        return k < len(self._named) and self._named[k][0] < core and self._named[k][1] == core - 1

    def _core(self, first: int, last: int) -> int:
        """The end of the words before the first comma, preposition or relative word, names stepped over."""
        i, lower, firsts = first, self.tokens.lower, self._firsts
        k = bisect_left(firsts, first)
        while i < last:
            if k < len(firsts) and firsts[k] <= i:
                i = max(i, self._named[k][1])
                k += 1
            elif lower[i] in BREAKS or (i > first and lower[i] in PREPOSITIONS):
                break
            else:
                i += 1
        return min(i, last)

    def _described(self, first: int, core: int, last: int) -> Figure | None:
        tokens, register = self.tokens, self.cast.register
        end = self._phrase_end(core, last)
        words = tokens.words[first:end]
        if register.known and (known := register.named(tokens.words[first:core]) or register.named(words)):
            return self._known(known, "name/known")
        lower = tokens.lower[first:core]
        if (
            lower[0] not in INDEFINITE
            and (office := offices.read(words))
            and offices.HEADS.get(lower[-1]) == office.head
        ):
            return self.holder(office, first, end)
        return self._group(first, core, end)

    def _phrase_end(self, core: int, last: int) -> int:
        end = core
        while end < last and (self.tokens.lower[end] not in BREAKS):
            end += 1
        return end

    def _known(self, known: object, rule: str) -> Figure:
        for figure in self.cast.figures:
            if figure.known is known:
                return figure
        return self.cast.add(Figure(known.name, known.kind, rule, known=known))  # type: ignore[attr-defined]

    def holder(self, office: Office, first: int, last: int) -> Figure | None:
        """Who holds an office: in the text, the one named last before; else in the database on the day."""
        held = [figure for figure in self.cast.figures if any(office.means(o) for o, _ in self._offices(figure))]
        if len(held) > 1:
            earlier = [s.figure for s in self.cast.sightings if s.first < first and s.figure in held]
            return earlier[-1] if earlier else None
        if held:
            return held[0]
        register = self.cast.register
        if register.known and (office.state or office.words) and (known := register.holder(office, self.cast.day)):
            figure = self._known(known, f"role/{office.head}")
            figure.offices.append((office, role(self.tokens, first, last)))
            return figure
        return None

    def _offices(self, figure: Figure) -> list[tuple[Office, object]]:
        if figure.known is None:
            return list(figure.offices)
        held = self.cast.register.held(figure.known, self.cast.day)
        return [*figure.offices, *held]

    def _group(self, first: int, core: int, end: int) -> Figure | None:
        """The group or institution that words mean."""
        tokens, cast = self.tokens, self.cast
        head = tokens.lower[core - 1]
        definite = tokens.lower[first] == "the" or head not in tokens.lower[first : first + 1]
        if (
            tokens.lower[first] == "the"
            and core - first < 4
            and core == end
            and (body := cast.body(head, first) or self._firm(head, first))
        ):
            return body
        asked = collectives.read(self._plain(first, end)) or collectives.read(self._plain(first, core))
        if asked is None:
            return self._people(first, core)
        if asked.state is None and (state := self._shared_state(first)):
            asked = asked.of(state)
        if (
            asked.state is None
            and not asked.key[2]
            and definite
            and len(known := cast.collectives_of(asked.key[0])) == 1
        ):
            return known[0]
        words = [word for word in self._plain(first, core) if collectives.says(word)]
        return cast.collective(asked, " ".join(words))

    def _plain(self, first: int, last: int) -> list[str]:
        """The words of a description, persons by their last names alone, even where ``her`` stands for one."""
        words, i = [], first
        if (
            self.tokens.lower[first] in OWNERS
            and (owner := self.antecedents.find(first))
            and owner.kind in ("PERSON", None)
        ):
            words, i = [owner.name.split()[-1]], first + 1
        for at, end, figure in self._named[bisect_left(self._firsts, i) : bisect_left(self._firsts, last)]:
            if figure.kind == "PERSON" and i <= at and end <= last:
                words += [*self.tokens.words[i:at], figure.name.split()[-1]]
                i = end
        return words + self.tokens.words[i:last]

    def _firm(self, head: str, first: int) -> Figure | None:
        """The organization last named, where it is called ``the company``."""
        if head not in FIRMS:
            return None
        kinds = (
            ("MEDIA",) if head in NEWSPAPERS else ("ORGANIZATION", "MEDIA") if head == "agency" else ("ORGANIZATION",)
        )
        k = bisect_left(self._firsts, first) - 1
        for place in range(k, max(-1, k - 40), -1):
            if self._named[place][2].kind in kinds:
                return self._named[place][2]
        return None

    def _shared_state(self, first: int) -> str | None:
        """The state of a group that another is joined to by ``and``: ``Belarus' government and opposition``."""
        lower = self.tokens.lower
        if first < 2 or lower[first - 1] != "and":
            return None
        for i in range(first - 2, max(-1, first - 6), -1):
            if state := states.state(self.tokens.words[i]):
                return state
        return None

    def _people(self, first: int, core: int) -> Figure | None:
        """The state whose people speak: ``the Germans``, ``Russians``."""
        word = self.tokens.words[core - 1]
        if word in states.DEMONYMS and word.endswith("s") and core - first <= 2:
            state = states.DEMONYMS[word]
            asked = collectives.Collective("people", "GROUP", ("people", state, frozenset()))
            return self.cast.collective(asked, word)
        return None
