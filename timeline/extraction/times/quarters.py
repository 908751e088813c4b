"""What quarters and halves mean, as results are told by them: ``the third quarter``, ``the 1988 period``."""

from datetime import date
from typing import Final

from timeline.extraction.times import hints
from timeline.extraction.times.phrase import Meaning, Phrase
from timeline.extraction.times.stretches import Stretch, containing, of_year
from timeline.extraction.times.terms import Value

MEMORY: Final = 3  # sentences after which a quarter is no longer what "a year earlier" is held against


def quarter(phrase: Phrase) -> Meaning | None:
    """``the third quarter``, ``the fiscal first quarter of 1990``, ``last year's fourth quarter``."""
    number, items = phrase.integer("ordinal", "second"), list(phrase.items())
    if number is None and phrase.has("of") and phrase.has("last", "closing"):  # the final quarter of 2013
        number = 4
    if number is None or number > 4 or _counted(items) != "quarter":
        return None
    if phrase.has("dash") or items[0][0] == "its":
        phrase.bare()
    if ("unit", "year") in items or phrase.has("year"):
        year = hints.whole_year(phrase)
        if year is not None:
            return hints.of_stretch(of_year(year, "quarter", number), phrase)
    return _yearless(phrase, number)


def short_quarter(phrase: Phrase) -> Meaning | None:
    """``Q3``, ``Q1 2020``."""
    number, year = phrase.integer("shortquarter"), phrase.integer("year")
    if number is None:
        return None
    return hints.of_stretch(of_year(year, "quarter", number), phrase) if year else _yearless(phrase, number)


def _yearless(phrase: Phrase, number: int) -> Meaning | None:
    if phrase.reference is None:
        return hints.unplaced(f"XXXX-Q{number}")
    return hints.of_stretch(Stretch("quarter", _nearest(phrase, number, phrase.reference)), phrase)


def _counted(items: list[tuple[str, Value]]) -> Value | None:
    """The unit that the ordinal number counts."""
    kinds = [kind for kind, _ in items]
    place = min(kinds.index(kind) for kind in ("ordinal", "second", "last", "closing") if kind in kinds)
    return next((value for kind, value in items[place:] if kind == "unit"), None)


def _nearest(phrase: Phrase, number: int, reference: date) -> date:
    """The first day of the last such quarter that has begun; of the next one only where ``next`` says so."""
    now = containing(reference, "quarter").first
    around = [date(now.year + step, number * 3 - 2, 1) for step in (-1, 0, 1)]
    ahead = phrase.has("next") and phrase.firm_tense == "future"
    return next(day for day in around if day >= now) if ahead else [day for day in around if day <= now][-1]


def period(phrase: Phrase) -> Meaning | None:
    """``the 1988 quarter``, ``the 1988 period``: what was told, of another year; else the whole year."""
    year, told, name = phrase.integer("year"), phrase.article.quarter, phrase.text("unit")
    if year is None or name not in (None, "quarter", "year"):
        return None
    if told is not None and name != "year":
        return hints.of_stretch(told.shifted(4 * (year - told.first.year)), phrase)
    return hints.of_stretch(of_year(year), phrase) if name != "quarter" else None


def told(phrase: Phrase) -> Meaning | None:
    """``the quarter``, ``the latest period``: the one told last, else the one that ended last."""
    found, reference = phrase.article.quarter, phrase.reference
    if reference is not None and (found is None or (phrase.has("latest") and found.last >= reference)):
        found = containing(reference, "quarter").shifted(-1)
    return hints.of_stretch(found, phrase) if found else None


def comparison(phrase: Phrase) -> Stretch | None:
    """The quarter a year before the one told last: what results are held against by ``a year earlier``."""
    found, article = phrase.article.quarter, phrase.article
    near = phrase.sentence - article.quarter_sentence <= MEMORY
    return found.shifted(-4) if found is not None and near else None
