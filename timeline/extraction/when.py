"""When each statement was said, which is not when that happened of which it tells.

The date of the cue (``said on Saturday``) or of the occasion (``in an interview aired on Saturday``) counts; what the
same speaker goes on to say was said on the same occasion. Without any, a statement is bounded by its publication.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from timeline.extraction import lexicon
from timeline.extraction.datings import Dating, Datings, is_future, joined, lower, told_by, within
from timeline.extraction.findings import Date, Mention, Statement
from timeline.extraction.outlines import Outline, contents, outlines
from timeline.extraction.tokens import Tokens

DAY = re.compile(r"\d{4}-\d\d-\d\d")
DAYS = len("2024-03-01")
RECENT = timedelta(days=31)  # before publication, in which an occasion is the news and not history
LEAD = 3  # statements at the head of an article that sum up what follows
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
    found = datings(tokens, lines, statements, published)
    return [replace(one, said=dating.edtf) for one, dating in zip(statements, found, strict=True)]


def datings(
    tokens: Tokens, lines: Sequence[Outline], statements: Sequence[Statement], published: str | None
) -> list[Dating]:
    """When each statement was said, in the order given, and by which rule."""
    reader = _Reader(tokens, lines, published)
    passage = _Passage()
    order = sorted(range(len(statements)), key=lambda i: statements[i].start)
    found: dict[int, Dating] = {}
    for i in order:
        found[i] = reader.read(statements[i], passage, found)
    for place, i in enumerate(order[:LEAD]):
        if not found[i].rule.startswith("said/on"):
            ahead = [(statements[j], found[j]) for j in order[place + 1 :]]
            found[i] = reader.lead(statements[i], ahead) or found[i]
    return [found[i] for i in range(len(statements))]


class _Reader:
    def __init__(self, tokens: Tokens, lines: Sequence[Outline], published: str | None) -> None:
        self.tokens = tokens
        self.lines = lines
        self.firsts = [line.first for line in lines]
        self.published = published
        self.known = Datings(tokens, lines, published)
        self.since = (date.fromisoformat(published) - RECENT).isoformat() if published else ""

    def read(self, statement: Statement, passage: _Passage, found: Mapping[int, Dating]) -> Dating:
        speaker = self._speaker(statement, passage)
        dating = self._own(statement)
        if dating is None and not self._perfect(statement):
            earlier, line = passage.occasions.get(speaker, (None, 0))
            if earlier and (self._recent(earlier) or self._goes_on(statement, line)):
                dating = Dating(earlier.edtf, "said/same-occasion")
        elif dating is not None:
            passage.occasions[speaker] = (dating, self._index(self.tokens.at(statement.start)))
        if dating is None:
            dating = self._bounded(statement, found)
            line = self._index(self.tokens.at(statement.start))
            if dating.rule == "said/undated" and (line, speaker) == (passage.line, passage.last) and passage.bounded:
                dating = passage.bounded  # rejected it, claiming that
            passage.line, passage.bounded = line, dating
        passage.last = speaker
        return dating

    def _recent(self, dating: Dating) -> bool:
        """Whether what a speaker goes on to say can be of an occasion: not that of a speech of years ago."""
        if self.published is None or not dating.edtf:
            return self.published is None
        day = lower(dating.edtf)
        return day is not None and len(day) == DAYS and day >= self.since

    def _goes_on(self, statement: Statement, line: int) -> bool:
        """Whether a statement follows at once upon one of a sentence, by a pronoun or nobody new."""
        near = self._index(self.tokens.at(statement.start)) <= line + 1
        return near and all(one.form == "pronoun" for one in statement.speakers)

    def lead(self, statement: Statement, ahead: Sequence[tuple[Statement, Dating]]) -> Dating | None:
        """The occasion the same speaker has further on, where the head of an article sums it up."""
        if self._perfect(statement):
            return None
        speaker = _key(statement.speakers)
        line = self._index(self.tokens.at(statement.start))
        for other, dating in ahead:
            if self._index(self.tokens.at(other.start)) > line + AHEAD:
                return None
            if dating.rule.startswith("said/on") and _key(other.speakers) == speaker:
                return Dating(dating.edtf, "said/lead")
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

    def _own(self, statement: Statement) -> Dating | None:
        """The date of the cue itself, or else of the occasion the sentence names."""
        first, last = self._cue(statement)
        line = self._line(first)
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

    def _perfect(self, statement: Statement) -> bool:
        """Whether it is told as having been said some time: ``has warned``."""
        first, last = self._cue(statement)
        words = self.tokens.lower[max(0, first - 2) : last] if first >= 0 else []
        return "has" in words or "have" in words or "had" in words

    def _bounded(self, statement: Statement, found: Mapping[int, Dating]) -> Dating:
        """No later than told of, by whoever tells of it or the article, and no earlier than the event it answers."""
        at, last = self._cue(statement)
        line = self._line(at) if at >= 0 else None
        verb = next((verb for verb in line.predicates if at <= verb.at < last), None) if line else None
        begins = self.known.answered(line, verb) if line and verb else None
        outer = found.get(line.owners[at]) if line else None
        ends = told_by(outer.edtf if outer else None, self.published)
        if begins is None and (told := self._told(statement)):
            return Dating(within(told, ends), "said/after")
        return Dating(within(begins, ends), "said/answering" if begins else "said/undated")

    def _told(self, statement: Statement) -> str | None:
        """The last day on which something happened that a statement tells of: it was not said before."""
        first, last = self.tokens.at(statement.start), self.tokens.before(statement.end)
        line = self._line(first)
        if line is None or not line.dated:
            return None
        past = [verb for verb in line.predicates if first <= verb.at < last and verb.mood in ("past", "perfect")]
        days = [line.dated[verb.at].date.edtf or "" for verb in past if verb.at in line.dated]
        return max((day for day in days if DAY.fullmatch(day) and not is_future(day, self.published)), default=None)


def _key(speakers: Sequence[Mention]) -> Speaker:
    return tuple(one.actor or one.text.rpartition(" ")[2].casefold() for one in speakers)
