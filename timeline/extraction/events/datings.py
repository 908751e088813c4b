"""When something told happened: on the date its clause gives, on that of the event it is part of, or within bounds.

A day the text does not give is never guessed: what was told by a day gives ``[..DAY]``, what goes on an open interval.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from typing import NamedTuple

from timeline.extraction import lexicon
from timeline.extraction.events.outlines import Dated, Outline
from timeline.extraction.events.predicates import Predicate, nouns
from timeline.extraction.tokens import Tokens

PLAIN = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
FROM = re.compile(r"\[?(\d{4}(?:-\d\d){0,2})")
UNTIL = re.compile(r"(?:\.\.|/|^)(\d{4}(?:-\d\d){0,2})\]?$")
NEAR = 12  # words between a verb and what happened when
NOT_AFTER = frozenset({"before", "until", "till", "by"})
NOT_BEFORE = frozenset({"after", "since"})


class Dating(NamedTuple):
    """When something happened (EDTF, None where nothing is known) and by which rule."""

    edtf: str | None
    rule: str


def lower(edtf: str) -> str | None:
    """The first day, month or year a date allows; None where it is open on that side or not so simple."""
    found = FROM.match(edtf)
    return _plain(found[1]) if found else None


def upper(edtf: str) -> str | None:
    """The last day, month or year a date allows; None where it is open on that side or not so simple."""
    found = UNTIL.search(edtf)
    return _plain(found[1]) if found else None


def _plain(day: str) -> str:
    """A day, month or year; of a season or quarter, which EDTF writes as months from 21 on, the year."""
    return day[:4] if day[5:7] > "12" else day


def is_future(edtf: str, published: str | None) -> bool:
    """Whether a date lies wholly behind the day of publication."""
    begins = lower(edtf) or upper(edtf)
    return bool(published and begins and begins > published)


def within(begins: str | None, ends: str | None) -> str | None:
    """Some time from one date to another, either of them unknown."""
    if begins is None:
        return f"[..{ends}]" if ends else None
    if ends is None:
        return f"[{begins}..]"
    return f"[{_first(begins, ends)}..{_last(ends, begins)}]" if begins < ends else ends


def _first(day: str, other: str) -> str:
    """The first day or month of a year or month, as exact as another date is, since EDTF wants both alike."""
    return day + "-01-01"[len(day) - 4 : max(len(other) - 4, 0)]


def _last(day: str, other: str) -> str:
    """The last day or month of a year or month, as exact as another date is."""
    if len(day) >= len(other):
        return day
    year, month = int(day[:4]), int(day[5:7] or 12)
    return f"{year:04}-{month:02}-{monthrange(year, month)[1]}"[: len(other)]


def joined(dated: Dated, published: str | None) -> str:
    """What a date means behind the word that joins it: ``since 9 May`` is at some time from then to publication."""
    edtf = dated.date.edtf or ""
    day = edtf.removesuffix("/..")
    if not PLAIN.fullmatch(day) or day != _plain(day):
        return edtf
    if dated.relation == "when":
        return day
    if dated.relation in NOT_AFTER:
        return f"[..{day}]"
    return within(day, published) or day if dated.relation in NOT_BEFORE else edtf


class Datings:
    """The dates of the events of one text, which its own dated events bound."""

    def __init__(self, tokens: Tokens, outlines: Iterable[Outline], published: str | None) -> None:
        self.tokens = tokens
        self.published = published
        self.known: dict[str, set[str]] = {}
        for outline in outlines:
            if not outline.dated:
                continue
            for at in outline.dated.keys() & set(outline.nouns):
                self._learn(at, outline.dated[at])
            for verb in outline.predicates:
                if verb.at in outline.dated and self._holds(verb):
                    self._learn(verb.first - 1, outline.dated[verb.at])

    def _holds(self, verb: Predicate) -> bool:
        """Whether a verb says that its subject took place: ``was held``, ``took place``."""
        if self.tokens.lower[verb.first - 1] not in nouns():
            return False
        passive = verb.passive and verb.verb in lexicon.verbs("event-sharing-verbs")
        return passive or (verb.verb == "take" and self.tokens.lower[verb.at + 1 : verb.at + 2] == ["place"])

    def _learn(self, at: int, dated: Dated) -> None:
        edtf = dated.date.edtf or ""
        if len(edtf) == 10 and not dated.relation and not is_future(edtf, self.published):
            self.known.setdefault(nouns()[self.tokens.lower[at]], set()).add(edtf)

    def of(self, outline: Outline, k: int, told: str | None, earlier: Dating | None) -> Dating:
        """When the ``k``-th predicate happened, told on a day, behind another event of the sentence or none."""
        verb = outline.predicates[k]
        return (
            self._dated(outline, verb)
            or self._of_noun(outline, verb)
            or self._held(outline, verb)
            or self._since(outline, k, told)
            or self._going_on(verb)
            or self._alongside(outline, verb, earlier)
            or self._upon(outline, k)
            or self._bounded(outline, verb, told)
        )

    def _dated(self, outline: Outline, verb: Predicate) -> Dating | None:
        """The date of the clause itself; ``since`` a day with what has gone on is open at its end."""
        dated = outline.dated.get(verb.at)
        if dated is None or is_future(dated.date.edtf or "", self.published):
            return None
        begins = lower(dated.date.edtf or "")
        if begins and dated.relation == "since" and verb.mood in ("perfect", "ongoing"):
            return Dating(f"{begins}/..", "event/since")
        return Dating(joined(dated, self.published), "event/dated")

    def _of_noun(self, outline: Outline, verb: Predicate) -> Dating | None:
        """The date of the event that is subject, object or antecedent: ``the 9 May vote, which she won``."""
        if not outline.dated:
            return None
        opens = outline.opens(verb.first)
        subject = self._dated_noun(outline, opens, verb.first)
        if subject and verb.verb not in lexicon.words("event-answering-verbs"):
            return subject
        if verb.verb in lexicon.verbs("event-sharing-verbs"):
            return self._dated_noun(outline, verb.at, outline.closes(verb.at)) or self._antecedent(outline, verb, opens)
        return None

    def _dated_noun(self, outline: Outline, first: int, last: int) -> Dating | None:
        for at in outline.nouns:
            if (
                first < at < last
                and at in outline.dated
                and not is_future(outline.dated[at].date.edtf or "", self.published)
            ):
                return Dating(joined(outline.dated[at], self.published), "event/of-noun")
        return None

    def _antecedent(self, outline: Outline, verb: Predicate, opens: int) -> Dating | None:
        if opens <= outline.first or self.tokens.lower[opens] not in ("which", "that"):
            return None
        comma = self.tokens.lower[opens - 1] == ","
        return self._dated_noun(outline, opens - 2 - comma, opens)

    def _held(self, outline: Outline, verb: Predicate) -> Dating | None:
        """The day the text knows of an event that ``was held`` (``staged``, ``won``)."""
        if not (self.known and verb.passive and verb.verb in lexicon.verbs("event-sharing-verbs")):
            return None
        days = self.known.get(nouns().get(self.tokens.lower[verb.first - 1], ""), set())
        return Dating(next(iter(days)), "event/of-noun") if len(days) == 1 else None

    def _since(self, outline: Outline, k: int, told: str | None) -> Dating | None:
        """What has gone on since something else happened: from the first day that other can have been."""
        verb, verbs = outline.predicates[k], outline.predicates
        if verb.mood not in ("perfect", "ongoing") or k + 1 == len(verbs):
            return None
        behind = self.tokens.lower[verb.at + 1 : verbs[k + 1].first]
        if "since" not in behind or "," in behind:
            return None
        edtf = self.of(outline, k + 1, told, None).edtf
        begins = lower(edtf) if edtf and not edtf.startswith("[..") else None
        return Dating(f"{begins}/..", "event/since") if begins else Dating("../..", "event/ongoing")

    def _going_on(self, verb: Predicate) -> Dating | None:
        return Dating("../..", "event/ongoing") if verb.mood == "ongoing" else None

    def _alongside(self, outline: Outline, verb: Predicate, earlier: Dating | None) -> Dating | None:
        """The date of the clause before, which ``and`` or a participle joins: ``arrested on Monday and charged``."""
        if earlier is None or earlier.rule not in ("event/dated", "event/of-noun", "event/alongside"):
            return None
        before = self.tokens.lower[verb.first - 1]
        if verb.mood == "perfect" or not (before in ("and", ",", "then") or self._when(outline, verb)):
            return None
        return Dating(earlier.edtf, "event/alongside")

    def _upon(self, outline: Outline, k: int) -> Dating | None:
        """The date of what happened when: ``were hurt when a dam burst on Monday``."""
        behind = self.tokens.lower[outline.predicates[k].at + 1 : outline.last][:NEAR]
        if not outline.dated or "when" not in behind:
            return None
        when = outline.predicates[k].at + 1 + behind.index("when")
        after = next((verb for verb in outline.predicates[k + 1 :] if verb.at > when), None)
        dating = self._dated(outline, after) if after else None
        return Dating(dating.edtf, "event/alongside") if dating else None

    def _when(self, outline: Outline, verb: Predicate) -> bool:
        """Whether ``when`` joins a verb to the one before it: ``fell when …``, ``When it fell, …``."""
        earlier = max((other.at for other in outline.predicates if other.at < verb.first), default=outline.first)
        return "when" in self.tokens.lower[earlier : verb.first] or self.tokens.lower[outline.first] == "when"

    def _bounded(self, outline: Outline, verb: Predicate, told: str | None) -> Dating:
        """No later than it was told, and no earlier than the dated event it answers or is the outcome of."""
        begins = self.answered(outline, verb)
        edtf = within(begins, told)
        return Dating(edtf, "event/answering" if begins else "event/undated")

    def answered(self, outline: Outline, verb: Predicate) -> str | None:
        """The day of the dated event a verb answers or whose outcome its subject is, where the text knows just one."""
        if not self.known:
            return None
        first, last = outline.opens(verb.first), outline.closes(verb.at)
        if verb.verb in lexicon.verbs("event-answering-verbs"):
            first = verb.at
            if last < outline.last and self.tokens.lower[last] == "that":
                last = outline.closes(last)
        else:
            first, last = verb.first - 2, verb.first
        days = [self.known.get(nouns()[self.tokens.lower[at]], ()) for at in outline.nouns if first < at < last]
        return next((min(found) for found in days if len(found) == 1), None)


def told_by(said: str | None, published: str | None) -> str | None:
    """The last day on which something can have been told: that of the statement, or else of publication."""
    return (upper(said) if said else None) or published
