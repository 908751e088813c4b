"""What in and around a phrase tells which way and which year is meant: last and next, tense, a year a few words on."""

from datetime import date
from itertools import pairwise
from typing import Final

from timeline.extraction.times import numerals
from timeline.extraction.times.phrase import Meaning, Phrase
from timeline.extraction.times.stretches import Stretch

DIRECTIONS: Final = {  # the first that is there decides: "the previous same day" goes back
    "previous": -1,
    "following": 1,
    "coming": 1,
    "next": 1,
    "last": -1,
    "past": -1,
    "this": 0,
    "current": 0,
    "same": 0,
    "that": 0,
    "latest": 0,
}
AHEAD: Final = frozenset(("by", "until", "till", "through", "effective", "come"))  # words before a date that is to come
LEADS: Final = (("ahead", "of"), ("early", "as"), ("soon", "as"))  # the same, in two words
CLOSE: Final = 60  # days within which the nearest is meant whatever the verb: "payable Dec. 15"
STORY: Final = 1  # sentences over which a story of an earlier year goes on without naming it
JOINTS: Final = frozenset(("dash", "to", "until", "and", "or"))
WITHIN: Final = JOINTS | frozenset(("month", "dot", "day", "ordinal", "comma", "the", "of", "weekday"))
LOOKBACK: Final = 14  # words before "by" among which a "had" may stand
LOOKAHEAD: Final = 8  # words behind a date among which its year may stand


def of_stretch(stretch: Stretch, phrase: Phrase) -> Meaning:
    """The meaning of a stretch of the calendar, approximate where the words say so."""
    edtf = stretch.edtf
    if phrase.has("approx") and "/" not in edtf and "T" not in edtf:
        edtf += "~"
    return Meaning("TIME" if stretch.clock else "DATE", stretch.timex, edtf, stretch)


def unplaced(value: str) -> Meaning:
    """A date that nothing ties to the calendar, as ``XXXX-12-24``."""
    return Meaning("DATE", value)


def vague_past(phrase: Phrase) -> Meaning:
    """Some time before the article."""
    return Meaning("DATE", "PAST_REF", f"[..{phrase.reference}]" if phrase.reference else None)


def vague_present(phrase: Phrase) -> Meaning:
    """The time of the article."""
    return Meaning("DATE", "PRESENT_REF", str(phrase.reference) if phrase.reference else None)


def vague_future(phrase: Phrase) -> Meaning:
    """Some time after the article."""
    return Meaning("DATE", "FUTURE_REF", f"[{phrase.reference}..]" if phrase.reference else None)


def vague(phrase: Phrase, step: int) -> Meaning:
    """Some time on one side of the article, or its own."""
    return vague_past(phrase) if step < 0 else vague_future(phrase) if step > 0 else vague_present(phrase)


def direction(phrase: Phrase) -> int | None:
    """-1 for what lies behind (last), 1 for what lies ahead (next), 0 for what is around (this), None if untold."""
    return next((step for kind, step in DIRECTIONS.items() if phrase.has(kind)), None)


def made(year: int, month: int, number: int) -> date | None:
    """A day, if the calendar has it."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def whole_year(phrase: Phrase) -> int | None:
    """The year a phrase names, in digits (``2020``, ``'20``), in words, or from the article (``last year``)."""
    if (year := phrase.integer("year")) is not None:
        return year
    items = list(phrase.items())
    for (kind, _), (second, value) in pairwise(items):
        if kind == "apostrophe" and second in ("day", "digits") and isinstance(value, int):
            return of_two_digits(value, phrase.reference)
    spoken = [value for kind, value in items if kind == "numeral" and not isinstance(value, str)]
    if spoken and 1000 <= (year := int(numerals.number(spoken))) < 2200:
        return year
    step = direction(phrase)
    if step is not None and ("unit", "year") in items and (told := _year_of(phrase)):
        return told + step
    return None


def _year_of(phrase: Phrase) -> int | None:
    """The year from which ``that year`` or ``last year`` counts: of the date told last, or of the article."""
    if phrase.anchor is not None and phrase.has("that", "same", "previous", "following"):
        return phrase.anchor.first.year
    return phrase.reference.year if phrase.reference is not None else None


def of_two_digits(short: int, reference: date | None) -> int:
    """The year that two digits mean: not more than ten years ahead of the article."""
    latest = (reference.year if reference else 2030) + 10
    return 2000 + short if 2000 + short <= latest else 1900 + short


def borrowed_year(phrase: Phrase, month: int) -> int | None:
    """The year told a few words on, in ``from 3 May to 2 June 2009``."""
    kinds = [phrase.kind(i) for i in range(LOOKAHEAD)]
    if kinds[0] not in JOINTS or "year" not in kinds:
        return None
    place = kinds.index("year")
    if not WITHIN.issuperset(kinds[:place]) or not {"month", "day"}.intersection(kinds[:place]):
        return None
    values = phrase.terms.values[phrase.last : phrase.last + place + 1]
    months = [value for kind, value in zip(kinds, values, strict=False) if kind == "month"]
    year, first = values[-1], months[0] if months else 12
    if not isinstance(year, int) or not isinstance(first, int):
        return None
    return year - 1 if month > first else year


def _goes_on(phrase: Phrase) -> bool:
    """Whether it is joined to the date told just before: ``December and January``."""
    return phrase.kind(-1) in JOINTS and phrase.kind(-2) in ("month", "dot", "day", "ordinal")


def _within_story(phrase: Phrase, told: Stretch, reference: date) -> bool:
    """Whether the sentence goes on with what happened in an earlier year, told just before."""
    near = phrase.sentence - phrase.article.latest_sentence <= STORY
    return near and told.unit in ("day", "month") and told.first.year < reference.year - 1 and phrase.tense == "past"


def _lies_ahead(phrase: Phrase) -> bool:
    """Whether the words before a date put it ahead: ``by the``, ``between now and``."""
    before = phrase.word(-2 if phrase.word(-1) == "the" else -1)
    if phrase.first < 2 or phrase.kind(-2) == "stop":  # by the summer she was well again
        return before in AHEAD and phrase.tense != "past"
    if before == "by" and _was_done(phrase):
        return False
    return before in AHEAD or (phrase.word(-2), before) in LEADS or (before == "and" and phrase.kind(-2) == "now")


def _was_done(phrase: Phrase) -> bool:
    """Whether a clause tells what had happened by a date."""
    words = (phrase.word(offset) for offset in range(-2, -LOOKBACK, -1))
    return next((word == "had" for word in words if word in ("", "had", "would", "will", "said", "to")), False)


def _from(base: date, around: list[date]) -> date:
    """The same day or month, first after a date."""
    year = base.year + ((around[0].month, around[0].day) < (base.month, base.day if around[0].day > 1 else 1))
    return around[0].replace(year=year)


def years_told(phrase: Phrase) -> range:
    """The years around the date told last."""
    year = phrase.anchor.first.year if phrase.anchor else 0
    return range(max(year - 1, 1), min(year + 1, 9998) + 1)


def told_before(phrase: Phrase, around: list[date]) -> date | None:
    """Of the same month in the years told, the one that ``that``, ``the same``, ``the following`` points to."""
    if phrase.anchor is None or not phrase.has("that", "same", "following", "previous"):
        return None
    told = phrase.anchor.first
    if phrase.has("that", "same"):
        return next((found for found in around if found.year == told.year), None)
    ahead = phrase.has("following")
    strict = [found for found in around if (found > told if ahead else found < told)]
    return (strict[0] if ahead else strict[-1]) if strict else None


def pick(phrase: Phrase, around: list[date], reference: date, close: int = CLOSE) -> date | None:
    """Of the same day (or month) in some years, the one the clause speaks of: by last and next, nearness, tense."""
    ahead = [found for found in around if found >= reference]
    behind = [found for found in around if found <= reference]
    step = direction(phrase)
    if step in (-1, 1) and not phrase.has("past"):
        strict = [found for found in (behind[::-1] if step == -1 else ahead) if found != reference]
        return strict[0] if strict else None
    told = phrase.anchor
    if told is not None and around and _goes_on(phrase):
        return _from(told.first, around)
    near = min(around, key=lambda found: abs((found - reference).days), default=None)
    if near is None or abs((near - reference).days) < close:
        return near
    if told is not None and _within_story(phrase, told, reference):
        return _from(told.first, around)
    tense = "future" if _lies_ahead(phrase) else phrase.tense
    if tense == "future" and ahead:
        return ahead[0]
    return behind[-1] if tense == "past" and behind else near
