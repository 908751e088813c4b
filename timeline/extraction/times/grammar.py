"""The grammar of expressions of time: the patterns of ``data/time-grammar.txt``, and what says what each means."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from timeline.extraction import lexicon
from timeline.extraction.times import clocks, days, distances, durations, feasts, months, quarters, units, vague, years
from timeline.extraction.times.phrase import Article, Meaning, Phrase
from timeline.extraction.times.terms import LETTERS, OTHER, STOP, vocabulary

MEANINGS: Final[dict[str, Callable[[Phrase], Meaning | None]]] = {
    "set/every": durations.every,
    "set/weekdays": durations.weekdays,
    "set/adverb": durations.adverb,
    "time/clock": clocks.clock,
    "time/four-digits": clocks.four_digits,
    "time/day-clock": clocks.clock,
    "time/noon": clocks.noon,
    "time/part": clocks.part,
    "time/early-hours": clocks.early_hours,
    "time/part-day": clocks.part,
    "time/tonight": clocks.part,
    "date/ago": distances.ago,
    "date/from-now": distances.from_now,
    "date/later": distances.later,
    "date/before": distances.before,
    "date/year-ago": distances.year_ago,
    "date/quarter": quarters.quarter,
    "date/short-quarter": quarters.short_quarter,
    "date/period": quarters.period,
    "date/half": units.half,
    "date/day": days.day,
    "date/feast": feasts.feast,
    "date/ordinal-day": days.ordinal_day,
    "date/day-head": days.day_head,
    "date/day-tail": days.day_tail,
    "date/part-of-month": months.part,
    "date/month": months.month,
    "date/season": months.season,
    "date/weekday": days.weekday,
    "date/today": days.today,
    "date/decade": years.decade,
    "date/century": years.century,
    "date/fiscal": years.year,
    "date/year": years.year,
    "date/spoken-year": years.year,
    "date/unit": units.unit,
    "date/unit-end": units.unit_end,
    "duration/span": durations.span,
    "duration/plural": durations.plural,
    "date/the-unit": units.the_unit,
    "duration/bare": durations.bare,
    "vague/now": vague.present,
    "vague/present": vague.present,
    "vague/past": vague.past,
    "vague/future": vague.future,
}


def expand(pattern: str) -> str:
    """A pattern over kinds as a regular expression over their letters."""

    def letter(match: re.Match[str]) -> str:
        name = match[0]
        part = lexicon.table("time-grammar").get(name)
        return f"(?:{expand(part)})" if part else LETTERS.get(name) or vocabulary()[name].letter

    spaceless = re.sub(r"\((?!\?)", "(?:", pattern)
    return re.sub(r"[A-Za-z_]+", letter, spaceless).replace(" ", "")


PASSING: Final = frozenset(("date/ago", "date/year-ago"))  # what is held against what was told: it is no anchor
QUARTERS: Final = frozenset(
    ("date/quarter", "date/short-quarter", "date/unit", "date/the-unit")
)  # rules that may tell of results


_RULES: Final = tuple(name for name in lexicon.table("time-grammar") if name in MEANINGS)
_PATTERNS: Final = tuple(expand(lexicon.table("time-grammar")[name]) for name in _RULES)
_EXPRESSION: Final = re.compile(f"(?!{expand('INNER')})(?:" + "|".join(f"({pattern})" for pattern in _PATTERNS) + ")")
_ALONE: Final = tuple(re.compile(pattern) for pattern in _PATTERNS)
_TRIGGER: Final = re.compile(expand("TRIGGER"))
_END: Final = re.compile(f"[{OTHER}{STOP}]")


def phrases(article: Article) -> Iterator[tuple[Phrase, str, Meaning]]:
    """Phrases that mean something, with the name of their rule; they do not overlap."""
    letters, place = article.terms.letters, 0
    while trigger := _TRIGGER.search(letters, place):
        start, end = _island(letters, place, trigger.start())
        while _TRIGGER.search(letters, start, end) and (match := _EXPRESSION.search(letters, start, end)):
            start = match.start() + 1
            for phrase, number in _candidates(article, match, end):
                if (meaning := _meaning(phrase, _RULES[number])) is not None:
                    yield phrase, _RULES[number], meaning
                    start = phrase.last
                    break
        place = end


def _meaning(phrase: Phrase, rule: str) -> Meaning | None:
    """What a phrase means by a rule; None also for what lies beyond the calendar of the years 1 to 9999."""
    try:
        return MEANINGS[rule](phrase)
    except (ValueError, OverflowError):
        return None


def _island(letters: str, least: int, trigger: int) -> tuple[int, int]:
    """The run of words of time around a trigger, not reaching before ``least``."""
    start = max(letters.rfind(OTHER, least, trigger), letters.rfind(STOP, least, trigger), least - 1) + 1
    end = _END.search(letters, trigger)
    return start, end.start() if end else len(letters)


def _candidates(article: Article, match: re.Match[str], end: int) -> Iterator[tuple[Phrase, int]]:
    """What fits where something fits: by the first rule, and if that makes no sense of it by those below it."""
    found = match.lastindex or 1
    yield Phrase(article, *match.span()), found - 1
    for number in range(found, len(_ALONE)):
        if other := _ALONE[number].match(match.string, match.start(), end):
            yield Phrase(article, *other.span()), number
