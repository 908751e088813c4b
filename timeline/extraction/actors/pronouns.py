"""Whom a pronoun means: by gender and number, then who spoke or was the subject last; not who stands nearest.

Salience follows centering (Grosz, Joshi and Weinstein 1995): subjects before others, the sentence before older ones,
and whoever a pronoun meant last stays in the centre. Who is named inside somebody's quotation did not say it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import compress, groupby
from operator import attrgetter

from timeline.extraction import lexicon
from timeline.extraction.actors.cast import Cast
from timeline.extraction.actors.figures import Figure, Sighting
from timeline.extraction.actors.gender import PRONOUNS
from timeline.extraction.actors.runs import POSSESSIVES
from timeline.extraction.tokens import Tokens

MANY = frozenset(("they", "them", "their", "themselves"))
IT = frozenset(("it", "its", "itself"))
RELATIVE = frozenset(("who", "which", "that", "whose", "whom"))
SELF = frozenset(("i", "me", "my", "myself", "we", "us", "our"))
WIDE = 30
DESCRIBED = 14
"""How many words may describe somebody between the name and ``who``."""
ARTICLES = frozenset(("a", "an", "the", "his", "her", "their", "its"))
AUXILIARIES, VERBS = lexicon.words("auxiliaries"), lexicon.verbs("verbs")
BY_PLACE, BY_SENTENCE = attrgetter("first"), attrgetter("sentence")
FAR = 8
"""How many sentences back a pronoun may reach."""
PREPOSITIONS = lexicon.words("prepositions")
OPENING, CLOSING = frozenset("“«"), frozenset("”»")
MARKS = OPENING | CLOSING | {'"'}


class Quotations:
    """Where quotation marks stand around words, paragraph by paragraph."""

    def __init__(self, tokens: Tokens, begins: Sequence[int]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        open_at = -1
        marks = compress(range(len(tokens)), map(MARKS.__contains__, tokens.words))
        text, starts, ends = tokens.text, tokens.starts, tokens.ends
        lines = [first for first in begins if first and "\n" in text[ends[first - 1] : starts[first]]]
        for i in marks:
            if open_at >= 0 and bisect_right(lines, i) != bisect_right(lines, open_at):
                self._keep(open_at, lines[bisect_right(lines, open_at)])
                open_at = -1
            if open_at < 0 and tokens.words[i] not in CLOSING:
                open_at = i
            elif open_at >= 0 and tokens.words[i] not in OPENING:
                self._keep(open_at, i)
                open_at = -1

    def _keep(self, start: int, end: int) -> None:
        self._starts.append(start)
        self._ends.append(end)

    def hold(self, token: int) -> bool:
        """Whether a token stands inside quotation marks."""
        k = bisect_right(self._starts, token) - 1
        return k >= 0 and token < self._ends[k]


class Antecedents:
    """Finds whom pronouns mean among the figures of a text, from its beginning on."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.tokens = cast, cast.tokens
        self.firsts = [sighting.first for sighting in cast.sightings]
        """The first tokens of all names."""
        self._meant: list[Sighting] = []
        """Where somebody was meant who is not named there, in the order of the text."""

    @cached_property
    def quotations(self) -> Quotations:
        """Where quotation marks stand; read once somebody asks."""
        return Quotations(self.tokens, self.cast.begins)

    def waits(self, first: int) -> bool:
        """Whether a pronoun may mean somebody behind it: in a quotation, or in ``In his speech, Mr Berg said``."""
        return self.tokens.lower[first] in SELF or self._leads(first)

    def _leads(self, first: int) -> bool:
        """Whether a possessive stands in the preposition phrase that a sentence begins with."""
        if self.tokens.lower[first] not in ("his", "her"):
            return False
        begin = self.cast.begins[self.cast.sentence(first)]
        return first - begin < 4 and self.tokens.lower[begin] in PREPOSITIONS

    def find(self, first: int, word: str | None = None) -> Figure | None:
        """Whom the pronoun that is token ``first`` means, or ``word`` would mean there; None where nobody fits."""
        word = word or self.tokens.lower[first]
        if word in RELATIVE:
            return self._before_relative(first)
        if word in SELF:
            return self._speaker(first) if self.quotations.hold(first) else None
        here = self.cast.sentence(first)
        if self._leads(first) and (figure := self._subject_behind(first, here, word)):
            return figure
        for sighting in self._candidates(first):
            group = sighting.figure.kind == "GROUP" or sighting.speaks
            if word in MANY and (sighting.sentence < here - 1 - sighting.speaks or not group):
                continue
            if word in IT and (sighting.sentence < here - 1 or not (sighting.speaks or self.subject(sighting))):
                continue
            if fits(sighting.figure, word):
                return sighting.figure
        return None

    def _subject_behind(self, first: int, here: int, word: str) -> Figure | None:
        """Who is the subject of the sentence behind a pronoun."""
        behind = (s for s in self._behind(first) if s.sentence == here and self.subject(s))
        return next((s.figure for s in behind if fits(s.figure, word)), None)

    def _behind(self, first: int) -> list[Sighting]:
        """Who is named or meant behind a token, not far."""
        at, k = self._index(first), bisect_left(self._meant, first, key=BY_PLACE)
        return sorted(self.cast.sightings[at : at + 8] + self._meant[k : k + 2], key=BY_PLACE)

    def _before_relative(self, first: int) -> Figure | None:
        """Who is named right before ``who``."""
        end = first - 1 if self.tokens.lower[first - 1 : first] == [","] else first
        k = self._index(first) - 1
        if k < 0:
            return None
        near = self.cast.sightings[max(0, k - 2) : k + 1]
        beside = near[-1].figure if near[-1].last == end else None
        if beside and beside.kind == "PERSON":
            return beside
        described = next((s.figure for s in reversed(near) if self._describes(s, end)), None)
        other = beside if beside and (beside.kind is None or self.tokens.lower[first] != "who") else None
        return described or other

    def _describes(self, sighting: Sighting, end: int) -> bool:
        """Whether the words from a name on are of that person: ``Ada Berg of Norway``, ``Ada Berg, a nurse at X``."""
        lower, last = self.tokens.lower, sighting.last
        if sighting.figure.kind != "PERSON" or not last < end < last + DESCRIBED:
            return False
        behind = lower[last:end]
        apposed = behind[0] == "," and len(behind) > 1 and behind[1] in ARTICLES and "," not in behind[1:]
        told = any(word in VERBS or word in AUXILIARIES for word in self.tokens.words[last:end])
        return (apposed or behind[0] in ("of", "from")) and not told

    def speaks(self, figure: Figure, first: int, last: int) -> bool:
        """Remember that a figure speaks at a place; whether it is named there."""
        sightings, k = self.cast.sightings, self._index(first)
        if k < len(sightings) and sightings[k].first == first and sightings[k].figure is figure:
            sightings[k].speaks = True
            return True
        subject = self.tokens.lower[first] not in RELATIVE
        self._meant.append(Sighting(first, last, figure, self.cast.sentence(first), speaks=subject))
        return False

    def _near(self, first: int) -> list[Sighting]:
        """Who was named or meant before a token, the nearest first."""
        sightings = self.cast.sightings
        at = self._index(first)
        k = bisect_left(self._meant, first, key=BY_PLACE)
        near = sightings[max(0, at - WIDE) : at] + self._meant[max(0, k - WIDE) : k]
        return sorted(near, key=BY_PLACE, reverse=True)

    def _speaker(self, first: int) -> Figure | None:
        """Who says the quotation a token stands in: whoever speaks in that sentence or spoke before."""
        here = self.cast.sentence(first)
        said = (s.figure for s in self._behind(first) if s.speaks and s.sentence == here)
        return next(said, None) or next((s.figure for s in self._near(first) if s.speaks), None)

    def _index(self, first: int) -> int:
        return bisect_left(self.firsts, first)

    def _candidates(self, first: int) -> Iterator[Sighting]:
        """Who may be meant, the likeliest first."""
        here, inside = self.cast.sentence(first), self.quotations.hold(first)
        content_first = self.tokens.lower[first - 1 : first] in ([","], ["”"], ['"'])
        last: list[Sighting] = []
        for sentence, sightings in groupby(self._near(first), BY_SENTENCE):
            if sentence < here - FAR:
                break
            if sentence == here and content_first:
                last = list(sightings)
            else:
                yield from self._ranked(list(sightings), inside)
        yield from self._ranked(last, inside)

    def _ranked(self, sightings: list[Sighting], inside: bool) -> list[Sighting]:
        """The sightings of one sentence: speakers, then subjects, then others, each from the left."""
        seen = [s for s in reversed(sightings) if inside or not self.quotations.hold(s.first)]
        return sorted(seen, key=lambda s: (not s.speaks, not self.subject(s)))

    def subject(self, sighting: Sighting) -> bool:
        """Whether somebody seems to do something: no preposition before, no possessive and no comma list behind."""
        lower, first, last = self.tokens.lower, sighting.first, sighting.last
        behind = lower[last] if last < len(lower) else ""
        before = lower[first - 1] if first else ""
        if before == "the" and first > 1:
            before = lower[first - 2]
        return before not in PREPOSITIONS and behind not in POSSESSIVES


def fits(figure: Figure, word: str) -> bool:
    """Whether a pronoun may stand for a figure: by gender for persons, by number for others."""
    if word in PRONOUNS:
        person = figure.kind == "PERSON" or (figure.kind is None and figure.acts)
        return person and figure.gender in (None, PRONOUNS[word])
    if word in MANY:
        return figure.kind in ("GROUP", "GOVERNMENT", "ORGANIZATION")
    return word in IT and figure.kind in ("ORGANIZATION", "GOVERNMENT", "STATE", "MEDIA")
