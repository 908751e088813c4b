"""What is counted from the article or the date told last: ``two years ago``, ``three days later``."""

from datetime import date, timedelta
from typing import Final

from timeline.extraction.times import hints, numerals, quarters
from timeline.extraction.times.phrase import Meaning, Phrase
from timeline.extraction.times.stretches import UNITS, Stretch, containing, moved, of_year

YEARS: Final = {"decade": 10, "century": 100, "millennium": 1000}
SHORT: Final = ("second", "minute", "hour")
BEHIND: Final = frozenset(
    ("stop", "comma", "mark", "dot", "at", "in", "on", "by", "and", "to")
)  # where no noun follows


def _count(phrase: Phrase) -> numerals.Number | None:
    """How many units; None where the words are vague."""
    found: list[numerals.Number] = []
    for kind, value in phrase.items():
        if kind in ("unit", "units", "second") and found:
            break
        if kind in ("several", "some"):
            return None
        if kind in numerals.KINDS and not isinstance(value, str):
            found.append(value)
    return numerals.number(found) if found else 1


def _unit(phrase: Phrase) -> str:
    return str(phrase.value("units", "unit") or "second")


def _shifted(start: date, count: numerals.Number, name: str) -> Stretch | None:
    """The stretch so many units from a day; None for units that are no part of the calendar."""
    if name == "decade" and count == int(count):
        return containing(moved(start, int(count) * 120), "decade")
    if name in YEARS:
        count, name = count * YEARS[name], "year"
    if name == "fortnight":
        count, name = count * 2, "week"
    if name == "year" and count != int(count):
        count, name = round(count * 12), "month"
    if name not in UNITS or count != int(count):
        return None
    return containing(start, name).shifted(int(count))


def ago(phrase: Phrase) -> Meaning | None:
    """``two years ago``, ``about six weeks ago``; vague ones lie somewhere before the article."""
    count, reference, name = _count(phrase), phrase.reference, _unit(phrase)
    if count is None or reference is None:
        return hints.vague_past(phrase)
    if name in SHORT:
        return hints.of_stretch(Stretch("day", reference), phrase)
    if phrase.has("relday"):
        return _to_the_day(phrase, count, name)
    if name == "year" and count == 1 and (quarter := quarters.comparison(phrase)):
        return hints.of_stretch(quarter, phrase)
    try:
        found = _shifted(reference, -count, name)
    except (ValueError, OverflowError):  # 5,000 years ago
        found = None
    return hints.of_stretch(found, phrase) if found else hints.vague_past(phrase)


def _to_the_day(phrase: Phrase, count: numerals.Number, name: str) -> Meaning | None:
    """``20 years ago today``: the day itself."""
    months = {"month": 1, "year": 12, "decade": 120, "century": 1200}.get(name)
    if phrase.reference is None or (months is None and name not in ("day", "week")):
        return None
    day = phrase.reference + timedelta(days=phrase.integer("relday") or 0)
    if months is not None:
        return hints.of_stretch(Stretch("day", moved(day, -round(months * count))), phrase)
    return hints.of_stretch(Stretch("day", day - timedelta(days=round(count) * (7 if name == "week" else 1))), phrase)


def from_now(phrase: Phrase) -> Meaning | None:
    """``two weeks from now``, ``three days from tomorrow``."""
    count, reference = _count(phrase), phrase.reference
    if count is None or reference is None:
        return hints.vague_future(phrase)
    found = _shifted(reference + timedelta(days=phrase.integer("relday") or 0), count, _unit(phrase))
    return hints.of_stretch(found, phrase) if found else hints.vague_future(phrase)


def later(phrase: Phrase) -> Meaning | None:
    """``three days later``, ``a year earlier``: from the date told last."""
    count, name, step = _count(phrase), _unit(phrase), 1 if phrase.has("later") else -1
    if count is None:
        return Meaning("DATE", "PAST_REF" if step < 0 else "FUTURE_REF")
    if name == "year" and count == 1 and step < 0 and (quarter := quarters.comparison(phrase)):
        return hints.of_stretch(quarter, phrase)
    if phrase.anchor is not None and name in UNITS and UNITS.index(phrase.anchor.unit) > UNITS.index(name):
        return None
    start = phrase.anchor.first if phrase.anchor else phrase.reference
    found = _shifted(start, count * step, name) if start else None
    if found is None or (phrase.reference and found.first > phrase.reference and phrase.firm_tense != "future"):
        return None  # what was is not to come: only the length is known
    return hints.of_stretch(found, phrase)


def before(phrase: Phrase) -> Meaning | None:
    """``the day before``, ``the day after tomorrow``: from the date told last, where nothing else follows."""
    count, step, reference = _count(phrase), -1 if phrase.has("before") else 1, phrase.reference
    relative = phrase.integer("relday")
    if relative is not None:
        start = reference + timedelta(days=relative) if reference else None
    else:
        start = phrase.anchor.first if phrase.anchor and phrase.kind(0) in BEHIND else None
    found = _shifted(start, count * step, _unit(phrase)) if start and count is not None else None
    return hints.of_stretch(found, phrase) if found else None


def year_ago(phrase: Phrase) -> Meaning | None:
    """``the year-earlier period``, ``a year-ago quarter``, ``the year-ago third quarter``."""
    units = [value for kind, value in phrase.items() if kind == "unit"]
    if units[0] != "year":
        return None
    if len(units) == 1 and not phrase.has("period", "ordinal", "second"):
        phrase.bare()
    reference, number = phrase.reference, phrase.integer("ordinal", "second")
    if reference is None:
        return hints.vague_past(phrase)
    if number is not None and number <= 4:
        return hints.of_stretch(of_year(reference.year - 1, "quarter", number), phrase)
    return hints.of_stretch(quarters.comparison(phrase) or of_year(reference.year - 1), phrase)
