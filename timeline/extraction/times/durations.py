"""What lengths and repetitions mean: ``two years``, ``the past 18 months``, ``a four-day trip``, ``every Monday``."""

from datetime import date, timedelta
from functools import reduce
from itertools import pairwise
from typing import Final

from timeline.extraction import lexicon
from timeline.extraction.times import hints, numerals
from timeline.extraction.times.phrase import Meaning, Phrase
from timeline.extraction.times.stretches import moved
from timeline.extraction.times.terms import Value

SYMBOLS: Final = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "weekend": "WE",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "semester": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
    "millennium": "ML",
}
FACTORS: Final = {"fortnight": 2, "semester": 6}
AGED: Final = ("old", "older", "younger")
RELATORS: Final = ("before", "after", "into", "later", "earlier")  # "a week after the vote" is a length
OFTEN: Final = ("times", "once", "twice")
ORDER: Final = ("last", "past", "next", "coming", "ordinal", "following", "latest", "recent", "same", "previous")
FRACTIONS: Final = {
    "year": (12, "month"),
    "decade": (10, "year"),
    "century": (100, "year"),
    "day": (24, "hour"),
    "hour": (60, "minute"),
    "minute": (60, "second"),
}


def value(count: numerals.Number | str, unit: str) -> str:
    """A count of units as TIMEX3 writes a duration: ``P2Y``, ``PT1H``, ``PXM`` for some months."""
    if isinstance(count, str):
        return _written(count, unit)
    if unit == "decade" and count > 1:
        count, unit = count * 10, "year"
    count *= FACTORS.get(unit, 1)
    whole, rest = divmod(count, 1)
    size, finer = FRACTIONS.get(unit, (0, ""))
    if not rest or not size or (rest * size) % 1:
        return _written(f"{count:g}" if rest else str(int(count)), unit)
    small = _written(f"{rest * size:g}", finer)
    return _joined(_written(str(int(whole)), unit), small) if whole else small


def _written(count: str, unit: str) -> str:
    symbol = SYMBOLS[unit]
    return f"PT{count}{symbol[1]}" if symbol[0] == "T" else f"P{count}{symbol}"


def _joined(large: str, small: str) -> str:
    """An hour and 30 minutes: ``PT1H30M``; a year and six months: ``P1Y6M``."""
    return large + small.removeprefix("PT" if "T" in large else "P")


def _measures(items: list[tuple[str, Value]]) -> list[tuple[numerals.Number | str, str]]:
    """Counts and units of the words of a length, of ``two or three`` the first; ``X`` counts what is vague."""
    measures: list[tuple[numerals.Number | str, str]] = []
    numbers: list[numerals.Number] = []
    vague = passed = False
    for (last, _), (kind, word) in pairwise([("", 0), *items]):
        if kind in ("unit", "units") or (kind == "second" and numbers):
            measures.append(("X" if vague else numerals.number(numbers) if numbers else 1, _unit(kind, word)))
            numbers, vague, passed = [], False, False
        elif kind in ("several", "some"):
            vague = True
        elif kind in ("to", "or") or (kind == "dash" and last in ("day", "digits", "year")):
            passed = passed or bool(numbers)
        elif kind in numerals.KINDS and not isinstance(word, str) and not passed:
            numbers.append(word)
    if measures and numbers == [0.5] and not isinstance(measures[-1][0], str):  # an hour and a half
        measures[-1] = (measures[-1][0] + 0.5, measures[-1][1])
    return measures


def _unit(kind: str, word: Value) -> str:
    return "second" if kind == "second" else str(word)


def span(phrase: Phrase) -> Meaning | None:
    """A length of time; one that ends or begins with the article (``the past two years``) is an interval as well."""
    kinds, measures = [kind for kind, _ in phrase.items()], _measures(list(phrase.items()))
    if kinds == ["a", "unit"] and (words := _quarter_century(phrase)):
        phrase.last += words
        return Meaning("DURATION", "P25Y")
    if not measures or not _is_length(phrase, kinds, *measures[0]):
        return None
    count, name = measures[0]
    if phrase.word(-1) in OFTEN and kinds == ["a", "unit"]:
        return Meaning("SET", value(count, name))
    if kinds in (["numeral", "unit"], ["some", "unit"]) and name == "day" and phrase.firm_tense == "future":  # one day
        return hints.vague_future(phrase)
    if name == "month" and kinds[0] == "the":
        phrase.article.quarter = None  # results told for nine months are held against nine months
    interval = _interval(phrase, count, name)
    if _is_attribute(phrase, kinds, count):
        phrase.bare()
    return Meaning("DURATION", reduce(_joined, (value(*measure) for measure in measures)), interval)


def _quarter_century(phrase: Phrase) -> int:
    """How many words behind ``a quarter`` make a quarter of a century of it."""
    words = 2 if phrase.kind(0) == "dash" else 1
    return words if phrase.text("unit") == "quarter" and phrase.word(words - 1) == "century" else 0


def _is_length(phrase: Phrase, kinds: list[str], count: numerals.Number | str, name: str) -> bool:
    """Whether it is a length, not an age, a fraction (``a quarter of``) or a rate (``$3 a year``)."""
    if phrase.word(0) in AGED or (phrase.kind(0) == "dash" and phrase.word(1) in AGED):
        return False
    if kinds == ["some", "units"] and name == "quarter":  # disliked in some quarters
        return False
    if name == "quarter" and (("dash" in kinds and count == 3) or ("units" not in kinds and phrase.word(0) == "of")):
        return False
    single = kinds[0] in ("a", "approx", "than") and kinds[-2:] == ["a", "unit"]
    if single and name == "quarter":  # about a quarter, mostly of something
        return phrase.word(-1) in ("in", "for", "within", "during")
    return (
        not single
        or phrase.word(0) in RELATORS
        or phrase.word(-1) in OFTEN
        or phrase.word(-1) in lexicon.words("before-length")
    )


def _is_attribute(phrase: Phrase, kinds: list[str], count: numerals.Number | str) -> bool:
    """Whether a noun follows to which the article belongs: ``the 30-day rate``, ``a two day rally``."""
    joined = phrase.has("dash") or (kinds[-1] == "unit" and count != 1)
    return joined and len(kinds) > 2 and phrase.kind(0) == "other_word" and kinds[1] not in ORDER


def _interval(phrase: Phrase, count: numerals.Number | str, unit: str) -> str | None:
    if phrase.word(0) == "of" and not isinstance(count, str):
        return _of_year(phrase, round(count)) if unit == "month" else None
    reference = phrase.reference
    step = -1 if phrase.has("last", "past") else 1 if phrase.has("next", "coming") else 0
    if reference is None or isinstance(count, str) or not step or not phrase.has("the"):
        return None
    try:
        other = _shifted(reference, count * step, unit)
    except (ValueError, OverflowError):  # the past 5,000 years
        return None
    return f"{min(other, reference)}/{max(other, reference)}" if other else None


def _of_year(phrase: Phrase, months: int) -> str | None:
    """``the first six months`` or ``the last three months`` of a year told right behind."""
    year = phrase.terms.values[phrase.last + 1] if phrase.kind(1) == "year" else None
    if not isinstance(year, int) or not 1 <= months < 12 or not phrase.has("ordinal", "last", "closing"):
        return None
    first = 1 if phrase.has("ordinal") else 13 - months
    return f"{year:04}-{first:02}/{year:04}-{first + months - 1:02}"


def _shifted(day: date, count: numerals.Number, unit: str) -> date | None:
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if days:
        return day + timedelta(days=round(days * count))
    months = {"month": 1, "quarter": 3, "semester": 6, "year": 12, "decade": 120, "century": 1200}.get(unit)
    return moved(day, round(months * count)) if months else None


def plural(phrase: Phrase) -> Meaning | None:
    """``recent weeks``, ``the coming months``, ``the past few years``, ``these days``."""
    name = phrase.text("units")
    assert name is not None
    if phrase.has("these") and name == "day":
        return Meaning("DATE", "PRESENT_REF", str(phrase.reference) if phrase.reference else None)
    if phrase.has("later", "earlier"):
        return Meaning("DURATION", value("X", name))
    if phrase.has("ago"):
        return Meaning("DATE", "PAST_REF", f"[..{phrase.reference}]" if phrase.reference else None)
    if not phrase.has("last", "past", "next", "coming", "recent", "ahead", "previous"):
        return None
    if not phrase.has("several", "some"):
        if phrase.has("recent") or (phrase.has("past") and not phrase.has("the")):
            return hints.vague_past(phrase)
        if phrase.has("coming"):
            return hints.vague_future(phrase)
    return Meaning("DURATION", value("X", name))


def bare(phrase: Phrase) -> Meaning | None:
    """``for years``, ``in days``, ``weeks or months``, ``the days before``."""
    name = phrase.text("units")
    assert name is not None
    return None if phrase.word(0) in AGED or phrase.kind(0) == "adjective" else Meaning("DURATION", value("X", name))


def every(phrase: Phrase) -> Meaning | None:
    """``every Monday``, ``each year``, ``every three months``."""
    if phrase.has("weekday", "briefday"):
        number, part = phrase.integer("weekday", "briefday"), phrase.text("daypart")
        return Meaning("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))
    if (month := phrase.integer("month")) is not None:
        return Meaning("SET", f"XXXX-{month:02}")
    if (season := phrase.text("season")) is not None:
        return Meaning("SET", f"XXXX-{season}")
    if (part := phrase.text("daypart")) is not None:
        return Meaning("SET", f"XXXX-XX-XXT{part}")
    items = [(kind, 2 if kind == "other" else word) for kind, word in phrase.items()]
    items = [("numeral" if kind in ("other", "ordinal") else kind, word) for kind, word in items]
    measures = _measures(items)
    return Meaning("SET", value(*measures[0])) if measures else None


def weekdays(phrase: Phrase) -> Meaning | None:
    """``Mondays``, ``Tuesday nights``."""
    number, part = phrase.integer("weekdays", "weekday"), phrase.text("daypart", "dayparts")
    return Meaning("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))


def adverb(phrase: Phrase) -> Meaning | None:
    """``daily``, ``annually``."""
    if phrase.kind(0) in ("other_word", "dash", "ordinal") or phrase.behind_name():
        return None
    return Meaning("SET", str(phrase.text("adverb")))
