"""Who is named in a text: every name of one actor brought together, in the order of the text."""

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from timeline.extraction import lexicon
from timeline.extraction.actors import collectives, gender, offices, roles, states
from timeline.extraction.actors.bodies import Bodies
from timeline.extraction.actors.collectives import Collective
from timeline.extraction.actors.figures import Figure, Sighting
from timeline.extraction.actors.known import Known, Register
from timeline.extraction.actors.name import Name
from timeline.extraction.actors.names import COLLECTIVE, HEADLINE, INSTITUTIONS, MEDIA, OFFICE, PLACE
from timeline.extraction.actors.persons import PARTICLES, Persons
from timeline.extraction.actors.runs import POSSESSIVES
from timeline.extraction.findings import Role
from timeline.extraction.tokens import Tokens

BODIES = frozenset(("ORGANIZATION", "GOVERNMENT", "MEDIA", "GROUP"))
OFFICES = frozenset(offices.HEADS)
VERBS = lexicon.verbs("verbs")
PLACING = frozenset(("in", "near", "outside", "across", "throughout"))
"""What stands before places and hardly before persons."""
AUXILIARIES, PREPOSITIONS = lexicon.words("auxiliaries"), lexicon.words("prepositions")
BESIDE = frozenset((",", "(")) | roles.COPULAS
FIRMS = frozenset(word for word, kind in collectives.SPEAKING.items() if kind == "ORGANIZATION") | {
    "giant",
    "maker",
    "chain",
}
"""What stands right before the names of firms and other bodies: ``rating agency X``."""
RULED = frozenset(("president", "premier", "king", "queen", "minister", "ministry", "government", "ambassador", "army",
                   "parliament", "republic", "kingdom", "border", "borders", "capital"))  # fmt: skip
"""What states have: ``the president of X``, ``X's army``."""
BROADCASTS = frozenset(("TV", "News", "Radio", "Television"))


class Cast:
    """The figures of a text and where each is named."""

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
        self.holders: dict[str, dict[Figure, None]] = defaultdict(dict)
        """Who holds offices of a head word."""
        self.persons, self.bodies = Persons(self.begins), Bodies()
        self._whole: dict[str, Figure] = {}
        self._lone: dict[str, Figure] = {}
        self._slugs: dict[str, Figure] = {}
        self._collectives: dict[object, Figure] = {}
        self._heads: dict[str, list[tuple[Collective, Figure]]] = defaultdict(list)
        self._fill()

    def _fill(self) -> None:
        long = [i for i, name in enumerate(self.names) if name.last - name.first > 1 and not self._waits(name)]
        # What is surely somebody's name tells more of the others.
        full = {i: self._full(self.names[i]) for i in long if self.names[i].kind is not None}
        full |= {i: self._full(self.names[i]) for i in long if self.names[i].kind is None}
        for i, name in enumerate(self.names):
            if name.kind == HEADLINE:
                continue
            figure = full[i] if i in full else self._later(name)
            if figure is not None:
                figure.kind = figure.kind or (name.kind if name.kind not in (PLACE, OFFICE) else None)
                self._see(i, name, figure)
        if any(name.kind == HEADLINE for name in self.names):
            self._read_headlines()

    def _waits(self, name: Name) -> bool:
        """Whether a name of several words is read after all others: ``de Wit`` may be anybody's last name."""
        word, small = self.tokens.words[name.first], self.tokens.lower[name.first]
        return name.kind in LATER or (small in PARTICLES and (word == small or small not in gender.FIRST_NAMES))

    def _later(self, name: Name) -> Figure | None:
        """The figure of a group, of a name of one word, or of a last name with its particles."""
        if name.kind == COLLECTIVE:
            return self._acting(name)
        if name.last - name.first > 1:
            last = " ".join(self.tokens.lower[name.first : name.last])
            return self._surname(name, last) if self.persons.has(last) else self._full(name)
        return self._lone.get(self.tokens.lower[name.first]) or self._short(name)

    def _read_headlines(self) -> None:
        """The names of headlines: those the body has, too, and full names."""
        for i, name in enumerate(self.names):
            if name.kind == HEADLINE and (found := self._headlined(name)):
                self._see(i, *found)
        self.sightings.sort(key=lambda sighting: sighting.first)

    def _headlined(self, name: Name) -> tuple[Name, Figure] | None:
        words = self.tokens.lower[name.first : name.last]
        if figure := self._whole.get(" ".join(words)):
            return name, figure
        alone = name._replace(last=name.first + 1, kind=None)
        if figure := self.persons.by_last(words[0], name.first, None) or self._whole.get(words[0]):
            return alone, figure
        if len(words) > 1 and (figure := self._full(name._replace(kind="PERSON"))):
            return name, figure
        if self.register.by_last_name(words[0]):
            return alone, self._new_short(alone, self.tokens.words[name.first], words[0])
        return None

    def sentence(self, token: int) -> int:
        """The number of the sentence a token stands in."""
        return bisect_right(self.begins, token) - 1

    def _see(self, i: int, name: Name, figure: Figure) -> None:
        tokens, first, last = self.tokens, name.first, name.last
        text = tokens.words[first] if last - first == 1 else tokens.span(first, last)
        figure.spellings[text] = None
        figure.places.append((tokens.starts[first], tokens.ends[last - 1], text, "name"))
        sentence = bisect_right(self.begins, first) - 1
        self.sightings.append(Sighting(first, last, figure, sentence))
        if figure.kind is None:
            figure.articled = figure.articled or self._articled(first, last)
            figure.inside = figure.inside or self.begins[sentence] != first
            if first > 0 and tokens.lower[first - 1] in FIRMS:
                figure.kind = "ORGANIZATION"
            figure.placed = figure.placed or self._placed(first, last)
        if figure.kind != "PERSON" and (figure.kind or not (last - first > 1 or self._introduced(first))):
            return
        # Most names of persons stand alone, with no office beside them.
        lower = tokens.lower
        followed = last < len(lower) and lower[last] in BESIDE
        if followed or name.titled < first or (first > 0 and lower[first - 1] == ","):
            for office, role in roles.beside(tokens, self.names, i, self.begins[sentence]):
                self._hold(figure, office, role)
                figure.kind = "PERSON"
            figure.gender = figure.gender or self._told(name)

    def _placed(self, first: int, last: int) -> bool:
        """Whether the words beside a name are those beside places and states: ``in Mora``, ``Mora's army``."""
        lower = self.tokens.lower
        before = lower[first - 1] if first else ""
        ruled = before == "of" and first > 1 and lower[first - 2] in RULED
        owning = last + 1 < len(lower) and lower[last] in POSSESSIVES
        return before in PLACING or ruled or (owning and not RULED.isdisjoint(lower[last + 1 : last + 3]))

    def _introduced(self, first: int) -> bool:
        """Whether an office or kinship stands before a name and its comma: ``his son, Ole``."""
        return self.tokens.lower[first - 1] == "," and self.tokens.lower[first - 2] in OFFICES if first > 2 else False

    def _articled(self, first: int, last: int) -> bool:
        """Whether ``the`` stands before a name, and no noun behind that it might belong to."""
        lower = self.tokens.lower
        behind = lower[last] if last < len(lower) else ""
        alone = not behind.isalpha() or behind in VERBS or behind in AUXILIARIES or behind in PREPOSITIONS
        return alone and first > 0 and lower[first - 1] == "the"

    def _hold(self, figure: Figure, office: offices.Office, role: Role | None) -> None:
        figure.offices[office] = figure.offices.get(office) or role
        for head in office.heads:
            self.holders[head][figure] = None

    def _told(self, name: Name) -> str | None:
        """The gender that titles before or behind a name tell."""
        lower, last = self.tokens.lower, name.last
        behind = lower[last + 1 : last + 6] if lower[last : last + 1] == [","] else ()
        return gender.of_titles(lower[name.titled : name.first]) or gender.of_titles(behind)

    def _add(self, name: str, kind: str | None, rule: str, known: Known | None) -> Figure:
        """A new figure of the text, under the name and kind of the database where that knows it."""
        if known is None:
            figure = Figure(name, kind, rule)
        elif known.slug in self._slugs:
            return self._slugs[known.slug]
        else:
            figure = self._slugs[known.slug] = Figure(known.name, known.kind, rule, known=known)
            for office, _ in self.register.held(known, self.day):
                self._hold(figure, office, None)
        if figure.kind == "PERSON" or kind is None:
            figure.gender = gender.of_name(figure.name.partition(" ")[0])
        self.figures.append(figure)
        return figure

    def known(self, known: Known, rule: str) -> Figure:
        """The figure of an actor of the database."""
        return self._add(known.name, known.kind, rule, known)

    # Names of several words

    def _full(self, name: Name) -> Figure | None:
        if name.kind in (PLACE, OFFICE):
            return None
        text = self.tokens.span(name.first, name.last)
        if name.kind == "STATE":
            return self.of_state(states.STATES[text])
        words = self.tokens.lower[name.first : name.last]
        if figure := self._whole.get(" ".join(words)):
            if figure.kind == "PERSON":
                self.persons.enter(figure, _bare(words), name.first)
            return figure
        known = self._in_register(name) if self.register.known else None
        if name.kind in BODIES or (known and known.kind != "PERSON"):
            figure = self._body(name, text, words, known)
            self.bodies.enter(figure, words, name.first)
        else:
            figure = self._person(name, text, _bare(words), known)
        self._whole[" ".join(words)] = figure
        return figure

    def _in_register(self, name: Name) -> Known | None:
        """The actor of the database by a name, perhaps with its owner before it: the Union's Office."""
        words, first = self.tokens.words, name.first
        known = self.register.named(words[first : name.last])
        if known is None and first > 1 and words[first - 1] in POSSESSIVES:
            known = self.register.named([words[first - 2], *words[first : name.last]])
        if known is None and words[name.last - 1] in BROADCASTS:
            known = self.register.named(words[first : name.last - 1])
        return known

    def _person(self, name: Name, text: str, words: list[str], known: Known | None) -> Figure:
        if known is None and (figure := self._titled_otherwise(name, words)):
            return figure
        figure = self.persons.called(words) if known is None else None
        if figure is None:
            figure = self._add(text, name.kind, "name/person" if name.kind or known else "name/capitals", known)
        figure.kind = figure.kind or name.kind
        if figure.known is None and len(text) > len(figure.name):
            figure.name = text
        self.persons.enter(figure, words, name.first)
        return figure

    def _titled_otherwise(self, name: Name, words: list[str]) -> Figure | None:
        """The only person of that last name, where what stands before it is no first name: AG Berg, Dean Berg."""
        if words[0] in OFFICES or (name.kind is None and len(words[0]) < 4):
            return self.persons.only(words[-1])
        return None

    def _body(self, name: Name, text: str, words: list[str], known: Known | None) -> Figure:
        if known:
            return self._add(text, name.kind, "name/organization", known)
        read = collectives.read(self.tokens.words[name.first : name.last])
        if read and read.state:
            return self.collective(read, text)
        if name.kind != "MEDIA" and (figure := self.bodies.before(" ".join(words), name.first)):
            return figure
        return self._listed(text) or self._add(text, name.kind, "name/organization", None)

    def _listed(self, text: str) -> Figure | None:
        """The body that a list has by that name, perhaps a short one."""
        kind, _, whole = INSTITUTIONS.get(text, "").partition("; ")
        listed = whole or MEDIA.get(text) or (text if kind else None)
        if listed is None:
            return None
        if figure := self._whole.get(listed.lower()):
            return figure
        known = self.register.named(listed.split()) if self.register.known else None
        figure = self._whole[listed.lower()] = self._add(listed, kind or "MEDIA", "name/listed", known)
        return figure

    # Names of one word

    def _short(self, name: Name) -> Figure | None:
        word, small = self.tokens.words[name.first], self.tokens.lower[name.first]
        if name.kind == "STATE":
            return self.of_state(states.STATES[word])
        if name.kind in (PLACE, OFFICE):
            return self._seat(name.first) if word in states.CAPITALS else None
        if name.stands_for and (figure := self._whole.get(name.stands_for.lower())):
            self._whole[small] = self._lone[small] = figure
            return figure
        if self.persons.has(small):
            return self._surname(name, small)
        figure = self._whole.get(small) or self.bodies.initials.get(small)
        if figure is None and small in gender.FIRST_NAMES:
            figure = self.persons.by_first(small)
        figure = figure or self.bodies.before(small, name.first) or self._labelled(name.first, word)
        return figure or self._new_short(name, word, small)

    def _labelled(self, i: int, word: str) -> Figure | None:
        """Whose initials are the label before the words of a speaker in a conversation: ``EL: I paid.``"""
        if not (1 < len(word) < 5 and word.isupper() and self.tokens.words[i + 1 : i + 2] == [":"]):
            return None
        figure = next((figure for figure in self.figures[:MANY] if _initials(figure.name) == word), None)
        if figure:
            self._whole[word.lower()] = self._lone[word.lower()] = figure
        return figure

    def _surname(self, name: Name, small: str) -> Figure | None:
        told = gender.of_titles(self.tokens.lower[name.titled : name.first])
        figure = self.persons.by_last(small, name.first, told)
        if figure is not None:
            first = figure.name.partition(" ")[0].lower()
            figure.kind = figure.kind or name.kind or ("PERSON" if first in gender.FIRST_NAMES else None)
            if self.persons.only(small):
                self._lone[small] = figure
        return figure

    def _new_short(self, name: Name, word: str, small: str) -> Figure:
        known = (self.register.named([word]) or self.register.by_last_name(word)) if self.register.known else None
        figure = self._listed(word) if known is None else None
        if figure is None:
            rule = "name/acronym" if name.kind and word.isupper() else "name/word"
            figure = self._add(word, name.kind, rule, known)
        self._whole[small] = self._lone[small] = figure
        return figure

    # States, their seats and their groups

    def of_state(self, state: str) -> Figure:
        """The figure of a state."""
        figure = self._whole.get(state)
        if figure is None:
            known = self.register.named(state.split()) if self.register.known else None
            figure = self._whole[state] = self._add(state, "STATE", "name/state", known)
        return figure

    def _seat(self, i: int) -> Figure | None:
        """The government whose seat is named, where the seat does something: ``Paris said``."""
        lower = self.tokens.lower
        behind = lower[i + 1] if i + 1 < len(lower) else ""
        acts = behind in AUXILIARIES or behind in VERBS or behind.endswith("ed")
        if not acts or (i > 0 and lower[i - 1] in PREPOSITIONS):
            return None
        return self.government(states.CAPITALS[self.tokens.words[i]])

    def government(self, state: str) -> Figure:
        """The government of a state, or the state itself where the database knows that and no government of it."""
        asked = Collective("government", "GOVERNMENT", ("government", state, frozenset()))
        known = self.register.known and asked.key not in self._collectives
        if known and self.register.collective(asked) is None and self.register.named(state.split()):
            return self.of_state(state)
        return self.collective(asked, f"Government of {state}")

    def _acting(self, name: Name) -> Figure | None:
        """The group or body named with its state."""
        words, first = self.tokens.words, name.first
        phrase = words[first : name.last]
        if words[first - 1] in POSSESSIVES:
            owners = (states.state(self.tokens.span(max(0, first - k), first - 1)) for k in range(2, 8))
            phrase = [next((state for state in owners if state), ""), *phrase]
        read = collectives.read(phrase)
        return self.collective(read, self.tokens.span(first, name.last)) if read else None

    def collective(self, asked: Collective, text: str) -> Figure:
        """The figure of a group, a government or an institution."""
        figure = self._collectives.get(asked.key)
        if figure is None:
            common, state, said = asked.key
            known = self.register.collective(asked) if self.register.known else None
            name = f"{states.adjective(state)} {common}" if state and not said else text
            figure = self._collectives[asked.key] = self._add(name, asked.kind, f"group/{common}", known)
            self._heads[common].append((asked, figure))
        return figure

    def only_collective(self, asked: Collective) -> Figure | None:
        """The only group of the text so far of which no less is said: of ``the union`` the seafarers' union."""
        if asked.key in self._collectives:
            return self._collectives[asked.key]
        fitting = [figure for other, figure in self._heads.get(asked.key[0], ())[:MANY] if asked.means(other)]
        return fitting[0] if len(fitting) == 1 else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


MANY = 50
"""How many groups of one word, or figures of some initials, are looked at."""
LATER = frozenset((COLLECTIVE, HEADLINE))


def _bare(words: list[str]) -> list[str]:
    """The words of a name without its marks."""
    return [word for word in words if word[0].isalnum()] or words
