"""What lengths and repetitions mean: ``two years``, ``the past 18 months``, ``a four-day trip``, ``every Monday``."""

from datetime import date, timedelta
from typing import Final

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
ORDER: Final = ("last", "past", "next", "coming", "ordinal", "following", "latest", "recent", "same", "previous")
OFTEN: Final = frozenset(["times", "time", "once", "twice"])
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
    if count == int(count):
        return _written(str(int(count)), unit)
    whole, rest = divmod(count, 1)
    size, finer = FRACTIONS.get(unit, (0, ""))
    if not size or (rest * size) % 1:
        return _written(numerals.written(count), unit)
    small = _written(str(int(rest * size)), finer)
    if not whole:
        return small
    large = _written(str(int(whole)), unit)
    return large + (small[1:] if large.count("T") == 0 else small[2:])


def _written(count: str, unit: str) -> str:
    symbol = SYMBOLS[unit]
    if symbol[0] == "T":
        return f"PT{count}{symbol[1]}"
    return f"P{count}{symbol}"


def _measure(items: list[tuple[str, Value]]) -> tuple[numerals.Number | str, str]:
    """Count and unit of the words of a length; the count is ``X`` where they are vague."""
    found: list[numerals.Number] = []
    vague, name = False, next((str(word) for kind, word in reversed(items) if kind in ("unit", "units")), "second")
    for kind, word in items:
        if kind in ("unit", "units", "second") and (found or vague or kind != "second"):
            name = str(word) if kind != "second" else "second"
            break
        if kind in ("to", "or") and found:
            break
        if kind in ("several", "some"):
            vague = True
        elif kind in ("numeral", "day", "digits", "year", "fraction", "half", "couple") and not isinstance(word, str):
            found.append(word)
    if [kind for kind, _ in items][-3:] == ["and", "a", "half"]:
        found = found or [1]
        if 0.5 not in found:
            found.append(0.5)
    return ("X" if vague else numerals.number(found) if found else 1), name


def span(phrase: Phrase) -> Meaning | None:
    """A length of time; one that ends or begins with the article (``the past two years``) is an interval as well."""
    items = list(phrase.items())
    count, name = _measure(items)
    bare = [kind for kind, _ in items]
    if name == "quarter" and "dash" in bare and count == 3:
        return None
    if phrase.word(0) in AGED or (phrase.kind(0) == "dash" and phrase.word(1) in AGED):
        return None
    if name == "quarter" and "units" not in bare and phrase.word(0) == "of":
        return None
    if [word for _, word in items] == [1, "day"] and phrase.tense == "future" and bare[0] == "numeral":
        return Meaning("DATE", "FUTURE_REF", f"[{phrase.reference}..]" if phrase.reference else None)
    if bare[0] in ("a", "approx", "than") and bare[-2:] == ["a", "unit"] and not _is_length(phrase):
        return None
    if name == "month" and bare[0] == "the" and not isinstance(count, str):
        phrase.article.quarter = None  # results told for nine months are held against nine months
    interval = _interval(phrase, count, name)
    if (
        len(bare) > 2
        and (phrase.has("dash") or (bare[-1] == "unit" and count != 1))
        and phrase.kind(0) == "other_word"
        and bare[1] not in ORDER
    ):
        phrase.bare()
    return Meaning("DURATION", value(count, name), interval)


def _is_length(phrase: Phrase) -> bool:
    """Whether ``a year`` is a length, not a rate (``$3 a year``)."""
    return phrase.word(-1) in (
        "for",
        "in",
        "within",
        "after",
        "than",
        "over",
        "about",
        "nearly",
        "almost",
        "lasted",
        "took",
        "of",
        "by",
        "once",
        "twice",
        "times",
        "every",
        "spent",
        "least",
        "only",
    )


def _interval(phrase: Phrase, count: numerals.Number | str, unit: str) -> str | None:
    reference = phrase.reference
    step = -1 if phrase.has("last", "past") else 1 if phrase.has("next", "coming") else 0
    if reference is None or isinstance(count, str) or not step or not phrase.has("the"):
        return None
    try:
        other = _shifted(reference, count * step, unit)
    except (ValueError, OverflowError):  # the past 5,000 years
        return None
    return f"{min(other, reference)}/{max(other, reference)}" if other else None


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
    """``for years``, ``in days``, ``weeks or months``."""
    name = phrase.text("units")
    assert name is not None
    if phrase.word(0) in (*AGED, "of"):
        return None
    return Meaning("DURATION", value("X", name))


def every(phrase: Phrase) -> Meaning | None:
    """``every Monday``, ``each year``, ``every three months``."""
    if phrase.has("weekday"):
        number, part = phrase.integer("weekday"), phrase.text("daypart")
        return Meaning("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))
    if (month := phrase.integer("month")) is not None:
        return Meaning("SET", f"XXXX-{month:02}")
    if (season := phrase.text("season")) is not None:
        return Meaning("SET", f"XXXX-{season}")
    if (part := phrase.text("daypart")) is not None:
        return Meaning("SET", f"XXXX-XX-XXT{part}")
    items = [(kind, 2 if kind == "other" else word) for kind, word in phrase.items()]
    items = [("numeral" if kind in ("other", "ordinal") else kind, word) for kind, word in items]
    return Meaning("SET", value(*_measure(items)))


def weekdays(phrase: Phrase) -> Meaning | None:
    """``Mondays``, ``Tuesday nights``."""
    number, part = phrase.integer("weekdays", "weekday"), phrase.text("daypart", "dayparts")
    return Meaning("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))


def adverb(phrase: Phrase) -> Meaning | None:
    """``daily``, ``annually``."""
    if phrase.kind(0) in ("other_word", "dash", "ordinal"):
        return None
    return Meaning("SET", str(phrase.text("adverb")))
