"""Whom names and descriptions mean: ``Mr Berg's lawyer``, ``the Russian president``, ``the ministry``, ``police``."""

from bisect import bisect_left
from itertools import islice

from timeline.extraction import lexicon
from timeline.extraction.actors import collectives, offices, states
from timeline.extraction.actors.cast import Cast
from timeline.extraction.actors.figures import Figure
from timeline.extraction.actors.gender import CALLINGS
from timeline.extraction.actors.offices import Office
from timeline.extraction.actors.pronouns import Antecedents
from timeline.extraction.actors.roles import role
from timeline.extraction.actors.runs import POSSESSIVES

PREPOSITIONS = lexicon.words("prepositions")
INDEFINITE = frozenset(
    ("a", "an", "one", "another", "any", "some", "many", "several", "two", "three", "no", "every", "each", "most")
)
ONE = frozenset(("a", "an", "one", "another", "any", "no", "every", "each"))
BEHIND_NOUNS = frozenset(("familiar", "close", "involved", "present", "opposed", "briefed", "concerned", "responsible"))
"""What is said of people behind the word for them: ``officials familiar with the talks``."""
BREAKS = frozenset((",", "(", "who", "which", "that", "whose", "-", "–", "—", "--", ";", ":"))
NEWSPAPERS = frozenset(("newspaper", "paper", "magazine", "channel", "broadcaster", "station", "website", "network"))
FIRMS = NEWSPAPERS | {
    "company", "firm", "agency", "organization", "organisation", "bank", "corporation",
}  # fmt: skip
JOINERS = frozenset(("and", "or", "nor", "as"))
OWNERS = frozenset(("his", "her", "their", "its"))
CORPORATE = frozenset(("plc", "ltd", "inc", "llc", "ag", "gmbh", "corp", "co", "sa"))
"""What may stand behind the name of a firm."""
LONGEST, MANY = 40, 400
FAR = 300
"""How many words back one is looked for who was spoken of without a name."""


class Descriptions:
    """Finds whom the names and descriptions of a text mean."""

    def __init__(self, cast: Cast, antecedents: Antecedents) -> None:
        self.cast, self.tokens, self.antecedents = cast, cast.tokens, antecedents
        self._named = [(s.first, s.last, s.figure) for s in cast.sightings]
        self._firsts = antecedents.firsts

    def find(self, first: int, last: int) -> tuple[Figure | None, int, int]:
        """Whom the words from token ``first`` up to ``last`` mean, and the tokens that say so."""
        k = bisect_left(self._firsts, first)
        if k < len(self._named) and self._named[k][:2] == (first, last):
            return self._named[k][2], first, last
        while first < last - 1 and self.tokens.lower[first] in PREPOSITIONS:
            first += 1
        last = min(last, first + LONGEST)
        if last - first > 1 and self.tokens.lower[last - 1] in CORPORATE:
            last -= 1
        core = self._core(first, last, JOINERS)
        found = self._meant(first, core, last)
        if found[0] is None and core < last and self.tokens.lower[core] in JOINERS:
            return self._meant(first, self._core(first, last), last)
        return found

    def _meant(self, first: int, core: int, last: int) -> tuple[Figure | None, int, int]:
        """Whom a phrase means whose main words end before token ``core``."""
        if core == first:
            return None, first, last
        k = bisect_left(self._firsts, core) - 1
        if k >= 0 and self._named[k][1] >= core and (self._named[k][0] >= first or self._named[k][1] >= last):
            at, end, figure = self._named[k]
            return figure, at, end
        if self._possessive(first, core):
            return self._named[bisect_left(self._firsts, first)][2], first, core
        if behind := self._named_behind(first, core, last) or self._named_last(first, core, last):
            return behind
        return self._described(first, core, last), first, core

    def _named_behind(self, first: int, core: int, last: int) -> tuple[Figure, int, int] | None:
        """The person named behind a description and a comma: ``Ms Berg's lawyer, Ole Dahl``."""
        tokens = self.tokens
        apposed = core + 1 < last or core == last < len(tokens) - 2
        if not apposed or tokens.lower[core] != "," or offices.HEADS.get(tokens.lower[core - 1]) is None:
            return None
        k = bisect_left(self._firsts, core + 1)
        if k < len(self._named) and self._named[k][0] <= core + 2 and self._named[k][2].kind in ("PERSON", None):
            at, end, figure = self._named[k]
            return figure, at, end
        return None

    def _named_last(self, first: int, core: int, last: int) -> tuple[Figure, int, int] | None:
        """The person named behind an office with an ``of`` in it: ``Former secretary of state Ada Berg``."""
        tokens = self.tokens
        if core >= last or tokens.lower[core] not in ("of", "for") or tokens.lower[core - 1] not in offices.HEADS:
            return None
        k = bisect_left(self._firsts, core)
        end = self._core(core + 1, last)
        if k < len(self._named) and self._named[k][1] == end and self._named[k][2].kind in ("PERSON", None):
            at, _, figure = self._named[k]
            return (figure, at, end) if at > core + 1 else None
        return None

    def _possessive(self, first: int, core: int) -> bool:
        """Whether the words are a name and its possessive ``'s`` alone."""
        if self.tokens.lower[core - 1] not in POSSESSIVES:
            return False
        k = bisect_left(self._firsts, first)
        return k < len(self._named) and self._named[k][0] < core and self._named[k][1] == core - 1

    def _core(self, first: int, last: int, joiners: frozenset[str] = frozenset()) -> int:
        """The end of the words before the first comma, preposition or relative word, names stepped over."""
        i, lower, firsts = first, self.tokens.lower, self._firsts
        k = bisect_left(firsts, first)
        while i < last:
            if k < len(firsts) and firsts[k] <= i:
                i = max(i, self._named[k][1])
                k += 1
            elif lower[i] in BREAKS or (i > first and (lower[i] in PREPOSITIONS or lower[i] in joiners)):
                break
            else:
                i += 1
        return min(i, last)

    def _described(self, first: int, core: int, last: int) -> Figure | None:
        tokens, register = self.tokens, self.cast.register
        end = self._phrase_end(core, last)
        words = tokens.words[first:end]
        if register.known and (known := register.named(tokens.words[first:core]) or register.named(words)):
            return self.cast.known(known, "name/known")
        head = tokens.lower[core - 1]
        if tokens.lower[first] in ("the", "this"):
            if tokens.lower[core : core + 2] == ["-", "year-old"]:
                return self._aged(head, first)
            calling, _, children = head.partition("-of-")
            if children and calling in CALLINGS:
                return self.antecedents.find(first, "she" if CALLINGS[calling] == "female" else "he")
        if head in offices.HEADS and tokens.lower[first] not in INDEFINITE:
            office = offices.read(words)
            if office and offices.HEADS[head] == office.head:
                return self.holder(office, first, end)
        return self._group(first, core, end)

    def _aged(self, age: str, first: int) -> Figure | None:
        """Whom ``the 34-year-old`` means: behind whose name that age stood last."""
        k = bisect_left(self._firsts, first)
        aged = (figure for _, end, figure in reversed(self._named[max(0, k - MANY) : k])
                if self.tokens.lower[end : end + 2] == [",", age])  # fmt: skip
        return next(aged, None)

    def _phrase_end(self, core: int, last: int) -> int:
        end = core
        while end < last and (self.tokens.lower[end] not in BREAKS):
            end += 1
        return end

    def holder(self, office: Office, first: int, last: int) -> Figure | None:
        """Who holds an office: in the text, the one seen last before; else in the database on the day."""
        fitting = islice(self.cast.holders.get(office.head, ()), MANY)
        held = {figure for figure in fitting if any(office.means(one) for one in figure.offices)}
        if held:
            return self._seen_last(held, first) if len(held) > 1 else held.pop()
        register = self.cast.register
        if register.known and (office.state or office.words) and (known := register.holder(office, self.cast.day)):
            figure = self.cast.known(known, f"role/{office.head}")
            figure.offices[office] = role(self.tokens, first, last)
            return figure
        return None

    def _seen_last(self, figures: set[Figure], first: int) -> Figure | None:
        k = bisect_left(self._firsts, first)
        return next((figure for _, _, figure in reversed(self._named[max(0, k - MANY) : k]) if figure in figures), None)

    def _group(self, first: int, core: int, end: int) -> Figure | None:
        """The group or institution that words mean."""
        tokens, cast = self.tokens, self.cast
        head = tokens.lower[core - 1]
        if tokens.lower[first] == "the" and core - first < 4 and core == end:
            body = cast.bodies.before(" ".join(tokens.lower[first + 1 : core]), first) or self._firm(head, first, core)
            if body and not self._other(body, head, first):
                return body
        if head in BEHIND_NOUNS and core - first > 1:
            head, core, end = tokens.lower[core - 2], core - 1, core - 1
        if head not in collectives.SPEAKING or (tokens.lower[first] in ONE and head not in collectives.HEADS):
            return self._people(first, core)
        linked = end > core and tokens.lower[core] in collectives.LINKS
        end = end if linked and end - core < 7 else core
        asked = collectives.read(self._plain(first, end), collectives.SPEAKING)
        if asked is None:
            return None
        if asked.state is None and (state := self._shared_state(first)):
            asked = asked.of(state)
        return cast.only_collective(asked) or cast.collective(asked, self._said(first, end))

    def _said(self, first: int, last: int) -> str:
        """The words of a description without those before it that tell only how many or which."""
        plain = self._plain(first, last)
        start = next((i for i, word in enumerate(plain) if collectives.says(word)), 0)
        if plain == self.tokens.words[first:last]:
            return " ".join(self.tokens.span(first + start, last).split())
        return " ".join(word for word in plain if collectives.says(word))

    def _plain(self, first: int, last: int) -> list[str]:
        """The words of a description, persons by their last names alone, even where ``her`` stands for one."""
        words, i = [], first
        owner = self.antecedents.find(first) if self.tokens.lower[first] in OWNERS else None
        if owner and owner.kind in ("PERSON", None):
            words, i = [owner.last_name], first + 1
        for at, end, figure in self._named[bisect_left(self._firsts, i) : bisect_left(self._firsts, last)]:
            if figure.kind == "PERSON" and i <= at and end <= last:
                words += [*self.tokens.words[i:at], figure.last_name]
                i = end
        return words + self.tokens.words[i:last]

    def _firm(self, head: str, first: int, core: int) -> Figure | None:
        """The organization last named, where it is called ``the company``."""
        if head not in FIRMS or (core - first > 2 and head not in NEWSPAPERS):
            return None
        if core - first > 2 and self.tokens.words[first + 1][0].isupper():
            return None
        kinds = (
            ["MEDIA"] if head in NEWSPAPERS else ["ORGANIZATION", "GOVERNMENT", "MEDIA"][: 3 if head == "agency" else 1]
        )
        k = bisect_left(self._firsts, first) - 1
        for place in range(k, max(-1, k - 40), -1):
            if self._named[place][2].kind in kinds:
                return self._named[place][2]
        return None

    def _other(self, body: Figure, head: str, first: int) -> bool:
        """Whether another of that word has been spoken of since a body was named: ``a group of nurses``."""
        lower, k = self.tokens.lower, bisect_left(self._firsts, first)
        named = (end for _, end, figure in reversed(self._named[max(0, k - 40) : k]) if figure is body)
        for i in range(max(next(named, 0), first - FAR), first):
            if lower[i] == head and ("a" in lower[i - 3 : i] or "an" in lower[i - 3 : i]):
                return True
        return False

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
