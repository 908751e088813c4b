"""Indirect and mixed speech: what somebody said in the reporter's words, wholly or in part."""

from collections.abc import Sequence
from dataclasses import dataclass

from timeline.extraction import phrases
from timeline.extraction.findings import Mention, Span, Statement
from timeline.extraction.speech import asides, clauses, conjuncts, contents, cues
from timeline.extraction.speech.cues import Cue
from timeline.extraction.speech.reading import Pair, Quoted, Reading
from timeline.extraction.tokens import Tokens

NESTING = frozenset(("clause", "that", "someone", "aside", "as", "according"))  # frames kept inside something said
DENYING = frozenset(("deny", "reject", "denial"))
GLOSSING = frozenset(("refer", "allude"))
OWN = frozenset(("i", "you", "we"))
RELATIVE = frozenset(("who", "whom", "which", "that", "if", "because"))
TRAILING = frozenset(".,;:") | clauses.DASHES
RECENT = 6  # statements of a sentence that may touch a new one
REACH = 150  # words of a sentence read on each side of a word of reporting
MOST = 40  # words of reporting in one sentence: with more it is no language


def statements(tokens: Tokens, sentences: Sequence[Pair], runs: Sequence[Quoted]) -> list[Statement]:
    """The indirect and mixed statements of a text, in order of their words of reporting.

    Content begun by ``that`` or a subject ends with the sentence or where the reporter goes on; a statement split by
    ``, X said,`` gives two; attribution inside a statement gives one of its own.
    """
    reading = Reading(tokens, sentences, runs)
    units, here, count = iter(reading.units), _Sentence(reading, (0, 0)), 0
    found: list[_Said] = []
    for cue in cues.find(tokens, reading.quoted):
        while cue.verb >= here.unit[1]:
            found += here.found
            here, count = _Sentence(reading, next(units)), 0
        count += 1
        if count <= MOST:
            here.read(cue)
    return [said.statement(reading) for said in (*found, *here.found)]


@dataclass(slots=True)
class _Said:
    """Something said: its tokens, by which cue and frame, and whose it is."""

    start: int
    end: int
    cue: Cue
    frame: str
    speaker: Pair | None
    unit: Pair  # its sentence

    def statement(self, reading: Reading) -> Statement:
        tokens = reading.tokens
        cue = Span(*_place(tokens, self.cue.first, self.cue.end), tokens.span(self.cue.first, self.cue.end))
        denied = self.cue.lemma in DENYING or (self.cue.lemma == "rule" and self.frame == "thing")
        attitude = "denied" if denied else "conditional" if self.cue.modal else "asserted"
        return Statement(
            *_place(tokens, self.start, self.end),
            "mixed" if any(reading.quoted[self.start : self.end]) else "indirect",
            cue,
            _speakers(tokens, self.cue, self.speaker, self.unit),
            None,
            f"reported/{self.frame}",
            attitude,
        )


class _Sentence:
    """A sentence being read, word of reporting by word of reporting."""

    def __init__(self, reading: Reading, unit: Pair) -> None:
        self.reading = reading
        self.unit = unit
        self.found: list[_Said] = []
        self.speaker: Pair | None = None
        self.quoting = False  # whether the word of reporting before stood beside a quotation

    def read(self, cue: Cue) -> None:
        """Add what one word of reporting brings."""
        unit = max(self.unit[0], cue.first - REACH), min(self.unit[1], cue.end + REACH)
        nested = any(said.start <= cue.first < said.end for said in self.found[-RECENT:])
        subject = self._subject(cue, unit[0])
        if "thought" in cue.frames and (nested or not self._thinks(cue, subject)):
            return
        read_aside = asides.according if cue.form == "according" else asides.of
        if self.quoting and cue.form == "participle" and cue.lemma in GLOSSING:
            return  # “It is late,” he said, referring to the bridge: a gloss
        aside = read_aside(self.reading, cue, unit, subject)
        self.quoting = aside is not None and any(self.reading.quoted[end - 1] for _, end in aside.places)
        if aside is not None:
            subject = aside.speaker
            self._set_beside(cue, aside)
        elif self._may_follow(cue, subject):
            content = contents.of(self.reading, cue, unit, subject)
            if content is not None:
                subject = subject or self._introduced(cue, content[2])
                self._add(cue, *content, subject)
                if content[0] in ("clause", "that") and (rest := clauses.resumed(self.reading, content[2], unit[1])):
                    self._add(cue, content[0], *rest, subject)
        self.speaker = self.speaker if nested else subject or self.speaker

    def _subject(self, cue: Cue, first: int) -> Pair | None:
        """Whose words a cue reports, by what stands before it."""
        tokens = self.reading.tokens
        if cue.form == "noun":
            return clauses.owner(tokens, cue.first, first)
        if cue.form in ("passive", "according"):
            by = cue.end < self.unit[1] and tokens.lower[cue.end] == "by"
            return phrases.after(tokens, cue.end + 1, self.unit[1]) if by else None
        if cue.form == "finite":
            found = phrases.subject(tokens, cue.first, first) or clauses.subject_apart(tokens, first, cue.first)
            if found is not None or tokens.lower[cue.first - 1] not in ("and", "but", "then", "or"):
                return found
        return self.speaker or _opening_subject(tokens, first, cue.first)

    def _introduced(self, cue: Cue, end: int) -> Pair | None:
        """Who stands behind a participle that opens the sentence: ``Warning that it was late, Brook left``."""
        opens = cue.form == "participle" and cue.first == self.unit[0] and end + 1 < self.unit[1]
        if not opens or self.reading.tokens.words[end] != ",":
            return None
        return phrases.after(self.reading.tokens, end + 1, self.unit[1])

    def _thinks(self, cue: Cue, subject: Pair | None) -> bool:
        """Whether the reporter tells what somebody thinks: ``Brook believes``, no ``I`` and no ``what they think``."""
        lower, behind = self.reading.tokens.lower, self.reading.tokens.lower[cue.end : cue.end + 1]
        present = lower[cue.verb] in (cue.lemma, cue.lemma + "s") and cue.first == cue.verb
        if cue.form != "finite" or not present or subject is None or lower[subject[0]] in OWN or behind == [","]:
            return False
        return subject[0] == self.unit[0] or lower[subject[0] - 1] not in clauses.INTERROGATIVES | RELATIVE

    def _may_follow(self, cue: Cue, subject: Pair | None) -> bool:
        """Whether content may stand behind a cue: a finite verb needs its subject, and ``That said,`` is none."""
        if cue.form != "finite":
            return True
        return subject is not None and not (
            subject[0] == self.unit[0] and self.reading.tokens.lower[subject[0]] == "that"
        )

    def _set_beside(self, cue: Cue, aside: asides.Aside) -> None:
        frame = "according" if cue.form == "according" else "aside"
        if aside.places and not self._restates(aside):
            self._shorten(aside.places[0])
            for place in aside.places:
                self._add(cue, frame, *place, aside.speaker)

    def _restates(self, aside: asides.Aside) -> bool:
        """Whether what stands before an aside is content already: ``Brook said that it was late, he said``."""
        start, end = aside.places[0]
        inner = any(start < said.start and said.end >= end for said in self.found[-RECENT:])
        pronoun = self.reading.tokens.lower[aside.speaker[0]] in clauses.PRONOUNS
        return inner and (pronoun or bool(self.reading.quoted[end - 1]))

    def _shorten(self, place: Pair) -> None:
        """End before an aside what began earlier in the sentence."""
        for said in self.found[-RECENT:]:
            if place[0] < said.start < place[1] < said.end:
                said.end = place[1]

    def _add(self, cue: Cue, frame: str, start: int, end: int, speaker: Pair | None) -> None:
        quoted, words = self.reading.quoted, self.reading.tokens.words
        while end > start and not quoted[end - 1] and words[end - 1] in TRAILING:
            end -= 1
        if end <= start or quoted[start] or (end - start == 1 and frame != "aside"):
            return
        inner = any(said.start <= start and end <= said.end for said in self.found[-RECENT:])
        if frame in NESTING or not inner:
            self.found.append(_Said(start, end, cue, frame, speaker, self.unit))


def _opening_subject(tokens: Tokens, first: int, last: int) -> Pair | None:
    """The subject a sentence opens with: the noun phrase before its first verb."""
    verb = next(
        (i for i in range(first, last) if tokens.lower[i] in clauses.verbal() and tokens.words[i].islower()), None
    )
    if verb is not None:
        return phrases.subject(tokens, verb, first)
    return phrases.before(tokens, last - 1, first) if last - first > 1 and tokens.words[last - 1] == "," else None


def _speakers(tokens: Tokens, cue: Cue, speaker: Pair | None, unit: Pair) -> tuple[Mention, ...]:
    """Who said it: several for ``Brook and Lind said``."""
    if speaker is None:
        return ()
    behind = speaker[0] >= cue.end and cue.form == "finite"
    found = conjuncts.after(tokens, speaker, unit[1]) if behind else conjuncts.before(tokens, speaker, unit[0])
    return tuple(phrases.mention(tokens, phrase) for phrase in found)


def _place(tokens: Tokens, first: int, last: int) -> Pair:
    return tokens.starts[first], tokens.ends[last - 1]
