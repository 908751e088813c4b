"""The outline of a sentence: its verbs, its event nouns, where its clauses break, and what each date belongs to."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from timeline.extraction import lexicon
from timeline.extraction.events.predicates import PERSONS, Predicate, forms, nouns, predicates
from timeline.extraction.findings import Date, Statement
from timeline.extraction.tokens import Tokens

RELATIVES = frozenset(["that", "which", "who", "whom", "whose", "where"])
CONDITIONS = frozenset(["if", "unless", "whether"])
MARKS = frozenset(',;:—–()[]"“”«»') | {"--", "-", "``", "''"}
BREAKS = RELATIVES | CONDITIONS | MARKS
RELATIONS = frozenset(["since", "until", "till", "before", "after", "by", "from", "to", "through"])
ON = frozenset(["on", "in", "at", "during", "over", "last", "late", "early", "this"])
DASHES = frozenset("—–") | {"--", "-"}
DATELINE = 14  # words of a dateline
TOLD = frozenset({"past", "perfect", "present", "ongoing", "open"})
JOINING = lexicon.words("conjunctions") | frozenset({"before", "after", "since", "until", "as", "then", "how", "what"})
COMPARING = frozenset({"compared", "than", "versus"})
COMPARISON = 5  # words between a comparison and its date
AGO = frozenset({"ago", "earlier", "before"})
RECORDS = frozenset({"first", "last", "worst", "only"})
HOLDING = lexicon.words("determiners") - {"this"} | {"'s", "’s", "’", "'"}
LONGEST = 200  # words of a sentence read as one
NEAR = 4  # words between a date and the noun it stands with


class Dated(NamedTuple):
    """A date as it belongs to a verb or noun: its tokens, and the word that joins it where that is no plain ``on``."""

    date: Date
    first: int
    last: int
    relation: str


@dataclass(slots=True)
class Outline:
    """A sentence by its token indices: ``dates`` are its dates, ``dated`` those that a verb or noun stands on."""

    first: int
    last: int
    predicates: list[Predicate]
    nouns: list[int]
    breaks: list[int]
    dates: list[tuple[int, int]]
    dated: dict[int, Dated]
    owners: list[int]
    """Of the whole text: which statement each token is part of."""

    def opens(self, at: int) -> int:
        """The last break before a token, or the token before the sentence."""
        i = bisect_left(self.breaks, at)
        return self.breaks[i - 1] if i else self.first - 1

    def closes(self, at: int) -> int:
        """The first break behind a token, or the end of the sentence."""
        i = bisect_right(self.breaks, at)
        return self.breaks[i] if i < len(self.breaks) else self.last


def contents(tokens: Tokens, statements: Sequence[Statement]) -> list[int]:
    """For each token, which statement it is part of, the innermost where they are nested; -1 outside of all."""
    owners = [-1] * len(tokens)
    for i in sorted(range(len(statements)), key=lambda i: statements[i].start - statements[i].end):
        first, last = tokens.at(statements[i].start), tokens.before(statements[i].end)
        owners[first:last] = [i] * (last - first)
    return owners


def outlines(
    tokens: Tokens, sentences: Sequence[tuple[int, int]], dates: Sequence[Date], owners: list[int]
) -> list[Outline]:
    """The outlines of the sentences that tell anything, in order; no date crosses the edge of a statement."""
    marks, telling = _marked(), _telling()
    marked = tokens.among(marks)
    words = [tokens.lower[i] for i in marked]
    placed = [
        (tokens.at(date.start), tokens.before(date.end), date)
        for date in dates
        if date.edtf and not date.value.endswith("_REF")
    ]
    found, i, j = [], 0, 0
    for first, last in _pieces(sentences):
        i = bisect_left(marked, first, i)
        end = bisect_left(marked, last, i)
        while j < len(placed) and placed[j][0] < first:
            j += 1
        until = j
        while until < len(placed) and placed[until][0] < last:
            until += 1
        if i < end and (j < until or not telling.isdisjoint(words[i:end])):
            found.append(_outline(tokens, first, last, marked[i:end], placed[j:until], owners))
        i, j = end, until
    return found


@cache
def _marked() -> frozenset[str]:
    return BREAKS | forms().keys() | nouns().keys()


@cache
def _telling() -> frozenset[str]:
    return frozenset(form for form, (_, sort, _) in forms().items() if sort == "event")


def _pieces(sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences, the longest cut: what no reader could follow must not cost more than its length."""
    for first, last in sentences:
        for start in range(first, last, LONGEST):
            yield start, min(start + LONGEST, last)


def _outline(
    tokens: Tokens,
    first: int,
    last: int,
    marked: list[int],
    placed: list[tuple[int, int, Date]],
    owners: list[int],
) -> Outline:
    lower, kinds = tokens.lower, nouns()
    verbs = predicates(tokens, marked, first)
    taken = {verb.at for verb in verbs}
    named = [i for i in marked if lower[i] in kinds and i not in taken]
    breaks = [i for i in marked if lower[i] in BREAKS]
    spans = [(start, end) for start, end, _ in placed]
    outline = Outline(first, last, _reduced(tokens, verbs, breaks), named, breaks, spans, {}, owners)
    for start, end, date in placed:
        if (entry := _entry(tokens, outline, start, end)) is not None:
            outline.dated[entry] = Dated(date, start, end, "entry")
            continue
        if _dateline(tokens, outline, end) or _since_record(tokens, start, first) or _compared(tokens, start, first):
            continue
        dated = Dated(date, start, end, _relation(tokens, start, first))
        if (verb := _when(tokens, outline, end)) is not None:
            outline.dated[verb] = dated._replace(relation="when")
        for at in _belongs(tokens, outline, dated):
            if at not in outline.dated or _better(dated, outline.dated[at]):
                outline.dated[at] = dated
    return outline


def _when(tokens: Tokens, outline: Outline, end: int) -> int | None:
    """The verb of a clause that says what happened on a date before it: ``since July, when it was shut``."""
    end += tokens.lower[end : end + 1] == [","]
    if tokens.lower[end : end + 1] != ["when"]:
        return None
    return next((verb.at for verb in outline.predicates if verb.at > end), None)


def _entry(tokens: Tokens, outline: Outline, start: int, end: int) -> int | None:
    """The verb of an entry of a chronology: ``May 4, 2019: The mill opens.``"""
    if start != outline.first:
        return None
    inside = {i for first, last in outline.dates for i in range(first, last)}
    while end < outline.last and (end in inside or tokens.lower[end] == ","):
        end += 1
    if end == outline.last or tokens.lower[end] not in DASHES | {":"}:
        return None
    return next((verb.at for verb in outline.predicates if verb.at > end and verb.mood in TOLD - {"open"}), None)


def _better(one: Dated, other: Dated) -> bool:
    """Whether a date tells more of the same than another: a day of its month, or a day where that is only a bound."""
    new, old = one.date.edtf or "", other.date.edtf or ""
    if other.relation == "entry":
        return False
    if other.relation or ".." in old:
        return not one.relation and ".." not in new
    return len(new) > len(old) and new.startswith(old)


def _dateline(tokens: Tokens, outline: Outline, end: int) -> bool:
    """Whether a date stands in the place and date before the first words: ``ARDEN, May 4 (XY) -- The``."""
    if end - outline.first > DATELINE:
        return False
    dash = next((i for i in outline.breaks if i >= end and tokens.lower[i] in DASHES), outline.last)
    return dash < outline.first + DATELINE and not any(verb.at < dash for verb in outline.predicates)


def _reduced(tokens: Tokens, verbs: list[Predicate], breaks: list[int]) -> list[Predicate]:
    """The verbs, those taken for participles that share their clause with a told one: ``has a man held in``."""
    for k, verb in enumerate(verbs):
        if verb.mood == "past":
            if verb.first == verb.at and verb.sort != "report" and _hangs(tokens, verbs, k, breaks):
                verbs[k] = verb._replace(mood="participle")
        elif verb.mood == "participle" and verb.first == verb.at and _alone(tokens, verbs, k, breaks):
            verbs[k] = verb._replace(mood="past")
    return verbs


def _alone(tokens: Tokens, verbs: list[Predicate], k: int, breaks: list[int]) -> bool:
    """Whether what seemed a participle is the verb of its sentence: ``Lind, the mayor, resigned.``"""
    if forms()[tokens.lower[verbs[k].at]][2] != "past":
        return False
    return not any(verb.mood in TOLD and not _relative(tokens, verb.first, breaks) for verb in verbs)


def _relative(tokens: Tokens, at: int, breaks: list[int]) -> bool:
    i = bisect_left(breaks, at)
    return i > 0 and tokens.lower[breaks[i - 1]] in RELATIVES


def _hangs(tokens: Tokens, verbs: list[Predicate], k: int, breaks: list[int]) -> bool:
    """Whether a past form hangs on a noun of another verb's clause."""
    verb = verbs[k]
    if forms()[tokens.lower[verb.at]][2] == "simple" or tokens.lower[max(0, verb.at - 1)] in PERSONS:
        return False
    before, after = verbs[k - 1] if k else None, verbs[k + 1] if k + 1 < len(verbs) else None
    if before and (before.sort == "report" or before.mood in ("participle", "open")):
        before = None
    if after and after.mood not in ("past", "perfect", "present"):
        after = None
    return bool(
        (before and _joined(tokens, before.at, verb.at, breaks))
        or (after and _joined(tokens, verb.at, after.first, breaks))
    )


def _joined(tokens: Tokens, first: int, last: int, breaks: list[int]) -> bool:
    """Whether two verbs stand in one clause: no mark, conjunction or relative word between them."""
    i = bisect_right(breaks, first)
    if i < len(breaks) and breaks[i] < last:
        return False
    return JOINING.isdisjoint(tokens.lower[first + 1 : last])


def _since_record(tokens: Tokens, start: int, first: int) -> bool:
    """Whether a date bounds a record, not what happened: ``the first win since 2004``, ``the worst fall since May``."""
    if start - 1 <= first or tokens.lower[start - 1] != "since":
        return False
    before = tokens.lower[max(first, start - 1 - DATELINE) : start - 1]
    return any(word in RECORDS or word.endswith("est") for word in before)


def _compared(tokens: Tokens, start: int, first: int) -> bool:
    """Whether a date is only compared with, or what something is for: ``more than in May``, ``up from a year ago``."""
    before = tokens.lower[max(first, start - COMPARISON) : start]
    if before[-1:] == ["for"] or not COMPARING.isdisjoint(before):
        return True
    return before[-1:] == ["from"] and not AGO.isdisjoint(tokens.lower[start : start + COMPARISON])


def _relation(tokens: Tokens, start: int, first: int) -> str:
    if tokens.lower[start] in RELATIONS:
        return tokens.lower[start]
    return tokens.lower[start - 1] if start > first and tokens.lower[start - 1] in RELATIONS else ""


def _belongs(tokens: Tokens, outline: Outline, dated: Dated) -> Iterator[int]:
    """The verb or noun a date stands with, or both: ``was killed in the attack on Monday``."""
    noun, sole = _noun(tokens, outline, dated)
    if noun is not None:
        yield noun
    if not sole:
        verb = _verb(tokens, outline, dated)
        if verb is not None:
            yield verb.at


def _noun(tokens: Tokens, outline: Outline, dated: Dated) -> tuple[int | None, bool]:
    """The event noun a date stands with, and whether the date belongs to no verb."""
    lower, start, end = tokens.lower, dated.first, dated.last
    before = lower[start - 1] if start > outline.first else ""
    after = lower[end] if end < outline.last else ""
    hyphened = "-" in dated.date.text and dated.date.text[0].isalpha() and after[:1].isalpha()
    held = before in HOLDING or after in ("'s", "’s") or (hyphened and after not in ON)
    if held or lower[start] in HOLDING or (after in nouns() and before not in ON and before not in RELATIONS):
        return _noun_behind(tokens, outline, end), held
    if before == "of":
        noun = _noun_before(outline, start - 1)
        return noun, noun is not None
    joint = start - 1 if before in ON else start
    if joint - 1 in outline.nouns:
        return joint - 1, any(verb.first == end for verb in outline.predicates)
    return None, False


def _noun_behind(tokens: Tokens, outline: Outline, end: int) -> int | None:
    stop = min(end + NEAR, outline.closes(end - 1))
    for verb in outline.predicates:
        if end <= verb.first < stop:
            stop = verb.first
    return next((i for i in outline.nouns if end <= i < stop and tokens.lower[i - 1] not in ("of", "for")), None)


def _noun_before(outline: Outline, start: int) -> int | None:
    return next((i for i in reversed(outline.nouns) if start - NEAR <= i < start), None)


def _finite(tokens: Tokens, verbs: list[Predicate]) -> Predicate | None:
    """The first verb that is no participle and of no relative clause: that of ``In May, the man who fled, died``."""
    told = (verb for verb in verbs if verb.mood != "participle" and tokens.lower[verb.first - 1] not in RELATIVES)
    return next(told, verbs[0] if verbs else None)


def _governor(verbs: list[Predicate]) -> Predicate:
    """The last verb that is told: what has gone on since a day is ``has tried to leave``, not to leave."""
    return next((verb for verb in reversed(verbs) if verb.mood in ("perfect", "ongoing")), verbs[-1])


def _of_speech(outline: Outline, dated: Dated) -> list[Predicate]:
    """The verbs of the statement that tells a date; all where it is but a thing: ``reported a fall on Monday``."""
    owners = outline.owners
    here = owners[dated.first]
    verbs = [verb for verb in outline.predicates if owners[verb.at] == here]
    told = here < 0 or any(verb.mood in TOLD for verb in verbs)
    return verbs if told else [verb for verb in outline.predicates if verb.mood in TOLD]


def _verb(tokens: Tokens, outline: Outline, dated: Dated) -> Predicate | None:
    """The verb a date stands with: the next before it in its clause; behind it where the date opens the clause."""
    verbs = _of_speech(outline, dated)
    split = next((k for k, verb in enumerate(verbs) if verb.at >= dated.first), len(verbs))
    left, right = verbs[split - 1] if split else None, verbs[split:]
    adjacent = left and left.at + 1 >= dated.first - (tokens.lower[dated.first - 1] in ON)
    purpose = left and right and tokens.lower[right[0].first] == "to"
    if right and right[0].first == dated.last and right[0].mood != "participle" and not adjacent and not purpose:
        return right[0]
    opens = outline.opens(dated.first)
    if left and left.at > opens:
        return _governor(verbs[:split]) if dated.relation == "since" else left
    if right and right[0].at < outline.closes(dated.last - 1):
        across = not JOINING.isdisjoint(tokens.lower[dated.last : right[0].first])
        cue = next((verb for verb in reversed(outline.predicates) if opens < verb.at < dated.first), None)
        return cue if across and cue else _finite(tokens, right)
    if left and opens >= outline.first and tokens.lower[opens] in MARKS:
        return left
    return _finite(tokens, right) or left
