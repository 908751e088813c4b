"""Indirect and mixed speech: what somebody said in the reporter's words, wholly or in part."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from timeline.extraction import clauses, cues, lexicon
from timeline.extraction.cues import Cue
from timeline.extraction.findings import Mention, Span, Statement
from timeline.extraction.tokens import Tokens

Pair = tuple[int, int]
Content = tuple[str, int, int]  # rule, first token, token behind the last


NESTING = frozenset(("clause", "that", "someone", "aside", "as", "according"))


class Quoted(Protocol):
    """A run of quotation: its place, marks included."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def statements(tokens: Tokens, sentences: Sequence[Pair], runs: Sequence[Quoted]) -> list[Statement]:
    """The indirect and mixed statements of a text, in order of their words of reporting."""
    return _Reader(tokens, sentences, runs).read()


class _Reader:
    """A text being read: which of its tokens are quoted, and what was found so far."""

    def __init__(self, tokens: Tokens, sentences: Sequence[Pair], runs: Sequence[Quoted]) -> None:
        self.tokens = tokens
        self.quoted = bytearray(len(tokens) + 1)
        self.openings: set[int] = set()
        covered = 0
        for run in runs:
            first, last = self._marks(tokens.at(run.start), tokens.before(run.end))
            if last <= covered:
                continue
            self.openings.add(first)
            self.quoted[max(first, covered) : last] = b"\1" * (last - max(first, covered))
            covered = last
        self.units = self._units(sentences)
        self.found: list[Statement] = []

    def _marks(self, first: int, last: int) -> Pair:
        """The tokens of a run, both halves of a mark of two apostrophes taken in."""
        words, starts, ends = self.tokens.words, self.tokens.starts, self.tokens.ends
        if first and words[first] == words[first - 1] == "'" and ends[first - 1] == starts[first]:
            first -= 1
        if last < len(words) and words[last] == words[last - 1] == "'" and ends[last - 1] == starts[last]:
            last += 1
        return first, last

    def _units(self, sentences: Sequence[Pair]) -> list[Pair]:
        """The sentences, those joined into one that a run of quotation holds together."""
        units: list[Pair] = []
        for first, last in sentences:
            joined = units and self.quoted[first] and self.quoted[first - 1] and first not in self.openings
            if joined:
                units[-1] = (units[-1][0], last)
            else:
                units.append((first, last))
        return units

    def read(self) -> list[Statement]:
        rest = iter(self.units)
        first, last = next(rest, (0, 0))
        speaker: Pair | None = None
        mark = 0
        for cue in cues.find(self.tokens, self.quoted):
            while cue.verb >= last:
                first, last = next(rest)
                speaker, mark = None, len(self.found)
            speaker = self._statement(cue, first, last, speaker, mark) or speaker
        return self.found

    def _statement(self, cue: Cue, first: int, last: int, before: Pair | None, mark: int) -> Pair | None:
        """Add what one word of reporting brings; gives back whose it is."""
        if cue.form == "according":
            return self._according(cue, first, last)
        speaker = self._speaker(cue, first, before)
        for who, (rule, start, end) in self._contents(cue, first, last, speaker, mark):
            speaker = who
            if rule == "aside":
                self._shorten(mark, start, end)
            self._add(cue, start, end, who, rule)
        return speaker

    def _speaker(self, cue: Cue, first: int, before: Pair | None) -> Pair | None:
        if cue.form == "passive":
            return None
        tokens = self.tokens
        if cue.form == "finite":
            found = clauses.subject(tokens, cue.first, first)
            if found is not None or tokens.lower[cue.first - 1] not in ("and", "but", "then", "or"):
                return found
        return before or clauses.opening(tokens, first, cue.first)

    def _contents(self, cue: Cue, first: int, last: int, speaker: Pair | None, mark: int) -> Iterator[tuple[Pair | None, Content]]:
        aside = self._aside(cue, first, last, speaker, mark) if "aside" in cue.frames and cue.form == "finite" else None
        if aside is not None:
            yield from aside
            return
        if cue.form == "finite" and (speaker is None or speaker[0] == first and self.tokens.lower[first] == "that"):
            return
        if speaker is not None and speaker[0] > first and self.tokens.lower[speaker[0] - 1] == "as":
            yield from self._as(cue, first, last, speaker)
            return
        content = self._right(cue, first, last, speaker)
        if content is not None and self._counts(cue, content[0]):
            yield speaker, content

    def _counts(self, cue: Cue, rule: str) -> bool:
        """Whether a verb in this form reports: ``to say that``, but not ``to say nothing``."""
        if cue.form == "infinitive":
            return rule == "that"
        if cue.form == "passive":
            return "passive" in cue.frames
        if cue.form == "participle" and rule == "clause":
            return cue.lemma != "claim"
        if cue.lemma == "respond" and rule == "to":
            return cue.negated
        return not (cue.modal or cue.negated) or rule in ("that", "whether", "someone", "thing", "to")

    # , X said. / said X

    def _aside(self, cue: Cue, first: int, last: int, speaker: Pair | None, mark0: int) -> list[tuple[Pair | None, Content]] | None:
        """``…, X said.``, ``…, said X, …`` and ``…, X said, …``; None where the words are none of these."""
        tokens = self.tokens
        if cue.first == first:
            return None
        behind = self._inverted(cue, first, last)
        if behind is not None:
            end, after, speaker = cue.first, behind[1], behind
        elif speaker is not None:
            end, after = speaker[0], cue.end
        else:
            return None
        if end <= first:
            return None
        mark = tokens.words[end - 1]
        quote = bool(self.quoted[end - 1])
        if not quote and mark != "," and mark not in clauses.DASHES:
            return None
        if "someone" in cue.frames and behind is None:
            addressee = clauses.phrase(tokens, after, last)
            after = addressee[1] if addressee else after
        stop = clauses.adverbial(tokens, after, last)
        final = stop >= last - 1 or tokens.words[stop] in clauses.STOPS
        comma = not final and (tokens.words[stop] == "," or tokens.words[stop] in clauses.DASHES)
        if stop < last and tokens.lower[stop] == "that":
            return None
        if not (final or comma or behind or (quote and (stop > after or after >= last or tokens.lower[after] in clauses.LOOSE))):
            return None
        if not quote and not final and stop + 1 < last and self._sentence(stop + 1):
            return None
        if not quote and stop < last and tokens.words[stop] == ":":
            return None
        if not quote:
            end -= 1
        start = clauses.begin(tokens, first, end)
        found: list[tuple[Pair | None, Content]] = []
        if self._restated(start, end, mark0, speaker):
            return found
        parted = comma and not behind and not quote and stop + 1 < last and clauses.goes_on(tokens, stop + 1, last)
        if parted or self._says(start, end, quote, comma and not behind):
            found.append((speaker, ("aside", start, end)))
        elif behind or not comma:
            return None
        if parted:
            found.append((speaker, ("aside", stop + 1, clauses.end(tokens, stop + 1, last, self.quoted))))
        return found

    def _as(self, cue: Cue, first: int, last: int, speaker: Pair) -> Iterator[tuple[Pair | None, Content]]:
        """``As X said, …`` and ``…, as X said``."""
        tokens, i = self.tokens, speaker[0] - 1
        if "aside" not in cue.frames or cue.form != "finite":
            return
        stop = clauses.adverbial(tokens, cue.end, last)
        if i - first < 2:
            if stop + 1 < last and tokens.words[stop] == "," and stop + 1 not in self.openings:
                yield speaker, ("as", stop + 1, clauses.end(tokens, stop + 1, last, self.quoted))
        elif tokens.words[i - 1] == "," and (stop >= last - 1 or not tokens.words[stop][0].isalnum()):
            yield speaker, ("as", clauses.begin(tokens, first, i - 1), i - 1)

    def _sentence(self, i: int) -> bool:
        """Whether a quotation begins here that is a whole sentence: what stands before it is no content."""
        if i not in self.openings:
            return False
        while i < len(self.tokens) - 1 and not self.tokens.words[i][0].isalnum():
            i += 1
        return self.tokens.words[i][0].isupper() and self.tokens.words[i] != "I"

    def _restated(self, start: int, end: int, mark: int, speaker: Pair | None) -> bool:
        """Whether what stands before an aside is content already: ``Brook said that it was late, he said``."""
        found, limit = self.found[mark:], self.tokens.ends[end - 1]
        inner = [one for one in found if self.tokens.starts[start] < one.start and one.end >= limit]
        pronoun = speaker is not None and self.tokens.lower[speaker[0]] in clauses.PRONOUNS
        return bool(inner) and (pronoun or bool(self.quoted[end - 1]))

    def _says(self, start: int, end: int, quote: bool, comma: bool) -> bool:
        """Whether the words before an aside are content, and no mere introduction."""
        tokens = self.tokens
        if start >= end:
            return False
        if quote:
            return True
        word = tokens.lower[start]
        if clauses.has_verb(tokens, start, end):
            return not (comma and word in clauses.SUBORDINATE)
        return comma and word not in lexicon.words("prepositions") and not word.endswith("ly") and end - start > 1

    def _inverted(self, cue: Cue, first: int, last: int) -> Pair | None:
        """The subject behind the verb: ``said the mayor, who …``."""
        tokens = self.tokens
        mark = tokens.words[cue.first - 1]
        if not (self.quoted[cue.first - 1] or mark == "," or mark in clauses.DASHES) or cue.end - cue.first > 1:
            return None
        phrase = clauses.phrase(tokens, cue.end, last)
        if phrase is None or tokens.lower[phrase[0]] in lexicon.words("prepositions"):
            return None
        if tokens.lower[phrase[0]] in clauses.TIME or phrase[1] - phrase[0] == 1 and tokens.lower[phrase[0]] in clauses.SUBJECTS:
            alone = phrase[1] >= last or not (tokens.words[phrase[1]][0].isalnum() or self.quoted[phrase[1]])
            return phrase if alone and tokens.lower[phrase[0]] in clauses.SUBJECTS else None
        k = phrase[1]
        if k < last and self.quoted[k] or clauses.apposed(tokens, first, cue.first):
            return None
        if k >= last or not tokens.words[k][0].isalnum() or tokens.lower[k] in ("who", "whose", "in", "on", "at", "during", "after", "as", "when", "of", "and"):
            return phrase
        return phrase if tokens.lower[k] in clauses.TIME or tokens.lower[k] in lexicon.words("prepositions") else None

    # X said (that) …

    def _right(self, cue: Cue, first: int, last: int, speaker: Pair | None) -> Content | None:
        found = self._begin(cue, last)
        if found is None:
            return None
        rule, start = found
        if start >= last or self.quoted[start]:
            return None
        end = clauses.end(self.tokens, start, last, self.quoted)
        if rule in ("thing", "for", "to", "about", "of", "against"):
            if cue.lemma == "call" and not self._names(cue, start, speaker):
                return None
            end = clauses.thing_end(self.tokens, start, end, self.quoted)
        if speaker is not None:
            if speaker[0] > first and self.tokens.lower[speaker[0] - 1] in clauses.SUBORDINATE:
                end = min(end, clauses.main(self.tokens, start, end, self.quoted))
            elif self.tokens.lower[speaker[0]] in ("who", "which", "that"):
                if self.tokens.lower[speaker[0]] != "who":
                    return None
                if self.tokens.lower[speaker[0] - 1] in ("those", "people"):
                    return None
                end = min(end, clauses.main(self.tokens, start, end, self.quoted, True))
        return rule, start, end

    def _names(self, cue: Cue, start: int, speaker: Pair | None) -> bool:
        """Whether ``called`` passes judgement: not ``a firm called X``, not ``called off``."""
        lower = self.tokens.lower
        if lower[start] in ("off", "out", "up", "back", "upon", "himself", "itself"):
            return False
        bare = cue.first == cue.verb and speaker is not None
        return not (bare and lower[speaker[0]] in ("a", "an", "another", "one", "new"))

    def _begin(self, cue: Cue, last: int) -> tuple[str, int] | None:
        """Which frame a verb of reporting opens, and the token where the content begins."""
        tokens, i = self.tokens, cue.end
        if i >= last:
            return None
        word = tokens.lower[i]
        if word in cue.frames and word != "that":
            return self._particle(cue, word, i, last)
        if "that" in cue.frames or "someone" in cue.frames:
            k = clauses.adverbial(tokens, i, last)
            k += k < last and tokens.words[k] == ","
            if k < last and tokens.lower[k] == "that" and k + 1 < last:
                return "that", k
            if word in clauses.WH:
                return ("whether", i)
            if "clause" in cue.frames and not self.quoted[i]:
                if k > i and k < last and (self.quoted[k] or tokens.words[k] == ":"):
                    return None
                if k > i and k < last and clauses.clause(tokens, k, last):
                    return "clause", k
                if clauses.clause(tokens, i, last):
                    return "clause", i
        if "someone" in cue.frames:
            found = self._addressed(cue, i, last)
            if found is not None:
                return "someone", found
        if "thing" in cue.frames and (word[0].isalnum() or word in ("$", "#")):
            if word not in clauses.LOOSE and word not in lexicon.words("conjunctions"):
                return "thing", i
        return None

    def _particle(self, cue: Cue, word: str, i: int, last: int) -> tuple[str, int] | None:
        if word == "to" and cue.lemma not in cues.TO:
            return "to", i
        cue.end = i + 1
        if word == "out":
            return ("that", i + 1) if i + 1 < last and tokens_clause(self.tokens, i + 1, last) else None
        return word, i + 1

    def _addressed(self, cue: Cue, i: int, last: int) -> int | None:
        """Where the content begins behind the one who is spoken to: ``told the council that …``."""
        tokens = self.tokens
        phrase = clauses.phrase(tokens, i, last)
        if phrase is None:
            return None
        k = phrase[1]
        if k < last and tokens.lower[k] not in ("to", "about"):
            k = clauses.adverbial(tokens, k, last)
        k += k < last and tokens.words[k] == ","
        if k >= last:
            return None
        word = tokens.lower[k]
        if word in ("that", "to", "about") or word in clauses.WH:
            return k
        if "bare" in cue.frames and not self.quoted[k] and clauses.clause(tokens, k, last):
            return k
        return None

    def _according(self, cue: Cue, first: int, last: int) -> Pair | None:
        tokens, i = self.tokens, cue.first
        phrase = clauses.phrase(tokens, cue.end, last)
        if phrase is None:
            return None
        if i - first > 3:
            end = i - 1 if not tokens.words[i - 1][0].isalnum() and not self.quoted[i - 1] else i
            start = clauses.begin(tokens, first, end)
            opens = tokens.lower[end - 1] in ("that", "because", "after", "which", "and", "but")
            if not opens and (clauses.has_verb(tokens, start, end) or self.quoted[end - 1]):
                self._add(cue, start, end, phrase, "according")
                return phrase
        k = phrase[1]
        while k < last and tokens.words[k] != ",":
            k += 1
        if k + 1 < last:
            self._add(cue, k + 1, clauses.end(tokens, k + 1, last, self.quoted), phrase, "according")
        return phrase

    # what was found

    def _shorten(self, mark: int, start: int, end: int) -> None:
        """End before ``, X said`` what began earlier in the sentence."""
        limit = self.tokens.ends[end - 1]
        for k in range(mark, len(self.found)):
            if self.found[k].start < limit < self.found[k].end and self.found[k].start > self.tokens.starts[start]:
                self.found[k] = replace(self.found[k], end=limit)

    def _add(self, cue: Cue, start: int, end: int, speaker: Pair | None, rule: str) -> None:
        tokens = self.tokens
        while end > start and not self.quoted[end - 1] and tokens.words[end - 1] in clauses.TRAILING:
            end -= 1
        if end <= start or self.quoted[start] or end - start == 1 and rule != "aside":
            return
        if rule not in NESTING and self._nested(start, end):
            return
        kind = "mixed" if any(self.quoted[start:end]) else "indirect"
        span = Span(tokens.starts[cue.first], tokens.ends[cue.end - 1], tokens.span(cue.first, cue.end))
        speakers = () if speaker is None else (self._mention(*speaker),)
        attitude = "denied" if cue.lemma in ("deny", "reject") else "conditional" if cue.modal else "asserted"
        self.found.append(
            Statement(tokens.starts[start], tokens.ends[end - 1], kind, span, speakers, None, f"reported/{rule}", attitude)
        )

    def _nested(self, start: int, end: int) -> bool:
        """Whether a place lies in something found shortly before."""
        first, last = self.tokens.starts[start], self.tokens.ends[end - 1]
        return any(one.start <= first and last <= one.end for one in self.found[-4:])

    def _mention(self, first: int, last: int) -> Mention:
        tokens = self.tokens
        pronoun = last - first == 1 and tokens.lower[first] in clauses.PRONOUNS
        named = any(word[0].isupper() for word in tokens.words[first + (first in ()) : last])
        form = "pronoun" if pronoun else "name" if named else "nominal"
        return Mention(tokens.starts[first], tokens.ends[last - 1], tokens.span(first, last), form)


def tokens_clause(tokens: Tokens, i: int, last: int) -> bool:
    return tokens.lower[i] == "that" or tokens.lower[i] in clauses.WH or clauses.clause(tokens, i, last)
