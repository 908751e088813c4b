"""When each statement was said, which is not when that happened of which it tells.

The date of the cue (``said on Saturday``) or of the occasion (``in an interview aired on Saturday``) counts; what the
same speaker goes on to say was said on the same occasion. Without any, a statement is bounded by its publication.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from timeline.extraction import lexicon
from timeline.extraction.events.datings import Dating, Datings, is_future, joined, lower, told_by, within
from timeline.extraction.events.outlines import Outline, contents, outlines
from timeline.extraction.findings import Date, Mention, Statement
from timeline.extraction.tokens import Tokens

DAY = re.compile(r"\d{4}-\d\d-\d\d")
DAYS = len("2024-03-01")
RECENT = timedelta(days=31)  # before publication, in which an occasion is the news and not history
LEAD = 3  # statements at the head of an article that sum up what follows
PERFECT = frozenset({"has", "have", "had"})
AHEAD = 8  # sentences in which the occasion of a lead is looked for

Speaker = tuple[str, ...]


@dataclass(slots=True)
class _Passage:
    """What was said up to a place: who spoke last, and on which occasion each spoke."""

    last: Speaker = ()
    line: int = -1
    bounded: Dating | None = None
    """What is known of the last statement, where that had no date, in its sentence."""
    occasions: dict[Speaker, tuple[Dating, int]] = field(default_factory=dict)


class _Place(NamedTuple):
    """What the text around a statement tells of when it was said, whoever said it."""

    line: int
    """The sentence in which it begins."""
    own: Dating | None
    perfect: bool
    begins: str | None
    rule: str
    """By which rule it is known not to have been said before that."""
    outer: int
    """The statement whose words bring it in; -1 where there is none."""


def said(
    tokens: Tokens,
    sentences: Sequence[tuple[int, int]],
    dates: Sequence[Date],
    statements: Sequence[Statement],
    published: str | None = None,
) -> list[Statement]:
    """The statements with the dates on which they were said; ``published`` is a day (``2024-03-01``)."""
    owners = contents(tokens, statements)
    lines = outlines(tokens, sentences, dates, owners)
    found = Occasions(tokens, lines, statements, published).datings(statements)
    return [replace(one, said=dating.edtf) for one, dating in zip(statements, found, strict=True)]


class Occasions:
    """On which occasions the statements of a text were made; ``published`` is a day (``2024-03-01``)."""

    def __init__(
        self, tokens: Tokens, lines: Sequence[Outline], statements: Sequence[Statement], published: str | None
    ) -> None:
        self.tokens = tokens
        self.lines = lines
        self.firsts = [line.first for line in lines]
        self.published = published
        self.known = Datings(tokens, lines, published)
        self.since = (date.fromisoformat(published) - RECENT).isoformat() if published else ""
        self.order = sorted(range(len(statements)), key=lambda i: statements[i].start)
        self.places = [self._place(statement) for statement in statements]

    def datings(self, statements: Sequence[Statement]) -> list[Dating]:
        """When each statement was made and by which rule; they may know more of their speakers than those given."""
        passage = _Passage()
        found: dict[int, Dating] = {}
        for i in self.order:
            found[i] = self._read(statements[i], self.places[i], passage, found)
        for k, i in enumerate(self.order[:LEAD]):
            if not found[i].rule.startswith("said/on") and not self.places[i].perfect:
                found[i] = self._lead(i, self.order[k + 1 :], statements, found) or found[i]
        return [found[i] for i in range(len(statements))]

    def _place(self, statement: Statement) -> _Place:
        first, last = self.tokens.at(statement.start), self.tokens.before(statement.end)
        cue = self._cue(statement)
        line = self._line(cue[0])
        perfect = not PERFECT.isdisjoint(self.tokens.lower[max(0, cue[0] - 2) : cue[1]]) if cue[0] >= 0 else False
        begins, rule = self._bounds(line, cue, first, last)
        outer = line.owners[cue[0]] if line else -1
        return _Place(self._index(first), self._own(line, *cue), perfect, begins, rule, outer)

    def _read(self, statement: Statement, place: _Place, passage: _Passage, found: Mapping[int, Dating]) -> Dating:
        speaker, dating = self._speaker(statement, passage), place.own
        if dating is not None:
            passage.occasions[speaker] = (dating, place.line)
        elif not place.perfect:
            earlier, line = passage.occasions.get(speaker, (None, 0))
            if earlier and (self._recent(earlier) or _goes_on(statement, place, line)):
                dating = Dating(earlier.edtf, "said/same-occasion")
        if dating is None:
            dating = self._bounded(place, found)
            if dating.rule == "said/undated" and (place.line, speaker) == (passage.line, passage.last):
                dating = passage.bounded or dating  # rejected it, claiming that
            passage.line, passage.bounded = place.line, dating
        passage.last = speaker
        return dating

    def _recent(self, dating: Dating) -> bool:
        """Whether what a speaker goes on to say can be of an occasion: not that of a speech of years ago."""
        if self.published is None or not dating.edtf:
            return self.published is None
        day = lower(dating.edtf)
        return day is not None and len(day) == DAYS and day >= self.since

    def _lead(
        self, i: int, ahead: Sequence[int], statements: Sequence[Statement], found: Mapping[int, Dating]
    ) -> Dating | None:
        """The occasion the same speaker has further on, where the head of an article sums it up."""
        speaker = _key(statements[i].speakers)
        for j in ahead:
            if self.places[j].line > self.places[i].line + AHEAD:
                return None
            if found[j].rule.startswith("said/on") and _key(statements[j].speakers) == speaker:
                return Dating(found[j].edtf, "said/lead")
        return None

    def _speaker(self, statement: Statement, passage: _Passage) -> Speaker:
        """Who speaks, so far as it tells whether it is the same as before: a pronoun is whoever spoke last."""
        pronoun = statement.speakers and all(one.form == "pronoun" and not one.actor for one in statement.speakers)
        return passage.last if pronoun or not statement.speakers else _key(statement.speakers)

    def _index(self, at: int) -> int:
        return bisect_right(self.firsts, at) - 1

    def _line(self, at: int) -> Outline | None:
        i = self._index(at)
        return self.lines[i] if i >= 0 and at < self.lines[i].last else None

    def _own(self, line: Outline | None, first: int, last: int) -> Dating | None:
        """The date of the cue itself, or else of the occasion the sentence names."""
        if line is None or not line.dated:
            return None
        for at in range(first, last):
            if at in line.dated:
                return self._on(line, at, "said/on-cue")
        here = line.owners[first]
        main = self._main(line, first)
        if main in line.dated and line.owners[main] == here:
            return self._on(line, main, "said/on-cue")
        for at in line.dated:
            if self.tokens.lower[at] in lexicon.words("occasion-words") and line.owners[at] == here:
                return self._on(line, at, "said/on-occasion")
        return None

    def _main(self, line: Outline, cue: int) -> int:
        """The verb a cue goes along with where it is a participle: ``wrote in May, insisting that``; else the cue."""
        verbs = [verb for verb in line.predicates if verb.at <= cue]
        if not verbs or verbs[-1].mood != "participle" or verbs[-1].at != cue:
            return cue
        return next((verb.at for verb in reversed(verbs) if verb.mood in ("past", "perfect", "present")), cue)

    def _on(self, line: Outline, at: int, rule: str) -> Dating | None:
        dated = line.dated[at]
        return None if is_future(dated.date.edtf or "", self.published) else Dating(joined(dated, self.published), rule)

    def _cue(self, statement: Statement) -> tuple[int, int]:
        """The tokens of the cue; none at all before the text where there is no cue."""
        cue = statement.cue
        return (self.tokens.at(cue.start), self.tokens.before(cue.end)) if cue else (-1, -1)

    def _bounds(self, line: Outline | None, cue: tuple[int, int], first: int, last: int) -> tuple[str | None, str]:
        """Before which day it was not said, and why: that of the event it answers, or of what it tells of."""
        verb = next((verb for verb in line.predicates if cue[0] <= verb.at < cue[1]), None) if line else None
        if line and verb and (begins := self.known.answered(line, verb)):
            return begins, "said/answering"
        told = self._told(first, last)
        return told, "said/after" if told else "said/undated"

    def _bounded(self, place: _Place, found: Mapping[int, Dating]) -> Dating:
        """No later than told of, by whoever tells of it or the article, and no earlier than its bounds."""
        outer = found.get(place.outer)
        return Dating(within(place.begins, told_by(outer.edtf if outer else None, self.published)), place.rule)

    def _told(self, first: int, last: int) -> str | None:
        """The last day on which something happened that a statement tells of: it was not said before."""
        line = self._line(first)
        if line is None or not line.dated:
            return None
        past = [verb for verb in line.predicates if first <= verb.at < last and verb.mood in ("past", "perfect")]
        days = [line.dated[verb.at].date.edtf or "" for verb in past if verb.at in line.dated]
        return max((day for day in days if DAY.fullmatch(day) and not is_future(day, self.published)), default=None)


def _goes_on(statement: Statement, place: _Place, line: int) -> bool:
    """Whether a statement follows at once upon one of a sentence, by a pronoun or nobody new."""
    return place.line <= line + 1 and all(one.form == "pronoun" for one in statement.speakers)


def _key(speakers: Sequence[Mention]) -> Speaker:
    return tuple(one.actor or one.text.rpartition(" ")[2].casefold() for one in speakers)
