"""Who is named in a text: every name of one actor brought together, in the order of the text."""

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from timeline.extraction import collectives, gender, lexicon, roles, states
from timeline.extraction.collectives import Collective
from timeline.extraction.findings import MentionForm, Role
from timeline.extraction.known import Known, Register
from timeline.extraction.names import INSTITUTIONS, MEDIA, OFFICE, PLACE, Name
from timeline.extraction.offices import Office
from timeline.extraction.tokens import Tokens

PARTICLES = lexicon.words("name-particles")
BODIES = frozenset(("ORGANIZATION", "GOVERNMENT", "MEDIA", "GROUP"))
ARTICLES = frozenset(("the", "a", "an"))
VERBS = lexicon.verbs("verbs")
AUXILIARIES, PREPOSITIONS = lexicon.words("auxiliaries"), lexicon.words("prepositions")
BESIDE = frozenset((",", "(")) | roles.COPULAS
POSSESSIVES = frozenset(("'s", "’s", "'", "’"))


@dataclass(slots=True, eq=False)
class Figure:
    """Somebody of the text while it is read."""

    name: str
    kind: str | None
    """A value of ActorKind; None while the text has not told."""
    rule: str
    gender: str | None = None
    known: Known | None = None
    slug: str = ""
    state: str | None = None
    spellings: dict[str, None] = field(default_factory=dict)
    offices: list[tuple[Office, Role | None]] = field(default_factory=list)
    places: list[tuple[int, int, str, MentionForm]] = field(default_factory=list)
    """Where it is named or meant: start, end, words and form."""
    spoken: bool = False
    """Whether somebody was asked for and found to be meant."""


@dataclass(slots=True, eq=False)
class Sighting:
    """A place where a figure is named or meant."""

    first: int
    last: int
    figure: Figure
    sentence: int
    speaks: bool = False


class Cast:
    """The figures of a text and where each stands."""

    def __init__(
        self,
        tokens: Tokens,
        sentences: Sequence[tuple[int, int]],
        names: Sequence[Name],
        register: Register,
        day: datetime.date | None,
    ) -> None:
        self.tokens, self.names, self.register, self.day = tokens, names, register, day
        self.begins = [first for first, _ in sentences]
        self.figures: list[Figure] = []
        self.sightings: list[Sighting] = []
        self._whole: dict[str, Figure] = {}
        self._last: dict[str, list[tuple[int, Figure]]] = defaultdict(list)
        self._first: dict[str, list[Figure]] = defaultdict(list)
        self._bodies: dict[str, list[tuple[int, Figure]]] = defaultdict(list)
        self._collectives: dict[object, Figure] = {}
        self._lone: dict[str, Figure] = {}
        self._fill()

    def _fill(self) -> None:
        full = {}
        for told in (True, False):  # what is surely a person's name tells more of the others
            for i, name in enumerate(self.names):
                if name.last - name.first > 1 and (name.kind is not None) is told:
                    full[i] = self._full(i, name)
        for i, name in enumerate(self.names):
            figure = full[i] if i in full else self._lone.get(self.tokens.lower[name.first]) or self._short(name)
            if figure is not None:
                figure.kind = figure.kind or name.kind
                self._see(i, name, figure)

    def sentence(self, token: int) -> int:
        """The number of the sentence a token stands in."""
        return bisect_right(self.begins, token) - 1

    def _see(self, i: int, name: Name, figure: Figure) -> None:
        tokens = self.tokens
        first, last = name.first, name.last
        text = tokens.words[first] if last - first == 1 else tokens.span(first, last)
        figure.spellings[text] = None
        figure.places.append((tokens.starts[first], tokens.ends[last - 1], text, "name"))
        sentence = bisect_right(self.begins, first) - 1
        self.sightings.append(Sighting(first, last, figure, sentence))
        # Most names of persons stand alone, with no office beside them.
        lower = tokens.lower
        beside = (
            name.titled < first or (last < len(lower) and lower[last] in BESIDE) or (first and lower[first - 1] == ",")
        )
        if figure.kind == "PERSON" and beside:
            figure.offices += roles.beside(tokens, self.names, i, self.begins[sentence])
            figure.gender = figure.gender or self._told(name)

    def _told(self, name: Name) -> str | None:
        behind = (
            self.tokens.lower[name.last + 1 : name.last + 6]
            if self.tokens.lower[name.last : name.last + 1] == [","]
            else []
        )
        return gender.of_titles(self.tokens.lower[name.titled : name.first]) or gender.of_titles(behind)

    def add(self, figure: Figure) -> Figure:
        """A new figure of the text."""
        self.figures.append(figure)
        return figure

    # Names of several words

    def _full(self, i: int, name: Name) -> Figure | None:
        if name.kind in (PLACE, OFFICE):
            return None
        text = self.tokens.span(name.first, name.last)
        if name.kind == "STATE":
            return self.of_state(states.STATES[text])
        words = self.tokens.lower[name.first : name.last]
        if figure := self._whole.get(" ".join(words)):
            return figure
        known = self._in_register(name) if self.register.known else None
        if name.kind in BODIES or (known and known.kind != "PERSON"):
            return self._body(name, text, words, known)
        return self._person(name, text, words, known)

    def _in_register(self, name: Name) -> Known | None:
        """The actor of the database by a name, perhaps with its owner before it: the OSCE's Office."""
        words, first = self.tokens.words, name.first
        known = self.register.named(words[first : name.last])
        if known is None and first > 1 and words[first - 1] in POSSESSIVES:
            known = self.register.named([words[first - 2], *words[first : name.last]])
        return known

    def _person(self, name: Name, text: str, words: list[str], known: Known | None) -> Figure:
        words = [word for word in words if word not in (".", ",")]
        last = words[-2] if words[-1] in ("jr", "sr", "ii", "iii", "iv") and len(words) > 2 else words[-1]
        figure = self._by_known(known) or self._same_person(words[0], last)
        if figure is None and name.kind is None and (figure := self._titled_otherwise(words)):
            return figure
        if figure is None:
            kind = "PERSON" if known else name.kind
            figure = self.add(Figure(text, kind, "name/person" if kind else "name/capitals", known=known))
            figure.gender = gender.of_name(self.tokens.words[name.first])
            self._first[words[0]].append(figure)
        figure.kind = figure.kind or name.kind
        if len(text) > len(figure.name):
            figure.name = text
        self._whole[" ".join(self.tokens.lower[name.first : name.last])] = figure
        self._last[last].append((name.first, figure))
        for k in range(1, len(words) - 1):
            if words[k] in PARTICLES:
                self._last[" ".join(words[k:])].append((name.first, figure))
        return figure

    def _titled_otherwise(self, words: list[str]) -> Figure | None:
        """The only person of that last name, where what stands before it is no first name: AG Berg."""
        persons = {id(figure): figure for _, figure in self._last.get(words[-1], ()) if figure.kind == "PERSON"}
        return next(iter(persons.values())) if len(persons) == 1 and len(words[0]) < 4 else None

    def _same_person(self, first: str, last: str) -> Figure | None:
        """The person of that first and last name, middle names aside."""
        return next((f for f in self._first.get(first, ()) if any(f is g for _, g in self._last.get(last, ()))), None)

    def _by_known(self, known: Known | None) -> Figure | None:
        if known is None:
            return None
        return next((figure for figure in self.figures if figure.known is known), None)

    def _body(self, name: Name, text: str, words: list[str], known: Known | None) -> Figure:
        figure = self._by_known(known)
        read = collectives.read(self.tokens.words[name.first : name.last])
        if figure is None and read:
            figure = self.collective(read, text) if read.state else None
        if figure is None and name.kind != "MEDIA":
            figure = self._shortened(" ".join(words), name.first)
        if figure is None:
            listed = INSTITUTIONS.get(text, "").partition("; ")[2] or MEDIA.get(text, text)
            figure = self._whole.get(listed.lower())
            known = known or (self.register.named(listed.split()) if self.register.known else None)
            figure = figure or self._by_known(known)
            rule = "name/listed" if text in INSTITUTIONS or text in MEDIA else "name/organization"
            figure = figure or self.add(Figure(listed, known.kind if known else name.kind, rule, known=known))
        self._enter_body(figure, words, name.first)
        return figure

    def _enter_body(self, figure: Figure, words: Sequence[str], at: int) -> None:
        """A body is found again by its whole name, by the end of it, by its first word and by its initials."""
        self._whole[" ".join(words)] = figure
        for k in range(1, min(len(words), 8)):
            if words[k] not in PREPOSITIONS:
                self._bodies[" ".join(words[k:])].append((at, figure))
        large = [word for word in words if word not in PREPOSITIONS and word not in ("and", "the", "&")]
        if len(large) > 2:
            self._whole.setdefault("".join(word[0] for word in large), figure)
        if len(words) > 1 and words[1] in PREPOSITIONS:
            self._bodies[words[0]].append((at, figure))
        elif len(words[0]) > 3 and states.state(figure.name.split()[0]) is None:
            self._bodies[words[0]].append((at, figure))

    def _shortened(self, words: str, at: int) -> Figure | None:
        """The body last named whose name ends or begins so."""
        earlier = [figure for place, figure in self._bodies.get(words, ()) if place < at]
        return earlier[-1] if earlier else None

    def body(self, head: str, at: int) -> Figure | None:
        """The body last named before a token, by a word of its name: ``the ministry``."""
        return self._shortened(head, at)

    # Names of one word

    def _short(self, name: Name) -> Figure | None:
        word, small = self.tokens.words[name.first], self.tokens.lower[name.first]
        if name.kind == "STATE":
            return self.of_state(states.STATES[word])
        if name.kind in (PLACE, OFFICE):
            return self._seat(name.first) if word in states.CAPITALS else None
        if name.stands_for and (figure := self._whole.get(name.stands_for.lower())):
            self._whole[small] = figure
            return figure
        named_so = self._by_last(small, name)
        if named_so is None and small in self._last:
            return None
        if figure := named_so or self._whole.get(small):
            figure.kind = figure.kind or name.kind or ("PERSON" if " " in figure.name else None)
            if len({id(person) for _, person in self._last.get(small, ())}) < 2 and figure.kind:
                self._lone[small] = figure
            return figure
        if figure := self._only_first(small) or self._shortened(small, name.first):
            return figure
        return self._new_short(name, word, small)

    def _new_short(self, name: Name, word: str, small: str) -> Figure | None:
        known = (self.register.named([word]) or self.register.by_last_name(word)) if self.register.known else None
        listed = INSTITUTIONS.get(word, "").partition("; ")[2] or MEDIA.get(word)
        if listed and not known and self.register.known:
            known = self.register.named(listed.split())
        figure = self._by_known(known) or (self._whole.get(listed.lower()) if listed else None)
        if figure is None:
            kind = known.kind if known else name.kind
            rule = "name/listed" if listed or word in INSTITUTIONS or word in MEDIA else "name/word"
            rule = "name/acronym" if rule == "name/word" and kind == "ORGANIZATION" and not known else rule
            figure = self.add(Figure(known.name if known else listed or word, kind, rule, known=known))
            if known and known.kind == "PERSON":
                figure.gender = gender.of_name(known.name.split()[0])
        self._whole[small] = self._lone[small] = figure
        if listed:
            self._whole.setdefault(listed.lower(), figure)
        return figure

    def _by_last(self, small: str, name: Name) -> Figure | None:
        """The person of that last name; of two, whose full name stands nearer before; none where that does not tell."""
        found = self._last.get(small)
        if not found:
            return None
        persons = list({id(figure): figure for _, figure in found}.values())
        if len(persons) == 1:
            return persons[0]
        told = gender.of_titles(self.tokens.lower[name.titled : name.first])
        if told and len(fitting := [p for p in persons if p.gender == told]) == 1:
            return fitting[0]
        earlier = [figure for at, figure in found if at < name.first]
        return earlier[-1] if earlier else None

    def _only_first(self, small: str) -> Figure | None:
        figures = self._first.get(small, ())
        return figures[0] if len(figures) == 1 else None

    # States, their seats and their groups

    def of_state(self, state: str) -> Figure:
        """The figure of a state."""
        figure = self._whole.get(state)
        if figure is None:
            known = self.register.named(state.split()) if self.register.known else None
            figure = self.add(Figure(state, known.kind if known else "STATE", "name/state", known=known, state=state))
            self._whole[state] = figure
        return figure

    def _seat(self, i: int) -> Figure | None:
        """The government whose seat is named, where the seat does something: ``Paris said``."""
        lower = self.tokens.lower
        acts = i + 1 < len(lower) and (lower[i + 1] in AUXILIARIES or lower[i + 1] in VERBS)
        if not acts or (i > 0 and lower[i - 1] in PREPOSITIONS):
            return None
        return self.government(states.CAPITALS[self.tokens.words[i]])

    def government(self, state: str) -> Figure:
        """The government of a state, as the database or else the text calls it."""
        asked = Collective("government", "GOVERNMENT", ("government", state, frozenset()))
        if asked.key not in self._collectives and self.register.known and self.register.collective(asked) is None:
            if self.register.named(state.split()):
                return self.of_state(state)
        return self.collective(asked, f"Government of {state}")

    def collective(self, asked: Collective, text: str) -> Figure:
        """The figure of a group, a government or an institution."""
        figure = self._collectives.get(asked.key)
        if figure is None:
            known = self.register.collective(asked) if self.register.known else None
            name = f"{states.adjective(asked.state)} {asked.key[0]}" if asked.state and not asked.key[2] else text
            rule = f"group/{asked.key[0]}"
            figure = self._by_known(known) or self.add(
                Figure(
                    known.name if known else name,
                    known.kind if known else asked.kind,
                    rule,
                    known=known,
                    state=asked.state,
                )
            )
            self._collectives[asked.key] = figure
        return figure

    def collectives_of(self, head: str) -> list[Figure]:
        """The groups of the text that go by a word, whatever their state."""
        return [figure for key, figure in self._collectives.items() if isinstance(key, tuple) and key[0] == head]
