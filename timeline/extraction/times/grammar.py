"""The grammar of expressions of time: patterns over kinds of words, each with the function that says what it means.

A small word in a pattern is a kind of ``data/time-words.txt`` (or of ``terms.SPELLED``), a capital one a pattern of
its own from below; the rest is as in regular expressions. The first pattern that fits goes first.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from timeline.extraction.times import calendar, clocks, durations, feasts, vague
from timeline.extraction.times.phrase import Article, Meaning, Phrase
from timeline.extraction.times.terms import LETTERS, OTHER, STOP, vocabulary

Rule = Callable[[Phrase], Meaning | None]

PARTS: Final = {
    "SEP": "(dash|to|until|and|or)",
    "DAYNUMBER": "(day|ordinal|second)",
    "NUMBER": "(a? numeral ((and|dash)? numeral){0,6}|(day|digits|year) numeral? (dash? fraction)?|fraction)",
    "VAGUE": "(a? several|a? couple of?|some)",
    "QUANTITY": "(NUMBER (and a half)? ((to|or|dash) NUMBER)?|half a|a half|half dash|another|a|VAGUE)",
    "UNIT": "(unit|units|second)",
    "DURATION": "QUANTITY dash? (adjective|more|other|full)? fiscal? UNIT (dash? long)? (and a half)? ((and|comma)? NUMBER dash? UNIT)?",
    "APPROX": "(approx|no? (more|less) than|at (least|most)|up to|only|just|as (much|long) as){1,2}",
    "STAGE": "((the|a)? (early|late|mid|earlier|later) (of|in|dash|on)? the?|(the|a)? (edge|middle) of the?)",
    "DEICTIC": "(this|last|next|past|previous|following|coming|same|that|current)",
    "WEEKDAY": "(weekday|briefday) dot?",
    "YEARTAIL": "(comma? (in|of)? the? (year|apostrophe day)|comma? numeral dash? numeral (dash numeral)?)",
    "MONTHDAY": "(month dot? comma? the? DAYNUMBER|the? DAYNUMBER dash? of? month dot?)",
    "OFYEAR": "(comma? of? the? (this|last|next|that|same|previous|following) unit)",
    "DATE": "((WEEKDAY comma? (the|on)?)? MONTHDAY (YEARTAIL|OFYEAR)?|year dash day dash day|day dash month dash year|month dash day dash year|slashed)",
    "DAYREF": "(DATE|the? DEICTIC{0,2} WEEKDAY (last|next)?|relday|the? (same|that|previous|following|next) unit)",
    "TIME": "((clock|DAYNUMBER|numeral) dash? (ampm|oclock)|clock)",
    "INDAY": "(in the (early|late)? daypart|at night)",
    "ZONE": "(local time|zone time?)",
}

GRAMMAR: Final[tuple[tuple[str, str, Rule], ...]] = (
    (
        "set/every",
        "every (other|NUMBER|ordinal)? (UNIT|WEEKDAY|month|season|daypart) (dash? daypart)?",
        durations.every,
    ),
    ("set/weekdays", "weekdays daypart?|(weekday|weekdays) dayparts", durations.weekdays),
    ("set/adverb", "adverb", durations.adverb),
    ("time/clock", "APPROX? TIME INDAY? (ZONE)? INDAY? (comma? on? DAYREF)?", clocks.clock),
    ("time/day-clock", "DAYREF comma? at TIME (ZONE)?", clocks.clock),
    (
        "time/noon",
        "(APPROX|early|late|mid)? the? (noon|twilight) (ZONE)? ((comma|on|of)? DAYREF)?|DAYREF at? (noon|twilight)",
        clocks.noon,
    ),
    (
        "time/part",
        "STAGE? (DAYREF|the|this|last|next|same|that) comma? (early|late|mid|middle)? dash? daypart (of DAYREF)?",
        clocks.part,
    ),
    ("time/part-day", "(early|late|mid)? dash? daypart (of|on)? DAYREF|(early|late|mid) dash? daypart", clocks.part),
    ("time/tonight", "STAGE? (tonight|overnight) DAYREF?", clocks.part),
    ("date/ago", "APPROX? DURATION (or so)? (ago|earlier dash? ago)", calendar.ago),
    ("date/from-now", "APPROX? DURATION (hence|from (now|relday))", calendar.from_now),
    ("date/later", "APPROX? DURATION (or so)? (later|earlier)", calendar.later),
    ("date/before", "(the|a|NUMBER) (unit|units) (before|after) (relday)?", calendar.before),
    (
        "date/year-ago",
        "(the|a)? comparable? unit dash (ago|earlier|before) (fiscal? ordinal dash? unit|NUMBER? UNIT|period)?",
        calendar.year_ago,
    ),
    (
        "date/quarter",
        "STAGE? (the|its)? (year s?|DEICTIC unit s|DEICTIC|latest)? (fiscal dash?)? (ordinal|second) dash? unit ((of|in|comma)? fiscal? the? (DEICTIC? fiscal? year|DEICTIC? unit))?",
        calendar.quarter,
    ),
    ("date/period", "(the|its) year (unit|period)", calendar.period),
    (
        "date/half",
        "STAGE? (the|its)? (ordinal|second|last|next|same) half of (the|this|last|next)? (year|unit|month dot?|decade|century)",
        calendar.half,
    ),
    ("date/day", "APPROX? STAGE? the? DEICTIC{0,2} DATE", calendar.day),
    (
        "date/feast",
        "(this|last|next|past)? (feast (weekday|unit|eve)?|namesake unit|new unit s? (unit|eve)?|good weekday) (comma? year)?",
        feasts.feast,
    ),
    (
        "date/ordinal-day",
        "the ordinal of (the|this|last|next) unit|((?<=on)|(?<=by)|(?<=until)) the ordinal",
        calendar.ordinal_day,
    ),
    ("date/day-head", "(the? DAYNUMBER|month dot? DAYNUMBER)(?=SEP the? DAYNUMBER of? month)", calendar.day_head),
    (
        "date/day-tail",
        "((?<=month(day|ordinal)(dash|and|to|until))|(?<=month dot(day|ordinal)(dash|and|to|until)))DAYNUMBER YEARTAIL?",
        calendar.day_tail,
    ),
    (
        "date/month",
        "APPROX? STAGE? the? DEICTIC? month dot? (comma? of? (year|apostrophe day)|numeral dash? numeral (dash numeral)?|OFYEAR)?",
        calendar.month,
    ),
    (
        "date/season",
        "APPROX? STAGE? (the DEICTIC?|DEICTIC{1,2}) season (of? (year|numeral dash? numeral (dash numeral)?)|OFYEAR)?|STAGE? season (of? year|OFYEAR)|STAGE season",
        calendar.season,
    ),
    (
        "date/weekday",
        "STAGE? the? DEICTIC{0,2} WEEKDAY (the? ordinal|last|of? (this|last|next) unit)?",
        calendar.weekday,
    ),
    ("date/today", "STAGE? relday", calendar.today),
    ("date/decade", "STAGE? the? (year)? apostrophe? decade", calendar.decade),
    ("date/century", "STAGE? the? (ordinal|second) dash? unit", calendar.ordinal_unit),
    ("date/fiscal", "STAGE? (the|its)? (fiscal) (year)", calendar.year),
    ("date/year", "APPROX? STAGE? (the unit)? year", calendar.year),
    ("date/spoken-year", "(the unit)? numeral dash? numeral (dash? numeral){0,3}", calendar.year),
    (
        "date/unit",
        "APPROX? STAGE? the? ((same|comparable) )? (this past|DEICTIC|latest|full|entire) fiscal? (unit|period) (or so)?",
        calendar.unit,
    ),
    ("date/year-end", "APPROX? STAGE? unit (dash|s)? edge", calendar.year_end),
    (
        "duration/span",
        "APPROX? (the|all|these|those|its)? (last|past|next|coming|previous|ordinal|following|latest|recent|same){0,2} DURATION (or so|ahead)?",
        durations.span,
    ),
    (
        "duration/plural",
        "(the|these|those)? (last|past|next|coming|recent|early|future|previous) VAGUE? units ((and|or) units)?|these units|the? units (ahead|ago)",
        durations.plural,
    ),
    ("date/the-unit", "STAGE? the fiscal? (unit)", calendar.the_unit),
    ("duration/bare", "((?<=for)|(?<=in)|(?<=within)|(?<=after))units ((and|or) units)?", durations.bare),
    ("vague/now", "right? now", vague.word),
    ("vague/present", "present|at (this (time|moment)|the moment)", vague.present),
    ("vague/past", "more? recently|((?<=in)|(?<=of)|(?<=from)|(?<=to)) the past", vague.past),
    ("vague/future", "soon|the near? future|the (near|short|long) term", vague.future),
)


def expand(pattern: str) -> str:
    """A pattern over kinds as a regular expression over their letters."""

    def letter(match: re.Match[str]) -> str:
        name = match[0]
        return f"(?:{expand(PARTS[name])})" if name in PARTS else LETTERS.get(name) or vocabulary()[name].letter

    spaceless = re.sub(r"\((?!\?)", "(?:", pattern)
    return re.sub(r"[A-Za-z_]+", letter, spaceless).replace(" ", "")


TRIGGERS: Final = (
    "weekday briefday weekdays month season seasons unit units second daypart dayparts noon twilight relday tonight "
    "overnight feast namesake ordinal year decade clock slashed ampm oclock adverb now present recently past soon future term period time moment"
).split()
PASSING: Final = frozenset(("date/ago", "date/year-ago"))  # what is held against what was told: it is no anchor
QUARTERS: Final = frozenset(("date/quarter", "date/unit", "date/the-unit"))


def _class(kinds: list[str]) -> str:
    return "[" + "".join(LETTERS[kind] for kind in kinds) + "]"


_TRIGGER: Final = re.compile(f"{_class(TRIGGERS)}|{LETTERS['numeral']}(?={LETTERS['dash']}?{LETTERS['numeral']})")
_END: Final = re.compile(f"[{OTHER}{STOP}]")
_MEANINGS: Final = tuple(rule for _, _, rule in GRAMMAR)
_NAMES: Final = tuple(name for name, _, _ in GRAMMAR)
_PATTERNS: Final = tuple(re.compile(expand(pattern)) for _, pattern, _ in GRAMMAR)
_INNER: Final = (
    "of comma dot dash to and or in on by from between since until for during s mark money".split()
)  # begin none
_EXPRESSION: Final = re.compile(f"(?!{_class(_INNER)})(?:{'|'.join(f'({pattern.pattern})' for pattern in _PATTERNS)})")


def phrases(article: Article) -> Iterator[tuple[Phrase, str, Meaning]]:
    """Phrases that mean something, with the name of their rule; they do not overlap."""
    letters, place = article.terms.letters, 0
    while trigger := _TRIGGER.search(letters, place):
        start, end = _island(letters, place, trigger.start())
        while _TRIGGER.search(letters, start, end) and (match := _EXPRESSION.search(letters, start, end)):
            start = match.start() + 1
            for phrase, number in _candidates(article, match, end):
                if (meaning := _MEANINGS[number](phrase)) is not None:
                    yield phrase, _NAMES[number], meaning
                    start = phrase.last
                    break
        place = end


def _island(letters: str, least: int, trigger: int) -> tuple[int, int]:
    """The run of words of time around a trigger, not reaching before ``least``."""
    start = max(letters.rfind(OTHER, least, trigger), letters.rfind(STOP, least, trigger), least - 1) + 1
    end = _END.search(letters, trigger)
    return start, end.start() if end else len(letters)


def _candidates(article: Article, match: re.Match[str], end: int) -> Iterator[tuple[Phrase, int]]:
    """What fits where something fits: by the first rule, and if that makes no sense of it by those below it."""
    found = match.lastindex or 1
    yield Phrase(article, *match.span()), found - 1
    for number in range(found, len(_PATTERNS)):
        if other := _PATTERNS[number].match(match.string, match.start(), end):
            yield Phrase(article, *other.span()), number
