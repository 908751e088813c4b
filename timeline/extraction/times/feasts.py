"""Days known by name: Christmas, Easter, Thanksgiving and holidays of the United States, by year."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from timeline.extraction.times import hints
from timeline.extraction.times.phrase import Meaning, Phrase
from timeline.extraction.times.stretches import Stretch

MONDAY, THURSDAY = 1, 4


def easter(year: int) -> date:
    """Easter Sunday of the western churches (Meeus, Astronomical Algorithms, chapter 8)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    days = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * days) // 451
    month, day = divmod(epact + days - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _nth(month: int, weekday: int, count: int) -> Callable[[int], date]:
    """The so-manieth weekday of a month, by year."""

    def of(year: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (count - 1))

    return of


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


FEASTS: Final[dict[str, Callable[[int], date]]] = {
    "christmas": _fixed(12, 25),
    "new year": _fixed(1, 1),
    "halloween": _fixed(10, 31),
    "juneteenth": _fixed(6, 19),
    "may day": _fixed(5, 1),
    "boxing": _fixed(12, 26),
    "independence": _fixed(7, 4),
    "veterans": _fixed(11, 11),
    "thanksgiving": _nth(11, THURSDAY, 4),
    "labor": _nth(9, MONDAY, 1),
    "columbus": _nth(10, MONDAY, 2),
    "presidents": _nth(2, MONDAY, 3),
    "valentine": _fixed(2, 14),
    "patrick": _fixed(3, 17),
    "election": lambda year: _nth(11, MONDAY, 1)(year) + timedelta(days=1),
    "memorial": lambda year: date(year, 5, 31) - timedelta(days=date(year, 5, 31).weekday()),
    "easter": easter,
}


def feast(phrase: Phrase) -> Meaning | None:
    """``Christmas Eve``, ``last Thanksgiving``, ``Easter Monday``, ``New Year's Day 2020``."""
    name = phrase.text("feast", "namesake") or _may_day(phrase) or ("easter" if phrase.has("weekday") else "new year")
    year, reference = phrase.integer("year"), phrase.reference
    if phrase.has("month") and name != "may day":
        return None
    if year is None and reference is None:
        return None
    step = timedelta(days=_step(phrase, name))
    years = [year] if year else [reference.year + n for n in (-1, 0, 1)] if reference else []
    around = [FEASTS[name](each) + step for each in years if 1 < each < 9999]
    found = hints.pick(phrase, around, reference) if year is None and reference else around[0] if around else None
    return hints.of_stretch(Stretch("day", found), phrase) if found else None


def _may_day(phrase: Phrase) -> str | None:
    """The first of May, where both words have capitals."""
    words = " ".join(phrase.written(place) for place in range(phrase.last - phrase.first))
    return "may day" if "May Day" in words else None


def _step(phrase: Phrase, name: str) -> int:
    """Days from the feast: Christmas Eve, Good Friday, Easter Monday."""
    if phrase.has("eve"):
        return -1
    if name == "easter" and phrase.has("good"):
        return -2
    return 1 if name == "easter" and phrase.integer("weekday") == MONDAY else 0
