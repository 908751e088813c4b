"""Indirect and mixed speech: what somebody said in the reporter's words, wholly or in part."""

from collections.abc import Sequence
from typing import Protocol

from timeline.extraction import clauses, cues, lexicon
from timeline.extraction.cues import Cue
from timeline.extraction.findings import Mention, Span, Statement
from timeline.extraction.tokens import Tokens


class Quoted(Protocol):
    """A run of quotation: its place, marks included."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def statements(tokens: Tokens, sentences: Sequence[tuple[int, int]], runs: Sequence[Quoted]) -> list[Statement]:
    """The indirect and mixed statements of a text, in order of their cues."""
    return _Reader(tokens, sentences, runs).read()


class _Reader:
    def __init__(self, tokens: Tokens, sentences: Sequence[tuple[int, int]], runs: Sequence[Quoted]) -> None:
        self.tokens = tokens
        n = len(tokens)
        self.quoted = bytearray(n + 1)
        self.runs = [(tokens.at(run.start), tokens.before(run.end)) for run in runs]
        for a, b in self.runs:
            for i in range(a, b):
                self.quoted[i] = 1
        self.units = self._units(sentences)
        self.found: list[Statement] = []

    def _units(self, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """The sentences, those joined into one that a run of quotation holds together."""
        units: list[tuple[int, int]] = []
        for a, b in sentences:
            if units and units[-1][1] == a and a and self.quoted[a - 1] and self.quoted[a] and not self._edge(a):
                units[-1] = (units[-1][0], b)
            else:
                units.append((a, b))
        return units

    def _edge(self, i: int) -> bool:
        return any(a == i for a, _ in self.runs)

    def read(self) -> list[Statement]:
        it = iter(self.units)
        a, b = next(it, (0, 0))
        previous: tuple[int, int] | None = None
        for cue in cues.find(self.tokens, self.quoted):
            while cue.verb >= b:
                a, b = next(it)
                previous = None
            previous = self._cue(cue, a, b, previous) or previous
        self._accordings()
        return self.found

    # one cue

    def _cue(self, cue: Cue, a: int, b: int, previous: tuple[int, int] | None) -> tuple[int, int] | None:
        t = self.tokens
        speaker: tuple[int, int] | None
        if cue.form == "passive":
            speaker = None
        elif cue.form in ("participle", "infinitive"):
            speaker = previous or clauses.opening(t, a, cue.first)
        else:
            speaker = clauses.subject(t, cue.first, a)
            if speaker is None and cue.first > a and t.lower[cue.first - 1] in ("and", "but", "then", ","):
                speaker = previous or clauses.opening(t, a, cue.first)
        if self._aside(cue, a, b, speaker):
            return speaker
        if speaker is None and cue.form == "finite":
            return None
        self._right(cue, b, speaker)
        return speaker

    def _aside(self, cue: Cue, a: int, b: int, speaker: tuple[int, int] | None) -> bool:
        """``…, X said.`` and ``…, said X.`` and ``…, X said, …``"""
        t = self.tokens
        if "aside" not in cue.frames or cue.form != "finite" or cue.first == a:
            return False
        left = speaker[0] if speaker else cue.first
        if speaker and cue.first - speaker[1] > 0:
            pass
        mark = t.words[left - 1] if left > a else ""
        if not (mark == "," or mark in clauses.QUOTES or mark in clauses.DASHES or mark in "?!'’" and mark):
            return False
        after = cue.end
        inverted = False
        if speaker is None or t.words[cue.first - 1] in (",", "”", '"', "?", "!"):
            phrase = clauses.phrase_after(t, after, b)
            if phrase is not None and speaker is None:
                speaker, after, inverted = phrase, phrase[1], True
        if speaker is None:
            return False
        stop = self._adverbial(after, b)
        last = stop >= b - 1 or t.words[stop] in ".!?;:"
        comma = not last and t.words[stop] in (",", "-", "–", "—", "--")
        if not last and not comma and not (inverted and not self._clausal(after, b)):
            if self._clausal(after, b) or after + 1 >= b:
                return False
        start = self._start(a, left)
        end = left - 1 if mark == "," or mark in clauses.DASHES else left
        if comma and not inverted and end - start < 4 and not clauses.has_verb(t, start, end):
            # an introduction, "In May, Brook said, …" is still an aside; keep only what follows
            if t.lower[start] in lexicon.words("prepositions") or t.lower[start].endswith("ly"):
                self._emit(cue, stop + 1, self._end(stop + 1, b, cue), speaker, "aside")
                return True
        ok = clauses.has_verb(t, start, end) or comma
        if not ok:
            return False
        self._emit(cue, start, end, speaker, "aside")
        if comma and not inverted and stop + 1 < b:
            if self._clausal(stop + 1, b) and t.lower[stop + 1] not in ("who", "which", "a", "an", "the") and not t.lower[stop+1].endswith("ing"):
                self._emit(cue, stop + 1, self._end(stop + 1, b, cue), speaker, "aside")
        return True

    def _start(self, a: int, end: int) -> int:
        t = self.tokens
        while a < end and (t.lower[a] in ("but", "and", "so", "yet") or not t.words[a][0].isalnum() and t.words[a] not in clauses.QUOTES and t.words[a] not in "$#@'("):
            a += 1
        return a

    def _clausal(self, a: int, b: int) -> bool:
        return clauses.has_verb(self.tokens, a, b)

    def _adverbial(self, i: int, b: int) -> int:
        """Past the adverbials behind a verb: ``on Tuesday``, ``in a statement``, ``last week``."""
        t = self.tokens
        while i < b:
            word = t.lower[i]
            if word in clauses.TIME or (word.endswith("ly") and len(word) > 4):
                i += 1
                if word in ("last", "this", "late", "early", "earlier", "later"):
                    while i < b and i and t.lower[i] in ("week", "month", "year", "this", "night", "morning", "afternoon", "evening", "fall", "summer", "spring", "winter", "on", *clauses.TIME):
                        i += 1
                elif i < b and t.lower[i] in ("night", "morning", "afternoon", "evening"):
                    i += 1
            elif word in ("in", "on", "at", "during", "after", "before", "to", "through", "via", "from", "by", "of", "about", "with", "as", "following", "for"):
                phrase = clauses.phrase_after(t, i + 1, b)
                if phrase is None:
                    return i
                i = phrase[1]
                while i < b and t.lower[i] in ("in", "of", "on", "at", "with", "for", "from", "by") and (p := clauses.phrase_after(t, i + 1, b)):
                    i = p[1]
            else:
                return i
        return i

    def _right(self, cue: Cue, b: int, speaker: tuple[int, int] | None) -> None:
        t, i = self.tokens, cue.end
        rule, start = self._content(cue, b)
        if rule is None:
            return
        end = self._end(start, b, cue)
        if end - start < 1:
            return
        self._emit(cue, start, end, speaker, rule)

    def _content(self, cue: Cue, b: int) -> tuple[str | None, int]:
        t, i, frames = self.tokens, cue.end, cue.frames
        if i >= b:
            return None, i
        word = t.lower[i]
        if word in frames and word in lexicon.words("prepositions"):
            if word == "to" and "to" in frames and cue.lemma not in ("refer", "allude", "object", "respond"):
                return "to", i
            cue.end = i + 1
            if word == "on" and cue.lemma == "call" or word == "out":
                i += 1
                return ("that" if word == "out" else "on"), i
            return "about", i + 1
        if "clause" in frames or "someone" in frames:
            if word == "that":
                return "that", i
            if word in clauses.WH:
                return "whether", i
        if "to" in frames and word == "to":
            return "to", i
        if "someone" in frames:
            phrase = clauses.phrase_after(t, i, b)
            if phrase is not None:
                k = self._adverbial(phrase[1], b) if t.lower[phrase[1]:phrase[1]+1] and t.lower[phrase[1]] != "to" else phrase[1]
                if k < b:
                    nxt = t.lower[k]
                    if nxt == ",":
                        k += 1
                        nxt = t.lower[k] if k < b else ""
                    if nxt == "that" or nxt in clauses.WH or nxt == "to" or nxt in ("about",):
                        return "someone", k
                    if cue.lemma in ("tell", "remind", "assure", "inform", "warn") and self._clausal(k, b):
                        if clauses.has_verb(t, phrase[0], phrase[1]): return "someone", i
                        return "someone", k
            if "thing" not in frames and "clause" not in frames:
                return None, i
        if "clause" in frames:
            k = self._adverbial(i, b)
            if k < b and t.words[k] == ",":
                k += 1
            if k > i and k < b and t.lower[k] == "that":
                return "that", k
            if k > i and k < b and self._clausal(k, b) and t.lower[k] not in ("and", "but", "as", "when", "while", "after", "before") and (t.lower[i] in clauses.TIME or t.lower[k] in clauses.SUBJECTS or t.words[k][0].isupper() or t.lower[k] in lexicon.words("determiners")):
                return "clause", k
            if word[0].isalnum() or t.words[i] in "$'#@":
                if word not in ("and", "but", "as", "when", "while", "after", "before", "by", "about", "with", "on", "to") and self._clausal(i, b):
                    return "clause", i
            elif t.words[i] in clauses.QUOTES and "clause" in frames:
                return None, i
        if "thing" in frames and (word[0].isalnum() or word in "$#@'"):
            if word in ("and", "but", "as", "when", "while", "after", "before", "by", "with", "on", "in", "at", "to"):
                return None, i
            return "thing", i
        return None, i

    def _end(self, start: int, b: int, cue: Cue) -> int:
        t = self.tokens
        for i in range(start + 1, b):
            if self.quoted[i]:
                continue
            word = t.words[i]
            if word in (";", ):
                return i
            if word == "," and i + 1 < b:
                nxt = t.lower[i + 1]
                if nxt == "according" or nxt in PARTICIPLES:
                    return i
                if nxt in ("and", "but", "while") and self._reporter(i + 2, b):
                    return i
            elif t.lower[i] in ("and", "but") and self._reporter(i + 1, b, bare=True):
                return i
        return b

    def _reporter(self, i: int, b: int, bare: bool = False) -> bool:
        """Whether the reporter speaks again from here: a verb of reporting, at once or behind a subject."""
        grammar = cues._grammar()
        t = self.tokens
        stop = min(b, i + (3 if bare else 8))
        for k in range(i, stop):
            if self.quoted[k]:
                return False
            word = t.lower[k]
            if word in grammar and grammar[word][2] == "past" and (grammar[word][1] & {"clause", "someone"} or word in ("called", "accused", "criticized")):
                return True
            if bare and not (word in cues.ADVERBS or word.endswith("ly")):
                return False
            if word in clauses.verbal() and word not in ("has", "have", "had"):
                return False
        return False

    def _accordings(self) -> None:
        t = self.tokens
        for a, b in self.units:
            i = a
            while True:
                try:
                    i = t.lower.index("according", i, b)
                except ValueError:
                    break
                if i + 1 < b and t.lower[i + 1] == "to" and not self.quoted[i]:
                    self._according(i, a, b)
                i += 1

    def _according(self, i: int, a: int, b: int) -> None:
        t = self.tokens
        phrase = clauses.phrase_after(t, i + 2, b)
        if phrase is None:
            return
        cue = Cue(i, i, i + 2, "according", frozenset(), "finite")
        if i - a > 3:
            end = i - 1 if t.words[i - 1] in (",", "-", "—", "–") else i
            self._emit(cue, self._start(a, end), end, phrase, "according")
            return
        k = phrase[1]
        while k < b and t.words[k] != ",":
            k += 1
        if k < b:
            self._emit(cue, k + 1, self._end(k + 1, b, cue), phrase, "according")

    def _emit(self, cue: Cue, start: int, end: int, speaker: tuple[int, int] | None, rule: str) -> None:
        t = self.tokens
        while end > start and t.words[end - 1] in (".", ",", ";", ":", "-", "—", "–"):
            end -= 1
        if end <= start:
            return
        if self._pure(start, end):
            return
        kind = "mixed" if any(self.quoted[start:end]) else "indirect"
        span = Span(t.starts[cue.first], t.ends[cue.end - 1], t.span(cue.first, cue.end))
        speakers = () if speaker is None else (self._mention(*speaker),)
        attitude = "denied" if cue.lemma in ("deny", "reject") else "conditional" if cue.modal else "asserted"
        self.found.append(
            Statement(t.starts[start], t.ends[end - 1], kind, span, speakers, None, f"reported/{rule}", attitude)
        )

    def _pure(self, start: int, end: int) -> bool:
        return bool(self.quoted[start])

    def _mention(self, a: int, b: int) -> Mention:
        t = self.tokens
        form = "pronoun" if t.lower[a] in clauses.PRONOUNS and b - a == 1 else "name" if any(w[0].isupper() for w in t.words[a:b]) else "nominal"
        return Mention(t.starts[a], t.ends[b - 1], t.span(a, b), form)


PARTICIPLES = frozenset("saying adding noting arguing telling calling claiming warning citing suggesting explaining accusing insisting predicting promising vowing".split())
